"""What of a summary is compared: its findings, deadlines, calls and offices, each under a key that stays the same from one summary to the next."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from msgspec import Struct

from ctintake.rescreening.records import State
from ctintake.summary.records import Call, Found, LastDay, Referred, Summary

Key = tuple[str, str, str]
"""What it is, its id and, for a deadline, its label: a finding may have several."""


class Thing(Struct, frozen=True):
    """One thing of a summary: how it stands, its other words, the findings it is for, its law, and what a reader must know of how it stands."""

    what: str
    id: str
    title: str
    state: State
    words: tuple[object, ...] = ()
    findings: tuple[str, ...] = ()
    law: str = ""
    note: str = ""


Things = Mapping[Key, Thing]


def things_of(summary: Summary, alarm_days: int) -> dict[Key, Thing]:
    """Give everything in a summary that a comparison looks at. A deadline is near within the days given."""
    alarm = summary.as_of + timedelta(days=alarm_days)
    return {_key(thing): thing for thing in _things(summary, alarm)}


def _key(thing: Thing) -> Key:
    return (thing.what, thing.id, thing.title if thing.what == "deadline" else "")


def _things(summary: Summary, alarm: date) -> Iterator[Thing]:
    yield from (_finding(found) for found in summary.findings)
    yield from (_deadline(day, alarm) for day in summary.deadlines)
    yield from (_call(call) for call in summary.calls)
    yield from (_referral(referral) for referral in summary.referrals)


def _finding(found: Found) -> Thing:
    law = tuple((one.id, one.citation, one.says, one.flag) for one in found.law)
    mentions = tuple((one.say, one.advocate) for one in found.mentions)
    words = (found.title, found.say, found.do, found.advocate, mentions, found.lawyer_asks, found.charges, law)
    return Thing("finding", found.id, found.title, State(certainty=found.certainty, urgency=found.urgency), words)


def _deadline(day: LastDay, alarm: date) -> Thing:
    state = State(day=day.date, standing=standing(day.date, alarm, passed=day.passed))
    return Thing("deadline", day.finding, day.label, state, (day.label, day.citation, day.passed_note), (day.finding,), day.law, day.passed_note)


def standing(day: date, alarm: date, *, passed: bool) -> str:
    """Tell how a last day stands: passed, near (up to the day of the alarm), or to come."""
    return "passed" if passed else "near" if day <= alarm else "to-come"


def _call(call: Call) -> Thing:
    return Thing("call", call.resource, call.name, State(numbers=(call.number,)), (call.name, call.caution, call.limits), call.findings)


def _referral(referral: Referred) -> Thing:
    numbers = tuple(phone.number for phone in referral.phones)
    words = (referral.name, referral.who, referral.cost, referral.limits, referral.caution, referral.text, referral.email, referral.url, referral.address)
    return Thing("referral", referral.resource, referral.name, State(numbers=numbers), words, referral.findings)


def as_now_labeled(old: Things, now: Things) -> dict[Key, Thing]:
    """Give old things with each deadline whose label has been rewritten under its new one: it is the same deadline of the same finding and law."""
    gone = [key for key in old if key[0] == "deadline" and key not in now]
    renamed: dict[Key, Key] = {}
    for key in now:
        if key[0] == "deadline" and key not in old:
            match = next((one for one in gone if one not in renamed and one[1] == key[1] and old[one].law == now[key].law), None)
            if match is not None:
                renamed[match] = key
    return {renamed.get(key, key): thing for key, thing in old.items()}

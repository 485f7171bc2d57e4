"""The calendar: read back with another library than the one that wrote it, and searched for whatever would tell a stranger something."""

from datetime import date, datetime, time, timedelta
from typing import Any

import msgspec
import pytest
import vobject
from people import EVERYONE, Person
from release_of import RECORD, REFERENCE, released

from ctintake.errors import InputError
from ctintake.exports.ics import write
from ctintake.model import Knowledge
from ctintake.summary.files import as_json, as_toml, parse_summary

HELD, MISSED, CHILD, PLEA = "no-status-held-by-ice", "missed-immigration-hearing", "child-alone", "green-card-plea-offered"

TELLING = (
    "immigra", "deport", "remov", "asylum", "visa", "court", "judge", "hearing", "lawyer", "plea", "charge", "crim", "police", "victim", "violence", "abuse",
    "appeal", "green card", "ice ", "ctintake",
)  # fmt: skip
"""What would tell whoever looks over a shoulder what it is about."""


def events(content: bytes) -> list[Any]:
    """Read a calendar with the other library, which also checks that nothing required is missing."""
    calendar = vobject.readOne(content.decode())
    assert calendar.validate(raiseException=True)
    return calendar.vevent_list


def written(content: bytes) -> str:
    """Give a calendar's text with its folded lines joined."""
    return content.decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (PLEA, [("2026-12-01", "Get ready"), ("2026-12-02", "Appointment")]),
        (HELD, [("2026-11-27", "Get ready"), ("2026-11-30", "Appointment"), ("2026-12-17", "Get ready"), ("2026-12-18", "Appointment")]),
        (MISSED, [("2026-11-24", "Paper due"), ("2026-11-27", "Paper due"), ("2026-12-21", "Paper due"), ("2027-03-19", "Paper due")]),
        (CHILD, [("2027-02-08", "Paper due"), ("2031-04-25", "Paper due"), ("2034-04-25", "Paper due")]),
    ],
)
def test_hearings_and_earliest_safe_days_stand_on_their_days(profile: str, expected: list[tuple[str, str]], knowledge: Knowledge) -> None:
    found = events(write(released(profile, "self"), knowledge))
    assert [(event.dtstart.value.isoformat(), event.summary.value) for event in found] == expected
    assert all(event.dtend.value - event.dtstart.value == timedelta(days=1) for event in found)


@pytest.mark.parametrize("recipient", ["self", "caseworker"])
@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_nothing_in_a_calendar_tells_a_stranger_anything(person: Person, recipient: str, knowledge: Knowledge) -> None:
    release = released(person, recipient)
    try:
        text = written(write(release, knowledge)).replace(f"Given to {RECORD.to} until", "")  # the helper's own name, as the release has it
    except InputError:
        return
    names = [one.title for one in release.summary.findings] + [one.label for one in release.summary.deadlines] + [one.name for one in release.summary.referrals]
    assert [word for word in (*TELLING, *names) if word.lower() in text.lower()] == []


def test_a_calendar_others_may_share_says_no_more_than_its_titles(knowledge: Knowledge) -> None:
    text = written(write(released(MISSED, "self"), knowledge))
    assert REFERENCE not in text
    assert {event.name for event in events(text.encode())[0].getChildren()} == {
        "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "CLASS", "TRANSP", "VALARM",
    }  # fmt: skip


def test_a_helper_is_told_which_last_day_it_is_and_both_its_days(knowledge: Knowledge) -> None:
    release = released(MISSED, "caseworker")
    at, day = next((at, day) for at, day in enumerate(release.summary.deadlines, start=1) if day.date == date(2026, 12, 22))
    told = [event.description.value for event in events(write(release, knowledge)) if event.dtstart.value == day.earliest_safe]
    assert told == [
        f"File 7K3M, last day {at} on the list. Be done by Monday, December 21, 2026. The last day itself is Tuesday, December 22, 2026.\n"
        "Given to Office of Hope until February 1, 2027. Do not pass it on."
    ]


def test_what_falls_on_one_day_is_one_entry_that_names_each(knowledge: Knowledge) -> None:
    last = events(write(released(CHILD), knowledge))[-1].description.value
    assert [line.partition(" on the list")[0] for line in last.splitlines()[:-1]] == [f"File 7K3M, last day {number}" for number in (4, 5, 6, 7, 8)]


@pytest.mark.parametrize(
    ("days_ahead", "alarms"),
    [
        (0, ["on the day at 7", "on the day at 12"]),
        (1, ["on the day at 7", "on the day at 12"]),
        (2, ["1 before at 9", "on the day at 7"]),
        (5, ["3 before at 9", "1 before at 9"]),
        (14, ["3 before at 9", "1 before at 9"]),
        (15, ["14 before at 9", "1 before at 9"]),
        (90, ["14 before at 9", "1 before at 9"]),
    ],
)
def test_each_entry_has_two_alarms_that_can_still_ring(days_ahead: int, alarms: list[str], knowledge: Knowledge, as_of: date) -> None:
    day = as_of + timedelta(days=days_ahead)
    (event,) = events(write(released(PLEA, "self", changes={"deadlines": ()}, next_court_date=day), knowledge))
    rung = [datetime.combine(day, time()) + alarm.trigger.value for alarm in event.valarm_list]
    assert [f"{(day - moment.date()).days} before at {moment.hour}".replace("0 before", "on the day") for moment in rung] == alarms
    assert {alarm.action.value for alarm in event.valarm_list} == {"DISPLAY"}


@pytest.mark.parametrize("raw", ["2026-12", "2026", "unsure", "declined", "none", "2026-11-21", date(2026, 11, 21), "2026-13-45", 20261202, None])
def test_a_hearing_that_is_past_vague_or_not_given_is_no_entry(raw: object, knowledge: Knowledge) -> None:
    found = events(write(released(MISSED, "self", next_court_date=raw), knowledge))
    assert {event.summary.value for event in found} == {"Paper due"}, "no appointment"


def test_last_days_that_have_passed_are_no_entry(knowledge: Knowledge) -> None:
    release = released(MISSED)
    assert any(day.passed for day in release.summary.deadlines)
    assert all(event.dtstart.value >= release.summary.as_of for event in events(write(release, knowledge)))


def test_a_last_day_whose_safe_day_has_gone_by_stands_on_today(knowledge: Knowledge) -> None:
    release = released("police-station-night-before-court", "self")
    assert release.summary.deadlines[0].earliest_safe < release.summary.as_of < release.summary.deadlines[0].date
    assert events(write(release, knowledge))[0].dtstart.value == release.summary.as_of


@pytest.mark.parametrize("write_file", [as_toml, as_json])
def test_a_calendar_is_the_same_from_a_summary_read_back(write_file: Any, knowledge: Knowledge) -> None:
    release = released(HELD)
    read = msgspec.structs.replace(release, summary=parse_summary(write_file(release.summary).encode(), "a file"))
    assert write(read, knowledge) == write(release, knowledge)


def test_an_entry_keeps_its_id_when_others_go(knowledge: Knowledge) -> None:
    whole = events(write(released(HELD, "self"), knowledge))
    fewer = events(write(released(HELD, "self", next_court_date=None), knowledge))
    same = {(event.dtstart.value, event.summary.value): event.uid.value for event in whole}
    assert len(set(same.values())) == len(whole)
    kept = [event for event in fewer if event.summary.value == "Appointment"]
    assert [event.uid.value for event in kept] == [same[event.dtstart.value, "Appointment"] for event in kept] != []


def test_the_hour_the_summary_was_made_is_not_told(knowledge: Knowledge) -> None:
    assert b"DTSTAMP:20261122T000000Z" in write(released(PLEA), knowledge)


def test_no_calendar_is_written_where_no_day_lies_ahead(knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match="no last day and no hearing to come"):
        write(released("citizen-charged", changes={"deadlines": ()}, next_court_date="none"), knowledge)

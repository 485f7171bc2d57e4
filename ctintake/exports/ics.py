"""The days to come as a calendar: last days and hearings as whole days, with two alarms each, in words that tell a stranger nothing.

A last day stands on its earliest safe day, since that is when the paper must be in. The person's own calendar may be shared: there an entry says no more
than its title. A helper's names the place in the file and both days. Past days, and days known only by month or year, are left out.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from msgspec import Struct, structs

from ctintake.exports.formats import NothingInsideError
from ctintake.exports.given import given_day, given_until
from ctintake.exports.inside import without_answers
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.show.lines import spoken
from ctintake.summary.records import LastDay, Summary

if TYPE_CHECKING:
    from icalendar import Alarm, Event

_HEARINGS = ("next_court_date", "immigration_hearing_date")
_OURS = UUID("0f9b8a52-6a0e-5d0c-9a44-3c1d4e8f2b70")
_PRODUCT = "-//Days//EN"
_MORNING, _EARLY, _NOON = timedelta(hours=9), timedelta(hours=7), timedelta(hours=12)
_LATER_LEADS = (3, 1)


class Day(Struct, frozen=True):
    """One entry: the day, its neutral title, and what is said under it."""

    on: date
    title: str
    notes: tuple[str, ...]


def inside(release: Release, knowledge: Knowledge) -> Summary:  # noqa: ARG001 - every writer takes the same two
    """Give what stands in the calendar: the last days that lie ahead, and the answers that are a hearing's day."""
    summary = release.summary
    hearings = {fact: summary.answers[fact] for fact in _HEARINGS if (day := given_day(summary, fact)) is not None and day >= summary.as_of}
    ahead = tuple(last for last in summary.deadlines if not last.passed and (last.latest or last.date) >= summary.as_of)
    return structs.replace(without_answers(summary), answers=hearings, deadlines=ahead, findings=(), calls=(), referrals=())


def write(release: Release, knowledge: Knowledge) -> bytes:
    """Give the calendar. Raises NothingInsideError where there is no day to come: a calendar without entries is none."""
    from icalendar import Calendar

    days = _merged(days_to_come(release, knowledge))
    if not days:
        raise NothingInsideError.of(
            "--to ics", "no last day and no hearing to come is in what is released", "leave it out; every day known is on the page: --to html"
        )
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    for day in days:
        calendar.add_component(_event(day, release, knowledge))
    return bytes(calendar.to_ical(sorted=False))


def days_to_come(release: Release, knowledge: Knowledge) -> Iterator[Day]:
    """Give each hearing and each last day that lies ahead, in words for this recipient."""
    summary, held = release.summary, inside(release, knowledge)
    hearings = {day for fact in held.answers if (day := given_day(held, fact)) is not None}
    shared = release.recipient == "self"
    for day in hearings:
        notes = () if shared else (knowledge.text("calendar-file").format(reference=release.reference),)
        yield Day(day, knowledge.text("calendar-hearing"), notes)
    for number, last in enumerate(summary.deadlines, start=1):
        if last in held.deadlines:
            title = knowledge.text("calendar-before" if last.date in hearings else "calendar-due")
            by = max(last.earliest_safe, summary.as_of)
            yield Day(by, title, () if shared else (_last_day(last, by, number, release.reference, knowledge),))


def _last_day(last: LastDay, by: date, number: int, reference: str, knowledge: Knowledge) -> str:
    words = knowledge.text("calendar-last-day")
    return words.format(reference=reference, number=number, safe=spoken(by), day=spoken(last.date))


def _merged(days: Iterator[Day]) -> list[Day]:
    """Put what falls on one day under one title into one entry, in order of days."""
    merged: dict[tuple[date, str], tuple[str, ...]] = {}
    for day in days:
        notes = merged.get((day.on, day.title), ())
        merged[day.on, day.title] = tuple(dict.fromkeys((*notes, *day.notes)))
    return [Day(on, title, notes) for (on, title), notes in sorted(merged.items())]


def _event(day: Day, release: Release, knowledge: Knowledge) -> "Event":
    from icalendar import Event

    event = Event()
    values: dict[str, Any] = {
        "uid": str(uuid5(_OURS, f"{release.reference}/{day.on.isoformat()}/{day.title}")),
        "dtstamp": _made(release.summary),
        "dtstart": day.on,
        "dtend": day.on + timedelta(days=1),
        "summary": day.title,
        "class": "PRIVATE",
        "transp": "TRANSPARENT",
    }
    if notes := (*day.notes, *given_until(release, knowledge)):
        values["description"] = "\n".join(notes)
    for name, value in values.items():
        event.add(name, value)
    for trigger in _alarm_times(day.on, release.summary.as_of, knowledge.jurisdiction.deadline_alarm_days):
        event.add_component(_alarm(day.title, trigger))
    return event


def _made(summary: Summary) -> datetime:
    """Give the day the summary was made: the hour someone sat at a computer is nobody's business."""
    return datetime(summary.made.year, summary.made.month, summary.made.day, tzinfo=UTC)


def _alarm_times(day: date, as_of: date, first: int) -> tuple[timedelta, ...]:
    """Give two alarms that can still ring, counted from the day's midnight: the earliest and the last of the days before, or else hours of the day itself."""
    leads = sorted({lead for lead in (first, *_LATER_LEADS) if 0 < lead < (day - as_of).days}, reverse=True)
    before = [_MORNING - timedelta(days=lead) for lead in (leads[:1] + leads[-1:] if len(leads) > 1 else leads)]
    return (*before, _EARLY, _NOON)[:2]


def _alarm(title: str, trigger: timedelta) -> "Alarm":
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", trigger)
    return alarm

"""A summary as lines to read: urgent things first, then the calls, the last days, and the rest. The last line is a person to call.

Only what to say and in which order; how it looks is the business of whoever prints it.
"""

from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from msgspec import Struct

from ctintake.model import Knowledge
from ctintake.summary.records import Call, ChargeGrounds, Found, LastDay, Referred, Summary, Telephone


class Manner(Enum):
    """What kind of line it is."""

    HEADING = "heading"
    STRONG = "strong"
    TEXT = "text"
    STEP = "step"
    QUIET = "quiet"
    GAP = "gap"


class Line(Struct, frozen=True):
    """One line, its manner, and how deep it stands."""

    manner: Manner
    text: str = ""
    depth: int = 0


GAP = Line(Manner.GAP)

_MOST_PLACES = 12
_MOST_TITLES = 3


class Words:
    """The words of the knowledge that stand around results, and the facts' names."""

    def __init__(self, knowledge: Knowledge) -> None:
        """Take the knowledge whose words to use; the summary may come from an older one."""
        self.knowledge = knowledge

    def __call__(self, screen: str, **values: object) -> str:
        """Give the words of a screen with its places filled in."""
        text = self.knowledge.text(screen)
        return text.format(**values) if values else text

    def facts(self, facts: Iterable[str]) -> str:
        """Give facts by name, joined."""
        questions = self.knowledge.questions
        return ", ".join(inside(questions[fact].label) if fact in questions else fact for fact in facts)

    def source(self, confidence: str) -> str:
        """Say what kind of source an entry rests on, to stand before the day it was checked; empty for an official one."""
        return "" if confidence == "A" else f"{self(f'grade-{confidence.lower()}')}, "


def lines(summary: Summary, words: Words, *, advocate: bool) -> Iterator[Line]:
    """Give a whole summary, line by line. For an advocate the exact terms, the law and the open facts are shown too."""
    show = _Page(summary, words, advocate)
    yield from show.first_line()
    yield from show.urgent()
    yield from show.calls()
    yield from show.last_days()
    yield from show.findings("soon", "heading-soon")
    yield from show.findings("plan", "heading-plan")
    yield from show.may()
    yield from show.places()
    yield from show.notice()
    yield from show.last_line()


def phone_text(number: str) -> str:
    """Write a number as people dial it.

    >>> phone_text("+1-888-774-2900")
    '888-774-2900'
    """
    return number.removeprefix("+1-")


@dataclass(frozen=True)
class _Page:
    summary: Summary
    words: Words
    advocate: bool

    def heading(self, name: str) -> Iterator[Line]:
        yield GAP
        yield Line(Manner.HEADING, self.words(name))

    def of(self, urgency: str, certainty: str) -> list[Found]:
        return [found for found in self.summary.findings if found.urgency == urgency and found.certainty == certainty]

    def first_line(self) -> Iterator[Line]:
        """Name the first call at once where something urgent is to be read before the calls."""
        if self.summary.calls and self.of("now", "applies"):
            first = self.summary.calls[0]
            yield GAP
            yield Line(Manner.STRONG, self.words("first-line", name=first.name, number=phone_text(first.number)))

    def urgent(self) -> Iterator[Line]:
        yield from self.findings("now", "heading-urgent")

    def findings(self, urgency: str, heading: str) -> Iterator[Line]:
        found = self.of(urgency, "applies")
        if found:
            yield from self.heading(heading)
            for one in found:
                yield GAP
                yield from self.finding(one)

    def finding(self, found: Found) -> Iterator[Line]:
        yield Line(Manner.STRONG, found.title)
        if self.advocate:
            yield Line(Manner.QUIET, self.words("label-to-client"), 1)
        yield Line(Manner.TEXT, found.say, 1)
        for step in found.do:
            yield Line(Manner.STEP, step, 1)
        for charge in found.charges:
            yield from self.charge(charge)
        if found.guesses:
            yield Line(Manner.QUIET, self.words("label-guess", facts=self.words.facts(found.guesses)), 1)
        if self.advocate:
            yield from self.for_advocate(found)
        for law in found.law:
            if law.flag:
                yield Line(Manner.QUIET, self.words("label-flag", title=law.title, flag=law.flag), 1)
            if law.aged:
                yield Line(Manner.QUIET, self.words("label-flag", title=law.title, flag=law.aged), 1)

    def for_advocate(self, found: Found) -> Iterator[Line]:
        yield Line(Manner.QUIET, self.words("label-to-advocate"), 1)
        yield Line(Manner.TEXT, found.advocate, 1)
        for question in found.lawyer_asks:
            yield Line(Manner.STEP, question, 2)
        for law in found.law:
            source = self.words.source(law.confidence)
            yield Line(Manner.QUIET, self.words("label-law", title=law.title, citation=law.citation, source=source, day=law.checked.isoformat()), 1)

    def charge(self, charge: ChargeGrounds) -> Iterator[Line]:
        yield Line(Manner.STRONG, self.words("label-charge", name=charge.name, statute=charge.statute) if charge.statute != charge.name else charge.name, 1)
        for ground in charge.grounds:
            yield Line(Manner.STEP, f"{ground.name}. {ground.says}", 2)
            if self.advocate:
                yield Line(Manner.QUIET, f"{ground.citation}. {ground.threshold}", 3)
        if self.advocate:
            for decision in charge.decisions:
                yield Line(Manner.QUIET, decision, 2)
            if charge.note:
                yield Line(Manner.QUIET, charge.note, 2)

    def calls(self) -> Iterator[Line]:
        if not self.summary.calls:
            return
        yield from self.heading("heading-calls")
        for at, call in enumerate(self.summary.calls, start=1):
            yield GAP
            yield from call_lines(call, at, self.words)

    def last_days(self) -> Iterator[Line]:
        if not self.summary.deadlines:
            return
        titles = {found.id: found.title for found in self.summary.findings}
        yield from self.heading("heading-deadlines")
        for day in self.summary.deadlines:
            yield GAP
            yield from self.last_day(day, titles)

    def last_day(self, day: LastDay, titles: Mapping[str, str]) -> Iterator[Line]:
        yield Line(Manner.STRONG, day.label)
        yield Line(Manner.TEXT, self.when(day), 1)
        if day.passed_note:
            yield Line(Manner.TEXT, day.passed_note, 1)
        title = titles.get(day.finding, day.finding)
        yield Line(Manner.QUIET, self.words("label-last-day", counted=day.counted, title=title, citation=day.citation), 1)

    def when(self, day: LastDay) -> str:
        last, safe = spoken(day.date), spoken(day.earliest_safe)
        if day.passed:
            return self.words("label-passed", day=last)
        return self.words("label-today" if day.earliest_safe <= self.summary.as_of else "label-safe-day", day=last, safe=safe)

    def may(self) -> Iterator[Line]:
        found = [one for urgency in ("now", "soon", "plan") for one in self.of(urgency, "may-apply")]
        if not found:
            return
        yield from self.heading("heading-may")
        yield Line(Manner.QUIET, self.summary.notice.may_apply, 1)
        for one in found:
            yield Line(Manner.STEP, one.title, 1)
            yield Line(Manner.QUIET, self.words("label-open", facts=self.words.facts(one.open)), 2)

    def places(self) -> Iterator[Line]:
        applying = {found.id for found in self.summary.findings if found.certainty == "applies"}
        called = {call.resource for call in self.summary.calls}
        places = [one for one in self.summary.referrals if applying & set(one.findings) and one.resource not in called]
        if not places:
            return
        yield from self.heading("heading-referrals")
        titles = {found.id: found.title for found in self.summary.findings if found.certainty == "applies"}
        for place in places[:_MOST_PLACES]:
            yield GAP
            yield from place_lines(place, titles, self.words)
        if len(places) > _MOST_PLACES:
            yield GAP
            yield Line(Manner.TEXT, self.words("more-places", count=len(places) - _MOST_PLACES))

    def notice(self) -> Iterator[Line]:
        yield from self.heading("heading-notice")
        notice = self.summary.notice
        for text in (notice.text, notice.applies, notice.advocate if self.advocate else ""):
            if text:
                yield Line(Manner.TEXT, text, 1)

    def last_line(self) -> Iterator[Line]:
        if self.summary.calls:
            first = self.summary.calls[0]
            yield GAP
            yield Line(Manner.STRONG, self.words("last-line", name=first.name, number=phone_text(first.number)))


def call_lines(call: Call, at: int, words: Words) -> Iterator[Line]:
    """Give one call: the number, when it answers, what to say, whom to try next."""
    hours = f" ({call.hours})" if call.hours else ""
    yield Line(Manner.STRONG, f"{at}. {call.name}: {phone_text(call.number)}{hours}")
    yield Line(Manner.TEXT, words("label-say", say=call.say), 1)
    for warning in (call.caution, call.limits, call.aged):
        if warning:
            yield Line(Manner.QUIET, warning, 1)
    if call.number.startswith("+"):
        yield Line(Manner.QUIET, sentence(seen(call.number_seen, words)), 1)
    if call.next is not None:
        yield Line(Manner.QUIET, words("label-next", name=call.next.name, number=phone_text(call.next.number)), 1)


def place_lines(place: Referred, titles: Mapping[str, str], words: Words) -> Iterator[Line]:
    """Give one office in a few lines: how to reach it, for what, and what to mind. The file has the rest."""
    first = place.phones[:1]
    yield Line(Manner.STRONG, f"{place.name}: {phone_text(first[0].number)}" if first else place.name)
    ways = [place.text, place.email, place.url] if not first else []
    reached = [first[0].hours, seen(first[0].number_seen, words)] if first else ways
    reach = "; ".join(part for part in reached if part)
    if reach:
        yield Line(Manner.TEXT, sentence(reach) if first else reach, 1)
    named = [titles[finding] for finding in place.findings if finding in titles]
    yield Line(Manner.TEXT, words("label-for", titles="; ".join(named[:_MOST_TITLES])), 1)
    for note in (place.caution, place.limits, place.aged):
        if note:
            yield Line(Manner.QUIET, note, 1)


def phone_line(phone: Telephone, words: Words) -> str:
    """Give a number with what answers there, its hours and its date."""
    parts = [phone.label, phone.hours, seen(phone.number_seen, words)]
    return f"{phone_text(phone.number)} ({', '.join(part for part in parts if part)})"


def seen(when: str, words: Words) -> str:
    """Say how old a number is."""
    return words("number-undated") if when == "undated" else words("number-seen", seen=month(when))


def month(when: str) -> str:
    """Write a year, or a year and a month, as people say it.

    >>> month("2024-10"), month("2020")
    ('October 2024', '2020')
    """
    year, _, rest = when.partition("-")
    return f"{month_name[int(rest[:2])]} {year}" if rest[:2].isdecimal() and 1 <= int(rest[:2]) <= len(month_name) - 1 else when


def sentence(text: str) -> str:
    """Write a label as a sentence of its own.

    >>> sentence("number seen in 2020")
    'Number seen in 2020.'
    """
    return f"{text[:1].upper()}{text[1:]}."


def inside(label: str) -> str:
    """Write a label as it stands inside a sentence: a name keeps its capital.

    >>> inside("Happened in the United States"), inside("U.S. citizen")
    ('happened in the United States', 'U.S. citizen')
    """
    return f"{label[0].lower()}{label[1:]}" if label[1:2].islower() else label


def written(day: date) -> str:
    """Write a day in words, without its weekday.

    >>> written(date(2026, 12, 2))
    'December 2, 2026'
    """
    return f"{day:%B} {day.day}, {day.year}"


def spoken(day: date) -> str:
    """Write a day as people say it.

    >>> spoken(date(2026, 12, 2))
    'Wednesday, December 2, 2026'
    """
    return f"{day:%A}, {written(day)}"

"""Lines to read: what kinds there are, the words around results, and a call, an office, a number or a day in them.

Only what to say; how it looks is the business of whoever prints it.
"""

from calendar import month_name
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from msgspec import Struct

from ctintake.model import Knowledge
from ctintake.summary.records import Call, ChargeGrounds, Found, LastDay, Referred, Telephone


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


def hanging_together(found: Iterable[Found]) -> dict[tuple[str, ...], list[Found]]:
    """Put what hangs on the same facts together, by those facts, in the order they are first met: to learn them settles all of it."""
    together: dict[tuple[str, ...], list[Found]] = {}
    for one in found:
        together.setdefault(one.open, []).append(one)
    return together


def by_number(charges: Iterable[ChargeGrounds]) -> tuple[ChargeGrounds, ...]:
    """Give the charges of which only a number is known: what may be said of them is said even where nothing follows from them for sure."""
    return tuple(charge for charge in charges if charge.charge == charge.statute)


def phone_text(number: str) -> str:
    """Write a number as people dial it.

    >>> phone_text("+1-888-774-2900")
    '888-774-2900'
    """
    return number.removeprefix("+1-")


def due_words(day: LastDay, as_of: date, words: Words, spoken: Callable[[date], str]) -> str:
    """Say when a last day is and by when to be ready; that it has passed, or may have, where it is not known exactly."""
    if day.passed:
        return words("label-passed", day=spoken(day.latest or day.date))
    if day.perhaps_passed:
        return words("label-perhaps-passed", day=spoken(day.date), latest=spoken(day.latest or day.date))
    if day.earliest_safe <= as_of:
        return words("label-today", day=spoken(day.date))
    return words("label-safe-day", day=spoken(day.date), safe=spoken(day.earliest_safe))


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


def place_lines(place: Referred, titles: Mapping[str, str], words: Words, before: Referred | None = None) -> Iterator[Line]:
    """Give one office in a few lines: how to reach it, for what, and what to mind. The file has the rest.

    ``before`` is the office that stands above: where both are for the same, the titles are not said again.
    """
    first = place.phones[:1]
    yield Line(Manner.STRONG, f"{place.name}: {phone_text(first[0].number)}" if first else place.name)
    ways = [place.text, place.email, place.url] if not first else []
    reached = [first[0].hours, seen(first[0].number_seen, words)] if first else ways
    reach = "; ".join(part for part in reached if part)
    if reach:
        yield Line(Manner.TEXT, sentence(reach) if first else reach, 1)
    named = _named(place, titles)
    same = before is not None and named == _named(before, titles)
    yield Line(Manner.TEXT, words("label-for-same") if same else words("label-for", titles="; ".join(named)), 1)
    for note in (place.caution, place.limits, place.aged):
        if note:
            yield Line(Manner.QUIET, note, 1)


def _named(place: Referred, titles: Mapping[str, str]) -> list[str]:
    return [titles[finding] for finding in place.findings if finding in titles][:_MOST_TITLES]


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
    >>> sentence("did you mean 'Danbury'?")
    "Did you mean 'Danbury'?"
    """
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '?')) else '.'}"


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

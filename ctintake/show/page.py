"""A summary as lines to read: urgent things first, then the calls, the last days, and the rest. The last line is a person to call.

What is said twice in a file, such as a law under several findings, is said once on the page and named after that.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ctintake.readers import ADVOCATES, ANSWERING, HELPERS
from ctintake.show.lines import GAP, Line, Manner, Words, by_number, call_lines, due_words, hanging_together, phone_text, place_lines, spoken
from ctintake.summary.records import ChargeGrounds, Found, LastDay, Law, Summary

_MOST_AT_A_GLANCE = 2
"""Findings of one urgency: where there are more, their titles come first, so that a reader knows what follows."""

_MOST_PLACES = 12
_URGENCIES = ("now", "soon", "plan")


def lines(summary: Summary, words: Words, *, advocate: bool) -> Iterator[Line]:
    """Give a whole summary, line by line. For an advocate the exact terms, the law and the open facts are shown too."""
    show = _Page(summary, words, advocate, _first_met(summary))
    yield from show.addressed()
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


def _first_met(summary: Summary) -> dict[str, tuple[Law, ...]]:
    """Give, by finding, the law that a reader of the page from the top first meets there."""
    first: dict[str, tuple[Law, ...]] = {}
    met: set[str] = set()
    for found in (one for urgency in _URGENCIES for one in _applying(summary, urgency)):
        first[found.id] = tuple(law for law in found.law if law.id not in met)
        met.update(law.id for law in found.law)
    return first


def _applying(summary: Summary, urgency: str) -> list[Found]:
    return [found for found in summary.findings if found.urgency == urgency and found.certainty == "applies"]


@dataclass(frozen=True)
class _Page:
    summary: Summary
    words: Words
    advocate: bool
    met_here: Mapping[str, tuple[Law, ...]]

    def heading(self, name: str) -> Iterator[Line]:
        yield GAP
        yield Line(Manner.HEADING, self.words(name))

    def addressed(self) -> Iterator[Line]:
        """Say who "you" is where the reader is not the person that the words were written to."""
        reader = str(self.summary.answers.get(ANSWERING))
        if reader not in ADVOCATES and (self.advocate or reader in HELPERS):
            yield GAP
            yield Line(Manner.QUIET, self.words("you-is-another"))

    def first_line(self) -> Iterator[Line]:
        """Name the first call at once where something urgent is to be read before the calls."""
        if self.summary.calls and _applying(self.summary, "now"):
            first = self.summary.calls[0]
            yield GAP
            yield Line(Manner.STRONG, self.words("first-line", name=first.name, number=phone_text(first.number)))

    def urgent(self) -> Iterator[Line]:
        """Give what is for today; to an advocate the titles first, then the charges: what to rule out before a plea is what they came for, in minutes."""
        found = _applying(self.summary, "now")
        listing = [one for urgency in _URGENCIES for one in _applying(self.summary, urgency) if one.charges]
        if not (self.advocate and listing):
            yield from self.findings("now", "heading-urgent")
            return
        if found:
            yield from self.heading("heading-urgent")
            yield from self.at_a_glance(found)
        yield from self.heading("heading-charges")
        for one in listing:
            yield from self.charges(one)
        if found:
            yield from self.heading("heading-one-by-one")
            yield from self.in_full(found)

    def findings(self, urgency: str, heading: str) -> Iterator[Line]:
        found = _applying(self.summary, urgency)
        if found:
            yield from self.heading(heading)
            if len(found) > _MOST_AT_A_GLANCE:
                yield from self.at_a_glance(found)
            yield from self.in_full(found)

    def at_a_glance(self, found: Iterable[Found]) -> Iterator[Line]:
        return (Line(Manner.STEP, one.title, 1) for one in found)

    def in_full(self, found: Iterable[Found]) -> Iterator[Line]:
        for one in found:
            yield GAP
            yield from self.finding(one)

    def finding(self, found: Found) -> Iterator[Line]:
        """Give a finding; to an advocate what is theirs first, before the words to say to the client."""
        yield Line(Manner.STRONG, found.title)
        if self.advocate:
            yield from self.to_advocate(found)
            yield from self.guesses(found)
            yield from self.law(found)
            yield from self.flags(found)
            yield Line(Manner.QUIET, self.words("label-to-client"), 1)
            yield from self.to_person(found)
        else:
            yield from self.to_person(found)
            yield from self.charges(found)
            yield from self.guesses(found)
            yield from self.flags(found)

    def to_person(self, found: Found) -> Iterator[Line]:
        for text in found.to_person:
            yield Line(Manner.TEXT, text, 1)
        for step in found.do:
            yield Line(Manner.STEP, step, 1)

    def to_advocate(self, found: Found) -> Iterator[Line]:
        yield Line(Manner.QUIET, self.words("label-to-advocate"), 1)
        for text in found.to_advocate:
            yield Line(Manner.TEXT, text, 1)
        if found.charges:
            yield Line(Manner.QUIET, self.words("label-charges-above", charges="; ".join(charge.name for charge in found.charges)), 1)
        if found.lawyer_asks:
            yield Line(Manner.QUIET, self.words("label-to-find-out"), 1)
        for question in found.lawyer_asks:
            yield Line(Manner.STEP, question, 2)

    def charges(self, found: Found) -> Iterator[Line]:
        for charge in found.charges:
            yield from self.charge(charge)
        flagged = {ground.id: ground for charge in found.charges for ground in charge.grounds if ground.flag}
        for ground in flagged.values():
            yield Line(Manner.QUIET, self.words("label-flag", title=ground.name, flag=" ".join(ground.flag.split())), 1)

    def guesses(self, found: Found) -> Iterator[Line]:
        if found.guesses:
            yield Line(Manner.QUIET, self.words("label-guess", facts=self.words.facts(found.guesses)), 1)

    def law(self, found: Found) -> Iterator[Line]:
        """Cite each authority where it first stands on the page; after that, name it."""
        for law in self.met_here[found.id]:
            source = self.words.source(law.confidence)
            yield Line(Manner.QUIET, self.words("label-law", title=law.title, citation=law.citation, source=source, day=law.checked.isoformat()), 1)
        yield from self.again("label-law-again", [law for law in found.law if law not in self.met_here[found.id]])

    def flags(self, found: Found) -> Iterator[Line]:
        """Say what to check first where the law first stands on the page; after that, name the law."""
        flagged = [law for law in found.law if law.flag or law.aged]
        for law in flagged:
            if law in self.met_here[found.id]:
                yield from (Line(Manner.QUIET, self.words("label-flag", title=law.title, flag=flag), 1) for flag in (law.flag, law.aged) if flag)
        yield from self.again("label-flag-again", [law for law in flagged if law not in self.met_here[found.id]])

    def again(self, label: str, laws: list[Law]) -> Iterator[Line]:
        if laws:
            yield Line(Manner.QUIET, self.words(label, titles="; ".join(law.title for law in laws)), 1)

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
        yield Line(Manner.TEXT, due_words(day, self.summary.as_of, self.words, spoken), 1)
        if day.passed_note:
            yield Line(Manner.TEXT, day.passed_note, 1)
        title = day.title or titles.get(day.finding, day.finding)
        yield Line(Manner.QUIET, self.words("label-last-day", counted=day.counted, title=title, citation=day.citation), 1)

    def may(self) -> Iterator[Line]:
        """Give what may apply: what hangs on the same facts stands together, and the facts are said once."""
        found = [one for urgency in _URGENCIES for one in self.summary.findings if one.urgency == urgency and one.certainty == "may-apply"]
        if not found:
            return
        yield from self.heading("heading-may")
        yield Line(Manner.QUIET, self.summary.notice.may_apply, 1)
        for facts, possible in hanging_together(found).items():
            for one in possible:
                yield Line(Manner.STEP, one.title, 1)
                for charge in by_number(one.charges):
                    yield from self.charge(charge)
            yield Line(Manner.QUIET, self.words("label-open", facts=self.words.facts(facts)), 2)

    def places(self) -> Iterator[Line]:
        applying = {found.id for found in self.summary.findings if found.certainty == "applies"}
        called = {call.resource for call in self.summary.calls}
        places = [one for one in self.summary.referrals if applying & set(one.findings) and one.resource not in called]
        if not places:
            return
        yield from self.heading("heading-referrals")
        titles = {found.id: found.title for found in self.summary.findings if found.certainty == "applies"}
        for before, place in zip((None, *places), places[:_MOST_PLACES], strict=False):
            yield GAP
            yield from place_lines(place, titles, self.words, before)
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

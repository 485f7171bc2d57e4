"""The person's printed pages, in few words."""

from collections.abc import Iterable

from ctintake.exports.handout import seen_when
from ctintake.exports.pdf_parts import URGENCIES, Item, Page, Section, charge_title, clean, flags, telephone
from ctintake.show.lines import Words, phone_text, seen, sentence, spoken
from ctintake.show.terminal import visible
from ctintake.summary.records import Call, ChargeGrounds, Found, LastDay, NextCall, Referred, Summary

_MOST_MAY = 12
_MOST_PLACES = 6
_MOST_STEPS = 2


def person_page(summary: Summary, words: Words) -> Page:
    """Give the person's pages of a summary, in the language of ``words``."""
    return _Person(summary, words).page()


class _Person:
    """The person's pages: what is urgent in full, the calls, the last days, the rest short."""

    def __init__(self, summary: Summary, words: Words) -> None:
        self.summary = summary
        self.words = words
        self.titles = {found.id: visible(found.title) for found in summary.findings}

    def page(self) -> Page:
        calls = self.summary.calls
        place = {"name": visible(calls[0].name), "number": telephone(calls[0].number)} if calls else {}
        sections = (
            self.urgent(),
            self.calls(),
            self.last_days(),
            self.soon(),
            self.plan(),
            self.may(),
            self.places(),
            self.notice(),
        )
        return Page(
            language=visible(self.summary.language),
            heading=self.words("pdf-person"),
            first=(self.words("first-line", **place),) if calls and self.of("now", "applies") else (),
            sections=tuple(section for section in sections if section.items),
            last=self.words("last-line", **place) if calls else "",
        )

    def of(self, urgency: str, certainty: str) -> list[Found]:
        return [found for found in self.summary.findings if found.urgency == urgency and found.certainty == certainty]

    def urgent(self) -> Section:
        said: set[str] = set()
        items = []
        for found in self.of("now", "applies"):
            new = [flag for flag in flags(found.law, self.words) if flag not in said]
            said.update(new)
            items.append(self.finding(found, new))
        return Section(kind="full", heading=self.words("heading-urgent"), items=tuple(items))

    def soon(self) -> Section:
        items = tuple(Item(title=visible(found.title), steps=clean(found.do[:_MOST_STEPS])) for found in self.of("soon", "applies"))
        return Section(kind="full", heading=self.words("heading-soon"), items=items)

    def plan(self) -> Section:
        return Section(kind="list", heading=self.words("heading-plan"), items=tuple(Item(title=visible(found.title)) for found in self.of("plan", "applies")))

    def finding(self, found: Found, flagged: Iterable[str]) -> Item:
        guess = (self.words("label-guess", facts=self.words.facts(found.guesses)),) if found.guesses else ()
        return Item(
            title=visible(found.title),
            says=clean(found.to_person),
            steps=clean(found.do),
            parts=tuple(self.charge(charge) for charge in found.charges),
            notes=clean((*guess, *flagged)),
        )

    def charge(self, charge: ChargeGrounds) -> Item:
        return Item(title=charge_title(charge, self.words), steps=clean(f"{ground.name}. {ground.says}" for ground in charge.grounds))

    def calls(self) -> Section:
        return Section(kind="calls", heading=self.words("heading-calls"), items=tuple(self.call(call) for call in self.summary.calls))

    def call(self, call: Call) -> Item:
        following = (self.next_call(call.next),) if call.next is not None else ()
        dated = sentence(seen(call.number_seen, self.words))
        return Item(
            title=visible(call.name),
            number=telephone(call.number),
            mark=visible(call.hours),
            says=clean([self.words("pdf-say"), call.say]) if call.say.strip() else (),
            notes=clean((call.caution, call.limits, call.aged, dated, *following)),
        )

    def next_call(self, call: NextCall) -> str:
        dated = sentence(seen(seen_when(call.resource, call.number, self.summary, self.words.knowledge), self.words))
        return f"{self.words('label-next', name=call.name, number=phone_text(call.number))}. {dated}"

    def last_days(self) -> Section:
        return Section(kind="full", heading=self.words("heading-deadlines"), items=tuple(self.last_day(day) for day in self.summary.deadlines))

    def last_day(self, day: LastDay) -> Item:
        title = self.titles.get(day.finding, day.finding)
        counted = self.words("label-last-day", counted=day.counted, title=title, citation=day.citation)
        return Item(title=visible(day.label), says=clean([self.when(day), day.passed_note]), notes=clean([counted]))

    def when(self, day: LastDay) -> str:
        last, safe = spoken(day.date), spoken(day.earliest_safe)
        if day.passed:
            return self.words("label-passed", day=last)
        return self.words("label-today" if day.earliest_safe <= self.summary.as_of else "label-safe-day", day=last, safe=safe)

    def may(self) -> Section:
        found = [one for urgency in URGENCIES for one in self.of(urgency, "may-apply")]
        more = self.words("pdf-more", count=len(found) - _MOST_MAY) if len(found) > _MOST_MAY else ""
        items = tuple(self.possible(one) for one in found[:_MOST_MAY])
        return Section(kind="list", heading=self.words("heading-may"), intro=visible(self.summary.notice.may_apply), items=items, more=more)

    def possible(self, found: Found) -> Item:
        return Item(title=visible(found.title), notes=clean([self.words("label-open", facts=self.words.facts(found.open))]) if found.open else ())

    def places(self) -> Section:
        applying = {found.id for found in self.summary.findings if found.certainty == "applies"}
        called = {call.resource for call in self.summary.calls}
        places = [one for one in self.summary.referrals if applying & set(one.findings) and one.resource not in called]
        more = self.words("pdf-more", count=len(places) - _MOST_PLACES) if len(places) > _MOST_PLACES else ""
        items = tuple(self.place(place) for place in places[:_MOST_PLACES])
        return Section(kind="full", heading=self.words("heading-referrals"), items=items, more=more)

    def place(self, place: Referred) -> Item:
        """Give one office in a few lines: how to reach it, and what to mind."""
        first = place.phones[:1]
        ways = (first[0].hours, sentence(seen(first[0].number_seen, self.words))) if first else (place.text, place.email, place.url)
        return Item(
            title=visible(place.name),
            number=telephone(first[0].number) if first else "",
            notes=clean((". ".join(way for way in ways if way), " ".join(note for note in (place.caution, place.limits, place.aged) if note))),
        )

    def notice(self) -> Section:
        notice = self.summary.notice
        return Section(kind="small", heading=self.words("heading-notice"), items=(Item(title="", says=clean([notice.text, notice.applies])),))

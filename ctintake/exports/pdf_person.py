"""The person's printed pages, in few words."""

from collections.abc import Iterable

from ctintake.exports.handout import seen_when
from ctintake.exports.inside import MOST_PLACES, beside_the_calls, left_off
from ctintake.exports.pdf_parts import URGENCIES, Item, Page, Section, charge_title, clean, flags, telephone
from ctintake.exports.release import Release
from ctintake.show.lines import Words, by_number, due_words, phone_text, seen, sentence, spoken
from ctintake.show.terminal import visible
from ctintake.summary.records import Call, ChargeGrounds, Found, LastDay, NextCall, Referred

_MOST_MAY = 6
_MOST_STEPS = 2


def person_page(release: Release, words: Words) -> Page:
    """Give the person's pages of a release, in the language of ``words``."""
    return _Person(release, words).page()


class _Person:
    """The person's pages: what is urgent in full, the calls, the last days, the rest short."""

    def __init__(self, release: Release, words: Words) -> None:
        self.release = release
        self.summary = release.summary
        self.words = words
        self.titles = {found.id: visible(found.title) for found in self.summary.findings}

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
        title = day.title or self.titles.get(day.finding, day.finding)
        counted = self.words("label-last-day", counted=day.counted, title=title, citation=day.citation)
        return Item(title=visible(day.label), says=clean([due_words(day, self.summary.as_of, self.words, spoken), day.passed_note]), notes=clean([counted]))

    def may(self) -> Section:
        found = sorted((one for urgency in URGENCIES for one in self.of(urgency, "may-apply")), key=lambda one: not by_number(one.charges))
        more = self.words("pdf-more", count=len(found) - _MOST_MAY) if len(found) > _MOST_MAY else ""
        items = tuple(self.possible(one) for one in found[:_MOST_MAY])
        return Section(kind="list", heading=self.words("heading-may"), intro=visible(self.summary.notice.may_apply), items=items, more=more)

    def possible(self, found: Found) -> Item:
        depends = [self.words("label-open", facts=self.words.facts(found.open))] if found.open else []
        return Item(title=visible(found.title), notes=clean([*(charge_title(charge, self.words) for charge in by_number(found.charges)), *depends]))

    def places(self) -> Section:
        """Name the first few offices beside the calls. Others get the rest on the caseworker's pages; the person's own copy has no more."""
        places = beside_the_calls(self.summary)
        own = self.release.recipient == "self"
        rest = left_off(self.release) if own else len(places) - MOST_PLACES
        more = self.words("export-more-places" if own else "pdf-more", count=rest) if rest > 0 else ""
        return Section(kind="full", heading=self.words("heading-referrals"), items=tuple(map(self.place, places[:MOST_PLACES])), more=more)

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

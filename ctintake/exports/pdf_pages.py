"""What stands on the printed pages, in order: the person's, in few words; then the caseworker's, with terms, law and every office.

Text only: how it looks is the business of `page.typ`. Every piece is made harmless here.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from ctintake.errors import InputError
from ctintake.exports.handout import Handout, handout, seen_when
from ctintake.exports.languages import English, Speaks, beside, english_name, speaks, translated
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.referrals import LANGUAGE
from ctintake.show.lines import Words, hanging_together, phone_line, phone_text, seen, sentence, spoken, written
from ctintake.show.terminal import visible
from ctintake.summary.records import Call, ChargeGrounds, Found, LastDay, Law, NextCall, Referred, Summary

_MOST_MAY = 12
_MOST_PLACES = 6
_MOST_STEPS = 2
_MOST_TITLES = 3
_LAST_LATIN = 0x24F
_URGENCIES = {"now": "heading-urgent", "soon": "heading-soon", "plan": "heading-plan"}


class Item(Struct, frozen=True, kw_only=True):
    """One thing on a page: a finding, a day, an office. ``mark`` stands small above the title, ``note`` lines small below."""

    title: str
    mark: str = ""
    number: str = ""
    says: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    parts: tuple["Item", ...] = ()
    notes: tuple[str, ...] = ()


class Section(Struct, frozen=True, kw_only=True):
    """Things under one heading; ``kind`` is how they look: ``full``, ``calls``, ``list`` of titles, ``small``, ``offices``."""

    kind: str
    heading: str
    intro: str = ""
    items: tuple[Item, ...] = ()
    more: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """The pages for one reader, in one language."""

    language: str
    heading: str
    first: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    last: str = ""


class Sheets(Struct, frozen=True, kw_only=True):
    """The whole of it; the footer is on every page. ``release`` is the record of who released it; empty on the person's own copy.

    ``english`` has the English of what the person's pages say in their language; ``speaks`` is what gets an interpreter, where one may be needed.
    """

    title: str
    footer: str
    page: str
    release_heading: str
    release: tuple[str, ...]
    person: Page
    caseworker: Page
    english: English
    speaks: Speaks | None


def sheets(release: Release, knowledge: Knowledge) -> Sheets:
    """Give what stands on the pages of a release."""
    words, summary = Words(knowledge), release.summary
    shared = handout(release, knowledge)
    title = visible(words("export-title", reference=release.reference))
    rows = [f"{row.label}: {row.text}" for row in shared.release]
    person, english = _person(release, knowledge)
    return Sheets(
        title=title,
        footer=words("pdf-footer", title=title, recipient=words(f"export-for-{release.recipient}"), day=written(summary.as_of)),
        page=words("pdf-page"),
        release_heading=words("export-release"),
        release=_clean([*rows, words("export-release-note")] if rows else []),
        person=person,
        caseworker=_Caseworker(release, words, shared).page(),
        english=english,
        speaks=_printed(speaks(summary, release.recipient, knowledge)),
    )


def _person(release: Release, knowledge: Knowledge) -> tuple[Page, English]:
    """Give the person's pages, in their language where there are words of it, and the English of what is not.

    Raises InputError where our fonts, which are Latin, cannot print it.
    """
    page = _Person(release.summary, Words(knowledge)).page()
    if release.catalogue is None:
        return page, {}
    summary, told = translated(release.summary, knowledge, release.catalogue)
    theirs, english = beside(_Person(summary, Words(told)).page(), page, told, release.catalogue)
    if not all(map(_is_latin, english)):
        named = english_name(knowledge.questions[LANGUAGE].options.get(release.catalogue.language, release.catalogue.language))
        raise InputError.of("--to pdf", f"has no letters for the person's language: {named}", "use --to html, which a browser prints")
    return structs.replace(theirs, language=release.catalogue.language), english


def _printed(said: Speaks | None) -> Speaks | None:
    """Give what gets an interpreter without the words that our fonts cannot print; the English names the language."""
    return said if said is None or _is_latin(said.own) else structs.replace(said, own="", code="")


def _clean(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the texts that say something, without control characters."""
    return tuple(clean for clean in map(visible, texts) if clean.strip())


def _telephone(number: str) -> str:
    return visible(phone_text(number))


class _Person:
    """The person's pages: what is urgent in full, the calls, the last days, the rest short."""

    def __init__(self, summary: Summary, words: Words) -> None:
        self.summary = summary
        self.words = words
        self.titles = {found.id: visible(found.title) for found in summary.findings}

    def page(self) -> Page:
        calls = self.summary.calls
        place = {"name": visible(calls[0].name), "number": _telephone(calls[0].number)} if calls else {}
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
        items = tuple(Item(title=visible(found.title), steps=_clean(found.do[:_MOST_STEPS])) for found in self.of("soon", "applies"))
        return Section(kind="full", heading=self.words("heading-soon"), items=items)

    def plan(self) -> Section:
        return Section(kind="list", heading=self.words("heading-plan"), items=tuple(Item(title=visible(found.title)) for found in self.of("plan", "applies")))

    def finding(self, found: Found, flagged: Iterable[str]) -> Item:
        guess = (self.words("label-guess", facts=self.words.facts(found.guesses)),) if found.guesses else ()
        return Item(
            title=visible(found.title),
            says=_clean(found.to_person),
            steps=_clean(found.do),
            parts=tuple(self.charge(charge) for charge in found.charges),
            notes=_clean((*guess, *flagged)),
        )

    def charge(self, charge: ChargeGrounds) -> Item:
        return Item(title=charge_title(charge, self.words), steps=_clean(f"{ground.name}. {ground.says}" for ground in charge.grounds))

    def calls(self) -> Section:
        return Section(kind="calls", heading=self.words("heading-calls"), items=tuple(self.call(call) for call in self.summary.calls))

    def call(self, call: Call) -> Item:
        following = (self.next_call(call.next),) if call.next is not None else ()
        dated = sentence(seen(call.number_seen, self.words))
        return Item(
            title=visible(call.name),
            number=_telephone(call.number),
            mark=visible(call.hours),
            says=_clean([self.words("pdf-say"), call.say]) if call.say.strip() else (),
            notes=_clean((call.caution, call.limits, call.aged, dated, *following)),
        )

    def next_call(self, call: NextCall) -> str:
        dated = sentence(seen(seen_when(call.resource, call.number, self.summary, self.words.knowledge), self.words))
        return f"{self.words('label-next', name=call.name, number=phone_text(call.number))}. {dated}"

    def last_days(self) -> Section:
        return Section(kind="full", heading=self.words("heading-deadlines"), items=tuple(self.last_day(day) for day in self.summary.deadlines))

    def last_day(self, day: LastDay) -> Item:
        title = self.titles.get(day.finding, day.finding)
        counted = self.words("label-last-day", counted=day.counted, title=title, citation=day.citation)
        return Item(title=visible(day.label), says=_clean([self.when(day), day.passed_note]), notes=_clean([counted]))

    def when(self, day: LastDay) -> str:
        last, safe = spoken(day.date), spoken(day.earliest_safe)
        if day.passed:
            return self.words("label-passed", day=last)
        return self.words("label-today" if day.earliest_safe <= self.summary.as_of else "label-safe-day", day=last, safe=safe)

    def may(self) -> Section:
        found = [one for urgency in _URGENCIES for one in self.of(urgency, "may-apply")]
        more = self.words("pdf-more", count=len(found) - _MOST_MAY) if len(found) > _MOST_MAY else ""
        items = tuple(self.possible(one) for one in found[:_MOST_MAY])
        return Section(kind="list", heading=self.words("heading-may"), intro=visible(self.summary.notice.may_apply), items=items, more=more)

    def possible(self, found: Found) -> Item:
        return Item(title=visible(found.title), notes=_clean([self.words("label-open", facts=self.words.facts(found.open))]) if found.open else ())

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
            number=_telephone(first[0].number) if first else "",
            notes=_clean((". ".join(way for way in ways if way), " ".join(note for note in (place.caution, place.limits, place.aged) if note))),
        )

    def notice(self) -> Section:
        notice = self.summary.notice
        return Section(kind="small", heading=self.words("heading-notice"), items=(Item(title="", says=_clean([notice.text, notice.applies])),))


class _Caseworker:
    """The caseworker's pages: what applies in legal terms with its law, what may apply by what it hangs on, the offices. The summary itself has the rest."""

    def __init__(self, release: Release, words: Words, shared: Handout) -> None:
        self.release = release
        self.summary = release.summary
        self.words = words
        self.shared = shared
        self.applying = {found.id for found in release.summary.findings if found.certainty == "applies"}
        self.titles = {found.id: visible(found.title) for found in self.summary.findings}

    def page(self) -> Page:
        sections = (
            self.contact(),
            self.findings(),
            self.possibilities(),
            self.flags(),
            self.places(),
            self.answers(),
        )
        return Page(
            language="en",
            heading=self.words("pdf-caseworker"),
            first=_clean(self.first()),
            sections=tuple(section for section in sections if section.items),
        )

    def first(self) -> Iterable[str]:
        yield self.made()
        if self.release.recipient == "self":
            yield self.words("pdf-hand-over")
        else:
            yield self.shared.left_out
        yield self.summary.notice.advocate or self.summary.notice.text

    def made(self) -> str:
        program = self.summary.program
        return self.words("pdf-made", made=written(self.summary.made), knowledge=program.knowledge, version=program.knowledge_version)

    def contact(self) -> Section:
        """Say how the person may be reached: the number, when, and whether a message may be left, in one piece."""
        items = (Item(title="", says=(" ".join(_clean(self.shared.contact)),)),) if self.shared.contact else ()
        return Section(kind="full", heading=self.words("export-contact"), items=items)

    def answers(self) -> Section:
        latin = _latin_labels(self.words.knowledge)
        items = tuple(Item(title=visible(row.label), says=_clean([_replaced(row.text, latin)])) for row in self.shared.answers)
        return Section(kind="table", heading=self.words("export-answers"), items=items)

    def of(self, certainty: str) -> list[Found]:
        return [one for urgency in _URGENCIES for one in self.summary.findings if one.urgency == urgency and one.certainty == certainty]

    def findings(self) -> Section:
        return Section(kind="full", heading=self.words("pdf-applies"), items=tuple(self.finding(one) for one in self.of("applies")))

    def finding(self, found: Found) -> Item:
        """Give a finding that applies, in legal terms; in the person's own copy what is to plan by its law alone."""
        in_full = self.release.recipient != "self" or found.urgency != "plan"
        return Item(
            title=visible(found.title),
            mark=self.words(_URGENCIES[found.urgency]),
            says=_clean(found.to_advocate if in_full else ()),
            steps=_clean(found.lawyer_asks if in_full else ()),
            parts=tuple(self.charge(charge) for charge in found.charges),
            notes=_clean((" ".join(self.rests_on(found)), self.law(found.law))),
        )

    def possibilities(self) -> Section:
        """Give what may apply by what it hangs on: who asks next sees what an answer settles."""
        items = tuple(
            Item(
                title=visible("; ".join(one.title for one in possible)),
                notes=_clean([self.words("label-open", facts=self.words.facts(facts))] if facts else []),
            )
            for facts, possible in hanging_together(self.of("may-apply")).items()
        )
        return Section(kind="list", heading=self.words("pdf-may"), items=items)

    def rests_on(self, found: Found) -> Iterable[str]:
        for label, facts in (("label-because", found.because), ("label-guess", found.guesses)):
            if facts:
                yield self.words(label, facts=self.words.facts(facts))

    def law(self, law: Iterable[Law]) -> str:
        """Name the law behind a finding, each with the day it was checked; those of one day together."""
        days: dict[str, list[str]] = {}
        for one in law:
            checked = self.words("pdf-checked", source=self.words.source(one.confidence), day=one.checked.isoformat())
            days.setdefault(checked, []).append(one.citation)
        return self.words("pdf-law", law=". ".join(f"{'; '.join(citations)} ({checked})" for checked, citations in days.items())) if days else ""

    def flags(self) -> Section:
        """Give once what to check first about the law, however many findings rest on it."""
        said = dict.fromkeys(flag for found in self.summary.findings if found.certainty == "applies" for flag in flags(found.law, self.words))
        return Section(kind="list", heading=self.words("pdf-flags"), items=tuple(Item(title=visible(flag)) for flag in said))

    def charge(self, charge: ChargeGrounds) -> Item:
        grounds = (f"{ground.name}. {ground.citation}. {ground.threshold} {ground.flag}" for ground in charge.grounds)
        return Item(title=charge_title(charge, self.words), steps=_clean(grounds), notes=_clean((*charge.decisions, charge.note)))

    def places(self) -> Section:
        places = [one for one in self.summary.referrals if self.applying & set(one.findings)]
        rest = len(self.summary.referrals) - len(places)
        more = self.words("pdf-more-in-summary", count=rest) if rest else ""
        return Section(kind="offices", heading=self.words("heading-referrals"), items=tuple(self.place(place) for place in places), more=more)

    def place(self, place: Referred) -> Item:
        """Give an office that is for something that applies."""
        titles = [self.titles[finding] for finding in place.findings if finding in self.applying]
        phones = (phone_line(phone, self.words) for phone in place.phones)
        ways = "; ".join(way for way in (place.text, place.email, place.url, place.address) if way)
        minded = (place.caution, place.limits, place.note, *self.terms(place))
        named = self.words("label-for", titles="; ".join(titles[:_MOST_TITLES])) if titles else ""
        return Item(
            title=visible(place.name),
            says=_clean([*phones, ways]),
            notes=_clean((named, " ".join(_sentence(note) for note in minded if note), place.aged)),
        )

    def terms(self, place: Referred) -> Iterable[str]:
        if place.languages:
            yield self.words("pdf-languages", languages=", ".join(place.languages))
        if place.cost:
            yield self.words("pdf-cost", cost=place.cost)
        source = self.words.source(place.confidence)
        checked = self.words("checked", day=place.checked.isoformat())
        yield source[:1].upper() + source[1:] + checked[:1].lower() + checked[1:] if source else checked


def _sentence(text: str) -> str:
    """End a text as a sentence, once."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _latin_labels(knowledge: Knowledge) -> dict[str, str]:
    """Give the options that bear a name in another script in brackets, and what they are without it: our fonts hold no Chinese."""
    labels = {label for question in knowledge.questions.values() for label in question.options.values() if not label.isascii()}
    return {label: english_name(label) for label in labels if not _is_latin(label)}


def _is_latin(text: str) -> bool:
    return all(ord(letter) <= _LAST_LATIN for letter in text if letter.isalpha())


def _replaced(text: str, others: Mapping[str, str]) -> str:
    for old, new in others.items():
        text = text.replace(old, new)
    return text


def flags(law: Iterable[Law], words: Words) -> list[str]:
    """Give what to check first about the law of a finding: where it is under challenge, or was last checked long ago."""
    return [words("label-flag", title=one.title, flag=flag) for one in law for flag in (one.flag, one.aged) if flag]


def charge_title(charge: ChargeGrounds, words: Words) -> str:
    """Name a charge with its statute, once where they are the same."""
    return visible(words("label-charge", name=charge.name, statute=charge.statute) if charge.statute not in ("", charge.name) else charge.name)

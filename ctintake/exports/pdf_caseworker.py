"""The caseworker's printed pages, with terms, law and offices."""

from collections.abc import Iterable, Mapping

from ctintake.exports.handout_parts import Handout
from ctintake.exports.languages import english_name
from ctintake.exports.pdf_parts import URGENCIES, Item, Page, Section, charge_title, clean, flags, is_latin
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.show.lines import Words, hanging_together, phone_line, written
from ctintake.show.terminal import visible
from ctintake.summary.records import ChargeGrounds, Found, Law, Referred

_MOST_TITLES = 3


def caseworker_page(release: Release, words: Words, shared: Handout) -> Page:
    """Give the caseworker's pages of a release; ``shared`` has what stands on every handout of it, such as the answers."""
    return _Caseworker(release, words, shared).page()


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
            first=clean(self.first()),
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
        items = (Item(title="", says=(" ".join(clean(self.shared.contact)),)),) if self.shared.contact else ()
        return Section(kind="full", heading=self.words("export-contact"), items=items)

    def answers(self) -> Section:
        latin = _latin_labels(self.words.knowledge)
        items = tuple(Item(title=visible(row.label), says=clean([_replaced(row.text, latin)])) for row in self.shared.answers)
        return Section(kind="table", heading=self.words("export-answers"), items=items)

    def of(self, certainty: str) -> list[Found]:
        return [one for urgency in URGENCIES for one in self.summary.findings if one.urgency == urgency and one.certainty == certainty]

    def findings(self) -> Section:
        return Section(kind="full", heading=self.words("pdf-applies"), items=tuple(self.finding(one) for one in self.of("applies")))

    def finding(self, found: Found) -> Item:
        """Give a finding that applies, in legal terms; in the person's own copy what is not for today by its law alone."""
        in_full = self.release.recipient != "self" or found.urgency == "now"
        return Item(
            title=visible(found.title),
            mark=self.words(URGENCIES[found.urgency]),
            says=clean(found.to_advocate if in_full else ()),
            steps=clean(found.lawyer_asks if in_full else ()),
            parts=tuple(self.charge(charge) for charge in found.charges),
            notes=clean((" ".join(self.rests_on(found)), self.law(found.law))),
        )

    def possibilities(self) -> Section:
        """Give what may apply by what it hangs on: who asks next sees what an answer settles."""
        items = tuple(
            Item(
                title=visible("; ".join(one.title for one in possible)),
                notes=clean([self.words("label-open", facts=self.words.facts(facts))] if facts else []),
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
        return Item(title=charge_title(charge, self.words), steps=clean(grounds), notes=clean((*charge.decisions, charge.note)))

    def places(self) -> Section:
        """Give every office to a helper, those for what may apply last; in the person's own copy they stand on the person's pages."""
        places = sorted(self.summary.referrals, key=lambda one: not self.applying & set(one.findings)) if self.release.recipient != "self" else []
        return Section(kind="offices", heading=self.words("heading-referrals"), items=tuple(self.place(place) for place in places))

    def place(self, place: Referred) -> Item:
        """Give an office with what it is for: what applies or, where nothing of that, what may."""
        applying = [finding for finding in place.findings if finding in self.applying]
        titles = [self.titles[finding] for finding in applying or place.findings if finding in self.titles]
        phones = (phone_line(phone, self.words) for phone in place.phones)
        ways = "; ".join(way for way in (place.text, place.email, place.url, place.address) if way)
        minded = (place.caution, place.limits, place.note, *self.terms(place))
        named = self.words("label-for", titles="; ".join(titles[:_MOST_TITLES])) if titles else ""
        return Item(
            title=visible(place.name),
            says=clean([*phones, ways]),
            notes=clean((named, " ".join(_sentence(note) for note in minded if note), place.aged)),
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
    return {label: english_name(label) for label in labels if not is_latin(label)}


def _replaced(text: str, others: Mapping[str, str]) -> str:
    for old, new in others.items():
        text = text.replace(old, new)
    return text

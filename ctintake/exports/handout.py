"""What a handout says, in the order it is read: the parts of a page, as words, for whichever writer lays them out. Never lays out anything itself."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, structs

from ctintake.exports.answered import answered, safe_contact
from ctintake.exports.cleaning import one_line
from ctintake.exports.handout_parts import Charge, Ground, Group, Handout, Item, Labels, Number, Row
from ctintake.exports.inside import beside_the_calls, for_what_may_apply, left_off, on_pages
from ctintake.exports.languages import beside, runs_right_to_left, speaks, translated
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.show.lines import Words, by_number, due_words, hanging_together, phone_line, phone_text, seen, sentence, spoken, written
from ctintake.summary.records import Call, ChargeGrounds, Found, LastDay, Law, Referred, Summary

_MOST_TITLES = 3


def handout(release: Release, knowledge: Knowledge) -> Handout:
    """Make the page of a release; the person's own in their language, where there are words of it."""
    return person_page(release, knowledge) if release.recipient == "self" else helper_page(release, knowledge)


def helper_page(release: Release, knowledge: Knowledge) -> Handout:
    """Make the page for a lawyer or caseworker, in English, with terms, law and answers."""
    return _Desk(release, release.summary, knowledge, Words(knowledge), for_lawyer=True).handout()


def person_page(release: Release, knowledge: Knowledge) -> Handout:
    """Make the page for the person: in their language where there are words of it, with the English of each text."""
    page = _Desk(release, release.summary, knowledge, Words(knowledge), for_lawyer=False).handout()
    if release.catalogue is None:
        return page
    summary, told = translated(release.summary, knowledge, release.catalogue)
    desk = _Desk(release, summary, told, Words(told), for_lawyer=False)
    theirs, english = beside(desk.handout(), page, told, release.catalogue)
    return structs.replace(theirs, language=release.catalogue.language, speaks=page.speaks, english=english, right_to_left=runs_right_to_left(english))


def release_rows(release: Release, words: Words) -> Iterator[Row]:
    """Give the record of who released it, what, why and until when; nothing on the person's own copy."""
    record = release.record
    if record is not None:
        told = {"to": record.to, "what": record.what, "why": record.why, "until": written(record.until), "on": written(record.on)}
        yield from (Row(words(f"export-release-{key}"), one_line(text)) for key, text in told.items())


def checked_words(law: Law, words: Words) -> str:
    """Say when a law was last checked and, where that was no official source, against what."""
    return words("export-checked", source=words.source(law.confidence), day=law.checked.isoformat())


def seen_when(resource: str, number: str, summary: Summary, knowledge: Knowledge) -> str:
    """Give the date of the page an office's number was read on: from the summary or, where that does not say, from the knowledge."""
    for call in summary.calls:
        if (call.resource, call.number) == (resource, number):
            return call.number_seen
    listed = [phone for one in summary.referrals if one.resource == resource for phone in one.phones if phone.number == number]
    if listed:
        return listed[0].number_seen
    entry = knowledge.resources.get(resource)
    return next((phone.seen for phone in entry.phones if phone.number == number), "undated") if entry is not None else "undated"


class _Desk(Struct, frozen=True):
    release: Release
    summary: Summary
    knowledge: Knowledge
    words: Words
    for_lawyer: bool

    def handout(self) -> Handout:
        summary, words = self.summary, self.words
        first = summary.calls[0] if summary.calls else None
        urgent = any(one.urgency == "now" and one.certainty == "applies" for one in summary.findings)
        return Handout(
            language=summary.language,
            speaks=speaks(summary, self.knowledge, to_helper=self.for_lawyer),
            labels=self.labels(),
            title=words("export-title", reference=self.release.reference),
            is_own=not self.for_lawyer,
            about=words("export-about", recipient=words(f"export-for-{self.release.recipient}"), made=words("export-made", day=written(summary.as_of))),
            has_urgent=first is not None and urgent,
            release=tuple(release_rows(self.release, words)),
            contact=safe_contact(summary, words) if self.for_lawyer else (),
            groups=tuple(_flagged_once(group for group in self.groups() if group.items)),
            answers=tuple(answered(summary, words)) if self.for_lawyer else (),
            notices=tuple(self.notices()),
            left_out=words("export-left-out-here", names=", ".join(self.release.left_out)) if self.release.left_out else "",
            last=words("last-line", name=first.name, number=phone_text(first.number)) if first is not None else "",
            last_number=self.number(first.name, first.number, first.hours, first.number_seen) if first is not None else None,
        )

    def labels(self) -> Labels:
        words = self.words
        return Labels(
            first=words("export-first"),
            contact=words("export-contact"),
            release=words("export-release"),
            release_note=words("export-release-note"),
            lawyer=words("export-lawyer"),
            lawyer_asks=words("export-lawyer-asks"),
            whole=words("export-whole"),
            short=words("export-short"),
            scan=words("export-qr"),
            scan_note=words("export-qr-note"),
            answers=words("heading-answers"),
            notice=words("heading-notice"),
        )

    def groups(self) -> Iterator[Group]:
        words, summary = self.words, self.summary
        titles = {found.id: found.title for found in summary.findings}
        yield Group("now", words("heading-urgent"), self.findings("now"))
        yield Group("calls", words("heading-calls"), tuple(map(self.call, summary.calls)))
        yield Group("days", words("heading-deadlines"), tuple(self.last_day(day, titles) for day in summary.deadlines))
        yield Group("soon", words("heading-soon"), self.findings("soon"))
        yield Group("plan", words("heading-plan"), self.findings("plan"))
        yield Group("may", words("heading-may"), tuple(self.may()), summary.notice.may_apply)
        yield self.places(titles)
        yield self.more_places(titles)

    def of(self, certainty: str) -> list[Found]:
        order = ("now", "soon", "plan")
        return sorted((one for one in self.summary.findings if one.certainty == certainty), key=lambda one: order.index(one.urgency))

    def findings(self, urgency: str) -> tuple[Item, ...]:
        return tuple(self.finding(one) for one in self.of("applies") if one.urgency == urgency)

    def finding(self, found: Found) -> Item:
        guess = (self.words("label-guess", facts=self.words.facts(found.guesses)),) if found.guesses else ()
        item = Item(
            title=found.title,
            says=tuple(part for text in found.to_person for part in _paragraphs(text)),
            steps=found.do,
            charges=tuple(map(self.charge, found.charges)),
            notes=guess,
            flags=(*(flag for law in found.law for flag in self.flags(law)), *self.grounds_flagged(found)),
        )
        if not self.for_lawyer:
            return item
        return structs.replace(
            item,
            terms=tuple(part for text in found.to_advocate for part in _paragraphs(text)),
            because=self.words("label-because", facts=self.words.facts(found.because)) if found.because else "",
            law=self.law(found.law),
            cites=tuple(law.title for law in found.law),
            asks=found.lawyer_asks,
        )

    def charge(self, charge: ChargeGrounds) -> Charge:
        named = charge.statute in ("", charge.name)
        name = charge.name if named else self.words("label-charge", name=charge.name, statute=charge.statute)
        if not self.for_lawyer:
            return Charge(name, tuple(Ground(one.name, one.says) for one in charge.grounds))
        grounds = tuple(Ground(one.name, one.says, f"{one.citation}. {one.threshold}") for one in charge.grounds)
        return Charge(name, grounds, tuple(note for note in (*charge.decisions, charge.note) if note))

    def flags(self, law: Law) -> Iterator[str]:
        yield from (self.words("label-flag", title=law.title, flag=flag) for flag in (law.flag, law.aged) if flag)

    def grounds_flagged(self, found: Found) -> Iterator[str]:
        flagged = {ground.id: ground for charge in found.charges for ground in charge.grounds if ground.flag}
        yield from (self.words("label-flag", title=ground.name, flag=one_line(ground.flag)) for ground in flagged.values())

    def law(self, law: Iterable[Law]) -> str:
        """Name the law behind a finding with the day it was checked; what was checked on one day, against one kind of source, together."""
        days: dict[str, list[str]] = {}
        for one in law:
            checked = checked_words(one, self.words)
            days.setdefault(checked, []).append(one.citation if one.title == one.citation else f"{one.title}, {one.citation}")
        return self.words("export-law", law=". ".join(f"{'; '.join(cited)} ({checked})" for checked, cited in days.items())) if days else ""

    def may(self) -> Iterator[Item]:
        """Give what may apply by what it hangs on: one answer settles all that stands together."""
        for facts, possible in hanging_together(self.of("may-apply")).items():
            yield Item(
                title=self.words("label-open", facts=self.words.facts(facts)) if facts else "",
                steps=tuple(one.title for one in possible),
                charges=tuple(self.charge(charge) for one in possible for charge in by_number(one.charges)),
            )

    def call(self, call: Call) -> Item:
        following = None
        if call.next is not None:
            following = self.number(
                call.next.name, call.next.number, call.next.hours, seen_when(call.next.resource, call.next.number, self.summary, self.knowledge)
            )
        return Item(
            title=call.name,
            says=(*((self.words("label-say", say=call.say),) if call.say else ()), *self.other_ways(call)),
            notes=tuple(note for note in (call.caution, call.limits, call.aged) if note),
            number=self.number(call.name, call.number, call.hours, call.number_seen),
            following=following,
            otherwise=self.words("label-next", name=following.name, number=following.text) if following is not None else "",
        )

    def other_ways(self, call: Call) -> Iterator[str]:
        """Give a helper the other ways to reach an office to call."""
        for one in self.summary.referrals:
            if self.for_lawyer and one.resource == call.resource:
                yield from self.ways(one)

    def number(self, name: str, number: str, hours: str, when: str) -> Number:
        return Number(name, phone_text(number), _dialed(number), hours, sentence(seen(when, self.words)))

    def last_day(self, day: LastDay, titles: Mapping[str, str]) -> Item:
        when = due_words(day, self.summary.as_of, self.words, spoken)
        title, counted = day.title or titles.get(day.finding, ""), day.counted
        counting = one_line(self.words("label-last-day", counted=counted, title=title, citation=day.citation))
        return Item(title=day.label, says=tuple(text for text in (when, day.passed_note) if text), notes=(counting,))

    def places(self, titles: Mapping[str, str]) -> Group:
        """Name the offices for what applies that are not among the calls, and say how many of all have no room here."""
        applying = {found.id for found in self.of("applies")}
        rest = left_off(self.release)
        more = self.words("export-more-places", count=rest) if rest else ""
        held = {one.resource for one in on_pages(self.release).referrals}
        places = [one for one in beside_the_calls(self.summary) if one.resource in held]
        return Group("places", self.words("heading-referrals"), tuple(self.place(one, titles, applying) for one in places), more=more)

    def more_places(self, titles: Mapping[str, str]) -> Group:
        """Name to a helper, in few words, the offices for what may apply."""
        places = for_what_may_apply(self.summary) if self.for_lawyer else []
        short = (self.place(one, titles, set(titles)) for one in places)
        return Group("more-places", self.words("export-heading-more-places"), tuple(structs.replace(item, notes=()) for item in short))

    def place(self, one: Referred, titles: Mapping[str, str], applying: set[str]) -> Item:
        phone = one.phones[0] if one.phones else None
        named = [titles[finding] for finding in one.findings if finding in applying]
        return Item(
            title=one.name,
            says=(*self.ways(one), self.words("label-for", titles="; ".join(named[:_MOST_TITLES]))),
            notes=tuple(note for note in (one.caution, one.limits, one.aged) if note),
            number=self.number(one.name, phone.number, phone.hours, phone.number_seen) if phone is not None else None,
        )

    def ways(self, one: Referred) -> Iterator[str]:
        """Give the ways to reach an office beside its first number: to a helper all of them, to the person where there is no number."""
        if self.for_lawyer:
            yield from (sentence(phone_line(phone, self.words)) for phone in one.phones[1:])
        if self.for_lawyer or not one.phones:
            yield from (way for way in (one.text, one.email, one.url, one.address) if way)

    def notices(self) -> Iterator[str]:
        notice = self.summary.notice
        for text in (notice.text, notice.applies, notice.advocate if self.for_lawyer else ""):
            yield from _paragraphs(text)


def _flagged_once(groups: Iterable[Group]) -> Iterator[Group]:
    """Say once what to check first about a law, where it comes first, however many findings rest on it."""
    said: set[str] = set()
    for group in groups:
        items = []
        for item in group.items:
            items.append(structs.replace(item, flags=tuple(flag for flag in item.flags if flag not in said)))
            said.update(item.flags)
        yield structs.replace(group, items=tuple(items))


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(line for part in text.split("\n\n") if (line := one_line(part)))


def _dialed(number: str) -> str:
    """Give a number as a telephone takes it.

    >>> _dialed("+1-888-774-2900"), _dialed("988")
    ('+18887742900', '988')
    """
    return "".join(character for character in number if character.isdigit() or character == "+")

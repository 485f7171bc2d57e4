"""What a handout says, in the order it is read: the parts of a page, as words, for whichever writer lays them out. Never lays out anything itself."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from msgspec import Struct, structs

from ctintake.exports.cleaning import one_line
from ctintake.exports.handout_parts import Group, Handout, Item, Labels, Number, Row
from ctintake.exports.inside import beside_the_calls, for_what_may_apply, left_off, on_pages
from ctintake.exports.languages import beside, runs_right_to_left, speaks, translated
from ctintake.exports.release import Release
from ctintake.model import FactType, Knowledge
from ctintake.show.lines import Words, by_number, due_words, hanging_together, phone_text, seen, sentence, spoken, written
from ctintake.summary.records import NOT_ASKED, Call, ChargeGrounds, Found, LastDay, Law, Referred, Summary

PHONE, MESSAGE, TIMES = "safe_phone", "safe_to_leave_message", "safe_times"

_MOST_TITLES = 3


def handout(release: Release, knowledge: Knowledge) -> Handout:
    """Make the page of a release; the person's own in their language, where there are words of it."""
    page = _Desk(release, release.summary, knowledge, Words(knowledge)).handout()
    if release.catalogue is None or release.recipient != "self":
        return page
    summary, told = translated(release.summary, knowledge, release.catalogue)
    theirs, english = beside(_Desk(release, summary, told, Words(told)).handout(), page, told, release.catalogue)
    return structs.replace(theirs, language=release.catalogue.language, speaks=page.speaks, english=english, right_to_left=runs_right_to_left(english))


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


def answer_words(fact: str, value: Any, knowledge: Knowledge) -> str:  # noqa: ANN401 - any plain value
    """Give an answer as people read it: the option's words, a name for an id, a day in words."""
    if isinstance(value, list | tuple):
        return "; ".join(answer_words(fact, one, knowledge) for one in value)
    if isinstance(value, bool):
        return knowledge.text("yes" if value else "no")
    if isinstance(value, date):
        return written(value)
    if value in {"unsure", "declined"}:
        return knowledge.text(f"unanswered-{value}")
    return _named(fact, str(value), knowledge)


def _named(fact: str, value: str, knowledge: Knowledge) -> str:
    question = knowledge.questions.get(fact)
    if question is None:
        return value
    if question.type is FactType.COURT and value in knowledge.courts:
        return knowledge.courts[value].name
    if question.type is FactType.CHARGES and value in knowledge.offences:
        return f"{knowledge.offences[value].name} ({knowledge.offences[value].statute})"
    return f"${value}" if question.type is FactType.MONEY else question.options.get(value, value)


def safe_contact(summary: Summary, words: Words) -> tuple[str, ...]:
    """Say how the person may be reached; nothing where their number is not released.

    A number never stands without when to call and whether to leave a message.
    """
    number = summary.answers.get(PHONE)
    if not isinstance(number, str) or number in {"unsure", "declined"}:
        return ()
    times = summary.answers.get(TIMES)
    said = isinstance(times, str) and times not in {"unsure", "declined"}
    may = summary.answers.get(MESSAGE)
    message = "unsaid" if not isinstance(may, bool) else "yes" if may else "no"
    when = words("export-contact-times", times=one_line(str(times)).rstrip(".")) if said else words("export-contact-no-times")
    return words("export-contact-number", number=one_line(number).rstrip(".")), when, words(f"export-message-{message}")


class _Desk(Struct, frozen=True):
    release: Release
    summary: Summary
    knowledge: Knowledge
    words: Words

    @property
    def for_lawyer(self) -> bool:
        return self.release.recipient != "self"

    def handout(self) -> Handout:
        summary, words = self.summary, self.words
        first = summary.calls[0] if summary.calls else None
        urgent = any(one.urgency == "now" and one.certainty == "applies" for one in summary.findings)
        return Handout(
            language=summary.language,
            speaks=speaks(summary, self.release.recipient, self.knowledge),
            labels=self.labels(),
            title=words("export-title", reference=self.release.reference),
            recipient=words(f"export-for-{self.release.recipient}"),
            is_own=not self.for_lawyer,
            about=words("export-about", recipient=words(f"export-for-{self.release.recipient}"), made=words("export-made", day=written(summary.as_of))),
            has_urgent=first is not None and urgent,
            release=tuple(self.release_rows()),
            contact=safe_contact(summary, words) if self.for_lawyer else (),
            groups=tuple(_flagged_once(group for group in self.groups() if group.items)),
            answers=tuple(self.answers()) if self.for_lawyer else (),
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
            scan=words("export-qr"),
            scan_note=words("export-qr-note"),
            answers=words("heading-answers"),
            notice=words("heading-notice"),
        )

    def release_rows(self) -> Iterator[Row]:
        record = self.release.record
        if record is not None:
            told = {"to": record.to, "what": record.what, "why": record.why, "until": written(record.until), "on": written(record.on)}
            yield from (Row(self.words(f"export-release-{key}"), one_line(text)) for key, text in told.items())

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
        return Item(
            title=found.title,
            says=tuple(part for text in found.to_person for part in _paragraphs(text)),
            steps=(*found.do, *(step for charge in found.charges for step in self.charge(charge))),
            notes=guess,
            flags=(*(flag for law in found.law for flag in self.flags(law)), *self.grounds_flagged(found)),
            lawyer=tuple(self.to_lawyer(found)) if self.for_lawyer else (),
            asks=found.lawyer_asks if self.for_lawyer else (),
        )

    def charge(self, charge: ChargeGrounds) -> Iterator[str]:
        name = charge.name if charge.name == charge.statute else self.words("label-charge", name=charge.name, statute=charge.statute)
        if by_number([charge]) or not charge.grounds:
            yield name
            name = charge.statute
        yield from (f"{name}: {ground.name}. {ground.says}" for ground in charge.grounds)

    def flags(self, law: Law) -> Iterator[str]:
        yield from (self.words("label-flag", title=law.title, flag=flag) for flag in (law.flag, law.aged) if flag)

    def grounds_flagged(self, found: Found) -> Iterator[str]:
        flagged = {ground.id: ground for charge in found.charges for ground in charge.grounds if ground.flag}
        yield from (self.words("label-flag", title=ground.name, flag=one_line(ground.flag)) for ground in flagged.values())

    def to_lawyer(self, found: Found) -> Iterator[str]:
        for text in found.to_advocate:
            yield from _paragraphs(text)
        if found.because:
            yield self.words("label-because", facts=self.words.facts(found.because))
        for charge in found.charges:
            yield from (f"{charge.name}: {ground.name}. {ground.citation}. {ground.threshold}" for ground in charge.grounds)
            yield from (note for note in (*charge.decisions, charge.note) if note)
        for law in found.law:
            yield self.words("label-law", title=law.title, citation=law.citation, source=self.words.source(law.confidence), day=law.checked.isoformat())

    def may(self) -> Iterator[Item]:
        """Give what may apply and what it hangs on; for a lawyer or caseworker, who will ask, what one answer settles together."""
        found = self.of("may-apply")
        groups = hanging_together(found).items() if self.for_lawyer else [(one.open, [one]) for one in found]
        for facts, possible in groups:
            depends = (self.words("label-open", facts=self.words.facts(facts)),) if facts else ()
            charges = tuple(step for one in possible for charge in by_number(one.charges) for step in self.charge(charge))
            yield Item(title="; ".join(one.title for one in possible), steps=charges, notes=depends)

    def call(self, call: Call) -> Item:
        following = None
        if call.next is not None:
            following = self.number(
                call.next.name, call.next.number, call.next.hours, seen_when(call.next.resource, call.next.number, self.summary, self.knowledge)
            )
        return Item(
            title=call.name,
            says=(self.words("label-say", say=call.say),) if call.say else (),
            notes=tuple(note for note in (call.caution, call.limits, call.aged) if note),
            number=self.number(call.name, call.number, call.hours, call.number_seen),
            following=following,
            otherwise=self.words("label-next", name=following.name, number=following.text) if following is not None else "",
        )

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
        return Group("places", self.words("heading-referrals"), tuple(self.place(one, titles, applying) for one in places), more)

    def more_places(self, titles: Mapping[str, str]) -> Group:
        """Name to a helper, in few words, the offices for what may apply."""
        places = for_what_may_apply(self.summary) if self.for_lawyer else []
        short = (self.place(one, titles, set(titles)) for one in places)
        return Group("more-places", self.words("export-heading-more-places"), tuple(structs.replace(item, notes=()) for item in short))

    def place(self, one: Referred, titles: Mapping[str, str], applying: set[str]) -> Item:
        phone = one.phones[0] if one.phones else None
        named = [titles[finding] for finding in one.findings if finding in applying]
        ways = tuple(way for way in (one.text, one.email, one.url) if way) if phone is None else ()
        return Item(
            title=one.name,
            says=(*ways, self.words("label-for", titles="; ".join(named[:_MOST_TITLES]))),
            notes=tuple(note for note in (one.caution, one.limits, one.aged) if note),
            number=self.number(one.name, phone.number, phone.hours, phone.number_seen) if phone is not None else None,
        )

    def answers(self) -> Iterator[Row]:
        contact = {PHONE, MESSAGE, TIMES} if safe_contact(self.summary, self.words) else set()
        for fact, value in self.summary.answers.items():
            if fact not in contact:
                known = self.summary.known.get(fact, "")
                how = f" ({self.words(f'export-known-{known}')})" if known in {"paper", "guess"} else ""
                label = self.knowledge.questions[fact].label if fact in self.knowledge.questions else fact
                yield Row(label, one_line(answer_words(fact, value, self.knowledge)) + how)
        yield from (self.not_given(one.label, one.answer) for one in self.summary.unanswered if one.fact not in {*self.summary.answers, *contact})

    def not_given(self, label: str, answer: str) -> Row:
        return Row(label, self.words(f"unanswered-{answer}") if answer != NOT_ASKED else answer)

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

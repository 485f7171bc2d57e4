"""Who may see which parts of a summary, and what was left out, by name. Whatever is not known to be theirs is left out. Never prints.

- ``self``: findings, calls, last days, offices; no sensitive answer.
- ``caseworker``: all that the summary holds.
- ``defender``: the criminal and the immigration side, as the sets ``defender_needs``, ``defender_sections`` and ``defender_withheld`` of the knowledge say.
- ``statistics``: ids and counts; no day, no words, no town of fewer than 20,000 people.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from msgspec import Struct, structs

from ctintake.conditions.syntax import parse
from ctintake.conditions.words import facts_of
from ctintake.exports.cleaning import cleaned
from ctintake.exports.own_words import deadline_of, in_own_words
from ctintake.exports.release import Record, Release
from ctintake.model import FactType, Knowledge
from ctintake.summary.composing import not_asked
from ctintake.summary.records import NOT_ASKED, Call, Found, LastDay, Notice, Program, Referred, Summary

RECIPIENTS = ("self", "caseworker", "defender", "statistics")
"""Who an export may be for."""

NEEDS_RECORD = frozenset({"caseworker", "defender"})
"""Third parties who learn of one person: each file to them carries the record of a release.

Statistics name nobody, and their files hold no day and no words, so they cannot hold one either.
"""

SMALLEST_TOWN = 20_000
"""People: a smaller town, with a status or a charge beside it, can point at one person (45 CFR 164.514(b)(2) draws the same line for places)."""

NO_DAY = date.min
"""Stands where a record must have a day and the recipient may see none."""


class Part(Struct, frozen=True):
    """A kind of content (the end of a screen's id: ``export-findings``) and the names of what there is of it."""

    kind: str
    names: tuple[str, ...]


class Cut(Struct, frozen=True, kw_only=True):
    """A release, with what is left out of it, by name. These names are for whoever holds the whole summary, never for the file."""

    release: Release
    left_out: tuple[Part, ...]


def cut(summary: Summary, recipient: str, knowledge: Knowledge, reference: str, record: Record | None = None) -> Cut:
    """Cut a summary down to what a recipient may see."""
    harmless = cleaned(summary)
    whole = in_own_words(harmless, knowledge) if recipient == "self" else harmless
    seen = structs.replace(_CUTS[recipient](whole, knowledge), recipient=recipient)
    release = Release(summary=seen, recipient=recipient, left_out=_to_write(whole, seen, recipient, knowledge), reference=reference, record=record)
    offices = {kind: things for kind, things in named(harmless, knowledge).items() if kind in {"calls", "referrals"}}
    before, after = named(whole, knowledge) | offices, named(seen, knowledge)
    gone = {kind: {key: name for key, name in things.items() if key not in after[kind]} for kind, things in before.items()}
    gone["answers"] |= {fact: _label(fact, knowledge) for fact in whole.left_out}
    return Cut(release=release, left_out=(*_parts(gone), *_details(whole, seen, knowledge)))


def _parts(names: Mapping[str, Mapping[str, str]]) -> tuple[Part, ...]:
    return tuple(Part(kind, tuple(dict.fromkeys(things.values()))) for kind, things in names.items() if things)


def listed(one: Cut, held: Iterable[Summary], knowledge: Knowledge) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Name what goes into the files of a cut and what is left out: by the cut, and since no file has room for it. ``held`` is what each file holds."""
    seen = named(one.release.summary, knowledge)
    files = [named(summary, knowledge) for summary in held]
    inside = {kind: {key: name for key, name in things.items() if any(key in file[kind] for file in files)} for kind, things in seen.items()}
    outside = {kind: {key: name for key, name in things.items() if key not in inside[kind]} for kind, things in seen.items()}
    name = [Part("client", (knowledge.text("export-client-name"),))] if one.release.client is not None else []
    return (*name, *_parts(inside)), (*one.left_out, *_parts(outside))


def named(summary: Summary, knowledge: Knowledge) -> dict[str, dict[str, str]]:
    """Name everything in a summary, each thing by a key of its own."""
    return {
        "findings": {one.id: one.title for one in summary.findings},
        "calls": {one.resource: one.name for one in summary.calls},
        "deadlines": {f"{one.finding} {one.law} {one.label}": one.label for one in summary.deadlines},
        "referrals": {one.resource: one.name for one in summary.referrals},
        "answers": {fact: _label(fact, knowledge) for fact in (*summary.answers, *(one.fact for one in summary.unanswered if one.answer != NOT_ASKED))},
    }


def _label(fact: str, knowledge: Knowledge) -> str:
    return knowledge.questions[fact].label if fact in knowledge.questions else fact


def _details(whole: Summary, seen: Summary, knowledge: Knowledge) -> Iterable[Part]:
    """Name what was taken out of things that stay."""
    if seen.recipient == "statistics":
        names = [knowledge.text("export-detail-words"), knowledge.text("export-detail-days")]
    else:
        counted = {one.label for one in seen.deadlines if not one.counted} & {one.label for one in whole.deadlines if one.counted}
        names = [knowledge.text("export-detail-counted").format(labels=", ".join(sorted(counted)))] if counted else []
        with_charges = {one.id for one in whole.findings if one.charges}
        mentioned = {one.id: len(one.mentions) for one in whole.findings}
        names += [knowledge.text("export-detail-mentions")] if any(len(one.mentions) < mentioned[one.id] for one in seen.findings) else []
        names += [knowledge.text("export-detail-charges")] if any(one.id in with_charges and not one.charges for one in seen.findings) else []
    if whole.versions is not None and seen.versions is None:
        names.append(knowledge.text("export-detail-versions"))
    if names:
        yield Part("details", tuple(names))


def _to_write(whole: Summary, seen: Summary, recipient: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Name what was left out in words that may stand in the file: for a defender only the parts of the interview, which are the same for everyone."""
    if recipient == "statistics":
        return ()
    if recipient == "defender":
        open_parts = knowledge.sets["defender_sections"].members
        return tuple(section.title for name, section in knowledge.sections.items() if name not in open_parts)
    gone = [fact for fact in whole.answers if fact not in seen.answers]
    return tuple(dict.fromkeys(_label(fact, knowledge) for fact in (*whole.left_out, *gone)))


# The person's own copy.


def _for_self(summary: Summary, knowledge: Knowledge) -> Summary:
    def theirs(fact: str) -> bool:
        return fact in knowledge.questions and not knowledge.questions[fact].sensitive

    return structs.replace(
        summary,
        findings=tuple(_without_charges(one, knowledge) for one in summary.findings),
        deadlines=tuple(_uncounted(one, knowledge, theirs) for one in summary.deadlines),
        left_out=(*summary.left_out, *(fact for fact in summary.answers if not theirs(fact) and fact not in summary.left_out)),
        **_answers(summary, theirs),
    )


def _answers(summary: Summary, may_see: Callable[[str], bool]) -> dict[str, Any]:
    """Give the answers, how they are known, and those not given, of the facts that may be seen."""
    return {
        "answers": {fact: value for fact, value in summary.answers.items() if may_see(fact)},
        "known": {fact: how for fact, how in summary.known.items() if may_see(fact)},
        "unanswered": tuple(one for one in summary.unanswered if may_see(one.fact)),
    }


def _without_charges(found: Found, knowledge: Knowledge) -> Found:
    """Take the charges out of a finding that lists those of a sensitive answer, or of one we do not know."""
    rule = knowledge.rules.get(found.id)
    question = knowledge.questions.get(rule.names_charges) if rule is not None else None
    return found if question is not None and not question.sensitive else structs.replace(found, charges=())


def _uncounted(day: LastDay, knowledge: Knowledge, may_see: Callable[[str], bool]) -> LastDay:
    """Take out of a last day how it was counted, where that names the day of an answer they may not see."""
    rule = deadline_of(day, knowledge)
    return day if rule is not None and may_see(rule.start) else structs.replace(day, counted="")


# A caseworker.


def _for_caseworker(summary: Summary, knowledge: Knowledge) -> Summary:
    """Give all of it. The first summaries did not say what stands with an answer and was not asked."""
    said = {*summary.answers, *(one.fact for one in summary.unanswered)}
    return structs.replace(summary, unanswered=(*summary.unanswered, *not_asked(summary.answers, said, knowledge)))


# A defense lawyer.


def _for_defender(summary: Summary, knowledge: Knowledge) -> Summary:
    sections, withheld = _members("defender_sections", knowledge), _members("defender_withheld", knowledge)

    def of_an_open_part(fact: str) -> bool:
        return fact in knowledge.questions and knowledge.questions[fact].section in sections

    def theirs(fact: str) -> bool:
        return of_an_open_part(fact) and fact not in withheld

    found = tuple(_open_only(one, of_an_open_part) for one in summary.findings if _is_defenders(one, knowledge, of_an_open_part))
    ids = {one.id for one in found}
    ruled_out = {one.finding for one in summary.deadlines} - {one.id for one in summary.findings}
    closed = {name for name in ruled_out if name in knowledge.rules and all(map(of_an_open_part, _rests_on(name, knowledge)))}
    needs = {need for name in ids for need in knowledge.rules[name].needs} & _members("defender_needs", knowledge)
    desk = _Desk(knowledge, ids, needs)
    return structs.replace(
        summary,
        urgent=tuple(name for name in summary.urgent if name in ids),
        left_out=tuple(fact for fact in summary.left_out if theirs(fact)),
        findings=found,
        calls=tuple(desk.call(one) for one in summary.calls if desk.takes(one.findings, one.resource)),
        deadlines=tuple(_uncounted(one, knowledge, of_an_open_part) for one in summary.deadlines if one.finding in ids or one.finding in closed),
        referrals=tuple(desk.referral(one) for one in summary.referrals if desk.takes(one.findings, one.resource)),
        versions=None,
        **_answers(summary, theirs),
    )


def _rests_on(rule: str, knowledge: Knowledge) -> tuple[str, ...]:
    """Give every fact that a rule looks at: one that a day has closed tells something of each."""
    return facts_of(parse(knowledge.rules[rule].when).tree, knowledge)


def _members(name: str, knowledge: Knowledge) -> frozenset[str]:
    return frozenset(knowledge.sets[name].members)


def _is_defenders(found: Found, knowledge: Knowledge, may_see: Callable[[str], bool]) -> bool:
    """Tell whether a finding is of the defender's side: its first need is, and what it rests on is theirs to see, as is some of what it hangs on."""
    rule = knowledge.rules.get(found.id)
    if rule is None or not rule.needs or rule.needs[0] not in _members("defender_needs", knowledge):
        return False
    return all(may_see(fact) for fact in found.because) and (not found.open or any(may_see(fact) for fact in found.open))


def _open_only(found: Found, may_see: Callable[[str], bool]) -> Found:
    """Take out what hangs on answers they may not see: open facts, guesses, and mentions with the law that only these brought."""
    mentions = tuple(one for one in found.mentions if all(map(may_see, one.because)))
    gone = {name for one in found.mentions if one not in mentions for name in one.law} - {name for one in mentions for name in one.law}
    return structs.replace(
        found,
        open=tuple(filter(may_see, found.open)),
        guesses=tuple(filter(may_see, found.guesses)),
        mentions=mentions,
        law=tuple(law for law in found.law if law.id not in gone),
    )


class _Desk(Struct, frozen=True):
    """What a defender gets of calls and offices: those for findings they see, with the words of these needs alone."""

    knowledge: Knowledge
    findings: set[str]
    needs: set[str]

    def served(self, resource: str) -> list[str]:
        entry = self.knowledge.resources.get(resource)
        return [need for need in self.knowledge.needs if need in self.needs and need in entry.serves] if entry is not None else []

    def takes(self, findings: tuple[str, ...], resource: str) -> bool:
        return bool(self.findings & set(findings) and self.served(resource))

    def seen(self, findings: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name for name in findings if name in self.findings)

    def call(self, call: Call) -> Call:
        following = call.next if call.next is not None and self.served(call.next.resource) else None
        return structs.replace(call, findings=self.seen(call.findings), say=self.say(call), next=following)

    def say(self, call: Call) -> str:
        """Give the sentences of the call that are about a need they see; where there is none, that of the office's first such need."""
        served = [self.knowledge.needs[need] for need in self.served(call.resource)]
        spoken = [text for need in served for text in (need.call_for_another, need.call) if text in call.say]
        return " ".join(dict.fromkeys(spoken)) or served[0].call_for_another

    def referral(self, one: Referred) -> Referred:
        means = "; ".join(self.knowledge.needs[need].means for need in self.served(one.resource))
        return structs.replace(one, findings=self.seen(one.findings), why=(self.knowledge.text("why-need").format(means=means),))


# Statistics.


def _for_statistics(summary: Summary, knowledge: Knowledge) -> Summary:
    """Give ids, and the answers that are one of a few options; nothing else, not even when it was made."""
    return Summary(
        schema=summary.schema,
        made=datetime.min.replace(tzinfo=UTC),
        as_of=NO_DAY,
        language=summary.language,
        recipient="statistics",
        urgent=tuple(name for name in summary.urgent if name in knowledge.rules),
        program=Program(version=summary.program.version, knowledge=knowledge.jurisdiction.name, knowledge_version="", digest=summary.program.digest),
        notice=Notice(text="", applies="", may_apply=""),
        calls=tuple(
            Call(resource=one.resource, name=one.resource, number="", say="", findings=()) for one in summary.calls if one.resource in knowledge.resources
        ),
        deadlines=(),
        findings=tuple(_counted(one) for one in summary.findings if one.id in knowledge.rules),
        referrals=tuple(_named(one) for one in summary.referrals if one.resource in knowledge.resources),
        answers=_countable(summary.answers, knowledge),
    )


def _counted(found: Found) -> Found:
    return Found(id=found.id, certainty=found.certainty, urgency=found.urgency, title=found.id, say="", do=(), because=(), open=(), law=())


def _named(one: Referred) -> Referred:
    return Referred(resource=one.resource, name=one.resource, findings=(), why=(), does="", who="", checked=NO_DAY, confidence="C")


def _countable(answers: Mapping[str, Any], knowledge: Knowledge) -> dict[str, Any]:
    """Keep the answers that are options of a question that is not sensitive, and large towns; nothing that a person typed, counted or dated."""
    kept: dict[str, Any] = {}
    for fact, value in answers.items():
        question = knowledge.questions.get(fact)
        if question is None or question.sensitive or knowledge.sections[question.section].passed_on:
            continue
        options = _options(question.type, question.options, knowledge)
        several = [one for one in value if one in options] if isinstance(value, list) else None
        if several or (isinstance(value, str) and value in options) or (isinstance(value, bool) and question.type is FactType.YESNO):
            kept[fact] = several or value
    return kept


def _options(kind: FactType, options: Mapping[str, str], knowledge: Knowledge) -> frozenset[str]:
    if kind is FactType.TOWN:
        return frozenset(name for name, town in knowledge.towns.items() if town.population >= SMALLEST_TOWN)
    if kind is FactType.CHARGES:
        return frozenset(knowledge.offences)
    return frozenset(options) if kind in {FactType.CHOICE, FactType.CHOICES} else frozenset()


_CUTS: Mapping[str, Callable[[Summary, Knowledge], Summary]] = {
    "self": _for_self,
    "caseworker": _for_caseworker,
    "defender": _for_defender,
    "statistics": _for_statistics,
}

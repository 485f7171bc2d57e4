"""A screening as a summary: every id with its words, its law, its numbers and their dates.

Pure: the moment it was made and the version of the program are arguments.
"""

import hashlib
from collections.abc import Container, Iterable, Mapping
from datetime import date, datetime

import msgspec
from msgspec import Struct

from ctintake.answers.charges import possible_offences
from ctintake.answers.reading import plain
from ctintake.answers.values import Known, Unanswered
from ctintake.calls import Call
from ctintake.deadlines import Due
from ctintake.evaluation import Evaluation
from ctintake.findings import Finding, Mentioned
from ctintake.interpreting import asking
from ctintake.model import ALWAYS, Entry, Knowledge, Phone, Resource, Rule
from ctintake.readers import ADVOCATES, HELPERS, label, past, reader_of, title
from ctintake.referrals import Fit, Referral, phones_of
from ctintake.screening import Screening
from ctintake.summary import records
from ctintake.truth import Truth


class Making(Struct, frozen=True):
    """How a summary is to be made: the moment, the program's version, for whom, and whether sensitive answers go in."""

    made: datetime
    version: str
    recipient: str = "self"
    include_sensitive: bool = False


def compose(screening: Screening, making: Making) -> records.Summary:
    """Make the summary of a screening."""
    knowledge = screening.knowledge
    kept, left_out = _kept_answers(screening, making.include_sensitive)
    answers = screening.answers
    return records.Summary(
        schema=records.SCHEMA,
        made=making.made,
        as_of=screening.as_of,
        language="en",
        recipient=making.recipient,
        urgent=tuple(finding.id for finding in screening.urgent),
        left_out=left_out,
        program=records.Program(
            version=making.version,
            knowledge=knowledge.jurisdiction.name,
            knowledge_version=knowledge.jurisdiction.version,
            digest=knowledge.digest,
        ),
        notice=_notice(screening),
        calls=tuple(call_record(call, screening) for call in screening.calls),
        deadlines=tuple(_last_day(due, screening, kept) for due in screening.deadlines),
        findings=tuple(_found(finding, screening, kept) for finding in screening.findings),
        referrals=tuple(_referred(referral, screening) for referral in screening.referrals),
        answers={fact: plain(answers[fact].value) for fact in kept},
        known={fact: answers[fact].known.value for fact in kept if answers[fact].known is not Known.SAID},
        unanswered=(*_unanswered(screening), *not_asked([fact for fact in kept if _is_given(fact, screening)], screening.answers, screening.knowledge)),
        versions=_versions(screening),
    )


def _versions(screening: Screening) -> records.Versions:
    knowledge = screening.knowledge
    named = [referral.fit.resource for referral in screening.referrals] + [call.fit.resource for call in screening.calls]
    return records.Versions(
        rules=_digests(knowledge.rules, knowledge.rules),
        authorities=_digests((name for rule in knowledge.rules.values() for name in cited(rule)), knowledge.authorities),
        resources=_digests(named, knowledge.resources),
    )


def cited(rule: Rule) -> tuple[str, ...]:
    """Give every authority a rule cites: for itself, for its mentions and for its deadlines."""
    return (*rule.law, *(name for mention in rule.mention for name in mention.law), *(deadline.law for deadline in rule.deadline))


def _digests(names: Iterable[str], entries: Mapping[str, Entry]) -> dict[str, str]:
    return {name: digest(entries[name]) for name in dict.fromkeys(names)}


def digest(entry: Entry) -> str:
    """Give a short digest of an entry's whole content. All of them together cost a millisecond and a half."""
    return hashlib.blake2s(msgspec.json.encode(entry), digest_size=4).hexdigest()


def _kept_answers(screening: Screening, include_sensitive: bool) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the facts whose answers go into the file, and those left out because they are sensitive."""
    asked = [fact for fact in screening.knowledge.questions if fact in screening.answers]
    kept = tuple(fact for fact in asked if include_sensitive or not screening.knowledge.questions[fact].sensitive)
    return kept, tuple(fact for fact in asked if fact not in kept)


def _unanswered(screening: Screening) -> tuple[records.Unanswered, ...]:
    knowledge = screening.knowledge
    given = [(fact, screening.answers[fact].value) for fact in knowledge.questions if fact in screening.answers]
    return tuple(
        records.Unanswered(fact=fact, label=knowledge.questions[fact].label, answer=value.value) for fact, value in given if isinstance(value, Unanswered)
    )


def _is_given(fact: str, screening: Screening) -> bool:
    return not isinstance(screening.answers[fact].value, Unanswered)


def not_asked(given: Iterable[str], said: Container[str], knowledge: Knowledge) -> tuple[records.Unanswered, ...]:
    """Name what stands with an answer that is given and was never asked: a number to call, and not whether a message may be left."""
    beside = (other for fact in given if fact in knowledge.questions for other in knowledge.questions[fact].never_without)
    lacking = dict.fromkeys(other for other in beside if other not in said)
    return tuple(records.Unanswered(fact=fact, label=knowledge.questions[fact].label, answer=records.NOT_ASKED) for fact in lacking)


def is_for_another(screening: Screening) -> bool:
    """Tell whether an advocate or defender is answering."""
    return reader_of(screening.answers) in ADVOCATES


def _notice(screening: Screening) -> records.Notice:
    text = screening.knowledge.text
    advocate = text("notice-advocate") if is_for_another(screening) else ""
    return records.Notice(text=text("notice"), applies=text("applies"), may_apply=text("may-apply"), advocate=advocate)


def labels(facts: tuple[str, ...], knowledge: Knowledge) -> str:
    """Give facts by their short names, joined for a sentence."""
    return ", ".join(knowledge.questions[fact].label for fact in facts)


def call_record(call: Call, screening: Screening) -> records.Call:
    """Give a call as a summary prints it."""
    knowledge = screening.knowledge
    phone = best_phone(call.fit.entry.phones)
    for_another = reader_of(screening.answers) in HELPERS
    said = [knowledge.needs[need].call_for_another if for_another else knowledge.needs[need].call for need in call.needs[:2]]
    return records.Call(
        resource=call.fit.resource,
        name=call.fit.entry.name,
        number=phone.number,
        hours=phone.hours,
        number_seen=phone.seen,
        say=" ".join([*said, *_interpreter(screening, for_another=for_another)]),
        caution=call.fit.entry.caution,
        limits=call.fit.entry.limits.strip(),
        aged=_aged_office(call.fit.entry, screening),
        findings=call.findings,
        next=_next_call(call.next, knowledge),
    )


def _interpreter(screening: Screening, *, for_another: bool) -> list[str]:
    """Give the sentence that ends what to say where the person needs an interpreter."""
    words = asking(screening.answers, screening.knowledge)
    return [words.for_another if for_another else words.english] if words is not None else []


def _next_call(resource: str | None, knowledge: Knowledge) -> records.NextCall | None:
    if resource is None:
        return None
    entry = knowledge.resources[resource]
    phone = best_phone(entry.phones)
    return records.NextCall(resource=resource, name=entry.name, number=phone.number, hours=phone.hours)


def best_phone(phones: tuple[Phone, ...]) -> Phone:
    """Give the number to call first: the entry's own order says which."""
    return phones[0]


def _last_day(due: Due, screening: Screening, kept: tuple[str, ...]) -> records.LastDay:
    """Give a last day. It is a result and stands; the answer it is counted from stands only where answers like it are kept."""
    knowledge = screening.knowledge
    rule, reader = due.rule, reader_of(screening.answers)
    pattern = "counted-same" if rule.add.startswith("0 ") else "counted-back" if rule.add.startswith("-") else "counted-vague" if due.vague else "counted"
    start = due.counted_from.isoformat() if rule.start in kept else knowledge.text("left-out-sensitive")
    counted = knowledge.text(pattern).format(add=rule.add.lstrip("-"), day=start, **{"from": _start_label(rule.start, knowledge)})
    return records.LastDay(
        finding=due.finding,
        title=title(knowledge.rules[due.finding], reader),
        date=due.day,
        earliest_safe=due.earliest_safe,
        label=label(rule, reader),
        counted=counted,
        latest=due.latest if due.vague else None,
        passed=due.passed,
        perhaps_passed=due.perhaps_passed,
        passed_note=(past(rule, reader) or knowledge.text("deadline-passed")) if due.passed else "",
        law=rule.law,
        citation=knowledge.authorities[rule.law].citation,
    )


def _start_label(fact: str, knowledge: Knowledge) -> str:
    name = knowledge.questions[fact].label
    return name[0].lower() + name[1:]


def _found(finding: Finding, screening: Screening, kept: tuple[str, ...]) -> records.Found:
    rule = finding.rule
    return records.Found(
        id=finding.id,
        certainty=finding.certainty.value,
        urgency=finding.urgency.value,
        title=title(rule, reader_of(screening.answers)),
        say=rule.say.strip(),
        do=rule.do,
        advocate=rule.advocate.strip(),
        lawyer_asks=rule.lawyer_asks,
        because=finding.because,
        open=finding.open,
        guesses=finding.guesses,
        charges=_charges(rule.names_charges, screening) if rule.names_charges in kept else (),
        mentions=tuple(_mentioned(mentioned, rule) for mentioned in finding.mentions),
        law=tuple(law(name, screening.knowledge, screening.as_of) for name in _law_of(finding)),
    )


def _mentioned(mentioned: Mentioned, rule: Rule) -> records.Mentioned:
    mention = mentioned.rule
    added = tuple(name for name in mention.law if name not in rule.law)
    return records.Mentioned(say=mention.say.strip(), advocate=mention.advocate.strip(), because=mentioned.because, law=added)


def _law_of(finding: Finding) -> tuple[str, ...]:
    """Give a finding's authorities, those of its mentions last."""
    return tuple(dict.fromkeys((*finding.rule.law, *(name for one in finding.mentions for name in one.rule.law))))


def law(name: str, knowledge: Knowledge, as_of: date) -> records.Law:
    """Give an authority as a summary prints it; one that rests on general knowledge is named and makes no statement."""
    authority = knowledge.authorities[name]
    says = authority.says if authority.confidence != "C" else knowledge.text("graded-c")
    return records.Law(
        id=name,
        title=authority.title,
        citation=authority.citation,
        says=says,
        checked=authority.checked,
        confidence=authority.confidence,
        flag=authority.flag,
        aged=_aged("aged-law", authority.checked, knowledge.jurisdiction.law_age_limit_days, knowledge, as_of),
    )


def _aged(screen: str, checked: date, limit: int, knowledge: Knowledge, as_of: date) -> str:
    """Say how long ago an entry was checked, where that is longer than its kind may go; empty where it is not."""
    days = (as_of - checked).days
    return knowledge.text(screen).format(months=days // 30) if days > limit else ""


def _aged_office(entry: Resource, screening: Screening) -> str:
    limit = screening.knowledge.jurisdiction.phone_age_limit_days
    return _aged("aged-office", entry.checked, limit, screening.knowledge, screening.as_of)


def _charges(fact: str, screening: Screening) -> tuple[records.ChargeGrounds, ...]:
    answer = screening.answers.get(fact)
    charges = answer.value if answer is not None and isinstance(answer.value, tuple) else ()
    evaluation = Evaluation(screening.answers, screening.knowledge, screening.as_of)
    reaching = {name for name, ground in screening.knowledge.grounds.items() if evaluation.outcome(ground.reaches).truth is not Truth.FALSE}
    return tuple(_charge(charge, reaching, screening.knowledge) for charge in charges)


def _charge(charge: str, reaching: set[str], knowledge: Knowledge) -> records.ChargeGrounds:
    if charge not in knowledge.offences:
        return _charge_by_number(charge, reaching, knowledge)
    offence = knowledge.offences[charge]
    return records.ChargeGrounds(
        charge=charge,
        name=offence.name,
        statute=offence.statute,
        offence_class=offence.offence_class,
        grounds=tuple(_ground(name, knowledge, reached=name in reaching) for name in offence.grounds),
        decisions=tuple(f"{decision.citation}: {decision.holding}" for decision in offence.decisions),
        note=offence.note,
    )


def _charge_by_number(number: str, reaching: set[str], knowledge: Knowledge) -> records.ChargeGrounds:
    """Give a charge of which only the number is known: as any of the entries it may be, with all their grounds; or as one we have no entry for."""
    possible = [knowledge.offences[name] for name in possible_offences(number, knowledge.offences)]
    names = "; ".join(knowledge.text("label-charge").format(name=offence.name, statute=offence.statute) for offence in possible)
    return records.ChargeGrounds(
        charge=number,
        name=knowledge.text("charge-one-of").format(names=names) if possible else knowledge.text("charge-not-listed"),
        statute=number,
        grounds=tuple(_ground(name, knowledge, reached=name in reaching) for name in dict.fromkeys(name for one in possible for name in one.grounds)),
    )


def _ground(name: str, knowledge: Knowledge, *, reached: bool) -> records.GroundNamed:
    """Give a ground as it reads for this person: what it says, or what it still means where it does not reach them by itself."""
    ground = knowledge.grounds[name]
    says = ground.says if reached else ground.otherwise
    return records.GroundNamed(id=name, name=ground.name, citation=ground.citation, says=says, threshold=ground.threshold, flag=ground.flag)


def _referred(referral: Referral, screening: Screening) -> records.Referred:
    entry = referral.fit.entry
    return records.Referred(
        resource=referral.fit.resource,
        name=entry.name,
        findings=referral.findings,
        why=_why(referral, screening),
        does=entry.does.strip(),
        who=entry.who.strip(),
        phones=tuple(telephone(phone) for phone in phones_of(entry, screening.knowledge)),
        text=entry.text,
        email=entry.email,
        url=entry.url,
        address=entry.address,
        languages=entry.languages,
        cost=entry.cost,
        limits=entry.limits.strip(),
        caution=entry.caution,
        note=entry.note if is_for_another(screening) else "",
        checked=entry.checked,
        confidence=entry.confidence,
        aged=_aged_office(entry, screening),
    )


def telephone(phone: Phone) -> records.Telephone:
    """Give a number as a summary prints it, with its date."""
    return records.Telephone(number=phone.number, label=phone.label, hours=phone.hours, always_open=phone.always_open, number_seen=phone.seen)


def _why(referral: Referral, screening: Screening) -> tuple[str, ...]:
    knowledge, fit = screening.knowledge, referral.fit
    means = "; ".join(knowledge.needs[need].means for need in referral.needs)
    town = screening.answers.get("town")
    where = {"town": str(plain(town.value)) if town else "", "state": knowledge.jurisdiction.name}
    lines = [knowledge.text("why-need").format(means=means), knowledge.text(f"why-{fit.nearness.value}").format(**where)]
    return (*lines, *_fit_reasons(fit, knowledge))


def _fit_reasons(fit: Fit, knowledge: Knowledge) -> list[str]:
    reasons = []
    if not fit.certain:
        reasons.append(knowledge.text("why-may-take").format(facts=labels(fit.open, knowledge)) if fit.open else knowledge.text("why-its-own-rules"))
    elif fit.entry.takes != ALWAYS:
        reasons.append(knowledge.text("why-takes"))
    reasons.extend(fit.why)
    if fit.speaks is not Truth.UNKNOWN:
        reasons.append(knowledge.text("why-language" if fit.speaks is Truth.TRUE else "why-not-language"))
    if fit.entry.always_open:
        reasons.append(knowledge.text("why-always-open"))
    return reasons

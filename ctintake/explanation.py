"""Why: a finding or an office, with a person's answers or without. The condition part by part, what met it, what blocks it, what would change it, and the law.

Pure: gives records; what shows them is elsewhere.
"""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from ctintake.answers.reading import plain, read_value
from ctintake.answers.values import Answer, Answers, Unanswered
from ctintake.conditions import syntax
from ctintake.conditions.syntax import Node, parse
from ctintake.conditions.words import facts_of, node_in_words
from ctintake.deadlines import deadlines
from ctintake.evaluation import Evaluation, Facts
from ctintake.findings import find, of_the_day
from ctintake.model import FactType, Knowledge, Mention, Resource, Rule
from ctintake.readers import label, past, reader_of, title
from ctintake.referrals import LeftOut, fits
from ctintake.screening import screen
from ctintake.summary.composing import law
from ctintake.summary.records import Law
from ctintake.truth import Truth


class Part(Struct, frozen=True):
    """A part of a condition: in words, what it comes to on the answers (``true``, ``false``, ``unknown``; empty without answers), and its own parts."""

    words: str
    truth: str
    parts: tuple["Part", ...] = ()


class Told(Struct, frozen=True):
    """A fact with its name and, where there is one, the answer."""

    fact: str
    label: str
    answer: str = ""


class Change(Struct, frozen=True):
    """One other answer, and what it would make of the finding."""

    fact: str
    label: str
    answer: str
    becomes: str


class MentionExplained(Struct, frozen=True):
    """Words that answers may add to a finding: the condition, what it comes to, and what is said to the person and to the advocate."""

    condition: Part
    say: str
    advocate: str


class FindingExplained(Struct, frozen=True, kw_only=True):
    """A finding explained. ``certainty`` is ``applies``, ``may-apply``, ``ruled-out`` or ``not-in-force``; empty without answers."""

    id: str
    title: str
    certainty: str
    condition: Part
    met_by: tuple[Told, ...] = ()
    blocked_by: tuple[Told, ...] = ()
    open: tuple[Told, ...] = ()
    would_change: tuple[Change, ...] = ()
    say: str
    advocate: str
    mentions: tuple[MentionExplained, ...] = ()
    needs: tuple[str, ...]
    deadlines: tuple[str, ...]
    law: tuple[Law, ...]
    since: date | None = None
    until: date | None = None


class OfficeExplained(Struct, frozen=True, kw_only=True):
    """An office explained. ``shown`` is ``referred``, ``fits``, ``left-out``; empty without answers. ``reason`` says why it is left out."""

    id: str
    name: str
    shown: str
    reason: str = ""
    by: tuple[Told, ...] = ()
    open: tuple[Told, ...] = ()
    findings: tuple[str, ...] = ()
    takes: Part
    audience: str
    area: tuple[str, ...]
    avoid_for: tuple[str, ...]
    limits: str
    caution: str
    serves: tuple[str, ...]
    checked: date
    confidence: str


def explain_finding(name: str, answers: Answers, knowledge: Knowledge, as_of: date) -> FindingExplained:
    """Explain a rule on some answers; with none, the rule alone."""
    written = knowledge.rules[name]
    rule = of_the_day(written, knowledge, as_of) or written
    evaluation = Evaluation(answers, knowledge, as_of)
    tree = parse(rule.when).tree
    outcome = evaluation.outcome(rule.when)
    asked = bool(answers)
    certainty = _certainty(rule, outcome.truth, evaluation) if asked else ""
    blocked = outcome.truth is Truth.FALSE
    reader = reader_of(answers)
    return FindingExplained(
        id=name,
        title=title(rule, reader),
        certainty=certainty,
        condition=_part(tree, evaluation, known=asked),
        met_by=_told(() if blocked else outcome.because, evaluation),
        blocked_by=_told(outcome.because if blocked else (), evaluation),
        open=_told(outcome.open, evaluation) if asked else _told(facts_of(tree, knowledge), evaluation),
        would_change=tuple(_changes(rule, tree, evaluation)) if asked else (),
        say=rule.say.strip(),
        advocate=rule.advocate.strip(),
        mentions=tuple(_mention(one, evaluation, known=asked) for one in rule.mention),
        needs=rule.needs,
        deadlines=tuple(_deadlines(name, rule, evaluation, reader)),
        law=tuple(law(one, knowledge, as_of) for one in dict.fromkeys((*rule.law, *(name for mention in rule.mention for name in mention.law)))),
        since=rule.since,
        until=rule.until,
    )


def _deadlines(name: str, rule: Rule, evaluation: Evaluation, reader: str) -> Iterator[str]:
    """Say how each last day is counted and, on answers, when it is, and what may still be open where it has passed."""
    knowledge = evaluation.knowledge
    counted = {one.rule: one for one in deadlines(*find(evaluation), evaluation) if one.finding == name}
    for one in rule.deadline:
        text = f"{label(one, reader)}: {one.add} from “{knowledge.questions[one.start].label}”"
        due = counted.get(one)
        if due is None:
            yield text
        elif due.passed:
            yield f"{text}. {knowledge.text('label-passed').format(day=due.latest)} {past(one, reader)}".rstrip()
        else:
            screen = "label-perhaps-passed" if due.perhaps_passed else "label-safe-day"
            yield f"{text}. {knowledge.text(screen).format(day=due.day, latest=due.latest, safe=due.earliest_safe)}"


def _certainty(rule: Rule, truth: Truth, evaluation: Evaluation) -> str:
    if of_the_day(rule, evaluation.knowledge, evaluation.as_of) is None:
        return "not-in-force"
    return {Truth.TRUE: "applies", Truth.UNKNOWN: "may-apply", Truth.FALSE: "ruled-out"}[truth]


def _part(node: Node, evaluation: Evaluation, *, known: bool) -> Part:
    """Give a part with its own parts: what "and", "or" and "not" join, and what stands behind a derived condition."""
    outcome = evaluation.outcome_of(node)
    words = node_in_words(node, evaluation.knowledge)
    inner: tuple[Node, ...] = ()
    match node:
        case syntax.All(parts=parts):
            words, inner = evaluation.knowledge.text("explain-all"), parts
        case syntax.AnyOf(parts=parts):
            words, inner = evaluation.knowledge.text("explain-any"), parts
        case syntax.Not(part=syntax.All() | syntax.AnyOf() as part):
            words, inner = evaluation.knowledge.text("explain-not"), (part,)
        case syntax.Name(name=name) if name in evaluation.knowledge.derived:
            inner = (parse(evaluation.knowledge.derived[name].expression).tree,)
    return Part(words, outcome.truth.value if known else "", tuple(_part(one, evaluation, known=known) for one in inner))


def _mention(mention: Mention, evaluation: Evaluation, *, known: bool) -> MentionExplained:
    return MentionExplained(_part(parse(mention.when).tree, evaluation, known=known), mention.say.strip(), mention.advocate.strip())


def _told(facts: Facts, evaluation: Evaluation) -> tuple[Told, ...]:
    return tuple(Told(fact, evaluation.knowledge.questions[fact].label, _answer(fact, evaluation)) for fact in facts)


def _answer(fact: str, evaluation: Evaluation) -> str:
    """Give a fact's answer as a person reads it; empty where there is none."""
    answer = evaluation.answers.get(fact)
    if answer is None:
        return ""
    question = evaluation.knowledge.questions[fact]
    value = plain(answer.value)
    if isinstance(answer.value, Unanswered):
        return evaluation.knowledge.text(f"unanswered-{answer.value.value}")
    if isinstance(value, bool):
        return evaluation.knowledge.text("yes" if value else "no")
    parts = value if isinstance(value, list) else [value]
    return ", ".join(question.options.get(str(part), str(part)) for part in parts)


def _changes(rule: Rule, tree: Node, evaluation: Evaluation) -> Iterator[Change]:
    """Try every other answer to each choice and yesno the condition rests on: which of them alone would make it something else."""
    now = evaluation.outcome(rule.when).truth
    knowledge = evaluation.knowledge
    for fact in facts_of(tree, knowledge):
        question = knowledge.questions[fact]
        options = list(question.options) if question.options else ["yes", "no"] if question.type is FactType.YESNO else []
        for option in options:
            answer = Answer(read_value(fact, option, knowledge, evaluation.as_of))
            other = Evaluation(evaluation.answers.with_answer(fact, answer), knowledge, evaluation.as_of)
            then = other.outcome(rule.when).truth
            if then is not now and then is not Truth.UNKNOWN:
                yield Change(fact, question.label, _answer(fact, other), _certainty(rule, then, evaluation))


def explain_office(name: str, answers: Answers, knowledge: Knowledge, as_of: date) -> OfficeExplained:
    """Explain an office for some answers: whether it is shown and for what, or why it is left out; with none, the office alone."""
    entry = knowledge.resources[name]
    evaluation = Evaluation(answers, knowledge, as_of)
    shown, reason, by, still_open, findings = _standing(name, entry, evaluation) if answers else ("", "", (), (), ())
    return OfficeExplained(
        id=name,
        name=entry.name,
        shown=shown,
        reason=reason,
        by=_told(tuple(fact for fact in by if fact in knowledge.questions), evaluation),
        open=_told(still_open, evaluation),
        findings=findings,
        takes=_part(parse(entry.takes).tree, evaluation, known=bool(answers)),
        audience=knowledge.audiences[entry.audience].says,
        area=entry.areas,
        avoid_for=tuple(node_in_words(parse(fact).tree, knowledge) for fact in entry.avoid_for),
        limits=entry.limits.strip(),
        caution=entry.caution,
        serves=entry.serves,
        checked=entry.checked,
        confidence=entry.confidence,
    )


def _standing(name: str, entry: Resource, evaluation: Evaluation) -> tuple[str, str, Facts, Facts, tuple[str, ...]]:
    """Give whether an office is referred, fits without being needed, or is left out: with the reason, the facts and the findings."""
    screening = screen(evaluation.answers, evaluation.knowledge, evaluation.as_of)
    for referral in screening.referrals:
        if referral.fit.resource == name:
            return "referred", "", (), referral.fit.open, referral.findings
    found, left_out = fits(evaluation, entry.serves)
    if name in found:
        return "fits", "", (), found[name].open, ()
    gone: LeftOut = next(one for one in left_out if one.resource == name)
    return "left-out", gone.reason.value, gone.by, (), ()

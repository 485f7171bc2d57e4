"""Rules to findings: which apply, which may apply, and which the answers rule out and by what.

Never prints; knows nothing of offices or dates of deadlines.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from ctintake.answers.values import Answers, Known
from ctintake.evaluation import Evaluation, Facts
from ctintake.model import ALWAYS, Authority, Knowledge, Mention, Rule, Urgency
from ctintake.truth import Truth


class Certainty(StrEnum):
    """Whether the answers meet a rule's condition, or it hangs on facts not known."""

    APPLIES = "applies"
    MAY_APPLY = "may-apply"

    @property
    def rank(self) -> int:
        """0 for what applies."""
        return list(Certainty).index(self)


class Mentioned(Struct, frozen=True):
    """Words of a rule that the answers call for, and the facts that do."""

    rule: Mention
    because: Facts


class Finding(Struct, frozen=True):
    """Something to raise for this person.

    Why (facts answered), what is still open, which answers it or its mentions rest on are guesses, and the needs it raises; of those, which hang on facts not
    known. Its mentions are those whose conditions the answers meet. ``urgency`` may be raised by a near last day; ``depth``, at which the interview settles it,
    is not.
    """

    id: str
    rule: Rule
    certainty: Certainty
    urgency: Urgency
    depth: Urgency
    because: Facts
    open: Facts
    guesses: Facts
    needs: tuple[str, ...]
    possible_needs: tuple[str, ...] = ()
    mentions: tuple[Mentioned, ...] = ()

    @property
    def sure_needs(self) -> tuple[str, ...]:
        """The needs it raises whatever else is learned."""
        return tuple(need for need in self.needs if need not in self.possible_needs)


class Blocked(Struct, frozen=True):
    """A rule the answers rule out, and the facts that do."""

    id: str
    rule: Rule
    by: Facts


def in_force(entry: Rule | Authority, as_of: date) -> bool:
    """Tell whether a rule or authority is in force on a day: from `since`, up to and with `until`."""
    return (entry.since is None or entry.since <= as_of) and (entry.until is None or as_of <= entry.until)


def of_the_day(rule: Rule, knowledge: Knowledge, as_of: date) -> Rule | None:
    """Give a rule as the law of a day has it: with the law in force then, and the mentions and deadlines whose law all was.

    None where the rule was not in force, or nothing that it rests on was.
    """

    def stand(names: Iterable[str]) -> bool:
        return all(in_force(knowledge.authorities[name], as_of) for name in names)

    law = tuple(name for name in rule.law if stand([name]))
    if not in_force(rule, as_of) or (rule.law and not law):
        return None
    mentions = tuple(one for one in rule.mention if stand(one.law))
    deadlines = tuple(one for one in rule.deadline if stand([one.law]))
    if (len(law), len(mentions), len(deadlines)) == (len(rule.law), len(rule.mention), len(rule.deadline)):
        return rule
    return replace(rule, law=law, mention=mentions, deadline=deadlines)


def find(evaluation: Evaluation) -> tuple[tuple[Finding, ...], tuple[Blocked, ...]]:
    """Hold every rule in force against the answers, each as the law of the day has it.

    Gives the findings, the most urgent and most certain first, and the rules ruled out; both keep the knowledge's order otherwise.
    """
    found: list[Finding] = []
    blocked: list[Blocked] = []
    for name, written in evaluation.knowledge.rules.items():
        rule = of_the_day(written, evaluation.knowledge, evaluation.as_of)
        if rule is None:
            continue
        outcome = evaluation.outcome(rule.when)
        if outcome.truth is Truth.FALSE:
            blocked.append(Blocked(name, rule, outcome.because))
            continue
        certainty = Certainty.APPLIES if outcome.truth is Truth.TRUE else Certainty.MAY_APPLY
        mentions = tuple(_mentioned(rule, evaluation))
        rests_on = dict.fromkeys((*outcome.because, *(fact for one in mentions for fact in one.because)))
        guesses = tuple(_guessed(rests_on, evaluation.answers))
        needs = dict(_needs(rule, evaluation))
        possible = tuple(need for need, truth in needs.items() if truth is Truth.UNKNOWN)
        depth = _urgency(rule, evaluation)
        found.append(Finding(name, rule, certainty, depth, depth, outcome.because, outcome.open, guesses, tuple(needs), possible, mentions))
    return in_order(found), tuple(blocked)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put the most urgent first and, among them, those that apply before those that may."""
    return tuple(sorted(findings, key=lambda finding: (finding.urgency.rank, finding.certainty.rank)))


def _urgency(rule: Rule, evaluation: Evaluation) -> Urgency:
    """Give how soon a rule's finding is for this person. Where it is not known whether it can wait, it cannot."""
    waits = rule.urgency is Urgency.NOW and evaluation.outcome(rule.can_wait).truth is Truth.TRUE
    return Urgency.SOON if waits else rule.urgency


def _mentioned(rule: Rule, evaluation: Evaluation) -> Iterator[Mentioned]:
    """Give the mentions whose condition holds. One that hangs on facts not known is left out: it says what is so, not what may be."""
    for mention in rule.mention:
        outcome = evaluation.outcome(mention.when)
        if outcome.truth is Truth.TRUE:
            yield Mentioned(mention, outcome.because)


def _guessed(facts: Iterable[str], answers: Answers) -> Iterator[str]:
    return (fact for fact in facts if answers[fact].known is Known.GUESS)


def _needs(rule: Rule, evaluation: Evaluation) -> Iterator[tuple[str, Truth]]:
    """Give a rule's needs in its own order, each with whether it arises, less those that do not."""
    for need in dict.fromkeys((*rule.needs, *rule.needs_if)):
        truth = evaluation.outcome(rule.needs_if.get(need, ALWAYS)).truth
        met = evaluation.outcome(evaluation.knowledge.needs[need].unless).truth
        if truth is not Truth.FALSE and met is not Truth.TRUE:
            yield need, truth

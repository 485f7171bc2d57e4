"""Whether each rule does what its cases say: applies on the first set of answers, is left open by the second, and is ruled out by the third."""

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from ctintake.answers.reading import read_value
from ctintake.answers.values import Answer, Answers
from ctintake.errors import InputError, Problem, one_of
from ctintake.evaluation import Evaluation, Outcome
from ctintake.findings import of_the_day
from ctintake.knowledge.cases import Cases
from ctintake.knowledge.references import place
from ctintake.model import Knowledge, Rule
from ctintake.truth import Truth

WANTED: Mapping[str, Truth] = MappingProxyType({"applies": Truth.TRUE, "open": Truth.UNKNOWN, "blocked": Truth.FALSE})
"""What a rule's condition must come to on each of its cases."""

_NAMES = {truth: name for name, truth in WANTED.items()}


def failing(knowledge: Knowledge, cases: Mapping[str, Cases]) -> Iterator[Problem]:
    """Find rules without cases, cases for no rule, and cases that do not come out as they say."""
    for name in knowledge.rules:
        if name not in cases:
            yield Problem(place(knowledge, "rules", name), "has no cases", f"[{name}] in cases/, with as_of, [applies], [open] and [blocked]")
    for name, three in cases.items():
        if name not in knowledge.rules:
            yield Problem(_where(name), "there is no such rule", one_of(name, list(knowledge.rules)))
            continue
        for key, truth in WANTED.items():
            yield from _held(f"{_where(name)} {key}", getattr(three, key), three.as_of, truth, knowledge.rules[name], knowledge)


def _where(name: str) -> str:
    return f"cases/*.toml [{name}]"


def _held(where: str, table: Mapping[str, Any], as_of: date, wanted: Truth, rule: Rule, knowledge: Knowledge) -> Iterator[Problem]:
    answers, problems = _answers(where, table, as_of, knowledge)
    if problems:
        yield from problems
    elif of_the_day(rule, knowledge, as_of) is None:
        yield Problem(where, f"the rule is not in force on {as_of}", "take a day between its since and its until, on which some of its law was in force")
    else:
        outcome = Evaluation(answers, knowledge, as_of).outcome(rule.when)
        if outcome.truth is not wanted:
            yield Problem(where, f"comes out as {_NAMES[outcome.truth]}", _reasons(outcome))


def _answers(where: str, table: Mapping[str, Any], as_of: date, knowledge: Knowledge) -> tuple[Answers, list[Problem]]:
    found: dict[str, Answer] = {}
    problems: list[Problem] = []
    for fact, raw in table.items():
        if fact not in knowledge.questions:
            problems.append(Problem(f"{where} {fact}", "there is no such fact", one_of(fact, list(knowledge.questions))))
            continue
        try:
            found[fact] = Answer(read_value(fact, raw, knowledge, as_of))
        except InputError as fault:
            problems.extend(Problem(f"{where} {problem.where}", problem.what, problem.right) for problem in fault.problems)
    return Answers(MappingProxyType(found)), problems


def _reasons(outcome: Outcome) -> str:
    reasons = [f"{word} {', '.join(facts)}" for word, facts in (("because of", outcome.because), ("open:", outcome.open)) if facts]
    return "; ".join(reasons) or "no answer decides it"

"""Properties that hold for every person: learning more never turns a settled result around, and the same answers give the same result.

The persons are drawn whole first, with an exact value for the facts that a condition rests on, then made consistent with the implications (a person whose
case stage is "arrested" has "charged" in their situation). Only then are answers taken away, or blurred to a month, a year or a statute we do not know.
So what is learned step by step can never contradict, through an implication, what was said before; without that, `situation` could say less than
`case_stage` implies, and a result would rightly turn.
"""

import re
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctintake.answers.values import NOTHING, Answer, Answers, Unanswered
from ctintake.conditions.syntax import names, parse
from ctintake.dates import VagueDate, parse_date
from ctintake.derived import COMPUTATIONS
from ctintake.evaluation import Evaluation
from ctintake.model import FactType
from ctintake.truth import Truth

AS_OF = date(2026, 11, 22)
STATUTES = ("53a-999", "18 U.S.C. 1542")
YEARS_AGO = (0, 0, 1, 2, 3, 5, 10, 18, 21)
"""Near these anniversaries the law turns."""
SETTINGS = settings(derandomize=True, database=None, deadline=None, max_examples=250)


def _conditions(knowledge):
    """Every condition of the knowledge, as written."""
    rules = knowledge.rules.values()
    return sorted(
        {rule.when for rule in rules}
        | {condition for rule in rules for condition in rule.needs_if.values()}
        | {deadline.when for rule in rules for deadline in rule.deadline}
        | {resource.takes for resource in knowledge.resources.values()}
        | {audience.when for audience in knowledge.audiences.values()}
    )


@pytest.fixture(scope="module")
def conditions(knowledge):
    return _conditions(knowledge)


@pytest.fixture(scope="module")
def settled_by_answers(conditions, knowledge):
    """Give the conditions that answers alone settle, those with `unknown` in them or behind their derived facts left out."""

    def stays_open(expression):
        behind = [knowledge.derived[name].expression for name in names(parse(expression).tree) if name in knowledge.derived]
        return "unknown" in re.findall(r"\w+", expression) or any(stays_open(one) for one in behind)

    return [condition for condition in conditions if not stays_open(condition)]


@pytest.fixture(scope="module")
def facts_of(knowledge):
    """Give the facts that a condition rests on: through derived facts, and through the implications about them."""

    @cache
    def rests_on(expression):
        found = set()
        for name in names(parse(expression).tree):
            if name in knowledge.questions:
                found |= {name}
            elif name in COMPUTATIONS:
                found |= set(COMPUTATIONS[name].facts)
            elif name in knowledge.derived:
                found |= rests_on(knowledge.derived[name].expression)
        return found

    @cache
    def facts(expression):
        found = rests_on(expression)
        for implication in knowledge.implications.values():
            if implication.fact in found:
                found = found | rests_on(implication.when)
        return tuple(sorted(found))

    return facts


@pytest.fixture(scope="module")
def conditions_by_fact(conditions, facts_of):
    """Give the conditions that rest on each fact."""
    by_fact = {}
    for condition in conditions:
        for fact in facts_of(condition):
            by_fact.setdefault(fact, []).append(condition)
    return by_fact


def _values(question, knowledge, *, statutes):
    """Every exact value that a fact may have."""
    days = (
        st.builds(lambda years, days: AS_OF.replace(year=AS_OF.year - years) + timedelta(days), st.sampled_from(YEARS_AGO), st.integers(-60, 60))
        .map(lambda day: day if question.future else min(day, AS_OF))
        .map(VagueDate.exact)
    )
    others = [option for option in question.options if option != "none"]
    charges = [*knowledge.offences, *(STATUTES if statutes else ())]
    values = {
        FactType.CHOICE: lambda: st.sampled_from(list(question.options)),
        FactType.CHOICES: lambda: st.sets(st.sampled_from(others), min_size=1).map(tuple) | st.just(("none",) if "none" in question.options else tuple(others)),
        FactType.YESNO: st.booleans,
        FactType.INTEGER: lambda: st.integers(question.least or 0, question.most or 1000),
        FactType.MONEY: lambda: st.integers(0, 10_000),
        FactType.DATE: lambda: days | st.just(NOTHING) if question.allows_none else days,
        FactType.TOWN: lambda: st.sampled_from(list(knowledge.towns)),
        FactType.COURT: lambda: st.sampled_from(list(knowledge.courts)),
        FactType.CHARGES: lambda: st.lists(st.sampled_from(charges), min_size=1, max_size=3).map(tuple) | st.just(NOTHING),
    }
    return values[question.type]()


def _whole(data, facts, knowledge, *, statutes=True):
    """Draw a person whose answers are all exact and agree with every implication that rests on an answer."""
    whole = Answers({fact: Answer(data.draw(_values(knowledge.questions[fact], knowledge, statutes=statutes), label=fact)) for fact in facts})
    said = Evaluation(whole, knowledge, AS_OF)
    for implication in knowledge.implications.values():
        implied = said.outcome(implication.when)
        if implication.fact not in whole or implied.truth is not Truth.TRUE or not implied.because:
            continue
        value = whole[implication.fact].value
        if implication.has:
            value = tuple(sorted({*value, *implication.has} - {"none"}))
        elif knowledge.questions[implication.fact].type is FactType.YESNO:
            value = implication.only == ("yes",)
        elif value not in implication.only:
            value = implication.only[0]
        whole = whole.with_answer(implication.fact, Answer(value))
    return whole


def _less(data, fact, value, knowledge):
    """Draw how little is known of a fact: nothing, or only the month or year of a day, or of a charge only a statute that we have no entry for."""
    ways = [None, Unanswered.UNSURE, Unanswered.DECLINED]
    if isinstance(value, VagueDate):
        ways += 2 * [parse_date(f"{value.earliest:%Y}"), parse_date(f"{value.earliest:%Y-%m}")]
    if knowledge.questions[fact].type is FactType.CHARGES and isinstance(value, tuple):
        ways += 2 * [(*value[1:], STATUTES[0])]
    return data.draw(st.sampled_from(ways), label=f"what is known of {fact}")


@settings(SETTINGS, max_examples=800)
@given(data=st.data())
def test_learning_more_never_turns_a_settled_condition_around(knowledge, conditions_by_fact, facts_of, data):
    fact = data.draw(st.sampled_from(sorted(conditions_by_fact)), label="fact")
    condition = data.draw(st.sampled_from(conditions_by_fact[fact]), label="condition")
    never_told = data.draw(st.sets(st.sampled_from(facts_of(condition)), max_size=3), label="never told") - {fact}
    whole = _whole(data, [fact for fact in facts_of(condition) if fact not in never_told], knowledge)
    to_learn = [fact, *data.draw(st.lists(st.sampled_from(list(whole)), unique=True, max_size=4), label="to learn besides, in this order")]
    to_learn = list(dict.fromkeys(to_learn))
    known = whole
    for fact in to_learn:
        less = _less(data, fact, whole[fact].value, knowledge)
        known = known.without(fact) if less is None else known.with_answer(fact, Answer(less))
    settled = Truth.UNKNOWN
    for fact in (None, *to_learn):
        known = known if fact is None else known.with_answer(fact, whole[fact])
        truth = Evaluation(known, knowledge, AS_OF).outcome(condition).truth
        assert settled in (Truth.UNKNOWN, truth), f"{fact} turned it from {settled} to {truth}"
        settled = truth


@SETTINGS
@given(data=st.data())
def test_a_person_who_answers_everything_exactly_leaves_nothing_open(knowledge, settled_by_answers, facts_of, data):
    condition = data.draw(st.sampled_from(settled_by_answers), label="condition")
    whole = _whole(data, facts_of(condition), knowledge, statutes=False)
    found = Evaluation(whole, knowledge, AS_OF).outcome(condition)
    assert found.truth is not Truth.UNKNOWN
    assert found.open == ()


@SETTINGS
@given(data=st.data())
def test_what_is_unknown_names_what_would_settle_it_and_what_is_settled_rests_on_answers(knowledge, settled_by_answers, facts_of, data):
    condition = data.draw(st.sampled_from(settled_by_answers), label="condition")
    whole = _whole(data, facts_of(condition), knowledge)
    known = whole
    for fact in data.draw(st.sets(st.sampled_from(facts_of(condition) or ("status",))), label="not told"):
        known = known.without(fact)
    found = Evaluation(known, knowledge, AS_OF).outcome(condition)
    assert (found.truth is Truth.UNKNOWN) == bool(found.open)
    assert set(found.because) <= set(known)
    assert set(found.because) | set(found.open) <= set(facts_of(condition))


@SETTINGS
@given(data=st.data())
def test_the_same_answers_give_the_same_outcome_in_whatever_order_they_came(knowledge, conditions, facts_of, data):
    condition = data.draw(st.sampled_from(conditions), label="condition")
    whole = _whole(data, facts_of(condition), knowledge)
    shuffled = Answers({fact: whole[fact] for fact in data.draw(st.permutations(list(whole)), label="order")})
    once = Evaluation(whole, knowledge, AS_OF).outcome(condition)
    assert Evaluation(whole, knowledge, AS_OF).outcome(condition) == once
    assert Evaluation(shuffled, knowledge, AS_OF).outcome(condition) == once


def test_nothing_told_settles_no_rule_against_the_person(knowledge):
    nobody = Evaluation(Answers(), knowledge, AS_OF)
    assert [name for name, rule in knowledge.rules.items() if nobody.outcome(rule.when).truth is Truth.FALSE] == []

"""Which facts could still settle a condition: never too few, and not those that are past helping."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_properties import SETTINGS, _conditions, _whole

from ctintake.answers.values import Answer, Answers, Unanswered
from ctintake.conditions.syntax import names, parse
from ctintake.derived import COMPUTATIONS
from ctintake.evaluation import Evaluation
from ctintake.settling import Settling

AS_OF = date(2026, 11, 22)


@pytest.fixture(scope="module")
def deciding(knowledge, answers):
    """Give the facts that could settle a condition for a person who was asked these facts and no others."""

    def facts(condition, **said):
        given = answers(**said)
        return set(_settling(given, knowledge).facts(condition))

    return facts


@pytest.mark.parametrize(
    ("condition", "said", "wanted"),
    [
        ("dual_arrest and wants_order", {}, {"dual_arrest", "wants_order"}),
        ("dual_arrest and wants_order", {"dual_arrest": False}, set()),
        ("dual_arrest and wants_order", {"dual_arrest": "unsure"}, {"wants_order"}),
        ("dual_arrest or wants_order", {"dual_arrest": "declined"}, {"wants_order"}),
        ("dual_arrest and (wants_order or remarried)", {"wants_order": "unsure"}, {"dual_arrest", "remarried"}),
        ("dual_arrest and (wants_order or remarried)", {"dual_arrest": "unsure", "wants_order": "unsure"}, set()),
        ("dual_arrest and wants_order or remarried and married", {"dual_arrest": "unsure", "remarried": "unsure"}, {"wants_order", "married"}),
        ("dual_arrest and wants_order or remarried and married", {"dual_arrest": "unsure", "wants_order": "unsure"}, {"remarried", "married"}),
        ("not (dual_arrest or wants_order)", {"dual_arrest": "unsure"}, {"wants_order"}),
        ("status == 'daca' and status != 'tps'", {"status": "unsure"}, set()),
        ("income_percent_fpl <= 125", {}, {"household_size", "monthly_income"}),
        ("income_percent_fpl <= 125", {"household_size": "declined"}, set()),
        ("unknown", {}, set()),
        ("income_percent_fpl <= 125 or income_percent_fpl <= 200 and unknown", {}, {"household_size", "monthly_income"}),
        ("income_percent_fpl <= 125 or income_percent_fpl <= 200 and unknown", {"household_size": 1, "monthly_income": 2000}, set()),
        ("harm_date < marriage_end_date", {"harm_date": "unsure"}, {"marriage_end_date"}),
        ("years_between(birth_date, harm_date) < 21", {"harm_date": "unsure"}, set()),
        ("harm_in_us", {"harm_in_us": "unsure"}, {"harm_in_connecticut"}),
        ("us_citizen == 'yes'", {"us_citizen": "declined"}, {"status"}),
        ("us_citizen == 'no'", {"us_citizen": "declined"}, set()),
        ("years_since(harm_date) <= 2", {"harm_date": "2024"}, set()),
        ("situation & {'charged'} and federal_case", {"situation": "unsure", "custody": "unsure", "case_stage": "unsure"}, {"federal_case"}),
        ("situation & {'charged'} or federal_case", {"situation": "unsure"}, {"federal_case", "case_stage", "custody"}),
        ("(situation & {'charged'} or married) and not (situation & {'charged'})", {"situation": "unsure", "married": False}, {"case_stage", "custody"}),
    ],
)
def test_only_what_could_still_settle_it_is_worth_asking(deciding, condition, said, wanted):
    assert deciding(condition, **said) == wanted


def test_what_can_only_rule_out_may_be_left_for_later(knowledge, answers):
    given = answers(us_citizen="unsure", status="unsure")
    settling = _settling(given, knowledge)
    assert settling.facts("us_citizen == 'yes' and wants_order") == {"wants_order"}
    assert settling.facts("us_citizen == 'yes' and wants_order", ruling_out=False) == frozenset()


def _settling(given, knowledge):
    return Settling(Evaluation(given, knowledge, AS_OF), lambda fact: fact not in given)


def _direct_facts(expression, knowledge):
    """Give the facts that a condition names, itself or through derived facts."""
    found = set()
    for name in names(parse(expression).tree):
        if name in knowledge.questions:
            found.add(name)
        elif name in COMPUTATIONS:
            found |= set(COMPUTATIONS[name].facts)
        elif name in knowledge.derived:
            found |= _direct_facts(knowledge.derived[name].expression, knowledge)
    return found


@settings(SETTINGS, max_examples=600)
@given(data=st.data())
def test_a_question_that_is_not_asked_would_have_changed_nothing(knowledge, data):
    """Asking only what can settle a condition ends where asking for every one of its facts ends, whatever cannot be said and in whatever order."""
    condition = data.draw(st.sampled_from(_conditions(knowledge)), label="condition")
    facts = sorted(_direct_facts(condition, knowledge))
    sources = {fact for one in knowledge.implications.values() if one.fact in facts for fact in _direct_facts(one.when, knowledge)}
    whole = _whole(data, sorted({*facts, *sources}), knowledge)
    lost = data.draw(st.sets(st.sampled_from(facts or ["status"])), label="lost")
    said = {fact: Answer(Unanswered.UNSURE) if fact in lost else whole[fact] for fact in facts}
    order = data.draw(st.permutations(facts), label="order")
    asked = Answers()
    while left := [fact for fact in order if fact in _settling(asked, knowledge).facts(condition)]:
        asked = asked.with_answer(left[0], said[left[0]])
    everything = Evaluation(Answers(said), knowledge, AS_OF).outcome(condition).truth
    assert Evaluation(asked, knowledge, AS_OF).outcome(condition).truth is everything

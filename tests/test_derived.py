"""The derived facts that need code."""

from datetime import date
from math import inf

import pytest

from ctintake.answers.values import NOTHING
from ctintake.derived import COMPUTATIONS
from ctintake.evaluation import Evaluation
from ctintake.knowledge.references import COMPUTED
from ctintake.ranges import ANY_FIGURE, Figure, Several
from ctintake.truth import Truth


@pytest.fixture
def derived(knowledge, as_of, answers):
    """Work out a derived fact for some answers."""

    def work_out(name, on=as_of, **facts):
        return COMPUTATIONS[name].work_out(answers(**facts), knowledge, on)

    return work_out


def test_every_derived_fact_that_conditions_may_name_is_worked_out_from_facts_that_are_asked(knowledge):
    assert COMPUTATIONS.keys() == COMPUTED.keys()
    assert all(fact in knowledge.questions for computation in COMPUTATIONS.values() for fact in computation.facts)


SETS = [
    ("charge_grounds", "charges", "grounds"),
    ("earlier_grounds", "earlier_convictions", "grounds"),
    ("charge_categories", "charges", "categories"),
    ("earlier_categories", "earlier_convictions", "categories"),
]


@pytest.mark.parametrize(("name", "fact", "column"), SETS, ids=[name for name, _, _ in SETS])
class TestWhatChargesCarry:
    """Grounds and categories, of present charges and of earlier convictions."""

    def everything(self, knowledge, column):
        return frozenset(knowledge.grounds) if column == "grounds" else frozenset(tag for entry in knowledge.offences.values() for tag in entry.categories)

    def test_known_charges_carry_what_their_entries_say_together(self, derived, knowledge, name, fact, column):
        wanted = {tag for charge in ("larceny-sixth", "assault-third") for tag in getattr(knowledge.offences[charge], column)}
        assert wanted
        assert derived(name, **{fact: ["larceny-sixth", "assault-third"]}) == Several.exactly(frozenset(wanted))

    def test_a_charge_without_entry_may_carry_anything(self, derived, knowledge, name, fact, column):
        found = derived(name, **{fact: ["larceny-sixth", "53a-999"]})
        assert found == Several(frozenset(getattr(knowledge.offences["larceny-sixth"], column)), self.everything(knowledge, column))

    def test_a_section_of_which_only_subdivisions_have_entries_carries_what_they_share_and_maybe_anything(self, derived, knowledge, name, fact, column):
        one, other = (frozenset(getattr(knowledge.offences[entry], column)) for entry in ("drug-possession", "drug-possession-school"))
        assert one & other
        assert derived(name, **{fact: ["21a-279"]}) == Several(one & other, self.everything(knowledge, column))

    @pytest.mark.parametrize("charges", ["unsure", "declined"])
    def test_charges_not_told_may_carry_anything(self, derived, knowledge, name, fact, column, charges):
        assert derived(name, **{fact: charges}) == Several(frozenset(), self.everything(knowledge, column)) == derived(name)

    def test_no_charges_carry_nothing(self, derived, knowledge, name, fact, column):
        assert self.everything(knowledge, column)
        assert derived(name, **{fact: "none"}) == Several.exactly(frozenset())


@pytest.mark.parametrize(
    ("charges", "expression", "truth", "still_open"),
    [
        pytest.param(["larceny-sixth"], "charge_grounds & {'cimt'}", Truth.TRUE, (), id="a ground of a known charge"),
        pytest.param(["larceny-sixth"], "'firearm' in charge_grounds", Truth.FALSE, (), id="a ground that a known charge does not raise"),
        pytest.param(["53a-999"], "'firearm' in charge_grounds", Truth.UNKNOWN, ("charges",), id="an unknown statute leaves every ground open"),
        pytest.param(["larceny-sixth", "53a-999"], "charge_grounds & {'cimt'}", Truth.TRUE, (), id="an unknown statute beside a known ground"),
        pytest.param(["larceny-sixth", "53a-999"], "'firearm' in charge_grounds", Truth.UNKNOWN, ("charges",), id="an unknown statute beside a known charge"),
        pytest.param(["18 U.S.C. 1542"], "charge_grounds & {'agfel-fraud'}", Truth.UNKNOWN, ("charges",), id="a federal statute leaves every ground open"),
        pytest.param("none", "charge_grounds & any_ground", Truth.FALSE, (), id="no charges raise no ground"),
        pytest.param("unsure", "charge_grounds & any_ground", Truth.UNKNOWN, ("charges",), id="charges not known"),
    ],
)
def test_grounds_in_a_condition(knowledge, as_of, answers, charges, expression, truth, still_open):
    found = Evaluation(answers(charges=charges), knowledge, as_of).outcome(expression)
    assert (found.truth, found.open) == (truth, still_open)


@pytest.mark.parametrize(
    ("facts", "term"),
    [
        pytest.param({"charges": ["larceny-sixth"]}, Figure.exactly(90), id="one charge: its longest term"),
        pytest.param({"charges": ["larceny-sixth", "assault-third"]}, Figure.exactly(364), id="several charges: the longest of them"),
        pytest.param({"charges": ["larceny-sixth", "53a-999"]}, Figure(90, inf), id="an unknown statute may allow more"),
        pytest.param({"charges": ["53-21"]}, Figure(3650, inf), id="a section: at least what each of its subdivisions allows"),
        pytest.param({"charges": ["53a-999"]}, Figure(0, inf), id="an unknown statute alone may allow any"),
        pytest.param({"charges": "unsure"}, ANY_FIGURE, id="charges not known may allow any"),
        pytest.param({"charges": "none"}, NOTHING, id="no charges have no term to compare"),
    ],
)
def test_the_longest_term_that_the_charges_allow(derived, facts, term):
    assert derived("charge_max_days", **facts) == term


@pytest.mark.parametrize(
    ("size", "monthly", "on", "percent"),
    [
        pytest.param(1, 1330, date(2026, 11, 22), 100.0, id="one person at the line of 2026: 15,960 a year"),
        pytest.param(4, 2750, date(2026, 11, 22), 100.0, id="four people at the line of 2026: 33,000 a year"),
        pytest.param(4, 3437.5, date(2026, 11, 22), 125.0, id="four people at the ceiling of legal aid"),
        pytest.param(3, 0, date(2026, 11, 22), 0.0, id="no income"),
        pytest.param(2, 5000, date(2026, 11, 22), 60000 * 100 / 21640, id="two people above it"),
        pytest.param(1, 1330, date(2026, 1, 13), 100.0, id="a guideline counts from its day"),
        pytest.param(1, 15650 / 12, date(2026, 1, 12), 100.0, id="the day before, last year's counts"),
        pytest.param(4, 32150 / 12, date(2025, 6, 1), 100.0, id="four people at the line of 2025"),
        pytest.param(1, 15650 / 12, date(2020, 1, 1), 100.0, id="before all guidelines, the first counts"),
    ],
)
def test_income_as_a_percentage_of_the_poverty_guideline(derived, size, monthly, on, percent):
    found = derived("income_percent_fpl", on=on, household_size=size, monthly_income=monthly)
    assert found.low == found.high == pytest.approx(percent)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({}, id="nothing told"),
        pytest.param({"household_size": 2}, id="no income told"),
        pytest.param({"monthly_income": 0}, id="no household told"),
        pytest.param({"household_size": 2, "monthly_income": "declined"}, id="income declined"),
        pytest.param({"household_size": "unsure", "monthly_income": 2000}, id="household unsure"),
    ],
)
def test_income_stays_open_until_both_halves_are_told(derived, facts):
    assert derived("income_percent_fpl", **facts) == ANY_FIGURE

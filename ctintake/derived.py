"""The derived facts that need code: one small function each. All others are expressions in the knowledge.

Each function takes what is known of the facts it rests on and gives a range; what is not known stays open in it.
"""

from collections.abc import Callable, Mapping
from datetime import date
from math import inf

from msgspec import Struct

from ctintake.answers.charges import possible_offences
from ctintake.answers.values import NOTHING, Answers, Unanswered
from ctintake.answers.values import Value as AnswerValue
from ctintake.model import Knowledge
from ctintake.ranges import ANY_FIGURE, Figure, Several, Value


class Computation(Struct, frozen=True):
    """A derived fact: the facts it rests on, and the function that works it out."""

    facts: tuple[str, ...]
    work_out: Callable[[Answers, Knowledge, date], Value]


def _value(answers: Answers, fact: str) -> AnswerValue:
    """Give what was answered; a fact that was never asked is as unknown as one the person is unsure of."""
    return answers[fact].value if fact in answers else Unanswered.UNSURE


def _union(fact: str, key: str) -> Callable[[Answers, Knowledge, date], Value]:
    """Make a function that joins one column of the offences over the charges of a fact.

    A charge without entry may carry anything; one that may be any of several carries what they share, and maybe anything.
    """

    def work_out(answers: Answers, knowledge: Knowledge, as_of: date) -> Value:
        everything = (
            frozenset(knowledge.grounds) if key == "grounds" else frozenset(tag for offence in knowledge.offences.values() for tag in offence.categories)
        )
        charges = _value(answers, fact)
        if charges is NOTHING:
            return Several.exactly(frozenset())
        if not isinstance(charges, tuple):
            return Several(frozenset(), everything)
        found = frozenset(tag for charge in charges for tag in shared(charge, knowledge))
        return Several(found, found if _all_known(charges, knowledge) else everything)

    def shared(charge: str, knowledge: Knowledge) -> frozenset[str]:
        possible = [knowledge.offences[name] for name in possible_offences(charge, knowledge.offences)]
        columns = [frozenset(offence.grounds if key == "grounds" else offence.categories) for offence in possible]
        return columns[0].intersection(*columns) if columns else frozenset()

    return work_out


def _longest_term(answers: Answers, knowledge: Knowledge, as_of: date) -> Value:
    """Give the longest term in days that any present charge allows."""
    charges = _value(answers, "charges")
    if charges is NOTHING:
        return NOTHING
    if not isinstance(charges, tuple):
        return ANY_FIGURE
    offences = knowledge.offences
    low = max((min((offences[name].max_days for name in possible_offences(charge, offences)), default=0) for charge in charges), default=0)
    return Figure(low, low if _all_known(charges, knowledge) else inf)


def _all_known(charges: tuple[str, ...], knowledge: Knowledge) -> bool:
    return all(charge in knowledge.offences for charge in charges)


def _income_percent(answers: Answers, knowledge: Knowledge, as_of: date) -> Value:
    """Give the household's yearly income as a percentage of the federal poverty guideline in force.

    The guideline for n people is that of the first person and n - 1 times the figure for each one more (42 U.S.C. 9902(2); the yearly notice of HHS).
    """
    size, monthly = _value(answers, "household_size"), _value(answers, "monthly_income")
    if not isinstance(size, int | float) or not isinstance(monthly, int | float):
        return ANY_FIGURE
    years = sorted(knowledge.poverty_guidelines.values(), key=lambda guideline: guideline.effective)
    guideline = next((entry for entry in reversed(years) if entry.effective <= as_of), years[0])
    line = guideline.first_person + (size - 1) * guideline.each_additional
    return Figure.exactly(monthly * 12 * 100 / line) if line > 0 else ANY_FIGURE


COMPUTATIONS: Mapping[str, Computation] = {
    "charge_grounds": Computation(("charges",), _union("charges", "grounds")),
    "earlier_grounds": Computation(("earlier_convictions",), _union("earlier_convictions", "grounds")),
    "charge_categories": Computation(("charges",), _union("charges", "categories")),
    "earlier_categories": Computation(("earlier_convictions",), _union("earlier_convictions", "categories")),
    "charge_max_days": Computation(("charges",), _longest_term),
    "income_percent_fpl": Computation(("household_size", "monthly_income"), _income_percent),
}

"""Every finding, in every town, ends in a human who can be called, and in a line that answers at night."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest
from msgspec import structs

from ctintake.answers.values import Answers
from ctintake.evaluation import Evaluation
from ctintake.findings import Certainty, find
from ctintake.knowledge.loading import load
from ctintake.model import ALWAYS, Knowledge
from ctintake.referrals import fits, refer, with_substitutes

TOWNS = tuple(load().towns)
SOME_TOWNS = TOWNS[::13]

PEOPLE: dict[str, dict[str, object]] = {
    "someone without papers who fears return, harmed by nobody": {"us_citizen": "no", "status": "no-status", "fears_return": True, "harm": ["none"]},
    "someone with a green card and a good income": {"us_citizen": "no", "status": "lpr", "household_size": 1, "monthly_income": 9000},
    "someone held by ICE far away": {"us_citizen": "no", "status": "no-status", "custody": "ice-detention", "custody_place": "elsewhere", "harm": ["none"]},
    "the family of someone held by ICE": {"answering": "family", "us_citizen": "no", "custody": "ice-detention", "situation": ["detained"]},
    "someone in a Connecticut jail": {
        "us_citizen": "no", "status": "visa-overstay", "custody": "state-jail", "situation": ["charged"], "case_stage": "charged", "charges": ["larceny-third"],
    },
    "someone in a federal jail": {"us_citizen": "no", "status": "lpr", "custody": "federal", "federal_case": True, "situation": ["charged"]},
    "a minor alone": {"us_citizen": "no", "status": "no-status", "birth_date": "2011-03-04", "lives_with": "alone", "situation": ["child-alone"]},
    "a citizen with a case": {"us_citizen": "yes", "situation": ["charged"], "case_stage": "charged"},
    "someone hurt at home who speaks Spanish": {"us_citizen": "no", "status": "no-status", "language": "es", "harm": ["domestic-violence"], "danger_now": True},
    "someone who would rather not say": {"us_citizen": "declined", "status": "declined", "custody": "declined", "harm": "declined", "situation": "declined"},
    "an advocate": {"answering": "advocate", "us_citizen": "no", "status": "no-status", "situation": ["harmed"], "harm": ["labor-trafficking"]},
    "a defender": {"answering": "defender", "us_citizen": "no", "status": "lpr", "situation": ["charged"], "case_stage": "plea-offered"},
}  # fmt: skip


def left_alone(facts: dict[str, object], knowledge: Knowledge, as_of: date, answers: Callable[..., Answers]) -> list[str]:
    """Give the findings, each raised as if it may apply, with the needs this person has of it, that reach nobody by phone, or nobody at night."""
    rules = MappingProxyType({name: structs.replace(rule, when=ALWAYS) for name, rule in knowledge.rules.items()})
    evaluation = Evaluation(answers(**facts), replace(knowledge, rules=rules), as_of)
    findings = [structs.replace(finding, certainty=Certainty.MAY_APPLY) for finding in find(evaluation)[0]]
    fitting, _ = fits(evaluation, with_substitutes((need for finding in findings for need in finding.needs), evaluation))
    alone = []
    for finding in findings:
        reached = [referral.fit.entry for referral in refer([finding], fitting, evaluation)]
        if not any(entry.phones for entry in reached) or not any(entry.always_open for entry in reached):
            alone.append(finding.id)
    return alone


@pytest.mark.parametrize("town", TOWNS)
def test_every_finding_reaches_a_human_and_a_line_at_night(town: str, knowledge: Knowledge, as_of: date, answers: Callable[..., Answers]) -> None:
    assert left_alone({"town": town}, knowledge, as_of, answers) == []


@pytest.mark.parametrize("town", SOME_TOWNS)
@pytest.mark.parametrize("person", PEOPLE)
def test_every_finding_does_whoever_it_is_for(person: str, town: str, knowledge: Knowledge, as_of: date, answers: Callable[..., Answers]) -> None:
    assert left_alone({"town": town} | PEOPLE[person], knowledge, as_of, answers) == []


@pytest.mark.parametrize("person", PEOPLE)
def test_every_finding_does_where_the_town_is_not_known(person: str, knowledge: Knowledge, as_of: date, answers: Callable[..., Answers]) -> None:
    assert left_alone(PEOPLE[person], knowledge, as_of, answers) == []

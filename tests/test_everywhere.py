"""Every finding, in every town, ends in a human who can be called, and in a line that answers at night."""

from collections.abc import Callable
from datetime import date

import pytest

from ctintake.answers.values import Answers
from ctintake.evaluation import Evaluation
from ctintake.findings import Certainty, Finding
from ctintake.knowledge.loading import load
from ctintake.model import Knowledge
from ctintake.referrals import fits, refer, with_substitutes

PEOPLE: dict[str, dict[str, object]] = {
    "someone of whom only the town is known": {},
    "someone without papers who fears return, harmed by nobody": {"us_citizen": "no", "status": "no-status", "fears_return": True, "harm": ["none"]},
    "someone with a green card and a good income": {"us_citizen": "no", "status": "lpr", "household_size": 1, "monthly_income": 9000},
}


@pytest.mark.parametrize("town", list(load().towns))
def test_every_finding_reaches_a_human_and_a_line_at_night(town: str, knowledge: Knowledge, as_of: date, answers: Callable[..., Answers]) -> None:
    alone = []
    for person, facts in PEOPLE.items():
        evaluation = Evaluation(answers(town=town, **facts), knowledge, as_of)
        fitting, _ = fits(evaluation, with_substitutes((need for rule in knowledge.rules.values() for need in rule.needs), evaluation))
        for name, rule in knowledge.rules.items():
            finding = Finding(name, rule, Certainty.MAY_APPLY, rule.urgency, rule.urgency, (), (), (), rule.needs)
            referrals = refer([finding], fitting, evaluation)
            if not any(referral.fit.entry.phones for referral in referrals) or not any(referral.fit.entry.always_open for referral in referrals):
                alone.append(f"{name}, {person}")
    assert alone == []

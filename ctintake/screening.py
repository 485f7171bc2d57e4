"""The one join: answers, knowledge and a day in; findings, deadlines, referrals and calls out.

`screen` is pure: no clock, no disk, no terminal, no chance. The same answers, knowledge and day give the same screening.
"""

from dataclasses import dataclass
from datetime import date

from ctintake.answers.values import Answers
from ctintake.calls import Call, call_list
from ctintake.deadlines import Due, deadlines, raised_by_deadline
from ctintake.evaluation import Evaluation
from ctintake.findings import Blocked, Finding, find
from ctintake.model import Knowledge, Urgency
from ctintake.referrals import LeftOut, Referral, fits, refer, with_substitutes


@dataclass(frozen=True)
class Screening:
    """All that follows from one person's answers on one day. What is ruled out, and who is left out, is kept with the reason."""

    answers: Answers
    knowledge: Knowledge
    as_of: date
    findings: tuple[Finding, ...]
    blocked: tuple[Blocked, ...]
    deadlines: tuple[Due, ...]
    referrals: tuple[Referral, ...]
    left_out: tuple[LeftOut, ...]
    calls: tuple[Call, ...]

    @property
    def urgent(self) -> tuple[Finding, ...]:
        """The findings for today, those that apply first."""
        return tuple(finding for finding in self.findings if finding.urgency is Urgency.NOW)


def screen(answers: Answers, knowledge: Knowledge, as_of: date) -> Screening:
    """Screen one person's answers on one day."""
    evaluation = Evaluation(answers, knowledge, as_of)
    findings, blocked = find(evaluation)
    due = deadlines(findings, blocked, evaluation)
    findings = raised_by_deadline(findings, due, evaluation)
    needs = with_substitutes((need for finding in findings for need in finding.needs), evaluation)
    fitting, left_out = fits(evaluation, needs)
    return Screening(
        answers=answers,
        knowledge=knowledge,
        as_of=as_of,
        findings=findings,
        blocked=blocked,
        deadlines=due,
        referrals=refer(findings, fitting, evaluation),
        left_out=left_out,
        calls=call_list(findings, fitting, evaluation),
    )

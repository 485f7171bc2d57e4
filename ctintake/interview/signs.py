"""What an answer already points to: urgent findings that hang on later questions, and whom to call for them before those are asked. No terminal.

Someone whose child is alone should not have to tell a date of birth before they see a number.
"""

from ctintake.calls import Call, call_list
from ctintake.evaluation import Evaluation
from ctintake.findings import Certainty, Finding
from ctintake.referrals import fits, with_substitutes
from ctintake.screening import Screening
from ctintake.speaking import speaks_for


def pointed_to(screening: Screening) -> tuple[Finding, ...]:
    """Give the urgent findings that may apply and that an answer speaks for."""
    evaluation = _evaluation(screening)
    return tuple(one for one in screening.urgent if one.certainty is Certainty.MAY_APPLY and speaks_for(one.rule.when, evaluation))


def calls_for(findings: tuple[Finding, ...], screening: Screening) -> tuple[Call, ...]:
    """Give the fewest calls for these findings alone."""
    evaluation = _evaluation(screening)
    fitting, _ = fits(evaluation, with_substitutes((need for finding in findings for need in finding.needs), evaluation))
    return call_list(findings, fitting, evaluation)


def _evaluation(screening: Screening) -> Evaluation:
    return Evaluation(screening.answers, screening.knowledge, screening.as_of)

"""What an answer already points to: urgent findings that hang on later questions, and whom to call for them before those are asked. No terminal.

Someone whose child is alone should not have to tell a date of birth before they see a number.
"""

from ctintake.calls import Call, call_list
from ctintake.conditions import syntax
from ctintake.conditions.syntax import Node, parse
from ctintake.derived import COMPUTATIONS
from ctintake.evaluation import Evaluation
from ctintake.findings import Certainty, Finding
from ctintake.referrals import fits, with_substitutes
from ctintake.screening import Screening
from ctintake.truth import Truth


def pointed_to(screening: Screening) -> tuple[Finding, ...]:
    """Give the urgent findings that may apply and that an answer speaks for."""
    evaluation = _evaluation(screening)
    return tuple(one for one in screening.urgent if one.certainty is Certainty.MAY_APPLY and _speaks_for(parse(one.rule.when).tree, evaluation))


def calls_for(findings: tuple[Finding, ...], screening: Screening) -> tuple[Call, ...]:
    """Give the fewest calls for these findings alone."""
    evaluation = _evaluation(screening)
    fitting, _ = fits(evaluation, with_substitutes((need for finding in findings for need in finding.needs), evaluation))
    return call_list(findings, fitting, evaluation)


def _evaluation(screening: Screening) -> Evaluation:
    return Evaluation(screening.answers, screening.knowledge, screening.as_of)


def _speaks_for(node: Node, evaluation: Evaluation) -> bool:
    """Tell whether an answer makes a part true by naming something: that a person did not say they are a citizen speaks for nothing."""
    truth = evaluation.outcome_of(node).truth
    if truth is Truth.FALSE:
        return False
    match node:
        case syntax.All(parts=parts) | syntax.AnyOf(parts=parts):
            return any(_speaks_for(part, evaluation) for part in parts)
        case syntax.Name(name=name) if name in evaluation.knowledge.derived and name not in COMPUTATIONS:
            return _speaks_for(parse(evaluation.knowledge.derived[name].expression).tree, evaluation)
        case syntax.Name() | syntax.Membership() | syntax.Overlap() | syntax.Comparison(operator="=="):
            return truth is Truth.TRUE and bool(evaluation.outcome_of(node).because)
    return False

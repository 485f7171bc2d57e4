"""Whether an answer speaks for a finding: what makes one that may apply more than a thing that cannot be ruled out."""

from ctintake.conditions import syntax
from ctintake.conditions.syntax import Node, parse
from ctintake.derived import COMPUTATIONS
from ctintake.evaluation import Evaluation
from ctintake.truth import Truth


def speaks_for(condition: str, evaluation: Evaluation) -> bool:
    """Tell whether an answer makes a part of a condition true by naming something: that a person did not say they are a citizen speaks for nothing."""
    return _speaks_for(parse(condition).tree, evaluation)


def _speaks_for(node: Node, evaluation: Evaluation) -> bool:
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

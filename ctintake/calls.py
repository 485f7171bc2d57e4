"""The call list: the fewest calls that cover every urgent need and what comes next, at most five, each with the next one to try.

Needs come in order. First those of urgent findings: of what applies before what may, each finding's first need before its second. Then the first need of each
finding for the next days that applies. Where there is none of these, what comes first of the rest; where nothing applies, what may apply and an answer speaks
for. Where no answer speaks for anything, help in general comes first. A need is taken on while five calls can still cover all taken on so far; the list is then
the smallest set that does, by the order of the offices.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, zip_longest

from msgspec import Struct

from ctintake.evaluation import Evaluation
from ctintake.findings import Certainty, Finding
from ctintake.model import Urgency
from ctintake.referrals import Fit, callable_for
from ctintake.speaking import speaks_for

MOST_CALLS = 5
_CANDIDATES = 4
_FEW = 3


class Call(Struct, frozen=True):
    """A call to make: to which office, for which needs, for which findings, and whom to try next."""

    fit: Fit
    needs: tuple[str, ...]
    findings: tuple[str, ...]
    next: str | None


def call_list(findings: tuple[Finding, ...], fitting: dict[str, Fit], evaluation: Evaluation) -> tuple[Call, ...]:
    """Choose the calls. Where nothing is urgent or soon, they are for what comes first of the rest; nobody is left without one that can be made."""
    chosen: tuple[str, ...] = ()
    taken: list[str] = []
    for need in _needs_in_order(findings, fitting, evaluation):
        cover = _cover([*taken, need], fitting)
        if cover is not None:
            taken.append(need)
            chosen = cover
    return tuple(_calls(chosen, taken, findings, fitting, evaluation))


def _needs_in_order(findings: tuple[Finding, ...], fitting: dict[str, Fit], evaluation: Evaluation) -> list[str]:
    """Give the needs to call for, once each, the most pressing first; where nothing applies, what an answer points to, or else help in general."""
    general = evaluation.knowledge.jurisdiction.general_needs
    pressing = [finding for finding in findings if _is_pressing(finding, evaluation)]
    applying = [finding for finding in findings if finding.certainty is Certainty.APPLIES]
    pointed_to = [finding for finding in findings if finding.certainty is Certainty.MAY_APPLY and speaks_for(finding.rule.when, evaluation)]
    needs = [need for certainty in Certainty for need in _by_column(one for one in pressing if one.certainty is certainty)]
    needs += [need for finding in applying if finding.urgency is Urgency.SOON for need in finding.sure_needs[:1]]
    if not applying or not needs:
        needs += _first_needs(applying or pointed_to)
    if not applying and not pointed_to:
        needs = [*general, *needs]
    return _reachable(needs, fitting, evaluation) or _reachable(general, fitting, evaluation)


def _first_needs(findings: Iterable[Finding]) -> list[str]:
    """Give the first need of each of the first few findings."""
    return [need for finding in islice(findings, _FEW) for need in finding.needs[:1]]


def _reachable(needs: Iterable[str], fitting: dict[str, Fit], evaluation: Evaluation) -> list[str]:
    """Give the needs that can be called for and, in place of one that cannot, those that stand in for it."""
    found = (one for need in needs for one in ((need,) if callable_for(need, fitting) else evaluation.knowledge.needs[need].instead))
    return [need for need in dict.fromkeys(found) if callable_for(need, fitting)]


def _is_pressing(finding: Finding, evaluation: Evaluation) -> bool:
    """Tell whether a finding is urgent and applies, or an answer speaks for it, or it hangs on what the person was asked and could not or would not say."""
    if finding.urgency is not Urgency.NOW:
        return False
    asked = any(fact in evaluation.answers for fact in finding.open)
    return finding.certainty is Certainty.APPLIES or asked or speaks_for(finding.rule.when, evaluation)


def _by_column(findings: Iterable[Finding]) -> Iterator[str]:
    """Give every finding's first need, then every finding's second, and so on."""
    for column in zip_longest(*(finding.sure_needs for finding in findings)):
        yield from (need for need in column if need is not None)


def _cover(needs: list[str], fitting: dict[str, Fit]) -> tuple[str, ...] | None:
    """Give the smallest set of offices, at most five, that serves all the needs; None where there is none."""
    candidates = {need: callable_for(need, fitting) for need in needs}
    for most in range(1, MOST_CALLS + 1):
        found = _search(tuple(needs), candidates, (), most)
        if found is not None:
            return found
    return None


def _search(needs: tuple[str, ...], candidates: dict[str, list[Fit]], chosen: tuple[str, ...], most: int) -> tuple[str, ...] | None:
    served = {need for need in needs if any(fit.resource in chosen for fit in candidates[need])}
    missing = [need for need in needs if need not in served]
    if not missing:
        return chosen
    if len(chosen) == most:
        return None
    for fit in candidates[missing[0]][:_CANDIDATES]:
        found = _search(needs, candidates, (*chosen, fit.resource), most)
        if found is not None:
            return found
    return None


def _calls(chosen: tuple[str, ...], needs: list[str], findings: tuple[Finding, ...], fitting: dict[str, Fit], evaluation: Evaluation) -> Iterator[Call]:
    """Make the calls: each need is asked of the first office chosen that serves it. A call for help in general is for every finding."""
    answered: set[str] = set()
    raised = {finding.id: set(_reachable(finding.needs, fitting, evaluation)) for finding in findings}
    for name in chosen:
        fit = fitting[name]
        asked = tuple(need for need in needs if need in fit.entry.serves and need not in answered)
        answered.update(asked)
        if asked:
            concerned = tuple(finding for finding, raises in raised.items() if raises & set(asked))
            yield Call(fit, asked, concerned or tuple(raised), _next_to_try(name, asked, chosen, fitting, evaluation))


def _next_to_try(name: str, asked: tuple[str, ...], chosen: tuple[str, ...], fitting: dict[str, Fit], evaluation: Evaluation) -> str | None:
    """Give whom to call where nobody answers: another for the same need, for one that stands in for it, or for help in general; best one not on the list.

    Never one that answers at the same number.
    """
    needs = evaluation.knowledge.needs
    stand_ins = [other for need in asked for other in needs[need].instead]
    others = [fit.resource for need in (*asked, *stand_ins, *evaluation.knowledge.jurisdiction.general_needs) for fit in callable_for(need, fitting)]
    number = fitting[name].entry.phones[0].number
    others = [other for other in others if fitting[other].entry.phones[0].number != number]
    return next((other for other in others if other not in chosen), next(iter(others), None))

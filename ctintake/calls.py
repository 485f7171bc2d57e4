"""The call list: the fewest calls that cover every urgent need, at most five, each with the next one to try.

Needs come in order: those of findings that apply before those that may, each finding's first need before its second. A need is taken on while five calls can
still cover all taken on so far; the list is then the smallest set that does, by the order of the offices.
"""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from msgspec import Struct

from ctintake.evaluation import Evaluation
from ctintake.findings import Certainty, Finding
from ctintake.model import Urgency
from ctintake.referrals import Fit, callable_for

MOST_CALLS = 5
_CANDIDATES = 4


class Call(Struct, frozen=True):
    """A call to make: to which office, for which needs, for which findings, and whom to try next."""

    fit: Fit
    needs: tuple[str, ...]
    findings: tuple[str, ...]
    next: str | None


def call_list(findings: tuple[Finding, ...], fitting: dict[str, Fit], evaluation: Evaluation) -> tuple[Call, ...]:
    """Choose the calls. Where nothing is urgent they are for what comes first: the most urgent findings that apply or, failing those, may apply."""
    first = _first(findings)
    needs = [need for need in _needs_in_order(first, fitting, evaluation) if callable_for(need, fitting)]
    chosen: tuple[str, ...] = ()
    taken: list[str] = []
    for need in needs:
        cover = _cover([*taken, need], fitting)
        if cover is not None:
            taken.append(need)
            chosen = cover
    return tuple(_calls(chosen, taken, first, fitting, evaluation))


def _first(findings: tuple[Finding, ...]) -> list[Finding]:
    urgent = [finding for finding in findings if finding.urgency is Urgency.NOW]
    if urgent:
        return urgent
    tiers = ((urgency, certainty) for urgency in Urgency for certainty in Certainty)
    for urgency, certainty in tiers:
        tier = [finding for finding in findings if finding.urgency is urgency and finding.certainty is certainty]
        if tier:
            return tier
    return []


def _needs_in_order(findings: Iterable[Finding], fitting: dict[str, Fit], evaluation: Evaluation) -> Iterator[str]:
    """Give the needs once each: every finding's first, then every finding's second ...; of what applies before what may."""
    seen: set[str] = set()
    for certainty in Certainty:
        columns = zip_longest(*(finding.needs for finding in findings if finding.certainty is certainty))
        for need in (need for column in columns for need in column if need is not None):
            for one in _within_call(need, fitting, evaluation):
                if one not in seen:
                    seen.add(one)
                    yield one
    if not seen:
        yield from evaluation.knowledge.jurisdiction.general_needs


def _within_call(need: str, fitting: dict[str, Fit], evaluation: Evaluation) -> tuple[str, ...]:
    """Give a need or, where no office can be called for it, those that stand in for it and have one."""
    if callable_for(need, fitting):
        return (need,)
    return tuple(other for other in evaluation.knowledge.needs[need].instead if callable_for(other, fitting))


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


def _calls(chosen: tuple[str, ...], needs: list[str], findings: list[Finding], fitting: dict[str, Fit], evaluation: Evaluation) -> Iterator[Call]:
    """Make the calls: each need is asked of the first office chosen that serves it. A call for help in general is for every finding."""
    answered: set[str] = set()
    raised = {finding.id: {one for need in finding.needs for one in _within_call(need, fitting, evaluation)} for finding in findings}
    for name in chosen:
        fit = fitting[name]
        asked = tuple(need for need in needs if need in fit.entry.serves and need not in answered)
        answered.update(asked)
        if asked:
            others = [other.resource for other in callable_for(asked[0], fitting) if other.resource not in chosen]
            again = [other.resource for other in callable_for(asked[0], fitting) if other.resource != name]
            concerned = tuple(name for name, raises in raised.items() if raises & set(asked))
            yield Call(fit, asked, concerned or tuple(raised), next(iter([*others, *again]), None))

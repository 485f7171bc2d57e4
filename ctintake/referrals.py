"""Needs to offices: which offices serve what this person needs, in an order that can be explained, and which are left out and why.

Order is lexicographic: certainty that the office takes the person, a number to call, nearness, language, hours, freshness. No weights. An office is left out
where its condition is false, where it is for another audience, where a fact takes it off the list, where it serves other places, or where no way to reach it is
known.
"""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from msgspec import Struct, structs

from ctintake.answers.values import Unanswered
from ctintake.evaluation import Evaluation, Facts
from ctintake.findings import Certainty, Finding
from ctintake.model import ALWAYS, Knowledge, Phone, Resource
from ctintake.truth import Truth

MOST_FOR_A_NEED = {Certainty.APPLIES: 5, Certainty.MAY_APPLY: 3}
"""A list longer than this is no help: the rest are found with `ctintake find`."""

LANGUAGE = "language"
"""The fact whose options are the languages that offices list."""

FACTS = ("answering", "town", LANGUAGE)
"""The facts every referral rests on: who is asking, where the person is, and their language."""


class Nearness(StrEnum):
    """How near an office's area is to the person's town."""

    TOWN = "town"
    REGION = "region"
    STATE = "state"
    NATION = "nation"
    ELSEWHERE = "elsewhere"

    @property
    def rank(self) -> int:
        """0 for the nearest."""
        return list(Nearness).index(self)


class Fit(Struct, frozen=True):
    """How an office fits the person.

    Whether it is known to take them, on which open facts that hangs, how near it is, whether it speaks their language, and what it says of its own to those
    whom the answers show to be concerned.
    """

    resource: str
    entry: Resource
    certain: bool
    open: Facts
    nearness: Nearness
    speaks: Truth
    why: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, int, int, int, int, int]:
        """Sort key: what comes first is the better office to try."""
        language = (Truth.TRUE, Truth.UNKNOWN, Truth.FALSE).index(self.speaks)
        hours = 0 if self.entry.always_open else 1
        return (0 if self.certain else 1, 0 if self.entry.phones else 1, self.nearness.rank, language, hours, -_freshness(self.entry))


class Referral(Struct, frozen=True):
    """An office chosen for this person: for which findings, for which of their needs, and how it fits."""

    fit: Fit
    findings: tuple[str, ...]
    needs: tuple[str, ...]


class Reason(StrEnum):
    """Why an office is left out."""

    TAKES = "takes"
    AUDIENCE = "audience"
    AVOID = "avoid"
    AREA = "area"
    UNREACHABLE = "unreachable"


class LeftOut(Struct, frozen=True):
    """An office that serves a need of this person and is left out: why, and by which facts."""

    resource: str
    reason: Reason
    by: Facts


def fits(evaluation: Evaluation, needs: Iterable[str]) -> tuple[dict[str, Fit], tuple[LeftOut, ...]]:
    """Hold every office that serves one of the needs against the person: how each fits, or why it is left out."""
    wanted = set(needs)
    found: dict[str, Fit] = {}
    left_out: list[LeftOut] = []
    for name, resource in evaluation.knowledge.resources.items():
        if wanted.isdisjoint(resource.serves):
            continue
        fit = _fit(name, resource, evaluation)
        if isinstance(fit, Fit):
            found[name] = fit
        else:
            left_out.append(fit)
    return found, tuple(left_out)


def _fit(name: str, resource: Resource, evaluation: Evaluation) -> Fit | LeftOut:
    if not resource.can_be_reached:
        return LeftOut(name, Reason.UNREACHABLE, ())
    audience = evaluation.knowledge.audiences[resource.audience]
    among, besides = evaluation.outcome(audience.when), evaluation.outcome(audience.unless)
    if among.truth is not Truth.TRUE:
        return LeftOut(name, Reason.AUDIENCE, among.because + among.open)
    if besides.truth is Truth.TRUE:
        return LeftOut(name, Reason.AUDIENCE, besides.because)
    for fact in resource.avoid_for:
        avoid = evaluation.outcome(fact)
        if avoid.truth is not Truth.FALSE:
            return LeftOut(name, Reason.AVOID, avoid.because + avoid.open)
    takes = evaluation.outcome(resource.takes)
    if takes.truth is Truth.FALSE:
        return LeftOut(name, Reason.TAKES, takes.because)
    nearness = nearness_to(resource, _option("town", evaluation), evaluation.knowledge)
    if nearness is None:
        return LeftOut(name, Reason.AREA, ("town",))
    if nearness is Nearness.ELSEWHERE and (resource.takes == ALWAYS or takes.truth is not Truth.TRUE):
        return LeftOut(name, Reason.AREA, takes.open or ("town",))
    why = tuple(one.say.strip() for one in resource.why if evaluation.outcome(one.when).truth is Truth.TRUE)
    return Fit(name, resource, takes.truth is Truth.TRUE, takes.open, nearness, _speaks(resource, evaluation), why)


def nearness_to(resource: Resource, town: str, knowledge: Knowledge) -> Nearness | None:
    """Give how near an office's area is to a town; None where it serves other places, or where the town is not known (empty)."""
    found = {_area_nearness(area, town, knowledge) for area in resource.areas}
    near = sorted((one for one in found if one is not None), key=lambda one: one.rank)
    return near[0] if near else None


def _option(fact: str, evaluation: Evaluation) -> str:
    """Give the option or name a fact was answered with; empty where it was not."""
    answer = evaluation.answers.get(fact)
    return answer.value if answer is not None and isinstance(answer.value, str) and not isinstance(answer.value, Unanswered) else ""


def _area_nearness(area: str, town: str, knowledge: Knowledge) -> Nearness | None:
    kind, _, name = area.partition(":")
    if area == "statewide":
        return Nearness.STATE
    if area == "national":
        return Nearness.NATION
    if kind == "state":
        return Nearness.ELSEWHERE
    if not town:
        return None
    entry = knowledge.towns[town]
    if (kind == "county" and name == entry.county) or (kind == "region" and name in entry.regions):
        return Nearness.REGION
    return Nearness.TOWN if area == town else None


def _speaks(resource: Resource, evaluation: Evaluation) -> Truth:
    """Tell whether an office speaks the person's language; unknown where either is not known."""
    language = _option(LANGUAGE, evaluation)
    if not (language and resource.languages):
        return Truth.UNKNOWN
    return Truth.of(language in resource.languages)


def _freshness(resource: Resource) -> int:
    """Give the newest date on the pages that support an entry, as yyyymm; 0 where they carry none."""
    seen = [source.seen.replace("-", "")[:6] for source in resource.sources]
    return max((int(one.ljust(6, "0")) for one in seen if one.isdecimal()), default=0)


def refer(findings: Iterable[Finding], fitting: dict[str, Fit], evaluation: Evaluation) -> tuple[Referral, ...]:
    """Choose the offices for each need of each finding, the best few of each; the order is that of the findings, then of the fit."""
    for_finding: dict[str, dict[str, None]] = {}
    for_need: dict[str, dict[str, None]] = {}
    for finding in findings:
        for need in dict.fromkeys((*finding.needs, *_instead(finding.needs, fitting, evaluation))):
            for fit in best(need, fitting)[: MOST_FOR_A_NEED[finding.certainty]]:
                for_finding.setdefault(fit.resource, {})[finding.id] = None
                for_need.setdefault(fit.resource, {})[need] = None
    return tuple(Referral(fitting[name], tuple(ids), tuple(for_need[name])) for name, ids in for_finding.items())


def best(need: str, fitting: dict[str, Fit]) -> list[Fit]:
    """Give the offices that serve a need, the best first."""
    return sorted((fit for fit in fitting.values() if need in fit.entry.serves), key=lambda fit: fit.order)


def with_substitutes(needs: Iterable[str], evaluation: Evaluation) -> set[str]:
    """Give needs, those that can stand in for them, and those the state always answers."""
    wanted = set(needs) | set(evaluation.knowledge.jurisdiction.general_needs)
    return wanted | {other for need in wanted for other in evaluation.knowledge.needs[need].instead}


def _instead(needs: Iterable[str], fitting: dict[str, Fit], evaluation: Evaluation) -> Iterator[str]:
    """Give the needs that stand in where no office can be called for one; and the general ones where none answers at night."""
    reached = False
    for need in needs:
        if callable_for(need, fitting):
            reached = True
            continue
        for other in evaluation.knowledge.needs[need].instead:
            reached = reached or bool(callable_for(other, fitting))
            yield other
    if not reached or not any(fit.entry.always_open for need in needs for fit in best(need, fitting)[:3]):
        yield from evaluation.knowledge.jurisdiction.general_needs


def phones_of(resource: Resource, knowledge: Knowledge) -> tuple[Phone, ...]:
    """Give the numbers an office is reached by: its own, then those of the office its calls go through, each under that office's name."""
    if not resource.call_through:
        return resource.phones
    through = knowledge.resources[resource.call_through]
    return (*resource.phones, *(structs.replace(phone, label=f"{through.name}, {phone.label}") for phone in through.phones))


def callable_for(need: str, fitting: dict[str, Fit]) -> list[Fit]:
    """Give the offices with a number to call for a need, the best first; those made for one group are listed, but nobody is sent there first."""
    return [fit for fit in best(need, fitting) if fit.entry.phones and not fit.entry.made_for]

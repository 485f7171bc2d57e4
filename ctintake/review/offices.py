"""Whether each kind of help has an office that can be reached, and whether every number is one that can be dialed."""

import re
from collections.abc import Iterator

from ctintake.errors import Problem
from ctintake.knowledge.references import place
from ctintake.model import Knowledge, Resource

_NUMBER = re.compile(r"\+1-[2-9]\d{2}-[2-9]\d{2}-\d{4}|\d{3,6}")
_FORM = "write it as +1-203-555-0100, or a short code of 3 to 6 digits"


def unserved(knowledge: Knowledge) -> Iterator[Problem]:
    """Find needs that a rule raises and for which nobody can be reached, not even through what stands in for them."""
    reached = {need for resource in knowledge.resources.values() if _can_be_reached(resource) for need in resource.serves}
    for need, rules in _raised(knowledge).items():
        if reached.isdisjoint((need, *knowledge.needs[need].instead)):
            right = f"an office that serves it, or a need that stands in for it (instead); raised by {', '.join(rules)}"
            yield Problem(place(knowledge, "needs", need), "no office with a phone, text line, email or web page serves it", right)


def _can_be_reached(resource: Resource) -> bool:
    return bool(resource.phones or resource.text or resource.email or resource.url)


def unraised(knowledge: Knowledge) -> Iterator[str]:
    """Name, in one note, the needs no rule raises and that stand in for none that is raised: they are found in the directory alone."""
    raised = _raised(knowledge)
    used = {*raised, *knowledge.jurisdiction.general_needs}
    used |= {other for need in used for other in knowledge.needs[need].instead}
    idle = [need for need in knowledge.needs if need not in used]
    if idle:
        yield f"needs no rule raises: {', '.join(idle)}"


def _raised(knowledge: Knowledge) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, rule in knowledge.rules.items():
        for need in dict.fromkeys((*rule.needs, *rule.needs_if)):
            found.setdefault(need, []).append(name)
    return found


def misdialed(knowledge: Knowledge) -> Iterator[Problem]:
    """Find phones that are not of the form, and numbers of offices graded C, of which none may be printed."""
    for where, number in _numbers(knowledge):
        if not _NUMBER.fullmatch(number):
            yield Problem(where, f"'{number}' is no number to dial", _FORM)
    for name, resource in knowledge.resources.items():
        if resource.confidence == "C" and resource.phones:
            yield Problem(f"{place(knowledge, 'resources', name)} phones", "an entry graded C has no phones", "none may be printed without a source")


def _numbers(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for name, resource in knowledge.resources.items():
        for at, phone in enumerate(resource.phones, start=1):
            yield f"{place(knowledge, 'resources', name)} phones {at} number", phone.number
    for name, court in knowledge.courts.items():
        for key, number in (("phone", court.phone), ("public_defender_phone", court.public_defender_phone)):
            if number:
                yield f"{place(knowledge, 'courts', name)} {key}", number

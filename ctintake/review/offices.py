"""Whether each kind of help has an office that can be reached, every number is one that can be dialed, and no confidential place is given away."""

import re
from collections.abc import Iterator

from ctintake.errors import Problem
from ctintake.knowledge.references import place
from ctintake.model import Knowledge
from ctintake.review.texts import every_text, texts_of

_NUMBER = re.compile(r"\+1-[2-9]\d{2}-[2-9]\d{2}-\d{4}|\d{3,6}")
_DIALED = re.compile(r"(?:\+?1-)?[2-9]\d{2}-[2-9]\d{2}-\d{4}")
"""A number as a text may have it: as it is dialed, or as it is written for the directory."""

_LIKE_A_NUMBER = re.compile(
    r"""(?<![\w§$/.,-])
    (?:(?:\+?1[ .-]?)?(?:\([2-9]\d{2}\)|[2-9]\d{2})[ ./\u2010-\u2015-]{0,2}\d{3}[ ./\u2010-\u2015-]?\d{4}|[2-9]\d{2}[.-]\d{4})
    (?![\w$%]|[.,-]\d)""",
    re.VERBOSE,
)
"""What someone would take for a phone number: three, three and four figures however parted, or three and four. Sections, dates and sums are of another form."""

_ADDRESS = re.compile(
    r"""(?<!G\.A\.[ ])\b\d+[A-Za-z]?\s+
    (?:(?:[A-Z][\w.'\u2019-]*\s+){1,4}
        (?:Street|Avenue|Road|Drive|Lane|Boulevard|Court|Place|Way|Turnpike|Pike|Highway|Circle|Terrace|Parkway|Square|Plaza|Broadway
        |St|Ave|Rd|Dr|Ln|Blvd|Ct|Pl|Hwy|Pkwy)
    |(?:\w+\s+){1,3}(?:street|avenue|road|lane|boulevard))\b""",
    re.VERBOSE,
)
"""What someone would take for a street address: a number, one name or a few, and a word for a street."""

_FORM = "write it as +1-203-555-0100, or a short code of 3 to 6 digits"


def unserved(knowledge: Knowledge) -> Iterator[Problem]:
    """Find needs that a rule raises and for which nobody can be reached, not even through what stands in for them."""
    reached = {need for resource in knowledge.resources.values() if resource.can_be_reached for need in resource.serves}
    for need, rules in _raised(knowledge).items():
        if reached.isdisjoint((need, *knowledge.needs[need].instead)):
            right = f"an office that serves it, or a need that stands in for it (instead); raised by {', '.join(rules)}"
            yield Problem(place(knowledge, "needs", need), "no office with a phone, text line, email or web page serves it", right)


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


def miswritten(knowledge: Knowledge) -> Iterator[Problem]:
    """Find what looks like a phone number in a text and is not of the form."""
    numbers = {where for where, _ in _numbers(knowledge)}
    for piece in every_text(knowledge):
        if piece.where not in numbers:
            for found in _LIKE_A_NUMBER.findall(piece.text):
                if not _DIALED.fullmatch(found):
                    yield Problem(piece.where, f"'{found}' is not written as a phone number", "write it as 203-555-0100, or as +1-203-555-0100")


def revealing(knowledge: Knowledge) -> Iterator[Problem]:
    """Find what looks like a street address in any text of a confidential place."""
    for name, resource in knowledge.resources.items():
        for piece in texts_of("resources", name, knowledge) if resource.confidential else ():
            found = _ADDRESS.search(piece.text)
            if found is not None:
                yield Problem(piece.where, f"gives '{found[0]}', and the place is confidential", "leave the address out: those who call are told where to go")


def _numbers(knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    for name, resource in knowledge.resources.items():
        for at, phone in enumerate(resource.phones, start=1):
            yield f"{place(knowledge, 'resources', name)} phones {at}.number", phone.number
    for name, court in knowledge.courts.items():
        for key, number in (("phone", court.phone), ("public_defender_phone", court.public_defender_phone)):
            if number:
                yield f"{place(knowledge, 'courts', name)} {key}", number

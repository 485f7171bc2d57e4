"""The review: every check of the content, joined. What must be mended are problems; what a reviewer should know are notes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ctintake.errors import Problem
from ctintake.knowledge.cases import Cases
from ctintake.knowledge.contract import Contract
from ctintake.model import Knowledge
from ctintake.review.cases import failing
from ctintake.review.law import aged, not_yet_checked, unfounded
from ctintake.review.offices import misdialed, miswritten, revealing, unraised, unserved
from ctintake.review.promises import broken_promises
from ctintake.review.reading import CountSyllables
from ctintake.review.uses import not_told_apart, unused
from ctintake.review.wording import misaddressed, never_said, too_hard

GRADES_NOT_CHECKED = "reading grades were not checked: the library that counts syllables is not installed (pip install 'ctintake[review]')"
"""What a review without the library says."""


@dataclass(frozen=True)
class Review:
    """What a review found: problems, any of which keeps the content from use, and notes, which do not."""

    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def review(knowledge: Knowledge, cases: Mapping[str, Cases], contract: Contract, as_of: date, count: CountSyllables | None) -> Review:
    """Review loaded knowledge with the cases of its rules, as of a day. ``count`` gives the syllables of a word; None leaves reading grades unchecked."""
    problems = [
        *broken_promises(knowledge, contract),
        *unfounded(knowledge),
        *not_yet_checked(knowledge, as_of),
        *unserved(knowledge),
        *misdialed(knowledge),
        *miswritten(knowledge),
        *revealing(knowledge),
        *unused(knowledge),
        *not_told_apart(knowledge),
        *never_said(knowledge, contract.never_said),
        *misaddressed(knowledge),
        *(too_hard(knowledge, count) if count is not None else ()),
        *failing(knowledge, cases),
    ]
    unchecked = [] if count is not None else [GRADES_NOT_CHECKED]
    notes = [*unchecked, *aged(knowledge, as_of), *unraised(knowledge)]
    return Review(tuple(problems), tuple(notes))

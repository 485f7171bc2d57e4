"""Drafts: an interview put down and taken up again exactly there.

A draft is a profile that also says which questions were asked in which order, which were passed over, how deep to go, and how the next answers are known.
"""

from datetime import date

from ctintake.answers.profile import as_tables, parse_profile, parse_table
from ctintake.answers.values import Known
from ctintake.errors import InputError, one_of
from ctintake.interview.flow import Course
from ctintake.model import Knowledge, Urgency

SCHEMA = "ctintake.draft/1"


def as_draft(course: Course, knowledge: Knowledge) -> str:
    """Write a course as TOML."""
    import tomli_w

    place = {"schema": SCHEMA, "path": list(course.path), "skipped": sorted(course.skipped), "depth": course.depth.value, "next_known": course.known.value}
    return tomli_w.dumps(place | as_tables(course.answers, knowledge))


def read_draft(content: bytes, where: str, knowledge: Knowledge, as_of: date) -> Course:
    """Read a draft, or a profile: its answers are then as if they had been asked in the questions' order. Raises InputError."""
    answers = parse_profile(content, where, knowledge, as_of)
    table = parse_table(content, where)
    asked = tuple(fact for fact in knowledge.questions if fact in answers)
    skipped = _facts(table.get("skipped", []), "skipped", where, knowledge)
    path = _facts(table.get("path", list(asked)), "path", where, knowledge)
    depth = table.get("depth", Urgency.SOON.value)
    if depth not in list(Urgency):
        raise InputError.of(where, f"'depth' is {depth!r}", one_of(str(depth), list(Urgency)))
    known = table.get("next_known", Known.SAID.value)
    if known not in list(Known):
        raise InputError.of(where, f"'next_known' is {known!r}", one_of(str(known), list(Known)))
    whole = (*path, *(fact for fact in asked if fact not in path))
    return Course(answers=answers, path=whole, skipped=frozenset(skipped), depth=Urgency(depth), known=Known(known))


def _facts(raw: object, key: str, where: str, knowledge: Knowledge) -> tuple[str, ...]:
    if not isinstance(raw, list) or not all(isinstance(one, str) for one in raw):
        raise InputError.of(where, f"'{key}' is no list of facts")
    strange = [one for one in raw if one not in knowledge.questions]
    if strange:
        raise InputError.of(where, f"'{key}' names '{strange[0]}', which is no fact", one_of(strange[0], list(knowledge.questions)))
    return tuple(raw)

"""Profiles: TOML files of answers, in and out.

A profile has a table ``[answers]`` and may have ``[known]`` (fact = "said", "paper" or "guess") and a ``title``. Other tables are left alone, so that a
file may carry notes of its own; a fact that stands outside ``[answers]`` is refused, since it would be lost. A summary that
carries its answers can be read as a profile too: its own keys, under a ``schema``, are no facts.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ctintake.answers.reading import plain, read_value
from ctintake.answers.values import Answer, Answers, Known, Value
from ctintake.errors import InputError, Problem, one_of, quoted
from ctintake.model import Knowledge
from ctintake.opening import open_bytes, toml_table

MOST_BYTES = 1_000_000
"""A profile is a page or two; anything larger is a mistake."""

_MOST_PROBLEMS = 20
"""Told at once: each costs a search for what was meant."""


def read_profile(path: Path, knowledge: Knowledge, as_of: date) -> Answers:
    """Read a profile file. Raises InputError with the file's name before every problem in it."""
    return parse_profile(open_bytes(path, MOST_BYTES), str(path), knowledge, as_of)


def parse_profile(content: bytes, where: str, knowledge: Knowledge, as_of: date) -> Answers:
    """Read a profile from bytes; ``where`` is what to call it in errors."""
    table = parse_table(content, where)
    answers = table.get("answers")
    if not isinstance(answers, dict):
        right = 'put the answers under a line [answers], one a line: status = "lpr"'
        raise InputError.of(where, "has no table [answers]", right)
    _refuse_what_left_answers_out(table, where)
    known = table.get("known", {})
    loose = [] if "schema" in table else [key for key in table if key in knowledge.questions]
    problems = [Problem(where, f"'{key}' stands outside [answers]", "move it below the line [answers]") for key in loose]
    if not isinstance(known, dict):
        raise InputError.of(where, "'known' is not a table", 'write it as [known], then lines such as status = "guess"')
    return read_answers(answers, known, where, knowledge, as_of, problems)


def _refuse_what_left_answers_out(table: Mapping[str, Any], where: str) -> None:
    """Raise InputError for a summary that kept answers back: taken as a profile it would say that they were never given."""
    left_out = table.get("left_out")
    if "schema" in table and isinstance(left_out, list) and left_out:
        named = quoted(", ".join(map(str, left_out[:_MOST_PROBLEMS])))
        raise InputError.of(where, f"is a summary that left answers out: {named}", "give the file of answers it was made from")


def read_answers(
    answers: Mapping[str, Any], known: Mapping[str, Any], where: str, knowledge: Knowledge, as_of: date, problems: Iterable[Problem] = ()
) -> Answers:
    """Read a table of answers, and how each is known. Raises InputError with everything wrong in it, after the problems found before."""
    problems = list(problems)
    by_fact: dict[str, Answer] = {}
    for fact, raw in answers.items():
        if len(problems) > _MOST_PROBLEMS:
            raise InputError([*problems, Problem(where, "has more faults than these", "mend these first")])
        try:
            by_fact[fact] = Answer(_value(fact, raw, knowledge, as_of), _known(fact, known))
        except InputError as fault:
            problems.extend(_within(where, problem) for problem in fault.problems)
    problems.extend(
        Problem(where, f"[known] names {quoted(fact)}, which has no answer", one_of(fact, list(answers) or [""]))
        for fact in [fact for fact in known if fact not in answers][:_MOST_PROBLEMS]
    )
    if problems:
        raise InputError(problems)
    return Answers(MappingProxyType(by_fact))


def parse_table(content: bytes, where: str, looks_like: str = "") -> dict[str, Any]:
    """Read TOML from bytes, or raise InputError that says why it cannot be: too large, empty, not UTF-8, not TOML.

    ``looks_like`` says what would be right, where that is no profile.
    """
    if len(content) > MOST_BYTES:
        raise InputError.of(where, f"is larger than {MOST_BYTES:,} bytes", looks_like or "give a profile file")
    if not content.strip():
        raise InputError.of(where, "is empty", looks_like or "a profile has a line [answers] and answers below it")
    try:
        return toml_table(content)
    except UnicodeDecodeError as fault:
        raise InputError.of(where, f"is not UTF-8 text (byte {fault.start})", "save the file as UTF-8 text") from None
    except ValueError as fault:
        raise InputError.of(where, f"is not TOML: {fault}", looks_like or 'a profile has lines such as status = "lpr"') from None


def _value(fact: str, raw: object, knowledge: Knowledge, as_of: date) -> Value:
    if fact not in knowledge.questions:
        raise InputError.of(fact, "there is no such fact", one_of(fact, list(knowledge.questions)))
    return read_value(fact, raw, knowledge, as_of)


def _known(fact: str, known: Mapping[str, Any]) -> Known:
    raw = known.get(fact, Known.SAID)
    try:
        return Known(raw)
    except ValueError:
        raise InputError.of(fact, f"is known by {quoted(raw)}", one_of(str(raw), list(Known))) from None


def _within(where: str, problem: Problem) -> Problem:
    return Problem(f"{where}: {problem.where}", problem.what, problem.right, problem.text, problem.column)


def as_tables(answers: Answers, knowledge: Knowledge) -> dict[str, Any]:
    """Give answers as a profile's tables, in the questions' order; how they are known only where not simply said."""
    ordered = [fact for fact in knowledge.questions if fact in answers]
    tables: dict[str, Any] = {"answers": {fact: plain(answers[fact].value) for fact in ordered}}
    known = {fact: answers[fact].known.value for fact in ordered if answers[fact].known is not Known.SAID}
    return tables | ({"known": known} if known else {})

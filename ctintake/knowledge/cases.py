"""The cases of the rules: for each, answers on which it applies, answers that leave it open, and answers that rule it out.

They stand beside the rules, so that whoever corrects a rule sees at once what it does: `ctintake check` runs them. Nobody is screened with them.
"""

from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from ctintake.errors import InputError, KnowledgeError, Problem
from ctintake.knowledge.documents import CASES
from ctintake.model import Entry
from ctintake.opening import open_entry, toml_table

_MOST_BYTES = 5_000_000


class Cases(Entry, frozen=True, kw_only=True):
    """The cases of one rule, each a table of answers as a profile has them, screened as of one day."""

    applies: dict[str, Any]
    open: dict[str, Any]
    blocked: dict[str, Any]
    as_of: date


def read_cases(folder: Path) -> dict[str, Cases]:
    """Read the cases of a knowledge folder, by rule. Raises KnowledgeError, naming file and rule."""
    found: dict[str, Cases] = {}
    problems: list[Problem] = []
    for file in sorted((folder / CASES).glob("*.toml")):
        try:
            tables = toml_table(open_entry(file, _MOST_BYTES))
        except InputError as fault:
            problems.extend(fault.problems)
            continue
        except ValueError as fault:
            problems.append(Problem(f"{CASES}/{file.name}", f"is not TOML: {fault}"))
            continue
        for name, table in tables.items():
            try:
                found[name] = msgspec.convert(table, Cases)
            except msgspec.ValidationError as fault:
                problems.append(Problem(f"{CASES}/{file.name} [{name}]", str(fault), "a case has as_of, [applies], [open] and [blocked]"))
    if problems:
        raise KnowledgeError(problems)
    return found

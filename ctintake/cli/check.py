"""`ctintake check`: whether the content may be used, and the rules as a table for lawyers."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ctintake.cli.edge import day_of, give, knowledge_from, read_file, say
from ctintake.errors import InputError, KnowledgeError, Problem, harmless, one_of
from ctintake.knowledge.cases import Cases, read_cases
from ctintake.knowledge.contract import read_contract
from ctintake.knowledge.loading import SHIPPED
from ctintake.model import Knowledge
from ctintake.review.reading import syllable_counter
from ctintake.review.reviewing import review
from ctintake.review.table import as_csv, as_markdown, rows

_WRITERS = {"md": as_markdown, "csv": as_csv}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    overlays: tuple[Path, ...] = ()
    as_of: str | None = None
    table: bool = False
    form: str | None = None
    vignettes: Path | None = None


def print_schema(name: str) -> None:
    """Print the JSON Schema of what `export --to json` writes."""
    from ctintake.exports.json import SCHEMAS, schema

    if name not in SCHEMAS:
        raise InputError.of("--schema", f"there is no schema '{name}'", one_of(name, list(SCHEMAS)))
    give(schema(name).decode())


def check_knowledge(wanted: Wanted) -> None:
    """Load and review the knowledge; raise all that is wrong with it or, where nothing is, say how much there is. With ``table``, print the rules."""
    form = wanted.form or next(iter(_WRITERS))
    if form not in _WRITERS:
        raise InputError.of("--format", f"there is no format '{form}'", one_of(form, list(_WRITERS)))
    for flag, said in (("--format", wanted.form), ("--cases", wanted.vignettes)):
        if said is not None and not wanted.table:
            raise InputError.of(flag, "is for the table of the rules, and none was asked for", "add --table, or leave it out")
    as_of = day_of(wanted.as_of)
    knowledge = knowledge_from(list(wanted.overlays))
    cases, problems = _cases((SHIPPED, *wanted.overlays))
    if wanted.table:
        give(harmless(_WRITERS[form](rows(knowledge, cases, _vignettes(wanted.vignettes)))))
        return
    found = review(knowledge, cases, read_contract(), as_of, syllable_counter())
    problems.extend(found.problems)
    if problems:
        raise KnowledgeError(problems)
    give(harmless(_counts(knowledge)))
    for note in found.notes:
        say(f"ctintake: note: {note}")


def _cases(folders: Iterable[Path]) -> tuple[dict[str, Cases], list[Problem]]:
    """Read the cases of ours and of each overlay, those of the later in place of the earlier, with what is wrong in the files."""
    found: dict[str, Cases] = {}
    problems: list[Problem] = []
    for folder in folders:
        try:
            found |= read_cases(folder)
        except KnowledgeError as fault:
            called = "" if folder == SHIPPED else f"{folder}/"
            problems.extend(replace(problem, where=called + problem.where.removeprefix(called)) for problem in fault.problems)
    return found, problems


def _counts(knowledge: Knowledge) -> str:
    counts = {
        "rules": len(knowledge.rules),
        "questions": len(knowledge.questions),
        "authorities": len(knowledge.authorities),
        "offices": len(knowledge.resources),
        "charges": len(knowledge.offences),
        "courts": len(knowledge.courts),
        "towns": len(knowledge.towns),
    }
    listed = ", ".join(f"{count} {name}" for name, count in counts.items())
    return f"The knowledge of {knowledge.jurisdiction.name}, version {knowledge.jurisdiction.version}, holds together: {listed}.\n"


def _vignettes(folder: Path | None) -> dict[str, set[str]]:
    """Read which findings each vignette of a folder expects something of."""
    from ctintake.answers.profile import parse_table

    if folder is None:
        return {}
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise InputError.of(f"--cases {folder}", "holds no TOML files", "a folder of vignettes such as tests/vignettes")
    tables = {file: parse_table(read_file(file), str(file)) for file in files}
    return {str(table.get("id", file.stem)): _expected(table) for file, table in tables.items()}


def _expected(vignette: dict[str, Any]) -> set[str]:
    expect = vignette.get("expect", {})
    named = {name for key in ("raises", "applies", "may_apply", "absent", "urgent") for name in expect.get(key, [])}
    return named | {deadline["finding"] for deadline in expect.get("deadlines", [])}

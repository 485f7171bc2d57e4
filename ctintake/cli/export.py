"""`ctintake export`: a summary, or a folder of them, as files that others can use."""

from pathlib import Path

from msgspec import Struct

from ctintake.cli.edge import day_of, knowledge_from, today
from ctintake.cli.handover import Handover, hand_over, refuse_what_cannot_be
from ctintake.cli.releasing import Terms
from ctintake.cli.show import summary_from
from ctintake.errors import InputError, Problem
from ctintake.model import Knowledge
from ctintake.opening import is_folder
from ctintake.sealing import ENDING
from ctintake.summary.records import Summary

_SUMMARIES = {".toml", ".json"}


class Request(Struct, frozen=True):
    """What was asked for on the command line."""

    source: str
    handover: Handover
    as_of: str | None = None


def export_summary(request: Request) -> None:
    """Read the summary, or every one of a folder, and hand it over."""
    if not request.source:
        raise InputError.of("SUMMARY", "is empty", "give a summary file, a folder of them, or - for standard input")
    caseload = request.source != "-" and is_folder(Path(request.source))
    refuse_what_cannot_be(request.handover, caseload=caseload)
    knowledge = knowledge_from(list(request.handover.overlays))
    names = _files_of(Path(request.source)) if caseload else [request.source]
    terms = Terms(today(), max(today(), day_of(request.as_of)))
    hand_over(request.handover, _summaries(names, knowledge, request.handover.identity), knowledge, terms, caseload=caseload)


def _files_of(folder: Path) -> list[str]:
    files = [file for file in folder.iterdir() if Path(file.name.removesuffix(ENDING)).suffix in _SUMMARIES and not file.name.startswith(".")]
    if not files:
        raise InputError.of(str(folder), "holds no summaries", "a folder of files that ctintake screen -o made: summary-7K3M.toml")
    return [str(file) for file in sorted(files)]


def _summaries(names: list[str], knowledge: Knowledge, identity: Path | None) -> dict[str, Summary]:
    """Read summaries, by the names of their files. What is none is an error: a caseload with one missing would be wrong."""
    found: dict[str, Summary] = {}
    problems: list[Problem] = []
    for name in names:
        try:
            found[name] = summary_from(name, knowledge, identity)
        except InputError as fault:
            problems.extend(fault.problems)
    if problems:
        raise InputError(problems)
    return found

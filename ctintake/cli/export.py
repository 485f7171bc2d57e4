"""`ctintake export`: a summary, or a folder of them, as files that others can use."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from ctintake.cli.edge import day_of, knowledge_from, say, today
from ctintake.cli.handover import Handover, hand_over, refuse_what_cannot_be
from ctintake.cli.releasing import Terms
from ctintake.cli.sealed import opened
from ctintake.cli.show import MOST_BYTES, content_of
from ctintake.errors import InputError, Problem
from ctintake.exports.json import record_in
from ctintake.exports.release import Record
from ctintake.model import Knowledge
from ctintake.opening import is_folder, open_entry
from ctintake.sealing import ENDING, is_sealed
from ctintake.show.lines import written
from ctintake.summary.files import parse_summary
from ctintake.summary.records import Summary

_ENDINGS = {".toml", ".json"}


class Request(Struct, frozen=True):
    """What was asked for on the command line."""

    source: str
    handover: Handover
    as_of: str | None = None


class _Given(Struct, frozen=True):
    """A summary that was read, and the record of the release under which it was given, where it carries one."""

    summary: Summary
    record: Record | None


def export_summary(request: Request) -> None:
    """Read the summary, or every one of a folder, and hand it over."""
    handover = request.handover
    if not request.source:
        raise InputError.of("SUMMARY", "is empty", "give a summary file, a folder of them, or - for standard input")
    caseload = request.source != "-" and is_folder(Path(request.source))
    refuse_what_cannot_be(handover, caseload=caseload)
    knowledge = knowledge_from(list(handover.overlays))
    found = _caseload(Path(request.source), knowledge, handover.identity) if caseload else {request.source: _one(request.source, knowledge, handover.identity)}
    for line in _passed_since(found, knowledge):
        say(f"ctintake: note: {line}")
    earlier = _earlier(found) if handover.recipient != "self" else None
    terms = Terms(today(), max(today(), day_of(request.as_of)), earlier)
    hand_over(handover, {name: one.summary for name, one in found.items()}, knowledge, terms, caseload=caseload)


def _one(name: str, knowledge: Knowledge, identity: Path | None, content: bytes | None = None) -> _Given:
    """Read a summary from a file, whose content may have been read already, or from standard input."""
    where = "standard input" if name == "-" else name
    clear = opened(content_of(name) if content is None else content, where, identity)
    return _Given(parse_summary(clear, where, knowledge), record_in(clear, where))


# A folder.


def _caseload(folder: Path, knowledge: Knowledge, identity: Path | None) -> dict[str, _Given]:
    """Read every summary of a folder, by the names of their files, and say what is none: a caseload with one missing would be wrong.

    A file that ends like a summary, or is encrypted, and is none is an error.
    """
    found: dict[str, _Given] = {}
    problems: list[Problem] = []
    unread: list[str] = []
    for file in sorted(file for file in folder.iterdir() if not file.name.startswith(".")):
        meant = Path(file.name.lower().removesuffix(ENDING)).suffix in _ENDINGS
        try:
            content = open_entry(file, MOST_BYTES)
            meant = meant or is_sealed(content)
            found[str(file)] = _one(str(file), knowledge, identity, content)
        except InputError as fault:
            problems.extend(fault.problems if meant else ())
            unread.extend(() if meant else (file.name,))
    if problems:
        raise InputError(problems)
    for name in unread:
        say(f"ctintake: note: not read: {name}")
    if not found:
        raise InputError.of(str(folder), "holds no summaries", "a folder of files that ctintake screen -o made: summary-7K3M.toml")
    return found


# What has changed since.


def _passed_since(found: Mapping[str, _Given], knowledge: Knowledge) -> Iterator[str]:
    """Say of each summary which last days have passed, or may have, since it was made: it counts them as still to come."""
    for name, summary in ((name, one.summary) for name, one in found.items()):
        gone = [one for one in summary.deadlines if summary.as_of <= (one.latest or one.date) < today()]
        perhaps = [one for one in summary.deadlines if one not in gone and summary.as_of <= one.date < today() <= (one.latest or one.date)]
        for screen, days in (("export-passed-since", gone), ("export-perhaps-passed-since", perhaps)):
            if days:
                labels = "; ".join(f"{one.label} ({written(one.latest or one.date)})" for one in days)
                yield knowledge.text(screen).format(file=name, day=written(summary.as_of), labels=labels)


# An earlier release.


def _earlier(found: Mapping[str, _Given]) -> Record | None:
    """Say under which releases the summaries were given, and give the one that ends first. Raises InputError where one has ended."""
    records = {name: one.record for name, one in found.items() if one.record is not None}
    if ended := [Problem(name, *_ended(one)) for name, one in records.items() if one.until < today()]:
        raise InputError(ended)
    for name, one in records.items():
        say(f"ctintake: note: {name} was released to {one.to} until {one.until}: what is made of it may be kept no longer")
    return min(records.values(), key=lambda one: one.until, default=None)


def _ended(record: Record) -> tuple[str, str]:
    return f"was released to {record.to} until {record.until}, and that day has passed", "ask the person again; their own copy (--for self) needs no release"

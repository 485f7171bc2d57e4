"""`ctintake export`: a summary, or a folder of them, as files that others can use. What goes in and what is left out is said first."""

import contextlib
import hashlib
import os
import secrets
import sys
from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from msgspec import Struct

from ctintake.cli.edge import day_of, give, knowledge_from, say
from ctintake.cli.show import summary_from
from ctintake.errors import InputError, Problem, one_of
from ctintake.exports.cleaning import harmless, one_line
from ctintake.exports.formats import FORMATS, carried, written
from ctintake.exports.recipients import NEEDS_RECORD, RECIPIENTS, Cut, Part, cut
from ctintake.exports.release import Record
from ctintake.model import Knowledge
from ctintake.summary.files import as_toml
from ctintake.summary.records import Summary
from ctintake.writing import write_whole

_CODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
_LONGEST = timedelta(days=366)
"""A release that never ends is none."""
_USUAL = timedelta(days=30)
"""Offered where the person is asked: long enough to use a file, short enough to be asked again."""

_MOST_TEXT = 300

Content = bytes | Mapping[str, bytes]


class Asked(Struct, frozen=True):
    """What the command line says of a release: to whom, what, why, until when."""

    to: str | None = None
    what: str | None = None
    why: str | None = None
    until: str | None = None


class Request(Struct, frozen=True):
    """What was asked for on the command line."""

    source: str
    formats: tuple[str, ...]
    recipient: str
    output: str | None
    force: bool = False
    released: Asked = Asked()
    as_of: str | None = None
    overlays: tuple[Path, ...] = ()


def export_summary(request: Request) -> None:
    """Make every file first, then write them all, or none."""
    _refuse_what_cannot_be(request)
    knowledge = knowledge_from(list(request.overlays))
    folder = request.source != "-" and Path(request.source).is_dir()
    sources = _summaries(Path(request.source)) if folder else {request.source: summary_from(request.source)}
    record = _record(request, knowledge, day_of(request.as_of)) if request.recipient in NEEDS_RECORD else None
    reference = _reference(sources.values(), request.recipient)
    cuts = {name: cut(summary, request.recipient, knowledge, reference, record) for name, summary in sources.items()}
    for line in _listing(cuts.values(), carried(request.formats, request.recipient), knowledge):
        say(line)
    contents = _caseload(cuts, knowledge) if folder else {name: written(name, next(iter(cuts.values())).release, knowledge) for name in request.formats}
    if request.output == "-":
        give("".join(content.decode() for content in contents.values() if isinstance(content, bytes)))
        return
    _write_all(_placed(request, contents, reference), force=request.force)


# What was asked for.


def _refuse_what_cannot_be(request: Request) -> None:
    if not request.formats:
        raise InputError.of("--to", "is missing", f"--to one of {', '.join(FORMATS)}; again for several")
    for name in request.formats:
        if name not in FORMATS:
            raise InputError.of("--to", f"there is no format '{name}'", one_of(name, list(FORMATS)))
    if request.recipient not in RECIPIENTS:
        raise InputError.of("--for", f"there is no recipient '{request.recipient}'", one_of(request.recipient, list(RECIPIENTS)))
    for name in request.formats:
        if request.recipient not in FORMATS[name].recipients:
            fitting = [other for other, form in FORMATS.items() if request.recipient in form.recipients]
            raise InputError.of(f"--to {name}", f"is not written for '{request.recipient}'", f"for {request.recipient}: {', '.join(fitting)}")
    _refuse_place(request)
    if request.source != "-" and Path(request.source).is_dir() and set(request.formats) != {"csv"}:
        raise InputError.of(request.source, "is a folder: its summaries are exported together as tables alone", "--to csv, or give one summary")


def _refuse_place(request: Request) -> None:
    if request.output is None:
        raise InputError.of("--output", "is missing: nothing is written unless you say where", "-o FILE, -o FOLDER for a neutral name in it, or -o -")
    if request.output == "-" and (len(set(request.formats)) > 1 or not FORMATS[request.formats[0]].is_text):
        texts = ", ".join(name for name, form in FORMATS.items() if form.is_text)
        raise InputError.of("--output -", "standard output takes one text format", f"one --to of {texts}; or give -o FILE")


def _summaries(folder: Path) -> dict[str, Summary]:
    """Read every summary of a folder, by the name of its file. What is no summary is an error: a caseload with one missing would be wrong."""
    files = sorted(file for file in folder.iterdir() if file.suffix in {".toml", ".json"} and not file.name.startswith("."))
    if not files:
        raise InputError.of(str(folder), "holds no summaries", "a folder of files that ctintake screen -o made: summary-7K3M.toml")
    found: dict[str, Summary] = {}
    problems: list[Problem] = []
    for file in files:
        try:
            found[file.name] = summary_from(str(file))
        except InputError as fault:
            problems.extend(fault.problems)
    if problems:
        raise InputError(problems)
    return found


def _reference(summaries: Iterable[Summary], recipient: str) -> str:
    """Give a neutral code: the same for the same summary, so that its files are known to belong together.

    Statistics get a new one each time, which leads back to nobody.
    """
    if recipient == "statistics":
        return "".join(secrets.choice(_CODE) for _ in range(4))
    digest = hashlib.sha256("".join(as_toml(summary) for summary in summaries).encode()).digest()
    return "".join(_CODE[byte % len(_CODE)] for byte in digest[:4])


# The record of a release.


def _record(request: Request, knowledge: Knowledge, today: date) -> Record:
    """Give the record of the release, from the flags or, at a terminal, by asking for what they leave out."""
    asked = request.released
    flags = {"to": asked.to, "what": asked.what, "why": asked.why, "until": asked.until}
    missing = [key for key, value in flags.items() if not value]
    if missing and sys.stdin.isatty() and sys.stderr.isatty() and request.source != "-":
        flags |= _asked_for(missing, knowledge, {"until": (today + _USUAL).isoformat()})
        missing = [key for key, value in flags.items() if not value]
    if missing:
        names = ", ".join(f"--released-{key}" for key in missing)
        what = f"a file for a {request.recipient} needs the record of the person's release, and it is missing: {names}"
        raise InputError.of(f"--for {request.recipient}", what, "give them, or run it at a terminal to be asked; --for self needs none")
    told = {key: _told(key, str(value)) for key, value in flags.items()}
    return Record(to=told["to"], what=told["what"], why=told["why"], until=_until(told["until"], today), on=today)


def _told(key: str, value: str) -> str:
    text = one_line(value)
    if harmless(text) != text or len(text) > _MOST_TEXT:
        raise InputError.of(f"--released-{key}", f"holds control characters, or more than {_MOST_TEXT} letters", "a few plain words")
    return text


def _until(text: str, today: date) -> date:
    where = "--released-until"
    try:
        until = date.fromisoformat(text)
    except ValueError:
        raise InputError.of(where, f"is no day: '{text}'", "write it as 2027-01-31") from None
    if until < today:
        raise InputError.of(where, f"the release ended on {until}", "ask the person again, and give a day to come")
    if until > today + _LONGEST:
        raise InputError.of(where, f"{until} is more than a year away", "a release is for a time: give a day within a year, and ask again then")
    return until


def _asked_for(missing: list[str], knowledge: Knowledge, usual: Mapping[str, str]) -> dict[str, str]:
    if os.environ.get("ACCESSIBLE") or os.environ.get("TERM") == "dumb":
        from ctintake.interview.plain import PlainSkin

        plain = PlainSkin(sys.stdin, sys.stderr, "", clears=False)
        return {key: plain.line(knowledge.text(f"export-ask-{key}"), usual.get(key, "")) for key in missing}
    from ctintake.interview.full import FullSkin

    full = FullSkin("")
    return {key: full.line(knowledge.text(f"export-ask-{key}"), usual.get(key, "")) for key in missing}


# What is said before anything is written.


def _listing(cuts: Iterable[Cut], kinds: Container[str], knowledge: Knowledge) -> Iterable[str]:
    """Say what goes in and what is left out, by name; of several summaries together."""
    several = list(cuts)
    goes_in = [tuple(part for part in one.goes_in if part.kind in kinds) for one in several]
    for screen, parts in (("export-goes-in", goes_in), ("export-left-out", [one.left_out for one in several])):
        yield knowledge.text(screen)
        lines = [_part_line(part, knowledge) for part in _joined(parts)]
        yield from lines or [f"  {knowledge.text('export-nothing')}"]


def _joined(several: Iterable[tuple[Part, ...]]) -> Iterable[Part]:
    names: dict[str, dict[str, None]] = {}
    for parts in several:
        for part in parts:
            names.setdefault(part.kind, {}).update(dict.fromkeys(part.names))
    return [Part(kind, tuple(found)) for kind, found in names.items()]


def _part_line(part: Part, knowledge: Knowledge) -> str:
    names = "; ".join(harmless(one_line(name)) for name in part.names)
    return f"  {knowledge.text('export-part').format(part=knowledge.text(f'export-{part.kind}'), count=len(part.names), names=names)}"


# Writing.


def _caseload(cuts: Mapping[str, Cut], knowledge: Knowledge) -> dict[str, Content]:
    from ctintake.exports.csv import Case, write_caseload

    return {"csv": write_caseload([Case(name, found.release) for name, found in cuts.items()], knowledge)}


def _placed(request: Request, contents: Mapping[str, Content], reference: str) -> dict[Path, Content]:
    """Give each content its place: the path itself for one, with an ending of its own for each of several, a neutral name in a folder that is there."""
    path = Path(str(request.output))
    kind = "counts" if request.recipient == "statistics" else "summary"
    if path.is_dir() and not (request.force and set(contents) == {"csv"}):
        path, one = path / f"{kind}-{reference}", False
    else:
        one = len(contents) == 1
        endings = {FORMATS[name].ending for name in contents} - {""}
        path = path.with_suffix("") if not one and path.suffix in endings else path
    return {path if one else path.with_name(path.name + FORMATS[name].ending): content for name, content in contents.items()}


def _write_all(files: Mapping[Path, Content], *, force: bool) -> None:
    """Write every file, after a look that none is in the way."""
    for path in files:
        if not force and os.path.lexists(path):
            raise InputError.of(str(path), "is there already", "give another name, or --force to replace it")
    for path, content in files.items():
        if isinstance(content, bytes):
            write_whole(path, content, force=force)
        else:
            _write_folder(path, content, force=force)
        say(f"ctintake: wrote {path}")


def _write_folder(folder: Path, content: Mapping[str, bytes], *, force: bool) -> None:
    """Write the files of a folder, readable by its owner alone; a new folder appears with all of them or not at all."""
    if folder.is_dir():
        for name, table in content.items():
            write_whole(folder / name, table, force=force)
        return
    new = folder.with_name(f".{secrets.token_hex(6)}.part")
    try:
        new.mkdir(mode=0o700)
        for name, table in content.items():
            write_whole(new / name, table)
        new.rename(folder)
    except OSError as fault:
        raise InputError.of(str(folder), f"cannot be written: {fault.strerror}", "give a name in a folder you may write to") from None
    finally:
        _clear(new)


def _clear(folder: Path) -> None:
    """Take away what an attempt left that did not come to its end."""
    with contextlib.suppress(OSError):
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()

"""Handing over what is known of a person: from a summary, wherever it comes from, to files for one recipient.

What goes in and what is left out is said first; then every file is made, then all are written, or none.
"""

import hashlib
import itertools
import os
import secrets
import sys
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct, structs

from ctintake.cli.edge import give, refuse_to_replace, say
from ctintake.cli.releasing import Asked, Terms, client_of, record_of
from ctintake.cli.sealed import Seal
from ctintake.errors import InputError, one_of
from ctintake.exports.cleaning import harmless, one_line
from ctintake.exports.formats import FORMATS, Files, NothingInsideError, inside, written
from ctintake.exports.languages import catalogue
from ctintake.exports.recipients import NEEDS_RECORD, RECIPIENTS, Cut, Part, cut, listed
from ctintake.exports.release import Client
from ctintake.knowledge.loading import SHIPPED
from ctintake.model import Knowledge
from ctintake.opening import is_folder
from ctintake.sealing import ENDING
from ctintake.summary.records import Summary
from ctintake.writing import holds_only, write_all

_CODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

_MOST_NAMES = 6
"""In a short list: two of them, with the question below, fit on the smallest usual screen."""

Content = bytes | Files

TABLES = frozenset(
    f"{name}.csv{sealed}" for name in ("calls", "deadlines", "findings", "offices", "referrals", "release", "summaries") for sealed in ("", ENDING)
)
"""The names of the tables of every recipient: a folder of these alone may be replaced."""


class Handover(Struct, frozen=True):
    """What is to be made, for whom, and where it goes; how it is sealed; what is said of the release; whence other languages come; the key to read by."""

    formats: tuple[str, ...]
    recipient: str = "self"
    output: str | None = None
    force: bool = False
    asked: Asked = Asked()
    seal: Seal | None = None
    overlays: tuple[Path, ...] = ()
    identity: Path | None = None


def refuse_what_cannot_be(handover: Handover, *, caseload: bool = False) -> None:
    """Raise InputError for a handover that cannot be, before anything is read."""
    if not handover.formats:
        raise InputError.of("--to", "is missing", f"--to one of {', '.join(FORMATS)}; again for several")
    for name in handover.formats:
        if name not in FORMATS:
            raise InputError.of("--to", f"there is no format '{name}'", one_of(name, list(FORMATS)))
    if handover.recipient not in RECIPIENTS:
        raise InputError.of("--for", f"there is no recipient '{handover.recipient}'", one_of(handover.recipient, list(RECIPIENTS)))
    for name in handover.formats:
        if handover.recipient not in FORMATS[name].recipients:
            fitting = [other for other, form in FORMATS.items() if handover.recipient in form.recipients]
            raise InputError.of(f"--to {name}", f"is not written for '{handover.recipient}'", f"for {handover.recipient}: {', '.join(fitting)}")
    if caseload and set(handover.formats) != {"csv"}:
        raise InputError.of("--to", "the summaries of a folder are exported together, as tables alone", "--to csv, or give one summary")
    _refuse_name(handover)
    _refuse_release(handover)
    _refuse_place(handover)


def _refuse_name(handover: Handover) -> None:
    if (handover.asked.first_name or handover.asked.last_name) and not any(FORMATS[name].names_client for name in handover.formats):
        named = ", ".join(name for name, form in FORMATS.items() if form.names_client)
        raise InputError.of("--first-name, --last-name", "a name goes into no other file", f"add --to {named}, or leave it out")


def _refuse_release(handover: Handover) -> None:
    asked = handover.asked
    if handover.recipient not in NEEDS_RECORD and any((asked.to, asked.what, asked.why, asked.until)):
        right = f"--for {' or --for '.join(sorted(NEEDS_RECORD))}, or leave them out"
        raise InputError.of("--released-...", f"a release is for others, and this is for '{handover.recipient}'", right)


def _refuse_place(handover: Handover) -> None:
    if not handover.output:
        raise InputError.of("--output", "is missing: nothing is written unless you say where", "-o FILE, -o FOLDER for a neutral name in it, or -o -")
    folders = all(not FORMATS[name].ending for name in handover.formats)
    if handover.output.endswith(("/", os.sep)) and not is_folder(Path(handover.output)) and not folders:
        raise InputError.of("--output", f"there is no folder {handover.output}", "make the folder first, or give the name of a file")
    if handover.output == "-" and (len(set(handover.formats)) > 1 or not FORMATS[handover.formats[0]].is_text):
        texts = ", ".join(name for name, form in FORMATS.items() if form.is_text)
        raise InputError.of("--output -", "standard output takes one text format", f"one --to of {texts}; or give -o FILE")
    if handover.output == "-" and handover.seal is not None and sys.stdout.isatty():
        raise InputError.of("--output -", "is a terminal, and an encrypted file is no text", "give -o FILE")


def hand_over(handover: Handover, summaries: Mapping[str, Summary], knowledge: Knowledge, terms: Terms, *, caseload: bool = False) -> None:
    """Say what goes in and what is left out, and write the files. ``summaries`` by the names of their files, which are never replaced."""
    cuts = _cuts(handover, summaries, knowledge, terms)
    held = _inside_caseload if caseload else lambda one: inside(dict.fromkeys(handover.formats), one.release, knowledge)
    for line in listing([(one, held(one)) for one in cuts.values()], knowledge):
        say(line)
    contents = _caseload(cuts, knowledge) if caseload else made(handover.formats, next(iter(cuts.values())), knowledge)
    if caseload and handover.recipient != "statistics":
        for name, one in cuts.items():
            say(f"ctintake: {one.release.reference} in the tables is {Path(name).name}")
    for name, first in _twice(summaries).items():
        say(f"ctintake: note: {Path(name).name} holds the same summary as {Path(first).name}: it is counted twice")
    if handover.output == "-":
        content = next(iter(contents.values()))
        if isinstance(content, bytes):
            give(handover.seal(content) if handover.seal is not None else content.decode())
        return
    reference = reference_of(summaries.values(), handover.recipient)
    kind = "counts" if handover.recipient == "statistics" else "summary"
    by_ending = {FORMATS[name].ending: content for name, content in contents.items()}
    files = placed(Path(str(handover.output)), by_ending, f"{kind}-{reference}", handover.seal, alone=len(set(handover.formats)) == 1, force=handover.force)
    for path in files:
        refuse_to_replace(path, [*summaries, *handover.overlays, handover.identity])
    write_all(files, force=handover.force, own=TABLES)
    for path in files:
        say(f"ctintake: wrote {path}")


def _cuts(handover: Handover, summaries: Mapping[str, Summary], knowledge: Knowledge, terms: Terms) -> dict[str, Cut]:
    """Cut each summary for the recipient, with the record of the release, and the client's name where a format must have it."""
    recipient, asked = handover.recipient, handover.asked
    record = record_of(asked, recipient, knowledge, terms) if recipient in NEEDS_RECORD else None
    naming = next((name for name in handover.formats if FORMATS[name].names_client), None)
    client = client_of(asked, naming, knowledge, terms) if naming is not None else None
    references = _references(summaries, recipient)
    cuts = {name: cut(one, recipient, knowledge, references[name], record) for name, one in summaries.items()}
    return {name: completed(one, client, handover.overlays) for name, one in cuts.items()}


def completed(one: Cut, client: Client | None, overlays: tuple[Path, ...]) -> Cut:
    """Add to a cut what no summary holds: the client's name, and the words of the person's language."""
    words = catalogue(one.release.summary, (SHIPPED, *overlays))
    return structs.replace(one, release=structs.replace(one.release, client=client, catalogue=words))


def _references(summaries: Mapping[str, Summary], recipient: str) -> dict[str, str]:
    """Give each summary its neutral code, by the name of its file; no two the same, not even for the same summary twice."""
    codes: dict[str, str] = {}
    for name, one in summaries.items():
        tries = (reference_of([one], recipient, at) for at in itertools.count())
        codes[name] = next(code for code in tries if code not in codes.values())
    return codes


def _twice(summaries: Mapping[str, Summary]) -> dict[str, str]:
    """Give the names of files that hold the summary of one before them, each with the name of that."""
    first: dict[bytes, str] = {}
    names = {name: first.setdefault(msgspec.json.encode(one), name) for name, one in summaries.items()}
    return {name: before for name, before in names.items() if before != name}


def reference_of(summaries: Iterable[Summary], recipient: str, at: int = 0) -> str:
    """Give a neutral code: the same for the same summary, so that its files are known to belong together. ``at`` above 0 gives others, where it is taken.

    Statistics get a new one each time, which leads back to nobody.
    """
    if recipient == "statistics":
        return "".join(secrets.choice(_CODE) for _ in range(4))
    content = b"".join(msgspec.json.encode(summary) for summary in summaries) + (str(at).encode() if at else b"")
    return "".join(_CODE[byte % len(_CODE)] for byte in hashlib.sha256(content).digest()[:4])


# What is said before anything is written.


def listing(cuts: Iterable[tuple[Cut, Sequence[Summary]]], knowledge: Knowledge) -> Iterator[str]:
    """Say what goes in and what is left out, by name; of several summaries together. Each cut stands with what its files hold."""
    for screen, names in zip(("export-goes-in", "export-left-out"), _sides(cuts, knowledge), strict=True):
        yield knowledge.text(screen)
        yield from _by_name(names, knowledge)
        if not names:
            yield f"  {knowledge.text('export-nothing')}"


def short_listing(one: Cut, held: Sequence[Summary], knowledge: Knowledge) -> Iterator[str]:
    """Say the same so that it fits on a screen: how many of each kind, and by name the first of what was answered, the private ones before all others."""
    private = {question.label for question in knowledge.questions.values() if question.sensitive}
    for screen, names in zip(("export-goes-in", "export-left-out"), _sides([(one, held)], knowledge), strict=True):
        yield knowledge.text(screen)
        answers = sorted(names.pop("answers", ()), key=lambda name: name not in private)
        counts = [knowledge.text("export-part-count").format(part=knowledge.text(f"export-{kind}"), count=len(found)) for kind, found in names.items()]
        if counts or not answers:
            yield f"  {', '.join(counts) or knowledge.text('export-nothing')}"
        if answers:
            yield from _by_name({"answers": answers}, knowledge, _MOST_NAMES)


def _sides(cuts: Iterable[tuple[Cut, Sequence[Summary]]], knowledge: Knowledge) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Give the names of what goes in and of what is left out, by kind."""
    several = [listed(one, held, knowledge) for one, held in cuts]
    return _together(goes_in for goes_in, _ in several), _together(left_out for _, left_out in several)


def _together(several: Iterable[tuple[Part, ...]]) -> dict[str, list[str]]:
    names: dict[str, dict[str, None]] = {}
    for part in itertools.chain.from_iterable(several):
        names.setdefault(part.kind, {}).update(dict.fromkeys(part.names))
    return {kind: list(found) for kind, found in names.items()}


def _by_name(names: Mapping[str, Sequence[str]], knowledge: Knowledge, most: int | None = None) -> Iterator[str]:
    for kind, found in names.items():
        text = "; ".join(harmless(one_line(name)) for name in found[:most])
        if most is not None and len(found) > most:
            text = knowledge.text("export-and-more").format(names=text, count=len(found) - most)
        yield f"  {knowledge.text('export-part').format(part=knowledge.text(f'export-{kind}'), count=len(found), names=text)}"


# Making and writing.


def made(formats: Iterable[str], one: Cut, knowledge: Knowledge) -> dict[str, Content]:
    """Write a release in each format. One of several that would have nothing inside is left out, and that is said; alone it is refused."""
    contents: dict[str, Content] = {}
    empty: list[NothingInsideError] = []
    for name in dict.fromkeys(formats):
        try:
            contents[name] = written(name, one.release, knowledge)
        except NothingInsideError as fault:
            empty.append(fault)
    if not contents:
        raise InputError([problem for one in empty for problem in one.problems])
    for problem in (problem for one in empty for problem in one.problems):
        say(f"ctintake: note: {problem.where} is not written: {problem.what}")
    return contents


def _caseload(cuts: Mapping[str, Cut], knowledge: Knowledge) -> dict[str, Content]:
    from ctintake.exports.csv import write_caseload

    return {"csv": write_caseload([one.release for one in cuts.values()], knowledge)}


def _inside_caseload(one: Cut) -> list[Summary]:
    from ctintake.exports.csv import inside_caseload

    return [inside_caseload(one.release)]


def placed(path: Path, contents: Mapping[str, Content], neutral: str, seal: Seal | None, *, alone: bool, force: bool = False) -> dict[Path, Content]:
    """Seal each content, and give it its place; ``contents`` stand by the endings of their files' names.

    The path itself where one file alone was asked for; with its ending for each of several; under a neutral name in a folder that is there. An ending given
    here to what is sealed says so; a name that was given whole stays.
    """
    first = next(iter(contents.values()))
    in_folder = is_folder(path) and not (alone and force and isinstance(first, Mapping) and holds_only(path, TABLES))
    whole = alone and not in_folder
    bare = path / neutral if in_folder else _without(path, contents)
    extra = ENDING if seal is not None else ""
    return {
        path if whole else bare.with_name(bare.name + ending + (extra if isinstance(content, bytes) else "")): _sealed(content, seal)
        for ending, content in contents.items()
    }


def _without(path: Path, endings: Container[str]) -> Path:
    bare = path.with_suffix("") if path.suffix == ENDING else path
    return bare.with_suffix("") if bare.suffix and bare.suffix in endings else bare


def _sealed(content: Content, seal: Seal | None) -> Content:
    if seal is None:
        return content
    return seal(content) if isinstance(content, bytes) else {name + ENDING: seal(table) for name, table in content.items()}

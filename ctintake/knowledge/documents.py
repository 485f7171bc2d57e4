"""Reading a folder of knowledge: TOML files into plain tables, by kind, with the file each entry stands in.

A compiled copy of the whole folder (one JSON file, made when the package is built) is read in its place while its digest says that it is the same
content: the TOML itself takes a tenth of a second. Nothing here writes, except `compile_folder` when the package is built.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msgspec import Struct

from ctintake.errors import InputError, KnowledgeError, Problem, one_of
from ctintake.opening import is_folder, is_text, open_entry, toml_table

KINDS = (
    "questions",
    "implications",
    "sets",
    "derived",
    "rules",
    "needs",
    "resources",
    "audiences",
    "authorities",
    "offences",
    "grounds",
    "courts",
    "towns",
    "places",
    "poverty-guidelines",
    "jurisdiction",
    "sections",
    "screens",
)
"""Every kind of entry; a kind lives in a file of this name, or in a folder of it."""

CASES = "cases"
"""What is read only for a check: cases that show what each rule does."""

HOLIDAYS = "holidays"
"""What only the compiled copy holds: the holidays of the years a deadline is likely to fall in, as the library gives them. It costs 90 ms to ask it."""

_YEARS = range(2000, 2051)

_MOST_BYTES = 5_000_000
"""A file of knowledge; ours are thirty times smaller."""


class Document(Struct, frozen=True):
    """One file: where it is, the kind of its entries, and the entries as plain tables by id."""

    file: str
    kind: str
    entries: dict[str, Any]


class Documents(Struct, frozen=True):
    """A folder's files in order, and the digest of their bytes."""

    files: tuple[Document, ...]
    digest: str


def read_folder(folder: Path, called: str = "") -> Documents:
    """Read every TOML file of a knowledge folder; ``called`` stands before the files' names, to tell one folder's from another's.

    Raises KnowledgeError, naming each file at fault, where the folder is missing, a file cannot be read, is not UTF-8 or not TOML, or is of no known kind.
    """
    contents = _contents(folder)
    digest = _digest(contents)
    compiled = _compiled(folder, digest)
    if compiled is not None:
        return Documents(tuple(Document(called + name, _kind(name), entries) for name, entries in compiled.items()), digest)
    return Documents(tuple(_parsed(contents, called)), digest)


def compiled_path(folder: Path) -> Path:
    """Give the place of a folder's compiled copy: beside it."""
    return folder.parent / f"{folder.name}.compiled.json"


def compile_folder(folder: Path) -> Path:
    """Write the compiled copy of a folder beside it, and give its path. Run when the package is built, never when a person is served."""
    import json

    contents = _contents(folder)
    parsed = list(_parsed(contents))
    documents = {document.file: document.entries for document in parsed} | {HOLIDAYS: _holidays(parsed)}
    target = compiled_path(folder)
    text = json.dumps({"digest": _digest(contents), "documents": documents}, default=str, ensure_ascii=False, separators=(",", ":"))
    target.write_text(text, encoding="utf-8")
    return target


def _holidays(documents: list[Document]) -> dict[str, Any]:
    from ctintake.dates import public_holidays

    state = next(entry for document in documents if document.kind == "jurisdiction" for entry in document.entries.values())
    country, subdivision = state["holidays_country"], state["holidays_subdivision"]
    kept = {"days": subdivision, "national": ""}
    return {str(year): {key: sorted(public_holidays(country, part, year)) for key, part in kept.items()} for year in _YEARS}


def _contents(folder: Path) -> dict[str, bytes]:
    if not is_folder(folder):
        raise KnowledgeError.of(str(folder), "there is no such folder of knowledge", "a folder with files such as rules/now.toml and resources.toml")
    try:
        files = {file.relative_to(folder).as_posix(): file for file in sorted(_files(folder))}
    except OSError as fault:
        raise KnowledgeError.of(str(fault.filename or folder), f"cannot be read: {fault.strerror}") from None
    if not files and not any(folder.glob("languages/*.mo")):
        raise KnowledgeError.of(str(folder), "holds no knowledge", "a folder with files such as rules/now.toml and resources.toml")
    try:
        return {name: open_entry(file, _MOST_BYTES) for name, file in files.items() if _kind(name) != CASES}
    except InputError as fault:
        raise KnowledgeError(fault.problems) from None


def _files(folder: Path) -> Iterator[Path]:
    """Find the TOML files in a folder and one level below, never further: someone may name the root of the disk by mistake."""
    yield from folder.glob("*.toml")
    yield from folder.glob("*/*.toml")
    for kind in KINDS:
        below = next((folder / kind).glob("*/*.toml"), None)
        if below is not None:
            raise KnowledgeError.of(str(below), "lies too deep", f"files lie in {kind}/ itself")


def _digest(contents: dict[str, bytes]) -> str:
    total = hashlib.sha256()
    for name, content in contents.items():
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()[:16]


def _compiled(folder: Path, digest: str) -> dict[str, dict[str, Any]] | None:
    import msgspec

    try:
        found = msgspec.json.decode(compiled_path(folder).read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
    if not isinstance(found, dict) or found.get("digest") != digest:
        return None
    documents = found.get("documents")
    return documents if isinstance(documents, dict) else None


def _kind(file: str) -> str:
    return file.split("/")[0].removesuffix(".toml")


def _parsed(contents: dict[str, bytes], called: str = "") -> Iterator[Document]:
    problems: list[Problem] = []
    documents: list[Document] = []
    for inside, content in contents.items():
        kind, name = _kind(inside), called + inside
        if kind not in KINDS:
            problems.append(Problem(name, f"'{kind}' is no kind of knowledge", one_of(kind, KINDS)))
            continue
        try:
            table = toml_table(content)
        except UnicodeDecodeError as fault:
            problems.append(Problem(name, f"is not UTF-8 (byte {fault.start})", "save the file as UTF-8 text"))
            continue
        except ValueError as fault:
            problems.append(Problem(name, f"is not TOML: {fault}"))
            continue
        loose = [key for key, entry in table.items() if not isinstance(entry, dict)]
        problems.extend(Problem(name, f"'{key}' stands under no heading", "every entry is a table: [its-id]") for key in loose)
        problems.extend(_odd_texts(table, name))
        documents.append(Document(name, kind, table))
    if problems:
        raise KnowledgeError(problems)
    yield from documents


def _odd_texts(table: dict[str, Any], name: str) -> Iterator[Problem]:
    """Find each text that holds what is no text, such as an escape that a terminal would obey, with the entry and the key it stands in."""
    for entry, keys in table.items():
        for key, text in _texts({entry: keys}):
            odd = next((character for character in text if not is_text(character)), None) if not text.replace("\n", " ").isprintable() else None
            if odd is not None:
                where = " ".join(part for part in (name, f"[{_shown(entry)}]", _shown(key) if key != entry else "") if part)
                yield Problem(where, f"holds the control character U+{ord(odd):04X}", "take it out")


def _texts(value: Any, key: str = "") -> Iterator[tuple[str, str]]:  # noqa: ANN401 - any plain value
    """Give every text in a plain value with the key it stands under, keys themselves too."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, key)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from ((name, name), *_texts(inner, name))


def _shown(text: str) -> str:
    return "".join(character if is_text(character) else "?" for character in text)

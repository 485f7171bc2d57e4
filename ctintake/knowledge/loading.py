"""Making typed, immutable records of a knowledge folder and its overlays.

Every error names file, entry, key, what was found, what would be right and the nearest match; all errors are reported together. Never prints.
"""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin

import msgspec

from ctintake import model
from ctintake.dates import public_holidays
from ctintake.errors import KnowledgeError, Problem, listed, one_of, quoted
from ctintake.knowledge.documents import HOLIDAYS, Documents, read_folder
from ctintake.knowledge.references import faults
from ctintake.model import Entry, Knowledge

SHIPPED = Path(__file__).parent / "connecticut"
"""The folder that comes with the program."""

_RECORDS: Mapping[str, type[Entry]] = {
    "questions": model.Question,
    "implications": model.Implication,
    "sets": model.NamedSet,
    "derived": model.Derived,
    "rules": model.Rule,
    "needs": model.Need,
    "resources": model.Resource,
    "audiences": model.Audience,
    "authorities": model.Authority,
    "offences": model.Offence,
    "grounds": model.Ground,
    "courts": model.Court,
    "towns": model.Town,
    "places": model.Place,
    "poverty-guidelines": model.PovertyGuideline,
    "jurisdiction": model.Jurisdiction,
    "sections": model.Section,
    "screens": model.Screen,
    HOLIDAYS: model.HolidayYear,
}


def load(overlays: Iterable[Path] = (), base: Path = SHIPPED) -> Knowledge:
    """Read the knowledge: the base folder, then each overlay, whose entries are added or take the place of those with their id.

    Raises KnowledgeError with everything that is wrong: files, keys, types, conditions, references.
    """
    folders = [read_folder(base), *(read_folder(folder, f"{folder}/") for folder in overlays)]
    entries, files, problems = _entries(folders)
    if problems:
        raise KnowledgeError(problems)
    problems = _holidays_of_another_state(entries, folders[0])
    if problems:
        raise KnowledgeError(problems)
    knowledge = _assembled(entries, files, "+".join(folder.digest for folder in folders))
    shipped = {name: str(entry["text"]) for document in folders[0].files if document.kind == "screens" for name, entry in document.entries.items()}
    problems = faults(knowledge, shipped)
    if problems:
        raise KnowledgeError(problems)
    return knowledge


_Entries = dict[str, dict[str, Any]]


def _entries(folders: list[Documents]) -> tuple[_Entries, dict[tuple[str, str], str], list[Problem]]:
    entries: _Entries = {kind: {} for kind in _RECORDS}
    files: dict[tuple[str, str], str] = {}
    problems: list[Problem] = []
    for folder in folders:
        seen: dict[tuple[str, str], str] = {}
        for document in folder.files:
            for name in document.entries:
                earlier = seen.setdefault((document.kind, name), document.file)
                if earlier != document.file:
                    problems.append(Problem(f"{document.file} [{name}]", f"stands in {earlier} already", "an id names one entry"))
            records, wrong = _records(document.file, document.entries, _RECORDS[document.kind])
            entries[document.kind].update(records)
            files.update({(document.kind, name): document.file for name in records})
            problems.extend(wrong)
    return entries, files, problems


def _holidays_of_another_state(entries: _Entries, base: Documents) -> list[Problem]:
    """Drop the compiled holidays where an overlay's state keeps others, and see that those are known."""
    ours: dict[str, Any] = next((entry for document in base.files if document.kind == "jurisdiction" for entry in document.entries.values()), {})
    for name, state in entries["jurisdiction"].items():
        country, part = state.holidays_country, state.holidays_subdivision
        if (country, part) == (ours.get("holidays_country"), ours.get("holidays_subdivision")):
            continue
        entries[HOLIDAYS].clear()
        try:
            public_holidays(country, part, 2026)
        except NotImplementedError:
            what = f"no holidays are known of {quoted(part)} in {quoted(country)}"
            return [Problem(f"jurisdiction [{name}] holidays_subdivision", what, "a country and a part of it, such as US and CT")]
    return []


def _records(file: str, tables: dict[str, Any], record: type[Entry]) -> tuple[dict[str, Entry], list[Problem]]:
    try:
        return msgspec.convert(tables, dict[str, record]), []  # type: ignore[valid-type]
    except msgspec.ValidationError:
        pass
    records: dict[str, Entry] = {}
    problems: list[Problem] = []
    for name, table in tables.items():
        try:
            records[name] = msgspec.convert(table, record)
        except msgspec.ValidationError as fault:
            problems.append(_problem(f"{file} [{name}]", str(fault), table, record))
    return records, problems


def _problem(where: str, message: str, table: Mapping[str, Any], record: type[Entry]) -> Problem:
    """Say a validation fault in our own words: the key, what was found, what would be right."""
    what, _, path = message.partition(" - at ")
    key = path.strip("`").removeprefix("$").lstrip(".")
    names = _keys(record)
    if unknown := re.fullmatch(r"Object contains unknown field `(.+)`", what):
        inner = f"{key}." if key else ""
        return Problem(where, f"there is no key '{inner}{unknown[1]}'", one_of(unknown[1], names) if not key else "")
    if missing := re.fullmatch(r"Object missing required field `(.+)`", what):
        inner = f"{key}." if key else ""
        return Problem(where, f"'{inner}{missing[1]}' is missing", f"the entry has: {listed(list(table))}")
    found = f" (found: {quoted(table[key])})" if key in table else ""
    return Problem(where, f"{key}: {what}{found}" if key else what, _enum_hint(record, key, table))


def _keys(record: type[Entry]) -> list[str]:
    return [item.encode_name for item in msgspec.structs.fields(record)]


def _enum_hint(record: type[Entry], key: str, table: Mapping[str, Any]) -> str:
    """Name the values that would be right where the key takes one of a few."""
    wanted = next((item.type for item in msgspec.structs.fields(record) if item.encode_name == key), None)
    members = getattr(wanted, "__members__", {})
    allowed = [str(member) for member in members.values()] or ([str(value) for value in get_args(wanted)] if get_origin(wanted) is Literal else [])
    if not allowed or not isinstance(table.get(key), str):
        return ""
    return one_of(str(table[key]), allowed)


def _assembled(entries: _Entries, files: dict[tuple[str, str], str], digest: str) -> Knowledge:
    missing = [kind for kind, records in entries.items() if not records and kind != HOLIDAYS]
    if missing:
        raise KnowledgeError([Problem(f"{kind}.toml", "is missing or empty", "every kind of knowledge has at least one entry") for kind in missing])
    states = entries.pop("jurisdiction")
    kinds = {kind.replace("-", "_"): MappingProxyType(records) for kind, records in entries.items()}
    return Knowledge(**kinds, jurisdiction=next(iter(states.values())), digest=digest, files=MappingProxyType(files))

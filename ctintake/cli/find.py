"""`ctintake find`: the directory of offices, courts, charges and towns."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ctintake.answers.charges import suggestions
from ctintake.answers.places import find_town, town_suggestions
from ctintake.cli.edge import give, knowledge_from, refuse_to_replace, say
from ctintake.cli.show import give_page
from ctintake.errors import InputError, nearest, one_of
from ctintake.model import Knowledge, Resource
from ctintake.referrals import Nearness, nearness_to, phones_of
from ctintake.show.lines import GAP, Line, Manner, Words, phone_line, written
from ctintake.summary.composing import telephone
from ctintake.writing import write_whole

_FORMATS = ("hsds",)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    words: str = ""
    town: str | None = None
    need: str | None = None
    to: str | None = None
    output: str | None = None
    force: bool = False
    overlays: tuple[Path, ...] = ()


def find_entries(wanted: Wanted) -> None:
    """Print what fits: offices, then courts, charges and towns where words were given. With ``to``, write the offices for other programs instead."""
    knowledge = knowledge_from(list(wanted.overlays))
    _refuse_what_does_not_fit(wanted, knowledge)
    place = find_town(wanted.town, knowledge) if wanted.town is not None else None
    if wanted.to is not None:
        _write(
            wanted, {name: entry for name, entry in knowledge.resources.items() if _fits(name, entry, wanted.words, place, wanted.need, knowledge)}, knowledge
        )
        return
    found = list(_found(wanted.words, place, wanted.need, knowledge))
    if not found:
        raise _nothing_found(wanted)
    give_page(found, plain=False)


def _refuse_what_does_not_fit(wanted: Wanted, knowledge: Knowledge) -> None:
    if wanted.to is not None and wanted.to not in _FORMATS:
        raise InputError.of("--to", f"there is no format '{wanted.to}'", one_of(wanted.to, _FORMATS))
    if wanted.to is None and wanted.output is not None:
        raise InputError.of("--output", "is for the directory as a file", "add: --to hsds")
    if wanted.to is None and not wanted.words and wanted.town is None and wanted.need is None:
        raise InputError.of("", "nothing to look for", "give words, --town or --need; for example: ctintake find --town Danbury --need padilla-advice")
    if wanted.need is not None and wanted.need not in knowledge.needs:
        raise InputError.of("--need", f"there is no need '{wanted.need}'", one_of(wanted.need, list(knowledge.needs)))


def _nothing_found(wanted: Wanted) -> InputError:
    return InputError.of("", f"nothing found for '{wanted.words}'", "try fewer or other words, or: ctintake find --need NEED")


def _write(wanted: Wanted, offices: dict[str, Resource], knowledge: Knowledge) -> None:
    """Write offices: as JSON to standard output or to a file whose name ends so, or else as a folder of tables."""
    from ctintake.exports.hsds import Directory, as_json, as_package
    from ctintake.exports.hsds_tables import TABLES

    if not offices:
        raise _nothing_found(wanted)
    directory = Directory(offices, knowledge)
    path = Path(wanted.output or "-")
    refuse_to_replace(path, wanted.overlays)
    if str(path) == "-":
        give(as_json(directory).decode())
        return
    if path.suffix not in {"", ".json"}:
        raise InputError.of(str(path), "is no name for the directory", "NAME.json for one file, or a name without an ending for a folder of tables")
    own = {"datapackage.json", *(f"{table.file}.csv" for table in TABLES.values())}
    write_whole(path, as_json(directory) if path.suffix else as_package(directory), force=wanted.force, own=own)
    say(f"ctintake: wrote {path}")


def _found(words: str, town: str | None, need: str | None, knowledge: Knowledge) -> Iterator[Line]:
    say = Words(knowledge)
    offices = [entry for name, entry in knowledge.resources.items() if _fits(name, entry, words, town, need, knowledge)]
    for entry in sorted(offices, key=lambda entry: (_rank(entry, town, knowledge), entry.name)):
        yield from _office(entry, say)
    if words and need is None:
        yield from _courts(words, knowledge)
        yield from _charges(words, knowledge)
        yield from _towns(words, knowledge)


def _fits(name: str, entry: Resource, words: str, town: str | None, need: str | None, knowledge: Knowledge) -> bool:
    text = f"{name} {entry.name} {entry.does} {entry.who} {' '.join(entry.serves)}".lower()
    return (
        all(word in text for word in words.lower().split())
        and (need is None or need in entry.serves)
        and (town is None or nearness_to(entry, town, knowledge) is not None)
    )


def _rank(entry: Resource, town: str | None, knowledge: Knowledge) -> int:
    near = nearness_to(entry, town or "", knowledge)
    return near.rank if near is not None else len(Nearness)


def _office(entry: Resource, say: Words) -> Iterator[Line]:
    yield GAP
    yield Line(Manner.STRONG, entry.name)
    for phone in phones_of(entry, say.knowledge):
        yield Line(Manner.TEXT, phone_line(telephone(phone), say), 1)
    for way in (entry.text, entry.email, entry.url, entry.address):
        if way:
            yield Line(Manner.TEXT, way, 1)
    yield Line(Manner.TEXT, entry.does.strip(), 1)
    yield Line(Manner.TEXT, say("label-who", who=entry.who.strip()), 1)
    for note in (entry.caution, entry.limits.strip(), say("checked", day=written(entry.checked))):
        if note:
            yield Line(Manner.QUIET, note, 1)


def _courts(words: str, knowledge: Knowledge) -> Iterator[Line]:
    wanted = words.lower()
    for name, court in knowledge.courts.items():
        if wanted in f"{name} {court.name} {court.short_name} {court.city}".lower():
            yield GAP
            yield Line(Manner.STRONG, f"{court.name} ({name})")
            where = ", ".join(part for part in (court.address, court.city, court.zip, court.phone.removeprefix("+1-")) if part)
            for text in (where, court.public_defender, court.note):
                if text:
                    yield Line(Manner.TEXT, text, 1)


def _charges(words: str, knowledge: Knowledge) -> Iterator[Line]:
    for name in suggestions(words, knowledge.offences):
        offence = knowledge.offences[name]
        yield GAP
        yield Line(Manner.STRONG, f"{offence.name} ({offence.statute}): {name}")
        yield Line(Manner.TEXT, f"{offence.plain_name}. {offence.offence_class}.", 1)


def _towns(words: str, knowledge: Knowledge) -> Iterator[Line]:
    if not nearest(words, knowledge.towns):
        return
    for name in town_suggestions(words, knowledge, most=1):
        town = knowledge.towns[name]
        yield GAP
        yield Line(Manner.STRONG, name)
        yield Line(Manner.TEXT, f"{knowledge.courts[town.court].name}. {town.note}".strip(), 1)

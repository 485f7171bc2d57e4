"""`ctintake find`: the directory of offices, courts, charges and towns."""

import sys
from collections.abc import Iterator
from pathlib import Path

from ctintake.answers.charges import suggestions
from ctintake.answers.places import find_town, town_suggestions
from ctintake.cli.edge import knowledge_from
from ctintake.errors import InputError, nearest, one_of
from ctintake.model import Knowledge, Resource
from ctintake.referrals import Nearness, nearness_to
from ctintake.show.lines import GAP, Line, Manner, Words, phone_line
from ctintake.show.terminal import print_plain, print_rich
from ctintake.summary.composing import telephone


def find_entries(words: str, town: str | None, need: str | None, overlays: list[Path] | None) -> None:
    """Print what fits: offices, then courts, charges and towns where words were given."""
    knowledge = knowledge_from(overlays)
    if not words and town is None and need is None:
        raise InputError.of("", "nothing to look for", "give words, --town or --need; for example: ctintake find --town Danbury --need padilla-advice")
    if need is not None and need not in knowledge.needs:
        raise InputError.of("--need", f"there is no need '{need}'", one_of(need, list(knowledge.needs)))
    place = find_town(town, knowledge) if town is not None else None
    found = list(_found(words, place, need, knowledge))
    if not found:
        raise InputError.of("", f"nothing found for '{words}'", "try fewer or other words, or: ctintake find --need NEED")
    (print_rich if sys.stdout.isatty() else print_plain)(found, sys.stdout)


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
    for phone in entry.phones:
        yield Line(Manner.TEXT, phone_line(telephone(phone), say), 1)
    for way in (entry.text, entry.email, entry.url, entry.address):
        if way:
            yield Line(Manner.TEXT, way, 1)
    for text in (entry.does, entry.who):
        yield Line(Manner.TEXT, text.strip(), 1)
    for note in (entry.caution, entry.limits.strip(), say("checked", day=entry.checked.isoformat())):
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

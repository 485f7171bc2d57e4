"""Finding the town or court that is meant: by name, village, ZIP code, number or id, asking where a name means more than one."""

import re

from ctintake.errors import InputError, nearest, quoted
from ctintake.model import Court, Knowledge, Town

_HEARS_CASES = frozenset({"ga", "part-a", "federal", "juvenile"})
_GA = re.compile(r"(?:g\.?\s*a\.?|geographical area)\s*(?:no\.?)?\s*(\d+)", re.IGNORECASE)


def find_town(typed: str, knowledge: Knowledge) -> str:
    """Give the town meant by a town's name, a village or a ZIP code.

    Raises InputError where the name means more than one town, or none: with the towns it may be.
    """
    wanted = " ".join(typed.split()).casefold()
    for name in knowledge.towns:
        if name.casefold() == wanted:
            return name
    towns = _towns_with(wanted, knowledge)
    if len(towns) == 1:
        return towns[0]
    if towns:
        raise InputError.of(f"town {quoted(typed)}", f"may lie in {' or '.join(towns)}", "give the town")
    near = town_suggestions(typed, knowledge)
    right = f"did you mean {' or '.join(near)}?" if near else f"one of the {len(knowledge.towns)} towns of {knowledge.jurisdiction.name}, or 'unsure'"
    raise InputError.of(f"town {quoted(typed)}", f"there is no such town or village in {knowledge.jurisdiction.name}", right)


def towns_meant(typed: str, knowledge: Knowledge) -> list[str]:
    """Give the towns that a name which is no town may mean: those it lies in or, failing that, those spelled most like it."""
    return _towns_with(" ".join(typed.split()).casefold(), knowledge) or town_suggestions(typed, knowledge)


def _towns_with(wanted: str, knowledge: Knowledge) -> list[str]:
    """Give the towns that a place, a village or a ZIP code lies in."""
    for name, place in knowledge.places.items():
        if name.casefold() == wanted:
            return list(place.towns)
    return [name for name, town in knowledge.towns.items() if wanted in _parts(town)]


def _parts(town: Town) -> set[str]:
    """Give the names of a town's villages, with and without what tells two apart, and its ZIP codes."""
    villages = {village.casefold() for village in town.villages}
    return villages | {village.split(" (")[0] for village in villages} | set(town.zips)


def town_suggestions(typed: str, knowledge: Knowledge, most: int = 3) -> list[str]:
    """Give the towns whose name, or a village of which, is most like what was typed, best first."""
    names = {name: name for name in knowledge.towns}
    for town, entry in knowledge.towns.items():
        for village in entry.villages:
            names.setdefault(village, town)
    return list(dict.fromkeys(names[name] for name in nearest(typed, names, most=most * 2)))[:most]


def find_court(typed: str, knowledge: Knowledge) -> str:
    """Give the id of the court meant by an id, a number ("G.A. 23"), or its full or short name.

    Raises InputError with the nearest courts.
    """
    wanted = " ".join(typed.split()).casefold()
    if wanted in knowledge.courts:
        return wanted
    number = _GA.fullmatch(wanted)
    for name, court in knowledge.courts.items():
        if wanted in {court.name.casefold(), court.short_name.casefold()} - {""}:
            return name
        if number and court.kind in {"ga", "closed"} and court.number == int(number[1]):
            return name
    in_city = [name for name, court in knowledge.courts.items() if court.kind == "ga" and court.city.casefold() == wanted]
    if len(in_city) == 1:
        return in_city[0]
    near = ", or ".join(f"{name} ({knowledge.courts[name].name})" for name in courts_meant(typed, knowledge))
    raise InputError.of(f"court {quoted(typed)}", "there is no such court", f"did you mean {near}?" if near else "a court such as ga14, or 'unsure'")


def courts_for_cases(knowledge: Knowledge) -> dict[str, Court]:
    """Give the courts that hear cases now, by id: the list of courts holds offices, jails and courts that have closed as well."""
    return {name: court for name, court in knowledge.courts.items() if court.kind in _HEARS_CASES}


def courts_meant(typed: str, knowledge: Knowledge, most: int = 4) -> list[str]:
    """Give the ids of the courts that may be meant: those that hold most of the words typed or, failing that, those spelled most like it, best first."""
    words = typed.casefold().split()
    courts = courts_for_cases(knowledge)
    held = {name: sum(word in f"{court.name} {court.short_name} {court.city}".casefold().split() for word in words) for name, court in courts.items()}
    found = [name for name, count in held.items() if count and count == max(held.values())]
    if 0 < len(found) <= most:
        return found
    names = {text: name for name, court in reversed(courts.items()) for text in (court.name, court.short_name, court.city, name) if text}
    return list(dict.fromkeys(names[name] for name in nearest(typed, names, most=most * 2)))[:most]

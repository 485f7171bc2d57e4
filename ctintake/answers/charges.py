"""Finding the charge that is meant: by offence id, statute number, or everyday words.

A paper often prints more than the section ("53a-61(a)(1)"): the longest entry that the number begins with is taken, and only where "(" or nothing follows. A
letter means another section: 53a-61a is not 53a-61. A paper that prints less ("53-21", where only its subdivisions have entries) is kept as it is: the
charge may be any of them.
"""

import re
from collections.abc import Mapping

from ctintake.errors import InputError, nearest, quoted
from ctintake.model import Offence

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_FEDERAL = re.compile(r"\d+\s*u\.?\s*s\.?\s*c\.?\s*(?:§+|sec\.?)?\s*\d+[a-z0-9() -]*", re.IGNORECASE)
_SECTION = re.compile(r"(?:c\.?g\.?s\.?|conn\.? gen\.? stat\.?|sec(?:tion|\.)?|§|\s)*(\d+[a-z]*-\d+[a-z]*(?:\s*\([a-z0-9]+\))*)", re.IGNORECASE)


def find_charge(typed: str, offences: Mapping[str, Offence]) -> str:
    """Give the offence id meant by ``typed``, or the statute number itself where no entry covers it.

    Raises InputError, with suggestions, for words that name no offence or more than one.
    """
    wanted = " ".join(typed.split()).translate(_DASHES)
    if wanted.lower() in offences:
        return wanted.lower()
    section = _SECTION.fullmatch(wanted)
    if section:
        return _by_section(re.sub(r"\s", "", section[1]).lower(), offences)
    if _FEDERAL.fullmatch(wanted):
        return wanted
    return _by_words(wanted, offences)


def possible_offences(charge: str, offences: Mapping[str, Offence]) -> tuple[str, ...]:
    """Give the offence ids a charge may be: its own; for a section of which only subdivisions have entries, theirs; none for any other number."""
    if charge in offences:
        return (charge,)
    return tuple(name for name, offence in offences.items() if _covers(charge, _number(offence)))


def _by_section(number: str, offences: Mapping[str, Offence]) -> str:
    covering = [name for name, offence in offences.items() if _covers(_number(offence), number)]
    longest = max((len(offences[name].statute) for name in covering), default=0)
    best = [name for name in covering if len(offences[name].statute) == longest]
    return best[0] if len(best) == 1 else number


def _number(offence: Offence) -> str:
    return offence.statute.lower().replace(" ", "")


def _covers(statute: str, number: str) -> bool:
    return number == statute or (number.startswith(statute) and number[len(statute)] == "(")


def _by_words(words: str, offences: Mapping[str, Offence]) -> str:
    lowered = " ".join(words.lower().split())
    exact = _called(lowered, offences)
    if len(exact) == 1:
        return exact[0]
    if exact:
        raise InputError.of(f"charge {quoted(words)}", "may be any of several", _choices(exact, offences))
    near = suggestions(words, offences, most=4)
    right = _choices(near, offences) if near else "give an offense id, a statute number such as 53a-125b, or other words"
    raise InputError.of(f"charge {quoted(words)}", "names no offense we know", right)


def charges_meant(typed: str, offences: Mapping[str, Offence], most: int = 8) -> list[str]:
    """Give the offence ids that words which name no one charge may mean: those called so or, failing that, those that fit best."""
    return _called(" ".join(typed.lower().split()), offences)[:most] or suggestions(typed, offences, most)


def _called(lowered: str, offences: Mapping[str, Offence]) -> list[str]:
    return [name for name, offence in offences.items() if lowered in _names(name, offence)]


def _names(name: str, offence: Offence) -> set[str]:
    return {offence.name.lower(), offence.plain_name.lower(), name.replace("-", " "), *(word.lower() for word in offence.also)}


def _choices(names: list[str], offences: Mapping[str, Offence]) -> str:
    return "did you mean " + ", or ".join(f"{name} ({offences[name].statute}, {offences[name].plain_name})" for name in names[:8]) + "?"


def suggestions(words: str, offences: Mapping[str, Offence], most: int = 6) -> list[str]:
    """Give the offence ids that fit some typed words best, best first."""
    spoken: dict[str, list[str]] = {}
    for name, offence in offences.items():
        for words_for_it in _names(name, offence) | {offence.statute}:
            spoken.setdefault(words_for_it, []).append(name)
    found = nearest(words.lower(), spoken, most=most * 3)
    return list(dict.fromkeys(name for word in found for name in spoken[word]))[:most]

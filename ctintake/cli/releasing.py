"""What must be known before a file goes to others, from flags or, at a terminal, by asking: the record of the release, and the client's name."""

import os
import sys
from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct

from ctintake.errors import InputError
from ctintake.exports.cleaning import harmless, one_line
from ctintake.exports.release import Client, Record
from ctintake.interview.prompts import Command, Prompt, Skin
from ctintake.interview.wording import line
from ctintake.model import Knowledge
from ctintake.show.lines import Line, Manner

_LONGEST = timedelta(days=366)
"""A release that never ends is none."""

_USUAL = timedelta(days=30)
"""Offered where the person is asked: long enough to use a file, short enough to be asked again."""

_MOST_TEXT = 300


class Asked(Struct, frozen=True):
    """What the command line says of a release: to whom, what, why, until when; and the client's name, where a format must have it."""

    to: str | None = None
    what: str | None = None
    why: str | None = None
    until: str | None = None
    first_name: str | None = None
    last_name: str | None = None


def record_of(asked: Asked, recipient: str, knowledge: Knowledge, today: date) -> Record:
    """Give the record of the release. Raises InputError where it is not whole, or has ended."""
    flags = {"to": asked.to, "what": asked.what, "why": asked.why, "until": asked.until}
    told, missing = _told(flags, "--released-", knowledge, {"until": (today + _USUAL).isoformat()})
    if missing:
        what = f"a file for a {recipient} needs the record of the person's release, and it is missing: {', '.join(missing)}"
        raise InputError.of(f"--for {recipient}", what, "give them, or run it at a terminal to be asked; --for self needs none")
    return Record(to=told["to"], what=told["what"], why=told["why"], until=_until(told["until"], today), on=today)


def client_of(asked: Asked, format_name: str, knowledge: Knowledge) -> Client:
    """Give the client's name, which no summary holds. Raises InputError where it is withheld."""
    told, missing = _told({"first-name": asked.first_name, "last-name": asked.last_name}, "--", knowledge, {})
    if missing:
        what = f"needs the client's name, which no summary holds, and it is missing: {', '.join(missing)}"
        raise InputError.of(f"--to {format_name}", what, "give it if the person agrees, or run it at a terminal to be asked; or leave out this format")
    return Client(first=told["first-name"], last=told["last-name"])


def _told(flags: Mapping[str, str | None], dashes: str, knowledge: Knowledge, usual: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Give what was said, asked for at a terminal where it is not on the command line, and the flags of what is missing still."""
    missing = [key for key, value in flags.items() if not _has_words(value)]
    asked = _asked_for(missing, knowledge, usual) if missing and sys.stdin.isatty() and sys.stderr.isatty() else {}
    told = {key: asked.get(key) or value or "" for key, value in flags.items()}
    return {key: _plain(f"{dashes}{key}", value) for key, value in told.items()}, [f"{dashes}{key}" for key, value in told.items() if not _has_words(value)]


def _has_words(value: str | None) -> bool:
    """Tell whether something is said: a letter or a figure, not only what cannot be seen."""
    return any(character.isalnum() for character in value or "")


def _plain(where: str, value: str) -> str:
    text = one_line(value)
    if harmless(text) != text or len(text) > _MOST_TEXT:
        raise InputError.of(where, f"holds control characters, or more than {_MOST_TEXT} letters", "a few plain words")
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
    skin = _skin(knowledge)
    return {key: _typed(skin, line(knowledge.text(f"export-ask-{key}"), usual.get(key, ""), knowledge, "keys-release"), knowledge) for key in missing}


def _skin(knowledge: Knowledge) -> Skin:
    if os.environ.get("ACCESSIBLE") or os.environ.get("TERM") == "dumb":
        from ctintake.interview.plain import PlainSkin

        return PlainSkin(sys.stdin, sys.stderr, knowledge.text, clears=False)
    from ctintake.interview.full import FullSkin

    return FullSkin(knowledge.text)


def _typed(skin: Skin, prompt: Prompt, knowledge: Knowledge) -> str:
    """Ask for a line until one is typed: nothing is written without it. Raises KeyboardInterrupt to leave."""
    while not isinstance(reply := skin.ask(prompt), str):
        if reply is Command.LEAVE:
            raise KeyboardInterrupt
        skin.tell([Line(Manner.TEXT, knowledge.text("why-release" if reply is Command.WHY else "type-line"))])
    return reply

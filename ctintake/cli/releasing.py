"""What must be known before a file goes to others, from flags or by asking: the record of the release, and the client's name."""

import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from ctintake.dates import parse_day
from ctintake.errors import InputError
from ctintake.exports.cleaning import harmless, one_line
from ctintake.exports.release import Client, Record
from ctintake.interview.prompts import Aside, Command, Prompt, Reply, Skin
from ctintake.interview.wording import line
from ctintake.model import Knowledge
from ctintake.show.lines import Line, Manner, sentence

RECORD = ("to", "what", "why", "until")
"""What the record of a release says, in the order it is asked."""

_LONGEST = timedelta(days=366)
"""A release that never ends is none."""

_USUAL = timedelta(days=30)
"""Offered where the person is asked: long enough to use a file, short enough to be asked again."""

_MOST_TEXT = 300

Tell = Callable[[Sequence[Line]], None]


class Asked(Struct, frozen=True):
    """What the command line says of a release: to whom, what, why, until when; and the client's name, where a format must have it."""

    to: str | None = None
    what: str | None = None
    why: str | None = None
    until: str | None = None
    first_name: str | None = None
    last_name: str | None = None


class Terms(Struct, frozen=True):
    """What bounds a release: it is given today, by the clock, for no more than a year; by the day it is held against it must not have ended.

    ``earlier`` is the release under which the summary itself was given: a new one ends no later.
    """

    today: date
    held_against: date
    earlier: Record | None = None

    @property
    def usual(self) -> date:
        """The day that is offered."""
        ends = [self.held_against + _USUAL, self.today + _LONGEST]
        return min([*ends, self.earlier.until] if self.earlier is not None else ends)


def record_of(asked: Asked, recipient: str, knowledge: Knowledge, terms: Terms) -> Record:
    """Give the record of the release. Raises InputError where it is not whole, or has ended."""
    told = _told(dict(zip(RECORD, (asked.to, asked.what, asked.why, asked.until), strict=True)), "--released-", knowledge, terms)
    if missing := [f"--released-{key}" for key in RECORD if key not in told]:
        what = f"a file for a {recipient} needs the record of the person's release, and it is missing: {', '.join(missing)}"
        raise InputError.of(f"--for {recipient}", what, "give them, or run it at a terminal to be asked; --for self needs none")
    return record_from(told, terms)


def record_from(told: Mapping[str, str], terms: Terms) -> Record:
    """Give the record that was told, whole, as `ask_for` gives it."""
    return Record(to=told["to"], what=told["what"], why=told["why"], until=parse_day(told["until"]), on=terms.today)


def client_of(asked: Asked, format_name: str, knowledge: Knowledge, terms: Terms) -> Client:
    """Give the client's name, which no summary holds. Raises InputError where it is withheld."""
    flags = {"first-name": asked.first_name, "last-name": asked.last_name}
    told = _told(flags, "--", knowledge, terms)
    if missing := [f"--{key}" for key in flags if key not in told]:
        what = f"needs the client's name, which no summary holds, and it is missing: {', '.join(missing)}"
        raise InputError.of(f"--to {format_name}", what, "give it if the person agrees, or run it at a terminal to be asked; or leave out this format")
    return Client(first=told["first-name"], last=told["last-name"])


def _told(flags: Mapping[str, str | None], dashes: str, knowledge: Knowledge, terms: Terms) -> dict[str, str]:
    """Give what was said, asked for at a terminal where it is not on the command line."""
    told = {key: _read(key, value, terms, f"{dashes}{key}") for key, value in flags.items() if value is not None and _has_words(value)}
    missing = [key for key in flags if key not in told]
    if not missing or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return told
    skin = _skin(knowledge)
    while isinstance(found := ask_for(missing, _asker(skin, knowledge), skin.tell, knowledge, terms, shown="keys-release"), Command):
        pass
    return told | found


def ask_for(
    keys: Sequence[str], ask: Aside, tell: Tell, knowledge: Knowledge, terms: Terms, *, shown: str, told: Mapping[str, str] | None = None
) -> dict[str, str] | Command:
    """Ask for each in turn, or for the one before; what cannot be taken is said, and that one is asked again. Give a command that ends it instead.

    ``told`` is what was told before: the last is then asked again first. ``shown`` is the screen of the keys.
    """
    found = dict(told or {})
    at = len(keys) - 1 if found else 0
    while at < len(keys):
        key = keys[at]
        before = found.get(key) or (terms.usual.isoformat() if key == "until" else "")
        reply = ask(line(knowledge.text(f"export-ask-{key}"), before, knowledge, shown), knowledge.text("why-release"))
        if reply is Command.BACK and at:
            at -= 1
        elif isinstance(reply, Command):
            return reply
        else:
            try:
                found[key] = _read(key, str(reply), terms)
                at += 1
            except InputError as fault:
                tell(list(_wrong(fault)))
    return found


def _wrong(fault: InputError) -> Iterable[Line]:
    for problem in fault.problems:
        yield Line(Manner.STRONG, sentence(problem.what))
        yield Line(Manner.TEXT, sentence(problem.right))


def _has_words(value: str) -> bool:
    """Tell whether something is said: a letter or a figure, not only what cannot be seen."""
    return any(character.isalnum() for character in value)


def _read(key: str, value: str, terms: Terms, where: str = "") -> str:
    """Give what was said as it is kept. Raises InputError where it cannot be: no words, too many, or a day that cannot be the last."""
    text = one_line(value)
    if harmless(text) != text or len(text) > _MOST_TEXT or not _has_words(text):
        raise InputError.of(where, f"holds no words, control characters, or more than {_MOST_TEXT} letters", "a few plain words")
    if key == "until":
        _refuse_end(text, terms, where)
    return text


def _refuse_end(text: str, terms: Terms, where: str) -> None:
    """Raise InputError for what is no day, or not one on which this release may end."""
    try:
        until = parse_day(text)
    except ValueError:
        raise InputError.of(where, f"'{text}' is no day", "write it as 2027-01-31") from None
    if until < terms.held_against:
        raise InputError.of(where, f"the release ended on {until}", "ask the person again, and give a day to come")
    if until > terms.today + _LONGEST:
        raise InputError.of(where, f"{until} is more than a year away", "a release is for a time: give a day within a year, and ask again then")
    if terms.earlier is not None and until > terms.earlier.until:
        what = f"{until} is later than the release to {terms.earlier.to} allows, which ends on {terms.earlier.until}"
        raise InputError.of(where, what, "give a day no later; for more, the person must be asked again, and the file made from their own summary")


def _skin(knowledge: Knowledge) -> Skin:
    if os.environ.get("ACCESSIBLE") or os.environ.get("TERM") == "dumb":
        from ctintake.interview.plain import PlainSkin

        return PlainSkin(sys.stdin, sys.stderr, knowledge.text, clears=False)
    from ctintake.interview.full import FullSkin

    return FullSkin(knowledge.text)


def _asker(skin: Skin, knowledge: Knowledge) -> Aside:
    """Give what asks for a line until one is typed, or for the one before: nothing is written without it. Raises KeyboardInterrupt to leave."""

    def ask(prompt: Prompt, why: str) -> Reply:
        while isinstance(reply := skin.ask(prompt), Command) and reply is not Command.BACK:
            if reply is Command.LEAVE:
                raise KeyboardInterrupt
            skin.tell([Line(Manner.TEXT, why if reply is Command.WHY else knowledge.text("type-line"))])
        return reply

    return ask

"""Summaries as TOML and JSON text, and back."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any, Literal

import msgspec

from ctintake.answers.profile import parse_table
from ctintake.answers.values import Unanswered
from ctintake.errors import InputError, Problem, quoted
from ctintake.model import Knowledge
from ctintake.summary.records import NOT_ASKED, SCHEMA, Record, Summary

_UNANSWERED = {*(answer.value for answer in Unanswered), NOT_ASKED}
_UNUSUAL = re.compile(r"[^\n\x20-\x7e]")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_VERSION = re.compile(r"ctintake\.summary/(\d{1,99})", re.ASCII)

_NUMBER = re.compile(r"\+?\d[\d ().-]{1,28}", re.ASCII)
"""What can be dialed: figures, and signs that part them."""

_DIALED = "write it as +1-203-555-0100, or a short code such as 211; or make the summary again from the answers"

Format = Literal["toml", "json"]

_LOOKS_LIKE = f'a summary begins with schema = "{SCHEMA}"; it is made by: ctintake screen PROFILE -o FILE'


def as_toml(summary: Record) -> str:
    """Give a summary, or another record of its kind, as TOML that a person can read from the top down."""
    import tomli_w

    return _escaped(tomli_w.dumps(_tables(summary), multiline_strings=True), _in_toml)


def as_json(summary: msgspec.Struct) -> str:
    """Give it as JSON: the same content under the same keys."""
    return _escaped(msgspec.json.format(msgspec.json.encode(summary), indent=2).decode(), _in_json) + "\n"


def _escaped(text: str, write: Callable[[int], str]) -> str:
    """Write what is not printable by its number, as both forms allow inside texts: a result may be read in a terminal, which would obey it."""
    return _UNUSUAL.sub(lambda found: found[0] if found[0].isprintable() else write(ord(found[0])), text)


def _in_toml(number: int) -> str:
    return f"\\U{number:08X}"


def _in_json(number: int) -> str:
    units = chr(number).encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _tables(summary: Record) -> dict[str, Any]:
    tables: dict[str, Any] = msgspec.to_builtins(summary, builtin_types=(date, datetime))
    return tables


def parse_summary(content: bytes, where: str, knowledge: Knowledge | None = None) -> Summary:
    """Read a summary, TOML or JSON, from bytes; ``where`` is what to call it in errors.

    Raises InputError where it is no summary, one of a version this program does not know, or one with an answer of another form than its fact has in the
    ``knowledge``. An option or a charge that is no longer there is let be: old summaries are still read.
    """
    from ctintake.answers.forms import misshapen

    table = _json(content, where) if content.lstrip()[:1] == b"{" else parse_table(content, where, _LOOKS_LIKE)
    found = table.get("schema")
    if found != SCHEMA:
        raise _of_another_schema(found, where)
    try:
        summary = msgspec.convert(table, Summary)
    except (msgspec.ValidationError, RecursionError) as fault:
        raise _damaged(fault, where) from None
    if unlikely := next(_faults(summary), ""):
        raise _damaged(unlikely, where)
    if problems := [*_misdialed(summary, where), *misshapen(summary.answers, f"{where}: answers", knowledge)]:
        raise InputError(problems)
    return summary


def _of_another_schema(found: object, where: str) -> InputError:
    if not isinstance(found, str) or not found.startswith("ctintake.summary/"):
        return InputError.of(where, "is no summary", _LOOKS_LIKE)
    if _version(found) > _version(SCHEMA):
        return InputError.of(where, f"is newer than this program knows: {found!r}", "update the program, then open it again")
    return InputError.of(where, f"is a summary of another version: {found!r}", _LOOKS_LIKE)


def _version(schema: str) -> int:
    """Give the number of a schema's version; -1 where it has none."""
    found = _VERSION.fullmatch(schema)
    return int(found[1]) if found else -1


def _damaged(fault: object, where: str) -> InputError:
    return InputError.of(where, f"is a damaged summary: {fault}", "make it again from the answers")


def _faults(summary: Summary) -> Iterator[str]:
    """Say what has the right form and yet cannot be: a language that has no such code (ISO 639), a day in no likely year."""
    if not _LANGUAGE.fullmatch(summary.language):
        yield f"language {quoted(summary.language)}, no code of two or three letters such as en"
    days = [("as of", summary.as_of)]
    for last in summary.deadlines:
        days += [("last day", last.date), ("earliest safe day", last.earliest_safe)]
    yield from (f"unanswered {one.fact}, {quoted(one.answer)}" for one in summary.unanswered if one.answer not in _UNANSWERED)
    yield from (f"{what} {day}, no likely year" for what, day in days if not 1800 <= day.year <= 2300)


def _misdialed(summary: Summary, where: str) -> Iterator[Problem]:
    """Find what stands as a number to call and is none: it would be dialed, drawn and handed on."""
    numbers = [(f"calls {at}", call.number) for at, call in enumerate(summary.calls, start=1)]
    numbers += [(f"calls {at} next", call.next.number) for at, call in enumerate(summary.calls, start=1) if call.next is not None]
    numbers += [(f"referrals {one.resource}", phone.number) for one in summary.referrals for phone in one.phones]
    for place, number in numbers:
        if number and not _NUMBER.fullmatch(number):
            yield Problem(f"{where}: {place}", f"{quoted(number)} is no phone number", _DIALED)


def _json(content: bytes, where: str) -> dict[str, Any]:
    try:
        table = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise InputError.of(where, f"is not JSON: {fault}") from None
    return table if isinstance(table, dict) else {}

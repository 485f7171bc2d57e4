"""Summaries as TOML and JSON text, and back."""

from datetime import date, datetime
from typing import Any, Literal

import msgspec

from ctintake.answers.profile import parse_table
from ctintake.errors import InputError
from ctintake.summary.records import SCHEMA, Record, Summary

Format = Literal["toml", "json"]


def as_toml(summary: Record) -> str:
    """Give a summary, or another record of its kind, as TOML that a person can read from the top down."""
    import tomli_w

    return tomli_w.dumps(_tables(summary), multiline_strings=True)


def as_json(summary: Record) -> str:
    """Give it as JSON: the same content under the same keys."""
    return msgspec.json.format(msgspec.json.encode(summary), indent=2).decode() + "\n"


def _tables(summary: Record) -> dict[str, Any]:
    tables: dict[str, Any] = msgspec.to_builtins(summary, builtin_types=(date, datetime))
    return tables


def parse_summary(content: bytes, where: str) -> Summary:
    """Read a summary, TOML or JSON, from bytes; ``where`` is what to call it in errors.

    Raises InputError where it is no summary, or one of a version this program does not know.
    """
    table = _json(content, where) if content.lstrip()[:1] == b"{" else parse_table(content, where)
    found = table.get("schema")
    if found != SCHEMA:
        what = f"is a summary of another version: {found!r}" if isinstance(found, str) and found.startswith("ctintake.summary/") else "is no summary"
        raise InputError.of(where, what, f'a summary begins with schema = "{SCHEMA}"; it is made by: ctintake screen PROFILE -o FILE')
    try:
        return msgspec.convert(table, Summary)
    except msgspec.ValidationError as fault:
        raise InputError.of(where, f"is a damaged summary: {fault}", "make it again from the answers") from None


def _json(content: bytes, where: str) -> dict[str, Any]:
    try:
        table = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        raise InputError.of(where, f"is not JSON: {fault}") from None
    return table if isinstance(table, dict) else {}

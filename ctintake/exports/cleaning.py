"""Making a summary harmless to read: no terminal escapes, no control characters, no marks that turn the direction of text.

Text from a person, from a file and from an overlay alike.
"""

import re
from datetime import date, datetime
from typing import Any, TypeVar

import msgspec

from ctintake.opening import BREAKS, is_text

_ESCAPES = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b\[[0-?]*[ -/]*[@-~]|\x1b[@-Z\\-_]|\x9b[0-?]*[ -/]*[@-~]")
"""A terminal's commands, ECMA-48: to the operating system, control sequences, single letters."""

Made = TypeVar("Made", bound=msgspec.Struct)


def harmless(text: str) -> str:
    r"""Take out what is no text: escapes, control characters, marks of direction. A line's end stays one.

    >>> harmless("red\x1b[31m alert\x07\u202e")
    'red alert'
    """
    told = _ESCAPES.sub("", text)
    kept = ("\n" if character in "\n\u2028\u2029\x85" else " " if character in BREAKS else character for character in told if is_text(character))
    return "".join(kept)


def cleaned(record: Made) -> Made:
    """Give a record with every text in it harmless, keys of tables too."""
    return msgspec.convert(_cleaned(msgspec.to_builtins(record, builtin_types=(date, datetime))), type(record))


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - any plain value
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, dict):
        return {harmless(str(key)): _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]
    return value


def one_line(text: str) -> str:
    r"""Give a text on one line.

    >>> one_line("to\n  the court")
    'to the court'
    """
    return " ".join(text.split())

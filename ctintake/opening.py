"""Opening what others wrote: a file within bounds, TOML within reason, and text that is text; or why not.

A file may be a pipe (`screen <(gpg -d answers.gpg)`), never one that keeps us waiting for nobody. TOML may be anything, made to be slow to read too.
"""

import os
import stat
import unicodedata
from pathlib import Path
from typing import Any

from ctintake.errors import InputError

_MOST_DOTS = 300
"""In a part of a line: a key of thousands of parts takes tomllib hours."""


BREAKS = "\n\t\r\x0b\x0c\x85\u2028\u2029"
"""Ends of lines and tabs: control characters that are text."""

_TURNING = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Marks that turn the direction of text, so that it reads as what it is not."""

_NO_TEXT = frozenset({"Cc", "Cs", "Cn", "Co"})


def is_text(character: str) -> bool:
    r"""Tell whether a character is text: no control character, no mark of direction, nothing without a meaning.

    >>> is_text("a"), is_text("\n"), is_text("\x1b"), is_text("\u202e")
    (True, True, False, False)
    """
    return character in BREAKS or (character not in _TURNING and unicodedata.category(character) not in _NO_TEXT)


def is_folder(path: Path) -> bool:
    """Tell whether a folder is there. What cannot be a name, or may not be looked at, is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def open_bytes(path: Path, most_bytes: int) -> bytes:
    """Read a file or a pipe; no more than one byte over ``most_bytes``, by which the caller sees that it is too large. Raises InputError."""
    try:
        if path.is_dir():
            raise InputError.of(str(path), "is a folder, not a file", "give a file, or - for standard input where a command takes it")
        with os.fdopen(_opened(path), "rb") as file:
            return file.read(most_bytes + 1)
    except FileNotFoundError:
        raise InputError.of(str(path), "there is no such file", "check the name and the folder") from None
    except OSError as fault:
        raise InputError.of(str(path), f"cannot be read: {fault.strerror}", "give a file that you may read") from None
    except ValueError:
        raise InputError.of(str(path), "is no name of a file", "check the name") from None


def _opened(path: Path) -> int:
    """Open for reading without waiting for someone to write: a pipe that nobody writes to reads as empty."""
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0))
    if hasattr(os, "set_blocking"):
        os.set_blocking(handle, True)
    return handle


def open_entry(path: Path, most_bytes: int) -> bytes:
    """Read a file of a folder, which must be an ordinary one of no more than ``most_bytes``. Raises InputError."""
    try:
        if path.exists() and not stat.S_ISREG(path.stat().st_mode):
            raise InputError.of(str(path), "cannot be read: it is no ordinary file", "take it out of the folder")
    except OSError as fault:
        raise InputError.of(str(path), f"cannot be read: {fault.strerror}", "give a file that you may read") from None
    content = open_bytes(path, most_bytes)
    if len(content) > most_bytes:
        raise InputError.of(str(path), f"is larger than {most_bytes:,} bytes", "split it into several files")
    return content


def toml_table(content: bytes) -> dict[str, Any]:
    """Read TOML. Raises UnicodeDecodeError where it is not UTF-8, and any other ValueError, which says why, where it is no TOML that can be read."""
    import tomllib

    text = content.decode("utf-8-sig")
    if any(part.count(b".") > _MOST_DOTS for line in content.split(b"\n") for part in line.split(b"=")):
        raise ValueError("a key has too many parts, or a line too many dots")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise ValueError("it is nested too deeply") from None
    except ValueError:
        raise ValueError("a number in it is too long") from None

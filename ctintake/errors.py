"""What went wrong, where, and what would be right; and the exit statuses.

Never prints: the command line does. Imports nothing of ours.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Self


class Status(IntEnum):
    """What the program tells the shell when it ends."""

    DONE = 0
    OUR_FAULT = 1
    WRONG_INPUT = 2
    LEFT = 130


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``where`` is a file, an entry or a flag; ``what`` says what was found; ``right`` says what would be right. ``text`` and ``column`` (from 0) place a caret
    under the fault where it lies inside a line.
    """

    where: str
    what: str
    right: str = ""
    text: str = ""
    column: int = -1

    def __str__(self) -> str:
        """Give the problem in one to three lines: where and what, the text with a caret, what would be right."""
        lines = [f"{self.where}: {self.what}" if self.where else self.what]
        if self.text:
            lines.append(f"    {self.text}")
            if self.column >= 0:
                lines.append("    " + " " * self.column + "^")
        if self.right:
            lines.append(f"  {self.right}")
        return "\n".join(on_one_line(line) for line in lines)


class InputError(Exception):
    """Wrong input: everything found wrong with it, together."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems; there is at least one."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def of(cls, where: str, what: str, right: str = "") -> Self:
        """Make an error of a single problem."""
        return cls([Problem(where, what, right)])


class KnowledgeError(InputError):
    """The content is missing, broken or does not hold together."""


def harmless(text: str) -> str:
    r"""Make a text of several lines harmless for a terminal: what is not printable (escapes, and marks that turn the reading order) becomes a space.

    >>> harmless("name: \x1b[31mred\n  next")
    'name:  [31mred\n  next'
    """
    return "".join(character if character.isprintable() or character == "\n" else " " for character in text)


def on_one_line(text: str) -> str:
    r"""Make a text harmless on one line: a name with a line's end in it would forge a message of its own.

    >>> on_one_line("x\nctintake: wrote \x1b[31mx")
    'x ctintake: wrote  [31mx'
    """
    return harmless(text).replace("\n", " ")


def quoted(value: object, most: int = 60) -> str:
    """Quote what was found, for a message: texts plainly, other values as Python writes them, cut to ``most`` characters.

    >>> quoted("lpr"), quoted([1, 2]), quoted("x" * 9, most=3)
    ("'lpr'", '[1, 2]', "'xxx...'")
    """
    if isinstance(value, str):
        return f"'{value[:most]}...'" if len(value) > most else f"'{value}'"
    try:
        return repr(value)[:most]
    except (ValueError, RecursionError):
        return "something too long to print"


def listed(names: Sequence[str], most: int = 12) -> str:
    """Join names for a message: at most ``most`` of them, then how many more.

    >>> listed(["a", "b", "c"], most=2)
    'a, b and 1 more'
    """
    shown = ", ".join(names[:most])
    more = len(names) - most
    return f"{shown} and {more} more" if more > 0 else shown


def nearest(word: str, names: Iterable[str], most: int = 1) -> list[str]:
    """Give the names most like ``word``, best first; none where nothing comes near.

    >>> nearest("Hartfrod", ["Hartford", "Hamden"])
    ['Hartford']
    """
    from rapidfuzz import fuzz, process, utils

    found = process.extract(word, list(names), scorer=fuzz.WRatio, processor=utils.default_process, limit=most, score_cutoff=70)
    return [name for name, _, _ in found]


def one_of(word: str, names: Sequence[str]) -> str:
    """Say what would be right instead of ``word``: the nearest name, or the names there are."""
    near = nearest(word, names)
    return f"did you mean '{near[0]}'?" if near else f"one of: {listed(list(names))}"

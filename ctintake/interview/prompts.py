"""What the interview asks of a skin: one prompt at a time, one reply, and things to tell.

A skin is full or plain; both take the same prompts and give the same replies.
"""

from collections.abc import Callable, Sequence
from enum import Enum
from typing import Protocol

from msgspec import Struct

from ctintake.show.lines import Line


class Command(Enum):
    """What can be said at any prompt instead of an answer, by the key for it."""

    UNSURE = "u"
    DECLINED = "r"
    SKIP = "s"
    BACK = "b"
    WHY = "?"
    NUMBERS = "n"
    REVIEW = "v"
    KNOWN = "k"
    ENOUGH = "e"
    LEAVE = "x"


class Shape(Enum):
    """How a prompt is answered."""

    ONE = "one"
    SEVERAL = "several"
    TYPED = "typed"


class Completion(Struct, frozen=True):
    """Something a typed answer may be completed to: what goes in, what is shown beside it, and the words it is found by."""

    insert: str
    shown: str
    found_by: tuple[str, ...] = ()


class Prompt(Struct, frozen=True, kw_only=True):
    """A question as asked: its words, how it is answered, the options to choose from, what stands there already, and how far along it is.

    ``look`` says where the answer stands on a paper. ``choices`` pairs each option with its words; ``headings`` are said before the options that begin a
    part. ``before`` is the answer given earlier, as options or as typed text. ``several`` lets commas part typed answers. ``missing`` is said where nothing was
    chosen, ``alone`` where "none" was chosen beside others. ``keys`` is the screen that says the keys; it is shown the first time.
    """

    ask: str
    shape: Shape
    look: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    headings: dict[str, str] = {}
    example: str = ""
    completions: tuple[Completion, ...] = ()
    several: bool = False
    before: tuple[str, ...] = ()
    progress: str = ""
    missing: str = ""
    alone: str = ""
    keys: str = "keys"


Reply = Command | str | Sequence[str]
"""A command, one option or typed text, or several options."""

Aside = Callable[[Prompt, str], Reply]
"""Asks what is no fact of a person: a prompt, and in words why it is asked."""

Texts = Callable[[str], str]
"""Gives the words of a screen of the knowledge."""

MOST_TYPED = 2_000
"""The most letters of a typed answer that are read: more is a paste gone wrong."""

NONE = "none"
"""The option that stands alone."""


def cleaned(typed: str) -> str:
    r"""Give typed text without what cannot be printed (control characters, bytes that are no text), its words one blank apart.

    >>> cleaned(" Dan\x00bury\x1b[31m, CT\t")
    'Dan bury [31m, CT'
    """
    return " ".join("".join(letter if letter.isprintable() else " " for letter in typed[:MOST_TYPED]).split())


def fault_of(reply: Reply, prompt: Prompt) -> str:
    """Say what is wrong with a reply; nothing where it can be taken: something is given, and "none" stands alone."""
    if not reply:
        return prompt.missing
    if isinstance(reply, list) and NONE in reply and len(reply) > 1:
        return prompt.alone
    return ""


class Skin(Protocol):
    """A way to talk with a person. KeyboardInterrupt and EOFError from it mean: leave."""

    def begin(self) -> None:
        """Begin a stretch of questions: on a screen of its own where there is one, so that they leave nothing behind."""

    def end(self) -> None:
        """End it: what is shown next stays where it can be scrolled back."""

    def ask(self, prompt: Prompt) -> Reply:
        """Ask one question and wait for the reply."""

    def rows(self) -> int | None:
        """Give how many lines are in sight at once; None where that does not matter."""

    def tell(self, lines: Sequence[Line]) -> None:
        """Show something."""

    def clear(self) -> None:
        """Take everything off the screen and out of what can be scrolled back."""

"""What the interview asks of a skin: one prompt at a time, one reply, and things to tell.

A skin is full or plain; both take the same prompts and give the same replies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from ctintake.show.lines import Line


class Command(Enum):
    """What can be said at any prompt instead of an answer, by the key for it."""

    UNSURE = "u"
    DECLINED = "r"
    SKIP = "s"
    BACK = "b"
    WHY = "?"
    NUMBERS = "n"
    LEAVE = "x"


class Shape(Enum):
    """How a prompt is answered."""

    ONE = "one"
    SEVERAL = "several"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question as asked: its words, how it is answered, the options to choose from, what stands there already, and how far along it is."""

    fact: str
    section: str
    ask: str
    shape: Shape
    options: tuple[tuple[str, str], ...] = ()
    example: str = ""
    completions: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    progress: str = ""


Reply = Command | str | Sequence[str]
"""A command, one option or typed text, or several options."""


class Skin(Protocol):
    """A way to talk with a person."""

    def ask(self, prompt: Prompt) -> Reply:
        """Ask one question and wait for the reply. KeyboardInterrupt and EOFError mean: leave."""

    def confirm(self, question: str) -> bool:
        """Ask a question that takes yes or no, no being the answer of someone who just presses Enter."""

    def tell(self, lines: Sequence[Line]) -> None:
        """Show something."""

    def clear(self) -> None:
        """Take everything off the screen and out of what can be scrolled back."""

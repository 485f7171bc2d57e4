"""The plain skin: numbered choices, append-only, no boxes, no color, no cursor movement. For screen readers, slow links and transcripts.

It is heard as often as it is read: one blank line between thoughts, the question before its choices, how many there are, nothing said twice.
"""

import io
import textwrap
from collections.abc import Sequence
from typing import TextIO

from ctintake.interview.prompts import MOST_TYPED, Command, Prompt, Reply, Shape, Texts, cleaned, fault_of
from ctintake.interview.terminal import CLEAR, drop_keys, send, width_of
from ctintake.show.lines import GAP, Line, Manner
from ctintake.show.terminal import print_plain, visible

_COMMANDS = {command.value: command for command in Command}
_WIDEST = 78
_TO_TYPE = 8


class PlainSkin:
    """Talks by lines of text over two streams."""

    def __init__(self, reads: TextIO, writes: TextIO, texts: Texts, *, clears: bool) -> None:
        """Take where to read and write, the words around prompts, and whether the terminal can be cleared."""
        self.clears = clears
        self.reads = reads
        self.writes = writes
        self.texts = texts
        self._hinted: set[str] = set()
        self._after_gap = True

    def begin(self) -> None:
        """Plain is append-only: there is one screen."""

    def end(self) -> None:
        """Nothing to end."""

    def ask(self, prompt: Prompt) -> Reply:
        """Ask by numbers; typed text is given as it is. A bare Enter keeps what stands there already."""
        self.tell([GAP, *self._heading(prompt), *(Line(Manner.TEXT, line) for line in (*prompt.ask.splitlines(), prompt.look) if line)])
        for at, (option, label) in enumerate(prompt.choices, start=1):
            if option in prompt.headings:
                self.tell([GAP, Line(Manner.STRONG, prompt.headings[option])])
            self._write(self._hanging(f"  {at}. ", visible(label)))
        if prompt.example:
            self.tell([Line(Manner.TEXT, self.texts("example").format(example=prompt.example), 1)])
        if prompt.headings:
            self.tell([GAP])
        while True:
            typed = self._read(self._waiting(prompt))
            if typed.lower() in _COMMANDS:
                return _COMMANDS[typed.lower()]
            reply = _chosen(typed, prompt)
            if reply is not None and not (wrong := fault_of(reply, prompt)):
                return reply
            drop_keys(self.reads)  # the rest of a paste was not meant as answers
            self.tell([Line(Manner.TEXT, wrong if reply else self.texts(f"hint-{_NAMES[prompt.shape]}").format(most=len(prompt.choices)))])

    def rows(self) -> None:
        """Plain is append-only, and is heard as often as it is seen."""

    def tell(self, lines: Sequence[Line]) -> None:
        """Show lines as text, never with two blank lines between them."""
        for line in lines:
            if line.manner is Manner.GAP or not line.text:
                self._gap()
                continue
            page = io.StringIO()
            print_plain([line], page, self._width())
            self._write(page.getvalue())

    def clear(self) -> None:
        """Clear a terminal that can be cleared: leaving at once outweighs being append-only."""
        if self.clears and self.writes.isatty():
            send(self.writes, CLEAR)

    def _heading(self, prompt: Prompt) -> list[Line]:
        """Give what stands before a question: how many are left and, the first time, the keys."""
        hint = [] if prompt.keys in self._hinted else [Line(Manner.TEXT, self.texts(prompt.keys)), GAP]
        self._hinted.add(prompt.keys)
        return [*hint, *([Line(Manner.TEXT, prompt.progress)] if prompt.progress else [])]

    def _waiting(self, prompt: Prompt) -> str:
        """Give the line that waits for an answer: what to type, and what a bare Enter keeps."""
        numbers = [str(at) for at, (option, _) in enumerate(prompt.choices, start=1) if option in prompt.before]
        kept = ", ".join(visible(one) for one in (numbers if prompt.choices else prompt.before))
        ask = self.texts(_NAMES[prompt.shape]).format(most=len(prompt.choices))
        return f"{self.texts('enter-keeps').format(ask=ask, kept=kept) if kept else ask}: "

    def _hanging(self, mark: str, text: str) -> str:
        return textwrap.fill(text, self._width(), initial_indent=mark, subsequent_indent=" " * len(mark), break_on_hyphens=False) + "\n"

    def _width(self) -> int:
        return width_of(self.writes, _WIDEST)

    def _read(self, ask: str) -> str:
        """Read one line, without what cannot be printed; of a pasted book only the beginning. Raises EOFError where there is no more."""
        self._write(textwrap.fill(ask, self._width() - _TO_TYPE, break_on_hyphens=False) + " ")
        typed = self._readline()
        if not typed:
            raise EOFError
        rest = typed
        while rest and not rest.endswith("\n"):
            rest = self._readline()
        if not self.reads.isatty():
            self._write("\n")
        self._after_gap = False
        return cleaned(typed)

    def _readline(self) -> str:
        try:
            return self.reads.readline(MOST_TYPED)
        except OSError:
            return ""

    def _gap(self) -> None:
        if not self._after_gap:
            self._write("\n")
            self._after_gap = True

    def _write(self, text: str) -> None:
        self.writes.write(text)
        self.writes.flush()
        self._after_gap = False


_NAMES = {Shape.ONE: "number", Shape.SEVERAL: "numbers", Shape.TYPED: "answer"}
"""The screens that say what to type."""


def _chosen(typed: str, prompt: Prompt) -> Reply | None:
    """Give typed text, or the options that typed numbers, or the words of one, name; what stood there for a bare Enter; None where they name none."""
    if prompt.shape is Shape.TYPED:
        return typed or ", ".join(prompt.before) or None
    options = {str(at): option for at, (option, _) in enumerate(prompt.choices, start=1)}
    in_words = [str(at) for at, (_, words) in enumerate(prompt.choices, start=1) if words.lower() == typed.lower()]
    numbers = in_words or [number.rstrip(".") for number in typed.replace(",", " ").split()]
    if not all(number in options for number in numbers):
        return None
    chosen = list(dict.fromkeys(options[number] for number in numbers)) if numbers else [option for option in options.values() if option in prompt.before]
    if prompt.shape is Shape.ONE:
        return chosen[0] if len(chosen) == 1 else None
    return chosen or None

"""The plain skin: numbered choices, append-only, no boxes, no color, no cursor movement. For screen readers, slow links and transcripts."""

from collections.abc import Sequence
from typing import TextIO

from ctintake.interview.prompts import CLEAR, Command, Prompt, Reply, Shape
from ctintake.show.lines import Line, Manner
from ctintake.show.terminal import print_plain

_COMMANDS = {command.value: command for command in Command}
_MOST_TYPED = 10_000


class PlainSkin:
    """Talks by lines of text over two streams."""

    def __init__(self, reads: TextIO, writes: TextIO, keys: str, *, clears: bool) -> None:
        """Take where to read and write, the line that names the keys, and whether the terminal can be cleared."""
        self.clears = clears
        self.reads = reads
        self.writes = writes
        self.keys = keys
        self._hinted = False

    def begin(self) -> None:
        """Plain is append-only: there is one screen."""

    def end(self) -> None:
        """Nothing to end."""

    def ask(self, prompt: Prompt) -> Reply:
        """Ask by numbers; typed text is given as it is."""
        self._write("\n" + (f"{prompt.progress}\n" if prompt.progress else "") + f"{prompt.ask}\n")
        for at, (option, label) in enumerate(prompt.choices, start=1):
            mark = " (now)" if option in prompt.before else ""
            self._write(f"  {at}. {label}{mark}\n")
        if prompt.shape is Shape.TYPED and prompt.before:
            self._write(f"  Now: {', '.join(prompt.before)}\n")
        if prompt.example:
            self._write(f"  For example: {prompt.example}\n")
        if not self._hinted:
            self._hinted = True
            self._write(f"{self.keys}\n")
        while True:
            typed = self._read(_ASKS[prompt.shape])
            if typed.lower() in _COMMANDS:
                return _COMMANDS[typed.lower()]
            if prompt.shape is Shape.TYPED:
                if typed:
                    return typed
            else:
                chosen = _chosen(typed, prompt)
                if chosen is not None:
                    return chosen
            self._write(f"{_HINTS[prompt.shape].format(most=len(prompt.choices))} {self.keys}\n")

    def confirm(self, question: str) -> bool:
        """Ask yes or no; a bare Enter is no."""
        self._write(f"\n{question}\n")
        while True:
            typed = self._read("yes or no: ").lower()
            if typed in {"y", "yes"}:
                return True
            if typed in {"", "n", "no"}:
                return False
            if typed == Command.LEAVE.value:
                raise KeyboardInterrupt

    def line(self, question: str, default: str) -> str:
        """Ask for a line of text; a bare Enter is the default."""
        self._write(f"\n{question}\n")
        return self._read(f"Answer, or Enter for {default}: ") or default

    def tell(self, lines: Sequence[Line]) -> None:
        """Show lines as text."""
        print_plain([line for line in lines if line.manner is not Manner.GAP] or lines, self.writes)

    def clear(self) -> None:
        """Clear a terminal that can be cleared: leaving at once outweighs being append-only."""
        if self.writes.isatty() and self.clears:
            self._write(CLEAR)

    def _read(self, ask: str) -> str:
        self._write(ask)
        typed = self.reads.readline(_MOST_TYPED)
        if not typed:
            raise EOFError
        while not typed.endswith("\n") and len(typed) >= _MOST_TYPED:
            rest = self.reads.readline(_MOST_TYPED)
            if not rest or rest.endswith("\n"):
                break
        return typed.strip()

    def _write(self, text: str) -> None:
        self.writes.write(text)
        self.writes.flush()


_ASKS = {Shape.ONE: "Number: ", Shape.SEVERAL: "Numbers, with commas between: ", Shape.TYPED: "Answer: "}
_HINTS = {Shape.ONE: "Type a number from 1 to {most}.", Shape.SEVERAL: "Type numbers from 1 to {most}, with commas between.", Shape.TYPED: "Type an answer."}


def _chosen(typed: str, prompt: Prompt) -> Reply | None:
    """Give the options that typed numbers name; None where they name none."""
    numbers = typed.replace(",", " ").split()
    if not numbers or not all(number.isdigit() and 1 <= int(number) <= len(prompt.choices) for number in numbers):
        return None
    chosen = [prompt.choices[int(number) - 1][0] for number in numbers]
    if prompt.shape is Shape.ONE:
        return chosen[0] if len(chosen) == 1 else None
    return chosen

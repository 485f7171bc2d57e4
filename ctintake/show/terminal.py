"""Printing lines: with rich where the terminal can, or as plain wrapped text, append-only, for screen readers, slow links and files."""

import textwrap
from collections.abc import Iterable
from typing import TextIO

from ctintake.show.lines import Line, Manner

_STYLES = {Manner.HEADING: "bold underline", Manner.STRONG: "bold", Manner.TEXT: "", Manner.STEP: "", Manner.QUIET: "dim"}
_WIDEST = 88


def print_rich(lines: Iterable[Line], stream: TextIO) -> None:
    """Print lines for a terminal: emphasis by weight, never by color alone; wrapped to its width."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.text import Text

    console = Console(file=stream, highlight=False, soft_wrap=False)
    width = min(console.width, _WIDEST)
    for line in lines:
        if line.manner is Manner.GAP:
            console.print()
            continue
        mark = "• " if line.manner is Manner.STEP else ""
        text = Text(mark + visible(line.text), style=_STYLES[line.manner])
        console.print(Padding(text, (0, 0, 0, 2 * line.depth)), width=width)


def print_plain(lines: Iterable[Line], stream: TextIO, width: int = 78) -> None:
    """Print lines as text alone: no color, no boxes, no cursor movement."""
    for line in lines:
        if line.manner is Manner.GAP:
            stream.write("\n")
            continue
        indent = "  " * line.depth
        mark = "- " if line.manner is Manner.STEP else ""
        text = visible(line.text).upper() if line.manner is Manner.HEADING else visible(line.text)
        stream.write(textwrap.fill(text, width, initial_indent=indent + mark, subsequent_indent=indent + " " * len(mark), break_on_hyphens=False) + "\n")
    stream.flush()


def visible(text: str) -> str:
    """Make text that came from a file harmless for a terminal: control characters, escapes among them, are taken out."""
    return "".join(character if character.isprintable() else " " for character in " ".join(text.split()))

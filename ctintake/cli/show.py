"""`ctintake show`: a summary file, read in the terminal."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from ctintake.cli.edge import knowledge_from, read_file
from ctintake.show.lines import Line, Manner, Words, lines
from ctintake.show.terminal import print_plain, print_rich
from ctintake.summary.files import parse_summary
from ctintake.summary.records import Summary

_MOST_BYTES = 10_000_000


def show_file(name: str, *, plain: bool, advocate: bool) -> None:
    """Show a summary: with emphasis at a terminal, as text alone elsewhere."""
    summary = summary_from(name)
    words = Words(knowledge_from(None))
    title = Line(Manner.QUIET, f"{summary.schema}, {summary.made:%Y-%m-%d %H:%M}, as of {summary.as_of}")
    for_advocate = advocate or summary.answers.get("answering") in {"advocate", "defender"}
    page = [title, *lines(summary, words, advocate=for_advocate)]
    give_page(page, plain=plain)


def give_page(page: Iterable[Line], *, plain: bool) -> None:
    """Give lines to read on standard output, as the person's terminal and wishes have it."""
    text_alone = plain or not sys.stdout.isatty() or bool(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM") == "dumb"
    (print_plain if text_alone else print_rich)(page, sys.stdout)


def summary_from(name: str) -> Summary:
    """Read a summary from a file or, for ``-``, from standard input."""
    content = sys.stdin.buffer.read(_MOST_BYTES) if name == "-" else read_file(Path(name), _MOST_BYTES)
    return parse_summary(content, "standard input" if name == "-" else name)

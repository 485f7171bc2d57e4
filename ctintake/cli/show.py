"""`ctintake show`: a summary file, read in the terminal."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from ctintake.cli.edge import knowledge_from, read_file, read_input
from ctintake.cli.sealed import opened
from ctintake.model import Knowledge
from ctintake.readers import ADVOCATES, ANSWERING
from ctintake.show.lines import Line, Manner, Words, written
from ctintake.show.page import lines
from ctintake.show.terminal import print_plain, print_rich
from ctintake.summary.files import parse_summary
from ctintake.summary.records import Summary

MOST_BYTES = 10_000_000
"""The most of a summary's file that is read."""


def show_file(name: str, *, plain: bool, advocate: bool, identity: Path | None = None) -> None:
    """Show a summary: with emphasis at a terminal, as text alone elsewhere."""
    knowledge = knowledge_from(None)
    summary = summary_from(name, knowledge, identity)
    words = Words(knowledge)
    title = Line(Manner.QUIET, words("summary-title", made=f"{written(summary.made)}, {summary.made:%H:%M}", day=written(summary.as_of)))
    for_advocate = advocate or str(summary.answers.get(ANSWERING)) in ADVOCATES
    page = [title, *lines(summary, words, advocate=for_advocate)]
    give_page(page, plain=plain)


def give_page(page: Iterable[Line], *, plain: bool) -> None:
    """Give lines to read on standard output, as the person's terminal and wishes have it."""
    text_alone = plain or not sys.stdout.isatty() or bool(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM") == "dumb"
    (print_plain if text_alone else print_rich)(page, sys.stdout)


def summary_from(name: str, knowledge: Knowledge, identity: Path | None = None) -> Summary:
    """Read a summary from a file or, for ``-``, from standard input; an encrypted one with an identity file, or a passphrase typed at the terminal."""
    where = "standard input" if name == "-" else name
    return parse_summary(opened(content_of(name), where, identity), where, knowledge)


def content_of(name: str) -> bytes:
    """Read a summary's file or, for ``-``, standard input, as it is."""
    return read_input(MOST_BYTES) if name == "-" else read_file(Path(name), MOST_BYTES)

"""`ctintake` and `ctintake interview`: choosing the skin, holding the interview, showing results, saving if asked."""

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path

from ctintake import __version__
from ctintake.cli.edge import day_of, give, knowledge_from, leave, now, say
from ctintake.errors import InputError, Status, one_of
from ctintake.interview.flow import Course
from ctintake.interview.prompts import Skin
from ctintake.interview.session import Left, Session
from ctintake.model import Knowledge, Urgency
from ctintake.screening import Screening
from ctintake.show.lines import Line, Manner, Words, lines
from ctintake.show.terminal import print_plain, print_rich
from ctintake.summary.composing import Making, compose, is_for_another
from ctintake.summary.files import as_toml
from ctintake.summary.records import Summary
from ctintake.writing import write_whole

_CODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    plain: bool = False
    depth: str = "soon"
    as_of: str | None = None
    output: Path | None = None
    include_sensitive: bool = False
    force: bool = False
    overlays: tuple[Path, ...] = ()


def hold_interview(wishes: Wishes) -> None:
    """Hold an interview from the first screen to the last line."""
    knowledge = knowledge_from(list(wishes.overlays))
    if wishes.depth not in list(Urgency):
        raise InputError.of("--depth", f"there is no depth '{wishes.depth}'", one_of(wishes.depth, list(Urgency)))
    plain = wishes.plain or bool(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM") == "dumb"
    if not plain and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InputError.of("", knowledge.text("needs-terminal"))
    skin = _skin(knowledge, plain=plain)
    try:
        screening = Session(skin, knowledge, day_of(wishes.as_of), Course(depth=Urgency(wishes.depth))).run()
        summary = compose(screening, Making(now(), __version__, include_sensitive=wishes.include_sensitive))
        _give_results(summary, screening, plain=plain)
        _save(summary, skin, knowledge, wishes)
    except Left:
        skin.clear()
        say(knowledge.text("leaving"))
        leave(Status.LEFT)


def _skin(knowledge: Knowledge, *, plain: bool) -> Skin:
    if plain:
        from ctintake.interview.plain import PlainSkin

        return PlainSkin(sys.stdin, sys.stderr, knowledge.text("keys"))
    from ctintake.interview.full import FullSkin

    return FullSkin(knowledge.text("keys"), knowledge.text("choose"))


def _give_results(summary: Summary, screening: Screening, *, plain: bool) -> None:
    """Show results to a person at a terminal; where standard output goes elsewhere, give the summary as TOML."""
    if not sys.stdout.isatty() and not plain:
        give(as_toml(summary))
        return
    page = lines(summary, Words(screening.knowledge), advocate=is_for_another(screening))
    (print_plain if plain else print_rich)(page, sys.stdout)


def _save(summary: Summary, skin: Skin, knowledge: Knowledge, wishes: Wishes) -> None:
    """Save where the command line says or, at a terminal, where the person says; otherwise nowhere."""
    if wishes.output is not None:
        write_whole(wishes.output, as_toml(summary), force=wishes.force)
        say(knowledge.text("saved").format(file=wishes.output))
        return
    if not sys.stdin.isatty():
        return
    skin.tell([Line(Manner.QUIET, knowledge.text("saving"))])
    try:
        wanted = skin.confirm(knowledge.text("offer-save"))
    except (KeyboardInterrupt, EOFError):
        raise Left from None
    if not wanted:
        say(knowledge.text("not-saved"))
        return
    file = Path(f"summary-{''.join(secrets.choice(_CODE) for _ in range(4))}.toml")
    write_whole(file, as_toml(summary))
    say(knowledge.text("saved").format(file=file))

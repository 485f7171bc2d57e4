"""`ctintake` and `ctintake interview`: choosing the skin, holding the interview, showing results, keeping drafts, saving if asked."""

import contextlib
import os
import secrets
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FrameType

from ctintake import __version__
from ctintake.cli.edge import day_of, give, knowledge_from, leave, now, read_file, say
from ctintake.errors import InputError, Status, one_of
from ctintake.interview.draft import as_draft, read_draft
from ctintake.interview.flow import Course
from ctintake.interview.prompts import Skin
from ctintake.interview.session import Left, Session
from ctintake.model import Knowledge, Urgency
from ctintake.screening import Screening
from ctintake.show.lines import Words, lines, phone_text
from ctintake.show.terminal import print_plain, print_rich
from ctintake.summary.composing import Making, call_record, compose, is_for_another
from ctintake.summary.files import as_toml
from ctintake.writing import write_whole

_CODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    plain: bool = False
    advocate: bool = False
    depth: str = "soon"
    as_of: str | None = None
    taken_up: Path | None = None
    draft: Path | None = None
    output: Path | None = None
    include_sensitive: bool = False
    force: bool = False
    overlays: tuple[Path, ...] = ()


def hold_interview(wishes: Wishes) -> None:
    """Hold an interview from the first screen to the last line."""
    knowledge = knowledge_from(list(wishes.overlays))
    as_of = day_of(wishes.as_of)
    plain = wishes.plain or bool(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM") == "dumb"
    if not plain and not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise InputError.of("", knowledge.text("needs-terminal"))
    course = _course(wishes, knowledge, as_of)
    _refuse_files_there(wishes)
    skin = _skin(knowledge, plain=plain)
    _leave_on_signals(skin, knowledge.text("leaving"))
    try:
        _Interview(skin, knowledge, wishes, plain).hold(course, as_of)
    except (Left, KeyboardInterrupt, EOFError):
        skin.clear()
        say(knowledge.text("leaving"))
        leave(Status.LEFT)


def _course(wishes: Wishes, knowledge: Knowledge, as_of: date) -> Course:
    """Give the course to begin with: a new one, or the draft or profile to take up."""
    if wishes.depth not in list(Urgency):
        raise InputError.of("--depth", f"there is no depth '{wishes.depth}'", one_of(wishes.depth, list(Urgency)))
    if wishes.taken_up is None:
        return Course(depth=Urgency(wishes.depth))
    return read_draft(read_file(wishes.taken_up), str(wishes.taken_up), knowledge, as_of)


def _refuse_files_there(wishes: Wishes) -> None:
    """Refuse a file that is there already before the first question, not after the last."""
    for flag, path in (("--output", wishes.output), ("--save", wishes.draft)):
        if path is None:
            continue
        if path.exists() and not wishes.force and path != wishes.taken_up:
            raise InputError.of(f"{flag} {path}", "is there already", "give another name, or --force to replace it")
        if not path.parent.is_dir():
            raise InputError.of(f"{flag} {path}", f"there is no folder {path.parent}", "make the folder first, or write elsewhere")


def _skin(knowledge: Knowledge, *, plain: bool) -> Skin:
    if plain:
        from ctintake.interview.plain import PlainSkin

        return PlainSkin(sys.stdin, sys.stderr, knowledge.text("keys"), clears=os.environ.get("TERM") != "dumb")
    from ctintake.interview.full import FullSkin

    return FullSkin(knowledge.text("keys"))


def _leave_on_signals(skin: Skin, last_words: str) -> None:
    """Leave as by Ctrl-C when the terminal is closed or the program is told to end: clear, say one neutral line, write nothing."""
    set_back = _terminal_restorer()

    def leave_now(_signal: int, _frame: FrameType | None) -> None:
        with contextlib.suppress(OSError):
            skin.clear()
            set_back()
            say(last_words)
        os._exit(Status.LEFT)

    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), leave_now)


def _terminal_restorer() -> Callable[[], None]:
    """Give what sets the terminal back to how it is now; nothing to do where there is none, or on a system without such settings."""
    try:
        import termios

        settings = termios.tcgetattr(sys.stdin)
    except (ImportError, OSError, ValueError, getattr(sys.modules.get("termios"), "error", OSError)):
        return lambda: None
    return lambda: termios.tcsetattr(sys.stdin, termios.TCSANOW, settings)


@dataclass
class _Interview:
    """An interview with the files and streams around it."""

    skin: Skin
    knowledge: Knowledge
    wishes: Wishes
    plain: bool

    def hold(self, course: Course, as_of: date) -> None:
        draft = self.wishes.draft or self._offered_draft()

        def keep(course: Course) -> None:
            if draft is not None:
                write_whole(draft, as_draft(course, self.knowledge), force=True)

        session = Session(self.skin, self.knowledge, as_of, course, keep, self._show, advocate=self.wishes.advocate)
        screening = session.run()
        if not sys.stdout.isatty() and not self.plain:
            give(self._text(screening))
        self._save(screening)
        if draft is not None:
            say(self.knowledge.text("draft-kept").format(file=draft))
        self._say_last_line(screening)

    def _offered_draft(self) -> Path | None:
        """Offer an advocate a draft; a person at a borrowed machine is not asked."""
        if not self.wishes.advocate or not sys.stdin.isatty() or not self.skin.confirm(self.knowledge.text("offer-draft")):
            return None
        return self._file("draft")

    def _text(self, screening: Screening) -> str:
        return as_toml(compose(screening, Making(now(), __version__, include_sensitive=self.wishes.include_sensitive)))

    def _show(self, screening: Screening) -> None:
        """Show results where a person reads them; where standard output goes elsewhere, only the end goes there."""
        if not sys.stdout.isatty() and not self.plain:
            return
        summary = compose(screening, Making(now(), __version__))
        page = lines(summary, Words(self.knowledge), advocate=self.wishes.advocate or is_for_another(screening))
        (print_plain if self.plain else print_rich)(page, sys.stdout)

    def _say_last_line(self, screening: Screening) -> None:
        """End with a person to call, not a form."""
        if screening.calls:
            first = call_record(screening.calls[0], screening)
            say(self.knowledge.text("last-line").format(name=first.name, number=phone_text(first.number)))

    def _save(self, screening: Screening) -> None:
        """Save where the command line says or, at a terminal, where the person says; otherwise nowhere."""
        if self.wishes.output is not None:
            write_whole(self.wishes.output, self._text(screening), force=self.wishes.force)
            say(self.knowledge.text("saved").format(file=self.wishes.output))
            return
        if not sys.stdin.isatty():
            return
        say(self.knowledge.text("saving"))
        if not self.skin.confirm(self.knowledge.text("offer-save")):
            say(self.knowledge.text("not-saved"))
            return
        while True:
            file = self._file("summary")
            try:
                write_whole(file, self._text(screening))
            except InputError as fault:
                say(str(fault))
                continue
            say(self.knowledge.text("saved").format(file=file))
            return

    def _file(self, kind: str) -> Path:
        """Ask for a file; the name offered says nothing about anyone."""
        name = f"{kind}-{''.join(secrets.choice(_CODE) for _ in range(4))}.toml"
        return Path(self.skin.line(self.knowledge.text("ask-file"), name)).expanduser()

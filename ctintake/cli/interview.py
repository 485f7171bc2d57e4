"""`ctintake` and `ctintake interview`: choosing the skin, holding the interview, showing results, keeping drafts, saving if asked."""

import contextlib
import errno
import io
import os
import secrets
import shlex
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import NoReturn

from ctintake import __version__
from ctintake.answers.reading import read_value
from ctintake.answers.values import Answer, Value
from ctintake.cli.edge import day_of, give, knowledge_from, now, read_file, refuse_to_replace
from ctintake.cli.leaving import LEAVING, undisturbed
from ctintake.cli.sealed import Seal, opened
from ctintake.errors import InputError, Status, on_one_line, one_of
from ctintake.interview.draft import as_draft, read_draft
from ctintake.interview.flow import Course
from ctintake.interview.prompts import Aside, Command, Skin
from ctintake.interview.session import Left, Session
from ctintake.interview.terminal import restorer, send, width_of
from ctintake.interview.wording import line, offer
from ctintake.model import Knowledge, Urgency
from ctintake.referrals import LANGUAGE
from ctintake.screening import Screening
from ctintake.show.lines import GAP, Line, Manner, Words, phone_text
from ctintake.show.page import lines
from ctintake.show.terminal import print_plain, print_rich
from ctintake.summary.composing import Making, call_record, compose, is_for_another
from ctintake.summary.files import as_toml
from ctintake.summary.records import Summary
from ctintake.writing import IsThereError, refuse_place, write_whole

_WIDEST = 78
_GONE = {errno.EIO, errno.ENXIO}
_CODE = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was asked for on the command line."""

    plain: bool = False
    advocate: bool = False
    depth: str = "soon"
    as_of: str | None = None
    taken_up: Path | None = None
    language: str | None = None
    draft: Path | None = None
    output: Path | None = None
    include_sensitive: bool = False
    force: bool = False
    seal: Seal | None = None
    by_passphrase: bool = False
    identity: Path | None = None
    overlays: tuple[Path, ...] = ()


def hold_interview(wishes: Wishes) -> None:
    """Hold an interview from the first screen to the last line."""
    knowledge = knowledge_from(list(wishes.overlays))
    as_of = day_of(wishes.as_of)
    plain = wishes.plain or bool(os.environ.get("ACCESSIBLE")) or os.environ.get("TERM") == "dumb"
    if sys.stdin is None or sys.stderr is None or not (plain or (sys.stdin.isatty() and sys.stderr.isatty())):
        raise InputError.of("", knowledge.text("needs-terminal"))
    course = _course(wishes, knowledge, as_of)
    _refuse_files(wishes)
    _bear_any_text()
    skin = _skin(knowledge, plain=plain)
    leave_now = _leaver(skin, knowledge.text("leaving"))
    _leave_on_signals(leave_now)
    _leave_no_core()
    try:
        _Interview(skin, knowledge, wishes, plain, wishes.draft).hold(course, as_of)
    except (Left, KeyboardInterrupt, EOFError):
        leave_now()
    except OSError as fault:
        if fault.errno not in _GONE:
            raise
        leave_now()
    finally:
        skin.end()


def _course(wishes: Wishes, knowledge: Knowledge, as_of: date) -> Course:
    """Give the course to begin with: a new one, or the draft or profile to take up; a depth that was asked for wins over the draft's."""
    if wishes.depth not in list(Urgency):
        raise InputError.of("--depth", f"there is no depth '{wishes.depth}'", one_of(wishes.depth, list(Urgency)))
    depth = Urgency(wishes.depth)
    course = Course(depth=depth)
    if wishes.taken_up is not None:
        course = read_draft(opened(read_file(wishes.taken_up), str(wishes.taken_up), wishes.identity), str(wishes.taken_up), knowledge, as_of)
    if wishes.language is not None:
        course = course.with_answer(LANGUAGE, Answer(_language(wishes.language, knowledge, as_of)))
    return course if depth is Urgency.SOON else replace(course, depth=depth)


def _language(typed: str, knowledge: Knowledge, as_of: date) -> Value:
    """Read the language given on the command line; raise InputError for one that is not offered."""
    try:
        return read_value(LANGUAGE, typed, knowledge, as_of)
    except InputError as fault:
        raise InputError([replace(problem, where=f"--lang {typed}") for problem in fault.problems]) from None


def _refuse_files(wishes: Wishes) -> None:
    """Refuse a file that is there already, or cannot be, before the first question, not after the last."""
    if wishes.output is not None and wishes.draft is not None and _same(wishes.output, wishes.draft):
        raise InputError.of(f"--output {wishes.output}", "is the draft's file too", "give another name")
    if wishes.output is not None:
        refuse_to_replace(wishes.output, [wishes.taken_up, wishes.identity, *wishes.overlays])
        _refuse_file(wishes.output, f"--output {wishes.output}", over=wishes.force)
    if wishes.draft is not None and wishes.by_passphrase:
        what = "is written after each answer, and to lock it with a passphrase takes seconds each time"
        raise InputError.of(f"--save {wishes.draft}", what, "give a key: --encrypt-to; or leave out one of the two")
    if wishes.draft is not None:
        goes_on = wishes.taken_up is not None and _same(wishes.draft, wishes.taken_up)
        refuse_to_replace(wishes.draft, [wishes.identity, *wishes.overlays])
        _refuse_file(wishes.draft, f"--save {wishes.draft}", over=wishes.force or goes_on)


def _refuse_file(path: Path, where: str, *, over: bool) -> None:
    """Raise InputError for a file that could not be written later, and say which flag named it."""
    try:
        refuse_place(path, force=over)
    except InputError as fault:
        raise InputError([replace(problem, where=where) for problem in fault.problems]) from None


def _same(one: Path, other: Path) -> bool:
    return Path(os.path.realpath(one)) == Path(os.path.realpath(other))


def _bear_any_text() -> None:
    """Bear bytes that are no text when reading, and letters that the terminal has not when writing."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _skin(knowledge: Knowledge, *, plain: bool) -> Skin:
    if plain:
        from ctintake.interview.plain import PlainSkin

        return PlainSkin(sys.stdin, sys.stderr, knowledge.text, clears=os.environ.get("TERM") != "dumb")
    from ctintake.interview.full import FullSkin

    return FullSkin(knowledge.text)


def _leaver(skin: Skin, last_words: str) -> Callable[[], NoReturn]:
    """Give what leaves at once: the terminal as it was found, cleared, one neutral line, and an end that writes out nothing that was still to be written."""
    restore = restorer(sys.stdin)

    def leave_now() -> NoReturn:
        for name in LEAVING:
            signal.signal(name, signal.SIG_IGN)
        restore()
        skin.clear()
        send(sys.stderr, f"{last_words}\n")
        os._exit(Status.LEFT)

    return leave_now


def _leave_on_signals(leave_now: Callable[[], NoReturn]) -> None:
    """Leave when the terminal is closed, the program is told to end, or Ctrl-C is pressed between two prompts."""

    def on_signal(_signal: int, _frame: FrameType | None) -> None:
        leave_now()

    for name in LEAVING:
        signal.signal(name, on_signal)


def _leave_no_core() -> None:
    """Let a crash leave no image of the memory, where the answers are."""
    with contextlib.suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


@dataclass
class _Interview:
    """An interview with the files and streams around it."""

    skin: Skin
    knowledge: Knowledge
    wishes: Wishes
    plain: bool
    draft: Path | None = None

    def hold(self, course: Course, as_of: date) -> None:
        session = Session(self.skin, self.knowledge, as_of, course, self._keep, self._show, advocate=self.wishes.advocate, offer=self._offer_draft)
        screening = session.run()
        while not self._save(screening, session.ask_aside):
            screening = session.again()
        if not sys.stdout.isatty() and not self.plain:
            content = self._content(screening)
            give(content if self.wishes.seal is not None else content.decode())
        draft = self.draft
        if draft is not None:
            self._say(self.knowledge.text("draft-kept").format(file=on_one_line(shlex.quote(str(draft))), command=on_one_line(self._again(draft))))
        if draft is not None or self.wishes.output is not None or sys.stdin.isatty():
            self._say_last_line(screening)

    def _keep(self, course: Course) -> None:
        """Keep the draft, where there is to be one; where it cannot be written that is said, and the interview goes on."""
        if self.draft is None:
            return
        try:
            with undisturbed():
                write_whole(self.draft, self._sealed(as_draft(course, self.knowledge).encode()), force=True)
        except InputError as fault:
            self._say(str(fault))

    def _say(self, text: str) -> None:
        self.skin.tell([Line(Manner.TEXT, line) for line in text.strip().splitlines()])

    def _again(self, draft: Path) -> str:
        """Give the command that takes a draft up again as this interview was held, and goes on keeping it where nothing else must be told."""
        modes = [flag for flag, wanted in (("--advocate", self.wishes.advocate), ("--plain", self.wishes.plain)) if wanted]
        keeps = [] if self.wishes.seal is not None else ["--save", str(draft)]
        return shlex.join(["ctintake", "interview", *modes, "--from", str(draft), *keeps])

    def _offer_draft(self, ask: Aside) -> bool:
        """Offer an advocate a draft once what is urgent has been asked; a person at a borrowed machine is not asked. False where they go back instead."""
        if self.draft is not None or not self.wishes.advocate or self.wishes.by_passphrase or not sys.stdin.isatty():
            return True
        text = self.knowledge.text
        reply = ask(offer(text("offer-draft"), self.knowledge), text("why-draft"))
        if reply == "yes":
            self.draft = self._draft_file(ask)
        return reply is not Command.BACK

    def _summary(self, screening: Screening) -> Summary:
        return compose(screening, Making(now(), __version__, include_sensitive=self.wishes.include_sensitive))

    def _content(self, screening: Screening) -> bytes:
        return self._sealed(as_toml(self._summary(screening)).encode())

    def _sealed(self, content: bytes) -> bytes:
        return self.wishes.seal(content) if self.wishes.seal is not None else content

    def _show(self, screening: Screening) -> None:
        """Show results where a person reads them; where standard output goes elsewhere, only the end goes there."""
        if not sys.stdout.isatty() and not self.plain:
            return
        summary = compose(screening, Making(now(), __version__, include_sensitive=True))
        page = lines(summary, Words(self.knowledge), advocate=self.wishes.advocate or is_for_another(screening))
        if self.plain:
            print_plain(page, sys.stdout, width_of(sys.stdout, _WIDEST))
        else:
            print_rich(page, sys.stdout)

    def _say_last_line(self, screening: Screening) -> None:
        """End with a person to call, not a form."""
        if screening.calls:
            first = call_record(screening.calls[0], screening)
            self.skin.tell([GAP, Line(Manner.STRONG, self.knowledge.text("last-line").format(name=first.name, number=phone_text(first.number)))])

    def _save(self, screening: Screening, ask: Aside) -> bool:
        """Save where the command line says or, at a terminal, where the person says; otherwise nowhere. False where they go back to the answers instead."""
        if self.wishes.output is None and not sys.stdin.isatty():
            return True
        from ctintake.cli.saving import Saving

        saving = Saving(self._summary(screening), self.skin, ask, self.knowledge, self.wishes.seal, self.wishes.overlays)
        if self.wishes.output is None:
            return saving.offer()
        saving.say("\n".join(saving.told_of_summary()[0]))
        saving.write({self.wishes.output: self._content(screening)}, force=self.wishes.force)
        return True

    def _draft_file(self, ask: Aside) -> Path | None:
        """Ask for a file until one can be written, or none is wanted; the name offered says nothing about anyone."""
        while True:
            name = f"draft-{''.join(secrets.choice(_CODE) for _ in range(4))}.toml"
            reply = ask(line(self.knowledge.text("ask-file"), name, self.knowledge), self.knowledge.text("why-file"))
            if not isinstance(reply, str):
                return None
            try:
                file = Path(reply).expanduser()
                refuse_place(file)
            except RuntimeError:
                self._say(self.knowledge.text("no-such-folder"))
            except IsThereError:
                self._say(self.knowledge.text("file-there").format(file=on_one_line(str(file))))
            except InputError as fault:
                self._say(str(fault))
            else:
                return file

"""The edge of the program: streams, the clock, and errors as people read them."""

import io
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from ctintake.errors import InputError, Status, on_one_line

if TYPE_CHECKING:
    from ctintake.answers.values import Answers
    from ctintake.model import Knowledge


def today() -> date:
    """Give the day it is here."""
    return date.today()


def now() -> datetime:
    """Give the moment, to the second, with its offset from UTC."""
    return datetime.now().astimezone().replace(microsecond=0)


def say(*lines: str) -> None:
    """Tell the person something, each line on a line of its own whatever it holds: to standard error, so that results stay alone on standard output."""
    if sys.stderr is None:
        return
    with suppress(OSError):
        sys.stderr.write("".join(f"{on_one_line(line)}\n" for line in lines))
        sys.stderr.flush()


def give(text: str | bytes) -> None:
    """Give a result: to standard output, as it is, in UTF-8 whatever the locale, as TOML and JSON must be; bytes never to a terminal."""
    if isinstance(text, bytes):
        _give_bytes(text)
        return
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    sys.stdout.write(text)
    sys.stdout.flush()


def _give_bytes(content: bytes) -> None:
    if sys.stdout.isatty():
        raise InputError.of("standard output", "is a terminal, and this is no text", "name a file: --output FILE")
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


@contextmanager
def plain_errors() -> Iterator[None]:
    """Turn wrong input, and output that cannot be written, into a message and an exit status."""
    try:
        if sys.stdout is None:
            raise InputError.of("standard output", "is closed", "leave it open, or send it to a file")
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(errors="replace")  # letters that the terminal has not
        yield
        sys.stdout.flush()
    except InputError as fault:
        for problem in fault.problems:
            say(*f"ctintake: {problem}".split("\n"))
        leave(Status.WRONG_INPUT)
    except BrokenPipeError:
        _drop_output()
        leave(Status.WRONG_INPUT)
    except OSError as fault:
        _drop_output()
        where, right = (fault.filename, "give another name") if fault.filename else ("standard output", "make room, or send the result elsewhere")
        say(f"ctintake: {where}: cannot be {'used' if fault.filename else 'written'}: {fault.strerror}", f"  {right}")
        leave(Status.WRONG_INPUT)
    except KeyboardInterrupt:
        leave(Status.LEFT)


def our_fault(fault: Exception) -> NoReturn:
    """Say that the program itself failed, without a word of what was answered, and end."""
    say(f"ctintake: something went wrong in the program itself ({type(fault).__name__}). Nothing was saved. Your answers were not sent anywhere.")
    leave(Status.OUR_FAULT)


def _drop_output() -> None:
    """Point standard output at nothing, so that Python does not complain of the closed pipe once more as it ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def leave(status: Status) -> NoReturn:
    """End the program with a status."""
    raise SystemExit(int(status))


def knowledge_from(overlays: list[Path] | None) -> "Knowledge":
    """Load the knowledge, with a local office's overlays."""
    import gc

    from ctintake.knowledge.loading import load

    gc.disable()
    try:
        return load(overlays or [])
    finally:
        # The knowledge lives as long as the program: out of the collector's sight it costs nothing more (40 ms at the end otherwise).
        gc.freeze()
        gc.enable()


def day_of(as_of: str | None) -> date:
    """Read the day to screen as of; today where none is given."""
    from ctintake.dates import parse_day

    if as_of is None:
        return today()
    try:
        day = parse_day(as_of)
    except ValueError:
        raise InputError.of("--as-of", f"is no day: '{as_of}'", "write it as 2026-11-22") from None
    if not 1900 <= day.year <= 2200:
        raise InputError.of("--as-of", f"is no likely year: '{as_of}'", "write it as 2026-11-22")
    return day


def read_file(path: Path, most_bytes: int = 10_000_000) -> bytes:
    """Read a file, or raise InputError that says why it cannot be."""
    from ctintake.opening import open_bytes

    return open_bytes(path, most_bytes)


def read_input(most_bytes: int) -> bytes:
    """Read standard input, or raise InputError that says why it cannot be."""
    if sys.stdin is None:
        raise InputError.of("standard input", "is closed", "give a file")
    try:
        return sys.stdin.buffer.read(most_bytes + 1)
    except OSError as fault:
        raise InputError.of("standard input", f"cannot be read: {fault.strerror}", "give a file") from None


def answers_from(profile: str | None, knowledge: "Knowledge", as_of: date) -> "Answers":
    """Read a profile from a file or, for ``-``, from standard input; no answers where none is named."""
    from ctintake.answers.profile import MOST_BYTES, parse_profile, read_profile
    from ctintake.answers.values import Answers

    if profile is None:
        return Answers()
    if profile == "-":
        return parse_profile(read_input(MOST_BYTES), "standard input", knowledge, as_of)
    return read_profile(Path(profile), knowledge, as_of)


def refuse_to_replace(output: Path, read: Iterable[str | Path | None]) -> None:
    """Refuse to write over anything that was read: a summary holds less than the answers it is made from, and a key cannot be made again."""
    from ctintake.opening import is_folder
    from ctintake.writing import is_same_file

    for source in (Path(one) for one in read if one is not None):
        files = source.rglob("*") if is_folder(source) else [source]
        if any(is_same_file(output, file) for file in files):
            raise InputError.of(str(output), "is a file that was read, which is never replaced, not even with --force", "give another name")

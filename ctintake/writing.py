"""Writing a file whole or not at all: mode 0600, never over another unless told to."""

import contextlib
import errno
import hashlib
import os
import secrets
from pathlib import Path

from ctintake.errors import InputError

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}

_A_MINUTE = 60


def write_whole(path: Path, content: str | bytes, *, force: bool = False) -> None:
    """Write a file, text as UTF-8: to a temporary one beside it, flushed to the disk, then renamed.

    Raises InputError, and leaves nothing behind, where the file is there already (unless ``force``), the folder is not, or it cannot be written.
    """
    try:
        if path.is_dir():
            raise InputError.of(str(path), "is a folder", "give a file name")
        if not path.parent.is_dir():
            raise InputError.of(str(path), f"there is no folder {path.parent}", "make the folder first, or write elsewhere")
        if path.name == "-":
            raise InputError.of("-", "is standard output, and no file can be written there", "give a file name, or ./- for a file of that name")
        if path.exists() and not path.is_file():
            raise InputError.of(str(path), "is no ordinary file", "give the name of a file; standard output can be sent elsewhere with >")
        _write(path, content.encode() if isinstance(content, str) else content, force=force)
    except FileExistsError:
        raise InputError.of(str(path), "is there already", "give another name, or --force to replace it") from None
    except OSError as fault:
        raise InputError.of(str(path), f"cannot be written: {fault.strerror}", "give a file in a folder you may write to") from None
    except ValueError:
        raise InputError.of(str(path), "is no name of a file", "give another name") from None


def is_same_file(one: Path, other: Path) -> bool:
    """Tell whether two names lead to one file, by links or by other ways round; a file that is not there is known by its name alone."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


def _write(path: Path, content: bytes, *, force: bool) -> None:
    temporary = _beside(path)
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _clear_what_killed_runs_left(temporary, path)
        if force:
            temporary.replace(path)
        else:
            _name(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _beside(path: Path) -> Path:
    """Give a temporary file's name that no other run has: two may write one file at the same time."""
    return path.with_name(f"{_stem(path)}-{secrets.token_hex(4)}.part")


def _stem(path: Path) -> str:
    return f".{hashlib.sha256(os.fsencode(path.name)).hexdigest()[:12]}"


def _clear_what_killed_runs_left(temporary: Path, path: Path) -> None:
    """Take away what a run killed in the middle of writing this file left, where it is a minute older than what is written now."""
    with contextlib.suppress(OSError):
        now = temporary.stat().st_mtime
        for left in path.parent.glob(f"{_stem(path)}-*.part"):
            if left.stat().st_mtime < now - _A_MINUTE:
                left.unlink()


def _name(temporary: Path, path: Path) -> None:
    """Give a finished file its name, or raise FileExistsError where that is taken.

    A link does both in one step. The file systems of USB sticks (FAT, exFAT) have none: there an empty file takes the name first.
    """
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        path.touch(mode=0o600, exist_ok=False)
        temporary.replace(path)

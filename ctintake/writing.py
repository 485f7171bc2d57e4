"""Writing files whole or not at all, several together: mode 0600, never over another unless told to."""

import contextlib
import errno
import hashlib
import os
import secrets
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ctintake.errors import InputError

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}

_A_MINUTE = 60

_NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}

Content = str | bytes | Mapping[str, bytes]
"""What a file holds, text as UTF-8; or the files of a folder, by name."""


class IsThereError(InputError):
    """Something of that name is there already, and was not to be replaced."""


def write_whole(path: Path, content: Content, *, force: bool = False, own: Collection[str] = ()) -> None:
    """Write one file, or one folder of files, as `write_all` does."""
    write_all({path: content}, force=force, own=own)


def write_all(files: Mapping[Path, Content], *, force: bool = False, own: Collection[str] = ()) -> None:
    """Write files: each to a temporary one beside it, flushed to the disk; when all are, they are renamed.

    With ``force`` a file takes the place of another, and a folder that of one that holds nothing but files of the names in ``own``.
    Raises InputError, and leaves everything as it was, where one is there already (unless ``force``), a folder is not, or one cannot be written.
    """
    made: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            refuse_place(path, content, force=force, own=own)
        for path, content in files.items():
            with _told_of(path):
                made[path] = _beside(path)
                _make(made[path], content, path)
        _name_all(made, force=force)
    finally:
        for left in made.values():
            _take_away(left)


def holds_only(folder: Path, own: Collection[str]) -> bool:
    """Tell whether a folder is there that holds files, and none but of the names in ``own``."""
    there = list(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
    return bool(there) and all(one.is_file() and one.name in own for one in there)


def is_same_file(one: Path, other: Path) -> bool:
    """Tell whether two names lead to one file, by links or by other ways round; a file that is not there is known by its name alone."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Say of the file that was asked for why it cannot be written."""
    try:
        yield
    except FileExistsError:
        raise IsThereError.of(str(path), "is there already", "give another name, or --force to replace it") from None
    except OSError as fault:
        right = "make room on the disk, or write to another" if fault.errno in _NO_ROOM else "give a file in a folder you may write to"
        raise InputError.of(str(path), f"cannot be written: {fault.strerror}", right) from None
    except ValueError:
        raise InputError.of(str(path), "is no name of a file", "give another name") from None


def refuse_place(path: Path, content: Content = b"", *, force: bool = False, own: Collection[str] = ()) -> None:
    """Raise InputError for what could not be written, before anything is: IsThereError where it is only that something has the name."""
    with _told_of(path):
        _refuse(path, content, force=force, own=own)


def _refuse(path: Path, content: Content, *, force: bool, own: Collection[str]) -> None:
    if not path.parent.is_dir():
        raise InputError.of(str(path), f"there is no folder {path.parent}", "make the folder first, or write elsewhere")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise InputError.of(str(path), f"the folder {path.parent} may not be written to", "give a file in a folder of your own")
    if not path.name.isprintable():
        raise InputError.of(str(path), "holds what cannot be printed, such as an escape or a line's end", "give a name of plain letters")
    if path.name == "-":
        raise InputError.of("-", "is standard output, and no file can be written there", "give a file name")
    if isinstance(content, Mapping):
        _refuse_folder(path, force=force, own=own)
        return
    if path.is_dir():
        raise InputError.of(str(path), "is a folder", "give a file name")
    if path.exists() and not path.is_file():
        raise InputError.of(str(path), "is no ordinary file", "give the name of a file; standard output can be sent elsewhere with >")
    if os.path.lexists(path) and not force:
        raise FileExistsError


def _refuse_folder(path: Path, *, force: bool, own: Collection[str]) -> None:
    if os.path.lexists(path) and not (force and holds_only(path, own)):
        right = "give the name of a new folder" if not force else "it is replaced only where it holds nothing but such files: give the name of a new folder"
        raise IsThereError.of(str(path), "is there already", right)


def _make(temporary: Path, content: Content, path: Path) -> None:
    """Make a file or a folder, for its owner alone, under a name that is not yet its own."""
    if isinstance(content, Mapping):
        temporary.mkdir(mode=0o700)
        for name, inner in content.items():
            with _told_of(path / name):
                _make(temporary / name, inner, path / name)
        return
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
    _clear_what_killed_runs_left(temporary, path)


def _name_all(made: Mapping[Path, Path], *, force: bool) -> None:
    """Give what was made its names; where one cannot have its, those that were named before it are as they were again."""
    kept: dict[Path, Path] = {}
    named: list[Path] = []
    try:
        for path, temporary in made.items():
            with _told_of(path):
                if force and os.path.lexists(path) and (len(made) > 1 or temporary.is_dir()):
                    kept[path] = _keep(path)
                _name(temporary, path, force=force)
                named.append(path)
    except BaseException:
        _put_back(named, kept)
        raise
    for old in kept.values():
        _take_away(old)


def _keep(path: Path) -> Path:
    """Give what is there another name, until it is known whether it is to be put back; a file has its own all the while, where it can have two."""
    kept = _beside(path)
    try:
        os.link(path, kept, follow_symlinks=False)
    except (OSError, NotImplementedError):
        path.rename(kept)
    return kept


def _put_back(named: list[Path], kept: Mapping[Path, Path]) -> None:
    for path in {*named, *kept}:
        with contextlib.suppress(OSError):
            if path in named and (path not in kept or path.is_dir()):
                _take_away(path)
            if path in kept:
                kept[path].replace(path)
                _take_away(kept[path])


def _name(temporary: Path, path: Path, *, force: bool) -> None:
    """Give a finished file or folder its name, or raise FileExistsError where that is taken and is not to be replaced.

    A link does both in one step. The file systems of USB sticks (FAT, exFAT) have none: there an empty file takes the name first.
    """
    if force or temporary.is_dir():
        temporary.replace(path)
        return
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError as fault:
        if fault.errno not in _NO_LINKS:
            raise
        path.touch(mode=0o600, exist_ok=False)
        temporary.replace(path)


def _take_away(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        import shutil

        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


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

"""Writing a file whole or not at all: mode 0600, never over another unless told to."""

import errno
import os
import tempfile
from pathlib import Path

from ctintake.errors import InputError

_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}


def write_whole(path: Path, content: str, *, force: bool = False) -> None:
    """Write a text file: to a temporary one beside it, flushed to the disk, then renamed.

    Raises InputError, and leaves nothing behind, where the file is there already (unless ``force``), the folder is not, or it cannot be written.
    """
    try:
        if path.is_dir():
            raise InputError.of(str(path), "is a folder", "give a file name")
        if not path.parent.is_dir():
            raise InputError.of(str(path), f"there is no folder {path.parent}", "make the folder first, or write elsewhere")
        _write(path, content.encode(), force=force)
    except FileExistsError:
        raise InputError.of(str(path), "is there already", "give another name, or --force to replace it") from None
    except OSError as fault:
        raise InputError.of(str(path), f"cannot be written: {fault.strerror}", "give a file in a folder you may write to") from None


def _write(path: Path, content: bytes, *, force: bool) -> None:
    handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if force:
            temporary.replace(path)
        else:
            _name(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


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

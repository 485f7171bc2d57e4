"""Writing a file whole or not at all: mode 0600, never over another unless told to."""

import os
import tempfile
from pathlib import Path

from ctintake.errors import InputError


def write_whole(path: Path, content: str, *, force: bool = False) -> None:
    """Write a text file: to a temporary one beside it, flushed to the disk, then renamed.

    Raises InputError, and leaves nothing behind, where the file is there already (unless ``force``), the folder is not, or it cannot be written.
    """
    if path.is_dir():
        raise InputError.of(str(path), "is a folder", "give a file name")
    if not path.parent.is_dir():
        raise InputError.of(str(path), f"there is no folder {path.parent}", "make the folder first, or write elsewhere")
    try:
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
            path.hardlink_to(temporary)
    finally:
        temporary.unlink(missing_ok=True)

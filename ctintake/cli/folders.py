"""A folder of files, written whole or not at all, and never over anything that is there."""

import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from ctintake.errors import InputError
from ctintake.writing import write_whole


def write_folder(path: Path, files: Mapping[str, bytes]) -> None:
    """Write a new folder, for its owner alone: under another name beside it, then renamed. Raises InputError, and leaves nothing behind, where it cannot be."""
    if path.exists() or path.is_symlink():
        raise InputError.of(str(path), "is there already", "give the name of a new folder")
    if not path.parent.is_dir():
        raise InputError.of(str(path), f"there is no folder {path.parent}", "make the folder first, or write elsewhere")
    part = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        part.mkdir(mode=0o700)
        for name, content in files.items():
            write_whole(part / name, content)
        part.rename(path)
    except OSError as fault:
        raise InputError.of(str(path), f"cannot be written: {fault.strerror}", "give a folder in a place you may write to") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)

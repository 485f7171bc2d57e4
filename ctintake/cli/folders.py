"""A folder of files, written whole or not at all, and never over anything of another kind."""

import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ctintake.errors import InputError
from ctintake.sealing import ENDING
from ctintake.writing import write_whole


def write_folder(path: Path, files: Mapping[str, bytes], *, force: bool = False) -> None:
    """Write a new folder, for its owner alone: under another name beside it, then renamed.

    With ``force`` it takes the place of a folder that `is_alike`, of which nothing stays. Raises InputError, and leaves nothing behind, where it cannot be.
    """
    part, old = (path.with_name(f".{secrets.token_hex(8)}.part") for _ in range(2))
    try:
        if (path.exists() or path.is_symlink()) and not (force and is_alike(path, files)):
            right = "give the name of a new folder" if not force else "it is replaced only where it holds nothing but such files: give the name of a new folder"
            raise InputError.of(str(path), "is there already", right)
        if not path.parent.is_dir():
            raise InputError.of(str(path), f"there is no folder {path.parent}", "make the folder first, or write elsewhere")
        part.mkdir(mode=0o700)
        for name, content in files.items():
            _write_named(part / name, content, path / name)
        if path.exists():
            path.rename(old)
        part.rename(path)
    except OSError as fault:
        raise InputError.of(str(path), f"cannot be written: {fault.strerror}", "give a folder in a place you may write to") from None
    finally:
        _put_back(old, path)
        shutil.rmtree(part, ignore_errors=True)


def _write_named(part: Path, content: bytes, asked: Path) -> None:
    """Write a file of the folder that is in the making; what cannot be is said of the file that was asked for."""
    try:
        write_whole(part, content)
    except InputError as fault:
        raise InputError([replace(problem, where=str(asked)) for problem in fault.problems]) from None


def is_alike(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Tell whether a folder is there that holds files, and none but of the kinds to be written, encrypted or not."""
    kinds = {Path(name.removesuffix(ENDING)).suffix for name in files}
    there = list(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []
    return bool(there) and all(one.is_file() and Path(one.name.removesuffix(ENDING)).suffix in kinds for one in there)


def _put_back(old: Path, path: Path) -> None:
    """Take away the folder that was replaced; where its successor did not come, give it its name again."""
    if not os.path.lexists(old):
        return
    if path.exists():
        shutil.rmtree(old, ignore_errors=True)
    else:
        old.rename(path)

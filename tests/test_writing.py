"""Files are written whole or not at all, for their owner alone, and never over another unless told to."""

import errno
import os
import re
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from ctintake.errors import InputError
from ctintake.writing import write_all, write_whole

TEXT = 'name = "José"\n' * 20_000


def refused(path: Path, said: str, *, force: bool = False) -> None:
    """Try to write, and expect one problem that names the file, what is wrong, and what would be right; and nothing left behind."""
    before = sorted(path.parent.iterdir()) if path.parent.is_dir() else None
    with pytest.raises(InputError, match=re.escape(said)) as fault:
        write_whole(path, "new\n", force=force)
    (problem,) = fault.value.problems
    assert problem.where == str(path)
    assert problem.right
    assert before is None or sorted(path.parent.iterdir()) == before


@pytest.mark.parametrize("force", [False, True], ids=["without --force", "with --force"])
def test_a_file_is_written_whole_in_utf_8_and_only_its_owner_may_read_it(tmp_path: Path, force: bool) -> None:
    before = os.umask(0)
    try:
        write_whole(tmp_path / "summary.toml", TEXT, force=force)
    finally:
        os.umask(before)
    assert (tmp_path / "summary.toml").read_bytes() == TEXT.encode()
    assert stat.S_IMODE((tmp_path / "summary.toml").stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["summary.toml"], "no temporary file is left"


def test_nothing_passes_through_the_folder_for_temporary_files_that_others_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    write_whole(tmp_path / "summary.toml", TEXT)
    assert (tmp_path / "summary.toml").read_text() == TEXT


def test_another_file_is_never_replaced_without_force(tmp_path: Path) -> None:
    path = tmp_path / "summary.toml"
    path.write_text("old\n")
    refused(path, "is there already")
    assert path.read_text() == "old\n"


def test_with_force_it_is_replaced_and_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "summary.toml"
    path.write_text("old\n")
    path.chmod(0o644)
    write_whole(path, "new\n", force=True)
    assert path.read_text() == "new\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["summary.toml"]


def test_a_link_to_nowhere_counts_as_a_file_that_is_there(tmp_path: Path) -> None:
    link = tmp_path / "summary.toml"
    link.symlink_to(tmp_path / "elsewhere.toml")
    refused(link, "is there already")
    assert not (tmp_path / "elsewhere.toml").exists()


@pytest.mark.parametrize("force", [False, True], ids=["without --force", "with --force"])
def test_a_folder_is_no_place_for_a_files_content(tmp_path: Path, force: bool) -> None:
    (tmp_path / "folder").mkdir()
    refused(tmp_path / "folder", "is a folder", force=force)


@pytest.mark.parametrize("force", [False, True], ids=["without --force", "with --force"])
def test_a_missing_folder_is_named_and_not_made(tmp_path: Path, force: bool) -> None:
    refused(tmp_path / "missing" / "summary.toml", f"there is no folder {tmp_path / 'missing'}", force=force)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder_to_write_into(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old\n")
    refused(tmp_path / "file" / "summary.toml", "there is no folder")


def test_a_name_that_is_too_long_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / ("x" * 300), "cannot be written: File name too long")


@pytest.mark.parametrize("name", ["bad\x1b[31m.html", "a\nb", "a\x7f", "evil\u202egpj.html"])
def test_a_name_that_cannot_be_printed_is_refused(tmp_path: Path, name: str) -> None:
    refused(tmp_path / name, "holds what cannot be printed")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        refused(tmp_path / "summary.toml", "cannot be written: Permission denied")
    finally:
        tmp_path.chmod(0o700)


@pytest.mark.parametrize("force", [False, True], ids=["without --force", "with --force"])
def test_when_the_disk_is_full_nothing_is_left_and_what_was_there_stays(tmp_path: Path, force: bool) -> None:
    """A limit on the size of files stands for the full disk; it holds for a whole process, so another one writes."""
    path = tmp_path / "summary.toml"
    if force:
        path.write_text("old\n")
    code = f"""
import resource, signal
from pathlib import Path
from ctintake.writing import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
write_whole(Path({str(path)!r}), "x" * 100_000, force={force})
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "cannot be written: File too large\n  make room on the disk" in ran.stderr
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == ([("summary.toml", "old\n")] if force else [])


def test_a_usb_stick_that_has_no_links_is_written_to_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", no_links)
    write_whole(tmp_path / "summary.toml", TEXT)
    assert (tmp_path / "summary.toml").read_text() == TEXT
    assert stat.S_IMODE((tmp_path / "summary.toml").stat().st_mode) == 0o600
    refused(tmp_path / "summary.toml", "is there already")
    assert (tmp_path / "summary.toml").read_text() == TEXT


# Several files, and folders of files.


def held(folder: Path) -> dict[str, str]:
    """Give every file under a folder with what it holds."""
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def old_and_new(folder: Path) -> dict[Path, str | dict[str, bytes]]:
    """Put two files and a folder there, and give what is to be written over them, with one that is new."""
    for name in ("a.html", "z.json"):
        (folder / name).write_text("old")
    (folder / "t").mkdir()
    (folder / "t" / "t.csv").write_text("old")
    return {folder / "a.html": "new", folder / "t": {"t.csv": b"new"}, folder / "b.md": "new", folder / "z.json": "new" * 1000}


def test_several_files_and_a_folder_take_the_place_of_others_and_leave_nothing_beside_them(tmp_path: Path) -> None:
    write_all(old_and_new(tmp_path), force=True, own={"t.csv"})
    assert held(tmp_path) == {"a.html": "new", "t/t.csv": "new", "b.md": "new", "z.json": "new" * 1000}
    assert stat.S_IMODE((tmp_path / "t").stat().st_mode) == 0o700


def test_where_the_last_of_several_finds_the_disk_full_all_stay_as_they_were(tmp_path: Path) -> None:
    code = f"""
import resource, signal
from pathlib import Path
from ctintake.writing import write_all
folder = Path({str(tmp_path)!r})
files = {{folder / "a.html": "new", folder / "t": {{"t.csv": b"new"}}, folder / "b.md": "new", folder / "z.json": "new" * 1000}}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
write_all(files, force=True, own={{"t.csv"}})
"""
    old_and_new(tmp_path)
    before = held(tmp_path)
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "z.json: cannot be written: File too large" in ran.stderr
    assert held(tmp_path) == before


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without links"])
@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
def test_where_one_of_several_cannot_have_its_name_all_stay_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int, links: bool) -> None:
    files = old_and_new(tmp_path)
    before, replace, count = held(tmp_path), os.replace, iter(range(1, 100))

    def refuse(*names: object) -> None:
        if next(count) == at:
            raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))
        replace(*names)

    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "replace", refuse)
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    if at > len(files):
        write_all(files, force=True, own={"t.csv"})
        return
    with pytest.raises(InputError, match="cannot be written: Operation not permitted"):
        write_all(files, force=True, own={"t.csv"})
    assert held(tmp_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.html", "t", "z.json"]


def test_a_folder_that_holds_anything_else_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "t.csv").write_text("old")
    (tmp_path / "t" / "mine.csv").write_text("mine")
    with pytest.raises(InputError, match="is there already\n  it is replaced only where it holds nothing but such files"):
        write_whole(tmp_path / "t", {"t.csv": b"new"}, force=True, own={"t.csv"})
    assert held(tmp_path) == {"t/t.csv": "old", "t/mine.csv": "mine"}

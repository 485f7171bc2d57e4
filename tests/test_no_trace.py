"""Without --save or an output an interview leaves nothing behind: no file is opened for writing, no connection made, nothing seen by others."""

import array
import fcntl
import re
import shutil
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conversation import Conversation
from terminal import ROOT, Terminal
from test_interview import DEFENDANT

from ctintake.interview.prompts import Command
from ctintake.model import Knowledge

STRACE = shutil.which("strace")
NEEDS_STRACE = pytest.mark.skipif(STRACE is None, reason="strace is not installed (apt-get install strace): system calls cannot be watched")
SKINS = pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])
OPENS = {"open", "openat", "openat2", "creat"}
CHANGES = re.compile(r"creat|mkdir|mknod|rename|link|truncate|chmod|chown|utime|setxattr|removexattr|rmdir|memfd_create|mount")
READS = {"readlink", "readlinkat"}
CALL = re.compile(r"^(?:\d+ +)?(\w+)\((.*)$")
SECRETS = ("Danbury", "53a-125b", "1990-05-14", "plea-offered")


def run_from(folder: Path) -> dict[str, str]:
    """Give an environment in which everything a program may think of as a place of its own lies in a folder, and Python may write its bytecode."""
    for name in ("home", "tmp", "state", "cache", "config", "data", "runtime"):
        (folder / name).mkdir()
    (folder / "home" / ".bash_history").write_text("ls\n")
    (folder / "home" / ".python_history").write_text("1 + 1\n")
    return {
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        **{f"XDG_{name.upper()}_HOME": str(folder / name) for name in ("state", "cache", "config", "data")},
        "XDG_RUNTIME_DIR": str(folder / "runtime"),
        "PYTHONDONTWRITEBYTECODE": "",
    }


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the bytecode of everything, as pip makes it when the program is installed."""
    folder = tmp_path_factory.mktemp("bytecode")
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPYCACHEPREFIX": str(folder), "PYTHONPATH": str(ROOT)}
    modules = "import ctintake.cli.interview, ctintake.interview.full, ctintake.interview.plain, ctintake.cli.app, holidays, rapidfuzz.process"
    subprocess.run([sys.executable, "-c", modules], env=environment, check=True, cwd=ROOT)
    for skin in (["--plain"], []):
        with Terminal(["interview", "--lang", "en", *skin], environment=environment | {"PYTHONDONTWRITEBYTECODE": ""}) as terminal:
            terminal.wait("someone on that team")
            terminal.send("x\r")
            assert terminal.end() == 130
    return folder


def everything_in(folder: Path) -> dict[str, tuple[int, bytes]]:
    """Give every file and folder with when it was changed and what it holds."""
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"") for path in (folder, *folder.rglob("*"))}


HOW_IT_ENDS: dict[str, dict[str, object]] = {"to the end": DEFENDANT, "left in the middle": DEFENDANT | {"status": Command.LEAVE}}


@SKINS
@pytest.mark.parametrize("script", HOW_IT_ENDS.values(), ids=HOW_IT_ENDS.keys())
def test_home_and_every_place_of_a_program_are_as_they_were(
    script: dict[str, object], plain: bool, knowledge: Knowledge, compiled: Path, tmp_path: Path
) -> None:
    environment = run_from(tmp_path) | {"PYTHONPYCACHEPREFIX": str(compiled)}
    before = everything_in(tmp_path)
    assert Conversation(knowledge, script, [], plain=plain, environment=environment).hold() in {0, 130}
    assert everything_in(tmp_path) == before


def calls(log: Path) -> Iterator[tuple[str, str]]:
    """Give the system calls of a run, those that failed too, each with its arguments and result."""
    for line in log.read_text(errors="replace").splitlines():
        found = CALL.match(line)
        if found:
            yield found[1], found[2]


@NEEDS_STRACE
@SKINS
def test_no_file_is_written_and_no_connection_made(plain: bool, knowledge: Knowledge, compiled: Path, tmp_path: Path) -> None:
    log = tmp_path / "calls"
    under = [str(STRACE), "-f", "-qq", "-o", str(log), "-e", "trace=%file,%network,%process,memfd_create,ftruncate,fchmod,fchown,fsetxattr,io_uring_setup"]
    environment = run_from(tmp_path) | {"PYTHONPYCACHEPREFIX": str(compiled)}
    assert Conversation(knowledge, DEFENDANT, [], plain=plain, environment=environment, under=under).hold() == 0
    made = list(calls(log))
    assert [rest for name, rest in made if name in OPENS and "questions.toml" in rest], "the tracing works: the content was seen being read"
    assert [call for call in made if call[0] in OPENS and re.search(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND", call[1])] == []
    assert [call for call in made if call[0] not in OPENS | READS and CHANGES.search(call[0])] == []
    assert [call for call in made if call[0] == "execve"][1:] == [], "no other program is started, which could see or say more"
    assert [call for call in made if call[0] in SOCKETS] == []


SOCKETS = {
    "socket", "socketpair", "connect", "bind", "listen", "accept", "accept4", "sendto", "sendmsg", "sendmmsg", "recvfrom", "recvmsg", "recvmmsg",
    "getsockname", "getpeername", "setsockopt", "io_uring_setup",
}  # fmt: skip


@NEEDS_STRACE
def test_the_watch_sees_a_file_that_is_written(knowledge: Knowledge, compiled: Path, tmp_path: Path) -> None:
    """What the test above does not see must not be there: here is a run that does write, because it was told to."""
    log, draft = tmp_path / "calls", tmp_path / "draft.toml"
    under = [str(STRACE), "-f", "-qq", "-o", str(log), "-e", "trace=%file"]
    environment = run_from(tmp_path) | {"PYTHONPYCACHEPREFIX": str(compiled)}
    script = {"answering": "self", "situation": Command.LEAVE}
    assert Conversation(knowledge, script, ["--save", str(draft)], plain=True, environment=environment, under=under).hold() == 130
    made = list(calls(log))
    assert [call for call in made if call[0] in OPENS and "O_CREAT" in call[1] and str(tmp_path) in call[1]]
    assert [call for call in made if call[0] not in OPENS | READS and CHANGES.search(call[0])]


def test_answers_from_standard_input_are_not_in_the_list_of_processes() -> None:
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("this system does not show processes under /proc")
    answers = f'[answers]\ntown = "{SECRETS[0]}"\ncharges = "{SECRETS[1]}"\nbirth_date = {SECRETS[2]}\ncase_stage = "{SECRETS[3]}"\n'
    words = [sys.executable, "-m", "ctintake", "screen", "-", "--as-of", "2026-11-22"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as running:
        assert running.stdin is not None and running.stdout is not None
        running.stdin.write(answers.encode())
        running.stdin.flush()
        until_taken(running.stdin.fileno())
        shown = Path(f"/proc/{running.pid}/cmdline").read_bytes() + Path(f"/proc/{running.pid}/environ").read_bytes()
        running.stdin.close()
        assert 'town = "Danbury"' in running.stdout.read().decode()
    assert b"screen" in shown
    assert [secret for secret in SECRETS if secret.encode() in shown] == []


def until_taken(pipe: int) -> None:
    """Wait until all that was written to a pipe has been read."""
    left = array.array("i", [1])
    until = time.monotonic() + 30
    while left[0]:
        assert time.monotonic() < until, "it does not read its standard input"
        fcntl.ioctl(pipe, termios.FIONREAD, left)


def test_a_draft_is_the_only_thing_that_save_leaves(knowledge: Knowledge, compiled: Path, tmp_path: Path) -> None:
    environment = run_from(tmp_path) | {"PYTHONPYCACHEPREFIX": str(compiled)}
    draft = tmp_path / "home" / "draft.toml"
    before = set(everything_in(tmp_path))
    assert Conversation(knowledge, DEFENDANT, ["--save", str(draft)], plain=True, environment=environment).hold() == 0
    assert set(everything_in(tmp_path)) - before == {str(draft)}

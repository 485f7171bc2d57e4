"""A pseudo-terminal to hold an interview in: what the program sends is kept as it came and, by pyte, as the screen a person would see."""

import copy
import os
import re
import select
import signal
import sys
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pexpect
import pyte

ROOT = Path(__file__).parent.parent
DOWN = "\x1b[B"
UP = "\x1b[A"
YES = f"{UP}\r"
"""Says yes to an offer in the full skin: no stands first."""

SECONDS = 30
PAUSE = "Press Enter to go on, or x to leave."
_ESCAPE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|[ -/]*[0-~])")
_PART_OF_ONE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*)?$")
_OWN_SCREEN = 1049


def squeezed(text: str) -> str:
    """Give text without escape sequences and without blanks, so that it can be found however it was wrapped."""
    return "".join(_ESCAPE.sub("", text).split())


class Screen(pyte.HistoryScreen):
    """pyte's screen, with the alternate one that it does not know."""

    def __init__(self, columns: int, rows: int) -> None:
        self.alternate = False
        self._main = None
        super().__init__(columns, rows, history=5000, ratio=0.1)

    def set_mode(self, *modes: int, **kind: bool) -> None:
        if kind.get("private") and _OWN_SCREEN in modes and not self.alternate:
            self.alternate = True
            self._main = (copy.deepcopy(self.buffer), copy.copy(self.cursor), copy.deepcopy(self.history))
        super().set_mode(*modes, **kind)

    def reset_mode(self, *modes: int, **kind: bool) -> None:
        if kind.get("private") and _OWN_SCREEN in modes and self.alternate:
            self.alternate = False
            self.buffer, self.cursor, self.history = self._main
        super().reset_mode(*modes, **kind)

    @property
    def lines_shown(self) -> list[str]:
        """What stands on the screen, without the blank lines at its end."""
        return "\n".join(line.rstrip() for line in self.display).rstrip("\n").split("\n")

    @property
    def scrolled_back(self) -> list[str]:
        """What can be scrolled back to."""
        return ["".join(cell.data for _, cell in sorted(line.items())).rstrip() for line in self.history.top]


class Terminal:
    """One run of the program in a terminal of rows by columns, after some lines of someone's earlier work."""

    def __init__(
        self,
        arguments: Sequence[str],
        *,
        size: tuple[int, int] = (24, 80),
        environment: Mapping[str, str] | None = None,
        under: Sequence[str] = (),
        earlier: bool = False,
        folder: Path = ROOT,
    ) -> None:
        words = [*under, sys.executable, "-m", "ctintake", *arguments]
        if earlier:
            words = ["/bin/sh", "-c", 'seq 1000 1200; exec "$@"', "sh", *words]
        given = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm-256color", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
        self.raw = ""
        self.screen = Screen(size[1], size[0])
        self._stream = pyte.Stream(self.screen)
        self._found = ""
        self._held_back = ""
        self._read_to = 0
        self._drawn = True
        self.child = pexpect.spawn(
            words[0],
            words[1:],
            dimensions=size,
            env=given | dict(environment or {}),
            encoding="utf-8",
            codec_errors="replace",
            timeout=SECONDS,
            cwd=str(folder),
        )
        self.child.delaybeforesend = None
        self.child.delayafterread = None
        self.child.ptyproc.delayafterclose = 0
        self.settings_at_first = self.settings()

    def wait(self, *texts: str, ended: bool = False) -> int:
        """Read until one of these texts has come after the last one waited for; give its place. How it is wrapped does not matter.

        With `ended`, the end of the program may come instead: that is the place after the last. A page that fills the screen is turned when it has been read.
        """
        wanted = [squeezed(text) for text in (*texts, PAUSE)]
        until = time.monotonic() + SECONDS
        while True:
            places = [self._found.find(text, self._read_to) for text in wanted]
            found = min((place for place in places if place >= 0), default=-1)
            if found >= 0:
                at = places.index(found)
                self._read_to = found + len(wanted[at])
                if at < len(texts):
                    return at
                self.settle()
                self.send("\r")
                continue
            assert time.monotonic() < until, f"none of {texts} came. The screen:\n{self}"
            if not self.read():
                assert ended, f"it ended before any of {texts} came. The screen:\n{self}"
                return len(texts)

    def read(self, seconds: float = SECONDS) -> bool:
        """Read what there is, waiting for something; tell whether anything can still come."""
        try:
            came = self.child.read_nonblocking(65536, seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += came
        if self._drawn:
            self._stream.feed(came)
        text = self._held_back + came
        part = _PART_OF_ONE.search(text)
        self._held_back = text[part.start() :] if part else ""
        self._found += squeezed(text[: part.start()] if part else text)
        return True

    def settle(self) -> None:
        """Read until nothing has come for a while: the screen is drawn."""
        length = -1
        while length != len(self.raw):
            length = len(self.raw)
            self.read(0.05)

    def send(self, keys: str | bytes) -> None:
        """Type."""
        self.child.send(keys)

    def paste(self, content: bytes) -> None:
        """Type much at once, reading what comes back meanwhile, as a terminal does; a long echo is kept, but not drawn, which would take a minute."""
        place = self.child.child_fd
        self._drawn = len(content) < 100_000
        while content:
            readable, writable, _ = select.select([place], [place], [], SECONDS)
            assert readable or writable, "the program neither reads nor writes"
            if readable and not self.read():
                return
            if writable:
                os.set_blocking(place, False)
                try:
                    content = content[os.write(place, content[:1024]) :]
                except BlockingIOError:
                    pass
                except OSError:
                    return
                finally:
                    os.set_blocking(place, True)
        while self.read(0.05) and not self._drawn and select.select([place], [], [], 0.05)[0]:
            pass
        self._drawn = True

    def tell(self, name: signal.Signals) -> None:
        """Send a signal."""
        self.child.kill(name)

    def resize(self, rows: int, columns: int) -> None:
        """Make the window another size."""
        self.screen.resize(rows, columns)
        self.child.setwinsize(rows, columns)

    def settings(self) -> list[object]:
        """Give the terminal's settings, as `stty` shows them."""
        return termios.tcgetattr(self.child.child_fd)

    def end(self) -> int:
        """Read to the end, and give the exit status."""
        until = time.monotonic() + SECONDS
        while self.read(1):
            assert time.monotonic() < until, f"it does not end. The screen:\n{self}"
        self.child.wait()
        return self.child.exitstatus if self.child.exitstatus is not None else -self.child.signalstatus

    def close(self) -> None:
        """End whatever still runs."""
        self.child.close(force=True)

    def __str__(self) -> str:
        return "\n".join(self.screen.lines_shown)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

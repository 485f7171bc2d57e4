"""What a terminal is told beside the prompts: a screen of its own, being cleared, not to show keys; and how it is given back as it was found.

Safe to call from a signal handler: it writes past Python's own buffers, and does nothing where there is no terminal.
"""

import contextlib
import os
import select
from collections.abc import Callable
from typing import Any, TextIO

OWN_SCREEN = "\x1b[?1049h\x1b[2J\x1b[H"
"""Begins the alternate screen, empty: it has nothing to scroll back to."""

MAIN_SCREEN = "\x1b[2J\x1b[?1049l"
"""Empties the alternate screen and goes back to the main one."""

PROMPT_OFF = "\x1b[0m\x1b[?2004l\x1b[?7h\x1b[?25h"
"""Ends what a prompt may have begun: emphasis, marked pastes, lines that are cut, a hidden cursor."""

CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Clears the screen, and what can be scrolled back."""

_CTRL_C = b"\x03"
_AT_ONCE = 65536
_MOST_READS = 64


def send(stream: TextIO, sequence: str) -> None:
    """Write at once, whatever stands in the stream's buffer; a terminal that has gone is not told."""
    with contextlib.suppress(OSError, ValueError):
        os.write(stream.fileno(), sequence.encode())


def width_of(stream: TextIO, most: int) -> int:
    """Give the width to wrap to: the terminal's, so that it cuts no word, but no more than can be read well; that where there is no terminal."""
    try:
        columns = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return most
    return min(max(columns - 1, 20), most) if columns else most


def hush(stream: TextIO) -> None:
    """Show no keys between prompts, and keep them whole for the next: an Enter stays an Enter. Ctrl-C still interrupts."""
    settings = _settings(stream)
    if settings is None:
        return
    import termios

    settings[0] &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR)
    settings[3] &= ~(termios.ECHO | termios.ICANON)
    settings[6][termios.VMIN], settings[6][termios.VTIME] = 1, 0
    termios.tcsetattr(stream, termios.TCSANOW, settings)


def leaving_waits(stream: TextIO) -> bool:
    """Tell whether Ctrl-C is among the keys that nothing has read yet, and forget them all.

    While a prompt reads, Ctrl-C is a key like others; pressed just as the prompt ends, it waits with what was typed ahead.
    """
    if _settings(stream) is None:
        return False
    found = False
    with contextlib.suppress(OSError, ValueError):
        for _ in range(_MOST_READS):
            if not select.select([stream], [], [], 0)[0] or not (keys := os.read(stream.fileno(), _AT_ONCE)):
                break
            found = found or _CTRL_C in keys
    return found


def drop_keys(stream: TextIO) -> None:
    """Forget keys that nothing has read yet."""
    if _settings(stream) is not None:
        import termios

        termios.tcflush(stream, termios.TCIFLUSH)


def restorer(stream: TextIO) -> Callable[[], None]:
    """Give what sets a terminal back to how it is now; keys that nothing has read are dropped, and where Ctrl-S stopped it, it writes on."""
    settings = _settings(stream)
    if settings is None:
        return lambda: None
    import termios

    never_stopped = [settings[0] & ~termios.IXON, *settings[1:]]

    def restore() -> None:
        with contextlib.suppress(OSError, ValueError, termios.error):
            termios.tcsetattr(stream, termios.TCSANOW, never_stopped)
            termios.tcsetattr(stream, termios.TCSANOW, settings)
            termios.tcflush(stream, termios.TCIFLUSH)

    return restore


def _settings(stream: TextIO) -> list[Any] | None:
    """Give a terminal's settings; None where there is no terminal, or a system without such settings."""
    try:
        import termios
    except ImportError:
        return None
    try:
        return termios.tcgetattr(stream)
    except (OSError, ValueError, termios.error):
        return None

"""Reading keys from a terminal: what comes faster than anyone types is one paste, and a terminal that has gone is the end of input."""

import os
import select
from codecs import getincrementaldecoder

from prompt_toolkit.input.posix_utils import PosixStdinReader

from ctintake.interview.prompts import MOST_TYPED

_NO_ONE_TYPES = 1_000
_SILENCE = 0.05
_MARKED = ("\x1b[200~", "\x1b[201~")
_INTERRUPT = "\x03"


class Reader(PosixStdinReader):
    """Reads as the library's own does, but for pastes and the end.

    Where a terminal does not mark pastes, the library takes each letter as a key: a million would keep it from hearing Ctrl-C for minutes, and in a menu the
    letters would be commands. And it would ask a terminal that has gone for keys forever.
    """

    def __init__(self, place: int, encoding: str) -> None:
        """Take where to read, and how the bytes are text."""
        super().__init__(place, encoding=encoding)
        self._text_of = getincrementaldecoder(encoding)(errors="replace")

    def read(self, count: int = 4096) -> str:
        """Give what was typed since; a paste with its marks, shortened to what is ever read of it."""
        text = self._read(count)
        if len(text) < _NO_ONE_TYPES:
            return text
        marked = text.startswith(_MARKED[0])
        kept = text.removeprefix(_MARKED[0])
        while _INTERRUPT not in text and not (marked and _MARKED[1] in text) and select.select([self.stdin_fd], [], [], _SILENCE)[0] and not self.closed:
            text = self._read(65536)
            kept = (kept + text)[:MOST_TYPED]
        if _INTERRUPT in text:
            return _INTERRUPT
        return _MARKED[0] + kept.split(_MARKED[1])[0][:MOST_TYPED].replace("\x1b", "") + _MARKED[1]

    def _read(self, count: int) -> str:
        if self.closed or not select.select([self.stdin_fd], [], [], 0)[0]:
            return ""
        try:
            came = os.read(self.stdin_fd, count)
        except OSError:
            came = b""
        self.closed = not came
        return self._text_of.decode(came)

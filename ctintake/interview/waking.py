"""The event loop under the full skin's prompts: it wakes itself by a pipe, so that a run opens no socket at all.

The standard loop uses a pair of sockets that have no name and that nothing outside can reach. A trace of system calls shows them all the same, and
"no socket" is easier to prove than "no socket that matters".
"""

import asyncio
import os
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

_Result = TypeVar("_Result")


@dataclass(frozen=True)
class _End:
    """One end of a pipe, with the few methods of a socket that the loop uses."""

    place: int

    def fileno(self) -> int:
        return self.place

    def recv(self, most: int) -> bytes:
        return os.read(self.place, most)

    def send(self, content: bytes) -> int:
        return os.write(self.place, content)

    def close(self) -> None:
        os.close(self.place)


class _PipeLoop(asyncio.SelectorEventLoop):
    def _make_self_pipe(self) -> None:
        """Do as the standard loop does, with a pipe."""
        reads, writes = os.pipe()
        os.set_blocking(reads, False)
        os.set_blocking(writes, False)
        self._ssock, self._csock = _End(reads), _End(writes)
        self._internal_fds += 1  # type: ignore[attr-defined] # not public; without it the loop would merely use its sockets
        self._add_reader(reads, self._read_from_self)  # type: ignore[attr-defined]


def run(coroutine: Coroutine[Any, Any, _Result]) -> _Result:
    """Run a prompt to its end, as `asyncio.run` would."""
    with asyncio.Runner(loop_factory=_PipeLoop if os.name == "posix" else None) as runner:
        return runner.run(coroutine)

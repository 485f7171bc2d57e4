"""The signals that mean: leave at once."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

LEAVING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)]


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a file be written whole before a signal to leave is heeded: half of one, under a name of its own, would stay."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, LEAVING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)

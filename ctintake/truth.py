"""Three-valued truth: Kleene's strong logic.

Unknown is a value of its own. Nothing here, and no value here, may be used as if it were true or false: `bool()` of it raises.
"""

from collections.abc import Iterable
from enum import Enum


class Truth(Enum):
    """True, false, or not known."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"

    def __bool__(self) -> bool:
        """Refuse: compare with ``is`` instead."""
        raise TypeError("a Truth is neither true nor false by itself: compare it with `is`")

    @classmethod
    def of(cls, known: bool) -> "Truth":
        """Turn what is known to be so, or known not to be so, into a truth."""
        return cls.TRUE if known else cls.FALSE

    def negated(self) -> "Truth":
        """Not: what is unknown stays unknown."""
        if self is Truth.UNKNOWN:
            return self
        return Truth.FALSE if self is Truth.TRUE else Truth.TRUE


def all_of(truths: Iterable[Truth]) -> Truth:
    """And: false where one is false, else unknown where one is unknown, else true."""
    seen = set(truths)
    if Truth.FALSE in seen:
        return Truth.FALSE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.TRUE


def any_of(truths: Iterable[Truth]) -> Truth:
    """Or: true where one is true, else unknown where one is unknown, else false."""
    seen = set(truths)
    if Truth.TRUE in seen:
        return Truth.TRUE
    return Truth.UNKNOWN if Truth.UNKNOWN in seen else Truth.FALSE

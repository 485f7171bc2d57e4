"""What is known of a value: the options still possible, the least and most a set may hold, the interval of a number.

A settled value is a range of one. Comparing ranges gives a Truth: true or false only where every value in them agrees.
"""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from math import inf

from msgspec import Struct

from ctintake.answers.values import NOTHING, Nothing
from ctintake.dates import VagueDate
from ctintake.truth import Truth


class Options(Struct, frozen=True):
    """The options a choice may still be; one where it is known."""

    possible: frozenset[str]

    def among(self, members: "Several") -> Truth:
        """Tell whether the choice is among some options."""
        if self.possible <= members.least:
            return Truth.TRUE
        return Truth.UNKNOWN if self.possible & members.most else Truth.FALSE


class Several(Struct, frozen=True):
    """A set that holds at least ``least`` and at most ``most``; equal where it is known."""

    least: frozenset[str]
    most: frozenset[str]

    @classmethod
    def exactly(cls, members: frozenset[str]) -> "Several":
        """Make a set that is known."""
        return cls(members, members)

    def shares(self, other: "Several") -> Truth:
        """Tell whether the two have an option in common."""
        if self.least & other.least:
            return Truth.TRUE
        return Truth.UNKNOWN if self.most & other.most else Truth.FALSE


class Figure(Struct, frozen=True):
    """A number known to lie between two, both included."""

    low: float
    high: float

    @classmethod
    def exactly(cls, number: float) -> "Figure":
        """Make a number that is known."""
        return cls(number, number)


ANY_FIGURE = Figure(-inf, inf)
ANY_DAY = VagueDate(date.min, date.max)

Value = Options | Several | Figure | VagueDate | Nothing | Truth

_SIGNS: Mapping[str, Callable[[float, float], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def compare(sign: str, left: Value, right: Value) -> Truth:
    """Compare two ranges of a kind by ``== != < <= > >=``. With a day that does not exist every comparison is false."""
    if left is NOTHING or right is NOTHING:
        return Truth.FALSE
    if isinstance(left, Options) and isinstance(right, Options):
        same = left.among(Several.exactly(right.possible)) if len(right.possible) == 1 else Truth.UNKNOWN
        return same if sign == "==" else same.negated()
    low, high = _ends(left)
    other_low, other_high = _ends(right)
    if sign in {"==", "!="}:
        same = _same((low, high), (other_low, other_high))
        return same if sign == "==" else same.negated()
    holds = _SIGNS[sign]
    ends = {holds(low, other_high), holds(high, other_low)}
    return Truth.of(ends.pop()) if len(ends) == 1 else Truth.UNKNOWN


def _same(one: tuple[float, float], other: tuple[float, float]) -> Truth:
    if one[1] < other[0] or other[1] < one[0]:
        return Truth.FALSE
    return Truth.TRUE if one == other and one[0] == one[1] else Truth.UNKNOWN


def _ends(value: Value) -> tuple[float, float]:
    if isinstance(value, VagueDate):
        return value.earliest.toordinal(), value.latest.toordinal()
    if isinstance(value, Figure):
        return value.low, value.high
    raise TypeError(f"{value} has no order")

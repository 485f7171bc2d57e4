"""The form of a comparison, version 1: two summaries of one person's answers, what differs between them, and why."""

import datetime

from msgspec import field

from ctintake.summary.records import Program, Record

SCHEMA = "ctintake.comparison/1"

KINDS = ("appeared", "vanished", "moved", "reworded")
"""Kinds of change, in the order they are told."""

WHAT = ("finding", "deadline", "call", "referral")
"""What may change, in the order it is told."""


class Side(Record, frozen=True, kw_only=True):
    """One of the two: when it was made, as of which day, by which program and knowledge."""

    made: datetime.datetime
    as_of: datetime.date
    program: Program


class Counts(Record, frozen=True, kw_only=True):
    """How many of each kind are as they were."""

    findings: int
    deadlines: int
    calls: int
    referrals: int


class ChangedAnswer(Record, frozen=True, kw_only=True):
    """A fact whose answer is another now, by name alone. ``how`` is ``changed``, ``added``, ``removed``, ``missing`` or ``retired`` (no longer asked)."""

    fact: str
    label: str
    how: str


class State(Record, frozen=True, kw_only=True):
    """How a thing stands: a finding's certainty and urgency; a deadline's day and whether it is ``to-come``, ``near`` or ``passed``; an office's numbers."""

    certainty: str = ""
    urgency: str = ""
    day: datetime.date | None = None
    standing: str = ""
    numbers: tuple[str, ...] = ()


class Cause(Record, frozen=True, kw_only=True):
    """What a change comes from, in words too.

    ``kind`` is ``rule``, ``authority``, ``office``, ``date`` or ``answer``, of which ``id`` says which one; or ``knowledge`` or ``program`` as a whole.
    """

    kind: str
    id: str
    words: str


class Change(Record, frozen=True, kw_only=True):
    """A thing that is other than it was: how it stood, how it stands, and why.

    ``kind`` is ``appeared``, ``vanished``, ``moved``, or ``reworded`` where it stands as it did and its words or its law are others. ``what`` is ``finding``,
    ``deadline``, ``call`` or ``referral``; ``id`` the finding's (a deadline's too) or the office's. ``note`` says what may be open after a last day.
    """

    kind: str
    what: str
    id: str
    title: str
    before: State | None = field(name="from", default=None)
    after: State | None = field(name="to", default=None)
    note: str = ""
    causes: tuple[Cause, ...]


class Comparison(Record, frozen=True, kw_only=True):
    """The whole of it. ``not_compared`` names the facts whose old answers the old summary left out, so that nobody can tell whether they changed."""

    schema: str
    not_compared: tuple[str, ...] = ()
    old: Side
    new: Side
    unchanged: Counts
    answers: tuple[ChangedAnswer, ...] = ()
    changes: tuple[Change, ...] = ()

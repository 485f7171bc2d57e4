"""What every kind of entry is made of: urgency, grades, sources."""

from enum import StrEnum
from typing import Annotated, Literal

from msgspec import Meta, Struct


class Urgency(StrEnum):
    """How soon: today, within days, or something to plan."""

    NOW = "now"
    SOON = "soon"
    PLAN = "plan"

    @property
    def rank(self) -> int:
        """0 for the most urgent."""
        return list(Urgency).index(self)


ALWAYS = "always"
"""The condition that holds for everyone."""

NEVER = "not always"
"""The condition that holds for nobody."""

UNKNOWN = "unknown"
"""The condition that no answer settles."""

Days = Annotated[int, Meta(ge=0, le=36500)]
"""A number of days, up to a hundred years."""


Grade = Literal["A", "B", "C"]
"""How sure a fact is: A primary text or the office's own page was seen, B a reliable secondary source, C general knowledge."""


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every kind of entry has. Its id is the heading it stands under.

    Written out, an entry holds only what its file says: a key added to its kind later leaves the digests of older entries as they are.
    """


class Source(Entry, frozen=True, kw_only=True):
    """A page that was read, the date it carries and what it supports."""

    url: str
    seen: str = ""
    confirms: str = ""

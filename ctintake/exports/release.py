"""What is released to one recipient: a summary with what they may not see already taken out, and the record of who released it."""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from ctintake.summary.records import Summary


class Record(Struct, frozen=True, kw_only=True):
    """Who is given what, why, and until when: asked for before anything goes to a third party, and written into it."""

    to: str
    what: str
    why: str
    until: date
    on: date


class Client(Struct, frozen=True, kw_only=True):
    """The client's name, for a format that must have it: said when the file is made, and kept in no summary."""

    first: str
    last: str


class Catalogue(Struct, frozen=True):
    """The words of one language: its code, and what gives the words for an English text; the same text where it has none."""

    language: str
    words: Callable[[str], str]


class Release(Struct, frozen=True, kw_only=True):
    """A summary as one recipient may see it.

    ``left_out`` names what was taken out; ``reference`` is a neutral code for file names and titles; ``record`` is None for the person's own copy.
    ``catalogue`` is None where the person's language is the summary's, or there are no words of it.
    """

    summary: Summary
    recipient: str
    left_out: tuple[str, ...]
    reference: str
    record: Record | None = None
    client: Client | None = None
    catalogue: Catalogue | None = None

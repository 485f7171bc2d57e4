"""Releases for the tests of writers: a person's summary as it was given to someone, with the record that goes with it."""

from datetime import date
from typing import Any

import msgspec
from people import EVERYONE, Person, summary_of

from ctintake.exports.release import Client, Record, Release

REFERENCE = "7K3M"
NAMED = {person.file.stem: person for person in EVERYONE if person.file is not None}
RECORD = Record(to="Office of Hope", what="findings and answers", why="advice before a plea", until=date(2027, 2, 1), on=date(2026, 11, 22))


def released(
    person: Person | str, recipient: str = "caseworker", *, changes: dict[str, Any] | None = None, client: Client | None = None, **answers: Any
) -> Release:
    """Release all of a person's summary, with these parts of it changed and these answers added or, where None, taken away."""
    summary = summary_of(NAMED[person] if isinstance(person, str) else person, include_sensitive=True)
    kept = {fact: value for fact, value in (summary.answers | answers).items() if value is not None}
    summary = msgspec.structs.replace(summary, answers=kept, **(changes or {}))
    record = None if recipient == "self" else RECORD
    return Release(summary=summary, recipient=recipient, left_out=(), reference=REFERENCE, record=record, client=client)

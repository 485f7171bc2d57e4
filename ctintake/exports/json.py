"""The released summary as JSON, and the JSON Schema of what is written. Statistics have a form of their own, since a summary cannot be without a day."""

from typing import Any

import msgspec
from msgspec import Struct

from ctintake.errors import InputError
from ctintake.exports.release import Record, Release
from ctintake.model import Knowledge
from ctintake.summary.records import Record as Part
from ctintake.summary.records import Summary

STATISTICS = "ctintake.statistics/1"
SCHEMA_DRAFT = "https://json-schema.org/draft/2020-12/schema"


class Released(Summary, frozen=True, kw_only=True):
    """A summary with the record of its release, which the person's own copy does not have. It is read back as a summary."""

    release: Record | None = None


class _Carrying(Struct, frozen=True):
    """Anything that may carry the record of its release."""

    release: Record | None = None


def record_in(content: bytes, where: str) -> Record | None:
    """Give the record that a released summary carries; None where it carries none. ``where`` is what to call it in errors. Raises InputError."""
    try:
        return msgspec.json.decode(content, type=_Carrying).release
    except msgspec.ValidationError as fault:
        raise InputError.of(where, f"holds a damaged record of its release: {fault}", "ask for the file again") from None
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


class FindingCounted(Part, frozen=True, kw_only=True):
    """A finding by its id."""

    id: str
    certainty: str
    urgency: str


class Statistics(Part, frozen=True, kw_only=True):
    """What may be counted of one summary: ids, and answers that are one of a few options. No day, no words."""

    schema: str
    program: str
    knowledge: str
    digest: str
    findings: tuple[FindingCounted, ...]
    calls: tuple[str, ...]
    offices: tuple[str, ...]
    answers: dict[str, Any]


SCHEMAS: dict[str, type[Part]] = {"summary": Released, "statistics": Statistics}
"""What has a published schema."""


def inside(release: Release, knowledge: Knowledge) -> Summary:  # noqa: ARG001 - every writer takes the same two
    """Give what the record holds: all of it."""
    return release.summary


def write(release: Release, knowledge: Knowledge) -> bytes:  # noqa: ARG001 - every writer takes the same two
    """Write the released summary."""
    record = statistics(release.summary) if release.recipient == "statistics" else _released(release)
    return msgspec.json.format(msgspec.json.encode(record), indent=2) + b"\n"


def _released(release: Release) -> Released:
    fields = {name: getattr(release.summary, name) for name in Summary.__struct_fields__}
    return Released(**fields, release=release.record)


def statistics(summary: Summary) -> Statistics:
    """Give what may be counted of a summary cut down for statistics."""
    return Statistics(
        schema=STATISTICS,
        program=summary.program.version,
        knowledge=summary.program.knowledge,
        digest=summary.program.digest,
        findings=tuple(FindingCounted(id=one.id, certainty=one.certainty, urgency=one.urgency) for one in summary.findings),
        calls=tuple(call.resource for call in summary.calls),
        offices=tuple(one.resource for one in summary.referrals),
        answers=dict(summary.answers),
    )


def schema(name: str) -> bytes:
    """Give the JSON Schema of what is written under a name of SCHEMAS."""
    found = {"$schema": SCHEMA_DRAFT, "title": f"ctintake {name}", **msgspec.json.schema(SCHEMAS[name])}
    return msgspec.json.format(msgspec.json.encode(found), indent=2) + b"\n"

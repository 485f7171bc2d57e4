"""Answers as a released summary holds them, and the release itself, read for a writer: only what was given, harmless to print."""

from datetime import date, datetime

from ctintake.answers.values import Nothing, Unanswered
from ctintake.dates import parse_day
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.show.lines import written
from ctintake.show.terminal import visible
from ctintake.summary.records import Summary

NOT_GIVEN = frozenset({"", *(answer.value for answer in Unanswered), *(answer.value for answer in Nothing)})


def given_day(summary: Summary, fact: str) -> date | None:
    """Give an answer that is one known day; None where it is vague, no day, or was not given. TOML has days as dates, JSON as text."""
    raw = summary.answers.get(fact)
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return parse_day(raw) if isinstance(raw, str) else None
    except ValueError:
        return None


def given_text(summary: Summary, fact: str) -> str:
    """Give an answer that is text or one option; empty where it was not given."""
    raw = summary.answers.get(fact)
    return "" if not isinstance(raw, str) or raw in NOT_GIVEN else visible(raw).strip()


def given_until(release: Release, knowledge: Knowledge) -> tuple[str, ...]:
    """Say to whom a file was given and until when, for one that strangers may see: no word on what or why. Nothing in the person's own."""
    record = release.record
    return (knowledge.text("record-neutral").format(to=visible(record.to), until=written(record.until)),) if record is not None else ()

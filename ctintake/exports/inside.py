"""What of a release a file has room for. A writer writes that and nothing more, and the screen lists that before anything is written."""

from collections.abc import Container

from msgspec import structs

from ctintake.exports.release import Release
from ctintake.summary.records import Referred, Summary

MOST_PLACES = 6
"""Offices beside the calls on a page for the person: more would hide these."""


def on_pages(release: Release) -> Summary:
    """Give what stands on a page: for others everything; on the person's own no answers, and of the offices those to call and the first few more."""
    summary = release.summary
    if release.recipient != "self":
        return summary
    places = [one.resource for one in beside_the_calls(summary)[:MOST_PLACES]]
    return without_answers(structs.replace(summary, referrals=_of(summary, {*places, *(call.resource for call in summary.calls)})))


def left_off(release: Release) -> int:
    """Count the offices of a release that its pages have no room for."""
    return len(release.summary.referrals) - len(on_pages(release).referrals)


def without_answers(summary: Summary) -> Summary:
    """Give a summary without what was answered, and without what was not."""
    return structs.replace(summary, answers={}, known={}, unanswered=())


def beside_the_calls(summary: Summary) -> list[Referred]:
    """Give the offices for what applies that are not among the calls."""
    applying = {found.id for found in summary.findings if found.certainty == "applies"}
    called = {call.resource for call in summary.calls}
    return [one for one in summary.referrals if applying & set(one.findings) and one.resource not in called]


def for_what_may_apply(summary: Summary) -> list[Referred]:
    """Give the offices that are neither among the calls nor for anything that applies."""
    named = {one.resource for one in beside_the_calls(summary)} | {call.resource for call in summary.calls}
    return [one for one in summary.referrals if one.resource not in named]


def _of(summary: Summary, resources: Container[str]) -> tuple[Referred, ...]:
    return tuple(one for one in summary.referrals if one.resource in resources)

"""A record for the case system LegalServer: a matter as its programming interface takes it, as a prescreen, with notes.

The field names are the vendor's own (Core API, create a matter; `notes` as in a matter read back). Nothing is made up: a value that was not given, or one whose
wording each office sets for itself (a problem code, a kind of note), is left out. What no field fits is in the notes.
"""

from collections.abc import Iterable, Iterator
from io import StringIO

import msgspec
from msgspec import structs

from ctintake.errors import InputError
from ctintake.exports.answered import answered
from ctintake.exports.given import given_day, given_text
from ctintake.exports.inside import beside_the_calls, for_what_may_apply
from ctintake.exports.languages import english_name
from ctintake.exports.release import Client, Record, Release
from ctintake.model import Knowledge
from ctintake.show.lines import GAP, Line, Manner, Words, place_lines, written
from ctintake.show.page import lines
from ctintake.show.terminal import print_plain
from ctintake.summary.records import Call, Referred, Summary

_CONTACT = "contact"
_CITIZENSHIP = {"yes": "Citizen", "no": "Non-Citizen"}
_NO_LANGUAGE = "other"
_WIDTH = 100
_MOST_PLACES = 12
"""Offices among the results, as the terminal shows them; the others have a note of their own."""


def inside(release: Release, knowledge: Knowledge) -> Summary:
    """Give what stands in the record: of the answers those given or refused, and how to reach the person where there is a number."""
    summary = release.summary
    has_number = bool(given_text(summary, "safe_phone"))
    told = {
        fact: value for fact, value in summary.answers.items() if fact in knowledge.questions and (has_number or knowledge.questions[fact].section != _CONTACT)
    }
    return structs.replace(summary, answers=told, unanswered=())


def write(release: Release, knowledge: Knowledge) -> bytes:
    """Give the record. Raises InputError where the client's name is not released: the vendor takes no matter without one."""
    matter = {
        **_names(release.client),
        "case_disposition": "Prescreen",
        "prescreen_date": release.summary.made.date(),
        "external_id": release.reference,
        **_person(release.summary, knowledge),
        **_phone(release.summary, knowledge),
        "notes": [{"subject": subject, "body": body} for subject, body in _notes(release, knowledge) if body],
    }
    return msgspec.json.format(msgspec.json.encode(matter), indent=2) + b"\n"


def _names(client: Client | None) -> dict[str, str]:
    if client is None:
        what = "needs the client's name, which is not in what is released"
        raise InputError.of("--to legalserver", what, "give it if the person agrees, or leave out this format")
    return {"first": client.first, "last": client.last}


def _person(summary: Summary, knowledge: Knowledge) -> dict[str, object]:
    born, town = given_day(summary, "birth_date"), knowledge.towns.get(given_text(summary, "town"))
    harm = summary.answers.get("harm")
    was_hurt = isinstance(harm, list | tuple) and "domestic-violence" in harm and given_text(summary, "harmed_person") == "me"
    state = knowledge.jurisdiction.holidays_subdivision
    fields = {
        "date_of_birth": born,
        "home_city": given_text(summary, "town") if town is not None else None,
        "home_state": state if town is not None else None,
        "county_of_residence": {"county_name": town.county, "county_state": state} if town is not None else None,
        "language": _language(given_text(summary, "language"), knowledge),
        "citizenship": _CITIZENSHIP.get(given_text(summary, "us_citizen")),
        "victim_of_domestic_violence": True if was_hurt else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


def _language(code: str, knowledge: Knowledge) -> str | None:
    """Give a language by its English name, as the vendor's list has it."""
    question = knowledge.questions.get("language")
    label = question.options.get(code) if question is not None and code != _NO_LANGUAGE else None
    return english_name(label) if label is not None else None


def _phone(summary: Summary, knowledge: Knowledge) -> dict[str, object]:
    """Give the person's number, never without whether a call and a message are safe; whether it is a mobile was not asked."""
    number = given_text(summary, "safe_phone")
    if not number:
        return {}
    message = summary.answers.get("safe_to_leave_message")
    asked = "yes" if message is True else "no" if message is False else "unknown"
    notes = [knowledge.text("phone-safe"), knowledge.text(f"phone-message-{asked}")]
    times = given_text(summary, "safe_times")
    if times:
        notes.append(knowledge.text("phone-times").format(times=times.rstrip(".")))
    return {"other_phone": number, "other_phone_safe": True, "other_phone_note": " ".join(notes)}


def _notes(release: Release, knowledge: Knowledge) -> Iterator[tuple[str, str]]:
    summary = release.summary
    words = Words(knowledge)
    first, rest = _places(summary)
    results = lines(structs.replace(summary, calls=_dated(summary), referrals=first), words, advocate=True)
    yield words("record-results", day=written(summary.as_of)), _body(results)
    yield words("record-places"), _body(_more_places(summary, rest, words))
    yield words("record-answers"), _body(_answers(inside(release, knowledge), words))
    yield words("record-release"), _body(_release(release, words))


def _places(summary: Summary) -> tuple[tuple[Referred, ...], tuple[Referred, ...]]:
    """Give the offices that stand among the results, and those of the note of their own."""
    places = beside_the_calls(summary)
    return tuple(places[:_MOST_PLACES]), (*places[_MOST_PLACES:], *for_what_may_apply(summary))


def _more_places(summary: Summary, places: Iterable[Referred], words: Words) -> Iterator[Line]:
    titles = {found.id: found.title for found in summary.findings}
    before = None
    for place in places:
        yield GAP
        yield from place_lines(place, titles, words, before)
        before = place


def _dated(summary: Summary) -> tuple[Call, ...]:
    """Give the calls without whom to try next: those numbers stand among the places, with the dates of their pages."""
    return tuple(structs.replace(call, next=None) for call in summary.calls)


def _body(texts: Iterable[Line]) -> str:
    stream = StringIO()
    print_plain(texts, stream, _WIDTH)
    return stream.getvalue().strip("\n")


def _answers(summary: Summary, words: Words) -> Iterator[Line]:
    """Give every answer released, but for how to reach the person: that is in the phone's own fields, beside what is safe."""
    yield from (Line(Manner.TEXT, f"{row.label}: {row.text}") for row in answered(summary, words))


def _release(release: Release, words: Words) -> Iterator[Line]:
    if release.record is not None:
        yield from _record(release.record, words)
    if release.left_out:
        yield Line(Manner.TEXT, words("record-left-out", left=", ".join(release.left_out)))


def _record(record: Record, words: Words) -> Iterator[Line]:
    yield Line(Manner.TEXT, words("record-to", to=record.to))
    yield Line(Manner.TEXT, words("record-what", what=record.what))
    yield Line(Manner.TEXT, words("record-why", why=record.why))
    yield Line(Manner.TEXT, words("record-until", on=written(record.on), until=written(record.until)))

"""The record for LegalServer: the vendor's field names and nothing beside them, nothing made up, and no number without whether it is safe to use."""

import json
import re
from datetime import date
from typing import Any

import msgspec
import pytest
from people import EVERYONE, Person
from release_of import RECORD, released

from ctintake.errors import InputError
from ctintake.exports.legalserver import write
from ctintake.exports.release import Client
from ctintake.model import Knowledge

PLEA, HURT, GUESSES = "green-card-plea-offered", "harmed-by-citizen-spouse", "advocate-with-guesses"
NAME = {"client": Client(first="Ana", last="Silva")}

VENDORS_FIELDS = {
    "first", "last", "case_disposition", "prescreen_date", "external_id", "date_of_birth", "home_city", "home_state", "county_of_residence", "language",
    "citizenship", "victim_of_domestic_violence", "other_phone", "other_phone_safe", "other_phone_note", "notes",
}  # fmt: skip
"""From the vendor's Core API, POST /api/v1/matters and v2, as published at apidocs.legalserver.org; `notes` as in a matter read back."""


def record(release: Any, knowledge: Knowledge) -> dict[str, Any]:
    return json.loads(write(release, knowledge))


def bodies(matter: dict[str, Any]) -> dict[str, str]:
    return {note["subject"]: note["body"] for note in matter["notes"]}


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_everyone_who_gives_a_name_is_a_prescreen_in_the_vendors_own_fields(person: Person, knowledge: Knowledge) -> None:
    matter = record(released(person, **NAME), knowledge)
    assert matter["case_disposition"] == "Prescreen"
    assert (matter["first"], matter["last"], matter["prescreen_date"], matter["external_id"]) == ("Ana", "Silva", "2026-11-22", "7K3M")
    assert set(matter) - VENDORS_FIELDS == set()
    assert None not in matter.values()
    assert "" not in matter.values()
    assert all(set(note) == {"subject", "body"} for note in matter["notes"])


def test_without_the_clients_name_nothing_is_made_even_where_the_answers_hold_one(knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match="needs the client's name, which is not in what is released"):
        write(released(PLEA, first_name="Ana", last_name="Silva"), knowledge)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (True, "A message may be left."),
        (False, "Do not leave a message."),
        ("unsure", "Not known if a message is safe: leave none."),
        ("declined", "Not known if a message is safe: leave none."),
        (None, "Not known if a message is safe: leave none."),
    ],
)
def test_the_persons_number_comes_with_whether_a_call_and_a_message_are_safe(message: object, said: str, knowledge: Knowledge) -> None:
    matter = record(released(PLEA, **NAME, safe_phone="203-555-0100", safe_to_leave_message=message, safe_times="weekday mornings."), knowledge)
    assert (matter["other_phone"], matter["other_phone_safe"]) == ("203-555-0100", True)
    assert matter["other_phone_note"] == f"Safe to call: the person gave this number for that. {said} Good times: weekday mornings."


@pytest.mark.parametrize("number", ["declined", "unsure", "", None])
def test_without_a_number_there_is_nothing_about_one(number: str | None, knowledge: Knowledge) -> None:
    matter = record(released(PLEA, **NAME, safe_phone=number, safe_to_leave_message=True, safe_times="weekday mornings"), knowledge)
    assert [field for field in matter if "phone" in field] == []


def test_how_to_reach_the_person_stands_nowhere_but_beside_what_is_safe(knowledge: Knowledge) -> None:
    content = write(released(PLEA, **NAME, safe_phone="203-555-0100", safe_times="weekday mornings"), knowledge).decode()
    assert [content.count(value) for value in ("203-555-0100", "weekday mornings", "Silva")] == [1, 1, 1]


@pytest.mark.parametrize(
    ("field", "answers", "value"),
    [
        ("date_of_birth", {"birth_date": date(1988, 6, 4)}, "1988-06-04"),
        ("date_of_birth", {"birth_date": "1988-06-04"}, "1988-06-04"),
        ("date_of_birth", {"birth_date": "1988-06"}, None),
        ("date_of_birth", {"birth_date": "declined"}, None),
        ("language", {"language": "ht"}, "Haitian Creole"),
        ("language", {"language": "other"}, None),
        ("language", {"language": "unsure"}, None),
        ("home_city", {"town": "Stamford"}, "Stamford"),
        ("county_of_residence", {"town": "Stamford"}, {"county_name": "Fairfield", "county_state": "CT"}),
        ("home_city", {"town": "declined"}, None),
        ("home_state", {"town": "declined"}, None),
        ("citizenship", {"us_citizen": "yes"}, "Citizen"),
        ("citizenship", {"us_citizen": "no"}, "Non-Citizen"),
        ("citizenship", {"us_citizen": "maybe"}, None),
        ("victim_of_domestic_violence", {"harm": ["stalking", "domestic-violence"], "harmed_person": "me"}, True),
        ("victim_of_domestic_violence", {"harm": ["domestic-violence"], "harmed_person": "my-child"}, None),
        ("victim_of_domestic_violence", {"harm": ["domestic-violence"], "harmed_person": "i-saw-it"}, None),
        ("victim_of_domestic_violence", {"harm": ["domestic-violence"], "harmed_person": None}, None),
        ("victim_of_domestic_violence", {"harm": ["none"]}, None),
        ("victim_of_domestic_violence", {"harm": "declined"}, None),
    ],
)
def test_a_field_has_what_was_said_or_is_not_there(field: str, answers: dict[str, Any], value: object, knowledge: Knowledge) -> None:
    assert record(released(PLEA, **NAME, **answers), knowledge).get(field) == value


def test_the_notes_hold_the_results_as_a_helper_reads_them_and_every_answer(knowledge: Knowledge) -> None:
    release = released(GUESSES, **NAME)
    notes = bodies(record(release, knowledge))
    results, answers = notes["Results of November 22, 2026"], notes["Answers given"]
    flat = " ".join(results.split())
    assert [found.title for found in release.summary.findings if found.title not in flat] == []
    assert [one.number for one in release.summary.calls if one.number.removeprefix("+1-") not in results] == []
    labels = [knowledge.questions[fact].label for fact in release.summary.answers if fact in knowledge.questions]
    assert [label for label in labels if label not in " ".join(answers.split())] == []
    assert "(a guess)" in answers


def test_an_answer_is_written_as_people_read_it(knowledge: Knowledge) -> None:
    answers = {"charges": ["larceny-third"], "case_stage": "plea-offered", "danger_now": False, "status": "declined"}
    text = bodies(record(released(PLEA, **NAME, **answers), knowledge))["Answers given"]
    assert "Charges: Larceny in the third degree (53a-124)" in text
    assert "Danger right now: No" in text
    assert f"Immigration status: {knowledge.text('unanswered-declined')}" in text
    assert "plea-offered" not in text


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_no_number_stands_there_whose_age_is_not_told(person: Person, knowledge: Knowledge) -> None:
    release = released(person, **NAME)
    results = record(release, knowledge)["notes"][0]["body"]
    told = {one.number for one in release.summary.calls} | {phone.number for one in release.summary.referrals for phone in one.phones[:1]}
    untold = {one.next.number for one in release.summary.calls if one.next is not None} - told
    assert [number for number in untold if number.removeprefix("+1-") in results] == []
    ages = re.findall(r"number\s+seen\s+in|number\s+from\s+a\s+page\s+with\s+no\s+date", results, re.IGNORECASE)
    assert len(ages) >= len([one for one in release.summary.calls if one.number.startswith("+")])


def test_the_release_is_written_into_the_record(knowledge: Knowledge) -> None:
    release = msgspec.structs.replace(released(PLEA, **NAME), left_out=("Kinds of harm", "Number to call"))
    assert bodies(record(release, knowledge))["Release"].splitlines() == [
        f"Given to: {RECORD.to}",
        f"What: {RECORD.what}",
        f"Why: {RECORD.why}",
        "Released on November 22, 2026, until February 1, 2027.",
        "Left out: Kinds of harm, Number to call.",
    ]


@pytest.mark.parametrize("hostile", ["Ana\x1b[31m", "Ana\u202e", "Ana\x00\r\n"])
def test_control_characters_do_not_come_through(hostile: str, knowledge: Knowledge) -> None:
    matter = record(released(PLEA, **NAME, safe_phone=hostile, safe_times=hostile), knowledge)
    said = [matter["other_phone"], matter["other_phone_note"]]
    assert all(text.isprintable() and "Ana" in text for text in said)

"""The contacts: read back with another library than the one that wrote them, and searched for the names of offices."""

from typing import Any

import pytest
import vobject
from people import EVERYONE, Person, shipped
from release_of import released

from ctintake.errors import InputError
from ctintake.exports.vcf import write
from ctintake.model import Knowledge
from ctintake.summary.composing import telephone
from ctintake.summary.records import Call

HURT = "harmed-by-citizen-spouse"
TELLING = (
    "violence",
    "immigra",
    "deport",
    "asylum",
    "visa",
    "removal",
    "crisis",
    "shelter",
    "victim",
    "abuse",
    "court",
    "police",
    "lawyer",
    "legal",
    "ctintake",
)


def cards(content: bytes) -> list[Any]:
    return list(vobject.readComponents(content.decode()))


def call(**parts: Any) -> Call:
    return Call(**{"resource": "x", "name": "Refuge for Frightened People", "number": "+1-203-555-0100", "say": "Help", "findings": (), **parts})


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_every_call_is_a_contact_in_its_order_with_its_number_and_a_neutral_name(person: Person, knowledge: Knowledge) -> None:
    release = released(person, "self")
    found = cards(write(release, knowledge))
    assert [card.fn.value for card in found] == [f"Helper {number}" for number in range(1, len(release.summary.calls) + 1)]
    assert [card.tel.value.removeprefix("tel:") for card in found] == [one.number for one in release.summary.calls]
    assert {card.version.value for card in found} == {"4.0"}


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_no_contact_tells_what_the_number_is(person: Person, knowledge: Knowledge) -> None:
    release = released(person, "self")
    text = write(release, knowledge).decode().replace("\r\n ", "").lower()
    names = [one.name.lower() for one in (*release.summary.calls, *release.summary.referrals)]
    assert [word for word in (*TELLING, *names) if word in text] == []


def test_the_hours_of_no_office_tell_what_it_is() -> None:
    hours = " ".join(phone.hours for entry in shipped().resources.values() for phone in entry.phones).lower()
    assert [word for word in TELLING if word in hours] == []


def test_a_note_has_the_hours_and_how_old_the_number_is(knowledge: Knowledge) -> None:
    release = released(
        HURT, "self", changes={"calls": (call(hours="24 hours, 7 days", number_seen="2024-10"), call(), call(number_seen="2020", aged="Call to confirm."))}
    )
    notes = [card.note.value for card in cards(write(release, knowledge))]
    assert notes == [
        "Hours: 24 hours, 7 days. Number seen in October 2024.", "Number from a page with no date.", "Number seen in 2020. Call to confirm.",
    ]  # fmt: skip


def test_every_number_in_the_directory_can_be_read_back(knowledge: Knowledge) -> None:
    phones = [telephone(phone) for entry in knowledge.resources.values() for phone in entry.phones]
    calls = tuple(call(number=phone.number, hours=phone.hours, number_seen=phone.number_seen) for phone in phones)
    found = cards(write(released(HURT, changes={"calls": calls}), knowledge))
    assert [card.tel.value.removeprefix("tel:") for card in found] == [phone.number for phone in phones]


def test_a_number_is_a_link_to_dial_and_a_short_code_is_text(knowledge: Knowledge) -> None:
    content = write(released(HURT, changes={"calls": (call(), call(number="988"))}), knowledge)
    assert b"TEL;VALUE=uri;TYPE=voice:tel:+1-203-555-0100\r\n" in content
    assert b"TEL;TYPE=voice:988\r\n" in content


@pytest.mark.parametrize("hours", ["9 to 5\r\nTEL:+1-900-555-0100", "9 to 5\nEND:VCARD\nBEGIN:VCARD", "9, to; 5\\n"])
def test_text_of_others_stays_inside_the_note(hours: str, knowledge: Knowledge) -> None:
    (card,) = cards(write(released(HURT, changes={"calls": (call(hours=hours),)}), knowledge))
    assert len(card.tel_list) == 1
    assert hours.replace("\r\n", "\n") in card.note.value


def test_a_contact_for_another_recipient_or_office_is_another_contact(knowledge: Knowledge) -> None:
    """Both lists begin with "Helper 1": imported into one phone, neither takes the place of the other."""
    own, helpers = (
        cards(write(released(HURT, recipient, changes={"calls": (call(resource=office),)}), knowledge))
        for recipient, office in (("self", "a"), ("caseworker", "b"))
    )
    assert own[0].fn.value == helpers[0].fn.value
    assert own[0].uid.value != helpers[0].uid.value
    moved = cards(write(released(HURT, "self", changes={"calls": (call(resource="b"), call(resource="a"))}), knowledge))
    assert moved[1].uid.value == own[0].uid.value, "the id is the office's, whatever its place"


def test_a_contact_keeps_its_id_so_that_a_second_import_replaces_it(knowledge: Knowledge) -> None:
    content = write(released(HURT), knowledge)
    assert content == write(released(HURT), knowledge)
    assert len({card.uid.value for card in cards(content)}) == len(cards(content))


@pytest.mark.parametrize("calls", [(), (call(number=""),)], ids=["no call", "a call whose number was taken out"])
def test_no_contacts_are_written_where_nobody_can_be_called(calls: tuple[Call, ...], knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match="nobody to call"):
        write(released(HURT, changes={"calls": calls}), knowledge)

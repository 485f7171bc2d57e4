"""The calls as contacts, vCard 4.0: "Helper 1" and on, in the order of the call list.

An office's own name can tell whoever looks through a phone what it is about, so no contact has it. The person's page has the names in the same order.
"""

from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from msgspec import structs

from ctintake.exports.formats import NothingInsideError
from ctintake.exports.given import given_until
from ctintake.exports.inside import without_answers
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.show.lines import Words, seen, sentence
from ctintake.summary.records import Call, Summary

if TYPE_CHECKING:
    from icalendar import Component

_OURS = UUID("5e1f6d0b-93c7-5f6e-8c6a-7d2b1a9e4f30")


def inside(release: Release, knowledge: Knowledge) -> Summary:  # noqa: ARG001 - every writer takes the same two
    """Give what stands in the contacts: the calls that have a number."""
    calls = tuple(call for call in release.summary.calls if call.number)
    return structs.replace(without_answers(release.summary), calls=calls, findings=(), deadlines=(), referrals=())


def write(release: Release, knowledge: Knowledge) -> bytes:
    """Give the contacts, one after another. Raises NothingInsideError where nobody is to be called."""
    calls = inside(release, knowledge).calls
    if not calls:
        raise NothingInsideError.of("--to vcf", "nobody to call is in what is released", "leave it out")
    words = Words(knowledge)
    return b"".join(bytes(_card(call, number, release, words).to_ical(sorted=False)) for number, call in enumerate(calls, start=1))


def _card(call: Call, number: int, release: Release, words: Words) -> "Component":
    """Write one contact. Contacts and calendars share one grammar (RFC 6350, section 3; RFC 5545, section 3.1), so one library folds and escapes both."""
    from icalendar import Component, vText, vUri

    class Card(Component):
        name = "VCARD"

    card = Card()
    card.add("version", vText("4.0"))
    card.add("uid", vUri(uuid5(_OURS, f"{release.reference}/{release.recipient}/{call.resource}").urn))
    card.add("fn", vText(words("contact-name", number=number)))
    card.add("tel", _number(call.number))
    card.add("note", vText(" ".join((note(call, words), *given_until(release, words.knowledge)))))
    return card


def _number(number: str) -> object:
    """Write a number as a link to dial, or as text where it is a short code, which no link can hold (RFC 3966 has only numbers with a country)."""
    from icalendar import vText, vUri

    if number.startswith("+"):
        return vUri(f"tel:{number}", params={"value": "uri", "type": "voice"})
    return vText(number, params={"type": "voice"})


def note(call: Call, words: Words) -> str:
    """Say when the number answers and how old it is, and nothing that tells what it is."""
    hours = words("contact-hours", hours=call.hours.rstrip(".")) if call.hours else ""
    return " ".join(part for part in (hours, sentence(seen(call.number_seen, words)), call.aged) if part)

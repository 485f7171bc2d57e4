"""The person's own copy of what an advocate made: in words to them, and with nobody to call who takes no calls from them."""

import pytest
from people import EVERYONE, Person, answers_of, shipped, summary_of
from released import cut_for

from ctintake.readers import ADVOCATES, ANSWERING, reader_of

OF_A_CLIENT = [person for person in EVERYONE if reader_of(answers_of(person)) in ADVOCATES]
FOR_ADVOCATES = {name for name, entry in shipped().resources.items() if f"{ANSWERING} in advocates" in shipped().audiences[entry.audience].when}


def test_there_are_offices_that_only_advocates_may_call_and_advocates_are_given_them() -> None:
    given = {one.resource for person in OF_A_CLIENT for one in (*summary_of(person).calls, *summary_of(person).referrals)}
    assert FOR_ADVOCATES & given


@pytest.mark.parametrize("person", OF_A_CLIENT, ids=str)
def test_the_client_is_not_sent_to_an_office_that_takes_no_calls_from_them(person: Person) -> None:
    own, whole = cut_for("self", summary_of(person)).release.summary, summary_of(person)
    named = {one.resource for one in (*own.calls, *own.referrals)} | {call.next.resource for call in own.calls if call.next is not None}
    assert not named & FOR_ADVOCATES
    assert bool(own.calls) == bool(whole.calls), "a call to such an office gives way to another"
    assert len({call.resource for call in own.calls}) == len(own.calls)
    assert {one.resource for one in whole.referrals} - named <= FOR_ADVOCATES


@pytest.mark.parametrize("person", OF_A_CLIENT[:3], ids=str)
def test_the_screen_names_the_offices_left_out(person: Person) -> None:
    left = {name for part in cut_for("self", summary_of(person)).left_out if part.kind in {"calls", "referrals"} for name in part.names}
    assert {one.name for one in summary_of(person).referrals if one.resource in FOR_ADVOCATES} <= left


@pytest.mark.parametrize("recipient", ["caseworker", "defender"])
def test_a_caseworker_and_a_defender_keep_them(recipient: str) -> None:
    given = {one.resource for person in OF_A_CLIENT for one in cut_for(recipient, summary_of(person, include_sensitive=True)).release.summary.referrals}
    assert FOR_ADVOCATES & given

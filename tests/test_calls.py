"""The call list: the fewest calls that cover what is urgent, each with a number and somewhere else to try."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

import pytest
from people import DAY, EVERYONE, Person, given, screened, shipped

from ctintake.calls import MOST_CALLS, call_list
from ctintake.evaluation import Evaluation
from ctintake.findings import Certainty, Finding
from ctintake.model import Rule, Urgency
from ctintake.referrals import Fit, callable_for, fits, with_substitutes
from ctintake.screening import Screening, screen


def fitting_for(screening: Screening) -> dict[str, Fit]:
    """Give the offices that fit a person, as `screen` itself sees them."""
    evaluation = Evaluation(screening.answers, screening.knowledge, screening.as_of)
    return fits(evaluation, with_substitutes((need for finding in screening.findings for need in finding.needs), evaluation))[0]


def urgent_needs(findings: Iterable[Finding], fitting: dict[str, Fit]) -> list[str]:
    """Give the needs of the urgent findings that some office can be called for."""
    return list(dict.fromkeys(need for finding in findings for need in finding.needs if callable_for(need, fitting)))


def fewest(needs: Iterable[str], fitting: dict[str, Fit]) -> int | None:
    """Count the fewest calls that serve all the needs, by trying every set of offices; None where five are not enough.

    Offices that serve no more of the needs than another are set aside first: they can be in no smaller set.
    """
    wanted = frozenset(needs)
    serves = {frozenset(fit.entry.serves) & wanted for fit in fitting.values() if fit.entry.phones}
    widest = [one for one in serves if not any(one < other for other in serves)]
    for count in range(1, MOST_CALLS + 1):
        if any(frozenset().union(*some) == wanted for some in combinations(widest, count)):
            return count
    return None


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_everyone_has_one_to_five_calls_each_with_a_number_and_something_to_ask(person: Person) -> None:
    calls = screened(person).calls
    assert 1 <= len(calls) <= MOST_CALLS == 5
    assert len({call.fit.resource for call in calls}) == len(calls)
    for call in calls:
        assert call.fit.entry.phones, call.fit.resource
        assert call.needs, call.fit.resource
        assert set(call.needs) <= set(call.fit.entry.serves)
    asked = [need for call in calls for need in call.needs]
    assert len(set(asked)) == len(asked), "nobody is asked to call twice for the same thing"


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_the_next_to_try_is_another_office_with_a_number_for_the_same_thing_or_what_stands_in_for_it(person: Person) -> None:
    for call in screened(person).calls:
        if call.next is not None:
            other = shipped().resources[call.next]
            assert call.next != call.fit.resource
            assert other.phones
            stand_ins = {instead for need in call.needs for instead in shipped().needs[need].instead}
            helps = {*call.needs, *stand_ins, *shipped().jurisdiction.general_needs}
            assert helps & set(other.serves), (call.fit.resource, call.next)


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_there_is_a_next_to_try_wherever_another_office_can_be_called(person: Person) -> None:
    screening = screened(person)
    fitting = fitting_for(screening)
    lonely = [call.fit.resource for call in screening.calls if call.next is None and len(callable_for(call.needs[0], fitting)) > 1]
    assert lonely == []


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_each_call_names_the_findings_it_is_for(person: Person) -> None:
    screening = screened(person)
    findings = {finding.id: finding for finding in screening.findings}
    for call in screening.calls:
        assert not findings or call.findings, call.fit.resource
        assert set(call.findings) <= findings.keys()


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_every_urgent_need_that_can_be_called_for_is_covered_as_far_as_five_calls_reach(person: Person) -> None:
    screening = screened(person)
    fitting = fitting_for(screening)
    covered = {need for call in screening.calls for need in call.needs}
    applying = [finding for finding in screening.urgent if finding.certainty is Certainty.APPLIES]
    missed = [need for need in urgent_needs(applying, fitting) if need not in covered]
    within_reach = [need for need in missed if fewest([*covered, need], fitting) is not None]
    assert within_reach == []


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_no_smaller_set_of_calls_covers_the_same_needs(person: Person) -> None:
    screening = screened(person)
    covered = [need for call in screening.calls for need in call.needs]
    assert len(screening.calls) == fewest(covered, fitting_for(screening))


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_where_something_urgent_applies_the_first_call_is_for_that(person: Person) -> None:
    screening = screened(person)
    fitting = fitting_for(screening)
    applying = [finding for finding in screening.urgent if finding.certainty is Certainty.APPLIES and urgent_needs([finding], fitting)]
    if applying:
        assert {finding.id for finding in applying} & set(screening.calls[0].findings)


def test_someone_for_whom_no_rule_speaks_is_still_given_a_call() -> None:
    person = EVERYONE[0]
    screening = screened(person)
    evaluation = Evaluation(screening.answers, shipped(), person.as_of)
    calls = call_list((), fits(evaluation, with_substitutes((), evaluation))[0], evaluation)
    assert calls
    assert {need for call in calls for need in call.needs} == set(shipped().jurisdiction.general_needs)


@pytest.mark.parametrize(
    "facts",
    [{}, {"danger_now": "declined"}, {"danger_now": False, "custody": "free"}, dict.fromkeys(("situation", "danger_now", "custody", "town"), "declined")],
    ids=["nothing said", "danger not said", "no danger", "all declined"],
)
def test_where_no_answer_points_to_anything_the_first_call_is_for_help_in_general(facts: dict[str, object]) -> None:
    general = set(shipped().jurisdiction.general_needs)
    first = screen(given(answering="self", **facts), shipped(), DAY).calls[0]
    assert general & set(first.needs)


def test_the_police_are_not_the_first_call_of_someone_harmed_who_does_not_say_whether_they_are_in_danger() -> None:
    calls = screen(given(situation=["harmed"], danger_now="declined"), shipped(), DAY).calls
    assert "emergency" not in calls[0].needs
    assert len(calls) > 1


def test_what_an_answer_points_to_for_today_is_called_for_before_what_can_wait_a_few_days() -> None:
    facts = given(situation=["charged"], custody="police", danger_now=False, town="Danbury", us_citizen="no")
    assert any("criminal-defense" in call.needs for call in screen(facts, shipped(), DAY).calls)


def test_where_neither_a_need_nor_its_stand_ins_can_be_called_for_the_line_for_everyone_is_called() -> None:
    (general,) = shipped().jurisdiction.general_needs
    only = {name: entry for name, entry in shipped().resources.items() if general in entry.serves}
    urgent = Rule(when="always", urgency=Urgency.NOW, title="t", say="s", do=("d",), advocate="a", needs=("u-visa",), law=("us-u-visa",))
    screening = screen(given(town="Hartford"), replace(shipped(), resources=only, rules={"one": urgent}), DAY)
    assert [(call.needs, call.findings) for call in screening.calls] == [((general,), ("one",))]


def test_where_there_is_one_office_there_is_no_next_to_try() -> None:
    (general,) = shipped().jurisdiction.general_needs
    name, entry = next((name, entry) for name, entry in shipped().resources.items() if general in entry.serves and entry.phones)
    screening = screen(given(town="Hartford"), replace(shipped(), resources={name: entry}), DAY)
    assert [(call.fit.resource, call.next) for call in screening.calls] == [(name, None)]


def test_for_some_people_something_urgent_applies_and_for_some_nothing_does() -> None:
    """Or half of the tests above would look at nobody."""
    urgent = {any(finding.certainty is Certainty.APPLIES for finding in screened(person).urgent) for person in EVERYONE}
    assert urgent == {True, False}

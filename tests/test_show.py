"""A summary on the screen: nothing that matters is lost, and nothing is said twice."""

from collections import Counter
from itertools import pairwise
from typing import Any

import pytest
from people import DAY, EVERYONE, MADE, Person, given, shipped, summary_of

from ctintake.screening import screen
from ctintake.show.lines import Line, Manner, Words
from ctintake.show.page import lines
from ctintake.summary.composing import Making, compose
from ctintake.summary.records import Found, GroundNamed, Summary

CHARGED: dict[str, Any] = {
    "situation": ["charged"], "us_citizen": "no", "status": "lpr", "case_stage": "plea-offered", "charges": ["larceny-third"], "town": "Bridgeport",
}  # fmt: skip


def summary_for(**facts: Any) -> Summary:
    return compose(screen(given(**facts), shipped(), DAY), Making(MADE, "0", include_sensitive=True))


def page(summary: Summary, *, advocate: bool = False) -> list[Line]:
    return list(lines(summary, Words(shipped()), advocate=advocate))


def texts(summary: Summary, *, advocate: bool = False) -> list[str]:
    return [line.text for line in page(summary, advocate=advocate)]


def said(screen_id: str, **values: object) -> str:
    return Words(shipped())(screen_id, **values)


@pytest.mark.parametrize("advocate", [False, True], ids=["the person's page", "the advocate's page"])
@pytest.mark.parametrize("person", EVERYONE[::3], ids=str)
def test_what_to_check_first_is_said_once_with_its_law_and_after_that_only_named(person: Person, advocate: bool) -> None:
    summary = summary_of(person, include_sensitive=True)
    shown = texts(summary, advocate=advocate)
    applying = [one for one in summary.findings if one.certainty == "applies"]
    flags = {said("label-flag", title=law.title, flag=law.flag) for one in applying for law in one.law if law.flag}
    times = Counter(shown)
    assert {flag: times[flag] for flag in flags} == dict.fromkeys(flags, 1)
    again = "".join(text for text in shown if text.startswith(said("label-flag-again", titles="")[:-1]))
    resting_on = Counter(law.title for one in applying for law in {law.title: law for law in one.law if law.flag}.values())
    assert {title: again.count(title) >= times - 1 for title, times in resting_on.items()} == dict.fromkeys(resting_on, True)


@pytest.mark.parametrize("person", EVERYONE[::3], ids=str)
def test_every_law_is_cited_once_to_an_advocate_and_named_wherever_a_finding_rests_on_it(person: Person) -> None:
    summary = summary_of(person, include_sensitive=True)
    shown = texts(summary, advocate=True)
    for law in {law.id: law for one in summary.findings if one.certainty == "applies" for law in one.law}.values():
        cited = said("label-law", title=law.title, citation=law.citation, source=Words(shipped()).source(law.confidence), day=law.checked.isoformat())
        assert shown.count(cited) == 1, law.id


@pytest.mark.parametrize("advocate", [False, True], ids=["the person's page", "the advocate's page"])
def test_what_to_check_first_of_a_ground_is_said_once_where_the_charges_are_listed(advocate: bool) -> None:
    summary = summary_for(**CHARGED | {"charges": ["larceny-third", "burglary-third"]})
    (found,) = [one for one in summary.findings if one.charges]
    flags = [
        said("label-flag", title=ground.name, flag=" ".join(ground.flag.split()))
        for ground in {one.id: one for one in grounds_of(found)}.values()
        if ground.flag
    ]
    assert len([ground for ground in grounds_of(found) if ground.flag]) > len(flags) > 0, "both charges raise it"
    assert [texts(summary, advocate=advocate).count(flag) for flag in flags] == [1] * len(flags)


def grounds_of(found: Found) -> list[GroundNamed]:
    return [ground for charge in found.charges for ground in charge.grounds]


def test_some_of_them_meet_a_law_and_a_flag_twice() -> None:
    """Or the tests above could not fail."""
    found = [text for person in EVERYONE[::3] for text in texts(summary_of(person, include_sensitive=True), advocate=True)]
    for label in ("label-flag-again", "label-law-again"):
        assert any(text.startswith(said(label, titles="")[:-1]) for text in found), label


@pytest.mark.parametrize("person", EVERYONE[::3], ids=str)
def test_every_finding_and_what_it_hangs_on_is_there_and_the_most_urgent_possibility_comes_first(person: Person) -> None:
    summary = summary_of(person, include_sensitive=True)
    shown = texts(summary)
    assert [one.title for one in summary.findings if one.title not in shown] == []
    possible = [one for one in summary.findings if one.certainty == "may-apply"]
    hanging = {said("label-open", facts=Words(shipped()).facts(one.open)) for one in possible}
    assert {line: shown.count(line) for line in hanging} == dict.fromkeys(hanging, 1), "the same open facts are named once"
    if possible:
        first = next(one for one in possible if one.urgency == min((one.urgency for one in possible), key=("now", "soon", "plan").index))
        assert shown.index(first.title) == min(shown.index(one.title) for one in possible)


@pytest.mark.parametrize("person", EVERYONE[::3], ids=str)
def test_where_several_things_are_for_the_same_time_their_titles_come_first(person: Person) -> None:
    summary = summary_of(person, include_sensitive=True)
    shown = page(summary)
    for urgency, heading in (("now", "heading-urgent"), ("soon", "heading-soon"), ("plan", "heading-plan")):
        titles = [one.title for one in summary.findings if one.urgency == urgency and one.certainty == "applies"]
        if titles:
            after = shown[[line.text for line in shown].index(said(heading)) + 1 :][: len(titles)]
            listed = [line.text for line in after if line.manner is Manner.STEP]
            assert listed == (titles if len(titles) > 2 else [])


def test_an_advocate_reads_their_own_part_of_a_finding_before_the_words_for_the_client() -> None:
    summary = summary_for(**CHARGED, answering="defender")
    shown, found = texts(summary, advocate=True), summary.findings[0]
    order = [shown.index(text) for text in (found.title, said("label-to-advocate"), found.advocate, said("label-to-client"), found.say, found.do[0])]
    assert order == sorted(order)


def test_an_advocate_sees_what_is_urgent_by_title_then_the_charges_with_their_grounds_once_then_the_rest() -> None:
    summary = summary_for(**CHARGED, answering="defender", next_court_date="2026-11-23")
    shown = texts(summary, advocate=True)
    (found,) = [one for one in summary.findings if one.charges]
    (charge,) = found.charges
    listed = said("label-charge", name=charge.name, statute=charge.statute)
    decisive = [listed, *(f"{ground.citation}. {ground.threshold}" for ground in charge.grounds), *charge.decisions]
    assert [shown.count(text) for text in decisive] == [1] * len(decisive)
    order = [said("heading-urgent"), summary.findings[0].title, said("heading-charges"), listed, decisive[-1], said("heading-one-by-one")]
    assert [shown.index(text) for text in order] == sorted(shown.index(text) for text in order)
    assert said("label-charges-above", charges=charge.name) in shown


@pytest.mark.parametrize("advocate", [False, True], ids=["the person's page", "the advocate's page"])
def test_a_section_that_is_not_in_our_list_is_named_with_the_advice_to_show_it_to_a_lawyer(advocate: bool) -> None:
    shown = texts(summary_for(**CHARGED | {"charges": ["53a-999999"]}), advocate=advocate)
    assert said("label-charge", name=said("charge-not-listed"), statute="53a-999999") in shown


@pytest.mark.parametrize("advocate", [False, True], ids=["the person's page", "the advocate's page"])
def test_a_section_without_its_letter_is_shown_as_all_that_it_may_be_with_all_their_grounds(advocate: bool) -> None:
    shown = texts(summary_for(**CHARGED | {"charges": ["21a-279"]}), advocate=advocate)
    possible = [shipped().offences[name] for name in ("drug-possession", "drug-possession-school")]
    (named,) = [text for text in shown if text.endswith("(21a-279)")]
    assert all(said("label-charge", name=one.name, statute=one.statute) in named for one in possible)
    grounds = {name for one in possible for name in one.grounds}
    assert grounds
    assert all(any(text.startswith(f"{shipped().grounds[name].name}. ") for text in shown) for name in grounds)


def test_the_person_has_the_charges_with_the_finding_that_explains_them() -> None:
    summary = summary_for(**CHARGED, answering="self")
    shown = texts(summary)
    (found,) = [one for one in summary.findings if one.charges]
    assert said("heading-charges") not in shown
    listed = said("label-charge", name=found.charges[0].name, statute=found.charges[0].statute)
    assert shown.index(found.say) < shown.index(listed)


def test_the_person_is_shown_nothing_that_only_a_lawyer_reads() -> None:
    summary = summary_for(**CHARGED, answering="self")
    shown = texts(summary)
    assert not {said("label-to-advocate"), said("label-to-client")} & set(shown)
    assert not {one.advocate for one in summary.findings} & set(shown)


@pytest.mark.parametrize(
    ("answering", "advocate", "explained"),
    [("self", False, False), ("self", True, True), ("family", False, True), ("advocate", True, False), ("defender", True, False), ("declined", False, False)],
)
def test_where_the_words_speak_to_another_than_the_reader_that_is_said_first(answering: str, advocate: bool, explained: bool) -> None:
    shown = [text for text in texts(summary_for(**CHARGED, answering=answering), advocate=advocate) if text]
    assert (shown[0] == said("you-is-another")) is explained
    assert (said("you-is-another") in shown) is explained


def test_offices_for_the_same_things_do_not_repeat_them() -> None:
    summary = summary_for(**CHARGED, answering="self")
    named = [line.text for line in page(summary) if line.manner is Manner.TEXT and line.text.startswith(said("label-for", titles="").strip())]
    assert said("label-for-same") in named
    assert not any(one == two != said("label-for-same") for one, two in pairwise(named))

"""Last days and earliest safe days.

The tables are counted by hand from the calendar. The earliest safe day is the last business day strictly before the statutory one, by the weekends and the
holidays of Connecticut (C.G.S. 1-4) and of the nation.
"""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from people import DAY, EVERYONE, MADE, Person, given, screened, screened_as, shipped

from ctintake.deadlines import Due, deadlines, earliest_safe_day, last_day, raised_by_deadline
from ctintake.evaluation import Evaluation
from ctintake.explanation import explain_finding
from ctintake.findings import Finding, find
from ctintake.interview.flow import Course, questions_left
from ctintake.model import Deadline, Knowledge, Rule, Urgency
from ctintake.show.lines import Words, due_words
from ctintake.summary.composing import Making, compose

VECTORS = [
    # what happens, start, add, before, statutory day, earliest safe day
    ("two years, on a Wednesday", "2026-03-15", "2 years", False, "2028-03-15", "2028-03-14"),
    ("thirty days", "2026-11-01", "30 days", False, "2026-12-01", "2026-11-30"),
    ("ninety days", "2026-08-24", "90 days", False, "2026-11-22", "2026-11-20"),
    ("zero days: the day itself", "2026-12-09", "0 days", False, "2026-12-09", "2026-12-08"),
    ("the last day is a Sunday", "2026-10-30", "30 days", False, "2026-11-29", "2026-11-27"),
    ("the last day is a Saturday", "2026-10-29", "30 days", False, "2026-11-28", "2026-11-27"),
    ("the last day is a Monday", "2026-10-24", "30 days", False, "2026-11-23", "2026-11-20"),
    ("29 February and a year is 28 February", "2024-02-29", "1 year", False, "2025-02-28", "2025-02-27"),
    ("29 February and four years is 29 February", "2024-02-29", "4 years", False, "2028-02-29", "2028-02-28"),
    ("28 February and a year stays 28 February in a leap year", "2027-02-28", "1 year", False, "2028-02-28", "2028-02-25"),
    ("month end: 31 August and six months", "2026-08-31", "6 months", False, "2027-02-28", "2027-02-26"),
    ("month end: 31 January and a month", "2026-01-31", "1 month", False, "2026-02-28", "2026-02-27"),
    ("month end: 30 November and three months in a leap year", "2027-11-30", "3 months", False, "2028-02-29", "2028-02-28"),
    ("month end: 28 February and a month does not become the 31st", "2026-02-28", "1 month", False, "2026-03-28", "2026-03-27"),
    ("before the 21st birthday", "2005-11-25", "21 years", True, "2026-11-24", "2026-11-23"),
    ("before the 21st birthday of someone born on 29 February", "2008-02-29", "21 years", True, "2029-02-27", "2029-02-26"),
    ("before the first of a month", "2005-12-01", "21 years", True, "2026-11-30", "2026-11-27"),
    ("counted back from a hearing, over a weekend", "2026-12-04", "-5 days", False, "2026-11-29", "2026-11-27"),
    ("counted back by months", "2026-05-31", "-3 months", False, "2026-02-28", "2026-02-27"),
    ("the day after Thanksgiving", "2026-10-28", "30 days", False, "2026-11-27", "2026-11-25"),
    ("the Monday after Christmas on a Friday", "2026-11-28", "30 days", False, "2026-12-28", "2026-12-24"),
    ("New Year's Day itself, a Friday", "2026-12-02", "30 days", False, "2027-01-01", "2026-12-31"),
    ("the Monday after New Year's Day on a Friday", "2026-12-05", "30 days", False, "2027-01-04", "2026-12-31"),
    ("New Year's Day on a Saturday is kept on 31 December", "2027-12-04", "30 days", False, "2028-01-03", "2027-12-30"),
    ("the day after Martin Luther King Day", "2026-12-20", "30 days", False, "2027-01-19", "2027-01-15"),
    ("Lincoln's Birthday, a Connecticut holiday, on a Friday before Washington's Birthday", "2027-01-17", "30 days", False, "2027-02-16", "2027-02-11"),
    ("Good Friday, a Connecticut holiday", "2027-02-27", "30 days", False, "2027-03-29", "2027-03-25"),
    ("the day after Memorial Day", "2027-05-02", "30 days", False, "2027-06-01", "2027-05-28"),
    ("Juneteenth on a Saturday is kept on Friday", "2027-05-22", "30 days", False, "2027-06-21", "2027-06-17"),
    ("the Fourth of July on a Sunday is kept on Monday", "2027-06-06", "30 days", False, "2027-07-06", "2027-07-02"),
    ("the day after Labor Day", "2027-08-08", "30 days", False, "2027-09-07", "2027-09-03"),
    ("the day after Columbus Day", "2027-09-12", "30 days", False, "2027-10-12", "2027-10-08"),
    ("the day after Veterans Day, midweek", "2026-10-13", "30 days", False, "2026-11-12", "2026-11-10"),
    ("five business days over a weekend", "2026-11-04", "5 business days", False, "2026-11-12", "2026-11-10"),
    ("five business days from a Sunday", "2026-11-15", "5 business days", False, "2026-11-20", "2026-11-19"),
    ("five business days over Thanksgiving", "2026-11-20", "5 business days", False, "2026-11-30", "2026-11-27"),
    ("five business days over Christmas and the turn of the year", "2026-12-24", "5 business days", False, "2027-01-04", "2026-12-31"),
    ("five business days to a holiday kept in the old year", "2027-12-27", "5 business days", False, "2028-01-04", "2028-01-03"),
    ("five business days over Good Friday, a day of the state alone", "2027-03-24", "5 business days", False, "2027-03-31", "2027-03-30"),
    ("five business days that end on Lincoln's Birthday, a day of the state alone", "2027-02-05", "5 business days", False, "2027-02-12", "2027-02-11"),
    ("business days past the years that are compiled", "2050-12-29", "5 business days", False, "2051-01-06", "2051-01-05"),
]


def uncompiled() -> Knowledge:
    """Give the knowledge as it is when nobody has compiled it: its holidays are asked of the library."""
    return replace(shipped(), holidays={})


@pytest.mark.parametrize(("start", "add", "before", "statutory", "safe"), [row[1:] for row in VECTORS], ids=[row[0] for row in VECTORS])
def test_last_day_and_earliest_safe_day(start: str, add: str, before: bool, statutory: str, safe: str) -> None:
    day = last_day(counting(add=add, before=before), date.fromisoformat(start), shipped())
    assert day == last_day(counting(add=add, before=before), date.fromisoformat(start), uncompiled())
    assert (day.isoformat(), earliest_safe_day(day, shipped()).isoformat()) == (statutory, safe)
    assert earliest_safe_day(day, uncompiled()).isoformat() == safe, "compiled knowledge and the library name the same holidays"


def test_the_earliest_safe_day_is_a_weekday_strictly_before_and_never_more_than_five_days_off() -> None:
    for offset in range(3 * 365):
        day = DAY + timedelta(days=offset)
        safe = earliest_safe_day(day, shipped())
        assert safe < day <= safe + timedelta(days=5), day
        assert safe.weekday() < 5, day


def counting(**changes: Any) -> Deadline:
    """Make a deadline: thirty days from the harm, unless told otherwise."""
    return Deadline(**({"start": "harm_date", "add": "30 days", "label": "l", "law": "us-u-visa"} | changes))


def due(*counted: Deadline, as_of: date = DAY, urgency: Urgency = Urgency.PLAN, **facts: Any) -> tuple[tuple[Due, ...], tuple[Finding, ...]]:
    """Screen for one finding that everyone has, with these deadlines: what is due, and the finding as it then stands."""
    rule = Rule(when="always", urgency=urgency, title="t", say="s", do=("d",), advocate="a", needs=("basic-needs",), law=("us-u-visa",), deadline=counted)
    evaluation = Evaluation(given(as_of, **facts), replace(shipped(), rules={"one": rule}), as_of)
    findings, blocked = find(evaluation)
    found = deadlines(findings, blocked, evaluation)
    return found, raised_by_deadline(findings, found, evaluation)


@pytest.mark.parametrize(
    ("written", "counted_from", "day", "vague"),
    [
        ("2026-10-05", date(2026, 10, 5), date(2026, 11, 4), False),
        ("2026-10", date(2026, 10, 1), date(2026, 10, 31), True),
        ("2026", date(2026, 1, 1), date(2026, 1, 31), True),
    ],
)
def test_a_vague_start_counts_from_the_earliest_day_it_could_be(written: str, counted_from: date, day: date, vague: bool) -> None:
    (one,), _ = due(counting(), harm_date=written)
    assert (one.counted_from, one.day, one.vague) == (counted_from, day, vague)


@pytest.mark.parametrize("facts", [{}, {"next_court_date": "none"}, {"next_court_date": "unsure"}, {"next_court_date": "declined"}], ids=str)
def test_without_a_day_to_count_from_there_is_no_deadline(facts: dict[str, str]) -> None:
    found, _ = due(counting(start="next_court_date"), **facts)
    assert found == ()


@pytest.mark.parametrize(("free", "there"), [("free", True), ("declined", True), ("police", False)])
def test_a_deadline_with_a_condition_goes_only_when_that_is_known_to_be_false(free: str, there: bool) -> None:
    found, _ = due(counting(when="custody == 'free'"), harm_date="2026-11-01", custody=free)
    assert bool(found) is there


@pytest.mark.parametrize(
    ("start", "passed"),
    [("2026-10-22", True), ("2026-10-23", False), ("2026-10-24", False)],
    ids=["yesterday was the last day", "today is the last day", "tomorrow is the last day"],
)
def test_a_last_day_has_passed_only_after_it_has_ended(start: str, passed: bool) -> None:
    (one,), _ = due(counting(), harm_date=start)
    assert one.passed is passed


@pytest.mark.parametrize(
    ("start", "passed", "perhaps"),
    [("2026-09", True, False), ("2026-10", False, True), ("2026-11", False, False), ("2026", False, True), ("2025", True, False)],
)
def test_a_day_that_is_known_only_roughly_has_passed_only_when_the_latest_it_could_be_has(start: str, passed: bool, perhaps: bool) -> None:
    (one,), (finding,) = due(counting(), harm_date=start)
    assert (one.passed, one.perhaps_passed) == (passed, perhaps)
    assert finding.urgency is (Urgency.NOW if perhaps or start == "2026-11" else Urgency.PLAN), "one that may still be open is for today"


def test_what_may_have_passed_is_told_with_both_days_and_is_not_called_closed() -> None:
    summary = compose(screened_as(**PLEADED, plea_date="2023"), Making(MADE, "0", include_sensitive=True))
    (day,) = (one for one in summary.deadlines if one.finding == "plea-warning-54-1j")
    assert (day.perhaps_passed, day.passed, day.passed_note, day.latest) == (True, False, "", date(2026, 12, 31))
    words = due_words(day, DAY, Words(shipped()), date.isoformat)
    assert "2026-01-01" in words
    assert "2026-12-31" in words


# What its date alone rules out.

PLEADED = {"us_citizen": "no", "situation": ["convicted"], "case_stage": "finished"}
HURT = {"us_citizen": "no", "situation": ["harmed"], "harm": ["domestic-violence"]}
CLOSED = [
    pytest.param("plea-warning-54-1j", PLEADED | {"plea_date": "2023-11-21"}, "2026-11-21", id="a plea of three years and a day ago"),
    pytest.param("plea-warning-54-1j", PLEADED | {"plea_date": "2016"}, "2019-01-01", id="a plea long ago"),
    pytest.param("criminal-appeal", PLEADED | {"sentence_date": "2026-06-01"}, "2026-06-21", id="a sentence of this year"),
    pytest.param(
        "vawa-self-petition",
        HURT | {"abuser_relation": "former-spouse", "abuser_status": "citizen", "marriage_end_date": "2023-06-01"}, "2025-06-01", id="a divorce in 2023",
    ),
    pytest.param(
        "vawa-self-petition",
        HURT | {"abuser_relation": "spouse", "abuser_status": "lost-status", "abuser_status_end_date": "2024-01-05"}, "2026-01-05", id="a status lost long ago",
    ),
    pytest.param("vawa-self-petition", HURT | {"abuser_relation": "parent", "abuser_status": "lpr", "birth_date": "1999-03-02"}, "2024-03-01", id="past 25"),
    pytest.param("sijs", {"us_citizen": "no", "parent_mistreated": True, "birth_date": "2005-01-01"}, "2025-12-31", id="past 21"),
]  # fmt: skip


@pytest.mark.parametrize(("finding", "facts", "day"), CLOSED)
def test_a_way_that_its_date_has_closed_is_told_with_what_may_still_be_open(finding: str, facts: dict[str, Any], day: str) -> None:
    screening = screened_as(**facts)
    assert finding in {one.id for one in screening.blocked}
    summary = compose(screening, Making(MADE, "0", include_sensitive=True))
    (told,) = (one for one in summary.deadlines if one.finding == finding)
    assert (told.date.isoformat(), told.passed) == (day, True)
    assert told.title == shipped().rules[finding].title
    assert told.passed_note in {one.past for one in shipped().rules[finding].deadline}
    assert any(told.passed_note in text for text in explain_finding(finding, screening.answers, shipped(), DAY).deadlines)


@pytest.mark.parametrize(
    "facts",
    [
        PLEADED | {"plea_date": "2016", "judge_warned": True},
        PLEADED | {"plea_date": "2016", "federal_case": True},
        {"us_citizen": "no", "birth_date": "1980"},
        {"us_citizen": "no", "birth_date": "1980", "parent_mistreated": False},
        HURT | {"abuser_relation": "former-spouse", "abuser_status": "citizen", "marriage_end_date": "2023-06-01", "status": "lpr"},
        PLEADED | {"sentence_date": "2020-06-01"},
    ],
    ids=["the judge warned", "a federal case", "a grown person", "a grown person, no such parent", "a green card", "a sentence of years ago"],
)
def test_what_something_else_rules_out_too_is_not_told_as_closed_by_its_date(facts: dict[str, Any]) -> None:
    screening = screened_as(**facts)
    raised = {one.id for one in screening.findings}
    assert [one.finding for one in screening.deadlines if one.finding not in raised] == []


def test_the_nearest_day_comes_first_and_those_passed_come_last() -> None:
    found, _ = due(counting(add="1 year"), counting(add="10 days"), counting(add="2 days"), counting(add="30 days"), harm_date="2026-11-15")
    assert [one.rule.add for one in found] == ["10 days", "30 days", "1 year", "2 days"]


@pytest.mark.parametrize(
    ("days", "urgency"),
    [(-1, Urgency.PLAN), (0, Urgency.NOW), (14, Urgency.NOW), (15, Urgency.PLAN)],
    ids=["passed yesterday", "today", "on the last day of the alarm", "a day beyond the alarm"],
)
def test_a_finding_whose_last_day_is_near_becomes_urgent(days: int, urgency: Urgency) -> None:
    assert shipped().jurisdiction.deadline_alarm_days == 14
    _, (finding,) = due(counting(add="0 days"), harm_date=DAY - timedelta(days=1)) if days < 0 else due(counting(add=f"{days} days"), harm_date=DAY)
    assert finding.urgency is urgency


IN_COURT = {"us_citizen": "no", "situation": ["removal"], "removal_history": ["hearing-set"]}


def test_a_move_not_yet_reported_gives_the_last_days_to_tell_the_court_and_uscis_and_is_urgent() -> None:
    screening = screened_as(**IN_COURT, moved_date="2026-11-18")
    days = [(one.day.isoformat(), one.earliest_safe.isoformat()) for one in screening.deadlines if one.rule.start == "moved_date"]
    assert days == [("2026-11-25", "2026-11-24"), ("2026-11-28", "2026-11-27")]
    assert "address-change" in {finding.id for finding in screening.urgent}


@pytest.mark.parametrize("moved", ["none", "unsure", "declined"])
def test_without_the_day_of_a_move_none_is_counted_and_the_finding_stays(moved: str) -> None:
    screening = screened_as(**IN_COURT, moved_date=moved)
    assert not [one for one in screening.deadlines if one.rule.start == "moved_date"]
    assert "address-change" in {finding.id for finding in screening.findings}


@pytest.mark.parametrize(("facts", "asked"), [(IN_COURT, True), (IN_COURT | {"removal_history": ["none"], "situation": ["charged"]}, False)])
def test_the_day_of_a_move_is_asked_of_people_in_immigration_court_alone(facts: dict[str, Any], asked: bool) -> None:
    course = Course(given(**facts), depth=Urgency.PLAN)
    assert ("moved_date" in questions_left(course, screened_as(**facts))) is asked
    assert "moved_date" not in questions_left(replace(course, depth=Urgency.NOW), screened_as(**facts))


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_every_deadline_belongs_to_a_finding_or_to_one_it_has_closed_and_a_near_one_makes_it_urgent(person: Person) -> None:
    screening = screened(person)
    urgency = {finding.id: finding.urgency for finding in screening.findings}
    for one in screening.deadlines:
        assert one.earliest_safe < one.day
        if person.as_of <= one.day <= person.as_of + timedelta(days=shipped().jurisdiction.deadline_alarm_days):
            assert urgency[one.finding] is Urgency.NOW, one.finding
        assert one.finding in urgency or (one.passed and one.finding in {ruled_out.id for ruled_out in screening.blocked})

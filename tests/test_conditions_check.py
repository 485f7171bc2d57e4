"""Holding a condition against the facts there are: what is wrong, where, and what would be right."""

import pytest

from ctintake.conditions.check import Kind, Meaning, check
from ctintake.conditions.syntax import parse

MEANINGS = {
    "status": Meaning(Kind.CHOICE, frozenset({"lpr", "daca", "visa", "visa-overstay"})),
    "town": Meaning(Kind.CHOICE, frozenset({"Hartford", "Danbury"})),
    "harm": Meaning(Kind.CHOICES, frozenset({"assault", "stalking", "none"})),
    "harm_in_us": Meaning(Kind.CONDITION),
    "minor": Meaning(Kind.CONDITION),
    "household_size": Meaning(Kind.NUMBER),
    "sentence_days": Meaning(Kind.NUMBER),
    "plea_date": Meaning(Kind.DATE),
    "harm_date": Meaning(Kind.DATE),
    "residents": Meaning(Kind.CHOICES, frozenset({"lpr", "daca"})),
    "u_visa_crimes": Meaning(Kind.CHOICES, frozenset({"assault", "stalking"})),
}


@pytest.mark.parametrize(
    "text",
    [
        "always",
        "minor or unknown",
        "harm_in_us",
        "not harm_in_us and minor",
        "status == 'lpr'",
        "status != 'visa-overstay'",
        "status in {'lpr', 'daca'}",
        "status in residents",
        "status not in residents",
        "town == 'Danbury'",
        "'assault' in harm",
        "harm & {'assault'}",
        "harm & u_visa_crimes",
        "not (harm & u_visa_crimes)",
        "household_size >= 3",
        "household_size < sentence_days",
        "0 <= days_until(plea_date) <= 14",
        "plea_date >= '2021-10-01'",
        "plea_date < harm_date",
        "plea_date == '2021-10-01'",
        "years_since(plea_date) <= 5",
        "months_since(plea_date) < 6",
        "days_since(plea_date) > 30",
        "years_between(harm_date, plea_date) < 21",
        "days_between(harm_date, plea_date) < 21",
    ],
)
def test_nothing_is_wrong_with(text):
    problems, meaning = check(parse(text), MEANINGS)
    assert problems == []
    assert meaning == Meaning(Kind.CONDITION)


@pytest.mark.parametrize(
    ("text", "column", "what", "right"),
    [
        pytest.param(
            "harm_in_us and statuss == 'lpr'",
            15,
            "there is no fact, derived fact or set 'statuss'",
            "did you mean 'status'?",
            id="an unknown fact, nearly right",
        ),
        pytest.param("zzz", 0, "there is no fact, derived fact or set 'zzz'", "one of: harm, harm_date", id="an unknown fact, like none"),
        pytest.param("status in residentz", 10, "there is no fact, derived fact or set 'residentz'", "did you mean 'residents'?", id="an unknown set"),
        pytest.param("status == 'visa-overstya'", 10, "there is no option 'visa-overstya' here", "did you mean 'visa-overstay'?", id="a wrong option"),
        pytest.param("status != 'green card'", 10, "there is no option 'green card' here", "one of: daca, lpr", id="a wrong option after !="),
        pytest.param("town == 'Hartfrod'", 8, "there is no option 'Hartfrod' here", "did you mean 'Hartford'?", id="a misspelled town"),
        pytest.param("status in {'lpr', 'dacaa'}", 18, "there is no option 'dacaa' here", "did you mean 'daca'?", id="a wrong option in a set"),
        pytest.param(
            "status in u_visa_crimes", 10, "'assault' of this set is no option here", "one of: daca, lpr, visa, visa-overstay", id="a set for another fact"
        ),
        pytest.param("'asault' in harm", 0, "there is no option 'asault' here", "did you mean 'assault'?", id="a wrong option before in"),
        pytest.param("harm & {'stalkin'}", 8, "there is no option 'stalkin' here", "did you mean 'stalking'?", id="a wrong option after &"),
        pytest.param("harm & residents", 7, "'daca' of this set is no option here", "one of: assault, none, stalking", id="a set for another fact after &"),
        pytest.param(
            "household_size >= 'three'",
            0,
            "a number cannot be compared with a text by >=",
            "compare one option with a text, a number with a number",
            id="a number compared with a word",
        ),
        pytest.param(
            "status == 3", 0, "one option cannot be compared with a number by ==", "compare one option with a text", id="an option compared with a number"
        ),
        pytest.param("status < 'lpr'", 0, "one option cannot be compared with a text by <", "compare one option with a text", id="options have no order"),
        pytest.param("status == town", 0, "one option cannot be compared with one option by ==", "compare one option with a text", id="two choices compared"),
        pytest.param(
            "harm == 'assault'", 0, "several options cannot be compared with a text by ==", "harm & {'stalking'}", id="several options compared by =="
        ),
        pytest.param("harm_in_us == 'yes'", 0, "a condition cannot be compared with a text by ==", "a yesno fact stands alone", id="a yesno fact compared"),
        pytest.param("plea_date > 2021", 0, "a date cannot be compared with a number by >", "a date with a date", id="a date compared with a number"),
        pytest.param("'2021-10-01' <= plea_date", 0, "a text cannot be compared with a date by <=", "a date with a date or a day", id="a day on the left"),
        pytest.param("plea_date > 'soon'", 12, "'soon' is no day", "write it as '2021-10-01'", id="a word for a day"),
        pytest.param("plea_date > '2023-02-29'", 12, "'2023-02-29' is no day", "write it as '2021-10-01'", id="a day the calendar does not have"),
        pytest.param("plea_date > '2021'", 12, "'2021' is no day", "write it as '2021-10-01'", id="a year for a day: it would never settle"),
        pytest.param("years_sinc(plea_date) < 5", 0, "there is no function 'years_sinc'", "did you mean 'years_since'?", id="a wrong function"),
        pytest.param("max(plea_date) < 5", 0, "there is no function 'max'", "one of: days_between", id="a function of Python"),
        pytest.param("years_since() < 5", 0, "'years_since' takes 1 date, not 0", "", id="too few dates"),
        pytest.param("years_since(plea_date, harm_date) < 5", 0, "'years_since' takes 1 date, not 2", "", id="too many dates"),
        pytest.param("years_between(plea_date) < 5", 0, "'years_between' takes 2 dates, not 1", "", id="one date of two"),
        pytest.param("years_since(household_size) < 5", 12, "this is a number, not a date", "the function counts from a date fact", id="a number for a date"),
        pytest.param("years_since('2021-10-01') < 5", 12, "this is a text, not a date", "the function counts from a date fact", id="a text for a date"),
        pytest.param("status in town", 10, "this is one option, not several options", "", id="in, with one option on the right"),
        pytest.param("status in 'lpr'", 10, "this is a text, not several options", "", id="in, with a text on the right"),
        pytest.param(
            "harm in u_visa_crimes", 0, "this is several options, not one option", "for several options write: harm &", id="in, with several on the left"
        ),
        pytest.param("3 in harm", 0, "this is a number, not one option", "for several options write: harm &", id="in, with a number on the left"),
        pytest.param("status & {'lpr'}", 0, "this is one option, not several options", "for one option write: status in", id="& with one option"),
        pytest.param("harm & 'assault'", 7, "this is a text, not several options", "for one option write: status in", id="& with a text"),
        pytest.param("status", 0, "this is one option, not a condition", "compare it with something", id="a choice alone"),
        pytest.param("harm_in_us and harm", 15, "this is several options, not a condition", "compare it with something", id="several options alone"),
        pytest.param("not plea_date", 4, "this is a date, not a condition", "compare it with something", id="not of a date"),
        pytest.param("'lpr'", 0, "this is a text, not a condition", "compare it with something", id="a text alone"),
        pytest.param("years_since(plea_date)", 0, "this is a number, not a condition", "compare it with something", id="a figure alone"),
    ],
)
def test_what_is_wrong_and_what_would_be_right(text, column, what, right):
    (problem,), _ = check(parse(text), MEANINGS)
    assert problem.what == what
    assert right in problem.right
    assert bool(right) == bool(problem.right)
    assert (problem.text, problem.column) == (text, column)


def test_all_that_is_wrong_is_said_together():
    problems, _ = check(parse("statuss == 'lpr' and town == 'Hartfrod' and years_sinc(plea_date) > 'x'"), MEANINGS)
    assert [problem.column for problem in problems] == [0, 29, 44, 44]


def test_a_figure_may_be_named_where_a_condition_is_not_wanted():
    assert check(parse("years_since(plea_date)"), MEANINGS, wanted=Kind.NUMBER) == ([], Meaning(Kind.NUMBER))

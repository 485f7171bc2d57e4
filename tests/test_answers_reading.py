"""Reading what was typed or filed: every type of fact, from TOML and from text; and what is refused, with what would be right."""

from datetime import date, datetime, time

import pytest

from ctintake.answers.reading import plain, read_value
from ctintake.answers.values import NOTHING, Unanswered
from ctintake.dates import VagueDate, parse_date
from ctintake.errors import InputError


def _day(year, month, day):
    return VagueDate.exact(date(year, month, day))


@pytest.mark.parametrize(
    ("fact", "raw", "value"),
    [
        pytest.param("status", "lpr", "lpr", id="choice: an option"),
        pytest.param("status", "LPR", "lpr", id="choice: in capitals"),
        pytest.param("status", " visa overstay ", "visa-overstay", id="choice: with spaces"),
        pytest.param("status", "visa_overstay", "visa-overstay", id="choice: with an underscore"),
        pytest.param("status", "Green card (permanent resident)", "lpr", id="choice: as the person reads it"),
        pytest.param("harm", ["stalking", "assault"], ("stalking", "assault"), id="choices: a list"),
        pytest.param("harm", ["assault", "stalking", "assault"], ("stalking", "assault"), id="choices: once each, in the question's order"),
        pytest.param("harm", "assault, Stalking", ("stalking", "assault"), id="choices: a text with commas"),
        pytest.param("harm", "assault", ("assault",), id="choices: one"),
        pytest.param("harm", ["none"], ("none",), id="choices: none"),
        pytest.param("danger_now", True, True, id="yesno: true"),
        pytest.param("danger_now", False, False, id="yesno: false"),
        pytest.param("danger_now", "yes", True, id="yesno: yes"),
        pytest.param("danger_now", "N", False, id="yesno: n"),
        pytest.param("danger_now", "False", False, id="yesno: false in letters"),
        pytest.param("household_size", 3, 3, id="integer: a number"),
        pytest.param("household_size", "3", 3, id="integer: a text"),
        pytest.param("household_size", 3.0, 3, id="integer: a decimal that is whole"),
        pytest.param("household_size", 30, 30, id="integer: the most there is"),
        pytest.param("sentence_days", 0, 0, id="integer: the least there is"),
        pytest.param("monthly_income", 1900, 1900, id="money: a number"),
        pytest.param("monthly_income", 1900.5, 1900.5, id="money: cents"),
        pytest.param("monthly_income", "$1,900.50", 1900.5, id="money: as it is written"),
        pytest.param("monthly_income", "$ 1900", 1900, id="money: with a space"),
        pytest.param("monthly_income", "12,345,678", 12345678, id="money: commas part thousands"),
        pytest.param("monthly_income", 0, 0, id="money: nothing"),
        pytest.param("plea_date", date(2019, 5, 14), _day(2019, 5, 14), id="date: a TOML day"),
        pytest.param("plea_date", datetime(2019, 5, 14, 10, 30), _day(2019, 5, 14), id="date: a TOML day and time"),
        pytest.param("plea_date", "2019-05-14", _day(2019, 5, 14), id="date: year, month, day"),
        pytest.param("plea_date", "5/14/2019", _day(2019, 5, 14), id="date: month first, as Americans write"),
        pytest.param("plea_date", "May 14, 2019", _day(2019, 5, 14), id="date: in words"),
        pytest.param("plea_date", "sept 3 2020", _day(2020, 9, 3), id="date: a short month"),
        pytest.param("plea_date", "Dec. 2020", parse_date("2020-12"), id="date: a month and year in words"),
        pytest.param("plea_date", "2019-05", parse_date("2019-05"), id="date: a month"),
        pytest.param("plea_date", "2019", parse_date("2019"), id="date: a year in a text"),
        pytest.param("plea_date", 2019, parse_date("2019"), id="date: a year as a number"),
        pytest.param("plea_date", date(2024, 2, 29), _day(2024, 2, 29), id="date: a leap day"),
        pytest.param("plea_date", date(2026, 11, 22), _day(2026, 11, 22), id="date: today is not the future"),
        pytest.param("plea_date", "2026-11", parse_date("2026-11"), id="date: this month is not the future"),
        pytest.param("next_court_date", date(2027, 1, 12), _day(2027, 1, 12), id="date: a day to come, where that can be"),
        pytest.param("next_court_date", "none", NOTHING, id="date: no such day"),
        pytest.param("next_court_date", "None", NOTHING, id="date: no such day, with a capital"),
        pytest.param("town", "danbury", "Danbury", id="town: a name"),
        pytest.param("court", "G.A. 23", "ga23", id="court: a number"),
        pytest.param("charges", ["53a-61(a)(1)", "larceny-third"], ("assault-third", "larceny-third"), id="charges: a list"),
        pytest.param("charges", "53a-61, 53a-124", ("assault-third", "larceny-third"), id="charges: a text with commas"),
        pytest.param("charges", ["53a-61", "assault-third"], ("assault-third",), id="charges: the same one twice"),
        pytest.param("charges", "none", NOTHING, id="charges: none"),
        pytest.param("charges", ["None"], NOTHING, id="charges: none, in a list and with a capital"),
        pytest.param("safe_phone", " 203-555-0100, after 5 ", "203-555-0100, after 5", id="text: as it stands"),
        pytest.param("safe_phone", "José", "José", id="text: any letters"),
    ],
)
def test_reads(knowledge, as_of, fact, raw, value):
    found = read_value(fact, raw, knowledge, as_of)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize("raw", ["unsure", "declined", " Unsure ", "DECLINED"])
@pytest.mark.parametrize(
    "fact",
    ["status", "harm", "danger_now", "household_size", "monthly_income", "plea_date", "town", "court", "charges", "safe_phone"],
    ids=lambda fact: f"for {fact}",
)
def test_unsure_and_declined_are_answers_to_every_question(knowledge, as_of, fact, raw):
    assert read_value(fact, raw, knowledge, as_of) is Unanswered(raw.strip().lower())


FORMS = "write it as 2019, 2019-05, 2019-05-14, May 2019 or 5/14/2019"


@pytest.mark.parametrize(
    ("fact", "raw", "what", "right"),
    [
        pytest.param("status", "lprr", "has no option 'lprr'", "did you mean 'lpr'?", id="choice: a slip"),
        pytest.param("status", "citizen", "has no option 'citizen'", "one of: lpr, conditional-lpr", id="choice: no such option"),
        pytest.param("status", ["lpr"], "takes one option, not ['lpr']", "one of: lpr", id="choice: a list"),
        pytest.param("status", True, "takes one option, not true", "one of: lpr", id="choice: a yes"),
        pytest.param("status", 3, "takes one option, not 3", "one of: lpr", id="choice: a number"),
        pytest.param("harm", ["assualt"], "has no option 'assualt'", "did you mean 'assault'?", id="choices: a slip"),
        pytest.param("harm", [], "is an empty list", "or 'none'", id="choices: an empty list"),
        pytest.param("harm", ",", "is an empty list", "or 'none'", id="choices: a comma"),
        pytest.param("harm", ["none", "assault"], "has 'none' together with assault", "'none' stands alone", id="choices: none with others"),
        pytest.param("harm", [1], "takes a list of options, not [1]", "write it as a list of texts", id="choices: numbers"),
        pytest.param("harm", {"assault": True}, "takes a list of options, not {'assault': True}", "write it as a list", id="choices: a table"),
        pytest.param("danger_now", "maybe", "takes yes or no, not 'maybe'", "or 'unsure'", id="yesno: maybe"),
        pytest.param("danger_now", 1, "takes yes or no, not 1", "write true or false in a file", id="yesno: a number"),
        pytest.param("household_size", "two", "takes a whole number, not 'two'", "digits only, for example 2", id="integer: in words"),
        pytest.param("household_size", 2.5, "takes a whole number, not 2.5", "digits only", id="integer: a half"),
        pytest.param("household_size", True, "takes a whole number, not true", "digits only", id="integer: a yes"),
        pytest.param("household_size", 0, "cannot be less than 1: 0", "give a whole number of at least 1", id="integer: nobody"),
        pytest.param("household_size", "31", "cannot be more than 30: '31'", "give a whole number of at most 30", id="integer: too many"),
        pytest.param("monthly_income", "a lot", "takes an amount of dollars, not 'a lot'", "for example 1900", id="money: in words"),
        pytest.param(
            "monthly_income", "1900,50", "takes an amount of dollars, not '1900,50'", "for example 1900", id="money: a comma for the point is not thousands"
        ),
        pytest.param("monthly_income", "1.900", "takes an amount of dollars, not '1.900'", "for example 1900", id="money: a point for thousands"),
        pytest.param("monthly_income", "1$9", "takes an amount of dollars, not '1$9'", "for example 1900", id="money: a sign in the middle"),
        pytest.param("monthly_income", "1e3", "takes an amount of dollars, not '1e3'", "for example 1900", id="money: an exponent"),
        pytest.param("monthly_income", "-5", "cannot be less than 0: '-5'", "at least 0", id="money: less than nothing"),
        pytest.param("monthly_income", float("nan"), "takes an amount of dollars, not nan", "for example 1900", id="money: not a number"),
        pytest.param("monthly_income", float("inf"), "takes an amount of dollars, not inf", "for example 1900", id="money: without end"),
        pytest.param("monthly_income", 10**400, "takes an amount of dollars, not 1000", "for example 1900", id="money: beyond counting"),
        pytest.param("plea_date", "last May", "is no date: 'last May'", FORMS, id="date: words"),
        pytest.param("plea_date", "2/29/2023", "is no date: '2/29/2023'", FORMS, id="date: a day the calendar does not have"),
        pytest.param("plea_date", "14/5/2019", "is no date: '14/5/2019'", FORMS, id="date: day first"),
        pytest.param("plea_date", "2019-05-00", "is no date: '2019-05-00'", FORMS, id="date: a day zero"),
        pytest.param("plea_date", 20190514, "is no date: 20190514", FORMS, id="date: a number too long"),
        pytest.param("plea_date", True, "is no date: true", FORMS, id="date: a yes"),
        pytest.param("plea_date", time(10), "is no date: ", FORMS, id="date: a time of day"),
        pytest.param("plea_date", "0219-05-14", "is no likely year: '0219-05-14'", FORMS, id="date: a slip in the year, in a text"),
        pytest.param("plea_date", date(219, 5, 14), "is no likely year: 0219-05-14", FORMS, id="date: a slip in the year, as a TOML day"),
        pytest.param("plea_date", "5/14/0219", "is no likely year: '5/14/0219'", FORMS, id="date: a slip in the year, month first"),
        pytest.param("next_court_date", "2927", "is no likely year: '2927'", FORMS, id="date: a year far off"),
        pytest.param("plea_date", date(2026, 11, 23), "cannot lie in the future: 2026-11-23", "a day up to 2026-11-22", id="date: tomorrow"),
        pytest.param("plea_date", "2026-12", "cannot lie in the future: 2026-12", "a day up to 2026-11-22", id="date: next month"),
        pytest.param("birth_date", "none", "cannot be 'none'", "give a date, 'unsure' or 'declined'", id="date: none, where there must be one"),
        pytest.param("town", 6810, "takes a name, not 6810", "write it as a text", id="town: a number"),
        pytest.param("court", ["ga14"], "takes a name, not ['ga14']", "write it as a text", id="court: a list"),
        pytest.param("charges", [], "is an empty list", "give at least one charge, or 'none'", id="charges: an empty list"),
        pytest.param("charges", ["none", "53a-61"], "has 'none' together with a charge", "'none' stands alone", id="charges: none with one"),
        pytest.param("charges", 53, "takes a list of charges, not 53", "write it as a list of texts", id="charges: a number"),
        pytest.param("safe_phone", 2035550100, "takes a name, not 2035550100", "write it as a text", id="text: a number"),
        pytest.param("safe_phone", "x" * 501, "is too long (501 characters)", "at most 500 characters", id="text: too long"),
        pytest.param("safe_phone", "a\x1b[31m", "has control characters in it", "plain text only", id="text: a terminal escape"),
        pytest.param("safe_phone", "a\x9b31m", "has control characters in it", "plain text only", id="text: an eight-bit terminal escape"),
    ],
)
def test_refuses_and_says_what_would_be_right(knowledge, as_of, fact, raw, what, right):
    with pytest.raises(InputError) as caught:
        read_value(fact, raw, knowledge, as_of)
    (problem,) = caught.value.problems
    assert problem.where == fact
    assert problem.what.startswith(what)
    assert right in problem.right


@pytest.mark.parametrize("fact", ["status", "harm", "danger_now", "household_size", "plea_date", "town", "court", "charges", "safe_phone"])
@pytest.mark.parametrize("raw", ["", "   "], ids=["nothing", "spaces"])
def test_an_empty_answer_is_refused_for_every_type(knowledge, as_of, fact, raw):
    with pytest.raises(InputError, match=r"is empty\n.*leave the line out, or write 'unsure' or 'declined'"):
        read_value(fact, raw, knowledge, as_of)


def test_all_charges_that_are_wrong_are_said_together(knowledge, as_of):
    with pytest.raises(InputError) as caught:
        read_value("charges", ["xyzzy", "53a-61", "plugh"], knowledge, as_of)
    assert [problem.where for problem in caught.value.problems] == ["charge 'xyzzy'", "charge 'plugh'"]


def test_what_is_the_future_depends_on_the_day_given(knowledge):
    raw = date(2026, 11, 23)
    assert read_value("plea_date", raw, knowledge, date(2026, 11, 23)) == VagueDate.exact(raw)


def test_a_message_never_repeats_a_long_answer_whole(knowledge, as_of):
    with pytest.raises(InputError) as caught:
        read_value("status", "x" * 10_000, knowledge, as_of)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize(
    ("value", "as_toml"),
    [
        (_day(2019, 5, 14), date(2019, 5, 14)),
        (parse_date("2019-05"), "2019-05"),
        (Unanswered.UNSURE, "unsure"),
        (NOTHING, "none"),
        (("assault", "stalking"), ["assault", "stalking"]),
        (True, True),
        (1900.5, 1900.5),
        ("lpr", "lpr"),
    ],
    ids=["an exact day", "a month", "unsure", "no such day", "several options", "a yes", "money", "an option"],
)
def test_a_value_is_written_as_toml_holds_it(value, as_toml):
    assert plain(value) == as_toml
    assert type(plain(value)) is type(as_toml)

"""Vague dates, calendar arithmetic, and the earliest safe day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ctintake.dates import Span, VagueDate, last_business_day_before, months_between, parse_date, parse_day, parse_span, public_holidays, years_between

DAYS = st.dates(date(1950, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        pytest.param("2019", date(2019, 1, 1), date(2019, 12, 31), id="a year is all of its days"),
        pytest.param("2019-05", date(2019, 5, 1), date(2019, 5, 31), id="a month is all of its days"),
        pytest.param("2019-12", date(2019, 12, 1), date(2019, 12, 31), id="December ends in the same year"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="February of a leap year has 29 days"),
        pytest.param("2023-02", date(2023, 2, 1), date(2023, 2, 28), id="February of a common year has 28 days"),
        pytest.param("2000-02", date(2000, 2, 1), date(2000, 2, 29), id="the year 2000 was a leap year"),
        pytest.param("2019-05-14", date(2019, 5, 14), date(2019, 5, 14), id="a day is itself"),
        pytest.param("2019-5-4", date(2019, 5, 4), date(2019, 5, 4), id="leading zeros may be left out"),
        pytest.param(" 2019-05 ", date(2019, 5, 1), date(2019, 5, 31), id="spaces around it do not matter"),
        pytest.param("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), id="a leap day is a day"),
    ],
)
def test_a_date_is_the_days_it_may_be(text, earliest, latest):
    assert parse_date(text) == VagueDate(earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2023-02-29", id="29 February of a common year"),
        pytest.param("2019-04-31", id="31 April"),
        pytest.param("2019-13", id="a thirteenth month"),
        pytest.param("2019-00", id="a month zero is not the whole year"),
        pytest.param("2019-05-00", id="a day zero is not the whole month"),
        pytest.param("19", id="two digits of a year"),
        pytest.param("20190514", id="digits without dashes"),
        pytest.param("2019-05-14T10:00", id="a time of day"),
        pytest.param("0000", id="the year zero"),
        pytest.param("", id="nothing"),
        pytest.param("last May", id="words"),
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(ValueError):
        parse_date(text)


@pytest.mark.parametrize("text", ["2026-W53-1", "20261122", "2026-11", "2026-1-5", "\u0662026-11-22", "2026-11-22T00", " 2026-11-22", "2026-02-30"])
def test_one_day_is_read_only_as_it_is_written(text: str) -> None:
    with pytest.raises(ValueError):
        parse_day(text)


@pytest.mark.parametrize("text", ["2019", "2019-05", "2024-02", "2019-05-14", "2024-12", "2024-12-31"])
def test_a_date_is_written_as_it_was_given(text):
    assert str(parse_date(text)) == text


def test_only_a_day_is_exact():
    assert VagueDate.exact(date(2019, 5, 14)).is_exact
    assert not parse_date("2019-05").is_exact


@pytest.mark.parametrize(
    ("span", "day", "after"),
    [
        pytest.param("1 year", date(2024, 2, 29), date(2025, 2, 28), id="a year after a leap day is 28 February"),
        pytest.param("4 years", date(2024, 2, 29), date(2028, 2, 29), id="four years after a leap day is a leap day"),
        pytest.param("1 month", date(2026, 1, 31), date(2026, 2, 28), id="a month after 31 January is the last of February"),
        pytest.param("1 month", date(2024, 1, 31), date(2024, 2, 29), id="a month after 31 January of a leap year is 29 February"),
        pytest.param("6 months", date(2026, 8, 31), date(2027, 2, 28), id="six months may cross the year"),
        pytest.param("30 days", date(2026, 2, 10), date(2026, 3, 12), id="days are counted one by one"),
        pytest.param("-5 days", date(2027, 1, 3), date(2026, 12, 29), id="days count back across the year"),
        pytest.param("-90 days", date(2026, 11, 22), date(2026, 8, 24), id="ninety days before"),
        pytest.param("-1 month", date(2026, 3, 31), date(2026, 2, 28), id="a month before 31 March is the last of February"),
        pytest.param("0 days", date(2026, 3, 31), date(2026, 3, 31), id="no days is the day itself"),
    ],
)
def test_a_span_after_a_day(span, day, after):
    assert parse_span(span).after(day) == after


@pytest.mark.parametrize(
    ("count", "day", "after"),
    [
        pytest.param(5, date(2026, 11, 2), date(2026, 11, 9), id="from a Monday: the weekend is not counted"),
        pytest.param(5, date(2026, 11, 14), date(2026, 11, 20), id="from a Saturday: counting begins on Monday"),
        pytest.param(1, date(2026, 11, 20), date(2026, 11, 23), id="from a Friday comes Monday"),
        pytest.param(5, date(2026, 11, 20), date(2026, 11, 30), id="Thanksgiving is not counted"),
        pytest.param(5, date(2026, 12, 24), date(2027, 1, 4), id="Christmas and New Year's Day are not counted"),
        pytest.param(5, date(2027, 12, 28), date(2028, 1, 5), id="New Year's Day on a Saturday is kept on Friday, 31 December"),
        pytest.param(5, date(2026, 6, 26), date(2026, 7, 6), id="the Fourth of July on a Saturday is kept on Friday"),
        pytest.param(-5, date(2026, 11, 27), date(2026, 11, 19), id="counted back over Thanksgiving"),
        pytest.param(0, date(2026, 11, 22), date(2026, 11, 22), id="none is the day itself, even a Sunday"),
    ],
)
def test_business_days_pass_over_weekends_and_holidays(count, day, after):
    holidays = public_holidays("US", "", day.year) | public_holidays("US", "", day.year + 1)
    assert Span(count, "business day").after(day, holidays) == after


SPANS = [("2 years", Span(2, "year")), ("1 month", Span(1, "month")), ("-5 days", Span(-5, "day")), ("5 business days", Span(5, "business day"))]


@pytest.mark.parametrize(("text", "span"), SPANS)
def test_a_span_is_read_as_the_law_writes_it(text, span):
    assert parse_span(text) == span


@pytest.mark.parametrize(
    "text", ["two years", "2 weeks", "2years", "1.5 years", "2 years 3 days", "", "years", "- 5 days", "5 working days", "101 business days"]
)
def test_what_is_no_span_is_refused(text):
    with pytest.raises(ValueError):
        parse_span(text)


@pytest.mark.parametrize(
    ("earlier", "later", "years"),
    [
        pytest.param(date(2023, 11, 23), date(2026, 11, 23), 3.0, id="the third anniversary is exactly three years"),
        pytest.param(date(2020, 2, 29), date(2023, 2, 28), 3.0, id="the anniversary of a leap day in a common year is 28 February"),
        pytest.param(date(2020, 2, 29), date(2024, 2, 29), 4.0, id="the anniversary of a leap day in a leap year is the leap day"),
        pytest.param(date(2026, 5, 1), date(2026, 5, 1), 0.0, id="a day is no time from itself"),
        pytest.param(date(2026, 11, 23), date(2023, 11, 23), -3.0, id="backwards is negative"),
    ],
)
def test_whole_years_between(earlier, later, years):
    assert years_between(earlier, later) == years


@pytest.mark.parametrize(
    ("earlier", "before", "after", "years"),
    [
        pytest.param(date(2023, 11, 23), date(2026, 11, 22), date(2026, 11, 24), 3, id="an ordinary third anniversary"),
        pytest.param(date(2023, 12, 31), date(2026, 12, 30), date(2027, 1, 1), 3, id="an anniversary at the end of the year"),
        pytest.param(date(2020, 2, 29), date(2023, 2, 27), date(2023, 3, 1), 3, id="a leap day's anniversary"),
        pytest.param(date(2008, 11, 22), date(2026, 11, 21), date(2026, 11, 23), 18, id="the eighteenth birthday"),
    ],
)
def test_a_day_before_an_anniversary_is_less_and_a_day_after_is_more(earlier, before, after, years):
    assert years - 1 < years_between(earlier, before) < years
    assert years < years_between(earlier, after) < years + 1


@pytest.mark.parametrize(
    ("earlier", "later", "months"),
    [
        pytest.param(date(2026, 5, 22), date(2026, 11, 22), 6, id="the same day of the month is whole months"),
        pytest.param(date(2026, 1, 31), date(2026, 2, 28), 1, id="the last of February is a month after 31 January"),
        pytest.param(date(2024, 1, 31), date(2024, 2, 29), 1, id="the leap day is a month after 31 January"),
        pytest.param(date(2025, 12, 15), date(2026, 1, 15), 1, id="across the year"),
        pytest.param(date(2026, 11, 22), date(2026, 5, 22), -6, id="backwards is negative"),
    ],
)
def test_whole_months_between(earlier, later, months):
    assert months_between(earlier, later) == months


def test_a_day_short_of_six_months_is_less_and_a_day_past_is_more():
    assert 5 < months_between(date(2026, 5, 22), date(2026, 11, 21)) < 6
    assert 6 < months_between(date(2026, 5, 22), date(2026, 11, 23)) < 7


@settings(derandomize=True, database=None, deadline=None)
@given(start=DAYS, one=DAYS, other=DAYS)
def test_a_later_day_is_never_fewer_years_or_months_away(start, one, other):
    sooner, later = sorted((one, other))
    for count in (years_between, months_between):
        assert count(start, sooner) <= count(start, later)
        assert count(sooner, start) >= count(later, start)


@settings(derandomize=True, database=None, deadline=None)
@given(start=DAYS, years=st.integers(1, 30))
def test_years_are_counted_as_deadlines_are(start, years):
    assert years_between(start, Span(years, "year").after(start)) == years


@pytest.mark.parametrize(
    ("day", "safe"),
    [
        pytest.param(date(2026, 12, 9), date(2026, 12, 8), id="before a Wednesday comes Tuesday"),
        pytest.param(date(2026, 12, 12), date(2026, 12, 11), id="before a Saturday comes Friday"),
        pytest.param(date(2026, 12, 13), date(2026, 12, 11), id="before a Sunday comes Friday"),
        pytest.param(date(2026, 12, 14), date(2026, 12, 11), id="before a Monday comes Friday"),
        pytest.param(date(2026, 11, 27), date(2026, 11, 25), id="before the day after Thanksgiving comes Wednesday"),
        pytest.param(date(2026, 11, 26), date(2026, 11, 25), id="before Thanksgiving itself comes Wednesday"),
        pytest.param(date(2027, 2, 13), date(2027, 2, 11), id="Lincoln's Birthday, a Friday, is a holiday in Connecticut"),
        pytest.param(date(2027, 2, 16), date(2027, 2, 11), id="Lincoln's Birthday, a weekend and Presidents' Day in a row"),
        pytest.param(date(2027, 1, 2), date(2026, 12, 31), id="before New Year comes the last day of the year"),
        pytest.param(date(2027, 1, 4), date(2026, 12, 31), id="New Year and a weekend in a row"),
        pytest.param(date(2028, 1, 3), date(2027, 12, 30), id="New Year on a Saturday is kept on the Friday of the old year"),
        pytest.param(date(2026, 7, 5), date(2026, 7, 2), id="the Fourth of July on a Saturday is kept on Friday"),
        pytest.param(date(2027, 3, 27), date(2027, 3, 25), id="Good Friday is a holiday in Connecticut"),
    ],
)
def test_the_last_business_day_before(day, safe):
    assert last_business_day_before(day, public_holidays("US", "CT", day.year)) == safe


def test_the_nation_alone_keeps_no_holiday_of_a_state():
    assert date(2027, 2, 12) in public_holidays("US", "CT", 2027)
    assert public_holidays("US", "", 2027) < public_holidays("US", "CT", 2027)
    assert date(2027, 2, 12) not in public_holidays("US", "", 2027)


def test_lincolns_birthday_is_an_ordinary_day_elsewhere():
    assert last_business_day_before(date(2027, 2, 13), public_holidays("US", "MA", 2027)) == date(2027, 2, 12)


def test_without_holidays_only_weekends_are_passed_over():
    assert last_business_day_before(date(2026, 11, 27), frozenset()) == date(2026, 11, 26)

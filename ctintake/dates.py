"""Vague dates as intervals, calendar arithmetic, business days and the earliest safe day.

Never reads the clock: the day to count from is always an argument.
"""

import datetime
import re
from collections.abc import Container
from datetime import date, timedelta

from msgspec import Struct

_WRITTEN = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_SPAN = re.compile(r"(-?\d{1,9}) (year|month|day|business day)s?")
_LONGEST = {"year": 100, "month": 1200, "day": 36500, "business day": 100}


class VagueDate(Struct, frozen=True):
    """A day known to lie between two days, both included; an exact day has them equal."""

    earliest: date
    latest: date

    @classmethod
    def exact(cls, day: date) -> "VagueDate":
        """Make a date of one known day."""
        return cls(day, day)

    @property
    def is_exact(self) -> bool:
        """Whether the very day is known."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        """Write the date as a profile does: ``2019``, ``2019-05`` or ``2019-05-14``."""
        if self.is_exact:
            return self.earliest.isoformat()
        if self.earliest.month == self.latest.month:
            return f"{self.earliest.year:04d}-{self.earliest.month:02d}"
        return f"{self.earliest.year:04d}"


def parse_date(text: str) -> VagueDate:
    """Read ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; raise ValueError for anything else, or for a day that the calendar does not have.

    >>> parse_date("2024-02").latest
    datetime.date(2024, 2, 29)
    """
    found = _WRITTEN.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    year, month, day = found.groups()
    if day is not None:
        return VagueDate.exact(date(int(year), int(month), int(day)))
    if month is not None:
        first = date(int(year), int(month), 1)
        return VagueDate(first, _last_of_month(first.year, first.month))
    return VagueDate(date(int(year), 1, 1), date(int(year), 12, 31))


def parse_day(text: str) -> date:
    """Read ``YYYY-MM-DD`` and nothing else; raise ValueError. Python would take weeks (``2026-W53-1``) and bare figures (``20261122``) too.

    >>> parse_day("2026-11-22")
    datetime.date(2026, 11, 22)
    """
    if not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)


def _last_of_month(year: int, month: int) -> date:
    import calendar

    return date(year, month, calendar.monthrange(year, month)[1])


class Span(Struct, frozen=True):
    """A length of time as the law names it: whole years, months, days or business days; negative counts back."""

    count: int
    unit: str

    def after(self, day: date, holidays: Container[date] = ()) -> date:
        """Give the day this span after ``day``. A day the month does not have becomes its last: 29 February and a year is 28 February.

        Business days are those that are no Saturday, Sunday or holiday; ``day`` itself is not counted, whatever it is.
        """
        if self.unit == "day":
            return day + timedelta(days=self.count)
        if self.unit == "business day":
            return _business_days_from(day, self.count, holidays)
        from dateutil.relativedelta import relativedelta

        return day + (relativedelta(years=self.count) if self.unit == "year" else relativedelta(months=self.count))


def parse_span(text: str) -> Span:
    """Read ``3 years``, ``6 months``, ``-5 days`` or ``5 business days``; raise ValueError for anything else."""
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    span = Span(int(found[1]), found[2])
    if abs(span.count) > _LONGEST[span.unit]:
        raise ValueError(text)
    return span


def years_between(earlier: date, later: date) -> float:
    """Count the years from one day to a later one as the calendar does: exactly 3 on the third anniversary, more on the day after.

    Negative where ``later`` comes first. The anniversary of 29 February in a common year is 28 February, the day a deadline would name.

    >>> years_between(date(2023, 11, 23), date(2026, 11, 23)), years_between(date(2023, 11, 23), date(2026, 11, 24)) > 3
    (3.0, True)
    """
    if later < earlier:
        return -years_between(later, earlier)
    whole = later.year - earlier.year
    anniversary = _anniversary(earlier, whole)
    if anniversary > later:
        whole -= 1
        anniversary = _anniversary(earlier, whole)
    if anniversary == later:
        return float(whole)
    return whole + (later - anniversary).days / 367


def _anniversary(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def months_between(earlier: date, later: date) -> float:
    """Count the months from one day to a later one: whole on the same day of the month, more after it."""
    if later < earlier:
        return -months_between(later, earlier)
    whole = (later.year - earlier.year) * 12 + later.month - earlier.month
    same_day = min(earlier.day, _last_of_month(later.year, later.month).day)
    if later.day < same_day:
        whole -= 1
    return whole if later.day == same_day else whole + (later.day - same_day) % 32 / 32


def last_business_day_before(day: date, holidays: Container[date]) -> date:
    """Give the last day before ``day`` that is no Saturday, Sunday or holiday: the earliest safe day of a deadline.

    An act done on that day is in time however courts treat a last day that falls on a weekend.
    """
    return _business_days_from(day, -1, holidays)


def _business_days_from(day: date, count: int, holidays: Container[date]) -> date:
    step = timedelta(days=1 if count > 0 else -1)
    left = abs(count)
    while left:
        day += step
        left -= day.weekday() < 5 and day not in holidays
    return day


def public_holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Give the holidays of the nation, and of a state unless that is empty, in ``year`` and the year before, on the days they are observed."""
    import holidays

    found = holidays.country_holidays(country, subdiv=subdivision or None, years=[year - 1, year])
    return frozenset(day for day in found if isinstance(day, datetime.date))

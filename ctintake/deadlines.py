"""Findings to dates: the statutory last day of each, and the earliest safe day before it.

A vague start counts from its earliest day. Business days are counted by the nation's holidays alone: a day that only the state keeps may be a working day to a
federal office, and counting it as one never makes the last day too late. The earliest safe day is the last business day before the statutory one, so that
neither a weekend nor a holiday nor a slow post can make it late.
"""

from collections.abc import Container, Iterable, Iterator
from datetime import date, timedelta
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from ctintake.answers.values import Answers
from ctintake.dates import VagueDate, last_business_day_before, parse_span, public_holidays
from ctintake.evaluation import Evaluation
from ctintake.findings import Finding, in_order
from ctintake.model import Deadline, Knowledge, Urgency
from ctintake.truth import Truth


class Due(Struct, frozen=True):
    """A last day: of which finding, counted from which fact and day, how, and whether it has passed."""

    finding: str
    rule: Deadline
    day: date
    earliest_safe: date
    counted_from: date
    vague: bool
    passed: bool


def deadlines(findings: Iterable[Finding], evaluation: Evaluation) -> tuple[Due, ...]:
    """Give every deadline of the findings whose start is known, the nearest day first."""
    due = [one for finding in findings for one in _of(finding, evaluation)]
    return tuple(sorted(due, key=lambda one: (one.passed, one.day)))


def _of(finding: Finding, evaluation: Evaluation) -> Iterator[Due]:
    for rule in finding.rule.deadline:
        start = _start(rule.start, evaluation.answers)
        if start is None or evaluation.outcome(rule.when).truth is Truth.FALSE:
            continue
        day = last_day(rule, start.earliest, evaluation.knowledge)
        yield Due(
            finding=finding.id,
            rule=rule,
            day=day,
            earliest_safe=earliest_safe_day(day, evaluation.knowledge),
            counted_from=start.earliest,
            vague=not start.is_exact,
            passed=day < evaluation.as_of,
        )


def _start(fact: str, answers: Answers) -> VagueDate | None:
    """Give the date a deadline counts from; None where there is none to count from."""
    value = answers[fact].value if fact in answers else None
    return value if isinstance(value, VagueDate) else None


def last_day(rule: Deadline, start: date, knowledge: Knowledge) -> date:
    """Count a deadline's last day from its start."""
    span = parse_span(rule.add)
    day = span.after(start, _national_holidays(knowledge, start.year) if span.unit == "business day" else ())
    return day - timedelta(days=1) if rule.before else day


def earliest_safe_day(day: date, knowledge: Knowledge) -> date:
    """Give the last business day before a statutory day, by the holidays of the state and the nation."""
    return last_business_day_before(day, _holidays(knowledge, day.year))


def _holidays(knowledge: Knowledge, year: int) -> Container[date]:
    """Give a year's holidays: as compiled with the knowledge or, for other years and uncompiled knowledge, from the library."""
    compiled = knowledge.holidays.get(str(year))
    if compiled is not None:
        return compiled.days
    return _asked(knowledge.jurisdiction.holidays_country, knowledge.jurisdiction.holidays_subdivision, year)


def _national_holidays(knowledge: Knowledge, year: int) -> frozenset[date]:
    """Give the nation's holidays from the year before to the year after: no count of business days reaches further."""
    compiled = [knowledge.holidays.get(str(one)) for one in (year, year + 1)]
    country = knowledge.jurisdiction.holidays_country
    return frozenset().union(*(one.national if one is not None else _asked(country, "", year + at) for at, one in enumerate(compiled)))


_asked = cache(public_holidays)


def raised_by_deadline(findings: Iterable[Finding], due: Iterable[Due], evaluation: Evaluation) -> tuple[Finding, ...]:
    """Make a finding urgent whose last day is near: within the days the knowledge names as the alarm."""
    usual = evaluation.knowledge.jurisdiction.deadline_alarm_days
    near = {one.finding for one in due if not one.passed and (one.day - evaluation.as_of).days <= (one.rule.alarm_days or usual)}
    return in_order(replace(finding, urgency=Urgency.NOW) if finding.id in near else finding for finding in findings)

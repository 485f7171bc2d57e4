"""Findings to dates: the statutory last day of each, and the earliest safe day before it.

A vague start counts from its earliest day, and has passed only when its latest has.

Business days are counted by the nation's holidays alone: a day that only the state keeps may be a working day to a
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
from ctintake.findings import Blocked, Finding, in_order
from ctintake.model import Deadline, Knowledge, Urgency
from ctintake.truth import Truth


class Due(Struct, frozen=True):
    """A last day: of which finding, counted from which fact and day, and how.

    A vague start counts from its earliest day; ``latest`` is the last day counted from its latest. It has passed when that has, and perhaps before.
    """

    finding: str
    rule: Deadline
    day: date
    latest: date
    earliest_safe: date
    counted_from: date
    passed: bool
    perhaps_passed: bool

    @property
    def vague(self) -> bool:
        """Whether the start, and so the day, is known only roughly."""
        return self.day != self.latest


def deadlines(findings: Iterable[Finding], blocked: Iterable[Blocked], evaluation: Evaluation) -> tuple[Due, ...]:
    """Give every deadline of the findings whose start is known, the nearest day first; and of what its date alone rules out, the days that have passed."""
    due = [one for finding in findings for one in _counted(finding, [one for one in finding.rule.deadline if not _fails(one.when, evaluation)], evaluation)]
    due += [one for ruled_out in blocked for one in _closed(ruled_out, evaluation)]
    return tuple(sorted(due, key=lambda one: (one.passed, one.day)))


def _fails(condition: str, evaluation: Evaluation) -> bool:
    return evaluation.outcome(condition).truth is Truth.FALSE


def _counted(raised: Finding | Blocked, rules: Iterable[Deadline], evaluation: Evaluation) -> Iterator[Due]:
    for rule in rules:
        start = _start(rule.start, evaluation.answers)
        if start is None:
            continue
        day, latest = (last_day(rule, one, evaluation.knowledge) for one in (start.earliest, start.latest))
        yield Due(
            finding=raised.id,
            rule=rule,
            day=day,
            latest=latest,
            earliest_safe=earliest_safe_day(day, evaluation.knowledge),
            counted_from=start.earliest,
            passed=latest < evaluation.as_of,
            perhaps_passed=day < evaluation.as_of <= latest,
        )


def _closed(ruled_out: Blocked, evaluation: Evaluation) -> Iterator[Due]:
    """Give the days by which a way has closed: without the date they are counted from, the finding would not be ruled out."""
    told = [rule for rule in ruled_out.rule.deadline if evaluation.outcome(rule.closed).truth is Truth.TRUE]
    for due in _counted(ruled_out, told, evaluation):
        without = Evaluation(evaluation.answers.without(due.rule.start), evaluation.knowledge, evaluation.as_of)
        if due.passed and not _fails(ruled_out.rule.when, without):
            yield due


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

"""The open test cases: one situation a file, and what a careful tool must say about it.

`vignettes/README.md` of the shared folder says what each expectation means. An expectation about a finding for which the knowledge has no rule yet is set
aside, and the test is then marked as expected to fail with the names of the rules it waits for; every other expectation in the file must hold all the same.

`neighbors/` holds cases of our own in the same form: each was got wrong once.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from people import HERE, VIGNETTES, Person, referred, screened, shipped

from ctintake.screening import Screening

CASES = (*VIGNETTES, *sorted((HERE / "neighbors").glob("*.toml")))


@dataclass(frozen=True)
class Case:
    """A vignette: its expectations, the findings among them that have no rule, and its screening."""

    expect: dict[str, Any]
    waiting: tuple[str, ...]
    screening: Screening

    def ids(self, key: str) -> list[str]:
        """Give the findings of an expectation that have a rule."""
        return [name for name in self.expect.get(key, []) if name not in self.waiting]


def _case(path: Path) -> Case:
    table = tomllib.loads(path.read_text())
    expect = table["expect"]
    named = [name for key in ("raises", "applies", "may_apply", "absent", "urgent") for name in expect.get(key, [])]
    named += [deadline["finding"] for deadline in expect["deadlines"]]
    waiting = tuple(dict.fromkeys(name for name in named if name not in shipped().rules))
    return Case(expect, waiting, screened(Person(path.stem, table["as_of"], path)))


def _standing(name: str, screening: Screening) -> str:
    """Say where a finding stands, and by which facts: what a reader needs to see whether the rule or the case is wrong."""
    for finding in screening.findings:
        if finding.id == name:
            return f"{name}: {finding.certainty.value}, {finding.urgency.value}; because {list(finding.because)}; open {list(finding.open)}"
    for blocked in screening.blocked:
        if blocked.id == name:
            return f"{name}: ruled out by {list(blocked.by)}"
    return f"{name}: not in force on {screening.as_of}"


def _unmet(case: Case) -> Iterator[str]:
    found = {finding.id: finding for finding in case.screening.findings}
    urgent = {finding.id for finding in case.screening.urgent}
    checks = {
        "raises": lambda name: name in found,
        "applies": lambda name: name in found and found[name].certainty.value == "applies",
        "may_apply": lambda name: name in found and found[name].certainty.value == "may-apply" and found[name].open,
        "absent": lambda name: name not in found,
        "urgent": lambda name: name in urgent,
    }
    for key, holds in checks.items():
        yield from (f"{key}: {_standing(name, case.screening)}" for name in case.ids(key) if not holds(name))
    yield from _unmet_deadlines(case)
    yield from _unmet_offices(case)


def _unmet_deadlines(case: Case) -> Iterator[str]:
    for wanted in case.expect["deadlines"]:
        if wanted["finding"] in case.waiting:
            continue
        counted = {due.day: due.earliest_safe for due in case.screening.deadlines if due.finding == wanted["finding"]}
        day = next((day for day in (wanted["by"], *wanted.get("or", [])) if day in counted), None)
        if day is None:
            days = sorted(str(day) for day in counted)
            yield f"deadlines: expected {wanted['by']}, counted {days or 'none'}; {_standing(wanted['finding'], case.screening)}"
        elif "earliest_safe" in wanted and counted[day] != wanted["earliest_safe"]:
            yield f"deadlines: {wanted['finding']} by {day}: earliest safe day {counted[day]}, expected {wanted['earliest_safe']}"


def _unmet_offices(case: Case) -> Iterator[str]:
    offices = referred(case.screening)
    wrong = offices.intersection(case.expect["offices_none"])
    if wrong:
        yield f"offices_none: referred to {sorted(wrong)}"
    wanted = case.expect["offices_any"]
    # A finding without a rule raises no need: the office may be the one it would have brought.
    if wanted and not case.waiting and not offices.intersection(wanted):
        why = {left.resource: f"left out by {left.reason.value} {list(left.by)}" for left in case.screening.left_out}
        yield "offices_any: none of " + ", ".join(f"{name} ({why.get(name, 'not chosen')})" for name in wanted)


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.stem}: {tomllib.loads(path.read_text())['title']}")
def test_says_what_a_careful_lawyer_would_raise(path: Path) -> None:
    case = _case(path)
    unmet = list(_unmet(case))
    assert not unmet, "\n" + "\n".join(unmet)
    if case.waiting:
        pytest.xfail("no rule yet: " + ", ".join(case.waiting))


def test_every_vignette_names_real_offices() -> None:
    """An expectation about an office that the directory does not have could never fail."""
    expects = [(path.name, tomllib.loads(path.read_text())["expect"]) for path in CASES]
    named = {(file, office) for file, expect in expects for key in ("offices_any", "offices_none") for office in expect[key]}
    assert sorted(pair for pair in named if pair[1] not in shipped().resources) == []

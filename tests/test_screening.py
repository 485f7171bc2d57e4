"""`screen`: the same answers give the same result, and nobody leaves with empty hands."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from people import EVERYONE, MADE, VIGNETTES, Person, answers_of, given, screened, shipped, summary_of, toml_of

from ctintake.answers.reading import read_value
from ctintake.answers.values import Answer
from ctintake.screening import Screening, screen
from ctintake.summary.composing import Making, compose
from ctintake.summary.files import as_json, as_toml

TOWNS = (
    "Hartford",
    "Bridgeport",
    "New Haven",
    "Stamford",
    "Waterbury",
    "Danbury",
    "Norwalk",
    "New London",
    "Willimantic",
    "Torrington",
    "Putnam",
    "Old Saybrook",
)
"""Cities and small towns from every corner of the state; Willimantic is a village, as people name where they live."""

DIGESTS = """
import hashlib, sys
sys.path.insert(0, sys.argv[1])
from people import EVERYONE, summary_of
from ctintake.summary.files import as_toml
total = hashlib.sha256()
for person in EVERYONE[::7]:
    total.update(as_toml(summary_of(person)).encode())
print(total.hexdigest())
"""


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_the_same_answers_on_the_same_day_give_the_same_bytes(person: Person) -> None:
    again = compose(screen(answers_of(person), shipped(), person.as_of), Making(MADE, "0"))
    assert as_json(again) == as_json(summary_of(person))


@pytest.mark.parametrize("person", EVERYONE[::9], ids=str)
def test_the_same_answers_on_the_same_day_give_the_same_bytes_as_toml(person: Person) -> None:
    again = compose(screen(answers_of(person), shipped(), person.as_of), Making(MADE, "0", include_sensitive=True))
    assert as_toml(again) == toml_of(person)


def test_processes_with_different_hash_seeds_give_the_same_bytes() -> None:
    def digest(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed}
        return subprocess.run([sys.executable, "-c", DIGESTS, str(Path(__file__).parent)], env=environment, capture_output=True, text=True, check=True).stdout

    assert digest("1") == digest("2") != ""


def test_the_order_in_which_answers_were_given_does_not_matter() -> None:
    facts = {"status": "lpr", "situation": ["charged"], "town": "Hartford", "charges": ["larceny-sixth"], "custody": "free", "harm": ["none"]}
    there, back = given(**facts), given(**dict(reversed(facts.items())))
    assert [finding.id for finding in screen(there, shipped(), MADE.date()).findings] == [
        finding.id for finding in screen(back, shipped(), MADE.date()).findings
    ]
    assert screen(there, shipped(), MADE.date()).calls == screen(back, shipped(), MADE.date()).calls


def without_help(screening: Screening) -> list[str]:
    """Give the findings for which nobody with a phone is named."""
    helped = {name for referral in screening.referrals if referral.fit.entry.phones for name in referral.findings}
    return [finding.id for finding in screening.findings if finding.id not in helped]


def without_help_at_night(screening: Screening) -> list[str]:
    """Give the findings for which nobody who answers day and night is named."""
    helped = {name for referral in screening.referrals if referral.fit.entry.always_open for name in referral.findings}
    return [finding.id for finding in screening.findings if finding.id not in helped]


@pytest.mark.parametrize("town", TOWNS)
def test_every_finding_has_someone_to_call_and_someone_who_answers_at_night_in(town: str) -> None:
    where = Answer(read_value("town", town, shipped(), MADE.date()))
    people = [person for person in EVERYONE if person.file in VIGNETTES]
    screenings = {str(person): screen(answers_of(person).with_answer("town", where), shipped(), person.as_of) for person in people}
    assert {name: missing for name, screening in screenings.items() if (missing := without_help(screening))} == {}
    assert {name: missing for name, screening in screenings.items() if (missing := without_help_at_night(screening))} == {}
    assert [name for name, screening in screenings.items() if not screening.calls] == []


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_nobody_leaves_without_findings_referrals_and_a_line_that_answers_at_night(person: Person) -> None:
    screening = screened(person)
    assert screening.findings
    assert without_help(screening) == []
    assert any(referral.fit.entry.always_open for referral in screening.referrals)


def test_what_is_urgent_is_what_is_for_today() -> None:
    assert any(screened(person).urgent for person in EVERYONE)
    for person in EVERYONE:
        screening = screened(person)
        assert [finding.urgency.value for finding in screening.urgent] == ["now"] * len(screening.urgent)
        assert screening.findings[: len(screening.urgent)] == screening.urgent

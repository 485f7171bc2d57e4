"""The people the tests screen: the open vignettes, the profiles that ship with the program, and those who tell us little or nothing.

Screenings are kept, since several tests look at the same ones; they are immutable.
"""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from ctintake.answers.profile import parse_profile
from ctintake.answers.reading import read_value
from ctintake.answers.values import Answer, Answers
from ctintake.knowledge.loading import load
from ctintake.model import Knowledge
from ctintake.screening import Screening, screen
from ctintake.summary.composing import Making, compose
from ctintake.summary.files import as_toml
from ctintake.summary.records import Summary

HERE = Path(__file__).parent
VIGNETTES = tuple(sorted((HERE / "vignettes").glob("*.toml")))
PROFILES = tuple(sorted((HERE.parent / "profiles").glob("*.toml")))
DAY = date(2026, 11, 22)
MADE = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ALL_DECLINED, NEXT_TO_NOTHING, NOTHING_AT_ALL = "would say nothing", "said only that they are asking for themselves", "was asked nothing"


@dataclass(frozen=True)
class Person:
    """Someone to screen: a name for the test's id, the day, and the file of their answers, or the answers as such."""

    name: str
    as_of: date
    file: Path | None = None

    def __str__(self) -> str:
        return self.name


def _named(file: Path) -> Person:
    table = tomllib.loads(file.read_text())
    return Person(f"{file.stem}: {table['title']}", table.get("as_of", DAY), file)


EVERYONE = (
    *(_named(file) for file in (*VIGNETTES, *PROFILES)),
    *(Person(name, DAY) for name in (ALL_DECLINED, NEXT_TO_NOTHING, NOTHING_AT_ALL)),
)


@cache
def shipped() -> Knowledge:
    """Give the knowledge that comes with the program, read once."""
    return load()


def given(as_of: date = DAY, **facts: Any) -> Answers:
    """Give answers as a profile would hold them."""
    return Answers({fact: Answer(read_value(fact, raw, shipped(), as_of)) for fact, raw in facts.items()})


def answers_of(person: Person) -> Answers:
    """Give what a person told us."""
    if person.file is not None:
        return parse_profile(person.file.read_bytes(), person.file.name, shipped(), person.as_of)
    if person.name == ALL_DECLINED:
        return given(**dict.fromkeys(shipped().questions, "declined"))
    return given(answering="self") if person.name == NEXT_TO_NOTHING else Answers()


@cache
def screened(person: Person) -> Screening:
    """Screen a person, once."""
    return screen(answers_of(person), shipped(), person.as_of)


def screened_as(as_of: date = DAY, **facts: Any) -> Screening:
    """Screen someone with these answers."""
    return screen(given(as_of, **facts), shipped(), as_of)


@cache
def summary_of(person: Person, *, include_sensitive: bool = False) -> Summary:
    """Compose a person's summary, once, as made at a fixed moment."""
    return compose(screened(person), Making(MADE, "0", include_sensitive=include_sensitive))


@cache
def toml_of(person: Person) -> str:
    """Write a person's summary as TOML, once, with the sensitive answers in it: the fullest there is."""
    return as_toml(summary_of(person, include_sensitive=True))


def referred(screening: Screening) -> set[str]:
    """Give the ids of the offices a person is referred to."""
    return {referral.fit.resource for referral in screening.referrals}

"""Charges and the federal immigration grounds they may raise."""

from datetime import date
from typing import Literal

from msgspec import field

from ctintake.model.entry import ALWAYS, Entry, Grade, Source


class Decision(Entry, frozen=True, kw_only=True):
    """A reported decision and what it held."""

    citation: str
    holding: str


class Offence(Entry, frozen=True, kw_only=True):
    """A charge: its statute, class and longest term in days, and the federal immigration grounds it may raise."""

    statute: str
    name: str
    plain_name: str
    offence_class: str = field(name="class")
    max_days: int
    categories: tuple[str, ...]
    grounds: tuple[str, ...]
    level: Literal["screen-urgently", "screen", "screen-routine"]
    laken_riley: bool
    note: str
    checked: date
    confidence: Grade
    sources: tuple[Source, ...]
    also: tuple[str, ...] = ()
    trust_act_exception: bool | None = None
    decisions: tuple[Decision, ...] = ()


class Ground(Entry, frozen=True, kw_only=True):
    """A federal immigration ground that a charge may raise."""

    name: str
    citation: str
    says: str
    who: tuple[str, ...]
    consequence: tuple[str, ...]
    threshold: str
    confidence: Grade
    checked: date
    reaches: str = ALWAYS
    otherwise: str = ""
    flag: str = ""

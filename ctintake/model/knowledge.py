"""All the content together, and what holds for the whole state."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Annotated

from msgspec import Meta

from ctintake.model.asking import Derived, Implication, NamedSet, Question, Screen, Section
from ctintake.model.charges import Ground, Offence
from ctintake.model.directory import Court, Place, Resource, Town
from ctintake.model.entry import Days, Entry, Grade
from ctintake.model.rules import Audience, Authority, Need, Rule


class PovertyGuideline(Entry, frozen=True, kw_only=True):
    """The federal poverty guideline of a year, in dollars a year: a first person, and each one more."""

    year: int
    first_person: Annotated[int, Meta(gt=0)]
    each_additional: Annotated[int, Meta(ge=0)]
    effective: date
    citation: str
    source: str
    confidence: Grade
    checked: date


class Jurisdiction(Entry, frozen=True, kw_only=True):
    """The state: its holidays, the needs that are always answered, how old law and phone entries may grow, and names that may hold words never said."""

    name: str
    holidays_country: str
    holidays_subdivision: str
    general_needs: tuple[str, ...]
    law_age_limit_days: Days
    phone_age_limit_days: Days
    version: str
    deadline_alarm_days: Days
    official_names: tuple[str, ...] = ()


class HolidayYear(Entry, frozen=True, kw_only=True):
    """The holidays of a year and the year before: those of the state with the nation's, and the nation's alone."""

    days: tuple[date, ...]
    national: tuple[date, ...]


@dataclass(frozen=True)
class Knowledge:
    """All the content, by kind and id, in file order. ``digest`` names this very content; ``files`` says where an entry stands."""

    questions: Mapping[str, Question]
    implications: Mapping[str, Implication]
    sets: Mapping[str, NamedSet]
    derived: Mapping[str, Derived]
    rules: Mapping[str, Rule]
    needs: Mapping[str, Need]
    resources: Mapping[str, Resource]
    audiences: Mapping[str, Audience]
    authorities: Mapping[str, Authority]
    offences: Mapping[str, Offence]
    grounds: Mapping[str, Ground]
    courts: Mapping[str, Court]
    towns: Mapping[str, Town]
    places: Mapping[str, Place]
    poverty_guidelines: Mapping[str, PovertyGuideline]
    jurisdiction: Jurisdiction
    sections: Mapping[str, Section]
    screens: Mapping[str, Screen]
    holidays: Mapping[str, HolidayYear]
    digest: str = ""
    files: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))

    def text(self, screen: str) -> str:
        """Give the words of a screen."""
        return self.screens[screen].text

"""The records of the knowledge: one class for each kind of entry, and the Knowledge that holds them all.

Records are immutable and know nothing of files, conditions or people. `knowledge/README.md` tells a lawyer what each key means; here is their type.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Literal

from msgspec import Meta, Struct, field


class Urgency(StrEnum):
    """How soon: today, within days, or something to plan."""

    NOW = "now"
    SOON = "soon"
    PLAN = "plan"

    @property
    def rank(self) -> int:
        """0 for the most urgent."""
        return list(Urgency).index(self)


class FactType(StrEnum):
    """What kind of value a fact has."""

    CHOICE = "choice"
    CHOICES = "choices"
    YESNO = "yesno"
    INTEGER = "integer"
    MONEY = "money"
    DATE = "date"
    TOWN = "town"
    COURT = "court"
    CHARGES = "charges"
    TEXT = "text"


Days = Annotated[int, Meta(ge=0, le=36500)]
"""A number of days, up to a hundred years."""

Grade = Literal["A", "B", "C"]
"""How sure a fact is: A primary text or the office's own page was seen, B a reliable secondary source, C general knowledge."""


class Entry(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What every kind of entry has. Its id is the heading it stands under.

    Written out, an entry holds only what its file says: a key added to its kind later leaves the digests of older entries as they are.
    """


class Source(Entry, frozen=True, kw_only=True):
    """A page that was read, the date it carries and what it supports."""

    url: str
    seen: str = ""
    confirms: str = ""


class Question(Entry, frozen=True, kw_only=True):
    """A fact we may know of a person, and how it is asked."""

    type: FactType
    section: str
    label: str
    ask: str
    ask_for_another: str
    depth: Urgency = Urgency.NOW
    help: str = ""
    why: str = ""
    skipping: str = ""
    example: str = ""
    options: dict[str, str] = field(default_factory=dict)
    allows_none: bool = False
    past: bool = True
    future: bool = True
    least: int | None = None
    most: int | None = None
    sensitive: bool = False
    common: bool = False


class Implication(Entry, frozen=True, kw_only=True):
    """What one answer settles about another fact: the only options left of a choice or a yesno, or options that are among several."""

    when: str
    fact: str
    only: tuple[str, ...] = ()
    has: tuple[str, ...] = ()


class NamedSet(Entry, frozen=True, kw_only=True):
    """A list of options that conditions share."""

    says: str
    members: tuple[str, ...]


class Derived(Entry, frozen=True, kw_only=True):
    """A fact built from other facts by an expression."""

    label: str
    expression: str = field(name="is")


class Deadline(Entry, frozen=True, kw_only=True):
    """How a finding's last day is counted.

    ``start`` (written ``from``) is a date fact; ``add`` a span such as ``2 years``; ``before`` makes the day before it the last one.
    ``alarm_days`` is how near it makes the finding urgent, where the usual alarm is too short for what must be done.
    """

    start: str = field(name="from")
    add: str
    label: str
    law: str
    before: bool = False
    alarm_days: int | None = None
    when: str = "always"
    past: str = ""


class Rule(Entry, frozen=True, kw_only=True):
    """A condition over facts and the finding that follows."""

    when: str
    urgency: Urgency
    title: str
    say: str
    do: tuple[str, ...]
    advocate: str
    needs: tuple[str, ...]
    law: tuple[str, ...]
    lawyer_asks: tuple[str, ...] = ()
    names_charges: Literal["", "charges", "earlier_convictions"] = ""
    needs_if: dict[str, str] = field(default_factory=dict)
    deadline: tuple[Deadline, ...] = ()
    since: date | None = None
    until: date | None = None


class Need(Entry, frozen=True, kw_only=True):
    """A kind of help: what it means, and what to say when calling for it."""

    means: str
    call: str
    call_for_another: str
    instead: tuple[str, ...] = ()


class Phone(Entry, frozen=True, kw_only=True):
    """A number, what answers there, when, and the date of the page it was read on."""

    number: str
    label: str
    hours: str = ""
    seen: str = "undated"
    always_open: bool = False


class Resource(Entry, frozen=True, kw_only=True):
    """An office or line that serves needs. ``area`` says where; ``takes`` whom; ``limits`` what it cannot do."""

    name: str
    kind: str
    does: str
    who: str
    serves: tuple[str, ...]
    area: tuple[str, ...] | str
    audience: str
    checked: date
    confidence: Grade
    sources: tuple[Source, ...]
    takes: str = "always"
    avoid_for: tuple[str, ...] = ()
    made_for: str = ""
    limits: str = ""
    caution: str = ""
    cost: str = ""
    languages: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    text: str = ""
    email: str = ""
    url: str = ""
    address: str = ""
    confidential: bool = False
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse a street address of a confidential place, and a phone number that rests on general knowledge."""
        if self.confidential and self.address:
            raise ValueError("a confidential place has no address")
        if self.confidence == "C" and self.phones:
            raise ValueError("an entry graded C has no phones: none may be printed")

    @property
    def areas(self) -> tuple[str, ...]:
        """Where it serves, always as several."""
        return (self.area,) if isinstance(self.area, str) else self.area

    @property
    def always_open(self) -> bool:
        """Whether one of its lines answers round the clock."""
        return any(phone.always_open for phone in self.phones)


class Audience(Entry, frozen=True, kw_only=True):
    """Who may be shown an office: the condition must be true."""

    when: str
    says: str


class Authority(Entry, frozen=True, kw_only=True):
    """A statute, case, act or policy: its citation, one plain sentence, when it was checked, and how sure it is."""

    citation: str
    title: str
    says: str
    url: str
    checked: date
    confidence: Grade
    seen: str = ""
    since: date | None = None
    until: date | None = None
    flag: str = ""
    deadline: str = ""
    statement: bool = True


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
    reaches: str = "always"
    otherwise: str = ""
    flag: str = ""


class Court(Entry, frozen=True, kw_only=True):
    """A court, a jail or an office of the courts."""

    name: str
    kind: Literal["ga", "part-a", "closed", "juvenile", "federal", "immigration", "jail", "probate", "office"]
    confidence: Grade
    checked: date
    short_name: str = ""
    number: int | None = None
    now: str = ""
    address: str = ""
    city: str = ""
    zip: str = ""
    phone: str = ""
    phone_note: str = ""
    hours: str = ""
    judicial_district: str = ""
    towns: tuple[str, ...] = ()
    part_a: str = ""
    docket_prefixes: tuple[str, ...] = ()
    men_held_at: str = ""
    women_held_at: str = ""
    boys_held_at: str = ""
    public_defender: str = ""
    public_defender_phone: str = ""
    note: str = ""
    sources: tuple[str, ...] = ()


class Town(Entry, frozen=True, kw_only=True):
    """A town: the court that takes its new criminal cases, its regions, and the names people use for parts of it."""

    county: str
    planning_region: str
    judicial_district: str
    court: str
    regions: tuple[str, ...]
    population: int
    confidence: Grade
    court_confidence: Grade
    checked: date
    sources: tuple[str, ...]
    former_courts: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    zips: tuple[str, ...] = ()
    zips_shared: tuple[str, ...] = ()
    note: str = ""
    changed: date | None = None


class Place(Entry, frozen=True, kw_only=True):
    """A name that can mean more than one town."""

    towns: tuple[str, ...]
    same_court: bool
    note: str = ""


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


class Section(Entry, frozen=True, kw_only=True):
    """A part of the interview. What is ``passed_on`` is for whoever the person gives the results to: no rule reads it."""

    title: str
    intro: str = ""
    passed_on: bool = False


class Screen(Entry, frozen=True, kw_only=True):
    """Words the program itself says."""

    text: str


class HolidayYear(Entry, frozen=True, kw_only=True):
    """The holidays of a year and the year before."""

    days: tuple[date, ...]


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
    files: Mapping[tuple[str, str], str] = dataclass_field(default_factory=lambda: MappingProxyType({}))

    def text(self, screen: str) -> str:
        """Give the words of a screen."""
        return self.screens[screen].text

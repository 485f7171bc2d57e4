"""What is asked and what it means: questions, their sections and screens, what answers imply, named sets, derived facts."""

from datetime import date
from enum import StrEnum

from msgspec import field

from ctintake.model.entry import Entry, Urgency


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


class Question(Entry, frozen=True, kw_only=True):
    """A fact we may know of a person, and how it is asked. ``look`` says where on a paper it stands, and is read with the question.

    Its answer stands in no file without those to ``never_without``: where they were not asked, that is said.
    """

    type: FactType
    section: str
    label: str
    ask: str
    ask_for_another: str
    look: str = ""
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
    never_without: tuple[str, ...] = ()
    common: bool = False


class Section(Entry, frozen=True, kw_only=True):
    """A part of the interview. What is ``passed_on`` is for whoever the person gives the results to: no rule reads it."""

    title: str
    intro: str = ""
    passed_on: bool = False


class Screen(Entry, frozen=True, kw_only=True):
    """Words the program itself says. ``text_for_another`` is for an advocate or defender; empty where ``text`` fits as it is."""

    text: str
    text_for_another: str = ""


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
    """A fact built from other facts by an expression. Before ``since``, the day its law came into force, it is false."""

    label: str
    expression: str = field(name="is")
    since: date | None = None

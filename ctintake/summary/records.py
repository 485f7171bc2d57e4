"""The form of a summary, version 1: what stands in the file, in the order it is written.

TOML and JSON hold the same. Text, figures and dates only: a summary needs neither the program nor its knowledge to be read.
"""

import datetime
from typing import Any, Literal

from msgspec import Struct, field, structs

SCHEMA = "ctintake.summary/1"

NOT_ASKED = "not-asked"
"""Stands in place of an answer that a reader must not take for given: beside a number, whether a message may be left."""


class Record(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every part of a summary has: empty keys are left out of the file."""


class Program(Record, frozen=True, kw_only=True):
    """What made the summary: program and knowledge by version, and the digest of that very knowledge."""

    version: str
    knowledge: str
    knowledge_version: str
    digest: str


class Notice(Record, frozen=True, kw_only=True):
    """What a reader must know before relying on any of it."""

    text: str
    applies: str
    may_apply: str = field(name="may-apply")
    advocate: str = ""


class Law(Record, frozen=True, kw_only=True):
    """An authority behind a finding: citation, what it says, when that was checked, how sure it is, and its flag.

    The first summaries gave no ``title``: the citation stands in.
    """

    id: str
    title: str = ""
    citation: str
    says: str
    checked: datetime.date
    confidence: Literal["A", "B", "C"]
    flag: str = ""
    aged: str = ""

    def __post_init__(self) -> None:
        """Name what has no title by its citation."""
        if not self.title:
            structs.force_setattr(self, "title", self.citation)


class Telephone(Record, frozen=True, kw_only=True):
    """A number with what answers there, its hours, and the date of the page it was read on."""

    number: str
    label: str
    hours: str = ""
    always_open: bool = False
    number_seen: str = "undated"


class NextCall(Record, frozen=True, kw_only=True):
    """Whom to call where nobody answers."""

    resource: str
    name: str
    number: str
    hours: str = ""


class Call(Record, frozen=True, kw_only=True):
    """A call to make: whom, what to say, for which findings, and whom to try next."""

    resource: str
    name: str
    number: str
    hours: str = ""
    number_seen: str = "undated"
    say: str
    caution: str = ""
    limits: str = ""
    aged: str = ""
    findings: tuple[str, ...] = field(name="for")
    next: NextCall | None = None


class GroundNamed(Record, frozen=True, kw_only=True):
    """A federal ground a charge may raise."""

    id: str
    name: str
    citation: str
    says: str
    threshold: str
    flag: str = ""


class ChargeGrounds(Record, frozen=True, kw_only=True):
    """A charge, the grounds to rule in or out for it, and the decisions reported on its statute."""

    charge: str
    name: str
    statute: str
    offence_class: str = field(name="class", default="")
    grounds: tuple[GroundNamed, ...] = ()
    decisions: tuple[str, ...] = ()
    note: str = ""


class Mentioned(Record, frozen=True, kw_only=True):
    """Words that this person's answers add to a finding, to the person and to the advocate: the facts they rest on, and the law they add to its own."""

    say: str = ""
    advocate: str = ""
    because: tuple[str, ...]
    law: tuple[str, ...] = ()


class Found(Record, frozen=True, kw_only=True):
    """A finding: how sure, how soon, its words, the facts it rests on and those still open, and its law."""

    id: str
    certainty: Literal["applies", "may-apply"]
    urgency: Literal["now", "soon", "plan"]
    title: str
    say: str
    do: tuple[str, ...]
    advocate: str = ""
    lawyer_asks: tuple[str, ...] = ()
    because: tuple[str, ...]
    open: tuple[str, ...]
    guesses: tuple[str, ...] = ()
    charges: tuple[ChargeGrounds, ...] = ()
    mentions: tuple[Mentioned, ...] = ()
    law: tuple[Law, ...]

    @property
    def to_person(self) -> tuple[str, ...]:
        """What it says to the person, and then what its mentions say."""
        return (self.say, *(one.say for one in self.mentions if one.say))

    @property
    def to_advocate(self) -> tuple[str, ...]:
        """What it says in exact terms, and then what its mentions say so."""
        return (self.advocate, *(one.advocate for one in self.mentions if one.advocate))


class LastDay(Record, frozen=True, kw_only=True):
    """A deadline: the statutory day, the earliest safe day, and how it was counted.

    ``title`` is the finding's, which may be ruled out by this very day having passed. ``latest`` is the last day counted from the latest that a vague start
    may be; until then the day has only perhaps passed.
    """

    finding: str
    title: str = ""
    date: datetime.date
    earliest_safe: datetime.date
    label: str
    counted: str
    latest: datetime.date | None = None
    passed: bool = False
    perhaps_passed: bool = False
    passed_note: str = ""
    law: str
    citation: str


class Referred(Record, frozen=True, kw_only=True):
    """An office for this person: for which findings, why this one, how to reach it, what it cannot do, when that was checked."""

    resource: str
    name: str
    findings: tuple[str, ...] = field(name="for")
    why: tuple[str, ...]
    does: str
    who: str
    phones: tuple[Telephone, ...] = ()
    text: str = ""
    email: str = ""
    url: str = ""
    address: str = ""
    languages: tuple[str, ...] = ()
    cost: str = ""
    limits: str = ""
    caution: str = ""
    note: str = ""
    checked: datetime.date
    confidence: Literal["A", "B", "C"]
    aged: str = ""


class Unanswered(Record, frozen=True, kw_only=True):
    """A fact asked and not given, or one whose answer is left out of this file."""

    fact: str
    label: str
    answer: str


class Versions(Record, frozen=True, kw_only=True):
    """The entries of the knowledge it was made with, each by a short digest of its content: from these a later screening tells what caused a change.

    Every rule, every authority that a rule cites, and the offices named in this summary.
    """

    rules: dict[str, str]
    authorities: dict[str, str]
    resources: dict[str, str]


class Summary(Record, frozen=True, kw_only=True):
    """The whole of it."""

    schema: str
    made: datetime.datetime
    as_of: datetime.date
    language: str
    recipient: str
    urgent: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    program: Program
    notice: Notice
    calls: tuple[Call, ...]
    deadlines: tuple[LastDay, ...]
    findings: tuple[Found, ...]
    referrals: tuple[Referred, ...]
    answers: dict[str, Any] = field(default_factory=dict)
    known: dict[str, str] = field(default_factory=dict)
    unanswered: tuple[Unanswered, ...] = ()
    versions: Versions | None = None

"""The parts of a handout as words: items under headings, numbers to call, labels, and the whole page in one language."""

from msgspec import Struct

from ctintake.exports.languages import English, Speaks


class Number(Struct, frozen=True):
    """A number to call: whose, as people dial it, as a telephone takes it, when it answers, and how old it is."""

    name: str
    text: str
    tel: str
    hours: str
    seen: str


class Ground(Struct, frozen=True):
    """What a charge may mean for immigration: its name, what it says, and for a lawyer its law and what meets it."""

    name: str
    says: str
    terms: str = ""


class Charge(Struct, frozen=True):
    """A charge, the grounds to rule in or out, and what a lawyer should know of its statute."""

    name: str
    grounds: tuple[Ground, ...] = ()
    notes: tuple[str, ...] = ()


class Item(Struct, frozen=True, kw_only=True):
    """One thing on the page: a title, what it says, steps, charges, quiet notes, what to check first about its law.

    What only a lawyer needs stands apart: the exact terms, what it rests on, its law in full and by its titles, and the questions to ask. ``otherwise`` names
    the ``following`` number to call.
    """

    title: str
    says: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    charges: tuple[Charge, ...] = ()
    notes: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    because: str = ""
    law: str = ""
    cites: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    number: Number | None = None
    following: Number | None = None
    otherwise: str = ""


class Group(Struct, frozen=True):
    """Things under one heading; ``key`` tells a writer which. ``more`` says what is not among them."""

    key: str
    heading: str
    items: tuple[Item, ...]
    note: str = ""
    more: str = ""


class Row(Struct, frozen=True):
    """A label and what stands beside it."""

    label: str
    text: str


class Labels(Struct, frozen=True, kw_only=True):
    """The headings and labels of the page itself; ``scan`` has a place for a name."""

    first: str
    contact: str
    release: str
    release_note: str
    lawyer: str
    lawyer_asks: str
    whole: str
    short: str
    scan: str
    scan_note: str
    answers: str
    notice: str


class Handout(Struct, frozen=True, kw_only=True):
    """The whole page, in one language; ``english`` has the English of each text that is not in it, where the language is another."""

    language: str
    right_to_left: bool = False
    english: English = {}
    speaks: Speaks | None
    labels: Labels
    title: str
    is_own: bool
    about: str
    has_urgent: bool
    release: tuple[Row, ...]
    contact: tuple[str, ...]
    groups: tuple[Group, ...]
    answers: tuple[Row, ...]
    notices: tuple[str, ...]
    left_out: str
    last: str
    last_number: Number | None

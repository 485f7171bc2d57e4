"""The pieces of printed pages: items, sections and pages as text, each made harmless, and what both kinds of pages say of law and charges."""

from collections.abc import Iterable

from msgspec import Struct

from ctintake.show.lines import Words, phone_text
from ctintake.show.terminal import visible
from ctintake.summary.records import ChargeGrounds, Law

URGENCIES = {"now": "heading-urgent", "soon": "heading-soon", "plan": "heading-plan"}
"""The headings of the urgencies, the most urgent first."""

_LAST_LATIN = 0x24F


class Item(Struct, frozen=True, kw_only=True):
    """One thing on a page: a finding, a day, an office. ``mark`` stands small above the title, ``note`` lines small below."""

    title: str
    mark: str = ""
    number: str = ""
    says: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    parts: tuple["Item", ...] = ()
    notes: tuple[str, ...] = ()


class Section(Struct, frozen=True, kw_only=True):
    """Things under one heading; ``kind`` is how they look: ``full``, ``calls``, ``list`` of titles, ``small``, ``offices``."""

    kind: str
    heading: str
    intro: str = ""
    items: tuple[Item, ...] = ()
    more: str = ""


class Page(Struct, frozen=True, kw_only=True):
    """The pages for one reader, in one language."""

    language: str
    heading: str
    first: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    last: str = ""


def clean(texts: Iterable[str]) -> tuple[str, ...]:
    """Give the texts that say something, without control characters."""
    return tuple(clean for clean in map(visible, texts) if clean.strip())


def telephone(number: str) -> str:
    """Write a number as people dial it."""
    return visible(phone_text(number))


def is_latin(text: str) -> bool:
    """Tell whether our fonts, which are Latin, can print a text."""
    return all(ord(letter) <= _LAST_LATIN for letter in text if letter.isalpha())


def flags(law: Iterable[Law], words: Words) -> list[str]:
    """Give what to check first about the law of a finding: where it is under challenge, or was last checked long ago."""
    return [words("label-flag", title=one.title, flag=flag) for one in law for flag in (one.flag, one.aged) if flag]


def charge_title(charge: ChargeGrounds, words: Words) -> str:
    """Name a charge with its statute, once where they are the same."""
    return visible(words("label-charge", name=charge.name, statute=charge.statute) if charge.statute not in ("", charge.name) else charge.name)

"""Answers: a fact's value, or that it was not given, and how it is known.

A fact never asked is absent. `Unanswered` and `NOTHING` are values of their own types: neither can be taken for true, false or zero.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from types import MappingProxyType

from msgspec import Struct

from ctintake.dates import VagueDate


class Unanswered(StrEnum):
    """Asked, and no value given. Neither true nor false: ``bool()`` of it raises."""

    UNSURE = "unsure"
    DECLINED = "declined"

    def __bool__(self) -> bool:
        """Refuse: compare with ``is`` instead."""
        raise TypeError("an unanswered fact is neither true nor false")


class Nothing(Enum):
    """There is no such day: known, and every comparison with it is false."""

    NOTHING = "none"

    def __bool__(self) -> bool:
        """Refuse: compare with ``is`` instead."""
        raise TypeError("a day that does not exist is neither true nor false")


NOTHING = Nothing.NOTHING

Given = str | bool | int | float | tuple[str, ...] | VagueDate | Nothing
"""A value as given: an option, yes or no, a number, several options or charges, a date, or no such day."""

Value = Given | Unanswered


class Known(StrEnum):
    """How an answer is known: the person said so, a paper shows it, or it is a guess."""

    SAID = "said"
    PAPER = "paper"
    GUESS = "guess"


class Answer(Struct, frozen=True):
    """A fact's value and how it is known."""

    value: Value
    known: Known = Known.SAID


@dataclass(frozen=True)
class Answers(Mapping[str, Answer]):
    """All answers of one person, by fact. Immutable: `with_answer` and `without` give new ones."""

    by_fact: Mapping[str, Answer] = field(default_factory=lambda: MappingProxyType({}))

    def __getitem__(self, fact: str) -> Answer:
        """Give the answer to a fact; KeyError where it was never asked."""
        return self.by_fact[fact]

    def __iter__(self) -> Iterator[str]:
        """Go through the facts asked."""
        return iter(self.by_fact)

    def __len__(self) -> int:
        """Count the facts asked."""
        return len(self.by_fact)

    def with_answer(self, fact: str, answer: Answer) -> "Answers":
        """Give these answers with one added or changed."""
        return Answers(MappingProxyType({**self.by_fact, fact: answer}))

    def without(self, fact: str) -> "Answers":
        """Give these answers as if one fact had never been asked."""
        return Answers(MappingProxyType({name: answer for name, answer in self.by_fact.items() if name != fact}))

    def over(self, lower: "Answers") -> "Answers":
        """Lay these answers over others: where both have a fact, these win."""
        return Answers(MappingProxyType({**lower.by_fact, **self.by_fact}))

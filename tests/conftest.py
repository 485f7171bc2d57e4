"""What every test may ask for: the shipped knowledge, the day that counts as today, and answers read as a profile's are."""

from collections.abc import Callable
from datetime import date
from types import MappingProxyType

import pytest

from ctintake.answers.reading import read_value
from ctintake.answers.values import Answer, Answers
from ctintake.knowledge.loading import load
from ctintake.model import Knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The knowledge that comes with the program."""
    return load()


@pytest.fixture(scope="session")
def as_of() -> date:
    """The day that counts as today: a Sunday."""
    return date(2026, 11, 22)


@pytest.fixture(scope="session")
def answers(knowledge: Knowledge, as_of: date) -> Callable[..., Answers]:
    """Make answers from raw values: ``answers(status="lpr", charges=["53a-61"])``."""

    def read(**facts: object) -> Answers:
        return Answers(MappingProxyType({fact: Answer(read_value(fact, raw, knowledge, as_of)) for fact, raw in facts.items()}))

    return read

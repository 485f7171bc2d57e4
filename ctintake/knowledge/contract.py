"""The contract: ids that the files of other offices hold, and words that no text says. One for all states, in `contract.toml`.

Read only for a check. Nobody is screened with it.
"""

from pathlib import Path

import msgspec

from ctintake.errors import KnowledgeError
from ctintake.model import Entry, FactType

SHIPPED = Path(__file__).parent / "contract.toml"
"""The contract that comes with the program."""


class Promise(Entry, frozen=True, kw_only=True):
    """A fact that is promised: its type and the options it must offer."""

    type: FactType
    options: tuple[str, ...] = ()


class Contract(Entry, frozen=True, kw_only=True):
    """What the content promises: its facts by id, the ids of its findings, and the words it never says."""

    facts: dict[str, Promise]
    findings: tuple[str, ...]
    never_said: tuple[str, ...]


def read_contract(file: Path = SHIPPED) -> Contract:
    """Read the contract. Raises KnowledgeError where it cannot be read."""
    import tomllib

    try:
        return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Contract)
    except OSError as fault:
        raise KnowledgeError.of(file.name, f"cannot be read: {fault.strerror}") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise KnowledgeError.of(file.name, f"is not TOML: {fault}") from None
    except msgspec.ValidationError as fault:
        raise KnowledgeError.of(file.name, str(fault), "it has never_said, findings, and [facts.ID] tables of type and options") from None

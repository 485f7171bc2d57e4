"""What follows from answers: rules with their deadlines, the needs they raise, the law they rest on, who may be shown an office."""

from datetime import date
from typing import Literal

from msgspec import field

from ctintake.model.entry import Entry, Grade, Urgency


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

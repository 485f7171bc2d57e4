"""What follows from answers: rules with their deadlines, the needs they raise, the law they rest on, who may be shown an office."""

from datetime import date
from typing import Literal

from msgspec import field

from ctintake.model.entry import ALWAYS, NEVER, Entry, Grade, Urgency


class Deadline(Entry, frozen=True, kw_only=True):
    """How a finding's last day is counted.

    ``start`` (written ``from``) is a date fact; ``add`` a span such as ``2 years``; ``before`` makes the day before it the last one.
    ``alarm_days`` is how near it makes the finding urgent, where the usual alarm is too short for what must be done. ``label_for_another`` and
    ``past_for_another`` are the words where an advocate or defender reads them of a client; empty where the others fit as they are. Where its date alone
    rules the finding out, a day that has passed is still told, with ``past``, if ``closed`` holds in place of ``when``: it is never a reason to ask.
    """

    start: str = field(name="from")
    add: str
    label: str
    label_for_another: str = ""
    law: str
    before: bool = False
    alarm_days: int | None = None
    when: str = ALWAYS
    closed: str = NEVER
    past: str = ""
    past_for_another: str = ""


class Mention(Entry, frozen=True, kw_only=True):
    """Words given with a finding where the answers meet a condition of their own: what makes a case harder, or asks for another step.

    It turns no finding on or off and is never a reason to ask. ``say`` is to the person, ``advocate`` in exact terms; one of them may be empty.
    """

    when: str
    say: str = ""
    advocate: str = ""
    law: tuple[str, ...] = ()


class Rule(Entry, frozen=True, kw_only=True):
    """A condition over facts and the finding that follows. ``title_for_another`` is for an advocate or defender; empty where ``title`` fits as it is.

    ``can_wait`` is where what is otherwise for today is for the next days.
    """

    when: str
    urgency: Urgency
    can_wait: str = NEVER
    title: str
    title_for_another: str = ""
    say: str
    do: tuple[str, ...]
    advocate: str
    needs: tuple[str, ...]
    law: tuple[str, ...]
    lawyer_asks: tuple[str, ...] = ()
    names_charges: Literal["", "charges", "earlier_convictions"] = ""
    needs_if: dict[str, str] = field(default_factory=dict)
    mention: tuple[Mention, ...] = ()
    deadline: tuple[Deadline, ...] = ()
    since: date | None = None
    until: date | None = None


class Need(Entry, frozen=True, kw_only=True):
    """A kind of help: what it means, and what to say when calling for it. It does not arise where ``unless`` is known to hold."""

    means: str
    call: str
    call_for_another: str
    unless: str = NEVER
    instead: tuple[str, ...] = ()


class Audience(Entry, frozen=True, kw_only=True):
    """Who may be shown an office: those for whom ``when`` is known to hold, but for those for whom ``unless`` is."""

    when: str
    unless: str = NEVER
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

"""What the statements of the knowledge rest on: law at all, checked, not too old, and never on general knowledge alone.

A fact graded C may shape a question for a lawyer; it is never stated.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from ctintake.errors import Problem
from ctintake.knowledge.references import place
from ctintake.model import Entry, Knowledge

_LAW = ("authorities", "offences", "grounds", "poverty_guidelines")
_OFFICES = ("resources", "courts", "towns")


def unfounded(knowledge: Knowledge) -> Iterator[Problem]:
    """Find rules, mentions and deadlines that rest on no law, or on law graded C, and such law where it is stated."""
    for name, authority in knowledge.authorities.items():
        if authority.confidence == "C" and authority.statement:
            yield Problem(
                f"{place(knowledge, 'authorities', name)} statement", "is graded C and stated as fact", "statement = false, or a source for grade A or B"
            )
    for name, rule in knowledge.rules.items():
        where = place(knowledge, "rules", name)
        if not rule.law:
            yield Problem(f"{where} law", "names no law", 'law = ["..."], with an id of authorities/')
        elif all(_is_weak(one, knowledge) for one in rule.law):
            yield Problem(f"{where} law", f"rests on law graded C alone: {', '.join(rule.law)}", "add an authority graded A or B")
        for at, mention in enumerate(rule.mention, start=1):
            if mention.law and all(_is_weak(one, knowledge) for one in mention.law):
                yield Problem(f"{where} mention {at} law", f"rests on law graded C alone: {', '.join(mention.law)}", "add an authority graded A or B")
        for at, deadline in enumerate(rule.deadline, start=1):
            if _is_weak(deadline.law, knowledge):
                yield Problem(f"{where} deadline {at} law", f"'{deadline.law}' is graded C", "a day may be counted only from law graded A or B")


def _is_weak(authority: str, knowledge: Knowledge) -> bool:
    return knowledge.authorities[authority].confidence == "C"


def not_yet_checked(knowledge: Knowledge, as_of: date) -> Iterator[Problem]:
    """Find entries that say they were checked on a day to come."""
    for kind, name, checked in _checked(knowledge, _LAW + _OFFICES):
        if checked > as_of:
            yield Problem(f"{_place(knowledge, kind, name)} checked", f"{checked} is after {as_of}", "the day someone last read the source")


def aged(knowledge: Knowledge, as_of: date) -> Iterator[str]:
    """List the entries past their age limit: law by one limit, offices and courts, whose phones change, by the other."""
    state = knowledge.jurisdiction
    for kinds, limit in ((_LAW, state.law_age_limit_days), (_OFFICES, state.phone_age_limit_days)):
        for kind, name, checked in _checked(knowledge, kinds):
            days = (as_of - checked).days
            if days > limit:
                yield f"{_place(knowledge, kind, name)}: checked {checked}, {days} days ago; read its source again (limit {limit} days)"


def _checked(knowledge: Knowledge, kinds: tuple[str, ...]) -> Iterator[tuple[str, str, date]]:
    for kind in kinds:
        entries: Mapping[str, Entry] = getattr(knowledge, kind)
        for name, entry in entries.items():
            checked: date = entry.checked  # type: ignore[attr-defined]
            yield kind, name, checked


def _place(knowledge: Knowledge, kind: str, name: str) -> str:
    return place(knowledge, kind.replace("_", "-"), name)

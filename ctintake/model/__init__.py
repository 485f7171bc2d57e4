"""The records of the knowledge: one class for each kind of entry, and the Knowledge that holds them all.

Records are immutable and know nothing of files, conditions or people. `knowledge/README.md` tells a lawyer what each key means; here is their type.
"""

from ctintake.model.asking import Derived, FactType, Implication, NamedSet, Question, Screen, Section
from ctintake.model.charges import Decision, Ground, Offence
from ctintake.model.directory import Court, Phone, Place, Resource, Town, Why
from ctintake.model.entry import ALWAYS, NEVER, UNKNOWN, Days, Entry, Grade, Source, Urgency
from ctintake.model.knowledge import HolidayYear, Jurisdiction, Knowledge, PovertyGuideline
from ctintake.model.rules import Audience, Authority, Deadline, Mention, Need, Rule

__all__ = [
    "ALWAYS",
    "NEVER",
    "UNKNOWN",
    "Audience",
    "Authority",
    "Court",
    "Days",
    "Deadline",
    "Decision",
    "Derived",
    "Entry",
    "FactType",
    "Grade",
    "Ground",
    "HolidayYear",
    "Implication",
    "Jurisdiction",
    "Knowledge",
    "Mention",
    "NamedSet",
    "Need",
    "Offence",
    "Phone",
    "Place",
    "PovertyGuideline",
    "Question",
    "Resource",
    "Rule",
    "Screen",
    "Section",
    "Source",
    "Town",
    "Urgency",
    "Why",
]

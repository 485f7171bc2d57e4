"""`ctintake questions`: every fact, its options and its flag."""

from pathlib import Path

from ctintake.cli.edge import give, knowledge_from
from ctintake.cli.flags import flag
from ctintake.errors import harmless
from ctintake.model import FactType, Question

_TAKES = {
    FactType.YESNO: "yes or no",
    FactType.INTEGER: "a whole number",
    FactType.MONEY: "dollars",
    FactType.DATE: "a date: 2019, 2019-05, 2019-05-14, May 2019 or 5/14/2019",
    FactType.TOWN: "a town, village or ZIP code",
    FactType.COURT: "a court: ga14, G.A. 14 or its name",
    FactType.CHARGES: "charges, with commas between: 53a-125b, larceny-sixth or everyday words",
    FactType.TEXT: "a short text",
}


def list_questions(overlays: list[Path] | None) -> None:
    """Print every fact in the order of the interview."""
    knowledge = knowledge_from(overlays)
    section = ""
    for fact, question in knowledge.questions.items():
        if question.section != section:
            section = question.section
            give(harmless(f"\n{knowledge.sections[section].title}\n\n"))
        give(harmless(_entry(fact, question)))
    give("\nEvery fact also takes: unsure, declined.\n")


def _entry(fact: str, question: Question) -> str:
    private = "  (sensitive)" if question.sensitive else ""
    head = f"{fact}  {flag(fact)}{private}\n    {question.ask}\n"
    if question.options:
        several = "    any of:\n" if question.type is FactType.CHOICES else "    one of:\n"
        return head + several + "".join(f"      {option:<24} {label}\n" for option, label in question.options.items())
    none = "; or none" if question.allows_none else ""
    return head + f"    takes {_TAKES[question.type]}{none}\n"

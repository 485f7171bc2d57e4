"""The flags of `screen`, one a fact, made from the questions of the knowledge.

They are made only when `screen` itself is parsed, so that no other command loads the knowledge for them.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperOption

from ctintake.cli.edge import knowledge_from
from ctintake.errors import InputError, KnowledgeError, Problem, harmless

if TYPE_CHECKING:
    from ctintake.answers.values import Answers
    from ctintake.model import Knowledge, Question


def flag(fact: str) -> str:
    """Give the flag of a fact: ``us_citizen`` is ``--us-citizen``."""
    return "--" + fact.replace("_", "-")


class ScreenCommand(TyperCommand):
    """`screen`, with the flags of the facts added to its own."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Find the overlays before anything else: they may bring facts, and so flags, of their own."""
        apart = [part for word in args for part in (word.split("=", 1) if word.startswith("--knowledge=") else [word])]
        ctx.meta["overlays"] = [Path(apart[at + 1]) for at, word in enumerate(apart[:-1]) if word == "--knowledge"]
        return super().parse_args(ctx, args)

    def get_params(self, ctx: Any) -> list[Any]:
        """Give the command's own parameters and one for each fact, made once."""
        own = super().get_params(ctx)
        if "facts" not in ctx.meta:
            taken = {spelling for option in own for spelling in option.opts} | {"--help"}
            ctx.meta["facts"] = [_option(fact, question) for fact, question in _knowledge(ctx).questions.items() if not _refused(fact, taken)]
        facts: list[Any] = ctx.meta["facts"]
        return [*own[:-1], *facts, own[-1]]


def _knowledge(ctx: Any) -> "Knowledge":
    """Load the knowledge that the flags come from, with the overlays named on the command line."""
    if "knowledge" not in ctx.meta:
        ctx.meta["knowledge"] = knowledge_from(ctx.meta.get("overlays"))
    loaded: Knowledge = ctx.meta["knowledge"]
    return loaded


def _refused(fact: str, taken: set[str]) -> bool:
    """Refuse a fact of an overlay whose flag is one of the command's own."""
    if flag(fact) in taken:
        raise KnowledgeError.of(f"questions [{fact}]", f"its flag would be {flag(fact)}, which the command has already", "give the fact another id")
    return False


def _option(fact: str, question: "Question") -> TyperOption:
    values = _complete(question)
    return TyperOption(
        param_decls=[f"fact_{fact}", flag(fact)],
        type=str,
        expose_value=False,
        callback=lambda context, _, value: context.meta.setdefault("given", {}).update({fact: value}),
        help=harmless(question.label),
        metavar=_metavar(question),
        hidden=not question.common,
        autocompletion=lambda incomplete: [value for value in values if value.startswith(incomplete)],
    )


def _metavar(question: "Question") -> str:
    kinds = {"choice": "OPTION", "choices": "OPTION,...", "yesno": "yes|no", "integer": "NUMBER", "money": "DOLLARS", "date": "DATE", "charges": "CHARGE,..."}
    return kinds.get(question.type.value, question.type.value.upper())


def _complete(question: "Question") -> list[str]:
    options = list(question.options) if question.options else ["yes", "no"] if question.type.value == "yesno" else []
    return [*options, "unsure", "declined"]


def answers_from_flags(given: Mapping[str, str | None], knowledge: "Knowledge", as_of: date) -> "Answers":
    """Read the flags that were given; every wrong one is named. Raises InputError."""
    from types import MappingProxyType

    from ctintake.answers.reading import read_value
    from ctintake.answers.values import Answer, Answers

    found: dict[str, Answer] = {}
    problems: list[Problem] = []
    for fact, raw in given.items():
        if raw is None:
            continue
        try:
            found[fact] = Answer(read_value(fact, raw, knowledge, as_of))
        except InputError as fault:
            problems.extend(_on_flag(fact, problem) for problem in fault.problems)
    if problems:
        raise InputError(problems)
    return Answers(MappingProxyType(found))


def _on_flag(fact: str, problem: Problem) -> Problem:
    where = flag(fact) if problem.where == fact else f"{flag(fact)}: {problem.where}"
    return Problem(where, problem.what, problem.right)

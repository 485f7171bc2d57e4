"""What a reply means: read as a value, or asked which of several things was meant, or said to be wrong. No terminal."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ctintake.answers.reading import read_value
from ctintake.answers.values import Value
from ctintake.errors import InputError
from ctintake.interview.prompts import Aside, Command, Reply
from ctintake.interview.wording import AGAIN, meant
from ctintake.model import FactType, Knowledge
from ctintake.show.lines import Line, Manner, sentence


@dataclass(frozen=True)
class Talk:
    """With whom and when: the knowledge, the day, what asks and what tells."""

    knowledge: Knowledge
    as_of: date
    ask: Aside
    tell: Callable[[Sequence[Line]], None]


def value_of(fact: str, reply: Reply, talk: Talk) -> Value | Command | None:
    """Give the value of a reply, where need be by asking which thing was meant; a command given instead; None where it is to be asked again."""
    raw = list(reply) if isinstance(reply, Sequence) and not isinstance(reply, str) else reply
    try:
        return read_value(fact, raw, talk.knowledge, talk.as_of)
    except InputError as fault:
        chosen = _which_meant(fact, raw, talk)
        if isinstance(chosen, str):
            return value_of(fact, chosen, talk)
        if chosen is not None:
            return chosen if chosen is not Command.BACK else None
        talk.tell(list(wrong_lines(fact, fault, talk.knowledge)))
        return None


def wrong_lines(fact: str, fault: InputError, knowledge: Knowledge) -> Iterator[Line]:
    """Say what is wrong with what was typed, and once what would be right."""
    for problem in fault.problems:
        where = f"{knowledge.questions[fact].label if problem.where == fact else problem.where}: " if problem.where else ""
        yield Line(Manner.STRONG, f"{where}{problem.what}.")
    for right in dict.fromkeys(problem.right for problem in fault.problems):
        if right:
            yield Line(Manner.TEXT, sentence(right))


def _which_meant(fact: str, raw: object, talk: Talk) -> str | Command | None:
    """Ask which town, court or charge was meant where what was typed names none or several; None where that settles nothing; a command given instead."""
    if not isinstance(raw, str):
        return None
    pieces = raw.split(",") if talk.knowledge.questions[fact].type is FactType.CHARGES else [raw]
    settled = []
    for piece in (piece.strip() for piece in pieces if piece.strip()):
        try:
            read_value(fact, piece, talk.knowledge, talk.as_of)
            settled.append(piece)
        except InputError:
            prompt = meant(fact, piece, talk.knowledge)
            reply = talk.ask(prompt, "") if prompt is not None else AGAIN
            if isinstance(reply, Command):
                return reply
            if not isinstance(reply, str) or reply == AGAIN:
                return None
            settled.append(reply)
    meant_by_all = ", ".join(settled)
    return meant_by_all if meant_by_all not in {"", raw} else None

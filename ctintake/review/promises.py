"""Whether the knowledge keeps the contract: every id that files of other offices hold is still there, with its type and options.

Adding is free; dropping or renaming is not.
"""

from collections.abc import Iterable, Iterator

from ctintake.errors import Problem, nearest
from ctintake.knowledge.contract import Contract
from ctintake.knowledge.references import place
from ctintake.model import Knowledge


def broken_promises(knowledge: Knowledge, contract: Contract) -> Iterator[Problem]:
    """Find every fact, type, option and finding of the contract that the knowledge does not have."""
    for fact, promise in contract.facts.items():
        question = knowledge.questions.get(fact)
        if question is None:
            yield Problem("questions.toml", f"the contract's fact '{fact}' is missing", _back(fact, knowledge.questions))
            continue
        where = place(knowledge, "questions", fact)
        if question.type is not promise.type:
            yield Problem(f"{where} type", f"is '{question.type}', and the contract says '{promise.type}'", f'type = "{promise.type}"')
        for option in promise.options:
            if option not in question.options:
                yield Problem(f"{where} options", f"the contract's option '{option}' is missing", _back(option, question.options))
    for finding in contract.findings:
        if finding not in knowledge.rules:
            yield Problem("rules", f"the contract's finding '{finding}' has no rule", _back(finding, knowledge.rules))


def _back(name: str, there: Iterable[str]) -> str:
    near = nearest(name, there)
    return f"give it back its id: is it '{near[0]}' now?" if near else "give it back: profiles and summaries of other offices hold this id"

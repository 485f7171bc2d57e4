"""Whether every question is asked for a reason: something uses its fact, and something tells its options apart.

Two options are told apart where a condition, alone or through a set, names one of them and not the other. One option that nothing names is fine: it is what
is left (`other`). Two that nothing tells apart are one answer in two wordings, and the person is asked to choose between them for nothing: a problem.
"""

from collections.abc import Iterator, Sequence

from ctintake.conditions import syntax
from ctintake.conditions.syntax import Node, parse
from ctintake.derived import COMPUTATIONS
from ctintake.errors import Problem
from ctintake.interpreting import interpreted
from ctintake.knowledge.references import expressions, mentioning, place
from ctintake.model import FactType, Knowledge, Question
from ctintake.referrals import FACTS, LANGUAGE

_NOTHING_OF_IT = "none"
"""The option of several that excludes the rest: the empty set, told apart by every condition."""


def unused(knowledge: Knowledge) -> Iterator[Problem]:
    """Find questions that nothing uses. A text is never read by a rule, nor is what is only passed on to whoever the person chooses."""
    used = used_facts(knowledge)
    for fact, question in knowledge.questions.items():
        if question.type is not FactType.TEXT and not knowledge.sections[question.section].passed_on and fact not in used:
            yield Problem(place(knowledge, "questions", fact), "is asked, and no rule, referral or deadline uses it", "use it in a condition, or drop it")


def used_facts(knowledge: Knowledge) -> frozenset[str]:
    """Give every fact that a condition, a deadline, a list of charges or a referral rests on, through derived facts too.

    A fact that only mentions name is not used: nothing would ever ask it.
    """
    found = {name for _, _, _, text in expressions(knowledge) for name in syntax.names(parse(text).tree)}
    found |= {deadline.start for rule in knowledge.rules.values() for deadline in rule.deadline}
    found |= {rule.names_charges for rule in knowledge.rules.values()} | set(FACTS)
    waiting = list(found)
    while waiting:
        behind = _behind(waiting.pop(), knowledge) - found
        found |= behind
        waiting.extend(behind)
    return frozenset(found & knowledge.questions.keys())


def _behind(name: str, knowledge: Knowledge) -> set[str]:
    """Give the names a derived fact is made of; none for a fact or a set."""
    if name in COMPUTATIONS:
        return set(COMPUTATIONS[name].facts)
    return set(syntax.names(parse(knowledge.derived[name].expression).tree)) if name in knowledge.derived else set()


def not_told_apart(knowledge: Knowledge) -> Iterator[Problem]:
    """Find options that count the same as another of their question in every condition there is."""
    tests = _tests(knowledge)
    for fact, question in knowledge.questions.items():
        for alike in _alike(question, tests.get(fact, [])):
            what = f"no condition tells {_listed(alike)} apart, so they are one answer"
            right = "name one in a condition, set or mention, or join them into one option"
            yield Problem(f"{place(knowledge, 'questions', fact)} options", what, right)


def _listed(options: Sequence[str]) -> str:
    return ", ".join(f"'{option}'" for option in options)


def _alike(question: Question, tests: Sequence[frozenset[str]]) -> list[list[str]]:
    """Give the options that are in the very same groups, where these are two or more. Where nothing names any option, the question is unused."""
    excludes = {_NOTHING_OF_IT} if question.type is FactType.CHOICES else set()
    found: dict[frozenset[int], list[str]] = {}
    for option in question.options.keys() - excludes if any(tests) else ():
        found.setdefault(frozenset(at for at, test in enumerate(tests) if option in test), []).append(option)
    order = list(question.options)
    return [sorted(alike, key=order.index) for alike in found.values() if len(alike) > 1]


def _tests(knowledge: Knowledge) -> dict[str, list[frozenset[str]]]:
    """Give, for each fact, every group of its options that something sets apart from the rest."""
    conditions = [text for _, _, _, text in (*expressions(knowledge), *mentioning(knowledge))]
    found: dict[str, list[frozenset[str]]] = {}
    for text in (*conditions, *(entry.expression for entry in knowledge.derived.values())):
        for fact, options in _compared(parse(text).tree, knowledge):
            found.setdefault(fact, []).append(options)
    for implication in knowledge.implications.values():
        found.setdefault(implication.fact, []).extend([frozenset(implication.only), frozenset(implication.has)])
    found.setdefault(LANGUAGE, []).extend(frozenset(resource.languages) for resource in knowledge.resources.values())
    if LANGUAGE in knowledge.questions:
        found[LANGUAGE].extend(frozenset({option}) for option in interpreted(knowledge))
    return found


def _compared(node: Node, knowledge: Knowledge) -> Iterator[tuple[str, frozenset[str]]]:
    match node:
        case syntax.All(parts=parts) | syntax.AnyOf(parts=parts):
            for part in parts:
                yield from _compared(part, knowledge)
        case syntax.Not(part=part):
            yield from _compared(part, knowledge)
        case (
            syntax.Comparison(left=syntax.Name(name=fact), right=options)
            | syntax.Membership(item=syntax.Name(name=fact), among=options)
            | syntax.Membership(item=options, among=syntax.Name(name=fact))
            | syntax.Overlap(left=syntax.Name(name=fact), right=options)
        ):
            yield fact, _options(options, knowledge)


def _options(node: Node, knowledge: Knowledge) -> frozenset[str]:
    match node:
        case syntax.Text(text=text):
            return frozenset({text})
        case syntax.Members(members=members):
            return frozenset(member.text for member in members)
        case syntax.Name(name=name) if name in knowledge.sets:
            return frozenset(knowledge.sets[name].members)
    return frozenset()

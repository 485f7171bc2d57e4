"""A condition in words, for lawyers who review rules and people who ask why.

The words come from the knowledge: the questions' labels and options, the names of derived facts, what a set says, and the patterns of
`screens/conditions.toml`.
"""

from collections.abc import Iterator

from ctintake.conditions import syntax
from ctintake.conditions.syntax import Condition, Node
from ctintake.model import FactType, Knowledge

_SIGNS = {"==": "equals", "!=": "differs", "<": "less", "<=": "at-most", ">": "more", ">=": "at-least"}


def in_words(condition: Condition, knowledge: Knowledge) -> str:
    """Say a whole condition in one sentence; brackets keep together what belongs together."""
    return node_in_words(condition.tree, knowledge)


def node_in_words(node: Node, knowledge: Knowledge) -> str:
    """Say a part of a condition."""
    return _Speaker(knowledge).say(node)


class _Speaker:
    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge

    def text(self, pattern: str, **values: str) -> str:
        return self.knowledge.text(f"condition-{pattern}").format(**values)

    def say(self, node: Node) -> str:
        match node:
            case syntax.Always():
                return self.text("always")
            case syntax.Unknown():
                return self.text("unknown")
            case syntax.All(parts=parts):
                return self.text("and").join(self.bracketed(part) for part in parts)
            case syntax.AnyOf(parts=parts):
                return self.text("or").join(self.bracketed(part) for part in parts)
            case syntax.Not(part=part):
                return self.denied(part)
            case syntax.Name(name=name):
                return self.text("yes", name=self.label(name)) if name in self.knowledge.questions else self.label(name)
            case syntax.Comparison(operator=sign, left=left, right=right):
                return self.text(_SIGNS[sign], name=self.value(left), value=self.value(right, like=left))
            case syntax.Membership(item=item, among=among):
                return self.membership(item, among)
            case syntax.Overlap(left=left, right=right):
                return self.text("any-of", name=self.value(left), value=self.value(right, like=left))
        return self.value(node)

    def bracketed(self, node: Node) -> str:
        said = self.say(node)
        return f"({said})" if isinstance(node, syntax.All | syntax.AnyOf) else said

    def denied(self, node: Node) -> str:
        match node:
            case syntax.Name(name=name) if name in self.knowledge.questions:
                return self.text("no", name=self.label(name))
            case syntax.Overlap(left=left, right=right):
                return self.text("none-of", name=self.value(left), value=self.value(right, like=left))
            case syntax.Membership(item=item, among=among) if not isinstance(item, syntax.Text):
                return self.text("not-among", name=self.value(item), value=self.value(among, like=item))
        return self.text("not", part=self.bracketed(node))

    def membership(self, item: Node, among: Node) -> str:
        if isinstance(item, syntax.Text):
            return self.text("has", name=self.value(among), value=self.option(item.text, among))
        return self.text("among", name=self.value(item), value=self.value(among, like=item))

    def value(self, node: Node, like: Node | None = None) -> str:
        match node:
            case syntax.Name(name=name):
                return self.label(name)
            case syntax.Text(text=text):
                return self.option(text, like)
            case syntax.Number(number=number):
                return f"{number:g}"
            case syntax.Members(members=members):
                return ", ".join(self.option(member.text, like) for member in members)
            case syntax.Call(function=function, arguments=arguments):
                named = [self.value(argument) for argument in arguments]
                return self.text(function.replace("_", "-"), first=named[0], second=named[-1])
        return self.say(node)

    def label(self, name: str) -> str:
        if name in self.knowledge.questions:
            return self.knowledge.questions[name].label
        if name in self.knowledge.derived:
            return self.knowledge.derived[name].label
        if name in self.knowledge.sets:
            return self.knowledge.sets[name].says
        return self.text(name.replace("_", "-"))

    def option(self, option: str, of: Node | None) -> str:
        """Give an option as the person reads it; a charge or ground by its own name."""
        name = of.name if isinstance(of, syntax.Name) else ""
        question = self.knowledge.questions.get(name)
        if question is not None and option in question.options:
            return f"“{question.options[option]}”"
        if option in self.knowledge.offences and (question is None or question.type is FactType.CHARGES):
            return self.knowledge.offences[option].name
        return self.knowledge.grounds[option].name if option in self.knowledge.grounds else option


def facts_of(node: Node, knowledge: Knowledge) -> tuple[str, ...]:
    """Give every fact a condition rests on, those behind its derived facts too, in the questions' order."""
    found = set(_facts(node, knowledge))
    return tuple(fact for fact in knowledge.questions if fact in found)


def _facts(node: Node, knowledge: Knowledge) -> Iterator[str]:
    for name in syntax.names(node):
        if name in knowledge.questions:
            yield name
        elif name in knowledge.derived:
            yield from _facts(syntax.parse(knowledge.derived[name].expression).tree, knowledge)

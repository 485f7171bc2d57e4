"""Holding a condition against the facts there are: every name, option and type, before anyone is screened.

A fact that does not exist, an option its question does not offer, a number compared with a word: each is a problem with its column and the nearest right
name.
"""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from ctintake.conditions import syntax
from ctintake.conditions.syntax import Condition, Node
from ctintake.dates import parse_date
from ctintake.errors import Problem, one_of


class Kind(Enum):
    """What an expression is worth."""

    CONDITION = "a condition"
    NUMBER = "a number"
    DATE = "a date"
    CHOICE = "one option"
    CHOICES = "several options"
    TEXT = "a text"


class Meaning(Struct, frozen=True):
    """What a name stands for: its kind and, for options, which there are."""

    kind: Kind
    options: frozenset[str] = frozenset()


FUNCTIONS: Mapping[str, int] = {"years_since": 1, "months_since": 1, "days_since": 1, "days_until": 1, "years_between": 2, "days_between": 2}
"""The dated functions and how many dates each takes; all give numbers."""

_ORDERED = (Kind.NUMBER, Kind.DATE)


def check(condition: Condition, meanings: Mapping[str, Meaning], wanted: Kind = Kind.CONDITION) -> tuple[list[Problem], Meaning | None]:
    """Hold a condition against the names there are.

    Gives every problem (``where`` empty, for the caller to fill) and what the expression is worth, None where that cannot be told.
    """
    checker = _Checker(condition.text, meanings)
    found = checker.meaning(condition.tree)
    if found is not None and wanted is Kind.CONDITION and found.kind is not Kind.CONDITION:
        checker.add(condition.tree, f"this is {found.kind.value}, not a condition", "compare it with something")
    return checker.problems, found


class _Checker:
    def __init__(self, text: str, meanings: Mapping[str, Meaning]) -> None:
        self.text = text
        self.meanings = meanings
        self.problems: list[Problem] = []

    def add(self, node: Node, what: str, right: str = "") -> None:
        self.problems.append(Problem("", what, right, self.text, node.column))

    def meaning(self, node: Node) -> Meaning | None:
        match node:
            case syntax.Always() | syntax.Unknown():
                return Meaning(Kind.CONDITION)
            case syntax.Name(name=name):
                return self.name(node, name)
            case syntax.Text():
                return Meaning(Kind.TEXT)
            case syntax.Number():
                return Meaning(Kind.NUMBER)
            case syntax.Members(members=members):
                return Meaning(Kind.CHOICES, frozenset(member.text for member in members))
            case syntax.Call():
                return self.call(node)
            case syntax.Comparison():
                return self.comparison(node)
            case syntax.Membership():
                return self.membership(node)
            case syntax.Overlap():
                return self.overlap(node)
            case syntax.All(parts=parts) | syntax.AnyOf(parts=parts):
                for part in parts:
                    self.condition(part)
            case syntax.Not(part=part):
                self.condition(part)
        return Meaning(Kind.CONDITION)

    def name(self, node: Node, name: str) -> Meaning | None:
        if name not in self.meanings:
            self.add(node, f"there is no fact, derived fact or set '{name}'", one_of(name, sorted(self.meanings)))
            return None
        return self.meanings[name]

    def condition(self, node: Node) -> None:
        found = self.meaning(node)
        if found is not None and found.kind is not Kind.CONDITION:
            self.add(node, f"this is {found.kind.value}, not a condition", "compare it with something")

    def call(self, node: syntax.Call) -> Meaning:
        wanted = FUNCTIONS.get(node.function)
        if wanted is None:
            self.add(node, f"there is no function '{node.function}'", one_of(node.function, sorted(FUNCTIONS)))
        elif wanted != len(node.arguments):
            self.add(node, f"'{node.function}' takes {wanted} date{'s' if wanted > 1 else ''}, not {len(node.arguments)}")
        for argument in node.arguments:
            found = self.meaning(argument)
            if found is not None and found.kind is not Kind.DATE:
                self.add(argument, f"this is {found.kind.value}, not a date", "the function counts from a date fact")
        return Meaning(Kind.NUMBER)

    def comparison(self, node: syntax.Comparison) -> Meaning:
        left, right = self.meaning(node.left), self.meaning(node.right)
        if left is None or right is None:
            return Meaning(Kind.CONDITION)
        if left.kind is Kind.CHOICE and node.operator in {"==", "!="} and isinstance(node.right, syntax.Text):
            self.option(node.right, left)
        elif left.kind is Kind.DATE and isinstance(node.right, syntax.Text):
            self.day(node.right)
        elif left.kind is not right.kind or left.kind not in _ORDERED:
            self.add(node, f"{left.kind.value} cannot be compared with {right.kind.value} by {node.operator}", self.hint(left))
        return Meaning(Kind.CONDITION)

    @staticmethod
    def hint(left: Meaning) -> str:
        if left.kind is Kind.CHOICES:
            return "ask whether it has any of some options: harm & {'stalking'}"
        if left.kind is Kind.CONDITION:
            return "a yesno fact stands alone: harm_in_us, or: not harm_in_us"
        return "compare one option with a text, a number with a number, a date with a date or a day such as '2021-10-01'"

    def membership(self, node: syntax.Membership) -> Meaning:
        among = self.meaning(node.among)
        item = self.meaning(node.item)
        if among is None or item is None:
            return Meaning(Kind.CONDITION)
        if among.kind is not Kind.CHOICES:
            self.add(node.among, f"this is {among.kind.value}, not several options")
        elif isinstance(node.item, syntax.Text):
            self.option(node.item, among)
        elif item.kind is Kind.CHOICE:
            self.options(node.among, among, item)
        else:
            self.add(node.item, f"this is {item.kind.value}, not one option", "for several options write: harm & {'stalking'}")
        return Meaning(Kind.CONDITION)

    def overlap(self, node: syntax.Overlap) -> Meaning:
        left, right = self.meaning(node.left), self.meaning(node.right)
        if left is None or right is None:
            return Meaning(Kind.CONDITION)
        for side, found in ((node.left, left), (node.right, right)):
            if found.kind is not Kind.CHOICES:
                self.add(side, f"this is {found.kind.value}, not several options", "for one option write: status in {'lpr'}")
                return Meaning(Kind.CONDITION)
        self.options(node.right, right, left)
        return Meaning(Kind.CONDITION)

    def option(self, node: syntax.Text, offered: Meaning) -> None:
        if node.text not in offered.options:
            self.add(node, f"there is no option '{node.text}' here", one_of(node.text, sorted(offered.options)))

    def options(self, node: Node, members: Meaning, offered: Meaning) -> None:
        if isinstance(node, syntax.Members):
            for member in node.members:
                self.option(member, offered)
            return
        strange = sorted(members.options - offered.options)
        if strange:
            self.add(node, f"'{strange[0]}' of this set is no option here", one_of(strange[0], sorted(offered.options)))

    def day(self, node: syntax.Text) -> None:
        try:
            exact = parse_date(node.text).is_exact
        except ValueError:
            exact = False
        if not exact:
            self.add(node, f"'{node.text}' is no day", "write it as '2021-10-01'")

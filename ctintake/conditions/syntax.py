"""Reading the condition language into a tree.

Grammar (anything else is refused)::

    condition  = condition ("and" | "or") condition | "not" condition | "(" condition ")" | "always" | "unknown" | name | comparison
    comparison = value (("==" | "!=" | "<" | "<=" | ">" | ">=") value)+      chains mean "and"
               | value ["not"] "in" value                                      one option among several
               | value "&" value                                               has any of
    value      = name | name "(" value ("," value)* ")" | number | 'text' | {'text', ...}

The standard `ast` module does the reading; the tree here holds only what the language has.
"""

import ast
from functools import cache

from msgspec import Struct

from ctintake.errors import Problem

_OPERATORS: dict[type[ast.cmpop], str] = {ast.Eq: "==", ast.NotEq: "!=", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


_DEEPEST = 50
"""How deep an expression may go; ours go to 6. What reads it later goes down with it."""

_LARGEST = 10**12


class Always(Struct, frozen=True):
    """The condition that always holds."""

    column: int = 0


class Unknown(Struct, frozen=True):
    """The condition that no answer settles: what hangs on more than is ever asked."""

    column: int = 0


class Name(Struct, frozen=True):
    """A fact, a derived fact or a named set."""

    name: str
    column: int


class Text(Struct, frozen=True):
    """A literal option, or a day."""

    text: str
    column: int


class Number(Struct, frozen=True):
    """A literal number."""

    number: float
    column: int


class Members(Struct, frozen=True):
    """A literal set of options."""

    members: tuple[Text, ...]
    column: int


class Call(Struct, frozen=True):
    """A dated function of one or two dates."""

    function: str
    arguments: tuple["Node", ...]
    column: int


class Comparison(Struct, frozen=True):
    """Two values and how they must stand to each other."""

    operator: str
    left: "Node"
    right: "Node"
    column: int


class Membership(Struct, frozen=True):
    """One option among several."""

    item: "Node"
    among: "Node"
    column: int


class Overlap(Struct, frozen=True):
    """Two sets that share an option."""

    left: "Node"
    right: "Node"
    column: int


class All(Struct, frozen=True):
    """Conditions that must all hold."""

    parts: tuple["Node", ...]
    column: int


class AnyOf(Struct, frozen=True):
    """Conditions of which one must hold."""

    parts: tuple["Node", ...]
    column: int


class Not(Struct, frozen=True):
    """A condition that must not hold."""

    part: "Node"
    column: int


Node = Always | Unknown | Name | Text | Number | Members | Call | Comparison | Membership | Overlap | All | AnyOf | Not


class Condition(Struct, frozen=True):
    """An expression as written, on one line, and as a tree."""

    text: str
    tree: Node


class ConditionError(Exception):
    """The text is no expression of the language; carries the problem, its ``where`` still empty."""

    def __init__(self, problem: Problem) -> None:
        """Keep the problem."""
        self.problem = problem
        super().__init__(str(problem))


@cache
def parse(text: str) -> Condition:
    """Read an expression; raise ConditionError, with the column of the fault, for anything outside the language."""
    line = " ".join(text.split())
    try:
        read = ast.parse(line, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        offset = getattr(fault, "offset", None)
        column = offset - 1 if offset else len(line)
        raise ConditionError(Problem("", "this is not an expression", "see 'Conditions' in knowledge/README.md", line, column)) from None
    try:
        return Condition(line, _Reader(line).read(read.body))
    except RecursionError:
        raise ConditionError(Problem("", "this goes too deep", "name its parts in derived/", line[:80], 0)) from None


class _Reader:
    """Turns Python's tree into ours, refusing the rest."""

    def __init__(self, line: str) -> None:
        self.line = line
        self.depth = 0

    def read(self, node: ast.expr) -> Node:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise RecursionError
        try:
            return self.form(node)
        finally:
            self.depth -= 1

    def form(self, node: ast.expr) -> Node:
        column = node.col_offset
        match node:
            case ast.BoolOp(op=operator, values=values):
                parts = tuple(self.read(value) for value in values)
                return All(parts, column) if isinstance(operator, ast.And) else AnyOf(parts, column)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.read(operand), column)
            case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as number)) if not isinstance(number, bool):
                return Number(-self.number(node, number), column)
            case ast.BinOp(left=left, op=ast.BitAnd(), right=right):
                return Overlap(self.read(left), self.read(right), column)
            case ast.Compare():
                return self.comparison(node)
            case ast.Name(id="always"):
                return Always(column)
            case ast.Name(id="unknown"):
                return Unknown(column)
            case ast.Name(id=name):
                return Name(name, column)
            case ast.Constant(value=str() as word):
                return Text(word, column)
            case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
                return Number(self.number(node, number), column)
            case ast.Set(elts=elements):
                return Members(tuple(self.member(element) for element in elements), column)
            case ast.Call(func=ast.Name(id=function), args=arguments, keywords=[]):
                return Call(function, tuple(self.read(argument) for argument in arguments), column)
        raise self.fault(node, "the language has no such form", "it has and, or, not, comparisons, in, &, sets, texts, numbers and dated functions")

    def number(self, node: ast.expr, number: float) -> float:
        if not abs(number) < _LARGEST:
            raise self.fault(node, "this number is too large", "days, years and dollars stay below a million million")
        return float(number)

    def comparison(self, node: ast.Compare) -> Node:
        values = [node.left, *node.comparators]
        parts = tuple(self.pair(values[at], operator, values[at + 1]) for at, operator in enumerate(node.ops))
        return parts[0] if len(parts) == 1 else All(parts, node.col_offset)

    def pair(self, left: ast.expr, operator: ast.cmpop, right: ast.expr) -> Node:
        column = left.col_offset
        if isinstance(operator, ast.In):
            return Membership(self.read(left), self.read(right), column)
        if isinstance(operator, ast.NotIn):
            return Not(Membership(self.read(left), self.read(right), column), column)
        sign = _OPERATORS.get(type(operator))
        if sign is None:
            raise self.fault(right, "'is' compares nothing here", "write == or !=")
        return Comparison(sign, self.read(left), self.read(right), column)

    def member(self, element: ast.expr) -> Text:
        if isinstance(element, ast.Constant) and isinstance(element.value, str):
            return Text(element.value, element.col_offset)
        raise self.fault(element, "a set holds options only", "write them as texts: {'lpr', 'daca'}")

    def fault(self, node: ast.expr, what: str, right: str) -> ConditionError:
        return ConditionError(Problem("", what, right, self.line, node.col_offset))


def names(node: Node) -> frozenset[str]:
    """Give every name the expression uses: facts, derived facts and named sets."""
    match node:
        case Name(name=name):
            return frozenset({name})
        case Call(arguments=parts) | All(parts=parts) | AnyOf(parts=parts):
            return frozenset().union(*(names(part) for part in parts))
        case Comparison(left=left, right=right) | Overlap(left=left, right=right):
            return names(left) | names(right)
        case Membership(item=item, among=among):
            return names(item) | names(among)
        case Not(part=part):
            return names(part)
    return frozenset()

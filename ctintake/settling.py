"""Which facts, asked now, could still settle a condition.

An unknown condition is worth a question only while some course of answers ends in true or false because of it. A fact that was asked and not given is lost:
it stays unknown. In `a and b` with `a` lost, `b` may still make the whole false. In `a and b or c and d` with `a` and `c` lost, nothing can make it true any
more, and only `b` and `d` together can make it false. Parts that share a fact are taken as free of each other: that may ask too much, never too little.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from ctintake.conditions import syntax
from ctintake.conditions.syntax import Node, names, parse
from ctintake.derived import COMPUTATIONS
from ctintake.evaluation import Evaluation, Facts
from ctintake.model import Implication
from ctintake.truth import Truth, all_of, any_of


class _Reach(Struct, frozen=True):
    """What a part of a condition is now, and whether it can end as true and as false."""

    now: Truth
    true: bool
    false: bool

    @property
    def negated(self) -> "_Reach":
        """Give the reach of its contrary."""
        return _Reach(self.now.negated(), self.false, self.true)


class Settling:
    """One person's answers and what may still be asked, ready to tell which facts could settle any condition."""

    def __init__(self, evaluation: Evaluation, may_ask: Callable[[str], bool]) -> None:
        """Take the answers as evaluated, and a test for the facts that may still be asked."""
        self._evaluation = evaluation
        self._may_ask = may_ask
        self._reaches: dict[int, _Reach] = {}
        self._may_be_implied: tuple[Implication, ...] = ()
        self._followed: list[Implication] = []
        self._find_implications()

    def facts(self, condition: str, *, ruling_out: bool = True) -> frozenset[str]:
        """Give the facts that may be asked and on which it hangs whether the condition, if unknown now, turns out true or, if ruling out is worth it, false."""
        tree = parse(condition).tree
        return frozenset(self._deciding(tree, true=True, false=True)) if ruling_out or self._reach(tree).true else frozenset()

    def can_hold(self, condition: str) -> bool:
        """Tell whether the condition is true, or could still turn out to be."""
        return self._reach(parse(condition).tree).true

    def _deciding(self, node: Node, *, true: bool, false: bool) -> Iterator[str]:
        """Give the facts that can make a part true, where that helps to settle the whole, or false, where that does."""
        reach = self._reach(node)
        true, false = true and reach.true, false and reach.false
        if reach.now is not Truth.UNKNOWN or not (true or false):
            return
        match node:
            case syntax.All(parts=parts):
                for part in parts:
                    yield from self._deciding(part, true=true, false=false)
            case syntax.AnyOf(parts=parts):
                for part in parts:
                    yield from self._deciding(part, true=true, false=false)
            case syntax.Not(part=part):
                yield from self._deciding(part, true=false, false=true)
            case syntax.Name(name=name) if self._is_expression(name):
                yield from self._deciding(self._expression(name), true=true, false=false)
            case _:
                yield from (fact for fact in self._evaluation.outcome_of(node).open if self._may_ask(fact))
                yield from self._implying(node, {truth for truth, wanted in ((Truth.TRUE, true), (Truth.FALSE, false)) if wanted})

    def _implying(self, node: Node, wanted: set[Truth]) -> Iterator[str]:
        """Give the facts from which another answer to a comparison may follow, where one of its own facts is lost."""
        for implication, truth in self._implied(node):
            if truth in wanted and implication not in self._followed:
                self._followed.append(implication)
                yield from self._unanswered(implication) or self._deciding(parse(implication.when).tree, true=True, false=False)
                self._followed.pop()

    def _unanswered(self, implication: Implication) -> list[str]:
        """Give the facts that may be asked for an implication which whatever answer would bring about, but no answer has yet."""
        found = self._evaluation.outcome(implication.when)
        if found.truth is not Truth.TRUE or found.because:
            return []
        return [fact for fact in names(parse(implication.when).tree) if fact in self._evaluation.knowledge.questions and self._may_ask(fact)]

    def _reach(self, node: Node) -> _Reach:
        found = self._reaches.get(id(node))
        if found is None:
            found = self._reaches[id(node)] = self._worked_out(node)
        return found

    def _worked_out(self, node: Node) -> _Reach:
        match node:
            case syntax.All(parts=parts):
                reaches = [self._reach(part) for part in parts]
                return _Reach(all_of(one.now for one in reaches), all(one.true for one in reaches), any(one.false for one in reaches))
            case syntax.AnyOf(parts=parts):
                reaches = [self._reach(part) for part in parts]
                return _Reach(any_of(one.now for one in reaches), any(one.true for one in reaches), all(one.false for one in reaches))
            case syntax.Not(part=part):
                return self._reach(part).negated
            case syntax.Name(name=name) if self._is_expression(name):
                return self._reach(self._expression(name))
            case syntax.Unknown():
                return _Reach(Truth.UNKNOWN, true=False, false=False)
        return self._of_comparison(node)

    def _of_comparison(self, node: Node) -> _Reach:
        """Give the reach of a comparison. It is open because what its facts may be disagrees: with all of them given it could go either way."""
        found = self._evaluation.outcome_of(node)
        if found.truth is not Truth.UNKNOWN:
            return _Reach(found.truth, found.truth is Truth.TRUE, found.truth is Truth.FALSE)
        lost = self._lost(found.open)
        if not lost:
            return _Reach(found.truth, true=True, false=True)
        implied = {truth for _, truth in self._implied(node)}
        no_such_day = any(self._evaluation.knowledge.questions[fact].allows_none for fact in found.open if fact not in lost)
        return _Reach(found.truth, Truth.TRUE in implied, Truth.FALSE in implied or no_such_day)

    def _lost(self, facts: Facts) -> list[str]:
        return [fact for fact in facts if not self._may_ask(fact)]

    def _implied(self, node: Node) -> Iterator[tuple[Implication, Truth]]:
        """Give what a comparison would come to, although facts of it are lost, by what other answers may yet imply about them."""
        lost = self._lost(self._evaluation.outcome_of(node).open)
        for implication in self._may_be_implied:
            if implication.fact in lost:
                yield implication, self._evaluation.supposing(implication).outcome_of(node).truth

    def _find_implications(self) -> None:
        """Find the implications that could come to hold, one by way of another too: again until there are no more."""
        before = -1
        while before < len(self._may_be_implied):
            before = len(self._may_be_implied)
            self._reaches.clear()
            self._may_be_implied = tuple(one for one in self._evaluation.knowledge.implications.values() if self._may_imply(one))

    def _may_imply(self, implication: Implication) -> bool:
        found = self._evaluation.outcome(implication.when)
        if found.truth is Truth.TRUE:
            return bool(found.because or self._unanswered(implication))
        return self.can_hold(implication.when)

    def _is_expression(self, name: str) -> bool:
        return name in self._evaluation.knowledge.derived and name not in COMPUTATIONS

    def _expression(self, name: str) -> Node:
        return parse(self._evaluation.knowledge.derived[name].expression).tree

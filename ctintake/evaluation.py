"""A condition over one person's answers: its truth, which answers decided it, and which facts are still open.

Three-valued throughout: a fact unsure, declined or never asked makes a comparison unknown, never false. Pure: the day to count from is an argument.
"""

from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import date
from math import inf

from msgspec import Struct

from ctintake.answers.values import NOTHING, Answers, Nothing, Unanswered
from ctintake.conditions import syntax
from ctintake.conditions.syntax import Node, parse
from ctintake.dates import VagueDate, months_between, parse_date, years_between
from ctintake.derived import COMPUTATIONS
from ctintake.model import Derived, FactType, Implication, Knowledge, Question
from ctintake.ranges import ANY_DAY, ANY_FIGURE, Figure, Options, Several, Value, compare
from ctintake.truth import Truth, all_of, any_of

Facts = tuple[str, ...]


class Outcome(Struct, frozen=True):
    """What a condition came to: its truth, the answered facts it rests on, and the facts that would settle it."""

    truth: Truth
    because: Facts = ()
    open: Facts = ()


class _Reading(Struct, frozen=True):
    """What is known of a value, from which answers, and which facts keep it open."""

    value: Value
    because: Facts = ()
    open: Facts = ()


class _Narrowing(Struct, frozen=True):
    """What other answers settle about a fact: the only options left, and the facts that say so; the options among several, each with those that say it."""

    only: frozenset[str] | None = None
    because: Facts = ()
    has: Mapping[str, Facts] = {}

    def reasons(self, options: Iterable[str]) -> Facts:
        """Give the facts that say that some of several options are chosen."""
        return _joined(self.has[option] for option in self.has if option in options)


def _narrowed(before: _Narrowing | None, implication: Implication, because: Facts) -> _Narrowing:
    """Add what one more implication settles about a fact."""
    before = before if before is not None else _Narrowing()
    only = frozenset(implication.only) or None
    if only is not None and before.only is not None:
        only &= before.only
    has = {option: _joined([before.has.get(option, ()), because]) for option in implication.has}
    return _Narrowing(only or before.only, _joined([before.because, because]) if only else before.because, {**before.has, **has})


class Evaluation:
    """One person's answers on one day, ready to be asked about any condition of the knowledge."""

    def __init__(self, answers: Answers, knowledge: Knowledge, as_of: date) -> None:
        """Take the answers, the knowledge they are read with, and the day everything is counted from."""
        self.answers = answers
        self.knowledge = knowledge
        self.as_of = as_of
        self._seen: dict[str, Outcome] = {}
        self._derived: dict[str, _Reading] = {}
        self._narrowings: Mapping[str, _Narrowing] = {}
        self._narrowings = self._implied()
        self._seen.clear()
        self._derived.clear()

    def outcome(self, expression: str) -> Outcome:
        """Tell what a condition, as written in the knowledge, comes to."""
        found = self._seen.get(expression)
        if found is None:
            found = self._seen[expression] = self._truth(parse(expression).tree)
        return found

    def outcome_of(self, node: Node) -> Outcome:
        """Tell what a part of a condition comes to."""
        return self._truth(node)

    def supposing(self, implication: Implication) -> "Evaluation":
        """Give the evaluation that there would be if one more implication held."""
        other = copy(self)
        other._seen, other._derived = {}, {}
        other._narrowings = {**self._narrowings, implication.fact: _narrowed(self._narrowings.get(implication.fact), implication, ())}
        return other

    def _implied(self) -> dict[str, _Narrowing]:
        narrowings: dict[str, _Narrowing] = {}
        for implication in self.knowledge.implications.values():
            found = self.outcome(implication.when)
            if found.truth is not Truth.TRUE or not found.because:  # `status in any_status` holds of a status nobody gave: only an answer may imply
                continue
            narrowings[implication.fact] = _narrowed(narrowings.get(implication.fact), implication, found.because)
        return narrowings

    def _truth(self, node: Node) -> Outcome:
        match node:
            case syntax.Always():
                return Outcome(Truth.TRUE)
            case syntax.Unknown():
                return Outcome(Truth.UNKNOWN)
            case syntax.All(parts=parts):
                return _combined([self._truth(part) for part in parts], all_of, Truth.FALSE)
            case syntax.AnyOf(parts=parts):
                return _combined([self._truth(part) for part in parts], any_of, Truth.TRUE)
            case syntax.Not(part=part):
                inner = self._truth(part)
                return Outcome(inner.truth.negated(), inner.because, inner.open)
            case syntax.Name():
                reading = self._value(node)
                if not isinstance(reading.value, Truth):
                    raise TypeError(f"{node} is no condition")
                return Outcome(reading.value, reading.because, reading.open)
            case syntax.Comparison(operator=sign, left=left, right=right):
                return self._pair(left, right, lambda one, other: compare(sign, one, other))
            case syntax.Membership(item=item, among=among):
                return self._pair(item, among, _among)
            case syntax.Overlap(left=left, right=right):
                return self._pair(left, right, _shares)
        raise TypeError(f"{node} is no condition")

    def _pair(self, left: Node, right: Node, judge: Callable[[Value, Value], Truth]) -> Outcome:
        one, other = self._value(left), self._value(right, like=left)
        truth = judge(one.value, other.value)
        because, still_open = _joined([one.because, other.because]), _joined([one.open, other.open])
        return Outcome(truth, because, still_open if truth is Truth.UNKNOWN else ())

    def _value(self, node: Node, like: Node | None = None) -> _Reading:
        match node:
            case syntax.Name(name=name):
                return self._named(name)
            case syntax.Number(number=number):
                return _Reading(Figure.exactly(number))
            case syntax.Text(text=text):
                is_day = like is not None and isinstance(self._value(like).value, VagueDate | Nothing)
                return _Reading(parse_date(text) if is_day else Options(frozenset({text})))
            case syntax.Members(members=members):
                return _Reading(Several.exactly(frozenset(member.text for member in members)))
            case syntax.Call(function=function, arguments=arguments):
                return self._counted(function, [self._value(argument) for argument in arguments])
        found = self._truth(node)
        return _Reading(found.truth, found.because, found.open)

    def _named(self, name: str) -> _Reading:
        if name in self.knowledge.questions:
            return self._fact(name)
        if name in self.knowledge.sets:
            return _Reading(Several.exactly(frozenset(self.knowledge.sets[name].members)))
        found = self._derived.get(name)
        if found is None:
            found = self._derived[name] = self._computed(name) if name in COMPUTATIONS else self._built(self.knowledge.derived[name])
        return found

    def _built(self, derived: Derived) -> _Reading:
        if derived.since is not None and self.as_of < derived.since:
            return _Reading(Truth.FALSE)
        return self._value(parse(derived.expression).tree)

    def _computed(self, name: str) -> _Reading:
        computation = COMPUTATIONS[name]
        value = computation.work_out(self.answers, self.knowledge, self.as_of)
        known = tuple(fact for fact in computation.facts if self._given(fact))
        return _Reading(value, known, () if _is_settled(value) else _unsettled(computation.facts, known))

    def _given(self, fact: str) -> bool:
        return fact in self.answers and not isinstance(self.answers[fact].value, Unanswered)

    def _fact(self, fact: str) -> _Reading:
        question = self.knowledge.questions[fact]
        narrowing = self._narrowings.get(fact)
        if not self._given(fact):
            return _unanswered(fact, question, self.knowledge, narrowing)
        value = self.answers[fact].value
        if isinstance(value, VagueDate):
            return _Reading(value, (fact,), () if value.is_exact else (fact,))
        if isinstance(value, bool):
            return _Reading(Truth.of(value), (fact,))
        if isinstance(value, int | float):
            return _Reading(Figure.exactly(value), (fact,))
        if value is NOTHING:
            return _Reading(Several.exactly(frozenset()) if question.type is FactType.CHARGES else NOTHING, (fact,))
        if isinstance(value, tuple):
            return self._several(fact, frozenset(value), narrowing)
        return _Reading(Options(frozenset({str(value)})), (fact,))

    def _several(self, fact: str, chosen: frozenset[str], narrowing: _Narrowing | None) -> _Reading:
        """Read several options; a charge the offences do not know leaves room for every charge, and what other answers add comes in."""
        if self.knowledge.questions[fact].type is FactType.CHARGES and not chosen <= self.knowledge.offences.keys():
            known = chosen & self.knowledge.offences.keys()
            return _Reading(Several(known, frozenset(self.knowledge.offences)), (fact,), (fact,))
        more = narrowing.has.keys() - chosen if narrowing is not None else set()
        if narrowing is None or not more:
            return _Reading(Several.exactly(chosen), (fact,))
        return _Reading(Several.exactly((chosen | more) - {"none"}), _joined([(fact,), narrowing.reasons(more)]))

    def _counted(self, function: str, arguments: list[_Reading]) -> _Reading:
        because = _joined([argument.because for argument in arguments])
        still_open = _joined([argument.open for argument in arguments])
        days = [argument.value for argument in arguments]
        if any(day is NOTHING for day in days):
            return _Reading(NOTHING, because)
        ranges = [day for day in days if isinstance(day, VagueDate)]
        if ANY_DAY in ranges:
            return _Reading(ANY_FIGURE, because, still_open)
        today = VagueDate.exact(self.as_of)
        earlier, later = {"days_until": (today, ranges[0])}.get(function, (ranges[0], ranges[1] if len(ranges) > 1 else today))
        count = _COUNTS[function]
        return _Reading(Figure(count(earlier.latest, later.earliest), count(earlier.earliest, later.latest)), because, still_open)


def _days(earlier: date, later: date) -> float:
    return (later - earlier).days


_COUNTS: Mapping[str, Callable[[date, date], float]] = {
    "years_since": years_between,
    "years_between": years_between,
    "months_since": months_between,
    "days_since": _days,
    "days_until": _days,
    "days_between": _days,
}


def _unanswered(fact: str, question: Question, knowledge: Knowledge, narrowing: _Narrowing | None) -> _Reading:
    """Read a fact that has no value: everything it might still be, less what other answers rule out."""
    because = narrowing.because if narrowing else ()
    match question.type:
        case FactType.CHOICE:
            possible = narrowing.only if narrowing and narrowing.only else frozenset(question.options)
            return _Reading(Options(possible), because, (fact,))
        case FactType.CHOICES:
            least = narrowing.has if narrowing else {}
            reasons = narrowing.reasons(least) if narrowing else ()
            return _Reading(Several(frozenset(least), frozenset(question.options)), reasons, (fact,))
        case FactType.YESNO:
            if narrowing and narrowing.only:
                return _Reading(Truth.of(narrowing.only == {"yes"}), because)
            return _Reading(Truth.UNKNOWN, (), (fact,))
        case FactType.INTEGER | FactType.MONEY:
            return _Reading(Figure(question.least if question.least is not None else -inf, inf), (), (fact,))
        case FactType.DATE:
            return _Reading(ANY_DAY, (), (fact,))
        case FactType.CHARGES:
            return _Reading(Several(frozenset(), frozenset(knowledge.offences)), (), (fact,))
        case FactType.TOWN:
            return _Reading(Options(frozenset(knowledge.towns)), (), (fact,))
        case FactType.COURT:
            return _Reading(Options(frozenset(knowledge.courts)), (), (fact,))
    raise TypeError(f"{fact} is read by no condition")


def _among(item: Value, members: Value) -> Truth:
    if isinstance(members, Several) and isinstance(item, Options):
        return item.among(members)
    raise TypeError(f"{item} cannot be among {members}")


def _shares(left: Value, right: Value) -> Truth:
    if isinstance(left, Several) and isinstance(right, Several):
        return left.shares(right)
    raise TypeError(f"{left} and {right} are not both sets")


def _is_settled(value: Value) -> bool:
    if isinstance(value, Several):
        return value.least == value.most
    return not isinstance(value, Figure) or value.low == value.high


def _unsettled(facts: Facts, known: Facts) -> Facts:
    """Give the facts that keep a computed value open: those not given or, where all are, those given too vaguely."""
    return tuple(fact for fact in facts if fact not in known) or facts


def _combined(outcomes: list[Outcome], join: Callable[[Iterable[Truth]], Truth], decisive: Truth) -> Outcome:
    """Join outcomes by "and" (decided by one false) or "or" (decided by one true): what decided it, or what keeps it open."""
    truth = join(outcome.truth for outcome in outcomes)
    if truth is decisive:
        return Outcome(truth, _joined([outcome.because for outcome in outcomes if outcome.truth is decisive]))
    because = _joined([outcome.because for outcome in outcomes])
    if truth is not Truth.UNKNOWN:
        return Outcome(truth, because)
    return Outcome(truth, because, _joined([outcome.open for outcome in outcomes if outcome.truth is Truth.UNKNOWN]))


def _joined(parts: Iterable[Facts]) -> Facts:
    return tuple(dict.fromkeys(fact for part in parts for fact in part))

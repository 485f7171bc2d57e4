"""Three-valued truth: Kleene's tables, and no way to take unknown for no."""

import pytest

from ctintake.answers.values import NOTHING, Unanswered
from ctintake.truth import Truth, all_of, any_of

T, F, U = Truth.TRUE, Truth.FALSE, Truth.UNKNOWN

PAIRS = [
    # one, other, and, or
    (T, T, T, T),
    (T, F, F, T),
    (T, U, U, T),
    (F, T, F, T),
    (F, F, F, F),
    (F, U, F, U),
    (U, T, U, T),
    (U, F, F, U),
    (U, U, U, U),
]


def _said(joined_by, at):
    return [f"{row[0].value} {joined_by} {row[1].value} is {row[at].value}" for row in PAIRS]


@pytest.mark.parametrize(("one", "other", "both"), [(a, b, both) for a, b, both, _ in PAIRS], ids=_said("and", 2))
def test_and(one, other, both):
    assert all_of([one, other]) is both


@pytest.mark.parametrize(("one", "other", "either"), [(a, b, either) for a, b, _, either in PAIRS], ids=_said("or", 3))
def test_or(one, other, either):
    assert any_of([one, other]) is either


@pytest.mark.parametrize(("truth", "negated"), [(T, F), (F, T), (U, U)], ids=["not true is false", "not false is true", "not unknown is unknown"])
def test_not(truth, negated):
    assert truth.negated() is negated


def test_and_of_nothing_is_true_and_or_of_nothing_is_false():
    assert all_of([]) is T
    assert any_of([]) is F


def test_one_false_among_many_unknowns_settles_an_and():
    assert all_of([U, U, F, U]) is F


def test_one_true_among_many_unknowns_settles_an_or():
    assert any_of([U, U, T, U]) is T


def test_what_is_known_becomes_true_or_false():
    assert Truth.of(True) is T
    assert Truth.of(False) is F


@pytest.mark.parametrize("value", [*Truth, *Unanswered, NOTHING], ids=lambda value: f"{type(value).__name__} {value.name} refuses")
def test_no_such_value_can_be_used_as_a_yes_or_a_no(value):
    with pytest.raises(TypeError):
        bool(value)
    with pytest.raises(TypeError):
        _ = "yes" if value else "no"
    with pytest.raises(TypeError):
        _ = not value

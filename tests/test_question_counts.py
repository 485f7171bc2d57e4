"""How many questions an interview asks: few enough that a frightened person gets to a result. `question_counts.py` says what is counted, and prints it."""

import pytest
from question_counts import distribution, interviews, median

from ctintake.model import Urgency

HELD = "as-told"


@pytest.mark.parametrize(("depth", "limit"), [(Urgency.NOW, 9), (Urgency.SOON, 24), (Urgency.PLAN, 40)])
def test_half_of_the_people_are_not_asked_more_than(depth: Urgency, limit: int) -> None:
    assert median(HELD, depth) <= limit, distribution(HELD, depth)


def test_nobody_is_asked_more_than_twelve_questions_before_the_first_results() -> None:
    assert [one for one in distribution(HELD, Urgency.NOW) if one[0] > 12] == []


def test_the_next_question_comes_at_once() -> None:
    assert max(one.seconds for one in interviews(HELD)) < 0.5, "100 ms is the aim; five times that is a mistake, not a slow machine"

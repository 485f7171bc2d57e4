"""Several questions on one page, for an advocate in a hurry."""

import pytest

from ctintake.errors import InputError
from ctintake.interview.page import page_of, read_page
from ctintake.model import Knowledge

PAGE = ("danger_now", "custody", "us_citizen")


@pytest.mark.parametrize(
    ("typed", "answers"),
    [
        pytest.param("1b 2a 3b", {"danger_now": "no", "custody": "free", "us_citizen": "no"}, id="a letter for each"),
        pytest.param("1B,3c", {"danger_now": "no", "us_citizen": "maybe"}, id="capitals and commas, one left out"),
        pytest.param("1u 3r", {"danger_now": "unsure", "us_citizen": "declined"}, id="not sure and rather not say"),
        pytest.param("2 d", {"custody": "ice-detention"}, id="a space between"),
    ],
)
def test_one_line_answers_as_many_as_it_names(typed: str, answers: dict[str, str], knowledge: Knowledge) -> None:
    assert read_page(typed, PAGE, knowledge) == answers


@pytest.mark.parametrize("typed", ["4a", "0a", "1z", "2f", "hello", "1b and more"])
def test_what_names_nothing_on_the_page_is_refused_whole(typed: str, knowledge: Knowledge) -> None:
    with pytest.raises(InputError):
        read_page(typed, PAGE, knowledge)


def test_a_page_holds_questions_of_one_section_that_take_one_option(knowledge: Knowledge) -> None:
    assert page_of(["danger_now", "custody", "town", "us_citizen"], knowledge) == ("danger_now", "custody")


def test_a_page_is_no_longer_than_what_is_in_sight(knowledge: Knowledge) -> None:
    facts = ["status", "danger_now", "custody"]
    assert page_of(["danger_now", "custody"], knowledge, rows=50) == ("danger_now", "custody")
    assert page_of(["danger_now", "custody"], knowledge, rows=12) == ()
    assert page_of(facts, knowledge, rows=12) == ()


def test_a_number_that_is_answered_twice_is_asked_about(knowledge: Knowledge) -> None:
    with pytest.raises(InputError, match="'1' is answered twice"):
        read_page("1b 1a", PAGE, knowledge)


def test_a_question_by_itself_needs_no_page(knowledge: Knowledge) -> None:
    assert page_of(["danger_now", "situation", "custody"], knowledge) == ()

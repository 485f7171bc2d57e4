"""Towns, courts and charges complete as one types, and ask where a name means several."""

from collections.abc import Sequence
from datetime import date

import pytest

from ctintake.answers.values import Unanswered
from ctintake.interview.completing import NearCompleter
from ctintake.interview.flow import Course
from ctintake.interview.prompts import Command, Prompt, Reply
from ctintake.interview.session import Left, Session
from ctintake.interview.wording import asked
from ctintake.model import Knowledge
from ctintake.show.lines import Line


def offers(fact: str, typed: str, knowledge: Knowledge) -> list[str]:
    prompt = asked(fact, Course(), knowledge, progress="", for_another=False)
    return [prompt.completions[at].insert for at in NearCompleter(prompt.completions, several=prompt.several).nearest(typed)]


@pytest.mark.parametrize(
    ("fact", "typed", "offered"),
    [
        pytest.param("town", "dan", "Danbury", id="a town by its first letters"),
        pytest.param("town", "noank", "Noank", id="a village"),
        pytest.param("town", "bridgport", "Bridgeport", id="a town misspelled"),
        pytest.param("charges", "53a-125b", "larceny-sixth", id="a charge by its statute number"),
        pytest.param("charges", "weed", "cannabis-possession", id="a charge by an everyday word"),
        pytest.param("charges", "shoplifing", "shoplifting", id="a charge misspelled"),
        pytest.param("court", "g.a. 23", "ga23", id="a court by its short name"),
    ],
)
def test_what_is_typed_is_completed(fact: str, typed: str, offered: str, knowledge: Knowledge) -> None:
    assert offered in offers(fact, typed, knowledge)


@pytest.mark.parametrize("typed", ["qqqqqqq", "x"])
def test_what_comes_near_nothing_is_left_as_typed(typed: str, knowledge: Knowledge) -> None:
    assert offers("town", typed, knowledge) == [] or len(typed) < 2


class Listener:
    """A skin that replies by the words of the question, and remembers what it was told and asked."""

    def __init__(self, replies: dict[str, list[Reply]]) -> None:
        self.replies = replies
        self.asked: list[Prompt] = []
        self.told: list[str] = []

    def ask(self, prompt: Prompt) -> Reply:
        self.asked.append(prompt)
        given = next((replies for words, replies in self.replies.items() if words in prompt.ask and replies), None)
        return given.pop(0) if given else Command.LEAVE

    def tell(self, lines: Sequence[Line]) -> None:
        self.told += [line.text for line in lines]

    def rows(self) -> int | None:
        return None

    def begin(self) -> None: ...

    def end(self) -> None: ...

    def clear(self) -> None: ...


def talk(fact: str, replies: dict[str, list[Reply]], knowledge: Knowledge, as_of: date) -> tuple[Listener, Course]:
    """Ask one fact again in an interview, and leave at whatever comes after it."""
    listener = Listener(replies)
    kept: list[Course] = [Course()]
    session = Session(listener, knowledge, as_of, Course(path=(fact,), again=fact), kept.append, lambda _: None)
    with pytest.raises(Left):
        session.run()
    return listener, kept[-1]


def test_a_place_in_several_towns_is_asked_about(knowledge: Knowledge, as_of: date) -> None:
    listener, course = talk("town", {"Which town": ["Georgetown"], "Which do you mean": ["Wilton"]}, knowledge, as_of)
    assert {"Redding", "Ridgefield", "Weston", "Wilton"} <= {option for option, _ in listener.asked[1].choices}
    assert course.answers["town"].value == "Wilton"


def test_a_town_is_offered_with_the_village_that_was_typed(knowledge: Knowledge, as_of: date) -> None:
    listener, _ = talk("town", {"Which town": ["Daniels"], "Which do you mean": ["Killingly"]}, knowledge, as_of)
    assert ("Killingly", "Killingly (Danielson)") in listener.asked[1].choices


def test_a_charge_that_may_be_several_is_asked_about_and_the_others_are_kept(knowledge: Knowledge, as_of: date) -> None:
    listener, course = talk("charges", {"What are the charges": ["53a-125b, larceny"], "Which do you mean": ["larceny-third"]}, knowledge, as_of)
    assert course.answers["charges"].value == ("larceny-sixth", "larceny-third")


@pytest.mark.parametrize("command", [Command.WHY, Command.NUMBERS, Command.REVIEW])
def test_which_was_meant_takes_the_keys_of_every_prompt(command: Command, knowledge: Knowledge, as_of: date) -> None:
    listener, course = talk("town", {"Which town": ["Georgetown"], "Which do you mean": [command, "Wilton"]}, knowledge, as_of)
    assert listener.told
    assert course.answers["town"].value == "Wilton"


def test_whoever_goes_back_from_which_was_meant_types_again_and_is_told_of_no_fault(knowledge: Knowledge, as_of: date) -> None:
    listener, course = talk("town", {"Which town": ["Georgetown", "New Haven"], "Which do you mean": [Command.BACK]}, knowledge, as_of)
    assert course.answers["town"].value == "New Haven"
    assert not any("may lie in" in text for text in listener.told)


def test_whoever_is_not_sure_which_was_meant_has_answered(knowledge: Knowledge, as_of: date) -> None:
    _, course = talk("town", {"Which town": ["Georgetown"], "Which do you mean": [Command.UNSURE]}, knowledge, as_of)
    assert course.answers["town"].value is Unanswered.UNSURE


def test_whoever_means_none_of_these_types_again(knowledge: Knowledge, as_of: date) -> None:
    listener, course = talk("town", {"Which town": ["Hartfrod", "New Haven"], "Which do you mean": ["type-again"]}, knowledge, as_of)
    assert course.answers["town"].value == "New Haven"


def test_a_date_in_words_that_name_no_day_is_refused_with_forms_that_would_do(knowledge: Knowledge, as_of: date) -> None:
    listener, course = talk("plea_date", {"When did you plead": ["last week", "May 2019"]}, knowledge, as_of)
    assert any("5/14/2019" in text for text in listener.told)
    assert str(course.answers["plea_date"].value) == "2019-05"

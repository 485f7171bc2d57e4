"""Changing one's mind: going back, the review page, stopping early; and what an advocate does on a page of several questions."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from conversation import asked_in
from people import VIGNETTES, Person, answers_of
from test_interview import DEFENDANT

from ctintake.answers.reading import plain
from ctintake.answers.values import Known
from ctintake.interview.flow import Course
from ctintake.interview.prompts import Command, Prompt, Reply, Shape
from ctintake.interview.session import Left, Session
from ctintake.interview.wording import GO_ON
from ctintake.model import Knowledge, Urgency
from ctintake.screening import Screening
from ctintake.show.lines import Line, phone_text
from ctintake.summary.composing import call_record

NUMBER = re.compile(r"\b\d{3}-\d{3}-\d{4}\b")
EARLY = "If it cannot wait"
REVIEW, PAGE, CLIENT_HERE, OFFER = "the review page", "a page of questions", "whether the client is there", "an offer"
HARMED = DEFENDANT | {"situation": ["charged", "harmed"], "harm": ["domestic-violence"], "abuser_relation": "spouse", "abuser_status": "citizen"}


class Someone:
    """A skin that replies from a table of facts, passes over what it does not hold, and does first what is planned for a question."""

    def __init__(self, knowledge: Knowledge, script: Mapping[str, object], planned: Mapping[str, Sequence[Reply]] | None = None) -> None:
        self.facts = asked_in(knowledge) | {knowledge.text("review"): REVIEW, knowledge.text("page"): PAGE, knowledge.text("client-here"): CLIENT_HERE}
        self.script = script
        self.planned = {fact: list(replies) for fact, replies in (planned or {}).items()}
        self.asked: list[str] = []
        self.prompts: list[Prompt] = []
        self.told: list[str] = []

    def ask(self, prompt: Prompt) -> Reply:
        fact = self.facts.get(prompt.ask, OFFER)
        if fact != OFFER:
            self.asked.append(fact)
            self.prompts.append(prompt)
        if self.planned.get(fact):
            return self.planned[fact].pop(0)
        if fact in {CLIENT_HERE, OFFER}:
            return "no" if fact == OFFER else "yes"
        return GO_ON if fact == REVIEW else _raw(self.script.get(fact, Command.SKIP), prompt)

    def tell(self, lines: Sequence[Line]) -> None:
        self.told += [line.text for line in lines if line.text]

    def rows(self) -> int | None:
        return None

    def begin(self) -> None: ...

    def end(self) -> None: ...

    def clear(self) -> None: ...


def _raw(answer: object, prompt: Prompt) -> Reply:
    if isinstance(answer, Command):
        return answer
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if isinstance(answer, list):
        return [str(option) for option in answer] if prompt.shape is Shape.SEVERAL else ", ".join(map(str, answer))
    return str(answer)


def held(someone: Someone, knowledge: Knowledge, as_of: date, *, depth: Urgency = Urgency.NOW, advocate: bool = False) -> Course:
    """Hold an interview; give where it ended."""
    session = Session(someone, knowledge, as_of, Course(depth=depth), lambda _: None, lambda _: None, advocate=advocate)
    session.run()
    return session.course


def test_going_back_and_changing_one_answer_keeps_all_the_others(knowledge: Knowledge, as_of: date) -> None:
    back = {"town": [Command.BACK], "custody": ["free", "police"]}
    someone = Someone(knowledge, DEFENDANT, back)
    course = held(someone, knowledge, as_of)
    assert someone.asked[:8] == ["language", "answering", "situation", "danger_now", "custody", "town", "custody", "town"]
    assert course.answers["custody"].value == "police"
    assert {fact: plain(course.answers[fact].value) for fact in ("language", "answering", "danger_now", "town")} == {
        "language": "es", "answering": "self", "danger_now": False, "town": "Danbury",
    }  # fmt: skip


def test_two_steps_back_and_on_again_ask_nothing_that_was_answered_in_between(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT, {"town": [Command.BACK], "custody": ["free", Command.BACK], "danger_now": ["no", "yes"]})
    course = held(someone, knowledge, as_of)
    assert someone.asked[3:9] == ["danger_now", "custody", "town", "custody", "danger_now", "town"]
    assert (course.answers["danger_now"].value, course.answers["custody"].value) == (True, "free")


def test_the_language_can_be_gone_back_to_and_its_words_are_said_anew(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT, {"answering": [Command.BACK], "language": ["es", "pt"]})
    assert held(someone, knowledge, as_of).answers["language"].value == "pt"
    assert someone.asked[:4] == ["language", "answering", "language", "answering"]
    assert [text for text in someone.told if text.startswith(("Hablo", "Falo"))] == [knowledge.text("interpreter-es"), knowledge.text("interpreter-pt")]


def test_any_answer_is_changed_on_the_review_page_and_only_what_now_matters_is_asked(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT, {REVIEW: ["status"], "status": ["lpr", "no-status"]})
    course = held(someone, knowledge, as_of)
    at = someone.asked.index(REVIEW)
    assert someone.asked[at:] == [REVIEW, "status", "last_entry", REVIEW]
    assert course.answers["status"].value == "no-status"


def test_the_review_page_goes_back_and_shows_numbers_like_any_other_prompt(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT, {REVIEW: [Command.WHY, Command.NUMBERS, Command.BACK]})
    held(someone, knowledge, as_of)
    first = someone.asked.index(REVIEW)
    assert someone.asked[first:] == [REVIEW, REVIEW, REVIEW, someone.asked[first - 1], REVIEW]
    assert any("860-509-6400" in text for text in someone.told)


def test_the_review_page_says_each_section_once(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, HARMED)
    held(someone, knowledge, as_of, depth=Urgency.SOON)
    (review,) = (prompt for prompt in someone.prompts if someone.facts[prompt.ask] == REVIEW)
    asked = [option for option, _ in review.choices if option != GO_ON]
    sections = [knowledge.questions[fact].section for fact in asked]
    assert sections == sorted(sections, key=list(knowledge.sections).index)
    assert list(review.headings.values()) == [knowledge.sections[section].title for section in dict.fromkeys(sections)]
    assert all(sections[asked.index(fact)] not in sections[: asked.index(fact)] for fact in review.headings)
    assert "larceny" not in dict(review.choices)["charges"], "charges are told by the names people know"


def test_whoever_stops_early_can_still_change_an_answer_and_is_asked_nothing_else(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT, {"town": [Command.ENOUGH], REVIEW: ["custody"], "custody": ["free", "ice-detention"]})
    course = held(someone, knowledge, as_of, depth=Urgency.PLAN)
    assert someone.asked[-4:] == ["town", REVIEW, "custody", REVIEW]
    assert course.answers["custody"].value == "ice-detention"


def test_whoever_stops_while_changing_an_answer_keeps_it(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT, {"town": [Command.BACK], "custody": ["free", Command.ENOUGH]})
    assert held(someone, knowledge, as_of).answers["custody"].value == "free"
    assert someone.asked[-2:] == ["custody", REVIEW]


def test_the_number_of_questions_to_go_never_grows_without_saying_why(knowledge: Knowledge, as_of: date) -> None:
    grew = 0
    for path in VIGNETTES[::3]:
        told = {fact: plain(answer.value) for fact, answer in answers_of(Person(path.stem, as_of, path)).items()}
        someone = Someone(knowledge, told)
        held(someone, knowledge, as_of, depth=Urgency.PLAN)
        lines = [prompt.progress for prompt in someone.prompts if "to go" in prompt.progress]
        counts = [int(re.findall(r"\d+", line)[0]) for line in lines]
        for before, now, line in zip(counts, counts[1:], lines[1:], strict=False):
            assert (now > before) is line.startswith("The last answer brings more questions"), (path.stem, lines)
            grew += now > before
    assert grew, "some are asked more than it first seemed"


# Offers: what is asked and is no fact of the person.


def test_an_offer_takes_the_keys_of_every_prompt_and_goes_back_to_the_answers(knowledge: Knowledge, as_of: date) -> None:
    keys = [Command.WHY, Command.NUMBERS, Command.REVIEW, Command.BACK, Command.SKIP]
    someone = Someone(knowledge, DEFENDANT, {OFFER: keys})
    course = held(someone, knowledge, as_of)
    assert course.depth is Urgency.NOW, "what is passed over is not taken up"
    assert someone.asked.count(REVIEW) == 2
    for line in knowledge.text("why-deeper").strip().splitlines():
        assert line in someone.told
    assert any("860-509-6400" in text for text in someone.told)
    assert "Town: Danbury" in someone.told
    assert someone.planned[OFFER] == []


def test_whoever_goes_back_from_what_comes_after_the_results_can_change_an_answer(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT)
    shown: list[Screening] = []
    session = Session(someone, knowledge, as_of, Course(depth=Urgency.NOW), lambda _: None, shown.append)
    first = session.run()
    someone.planned = {REVIEW: ["custody"], "custody": ["ice-detention"]}
    second = session.again()
    assert [one.answers["custody"].value for one in (first, second)] == ["free", "ice-detention"]
    assert shown == [first, second]


def test_leaving_at_an_offer_leaves(knowledge: Knowledge, as_of: date) -> None:
    with pytest.raises(Left):
        held(Someone(knowledge, DEFENDANT, {OFFER: [Command.LEAVE]}), knowledge, as_of)


def test_whoever_stopped_early_and_goes_back_from_the_review_page_is_asked_on(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT, {"town": [Command.ENOUGH, "Danbury"], REVIEW: [Command.BACK], "custody": ["free", "free"]})
    held(someone, knowledge, as_of)
    assert someone.asked[someone.asked.index(REVIEW) + 1 :][:2] == ["custody", "town"]


def test_the_prompt_says_where_on_the_paper_to_look_and_what_to_type_where_there_is_none(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT)
    held(someone, knowledge, as_of, depth=Urgency.SOON)
    looks = {fact: prompt.look for fact, prompt in zip(someone.asked, someone.prompts, strict=True)}
    assert "court paper" in looks["charges"]
    assert looks["charges"].endswith(knowledge.text("or-none"))
    assert looks["town"] == ""


# An advocate.


def test_a_guess_stays_one_when_it_is_passed_over_on_the_way_back(knowledge: Knowledge, as_of: date) -> None:
    planned = {PAGE: ["1b 2a"], "town": [Command.KNOWN, Command.KNOWN, "Danbury"], REVIEW: ["town"]}
    someone = Someone(knowledge, DEFENDANT | {"answering": "defender"}, planned)
    course = held(someone, knowledge, as_of, advocate=True)
    assert course.answers["town"].known is Known.GUESS
    again = [prompt.progress for fact, prompt in zip(someone.asked, someone.prompts, strict=True) if fact == "town"][-1]
    assert knowledge.text("known-guess") in again


def test_whether_the_client_is_there_says_how_answers_are_known_and_goes_back_to_the_language(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT | {"answering": "advocate"}, {CLIENT_HERE: [Command.WHY, Command.BACK, "no"], "language": ["es", "pt"]})
    course = held(someone, knowledge, as_of, advocate=True)
    assert someone.asked[:5] == ["language", CLIENT_HERE, CLIENT_HERE, "language", CLIENT_HERE]
    assert course.answers["language"].value == "pt"
    assert course.answers["town"].known is Known.PAPER


def test_whoever_goes_back_from_the_offer_of_a_draft_is_asked_the_last_question_again(knowledge: Knowledge, as_of: date) -> None:
    someone, replies = Someone(knowledge, DEFENDANT), [False, True]
    session = Session(someone, knowledge, as_of, Course(), lambda _: None, lambda _: None, offer=lambda _: replies.pop(0))
    session.run()
    first = next(at for at, fact in enumerate(someone.asked) if fact in knowledge.questions and knowledge.questions[fact].section != "start")
    assert someone.asked[first - 1] == someone.asked[first - 2]
    assert replies == []


def test_a_page_is_told_once_and_asked_again_alone_when_the_line_cannot_be_read(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT | {"answering": "advocate"}, {PAGE: ["9z", Command.WHY, "1b 2c"]})
    course = held(someone, knowledge, as_of, advocate=True)
    at = someone.asked.index(PAGE)
    assert someone.asked[at : at + 3] == [PAGE, PAGE, PAGE]
    assert sum(text.startswith("1. Is your client in danger") for text in someone.told) == 1
    assert any("'9z' names nothing on this page" in text for text in someone.told)
    for fact in ("danger_now", "custody"):
        assert knowledge.questions[fact].why.strip() in [text.strip() for text in someone.told]
    assert "Held or free: In a Connecticut jail or prison" in someone.told
    assert course.answers["custody"].value == "state-jail"


def test_the_key_of_an_advocate_does_nothing_for_anyone_else(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT, {"custody": [Command.KNOWN, "free"]})
    assert held(someone, knowledge, as_of).answers["custody"].known is Known.SAID


def test_an_advocate_says_with_one_key_how_the_next_answers_are_known(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT | {"answering": "defender"}, {PAGE: ["1b 2a"], "town": [Command.KNOWN, Command.KNOWN, "Danbury"]})
    course = held(someone, knowledge, as_of, advocate=True)
    assert course.answers["custody"].known is Known.SAID
    assert course.answers["town"].known is Known.GUESS
    (review,) = (prompt for prompt in someone.prompts if someone.facts[prompt.ask] == REVIEW)
    assert dict(review.choices)["town"] == "Town: Danbury (known: a guess)"


@pytest.mark.parametrize("situation", ["questioned", "charged", "convicted", "harmed", "detained", "removal", "ice-contact", "child-alone"])
def test_whoever_ends_early_still_has_each_number_that_was_shown(situation: str, knowledge: Knowledge, as_of: date) -> None:
    script = {"language": "en", "answering": "self", "situation": [situation], "danger_now": False}
    someone = Someone(knowledge, script, {"custody": [Command.ENOUGH]})
    session = Session(someone, knowledge, as_of, Course(depth=Urgency.NOW), lambda _: None, lambda _: None)
    screening = session.run()
    at_end = someone.told.index(knowledge.text("numbers-shown-before")) if knowledge.text("numbers-shown-before") in someone.told else len(someone.told)
    shown, again = (set(NUMBER.findall(" ".join(part))) for part in (someone.told[:at_end], someone.told[at_end:]))
    listed = {phone_text(call_record(call, screening).number) for call in screening.calls}
    assert {number for number in shown if any(number in text for text in someone.told[:at_end] if text.startswith(EARLY))} <= again | listed


def test_an_advocate_is_not_asked_whether_they_answer_about_themselves(knowledge: Knowledge, as_of: date) -> None:
    someone = Someone(knowledge, DEFENDANT | {"answering": "advocate"})
    held(someone, knowledge, as_of, advocate=True)
    (prompt,) = [prompt for fact, prompt in zip(someone.asked, someone.prompts, strict=True) if fact == "answering"]
    assert [option for option, _ in prompt.choices] == ["family", "advocate", "defender"]


def test_nothing_is_offered_before_the_questions_about_what_is_urgent_are_over(knowledge: Knowledge, as_of: date) -> None:
    someone, offered = Someone(knowledge, DEFENDANT), []
    session = Session(
        someone, knowledge, as_of, Course(depth=Urgency.SOON), lambda _: None, lambda _: None, offer=lambda _: offered.append(list(someone.asked)) or True
    )
    session.run()
    (before,) = offered
    assert {knowledge.questions[fact].section for fact in before} == {"start"}

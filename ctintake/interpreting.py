"""Asking for an interpreter: the words for it in the person's own language and in English. Never prints."""

from msgspec import Struct

from ctintake.answers.values import Answers
from ctintake.model import Knowledge
from ctintake.referrals import LANGUAGE


class Asking(Struct, frozen=True):
    """How to ask for an interpreter: in the person's language, in English, and in English by someone who calls for them."""

    own: str
    english: str
    for_another: str


def asking(answers: Answers, knowledge: Knowledge) -> Asking | None:
    """Give the words to ask for an interpreter with; None where no language was given, or it needs none."""
    answer = answers.get(LANGUAGE)
    option = str(answer.value) if answer is not None else ""
    return words_of(option, knowledge) if option in interpreted(knowledge) else None


def interpreted(knowledge: Knowledge) -> tuple[str, ...]:
    """Give the languages that the knowledge has such words for."""
    return tuple(option for option in knowledge.questions[LANGUAGE].options if all(screen in knowledge.screens for screen in _screens(option)))


def words_of(option: str, knowledge: Knowledge) -> Asking:
    """Give the words of one of the languages that are `interpreted`."""
    own, english, for_another = (knowledge.text(screen).strip() for screen in _screens(option))
    return Asking(own, english, for_another)


def _screens(option: str) -> tuple[str, str, str]:
    return (f"interpreter-{option}", f"interpreter-{option}-in-english", f"interpreter-{option}-for-another")

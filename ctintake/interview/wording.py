"""Questions and answers as a person reads them: the prompt for a fact, an answer in words, the review page. No terminal."""

from ctintake.answers.reading import plain
from ctintake.answers.values import Answer, Known, Unanswered
from ctintake.interview.flow import Course
from ctintake.interview.prompts import Prompt, Shape
from ctintake.model import FactType, Knowledge, Question

GO_ON = "go-on"
"""The option of the review page that ends it."""

_OTHERS = frozenset({"family", "advocate", "defender"})


def asked(fact: str, course: Course, knowledge: Knowledge, *, progress: str, for_another: bool) -> Prompt:
    """Give the prompt for a fact, with the answer that stands there already."""
    question = knowledge.questions[fact]
    answering = course.answers.get("answering")
    of_another = for_another or (answering is not None and answering.value in _OTHERS)
    answer = course.answers.get(fact)
    return Prompt(
        ask=question.ask_for_another if of_another else question.ask,
        shape=_shape(question),
        choices=_choices(question, knowledge),
        example=question.example,
        completions=_completions(question, knowledge),
        before=_before(answer),
        progress=progress,
        missing=knowledge.text("choose"),
        alone=knowledge.text("none-alone"),
    )


def answer_in_words(fact: str, answer: Answer, knowledge: Knowledge) -> str:
    """Give an answer as a person reads it, and how it is known where it was not simply said."""
    question = knowledge.questions[fact]
    words = dict(_choices(question, knowledge))
    if isinstance(answer.value, Unanswered):
        return knowledge.text(f"unanswered-{answer.value.value}")
    said = ", ".join(words.get(part, part) for part in _before(answer))
    return said if answer.known is Known.SAID else f"{said} ({knowledge.text(f'known-{answer.known.value}').lower()})"


def review_prompt(course: Course, knowledge: Knowledge) -> Prompt:
    """Give the review page: every answer by section, any of which can be changed, and going on."""
    answers = []
    for fact in (fact for fact in knowledge.questions if fact in course.path):
        question = knowledge.questions[fact]
        said = answer_in_words(fact, course.answers[fact], knowledge) if fact in course.answers else knowledge.text("unanswered-skipped")
        answers.append((fact, f"{knowledge.sections[question.section].title} / {question.label}: {said}"))
    return Prompt(ask=knowledge.text("review"), shape=Shape.ONE, choices=((GO_ON, knowledge.text("review-go-on")), *answers), before=(GO_ON,))


def _shape(question: Question) -> Shape:
    if question.type in {FactType.CHOICE, FactType.YESNO}:
        return Shape.ONE
    return Shape.SEVERAL if question.type is FactType.CHOICES else Shape.TYPED


def _choices(question: Question, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    if question.type is FactType.YESNO:
        return (("yes", knowledge.text("yes")), ("no", knowledge.text("no")))
    return tuple(question.options.items())


def _completions(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    if question.type is FactType.TOWN:
        return (*knowledge.towns, *(village for town in knowledge.towns.values() for village in town.villages))
    if question.type is FactType.COURT:
        return tuple(court.name for court in knowledge.courts.values() if court.kind in {"ga", "part-a", "federal"})
    if question.type is FactType.CHARGES:
        return tuple(dict.fromkeys(word for offence in knowledge.offences.values() for word in (offence.plain_name, offence.statute, *offence.also)))
    return ()


def _before(answer: Answer | None) -> tuple[str, ...]:
    """Give an answer as options or typed text; empty where there is none."""
    if answer is None or isinstance(answer.value, Unanswered):
        return ()
    value = plain(answer.value)
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return tuple(value) if isinstance(value, list) else (str(value),)

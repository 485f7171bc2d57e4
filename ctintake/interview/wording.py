"""Questions and answers as a person reads them: the prompt for a fact, an answer in words, the review page. No terminal."""

from ctintake.answers.charges import charges_meant
from ctintake.answers.places import courts_meant, towns_meant
from ctintake.answers.reading import plain
from ctintake.answers.values import Answer, Known, Unanswered
from ctintake.interview.flow import Course
from ctintake.interview.prompts import Completion, Prompt, Shape
from ctintake.model import FactType, Knowledge, Question

AGAIN = "type-again"
"""The option that goes back to typing."""

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
        several=question.type is FactType.CHARGES,
        progress=progress,
        missing=knowledge.text("type-something" if _shape(question) is Shape.TYPED else "choose"),
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


def _completions(question: Question, knowledge: Knowledge) -> tuple[Completion, ...]:
    if question.type is FactType.TOWN:
        villages = [Completion(village, f"({town})") for town, entry in knowledge.towns.items() for village in entry.villages]
        return (*(Completion(town, "") for town in knowledge.towns), *villages)
    if question.type is FactType.COURT:
        courts = {name: court for name, court in knowledge.courts.items() if court.kind in {"ga", "part-a", "federal", "juvenile"}}
        return tuple(Completion(name, court.name, (court.name, court.city, court.short_name)) for name, court in courts.items())
    if question.type is FactType.CHARGES:
        offences = knowledge.offences.items()
        return tuple(Completion(name, f"{one.plain_name} ({one.statute})", (one.name, one.plain_name, one.statute, *one.also)) for name, one in offences)
    return ()


def meant(fact: str, typed: str, knowledge: Knowledge) -> Prompt | None:
    """Give the question which of several things was meant by a typed answer that could not be read; None where nothing comes near."""
    found: tuple[tuple[str, str], ...] = ()
    match knowledge.questions[fact].type:
        case FactType.TOWN:
            found = tuple((town, town) for town in towns_meant(typed, knowledge))
        case FactType.COURT:
            found = tuple((name, knowledge.courts[name].name) for name in courts_meant(typed, knowledge))
        case FactType.CHARGES:
            offences = knowledge.offences
            found = tuple((name, f"{offences[name].plain_name} ({offences[name].statute})") for name in charges_meant(typed, offences))
    if not found:
        return None
    return Prompt(ask=knowledge.text("which-meant").format(typed=typed[:60]), shape=Shape.ONE, choices=(*found, (AGAIN, knowledge.text("type-again"))))


def _before(answer: Answer | None) -> tuple[str, ...]:
    """Give an answer as options or typed text; empty where there is none."""
    if answer is None or isinstance(answer.value, Unanswered):
        return ()
    value = plain(answer.value)
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return tuple(value) if isinstance(value, list) else (str(value),)

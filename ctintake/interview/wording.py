"""Questions and answers as a person reads them: the prompt for a fact, an answer in words, the review page. No terminal."""

from ctintake.answers.charges import charges_meant
from ctintake.answers.places import courts_for_cases, courts_meant, towns_meant
from ctintake.answers.reading import plain
from ctintake.answers.values import Answer, Known, Unanswered
from ctintake.interview.flow import Course
from ctintake.interview.prompts import NONE, Completion, Prompt, Shape
from ctintake.model import FactType, Knowledge, Question
from ctintake.readers import ADVOCATE, ANSWERING, HELPERS, ask, reader_of

AGAIN = "type-again"
"""The option that goes back to typing."""

ASIDE = "keys-aside"
"""The screen of the keys where what is asked is no fact of the person: there is nothing to be unsure of."""

GO_ON = "go-on"
"""The option of the review page that ends it."""


def asked(fact: str, course: Course, knowledge: Knowledge, *, progress: str, for_another: bool) -> Prompt:
    """Give the prompt for a fact, with the answer that stands there already."""
    question = knowledge.questions[fact]
    reader = ADVOCATE if for_another else reader_of(course.answers)
    answer = course.answers.get(fact)
    return Prompt(
        ask=ask(question, reader, knowledge),
        look=_look(question, knowledge),
        shape=_shape(question),
        choices=tuple(one for one in _choices(question, knowledge) if not (for_another and fact == ANSWERING and one[0] not in HELPERS)),
        example=question.example,
        completions=_completions(question, knowledge),
        before=_before(answer),
        several=question.type is FactType.CHARGES,
        progress=progress,
        missing=knowledge.text("type-something" if _shape(question) is Shape.TYPED else "choose"),
        alone=knowledge.text("none-alone").format(none=question.options.get(NONE, "")),
    )


def offer(text: str, knowledge: Knowledge) -> Prompt:
    """Give the prompt for something that is offered, as a question to say yes or no to; a bare Enter is no."""
    return Prompt(ask=text, shape=Shape.ONE, choices=_yes_or_no(knowledge), before=("no",), missing=knowledge.text("choose"), keys=ASIDE)


def line(text: str, usual: str, knowledge: Knowledge, keys: str = ASIDE) -> Prompt:
    """Give the prompt for a line of text that is no answer, such as a file's name; the usual one stands there already."""
    return Prompt(ask=text, shape=Shape.TYPED, before=(usual,) if usual else (), missing=knowledge.text("type-line"), keys=keys)


def _look(question: Question, knowledge: Knowledge) -> str:
    """Say where on a paper the answer stands, and what to type where there is none."""
    return " ".join(text for text in (question.look, knowledge.text("or-none") if question.allows_none else "") if text)


def answer_in_words(fact: str, answer: Answer, knowledge: Knowledge) -> str:
    """Give an answer as a person reads it, and how it is known where it was not simply said."""
    question = knowledge.questions[fact]
    words = dict(_choices(question, knowledge)) | _names(question.type, knowledge)
    if isinstance(answer.value, Unanswered):
        return knowledge.text(f"unanswered-{answer.value.value}")
    said = ", ".join(words.get(part, part) for part in _before(answer))
    return said if answer.known is Known.SAID else f"{said} ({knowledge.text(f'known-{answer.known.value}').lower()})"


def _names(kind: FactType, knowledge: Knowledge) -> dict[str, str]:
    """Give the names that people know courts and charges by."""
    match kind:
        case FactType.COURT:
            return {name: court.name for name, court in knowledge.courts.items()}
        case FactType.CHARGES:
            return {name: f"{offence.plain_name} ({offence.statute})" for name, offence in knowledge.offences.items()}
    return {}


def review_prompt(course: Course, knowledge: Knowledge) -> Prompt:
    """Give the review page: every answer by section, any of which can be changed, and going on."""
    answers = []
    begins: dict[str, str] = {}
    for fact in sorted(course.path, key=lambda fact: _place(fact, knowledge)):
        question = knowledge.questions[fact]
        said = answer_in_words(fact, course.answers[fact], knowledge) if fact in course.answers else knowledge.text("unanswered-skipped")
        answers.append((fact, f"{question.label}: {said}"))
        begins.setdefault(question.section, fact)
    return Prompt(
        ask=knowledge.text("review"),
        shape=Shape.ONE,
        choices=((GO_ON, knowledge.text("review-go-on")), *answers),
        headings={fact: knowledge.sections[section].title for section, fact in begins.items()},
        before=(GO_ON,),
    )


def _place(fact: str, knowledge: Knowledge) -> tuple[int, int]:
    """Give where an answer stands on the review page: by section, then in the order asked."""
    return list(knowledge.sections).index(knowledge.questions[fact].section), list(knowledge.questions).index(fact)


def _shape(question: Question) -> Shape:
    if question.type in {FactType.CHOICE, FactType.YESNO}:
        return Shape.ONE
    return Shape.SEVERAL if question.type is FactType.CHOICES else Shape.TYPED


def _choices(question: Question, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    if question.type is FactType.YESNO:
        return _yes_or_no(knowledge)
    return tuple(question.options.items())


def _yes_or_no(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    return (("yes", knowledge.text("yes")), ("no", knowledge.text("no")))


def _completions(question: Question, knowledge: Knowledge) -> tuple[Completion, ...]:
    if question.type is FactType.TOWN:
        villages = [Completion(village, f"({town})") for town, entry in knowledge.towns.items() for village in entry.villages]
        return (*(Completion(town, "") for town in knowledge.towns), *villages)
    if question.type is FactType.COURT:
        courts = courts_for_cases(knowledge).items()
        return tuple(Completion(name, court.name, (court.name, court.city, court.short_name)) for name, court in courts)
    if question.type is FactType.CHARGES:
        offences = knowledge.offences.items()
        names = _names(question.type, knowledge)
        return tuple(Completion(name, names[name], (one.name, one.plain_name, one.statute, *one.also)) for name, one in offences)
    return ()


def meant(fact: str, typed: str, knowledge: Knowledge) -> Prompt | None:
    """Give the question which of several things was meant by a typed answer that could not be read; None where nothing comes near."""
    found: tuple[tuple[str, str], ...] = ()
    names = _names(knowledge.questions[fact].type, knowledge)
    match knowledge.questions[fact].type:
        case FactType.TOWN:
            found = tuple((town, _with_villages(town, typed, knowledge)) for town in towns_meant(typed, knowledge))
        case FactType.COURT:
            found = tuple((name, names[name]) for name in courts_meant(typed, knowledge))
        case FactType.CHARGES:
            found = tuple((name, names[name]) for name in charges_meant(typed, knowledge.offences))
    if not found:
        return None
    return Prompt(ask=knowledge.text("which-meant").format(typed=typed[:60]), shape=Shape.ONE, choices=(*found, (AGAIN, knowledge.text("type-again"))))


def _with_villages(town: str, typed: str, knowledge: Knowledge) -> str:
    """Give a town, and the part of it that was typed: few know which town each village lies in."""
    villages = [village for village in knowledge.towns[town].villages if typed.lower() in village.lower()]
    return f"{town} ({', '.join(villages)})" if villages else town


def _before(answer: Answer | None) -> tuple[str, ...]:
    """Give an answer as options or typed text; empty where there is none."""
    if answer is None or isinstance(answer.value, Unanswered):
        return ()
    value = plain(answer.value)
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return tuple(value) if isinstance(value, list) else (str(value),)

"""What is shown on request at a prompt: why a question is asked, the keys, the answers so far. No terminal."""

from collections.abc import Iterator, Sequence

from ctintake.interview.flow import Course
from ctintake.interview.wording import answer_in_words
from ctintake.model import Knowledge
from ctintake.readers import HELPERS, speaks_to_the_person
from ctintake.show.lines import GAP, Line, Manner


def why_lines(facts: Sequence[str], reader: str, knowledge: Knowledge) -> Iterator[Line]:
    """Say of each question what its words mean, why it is asked and who sees it, and what skipping costs."""
    for fact in facts:
        question = knowledge.questions[fact]
        yield GAP
        if len(facts) > 1:
            yield Line(Manner.STRONG, question.label)
        if question.help:
            yield Line(Manner.TEXT, question.help, 1)
            if reader in HELPERS and speaks_to_the_person(question.help):
                yield Line(Manner.QUIET, knowledge.text("you-is-another"), 1)
        skipping = knowledge.text("if-skipped").format(costs=question.skipping) if question.skipping else ""
        yield from (Line(Manner.TEXT, text, 1) for text in (question.why, skipping) if text)
    yield GAP


def key_lines(keys: str, knowledge: Knowledge, *, advocate: bool) -> Iterator[Line]:
    """Give the keys of a prompt; ``keys`` is the screen that says them."""
    yield Line(Manner.QUIET, knowledge.text(keys), 1)
    if advocate and keys == "keys":
        yield Line(Manner.QUIET, knowledge.text("keys-advocate"), 1)
    yield GAP


def answer_lines(course: Course, knowledge: Knowledge) -> Iterator[Line]:
    """Give every answer so far, by section."""
    section = ""
    yield GAP
    for fact in (fact for fact in knowledge.questions if fact in course.answers):
        question = knowledge.questions[fact]
        if question.section != section:
            section = question.section
            yield Line(Manner.STRONG, knowledge.sections[section].title)
        yield answered(fact, course, knowledge)
    yield GAP


def answered(fact: str, course: Course, knowledge: Knowledge) -> Line:
    """Give one answer with its label."""
    return Line(Manner.TEXT, f"{knowledge.questions[fact].label}: {answer_in_words(fact, course.answers[fact], knowledge)}", 1)

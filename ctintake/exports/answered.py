"""What was answered, in words, and how the person may be reached: a number never without when to call and whether to leave a message. Never prints."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from ctintake.exports.cleaning import one_line
from ctintake.exports.handout_parts import Row
from ctintake.model import FactType, Knowledge
from ctintake.show.lines import Words, written
from ctintake.summary.records import NOT_ASKED, Summary

PHONE, MESSAGE, TIMES = "safe_phone", "safe_to_leave_message", "safe_times"


def answer_words(fact: str, value: Any, knowledge: Knowledge) -> str:  # noqa: ANN401 - any plain value
    """Give an answer as people read it: the option's words, a name for an id, a day in words."""
    if isinstance(value, list | tuple):
        return "; ".join(answer_words(fact, one, knowledge) for one in value)
    if isinstance(value, bool):
        return knowledge.text("yes" if value else "no")
    if isinstance(value, date):
        return written(value)
    if value in {"unsure", "declined"}:
        return knowledge.text(f"unanswered-{value}")
    return _named(fact, str(value), knowledge)


def _named(fact: str, value: str, knowledge: Knowledge) -> str:
    question = knowledge.questions.get(fact)
    if question is None:
        return value
    if question.type is FactType.COURT and value in knowledge.courts:
        return knowledge.courts[value].name
    if question.type is FactType.CHARGES and value in knowledge.offences:
        return f"{knowledge.offences[value].name} ({knowledge.offences[value].statute})"
    return f"${value}" if question.type is FactType.MONEY else question.options.get(value, value)


def answered(summary: Summary, words: Words) -> Iterator[Row]:
    """Give each answer beside its question, how it is known where it was not simply said, and what was not given; not how to reach the person."""
    contact = {PHONE, MESSAGE, TIMES} if safe_contact(summary, words) else set()
    questions = words.knowledge.questions
    for fact, value in summary.answers.items():
        if fact not in contact:
            known = summary.known.get(fact, "")
            how = f" ({words(f'export-known-{known}')})" if known in {"paper", "guess"} else ""
            label = questions[fact].label if fact in questions else fact
            yield Row(label, one_line(answer_words(fact, value, words.knowledge)) + how)
    for one in summary.unanswered:
        if one.fact not in {*summary.answers, *contact}:
            yield Row(one.label, words(f"unanswered-{one.answer}") if one.answer != NOT_ASKED else one.answer)


def safe_contact(summary: Summary, words: Words) -> tuple[str, ...]:
    """Say how the person may be reached; nothing where their number is not released.

    A number never stands without when to call and whether to leave a message.
    """
    number = summary.answers.get(PHONE)
    if not isinstance(number, str) or number in {"unsure", "declined"}:
        return ()
    times = summary.answers.get(TIMES)
    said = isinstance(times, str) and times not in {"unsure", "declined"}
    may = summary.answers.get(MESSAGE)
    message = "unsaid" if not isinstance(may, bool) else "yes" if may else "no"
    when = words("export-contact-times", times=one_line(str(times)).rstrip(".")) if said else words("export-contact-no-times")
    return words("export-contact-number", number=one_line(number).rstrip(".")), when, words(f"export-message-{message}")

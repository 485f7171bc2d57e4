"""Who reads the results, and which words fit them: the person, a relative or friend, or an advocate or defender who speaks of a client. Never prints."""

import re

from ctintake.answers.values import Answers
from ctintake.model import Deadline, Knowledge, Question, Rule

ANSWERING = "answering"
"""The fact whose options are the readers."""

ADVOCATE = "advocate"
"""Who reads in advocate mode, where the answers do not say."""

ADVOCATES = frozenset({ADVOCATE, "defender"})
"""Those who read of a client, in the words for another."""

HELPERS = ADVOCATES | {"family"}
"""Those who ask and call for someone else."""


_TO_THE_PERSON = re.compile(r"\b(?:you|your|yours|yourself|yourselves|me|my|mine|myself)\b", re.IGNORECASE)
_OF_A_CLIENT = re.compile(r"\byour clients?\b", re.IGNORECASE)


def speaks_to_the_person(words: str) -> bool:
    """Tell whether words speak to the person, so that a helper would take them as said to themselves.

    >>> speaks_to_the_person("Keep your papers"), speaks_to_the_person("Keep your client's papers")
    (True, False)
    """
    return _TO_THE_PERSON.search(_OF_A_CLIENT.sub(" ", words)) is not None


def reader_of(answers: Answers) -> str:
    """Give who answers, and so reads; empty where nobody said."""
    answer = answers.get(ANSWERING)
    return str(answer.value) if answer is not None else ""


def words_of(screen: str, reader: str, knowledge: Knowledge) -> str:
    """Give the words of a screen, for a reader."""
    entry = knowledge.screens[screen]
    return _fitting(entry.text, entry.text_for_another, reader)


def ask(question: Question, reader: str, knowledge: Knowledge) -> str:
    """Give how a reader is asked: of themselves, of the person they help, or of their client."""
    return question.ask_for_another.format(person=words_of("person", reader, knowledge)) if reader in HELPERS else question.ask


def title(rule: Rule, reader: str) -> str:
    """Give a finding's title for a reader."""
    return _fitting(rule.title, rule.title_for_another, reader)


def label(deadline: Deadline, reader: str) -> str:
    """Give what a last day is of, for a reader."""
    return _fitting(deadline.label, deadline.label_for_another, reader)


def past(deadline: Deadline, reader: str) -> str:
    """Give what may still be open once a last day has passed, for a reader; empty where the rule says nothing."""
    return _fitting(deadline.past, deadline.past_for_another, reader)


def is_labeled(deadline: Deadline, text: str) -> bool:
    """Tell whether a label is this deadline's, whoever it was written for."""
    return text in {deadline.label, deadline.label_for_another or deadline.label}


def _fitting(words: str, for_another: str, reader: str) -> str:
    """Choose between two wordings; where there is no other, the one fits everyone."""
    return for_another or words if reader in ADVOCATES else words

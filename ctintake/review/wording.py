"""How the texts are worded: easy enough for a person, without a verdict or a promise, and to the one who reads them."""

import re
from collections.abc import Iterable, Iterator

from ctintake.errors import Problem
from ctintake.knowledge.references import place
from ctintake.model import Knowledge
from ctintake.readers import speaks_to_the_person
from ctintake.review.reading import MOST_GRADE, CountSyllables, grades
from ctintake.review.texts import every_text, passages


def too_hard(knowledge: Knowledge, count: CountSyllables) -> Iterator[Problem]:
    """Find every text to a person that is above the grade."""
    for pieces in passages(knowledge):
        for piece, grade in grades(pieces, count):
            if grade > MOST_GRADE:
                right = f"at most {MOST_GRADE:g}: shorter sentences, shorter words"
                yield Problem(piece.where, f"reads at grade {grade:g}: “{_begin(piece.text)}”", right)


def _begin(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:60].rsplit(' ', 1)[0]} ..."


def never_said(knowledge: Knowledge, words: Iterable[str]) -> Iterator[Problem]:
    """Find words that are a verdict or a promise, in any text a person or an advocate reads. Official names may hold them.

    In a word ``*`` stands for any letters: ``*eligib*`` is "eligible", "ineligible" and "eligibility".
    """
    wanted = re.compile(_any_of(words).replace(r"\*", r"\w*"), re.IGNORECASE)
    names = re.compile(_any_of(knowledge.jurisdiction.official_names))
    for piece in every_text(knowledge):
        found = wanted.findall(names.sub(" ", piece.text))
        if found:
            said = ", ".join(f"'{word}'" for word in dict.fromkeys(" ".join(word.split()) for word in found))
            yield Problem(piece.where, f"says {said}", "say what to raise and with whom; an official name goes into official_names of the jurisdiction")


def _any_of(phrases: Iterable[str]) -> str:
    """Give a pattern for any of the phrases as whole words, however spaced; one that never matches for none."""
    spaced = [r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in phrases]
    return rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)" if spaced else r"(?!)"


def misaddressed(knowledge: Knowledge) -> Iterator[Problem]:
    """Find words to the person that an advocate would read as said to themselves: those without words for another, and words for another that are no better."""
    for where, key, words, for_another in _addressed(knowledge):
        if speaks_to_the_person(for_another):
            yield Problem(f"{where} {key}_for_another", f"speaks to the person: “{_begin(for_another)}”", "speak of “your client”, or of nobody")
        elif not for_another and speaks_to_the_person(words):
            what = f"speaks to the person, whoever reads it: “{_begin(words)}”"
            yield Problem(f"{where} {key}", what, f"write {key}_for_another too, or words that fit both")


def _addressed(knowledge: Knowledge) -> Iterator[tuple[str, str, str, str]]:
    """Give what is worded for the person and for those who help: its place, its key, and both wordings, the second empty where there is none."""
    for name, rule in knowledge.rules.items():
        where = place(knowledge, "rules", name)
        yield where, "title", rule.title, rule.title_for_another
        for at, one in enumerate(rule.deadline, start=1):
            yield f"{where} deadline {at}", "label", one.label, one.label_for_another
            yield f"{where} deadline {at}", "past", one.past, one.past_for_another
    for name, question in knowledge.questions.items():
        yield place(knowledge, "questions", name), "ask", question.ask, question.ask_for_another
    for name, screen in knowledge.screens.items():
        if screen.text_for_another:
            yield place(knowledge, "screens", name), "text", screen.text, screen.text_for_another

"""The texts of the knowledge: those a person reads, entry by entry, and every text anyone reads.

Reading grades and words never said are looked for here; which texts exist is said once.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

import msgspec

from ctintake.errors import Problem
from ctintake.knowledge.references import place
from ctintake.model import Entry, Knowledge, Need, Question, Resource, Rule
from ctintake.readers import speaks_to_the_person
from ctintake.review.reading import MOST_GRADE, CountSyllables, Piece, grades

_FOR_ADVOCATES = frozenset({"notice-advocate"})
"""Screens that advocates alone read."""

_FOR_THE_PROGRAM = frozenset(
    {"url", "sources", "when", "can_wait", "unless", "takes", "is", "members", "serves", "needs", "law", "grounds", "categories", "official_names"}
)
"""Keys whose text nobody is shown: conditions, ids, pages read."""

_KINDS = ("questions", "rules", "needs", "resources", "audiences", "authorities", "offences", "grounds", "courts", "towns", "places", "sections", "screens")


def passages(knowledge: Knowledge) -> Iterator[list[Piece]]:
    """Give the texts to a person, those that are read together in one list, in the order they are read."""
    for name, rule in knowledge.rules.items():
        for texts in _of_rule(rule):
            yield _pieces(place(knowledge, "rules", name), texts)
    for name, question in knowledge.questions.items():
        yield _pieces(place(knowledge, "questions", name), _of_question(question))
    for name, need in knowledge.needs.items():
        yield _pieces(place(knowledge, "needs", name), _of_need(need))
    for name, resource in knowledge.resources.items():
        yield _pieces(place(knowledge, "resources", name), _of_resource(resource))
    yield [
        Piece(f"{place(knowledge, 'screens', name)} text", screen.text)
        for name, screen in knowledge.screens.items()
        if name not in _FOR_ADVOCATES
    ]  # fmt: skip


def _pieces(where: str, texts: Iterable[tuple[str, str]]) -> list[Piece]:
    return [Piece(f"{where} {key}", text) for key, text in texts if text]


def _of_rule(rule: Rule) -> Iterator[list[tuple[str, str]]]:
    yield [("title and say", f"{rule.title}. {rule.say}")]
    yield [("say", rule.say), *((f"mention {at} say", mention.say) for at, mention in enumerate(rule.mention, start=1))]
    yield [(f"do {at}", step) for at, step in enumerate(rule.do, start=1)]
    yield [(f"deadline {at} {key}", text) for at, one in enumerate(rule.deadline, start=1) for key, text in (("label", one.label), ("past", one.past))]


def _of_question(question: Question) -> Iterator[tuple[str, str]]:
    return ((key, getattr(question, key)) for key in ("ask", "help", "why", "skipping"))


def _of_need(need: Need) -> Iterator[tuple[str, str]]:
    return ((key, getattr(need, key)) for key in ("call", "call_for_another"))


def _of_resource(resource: Resource) -> Iterator[tuple[str, str]]:
    return ((key, getattr(resource, key)) for key in ("does", "who"))


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
    """Find words that are a verdict or a promise, in any text a person or an advocate reads. Official names may hold them."""
    wanted = re.compile(_any_of(words), re.IGNORECASE)
    names = re.compile(_any_of(knowledge.jurisdiction.official_names))
    for piece in every_text(knowledge):
        found = wanted.findall(names.sub(" ", piece.text))
        if found:
            said = ", ".join(f"'{word}'" for word in dict.fromkeys(" ".join(word.split()) for word in found))
            yield Problem(piece.where, f"says {said}", "say what to raise and with whom; an official name goes into official_names of the jurisdiction")


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


def _any_of(phrases: Iterable[str]) -> str:
    """Give a pattern for any of the phrases as whole words, however spaced; one that never matches for none."""
    spaced = [r"\s+".join(re.escape(word) for word in phrase.split()) for phrase in phrases]
    return rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)" if spaced else r"(?!)"


def every_text(knowledge: Knowledge) -> Iterator[Piece]:
    """Give every text of every entry that someone is shown, each with its place and key."""
    for kind in _KINDS:
        entries: Mapping[str, Entry] = getattr(knowledge, kind)
        for name, entry in entries.items():
            where = place(knowledge, kind, name)
            yield from (Piece(f"{where} {key}", text) for key, text in _texts(entry))


def _texts(entry: object, key: str = "") -> Iterator[tuple[str, str]]:
    match entry:
        case str():
            yield key, entry
        case msgspec.Struct():
            for item in msgspec.structs.fields(entry):
                if item.encode_name not in _FOR_THE_PROGRAM:
                    yield from _texts(getattr(entry, item.name), f"{key}.{item.encode_name}".lstrip("."))
        case dict():
            for inner, value in entry.items():
                yield from _texts(value, f"{key}.{inner}")
        case tuple():
            for at, value in enumerate(entry, start=1):
                yield from _texts(value, f"{key} {at}")

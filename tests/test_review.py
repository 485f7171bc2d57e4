"""The reviewer's gate: each fault of the content is found, named with file, entry and key, and all are said together. The shipped content has none.

Faults are made in memory, one at a time, in the shipped knowledge: what a row breaks is all that may be found.
"""

import csv
import dataclasses
import io
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

import pytest
from msgspec import Struct, structs
from msgspec.structs import fields
from people import DAY, shipped

from ctintake.errors import KnowledgeError, Problem
from ctintake.knowledge.cases import Cases, read_cases
from ctintake.knowledge.contract import Contract, Promise, read_contract
from ctintake.knowledge.loading import SHIPPED
from ctintake.model import FactType, Knowledge, Mention, Question
from ctintake.review.reading import Piece, grades, length, sentences, syllable_counter
from ctintake.review.reviewing import GRADES_NOT_CHECKED, Review, review
from ctintake.review.table import HEADS, as_csv, as_markdown, rows
from ctintake.review.texts import NOT_SHOWN, NOT_TO_THE_PERSON, TO_THE_PERSON

HARD = (
    "Notwithstanding the aforementioned administrative considerations, individuals contemplating international transportation "
    "necessitate individualized consultation regarding inadmissibility determinations."
)


@cache
def contract() -> Contract:
    return read_contract()


@cache
def cases() -> Mapping[str, Cases]:
    return read_cases(SHIPPED)


def reviewed(knowledge: Knowledge, cases: Mapping[str, Cases] = MappingProxyType({}), as_of: date = DAY, contract: Contract | None = None) -> Review:
    return review(knowledge, cases, contract or read_contract(), as_of, syllable_counter())


def broken(kind: str, name: str, **keys: Any) -> Knowledge:
    """Give the shipped knowledge with one entry changed."""
    entries = getattr(shipped(), kind)
    return replace(shipped(), **{kind: MappingProxyType({**entries, name: changed(entries[name], **keys)})})


def changed(entry: Any, **keys: Any) -> Any:
    """Change an entry as a hand that knows no schema would: what its own checks refuse is let through."""
    copy = structs.replace(entry)
    for key, value in keys.items():
        structs.force_setattr(copy, key, value)
    return copy


def without(kind: str, name: str) -> Knowledge:
    entries = {entry: value for entry, value in getattr(shipped(), kind).items() if entry != name}
    return replace(shipped(), **{kind: MappingProxyType(entries)})


def more(kind: str, **entries: Any) -> Knowledge:
    return replace(shipped(), **{kind: MappingProxyType({**getattr(shipped(), kind), **entries})})


def new_problems(knowledge: Knowledge, contract: Contract | None = None, as_of: date = DAY) -> list[Problem]:
    """Give what a review finds here and not in the shipped knowledge."""
    return [problem for problem in reviewed(knowledge, as_of=as_of, contract=contract).problems if problem not in _of_shipped()]


@cache
def _of_shipped() -> tuple[Problem, ...]:
    return reviewed(shipped()).problems


def first(kind: str, fits: Callable[[Any], bool] = bool) -> str:
    """Give the id of the first entry that fits: no test names one of the content's own."""
    return next(name for name, entry in getattr(shipped(), kind).items() if fits(entry))


WITH_LAW = first("rules", lambda rule: len(rule.law) == 1 and not rule.deadline)
WITH_DEADLINE = first("rules", lambda rule: rule.deadline)
CITED = shipped().rules[WITH_LAW].law[0]
COUNTED_BY = shipped().rules[WITH_DEADLINE].deadline[0].law
STATED = first("authorities", lambda authority: authority.statement)
CALLED = first("resources", lambda resource: resource.phones and resource.confidence == "A")
COURT = first("courts", lambda court: court.phone)
TOWN = first("towns")
GROUND = first("grounds")
CHARGE = first("offences")
AUDIENCE = first("audiences")
HIDDEN = first("resources", lambda resource: resource.confidential)
OPEN = first("resources", lambda resource: not resource.confidential and resource.confidence == "A")
CHOICE = first("questions", lambda question: question.type is FactType.CHOICE)
HARMLESS = Question(type=FactType.YESNO, section="start", label="New", ask="Is it new?", ask_for_another="Is it new?")
WEAK = first("authorities", lambda authority: authority.confidence == "C")
UNTOLD = changed(shipped().questions["status"], options={**shipped().questions["status"].options, "new-a": "One", "new-b": "Two"})
A_PHONE = shipped().resources[CALLED].phones[0]


def saying(when: str, **keys: Any) -> Knowledge:
    """Give a rule one mention."""
    return broken("rules", WITH_LAW, mention=(Mention(**({"when": when, "say": "Ask a lawyer about it."} | keys)),))


def with_phone(number: str) -> Knowledge:
    return broken("resources", CALLED, phones=(structs.replace(A_PHONE, number=number),))


def nobody_serves(need: str) -> Knowledge:
    """Take a need, and those that stand in for it, off every office."""
    gone = {need, *shipped().needs[need].instead}
    resources = {name: changed(entry, serves=tuple(one for one in entry.serves if one not in gone)) for name, entry in shipped().resources.items()}
    return replace(shipped(), resources=MappingProxyType(resources))


RAISED = shipped().rules[WITH_LAW].needs[0]


def with_day(**keys: str) -> Knowledge:
    """Change the first last day of a rule, which had one wording for all."""
    one, *others = shipped().rules[WITH_DEADLINE].deadline
    alike = {"label": "Last day", "label_for_another": "", "past": "", "past_for_another": ""}
    return broken("rules", WITH_DEADLINE, deadline=(changed(one, **alike | keys), *others))


FAULTS: dict[str, tuple[Knowledge, str, str]] = {
    "a rule without law": (broken("rules", WITH_LAW, law=()), f"[{WITH_LAW}] law", "names no law"),
    "a rule that rests on general knowledge alone": (
        broken("authorities", CITED, confidence="C", statement=False), f"[{WITH_LAW}] law", "rests on law graded C alone",
    ),
    "general knowledge stated as fact": (
        broken("authorities", STATED, confidence="C", statement=True), f"[{STATED}] statement", "is graded C and stated as fact",
    ),
    "a deadline counted from general knowledge": (
        broken("authorities", COUNTED_BY, confidence="C", statement=False), f"[{WITH_DEADLINE}] deadline 1 law", "is graded C",
    ),
    "a law checked on a day to come": (broken("authorities", STATED, checked=DAY + timedelta(1)), f"[{STATED}] checked", "2026-11-23 is after 2026-11-22"),
    "an office checked on a day to come": (broken("resources", CALLED, checked=DAY + timedelta(1)), f"[{CALLED}] checked", "is after"),
    "an office graded C with a phone": (broken("resources", CALLED, confidence="C"), f"[{CALLED}] phones", "an entry graded C has no phones"),
    "a need that nobody serves": (nobody_serves(RAISED), f"[{RAISED}]", "no office with a phone, text line, email or web page serves it"),
    "a question nothing uses": (more("questions", new=HARMLESS), "[new]", "is asked, and no rule, referral or deadline uses it"),
    "two options that no condition names": (more("questions", status=UNTOLD), "[status] options", "no condition tells 'new-a', 'new-b' apart"),
    "two options named only together": (
        replace(more("questions", status=UNTOLD), rules=saying("status in {'new-a', 'new-b'}").rules), "[status] options", "tells 'new-a', 'new-b' apart",
    ),
    "a question that only a mention uses": (
        replace(more("questions", new=HARMLESS), rules=saying("new").rules), "[new]", "is asked, and no rule, referral or deadline uses it",
    ),
    "a verdict in a mention": (saying("always", say="You qualify."), f"[{WITH_LAW}] mention 1.say", "says 'qualify'"),
    "a hard mention": (saying("always", say=HARD), f"[{WITH_LAW}] mention 1.say", "reads at grade"),
    "a mention that rests on general knowledge alone": (
        saying("always", law=(WEAK,)), f"[{WITH_LAW}] mention 1 law", "rests on law graded C alone",
    ),
    "a fact of the contract dropped": (without("questions", CHOICE), "questions.toml", f"the contract's fact '{CHOICE}' is missing"),
    "an option of the contract dropped": (broken("questions", CHOICE, options={}), f"[{CHOICE}] options", "the contract's option"),
    "a fact of the contract of another type": (broken("questions", CHOICE, type=FactType.CHOICES), f"[{CHOICE}] type", "the contract says 'choice'"),
    "a finding of the contract dropped": (without("rules", WITH_LAW), "rules", f"the contract's finding '{WITH_LAW}' has no rule"),
    "a phone with brackets": (with_phone("(203) 555-0100"), f"[{CALLED}] phones 1.number", "'(203) 555-0100' is no number to dial"),
    "a phone without its country": (with_phone("203-555-0100"), f"[{CALLED}] phones 1.number", "is no number to dial"),
    "a phone with an area code that cannot be": (with_phone("+1-103-555-0100"), f"[{CALLED}] phones 1.number", "is no number to dial"),
    "a short code of two digits": (with_phone("91"), f"[{CALLED}] phones 1.number", "is no number to dial"),
    "a court's phone with points": (broken("courts", COURT, phone="203.555.0100"), f"[{COURT}] phone", "is no number to dial"),
    "a verdict in words to the person": (broken("rules", WITH_LAW, say="You qualify for it."), f"[{WITH_LAW}] say", "says 'qualify'"),
    "a verdict in words to the advocate": (broken("rules", WITH_LAW, advocate="The client is Eligible."), f"[{WITH_LAW}] advocate", "says 'Eligible'"),
    "a promise over two lines": (broken("rules", WITH_LAW, do=("You are\nsafe.",)), f"[{WITH_LAW}] do 1", "says 'You are safe'"),
    "a verdict in an option": (more("questions", status=changed(UNTOLD, options={"lpr": "You qualified"})), "[status] options.lpr", "says 'qualified'"),
    "a hard text of a rule": (broken("rules", WITH_LAW, say=HARD), f"[{WITH_LAW}] say", "reads at grade"),
    "a hard step": (broken("rules", WITH_LAW, do=("Call today.", HARD)), f"[{WITH_LAW}] do 2", "reads at grade"),
    "a hard question": (broken("questions", CHOICE, help=f"{HARD} {HARD} {HARD}"), f"[{CHOICE}] help", "reads at grade"),
    "a hard thing to say on the phone": (broken("needs", RAISED, call=HARD, call_for_another=HARD), f"[{RAISED}] call", "reads at grade"),
    "a hard word about an office": (broken("resources", CALLED, does=HARD), f"[{CALLED}] does", "reads at grade"),
    "a hard limit of an office": (broken("resources", CALLED, limits=HARD), f"[{CALLED}] limits", "reads at grade"),
    "a hard caution about an office": (broken("resources", CALLED, caution=HARD), f"[{CALLED}] caution", "reads at grade"),
    "a hard line on how to write to an office": (broken("resources", CALLED, text=HARD), f"[{CALLED}] text", "reads at grade"),
    "a hard word on what to check about a law": (broken("authorities", STATED, flag=HARD), f"[{STATED}] flag", "reads at grade"),
    "a hard word on a ground": (broken("grounds", GROUND, says=HARD), f"[{GROUND}] says", "reads at grade"),
    "a hard word on what to check about a ground": (broken("grounds", GROUND, flag=HARD), f"[{GROUND}] flag", "reads at grade"),
    "a hard option": (broken("questions", CHOICE, options={"new": HARD}), f"[{CHOICE}] options.new", "reads at grade"),
    "a hard name for a charge": (broken("offences", CHARGE, plain_name=HARD), f"[{CHARGE}] plain_name", "reads at grade"),
    "a hard note on a court": (broken("courts", COURT, note=HARD), f"[{COURT}] note", "reads at grade"),
    "a hard note on a town": (broken("towns", TOWN, note=HARD), f"[{TOWN}] note", "reads at grade"),
    "a hard word for a kind of help": (broken("needs", RAISED, means=HARD), f"[{RAISED}] means", "reads at grade"),
    "a hard word on who is shown an office": (broken("audiences", AUDIENCE, says=HARD), f"[{AUDIENCE}] says", "reads at grade"),
    "a number with points in a way to write": (
        broken("resources", CALLED, text="Text APPLY to 203.336.0141"), f"[{CALLED}] text", "'203.336.0141' is not written as a phone number",
    ),
    "a number with brackets in a step": (broken("rules", WITH_LAW, do=("Call (203) 336-0141.",)), f"[{WITH_LAW}] do 1", "'(203) 336-0141'"),
    "a number with spaces in words to the person": (broken("rules", WITH_LAW, say="Call 203 336 0141 now."), f"[{WITH_LAW}] say", "'203 336 0141'"),
    "a number in one piece": (broken("resources", CALLED, limits="Call 2033360141."), f"[{CALLED}] limits", "'2033360141' is not written"),
    "a number without its area code": (broken("resources", CALLED, note="Call 336-0141."), f"[{CALLED}] note", "'336-0141' is not written"),
    "a number whose 1 has a point": (broken("courts", COURT, note="Call +1.203.336.0141."), f"[{COURT}] note", "'+1.203.336.0141' is not written"),
    "a street address in the note of a confidential place": (
        broken("resources", HIDDEN, note="It is at 12 North Elm Street."), f"[{HIDDEN}] note", "gives '12 North Elm Street'",
    ),
    "a street address in what a confidential place does": (broken("resources", HIDDEN, does="Beds at 5 Oak Ave."), f"[{HIDDEN}] does", "gives '5 Oak Ave'"),
    "a street address in the limits of a confidential place": (
        broken("resources", HIDDEN, limits="Come to 107 main street, at the back."), f"[{HIDDEN}] limits", "gives '107 main street'",
    ),
    "a street address in the caution of a confidential place": (
        broken("resources", HIDDEN, caution="Do not go to 999 Asylum Avenue."), f"[{HIDDEN}] caution", "the place is confidential",
    ),
    "a street address in the label of a confidential place's phone": (
        broken("resources", HIDDEN, phones=(structs.replace(A_PHONE, label="house at 3 Hill Road"),)), f"[{HIDDEN}] phones 1.label", "gives '3 Hill Road'",
    ),
    "a hard screen": (broken("screens", "notice", text=f"{HARD} {HARD} {HARD}"), "[notice] text", "reads at grade"),
    "a title that speaks to the person, whoever reads it": (
        broken("rules", WITH_LAW, title="Keep your papers", title_for_another=""), f"[{WITH_LAW}] title", "speaks to the person, whoever reads it",
    ),
    "a title for another that speaks to the person": (
        broken("rules", WITH_LAW, title="Keep your papers", title_for_another="Keep your client's papers with you"), f"[{WITH_LAW}] title_for_another",
        "speaks to the person: “Keep your client's papers with you”",
    ),
    "a label that speaks to the person, whoever reads it": (with_day(label="The day after YOUR birthday"), f"[{WITH_DEADLINE}] deadline 1 label", "speaks to"),
    "a label for another that speaks to the person": (with_day(label_for_another="For me"), f"[{WITH_DEADLINE}] deadline 1 label_for_another", "speaks to"),
    "a note on a passed day that speaks to the person, whoever reads it": (with_day(past="Ask yourself."), f"[{WITH_DEADLINE}] deadline 1 past", "speaks to"),
    "a note for another that speaks to the person": (with_day(past_for_another="It is yours."), f"[{WITH_DEADLINE}] deadline 1 past_for_another", "speaks to"),
    "a question about another that speaks to them": (
        broken("questions", CHOICE, ask_for_another="What is yours?"), f"[{CHOICE}] ask_for_another", "speaks to the person",
    ),
    "a screen for another that speaks to the person": (
        broken("screens", "welcome", text_for_another="If you are in danger, say so."), "[welcome] text_for_another", "speaks to the person",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("knowledge", "where", "what"), FAULTS.values(), ids=FAULTS)
def test_a_review_finds(knowledge: Knowledge, where: str, what: str) -> None:
    found = new_problems(knowledge)
    assert [problem for problem in found if problem.where.endswith(where) and what in problem.what and problem.right], found


@pytest.mark.parametrize(
    "word",
    [
        "Eligible",
        "ineligible",
        "eligibility",
        "qualify",
        "qualifying",
        "disqualified",
        "disqualifies",
        "unqualified",
        "guarantees",
        "won't be deported",
        "you're safe",
    ],
)
def test_a_verdict_or_a_promise_is_found_in_each_form_of_the_word(word: str) -> None:
    (found,) = [problem for problem in new_problems(broken("rules", WITH_LAW, advocate=f"The client: {word}.")) if "says" in problem.what]
    assert (found.where.endswith(f"[{WITH_LAW}] advocate"), found.what) == (True, f"says '{word}'")


def test_of_texts_that_are_measured_together_the_hardest_is_named() -> None:
    count = syllable_counter()
    assert count is not None
    assert [piece.where for piece, _ in grades([Piece("easy", "Ask now."), Piece("hard", HARD)], count)] == ["hard"]


def text_keys(record: type[Struct], before: str = "") -> Iterator[str]:
    """Give every key of a record, and of the records within it, that holds text."""
    for item in fields(record):
        kinds = list(parts_of(item.type))
        inner = [kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Struct)]
        for kind in inner:
            yield from text_keys(kind, f"{before}{item.encode_name}.")
        if not inner and any(kind is str or isinstance(kind, str) or (isinstance(kind, type) and issubclass(kind, str)) for kind in kinds):
            yield f"{before}{item.encode_name}"


def parts_of(kind: Any) -> Iterator[Any]:
    """Give the types, and the literal words, that a type is made of."""
    inner = get_args(kind)
    for part in inner:
        yield from parts_of(part)
    if not inner:
        yield kind


def test_every_text_of_the_knowledge_is_measured_or_named_as_not_for_a_person_and_never_both() -> None:
    kinds = {item.name for item in dataclasses.fields(Knowledge)} - {"holidays", "digest", "files"}
    hints = get_type_hints(Knowledge)
    listed: Counter[tuple[str, str]] = Counter()
    listed.update((kind, key) for kind, together in TO_THE_PERSON.items() for keys in together for key in keys)
    listed.update((kind, key) for by_kind in (*NOT_TO_THE_PERSON.values(), NOT_SHOWN) for kind, keys in by_kind.items() for key in keys)
    there = {(kind, key) for kind in kinds for key in text_keys(get_args(hints[kind])[-1] if get_args(hints[kind]) else hints[kind])}
    assert {entry for entry, times in listed.items() if times > 1} == set()
    assert (there - listed.keys(), listed.keys() - there) == (set(), set())


def test_every_problem_is_said_at_once() -> None:
    knowledge = replace(broken("rules", WITH_LAW, law=(), say=HARD), questions=more("questions", new=HARMLESS).questions)
    assert {problem.what.split()[0] for problem in new_problems(knowledge)} >= {"names", "reads", "is"}


ACCEPTED: dict[str, Knowledge] = {
    "a new question that a rule uses": replace(
        more("questions", new=HARMLESS), rules=broken("rules", WITH_LAW, when=f"new and ({shipped().rules[WITH_LAW].when})").rules
    ),
    "a new question of an office": replace(more("questions", new=HARMLESS), resources=broken("resources", CALLED, takes="new").resources),
    "a new question that is only passed on": more("questions", new=changed(HARMLESS, section="contact")),
    "a new text": more("questions", new=changed(HARMLESS, type=FactType.TEXT)),
    "two new options that a mention tells apart": replace(more("questions", status=UNTOLD), rules=saying("status == 'new-a'").rules),
    "hard words to the advocate in a mention": saying("always", advocate=HARD),
    "one new option that nothing names": more(
        "questions", status=changed(shipped().questions["status"], options={**shipped().questions["status"].options, "other": "Other"})
    ),
    "a title that speaks to the person and has words for another": broken(
        "rules", WITH_LAW, title="Keep your papers", title_for_another="Keep your client's papers"
    ),
    "a title that speaks to nobody": broken("rules", WITH_LAW, title="Ask about youth, and mind the yard", title_for_another=""),
    "a short code": with_phone("988"),
    "a toll-free number": with_phone("+1-800-555-0100"),
    "an official name that holds a word never said": replace(
        broken("authorities", STATED, title="The Guaranteed Rights Program"),
        jurisdiction=changed(shipped().jurisdiction, official_names=(*shipped().jurisdiction.official_names, "Guaranteed Rights Program")),
    ),
    "a word that only begins like one": broken("rules", WITH_LAW, advocate="The guarantor signs, and the quality of the paper is good."),
    "figures that are no phone number": broken(
        "rules",
        WITH_LAW,
        advocate="53a-125, 54-1j, 17a-101g, 8 U.S.C. 1101(a)(15)(U), 1226(c)(1)(A)-(D), 8 C.F.R. 274a.12, 45 C.F.R. 164.514(b)(2), "
        "Public Act 21-32, No. 25-429, 590 U.S. 222 (2020), 2026-11-22, 2025-2026, $2,000, $203,336,0141, 1.25, 364 days, 06105-1234, A-203336014.",
    ),
    "numbers as they are dialed": broken("rules", WITH_LAW, do=("Call 203-336-0141, 1-800-453-3320 or +1-203-336-0141.", "Call 911 or 211.")),
    "hours, towns and a box in a confidential place's texts": broken(
        "resources",
        HIDDEN,
        note="Open 24 hours, 7 days. Ask at G.A. 14 Hartford Superior Court. Serves 13 towns in the Court district. Write to P.O. Box 12. Call before 5 p.m.",
    ),
    "the street address of a place that is not confidential": broken("resources", OPEN, note="It is at 12 North Elm Street."),
    "one long word in a short step": broken(
        "rules", WITH_LAW, do=("Ask about inadmissibility.", "Call the office now.", "Say when the day is.", "Go to court.")
    ),
    "hard words to the advocate": broken("rules", WITH_LAW, advocate=HARD),
    "hard words on the advocates' screen": broken("screens", "notice-advocate", text=HARD),
    "a law graded C beside another": broken("rules", WITH_LAW, law=(CITED, first("authorities", lambda one: one.confidence == "C"))),
}


@pytest.mark.parametrize("knowledge", ACCEPTED.values(), ids=ACCEPTED)
def test_a_review_accepts(knowledge: Knowledge) -> None:
    assert new_problems(knowledge) == []


def test_an_official_name_is_let_through_by_its_exact_words_only() -> None:
    state = changed(shipped().jurisdiction, official_names=("Guaranteed Rights Program",))
    knowledge = replace(broken("authorities", STATED, title="Your guaranteed rights program"), jurisdiction=state)
    assert [problem.what for problem in new_problems(knowledge) if problem.where.endswith(f"[{STATED}] title")] == ["says 'guaranteed'"]


def test_options_of_the_contract_that_no_condition_tells_apart_are_a_problem_too() -> None:
    promised = structs.replace(contract(), facts={**contract().facts, "status": Promise(type=FactType.CHOICE, options=tuple(UNTOLD.options))})
    found = new_problems(more("questions", status=UNTOLD), contract=promised)
    assert [problem.what for problem in found if problem.where.endswith("[status] options")]


def test_a_need_no_rule_raises_is_a_note() -> None:
    found = reviewed(more("needs", new=shipped().needs[RAISED]))
    assert not [problem for problem in found.problems if "[new]" in problem.where]
    assert any(note.startswith("needs no rule raises: ") and note.endswith(", new") for note in found.notes)


AGED = {
    "a law read half a year and a day ago": ("authorities", STATED, 181, True),
    "a law read half a year ago": ("authorities", STATED, 180, False),
    "a phone seen a year and a day ago": ("resources", CALLED, 366, True),
    "a phone seen a year ago": ("resources", CALLED, 365, False),
}


@pytest.mark.parametrize(("kind", "name", "days", "listed"), AGED.values(), ids=AGED)
def test_what_was_checked_too_long_ago_is_listed(kind: str, name: str, days: int, listed: bool) -> None:
    knowledge = broken(kind, name, checked=DAY - timedelta(days))
    assert new_problems(knowledge) == []
    assert any(f"[{name}]: checked" in note for note in reviewed(knowledge).notes) is listed


# Cases. The rule and its answers are made here, so that they hold whatever the content says.

RULE = changed(shipped().rules[WITH_LAW], when="danger_now", since=None, until=None)
THREE = Cases(as_of=DAY, applies={"danger_now": True}, open={"danger_now": "declined"}, blocked={"danger_now": False})
WITH_RULE = replace(shipped(), rules=MappingProxyType({WITH_LAW: RULE}))


def three(**keys: Any) -> dict[str, Cases]:
    return {WITH_LAW: structs.replace(THREE, **keys)}


CASE_FAULTS: dict[str, tuple[Knowledge, dict[str, Cases], str, str]] = {
    "a rule without cases": (WITH_RULE, {}, f"[{WITH_LAW}]", "has no cases"),
    "cases for no rule": (WITH_RULE, {WITH_LAW: THREE, "no-such-rule": THREE}, "[no-such-rule]", "there is no such rule"),
    "a case that should apply and does not": (WITH_RULE, three(applies=THREE.open), f"[{WITH_LAW}] applies", "comes out as open"),
    "a case that should be open and is not": (WITH_RULE, three(open=THREE.applies), f"[{WITH_LAW}] open", "comes out as applies"),
    "a case that should be ruled out and is not": (WITH_RULE, three(blocked=THREE.open), f"[{WITH_LAW}] blocked", "comes out as open"),
    "a case with a fact there is not": (WITH_RULE, three(open={"dangr_now": True}), f"[{WITH_LAW}] open dangr_now", "there is no such fact"),
    "a case with an answer there is not": (WITH_RULE, three(open={"custody": "home"}), f"[{WITH_LAW}] open custody", "home"),
    "a case on a day before the rule": (
        replace(WITH_RULE, rules=MappingProxyType({WITH_LAW: changed(RULE, since=DAY + timedelta(1))})), three(), f"[{WITH_LAW}] applies",
        "the rule is not in force on 2026-11-22",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("knowledge", "given", "where", "what"), CASE_FAULTS.values(), ids=CASE_FAULTS)
def test_a_review_of_cases_finds(knowledge: Knowledge, given: dict[str, Cases], where: str, what: str) -> None:
    found = [problem for problem in reviewed(knowledge, given).problems if problem.where.endswith(where)]
    assert [problem for problem in found if what in problem.what], found


def test_cases_that_come_out_as_they_say_are_no_problem() -> None:
    assert [problem for problem in reviewed(WITH_RULE, {WITH_LAW: THREE}).problems if f"[{WITH_LAW}]" in problem.where] == []


# Reading grades.


def test_grades_agree_with_the_formula() -> None:
    count = syllable_counter()
    assert count is not None
    assert length("The cat sat on the mat. It did not move at all.", count).grade == pytest.approx(0.39 * 6 + 11.8 * 1 - 15.59, abs=0.05)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Go to G.A. 14 in Hartford. Ask there.", 2),
        ('Say "I want a lawyer." Then stop.', 2),
        ("It opens at 9 a.m. on weekdays.", 1),
        ("Call 911. 5 people can help! Will you?", 3),
        ("It takes 1.5 hours", 1),
        ("{name}: {number}", 1),
        ("", 0),
    ],
)
def test_sentences_are_told_apart(text: str, number: int) -> None:
    assert len(sentences(text)) == number


def test_figures_addresses_and_what_the_program_fills_in_are_one_syllable() -> None:
    count = syllable_counter()
    assert count is not None
    assert length("Call 1-800-555-0100 or see locator.ice.gov for {name}.", count).syllables == 7


def test_short_texts_that_are_measured_together_are_said_once() -> None:
    count = syllable_counter()
    assert count is not None
    assert [piece.where for piece, _ in grades([Piece("one", "Ask now."), Piece("two", "Go home.")], count)] == ["one"]


def test_without_the_library_a_review_says_that_grades_were_not_checked() -> None:
    found = review(broken("rules", WITH_LAW, say=HARD), cases(), contract(), DAY, None)
    assert found.notes[0] == GRADES_NOT_CHECKED
    assert not [problem for problem in found.problems if "reads at grade" in problem.what]


# The contract.


def test_the_contract_is_all_there() -> None:
    assert (len(contract().facts), len(contract().findings)) >= (89, 81)
    assert contract().never_said


@pytest.mark.parametrize(
    ("text", "what"),
    [("findings = [", "is not TOML"), ('never_said = []\n[facts.x]\ntype = "chioce"\n', "Invalid enum value"), ("never_said = []\n", "missing required field")],
)
def test_a_broken_contract_is_refused(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "contract.toml").write_text(text)
    with pytest.raises(KnowledgeError, match=what):
        read_contract(tmp_path / "contract.toml")


# The shipped content, and the command.


def test_the_shipped_content_has_nothing_to_mend() -> None:
    assert [str(problem) for problem in reviewed(shipped(), cases()).problems] == []


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ctintake", "check", *arguments, "--as-of", "2026-11-22"], capture_output=True, encoding="utf-8", check=False, timeout=60
    )


def overlay(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        place = folder / name.replace("__", "/")
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_suffix(".toml").write_text(text)
    return folder


def test_check_prints_each_problem_and_ends_with_2(tmp_path: Path) -> None:
    folder = overlay(tmp_path, needs='[new]\nmeans = "x"\ncall = "You qualify."\ncall_for_another = "x"\n', cases__new="[no-such-rule]\nas_of = 2026-11-22\n")
    ran = run("--knowledge", str(folder))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"ctintake: {folder}/needs.toml [new] call: says 'qualify'\n  say what to raise" in ran.stderr
    assert f"ctintake: {folder}/cases/new.toml [no-such-rule]: " in ran.stderr
    assert "Traceback" not in ran.stderr


def test_an_overlay_brings_cases_of_its_own(tmp_path: Path) -> None:
    answers = "".join(f'[{WITH_LAW}.{key}]\ndanger_now = "unsure"\n' for key in ("applies", "open", "blocked"))
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "ours.toml").write_text(f"[{WITH_LAW}]\nas_of = 2026-11-22\n{answers}")
    ran = run("--knowledge", str(tmp_path))
    assert ran.returncode == 2
    assert f"[{WITH_LAW}] applies: comes out as open" in ran.stderr


def test_check_of_the_shipped_content_says_one_line_and_its_notes() -> None:
    ran = run()
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("The knowledge of ")
    assert ran.stdout.count("\n") == 1
    assert all(line.startswith("ctintake: note: ") for line in ran.stderr.splitlines())


# The table for lawyers.


def test_the_table_has_a_row_for_every_rule_with_its_law_deadlines_cases_and_vignettes() -> None:
    table = {row.rule: row for row in rows(shipped(), {WITH_LAW: THREE}, {"V-01": {WITH_LAW}, "V-02": {WITH_LAW, WITH_DEADLINE}})}
    assert list(table) == list(shipped().rules)
    assert (table[WITH_LAW].cases, table[WITH_LAW].vignettes, table[WITH_DEADLINE].cases) == ("3", "V-01, V-02", "0")
    assert shipped().authorities[CITED].citation in table[WITH_LAW].law
    assert str(shipped().authorities[CITED].checked) in table[WITH_LAW].checked
    assert shipped().rules[WITH_DEADLINE].deadline[0].label in table[WITH_DEADLINE].deadlines


def test_the_table_is_read_back_from_csv_whole_and_no_cell_is_a_formula() -> None:
    knowledge = broken("rules", WITH_LAW, title='=1+1, or "two"\nlines')
    read = list(csv.reader(io.StringIO(as_csv(rows(knowledge, {}, {})))))
    assert (tuple(read[0]), len(read)) == (HEADS, len(shipped().rules) + 1)
    assert next(line for line in read if line[0] == WITH_LAW)[2] == '\'=1+1, or "two"\nlines'
    assert not [cell for line in read for cell in line if cell.startswith(("=", "+", "-", "@"))]


def test_the_table_in_markdown_has_one_line_a_rule_and_as_many_cells() -> None:
    table = as_markdown(rows(broken("rules", WITH_LAW, title="This | that\nand more"), {}, {})).splitlines()
    assert len(table) == len(shipped().rules) + 2
    assert {line.replace(r"\|", "").count("|") for line in table} == {len(HEADS) + 1}


@pytest.mark.parametrize(("form", "begins"), [("md", "| rule | urgency |"), ("csv", "rule,urgency,")])
def test_check_prints_the_table_to_standard_output(form: str, begins: str) -> None:
    ran = run("--table", "--format", form, "--cases", str(Path(__file__).parent / "vignettes"))
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout.startswith(begins)
    assert "A-01" in ran.stdout


REFUSED = {
    "a format without a table": (("--format", "csv"), "--format: is for the table of the rules"),
    "cases without a table": (("--cases", "tests/vignettes"), "--cases: is for the table of the rules"),
    "a format there is not": (("--table", "--format", "pdf"), "--format: there is no format 'pdf'"),
    "a folder without vignettes": (("--table", "--cases", "/nowhere"), "--cases /nowhere: holds no TOML files"),
}


@pytest.mark.parametrize(("arguments", "said"), REFUSED.values(), ids=REFUSED)
def test_check_refuses(arguments: tuple[str, ...], said: str) -> None:
    ran = run(*arguments)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr

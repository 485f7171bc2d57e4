"""Who reads, and in which words: the person and their family are spoken to, an advocate or defender reads of a client."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from people import DAY, EVERYONE, MADE, Person, answers_of, given, shipped
from released import cut_for

from ctintake.answers.values import Answer, Answers
from ctintake.errors import KnowledgeError
from ctintake.evaluation import Evaluation
from ctintake.explanation import explain_finding
from ctintake.findings import find
from ctintake.knowledge.loading import load
from ctintake.model import Deadline, Rule, Screen, Urgency
from ctintake.readers import ask, is_labeled, label, past, reader_of, title, words_of
from ctintake.rescreening import compare
from ctintake.screening import screen
from ctintake.summary.composing import Making, compose
from ctintake.summary.records import Summary

READERS = ("self", "family", "advocate", "defender", "", "declined")
OF_A_CLIENT = {"advocate", "defender"}
TO_THE_PERSON = re.compile(r"\b(you|your|yours|yourself|me|my|mine)\b", re.IGNORECASE)
MAKING = Making(MADE, "0", include_sensitive=True)

DUE = Deadline(
    start="plea_date", add="3 years", label="Your last day", label_for_another="Your client's last day", law="us-u-visa",
    past="Ask anyway, for yourself.", past_for_another="Ask anyway, for your client.",
)  # fmt: skip
RULE = Rule(
    when="status == 'lpr'", urgency=Urgency.PLAN, title="Keep your card", title_for_another="Help your client keep the card", say="s", do=("d",), advocate="a",
    needs=("basic-needs",), law=("us-u-visa",), deadline=(DUE,),
)  # fmt: skip
OURS = replace(shipped(), rules={"card": RULE})


def summary_for(answering: str, knowledge: Any = OURS, **facts: Any) -> Summary:
    """Give the summary of someone with a green card and a plea long past, for who answers."""
    answers = given(status="lpr", plea_date="2019-05-01", **({"answering": answering} if answering else {}), **facts)
    return compose(screen(answers, knowledge, DAY), MAKING)


@pytest.mark.parametrize("answering", READERS)
def test_titles_last_days_and_what_is_left_once_they_have_passed_fit_who_reads(answering: str) -> None:
    summary = summary_for(answering)
    ((found,), (day,)) = summary.findings, summary.deadlines
    words = (found.title, day.label, day.passed_note)
    theirs, of_a_client = (RULE.title, DUE.label, DUE.past), (RULE.title_for_another, DUE.label_for_another, DUE.past_for_another)
    assert words == (of_a_client if answering in OF_A_CLIENT else theirs)


@pytest.mark.parametrize("reader", READERS)
def test_words_without_another_wording_are_the_same_for_all(reader: str) -> None:
    plain = structs.replace(DUE, label_for_another="", past_for_another="")
    assert (label(plain, reader), past(plain, reader)) == (plain.label, plain.past)
    assert title(structs.replace(RULE, title_for_another=""), reader) == RULE.title
    assert words_of("ours", reader, replace(shipped(), screens={"ours": Screen(text="Hello.")})) == "Hello."


def test_a_screen_has_words_for_another_as_well() -> None:
    knowledge = replace(shipped(), screens={"ours": Screen(text="Tell us of you.", text_for_another="Tell us of your client.")})
    assert {reader: words_of("ours", reader, knowledge) for reader in ("self", "family", "advocate")} == {
        "self": "Tell us of you.", "family": "Tell us of you.", "advocate": "Tell us of your client.",
    }  # fmt: skip


def test_each_question_is_asked_of_oneself_of_the_person_helped_or_of_a_client() -> None:
    knowledge = shipped()
    asked = {
        reader: " ".join(ask(question, reader, knowledge) for question in knowledge.questions.values()) for reader in ("self", "family", "advocate", "defender")
    }
    assert asked["advocate"] == asked["defender"]
    assert ("your client" in asked["advocate"], "your client" in asked["family"], "your client" in asked["self"]) == (True, False, False)
    assert ("the person's" in asked["advocate"], "the person's" in asked["family"]) == (False, True)
    assert "{" not in "".join(asked.values())
    assert TO_THE_PERSON.search(re.sub(r"your client(?:'s)?", "", asked["advocate"])) is None


def test_a_last_day_is_known_by_either_label_and_by_no_other() -> None:
    assert [text for text in (DUE.label, DUE.label_for_another, "", "Another day") if is_labeled(DUE, text)] == [DUE.label, DUE.label_for_another]
    assert not is_labeled(structs.replace(DUE, label_for_another=""), "")


@pytest.mark.parametrize(("answering", "reader"), [({}, ""), ({"answering": "defender"}, "defender"), ({"answering": "unsure"}, "unsure")])
def test_the_reader_is_who_answers(answering: dict[str, str], reader: str) -> None:
    assert reader_of(given(**answering)) == reader


def as_an_advocate(person: Person) -> Answers:
    return answers_of(person).with_answer("answering", Answer("advocate"))


@pytest.mark.parametrize("person", EVERYONE[::4], ids=str)
def test_no_title_or_last_day_an_advocate_reads_speaks_to_the_person(person: Person) -> None:
    summary = compose(screen(as_an_advocate(person), shipped(), person.as_of), MAKING)
    read = [*(one.title for one in summary.findings), *(text for day in summary.deadlines for text in (day.label, day.passed_note))]
    assert read
    assert [text for text in read if TO_THE_PERSON.search(re.sub(r"\byour clients?\b", "", text, flags=re.IGNORECASE))] == []


# Wherever the words go on to.


def test_a_finding_is_explained_in_the_readers_words() -> None:
    told = {who: explain_finding("card", given(answering=who, status="lpr"), OURS, DAY) for who in ("self", "defender")}
    assert (told["self"].title, told["defender"].title) == (RULE.title, RULE.title_for_another)
    assert told["self"].deadlines[0].startswith(f"{DUE.label}: ")
    assert told["defender"].deadlines[0].startswith(f"{DUE.label_for_another}: ")


def test_the_same_screening_again_for_an_advocate_finds_nothing_changed_and_a_day_that_has_passed_with_its_cause() -> None:
    answers = given(status="lpr", plea_date="2024-01-10", answering="advocate")
    old = compose(screen(answers, OURS, DAY), MAKING)
    assert compare(old, answers, OURS, DAY, MAKING).changes == ()
    later = compare(old, answers, OURS, DAY.replace(year=2027, month=2), MAKING)
    (change,) = [one for one in later.changes if one.what == "deadline"]
    assert (change.title, change.after.standing, change.note) == (DUE.label_for_another, "passed", DUE.past_for_another)
    assert [(cause.kind, cause.id) for cause in change.causes] == [("date", "plea_date")]
    assert DUE.label_for_another in change.causes[0].words


CHARGED = {"situation": ["charged"], "us_citizen": "no", "status": "lpr", "case_stage": "plea-offered", "charges": ["larceny-third"], "town": "Bridgeport"}


@pytest.mark.parametrize("answering", ["advocate", "defender"])
def test_the_persons_own_copy_of_what_an_advocate_made_speaks_to_the_person_again(answering: str) -> None:
    afraid = {"status": "no-status", "fears_return": True, "last_entry_date": "2026-03-04", "next_court_date": "2026-12-02"}
    answers = given(**CHARGED | afraid, answering=answering)
    summary = compose(screen(answers, shipped(), DAY), MAKING)
    theirs = compose(screen(answers.with_answer("answering", Answer("self")), shipped(), DAY), MAKING)
    own = cut_for("self", summary).release.summary
    assert any("your client" in one.title for one in summary.findings)
    assert any("your client" in one.label for one in summary.deadlines)
    assert [one.title for one in own.findings] == [one.title for one in theirs.findings]
    assert [(one.label, one.passed_note) for one in own.deadlines] == [(one.label, one.passed_note) for one in theirs.deadlines]
    sentences = {need.call for need in shipped().needs.values()}
    assert own.calls
    assert all(any(call.say.startswith(one) for one in sentences) for call in own.calls), [call.say for call in own.calls]


def test_a_caseworkers_copy_stays_as_the_advocate_had_it_and_a_relatives_own_copy_keeps_what_they_say_on_the_phone() -> None:
    made = {who: compose(screen(given(**CHARGED, answering=who), shipped(), DAY), MAKING) for who in ("advocate", "family")}
    assert [one.title for one in cut_for("caseworker", made["advocate"]).release.summary.findings] == [one.title for one in made["advocate"].findings]
    assert cut_for("self", made["family"]).release.summary.calls == made["family"].calls


def test_nothing_is_left_out_of_the_persons_own_copy_because_its_words_changed() -> None:
    summary = compose(screen(given(**CHARGED, answering="defender", next_court_date="2026-12-02"), shipped(), DAY), MAKING)
    kinds = {part.kind for part in cut_for("self", summary).left_out}
    assert not kinds & {"findings", "deadlines"}, "of the calls only those are left out that advocates alone may make"


# Who asks decides what they ask for.


@pytest.mark.parametrize(("answering", "raised"), [("self", True), ("family", True), ("advocate", True), ("defender", False), ("declined", True), ("", True)])
def test_a_need_does_not_arise_where_it_is_known_not_to(answering: str, raised: bool) -> None:
    needs = {**shipped().needs, "ours": structs.replace(shipped().needs["basic-needs"], unless="answering == 'defender'")}
    knowledge = replace(shipped(), needs=needs, rules={"card": structs.replace(RULE, needs=("ours", "basic-needs"))})
    ((finding,), _) = find(Evaluation(given(status="lpr", **({"answering": answering} if answering else {})), knowledge, DAY))
    assert finding.needs == (("ours", "basic-needs") if raised else ("basic-needs",))
    assert finding.sure_needs == finding.needs, "a reader who is not known makes nothing less sure"


@pytest.mark.parametrize(
    ("file", "entry"),
    [
        ("needs.toml", '[ours]\nmeans = "m"\ncall = "c"\ncall_for_another = "c"\n'),
        ("audiences.toml", '[ours]\nwhen = "always"\nsays = "Anyone."\n'),
    ],
)
def test_who_does_not_ask_is_checked_when_the_knowledge_is_loaded(tmp_path: Path, file: str, entry: str) -> None:
    (tmp_path / file).write_text(f"{entry}unless = \"answering == 'defendr'\"\n")
    with pytest.raises(KnowledgeError, match=r"\[ours\] unless: .*defendr"):
        load([tmp_path])


COUNSELS = {name for name, entry in shipped().resources.items() if entry.kind == "public-defender" and entry.phones}


@pytest.mark.parametrize("stage", ["arrested", "charged", "plea-offered", "pleaded", "sentenced", "finished"])
def test_a_defense_lawyer_is_sent_to_advice_for_counsel_and_not_to_an_office_of_defenders_for_advice(stage: str) -> None:
    screening = screen(given(**CHARGED | {"case_stage": stage}, answering="defender", defense_lawyer="public-defender"), shipped(), DAY)
    first = screening.calls[0].fit
    asked = {need for call in screening.calls for need in call.needs}
    assert not asked & {"criminal-defense", "federal-criminal-defense"}
    assert "padilla-advice" in first.entry.serves or "immigration-advice" in first.entry.serves or "post-conviction" in first.entry.serves
    assert first.resource not in COUNSELS


@pytest.mark.parametrize("answering", ["self", "family", "advocate", "declined", ""])
def test_anyone_else_with_a_criminal_case_is_sent_to_a_public_defender_as_before(answering: str) -> None:
    screening = screen(given(**CHARGED, **({"answering": answering} if answering else {})), shipped(), DAY)
    assert screening.calls[0].fit.resource in COUNSELS
    assert screening.calls[0].fit.certain or "answering" not in screening.calls[0].fit.open


@pytest.mark.parametrize("answering", ["self", "family", "advocate", "defender"])
@pytest.mark.parametrize(("court", "near"), [("2026-11-22", True), ("2026-11-26", True), ("2026-11-27", False)])
def test_nobody_with_a_plea_ahead_this_week_is_sent_to_a_line_that_calls_back_in_days(answering: str, court: str, near: bool) -> None:
    slow = {name for name, entry in shipped().resources.items() if "not for a plea today" in entry.caution}
    screening = screen(given(**CHARGED, answering=answering, next_court_date=court), shipped(), DAY)
    called = {name for call in screening.calls for name in (call.fit.resource, call.next)}
    assert slow
    assert not (near and slow & (called | {one.fit.resource for one in screening.referrals}))
    assert near or slow & {one.fit.resource for one in screening.referrals}

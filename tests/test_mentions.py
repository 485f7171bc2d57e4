"""Mentions: words that a person's answers add to a finding. They turn nothing on or off, and nothing is asked for their sake."""

import json
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs
from people import DAY, EVERYONE, MADE, Person, given, screened, shipped, summary_of
from released import cut_for, whole

from ctintake.answers.values import Answer, Answers, Known
from ctintake.explanation import explain_finding
from ctintake.exports.formats import written
from ctintake.interview.flow import Course, questions_left
from ctintake.model import ALWAYS, Knowledge, Mention, Rule, Urgency
from ctintake.rescreening import compare
from ctintake.screening import Screening, screen
from ctintake.show.lines import Words
from ctintake.show.page import lines
from ctintake.summary.composing import Making, compose
from ctintake.summary.files import as_toml, parse_summary
from ctintake.summary.records import Found, Summary
from ctintake.truth import Truth

MAKING = Making(MADE, "0", include_sensitive=True)
WHEN = "custody == 'police'"
TO_PERSON, TO_ADVOCATE = "Say where you are held.", "Held by police: see the statute."
MENTION = Mention(when=WHEN, say=TO_PERSON, advocate=TO_ADVOCATE, law=("us-u-visa",))


def knowing(*mentions: Mention, when: str = "status == 'lpr'", **changes: Any) -> Knowledge:
    """Give the shipped knowledge with one rule of our own, so that these tests do not hang on what the law happens to say."""
    rule = Rule(
        when=when, urgency=Urgency.PLAN, title="Title", say="What is so.", do=("Do it.",), advocate="In exact terms.", needs=("basic-needs",),
        law=("us-t-visa",), mention=mentions,
    )  # fmt: skip
    return replace(shipped(), rules={"one": rule})


def screened_with(answers: Answers, *mentions: Mention, **rule: Any) -> Screening:
    return screen(answers, knowing(*mentions, **rule), DAY)


def found_in(summary: Summary) -> Found:
    (finding,) = summary.findings
    return finding


HELD = given(status="lpr", custody="police")


@pytest.mark.parametrize(
    ("custody", "there"),
    [("police", True), ("free", False), ("unsure", False), ("declined", False), (None, False)],
    ids=["met", "ruled out", "not sure", "rather not say", "never asked"],
)
def test_a_mention_is_given_only_where_the_answers_meet_its_condition(custody: str | None, there: bool) -> None:
    answers = given(status="lpr") if custody is None else given(status="lpr", custody=custody)
    (finding,) = screened_with(answers, MENTION).findings
    assert [one.rule for one in finding.mentions] == ([MENTION] if there else [])


@pytest.mark.parametrize("custody", ["police", "free", "unsure"])
@pytest.mark.parametrize("status", ["lpr", "tps", "unsure"])
def test_a_mention_turns_no_finding_on_or_off_and_opens_nothing(status: str, custody: str) -> None:
    answers = given(status=status, custody=custody)
    plain, mentioning = screened_with(answers), screened_with(answers, MENTION)
    assert [(one.id, one.certainty, one.urgency, one.because, one.open, one.needs) for one in plain.findings] == [
        (one.id, one.certainty, one.urgency, one.because, one.open, one.needs) for one in mentioning.findings
    ]
    assert [one.by for one in plain.blocked] == [one.by for one in mentioning.blocked]


@pytest.mark.parametrize("depth", Urgency)
def test_nothing_is_asked_for_the_sake_of_a_mention(depth: Urgency) -> None:
    course = Course(given(status="lpr"), depth=depth)
    assert questions_left(course, screened_with(course.answers, MENTION)) == questions_left(course, screened_with(course.answers))


def test_a_guess_that_a_mention_rests_on_is_marked_on_the_finding() -> None:
    answers = given(status="lpr").with_answer("custody", Answer("police", Known.GUESS))
    (finding,) = screened_with(answers, MENTION).findings
    assert finding.guesses == ("custody",)
    (finding,) = screened_with(answers).findings
    assert finding.guesses == ()


def test_the_summary_names_its_words_the_answers_behind_them_and_the_law_they_add() -> None:
    finding = found_in(compose(screened_with(HELD, MENTION), MAKING))
    (mention,) = finding.mentions
    assert (mention.say, mention.advocate, mention.because, mention.law) == (TO_PERSON, TO_ADVOCATE, ("custody",), ("us-u-visa",))
    assert [law.id for law in finding.law] == ["us-t-visa", "us-u-visa"]
    assert [law.id for law in found_in(compose(screened_with(given(status="lpr"), MENTION), MAKING)).law] == ["us-t-visa"]


def test_a_law_the_rule_rests_on_anyway_stands_once() -> None:
    finding = found_in(compose(screened_with(HELD, structs.replace(MENTION, law=("us-t-visa",))), MAKING))
    assert [law.id for law in finding.law] == ["us-t-visa"]
    assert finding.mentions[0].law == ()


def test_a_summary_with_mentions_is_read_back_and_one_without_the_key_is_read_too() -> None:
    summary = compose(screened_with(HELD, MENTION), MAKING)
    assert parse_summary(as_toml(summary).encode(), "s.toml") == summary
    older = compose(screened_with(HELD), MAKING)
    assert "mentions" not in as_toml(older)
    assert found_in(parse_summary(as_toml(older).encode(), "s.toml")).mentions == ()


def test_the_person_reads_it_after_what_the_finding_says_and_the_advocate_after_the_exact_terms() -> None:
    summary = compose(screened_with(HELD, MENTION), MAKING)
    to_person = [line.text for line in lines(summary, Words(shipped()), advocate=False)]
    assert to_person.index(TO_PERSON) == to_person.index("What is so.") + 1
    assert TO_ADVOCATE not in to_person
    to_advocate = [line.text for line in lines(summary, Words(shipped()), advocate=True)]
    assert to_advocate.index(TO_ADVOCATE) == to_advocate.index("In exact terms.") + 1


@pytest.mark.parametrize("name", ["html", "md", "csv", "json"])
def test_a_caseworkers_export_holds_both_texts(name: str) -> None:
    knowledge = knowing(MENTION)
    page = whole(written(name, cut_for("caseworker", compose(screen(HELD, knowledge, DAY), MAKING)).release, knowledge)).decode()
    assert TO_PERSON in page
    assert TO_ADVOCATE in page


@pytest.mark.parametrize("name", ["html", "md"])
def test_the_persons_own_page_holds_what_is_said_to_them_alone(name: str) -> None:
    knowledge = knowing(MENTION)
    page = whole(written(name, cut_for("self", compose(screen(HELD, knowledge, DAY), MAKING)).release, knowledge)).decode()
    assert TO_PERSON in page
    assert TO_ADVOCATE not in page


def test_a_defender_is_given_no_mention_that_rests_on_the_harm_nor_its_law_and_it_is_named_as_left_out() -> None:
    answers = {"us_citizen": "no", "status": "lpr", "situation": ["charged", "harmed"], "case_stage": "charged", "harm": ["assault"]}
    padilla = shipped().rules["padilla-advice"]
    on_harm = Mention(when="'assault' in harm", say="You were hurt.", advocate="Victim.", law=("us-u-visa",))
    open_one = Mention(when="case_stage == 'charged'", advocate="Charged.", law=("us-t-visa",))
    knowledge = replace(shipped(), rules={**shipped().rules, "padilla-advice": structs.replace(padilla, mention=(on_harm, open_one))})
    cut = cut_for("defender", compose(screen(given(**answers), knowledge, DAY), MAKING))
    (finding,) = [one for one in cut.release.summary.findings if one.id == "padilla-advice"]
    assert [one.advocate for one in finding.mentions] == ["Charged."]
    assert [law.id for law in finding.law] == [*padilla.law, "us-t-visa"]
    assert shipped().text("export-detail-mentions") in {name for part in cut.left_out for name in part.names}


def test_statistics_hold_no_mention() -> None:
    cut = cut_for("statistics", compose(screened_with(HELD, MENTION), MAKING))
    assert [one.mentions for one in cut.release.summary.findings if one.mentions] == []


def test_an_explanation_tells_each_mention_with_its_condition_and_whether_it_is_met() -> None:
    (met,) = explain_finding("one", HELD, knowing(MENTION), DAY).mentions
    assert (met.say, met.advocate, met.condition.truth) == (TO_PERSON, TO_ADVOCATE, Truth.TRUE.value)
    (unmet,) = explain_finding("one", given(status="lpr", custody="free"), knowing(MENTION), DAY).mentions
    assert unmet.condition.truth == Truth.FALSE.value
    (alone,) = explain_finding("one", Answers(), knowing(MENTION), DAY).mentions
    assert alone.condition.truth == ""


def test_a_mention_that_comes_with_another_answer_rewords_the_finding_and_that_answer_is_the_cause() -> None:
    knowledge = knowing(MENTION)
    old = compose(screen(given(status="lpr", custody="free"), knowledge, DAY), MAKING)
    (change,) = [one for one in compare(old, HELD, knowledge, DAY, MAKING).changes if one.what == "finding"]
    assert (change.kind, [(cause.kind, cause.id) for cause in change.causes]) == ("reworded", [("answer", "custody")])


def test_a_mention_that_was_rewritten_rewords_the_finding_and_the_rule_is_the_cause() -> None:
    old = compose(screened_with(HELD, MENTION), MAKING)
    now = replace(knowing(structs.replace(MENTION, say="Say who holds you.")), digest="another")
    (change,) = [one for one in compare(old, HELD, now, DAY, MAKING).changes if one.what == "finding"]
    assert (change.kind, [(cause.kind, cause.id) for cause in change.causes]) == ("reworded", [("rule", "one")])


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_every_mention_rests_on_answers_or_on_law_with_a_first_day_and_its_law_stands_in_the_finding(person: Person) -> None:
    answered = screened(person).answers.keys()
    since = {name for name, authority in shipped().authorities.items() if authority.since is not None}
    dated = {
        (name, one.say.strip(), one.advocate.strip())
        for name, rule in shipped().rules.items()
        for one in rule.mention
        if one.when == ALWAYS and one.law and since.issuperset(one.law)
    }
    for finding in summary_of(person).findings:
        for mention in finding.mentions:
            assert mention.because or (finding.id, mention.say, mention.advocate) in dated
            assert set(mention.because) <= answered
            assert set(mention.law) <= {law.id for law in finding.law}


def test_the_json_schema_of_a_summary_tells_of_mentions() -> None:
    from ctintake.exports.json import schema

    assert "mentions" in json.loads(schema("summary"))["$defs"]["Found"]["properties"]

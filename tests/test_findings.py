"""Rules to findings: what applies, what may apply, and what the answers rule out."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from people import DAY, EVERYONE, VIGNETTES, Person, answers_of, given, screened, shipped

from ctintake.answers.values import Answer, Answers, Known, Unanswered
from ctintake.dates import VagueDate
from ctintake.evaluation import Evaluation
from ctintake.findings import Certainty, find, of_the_day
from ctintake.model import Rule, Urgency
from ctintake.truth import Truth

GREEN_CARD = "status == 'lpr' and custody == 'free'"


def rule(when: str, **changes: Any) -> Rule:
    """Make a rule of our own over the real facts, so that these tests do not hang on what the law happens to say."""
    plain = Rule(when=when, urgency=Urgency.PLAN, title="t", say="s", do=("d",), advocate="a", needs=("basic-needs",), law=("us-u-visa",))
    return Rule(**{name: getattr(plain, name) for name in plain.__struct_fields__} | changes)


def found(answers: Answers, as_of: date = DAY, **rules: Rule):
    """Hold these rules alone against some answers."""
    return find(Evaluation(answers, replace(shipped(), rules=rules), as_of))


def test_a_finding_applies_when_the_answers_meet_its_condition_and_names_those_answers() -> None:
    (finding,), blocked = found(given(status="lpr", custody="free", town="Hartford"), card=rule(GREEN_CARD))
    assert (finding.id, finding.certainty, finding.because, finding.open) == ("card", Certainty.APPLIES, ("status", "custody"), ())
    assert blocked == ()


@pytest.mark.parametrize("answers", [{}, {"status": "unsure"}, {"status": "declined"}], ids=["never asked", "not sure", "rather not say"])
def test_what_is_not_known_leaves_a_finding_open_and_says_what_would_settle_it(answers: dict[str, str]) -> None:
    (finding,), _ = found(given(custody="free", **answers), card=rule(GREEN_CARD))
    assert (finding.certainty, finding.because, finding.open) == (Certainty.MAY_APPLY, ("custody",), ("status",))


@pytest.mark.parametrize("custody", ["police", "declined"])
def test_one_answer_that_rules_a_finding_out_is_named_whatever_else_is_open(custody: str) -> None:
    findings, (blocked,) = found(given(status="tps", custody=custody), card=rule("status == 'lpr' and custody == 'police'"))
    assert findings == ()
    assert (blocked.id, blocked.by) == ("card", ("status",))


@pytest.mark.parametrize(
    ("custody", "urgency"),
    [
        pytest.param("police", Urgency.SOON, id="it can wait"),
        pytest.param("free", Urgency.NOW, id="it cannot"),
        pytest.param("unsure", Urgency.NOW, id="not known: then it cannot"),
    ],
)
def test_what_is_for_today_waits_only_where_the_answers_say_that_it_can(custody: str, urgency: Urgency) -> None:
    (finding,), _ = found(given(status="lpr", custody=custody), card=rule("status == 'lpr'", urgency=Urgency.NOW, can_wait="custody == 'police'"))
    assert (finding.urgency, finding.depth, finding.certainty) == (urgency, urgency, Certainty.APPLIES)


def test_the_most_urgent_come_first_and_among_them_what_applies() -> None:
    holds, hangs = "status == 'lpr'", "fears_return"
    rules = {
        "plan-may": rule(hangs),
        "plan-applies": rule(holds),
        "now-may": rule(hangs, urgency=Urgency.NOW),
        "soon-applies": rule(holds, urgency=Urgency.SOON),
        "now-applies": rule(holds, urgency=Urgency.NOW),
        "now-applies-too": rule(holds, urgency=Urgency.NOW),
    }
    findings, _ = found(given(status="lpr"), **rules)
    assert [finding.id for finding in findings] == ["now-applies", "now-applies-too", "now-may", "soon-applies", "plan-applies", "plan-may"]


@pytest.mark.parametrize(
    ("as_of", "there"),
    [
        (date(2021, 9, 30), False),
        (date(2021, 10, 1), True),
        (date(2023, 6, 30), True),
        (date(2023, 7, 1), False),
    ],
    ids=["the day before it took effect", "the day it took effect", "its last day", "the day after"],
)
def test_a_rule_speaks_only_while_its_law_is_in_force(as_of: date, there: bool) -> None:
    findings, blocked = found(given(status="lpr"), as_of, law=rule("status == 'lpr'", since=date(2021, 10, 1), until=date(2023, 6, 30)))
    assert bool(findings) is there
    assert blocked == (), "a rule that is not in force is not one that the answers rule out"


def test_a_finding_that_rests_on_a_guess_says_on_which() -> None:
    answers = given(custody="free").with_answer("status", Answer("lpr", Known.GUESS))
    (finding,), _ = found(answers, card=rule(GREEN_CARD))
    assert finding.guesses == ("status",)
    (finding,), _ = found(answers.with_answer("status", Answer("lpr", Known.PAPER)), card=rule(GREEN_CARD))
    assert finding.guesses == ()


@pytest.mark.parametrize(
    ("danger", "needs"),
    [("yes", ("u-visa", "basic-needs", "shelter")), ("unsure", ("u-visa", "basic-needs", "shelter")), ("no", ("u-visa", "basic-needs"))],
)
def test_a_need_with_a_condition_goes_only_when_that_is_known_to_be_false(danger: str, needs: tuple[str, ...]) -> None:
    (finding,), _ = found(
        given(status="lpr", danger_now=danger), one=rule("status == 'lpr'", needs=("u-visa", "basic-needs"), needs_if={"shelter": "danger_now"})
    )
    assert finding.needs == needs


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_every_rule_in_force_is_a_finding_or_ruled_out_with_reasons_that_were_answered(person: Person) -> None:
    screening = screened(person)
    in_force = {name for name, one in shipped().rules.items() if of_the_day(one, shipped(), person.as_of) is not None}
    raised, ruled_out = [finding.id for finding in screening.findings], [blocked.id for blocked in screening.blocked]
    assert sorted(raised + ruled_out) == sorted(in_force)
    assert [blocked.id for blocked in screening.blocked if not blocked.by] == []
    answered = {fact for fact, answer in screening.answers.items() if not isinstance(answer.value, Unanswered)}
    assert {fact for one in screening.findings for fact in one.because} | {fact for one in screening.blocked for fact in one.by} <= answered
    for finding in screening.findings:
        assert bool(finding.open) == (finding.certainty is Certainty.MAY_APPLY), finding.id


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_nothing_that_would_settle_a_finding_has_been_answered_exactly(person: Person) -> None:
    screening, known = screened(person), shipped().questions
    settled = {fact for fact, answer in screening.answers.items() if not isinstance(answer.value, Unanswered)}
    vague = {fact for fact in settled if isinstance(screening.answers[fact].value, VagueDate) and not screening.answers[fact].value.is_exact}
    outside = {fact for fact in settled if known[fact].type.value == "charges" and not set(_charges(screening.answers[fact])) <= set(shipped().offences)}
    wrong = {(finding.id, fact) for finding in screening.findings for fact in finding.open if fact in settled - vague - outside}
    assert not wrong


def _charges(answer: Answer) -> tuple[str, ...]:
    return answer.value if isinstance(answer.value, tuple) else ()


@pytest.mark.parametrize("path", VIGNETTES, ids=lambda path: path.stem)
def test_refusing_a_question_never_turns_a_finding_off(path: Path) -> None:
    person = next(one for one in EVERYONE if one.file == path)
    answers = without_contradiction(answers_of(person), person.as_of)
    before = {finding.id for finding in find(Evaluation(answers, shipped(), person.as_of))[0]}
    for fact in answers:
        findings, _ = find(Evaluation(answers.with_answer(fact, Answer(Unanswered.DECLINED)), shipped(), person.as_of))
        assert before <= {finding.id for finding in findings}, f"declining {fact} turned off {sorted(before - {finding.id for finding in findings})}"


def without_contradiction(answers: Answers, as_of: date) -> Answers:
    """Add to lists of options what the person's other answers say belongs there.

    Someone who says that none of these is going on, and then names a dismissed case, is believed as to the case. Were that declined, the "none" would stand.
    """
    for implication in shipped().implications.values():
        value = answers[implication.fact].value if implication.fact in answers else None
        if implication.has and isinstance(value, tuple) and Evaluation(answers, shipped(), as_of).outcome(implication.when).truth is Truth.TRUE:
            whole = tuple(option for option in (*value, *implication.has) if option != "none")
            answers = answers.with_answer(implication.fact, Answer(tuple(dict.fromkeys(whole))))
    return answers

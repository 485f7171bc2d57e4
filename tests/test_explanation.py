"""Why a finding is raised or not, and why an office is named or left out: in the terminal and as JSON."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ctintake.answers.values import Answers
from ctintake.conditions.syntax import parse
from ctintake.conditions.words import in_words
from ctintake.explanation import Part, explain_finding, explain_office
from ctintake.model import Knowledge

ROOT = Path(__file__).parent.parent
Make = Callable[..., Answers]


def told(facts: tuple[object, ...]) -> set[str]:
    return {fact.fact for fact in facts}  # type: ignore[attr-defined]


def parts(part: Part) -> list[Part]:
    return [part, *(inner for one in part.parts for inner in parts(one))]


def test_a_finding_that_applies_names_the_answers_that_met_it(knowledge: Knowledge, as_of: date, answers: Make) -> None:
    explained = explain_finding("do-not-plead-yet", answers(us_citizen="no", case_stage="plea-offered"), knowledge, as_of)
    assert explained.certainty == "applies"
    assert {"us_citizen", "case_stage"} <= told(explained.met_by)
    assert not explained.blocked_by


def test_a_finding_ruled_out_names_the_answers_that_block_it_and_one_that_would_not(knowledge: Knowledge, as_of: date, answers: Make) -> None:
    explained = explain_finding("do-not-plead-yet", answers(us_citizen="yes", case_stage="plea-offered"), knowledge, as_of)
    assert explained.certainty == "ruled-out"
    assert told(explained.blocked_by) == {"us_citizen"}
    assert ("us_citizen", "applies") in {(change.fact, change.becomes) for change in explained.would_change}


def test_a_finding_that_may_apply_names_what_is_open(knowledge: Knowledge, as_of: date, answers: Make) -> None:
    explained = explain_finding("danger-now", answers(danger_now="unsure"), knowledge, as_of)
    assert explained.certainty == "may-apply"
    assert told(explained.open) == {"danger_now"}


def test_without_answers_a_finding_says_what_it_rests_on_and_judges_nothing(knowledge: Knowledge, as_of: date) -> None:
    explained = explain_finding("u-visa", Answers(), knowledge, as_of)
    assert explained.certainty == ""
    assert "harm" in told(explained.open)
    assert {part.truth for part in parts(explained.condition)} == {""}


def test_every_finding_can_be_explained_with_its_law_and_checked_date(knowledge: Knowledge, as_of: date) -> None:
    for name in knowledge.rules:
        explained = explain_finding(name, Answers(), knowledge, as_of)
        assert explained.law, name
        assert all(law.citation and law.checked for law in explained.law), name


def test_an_office_left_out_says_why_and_by_which_answers(knowledge: Knowledge, as_of: date, answers: Make) -> None:
    given = answers(us_citizen="no", status="no-status", harm=["none"], town="New Haven", everyday_needs=["housing"])
    explained = explain_office("statewide-legal-services-ct", given, knowledge, as_of)
    assert (explained.shown, explained.reason) == ("left-out", "takes")
    assert "status" in told(explained.by)


def test_an_office_kept_from_one_who_fears_return_says_so(knowledge: Knowledge, as_of: date, answers: Make) -> None:
    explained = explain_office("consulate-brazil-hartford", answers(fears_return=True, us_citizen="no"), knowledge, as_of)
    assert (explained.shown, explained.reason) == ("left-out", "avoid")


def test_an_office_referred_names_the_findings(knowledge: Knowledge, as_of: date, answers: Make) -> None:
    explained = explain_office("ct-public-defender", answers(us_citizen="no", case_stage="plea-offered"), knowledge, as_of)
    assert explained.shown == "referred"
    assert "do-not-plead-yet" in explained.findings


def test_every_condition_can_be_said_in_words(knowledge: Knowledge) -> None:
    for name, rule in knowledge.rules.items():
        said = in_words(parse(rule.when), knowledge)
        assert "{" not in said, name
        assert "_" not in said, name


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("danger_now", "Danger right now: yes"),
        ("not danger_now", "Danger right now: no"),
        ("sentence_days >= 365", "is at least 365"),
        ("years_since(plea_date) <= 3", "years since Day of the plea is at most 3"),
        ("not (harm & {'stalking'})", "has none of"),
        ("danger_now or unknown", "Danger right now: yes or what is not asked here"),
        ("danger_now and (wants_order or dual_arrest)", " and ("),
    ],
)
def test_a_condition_in_words(expression: str, words: str, knowledge: Knowledge) -> None:
    assert words in in_words(parse(expression), knowledge)


def explain(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ctintake", "explain", *arguments], capture_output=True, text=True, cwd=ROOT, check=False)


def test_the_command_gives_json(knowledge: Knowledge) -> None:
    done = explain("u-visa", "profiles/harmed-by-citizen-spouse.toml", "--as-of", "2026-11-22", "--format", "json")
    table = json.loads(done.stdout)
    assert table["id"] == "u-visa"
    assert {"certainty", "condition", "met_by", "open", "would_change", "law"} <= set(table)


def test_a_name_nearly_right_is_suggested() -> None:
    done = explain("u-vsa")
    assert done.returncode == 2
    assert "did you mean 'u-visa'?" in done.stderr
    assert done.stdout == ""

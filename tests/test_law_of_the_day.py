"""Screened as of a day, the law of that day speaks: what came into force later is neither cited nor said, and nothing is counted by it."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from msgspec import structs
from people import DAY, EVERYONE, MADE, Person, answers_of, given, screened_as, shipped

from ctintake.explanation import explain_finding
from ctintake.findings import in_force, of_the_day
from ctintake.model import Deadline, Knowledge, Mention, Rule, Urgency
from ctintake.rescreening import compare
from ctintake.screening import screen
from ctintake.summary.composing import Making, compose
from ctintake.summary.records import Summary

OLD, NEW, ENDED = "us-u-visa", "us-laken-riley", "ct-trust-act-origin-2013"
BEFORE, AFTER = date(2025, 1, 28), date(2025, 1, 29)
ADDED = Mention(when="always", say="The new act counts.", law=(NEW,))
COUNTED = Deadline(start="plea_date", add="2 years", label="The last day under the new act", law=NEW)
RULE = Rule(
    when="status == 'lpr'", urgency=Urgency.PLAN, title="Title", say="What is so.", do=("Do it.",), advocate="In exact terms.", needs=("basic-needs",),
    law=(OLD, NEW), mention=(ADDED,), deadline=(COUNTED,),
)  # fmt: skip


def knowing(**changes: Any) -> Knowledge:
    """Give the shipped knowledge with one rule of our own, so that these tests do not hang on what the law happens to say."""
    return replace(shipped(), rules={"one": structs.replace(RULE, **changes)})


def summary_on(day: date, **changes: Any) -> Summary:
    return compose(screen(given(status="lpr", plea_date="2024-06-01"), knowing(**changes), day), Making(MADE, "0", include_sensitive=True))


@pytest.mark.parametrize(("day", "there"), [(BEFORE, False), (AFTER, True)], ids=["the day before the act", "the day of the act"])
def test_what_rests_on_an_act_is_said_cited_and_counted_from_its_first_day(day: date, there: bool) -> None:
    summary = summary_on(day)
    (finding,) = summary.findings
    assert [law.id for law in finding.law] == ([OLD, NEW] if there else [OLD])
    assert [one.say for one in finding.mentions] == (["The new act counts."] if there else [])
    assert [one.label for one in summary.deadlines] == (["The last day under the new act"] if there else [])


def test_a_mention_is_given_only_while_all_its_law_is_in_force() -> None:
    mention = structs.replace(ADDED, law=(OLD, NEW))
    assert summary_on(BEFORE, mention=(mention,)).findings[0].mentions == ()
    assert summary_on(AFTER, mention=(mention,)).findings[0].mentions[0].law == ()


def test_a_finding_is_not_raised_on_a_day_when_none_of_its_law_was_in_force() -> None:
    assert summary_on(BEFORE, law=(NEW,)).findings == ()
    assert [one.id for one in summary_on(AFTER, law=(NEW,)).findings] == ["one"]
    assert summary_on(DAY, law=(ENDED,)).findings == ()
    assert explain_finding("one", given(status="lpr"), knowing(law=(NEW,)), BEFORE).certainty == "not-in-force"
    assert explain_finding("one", given(status="lpr"), knowing(law=(NEW,)), AFTER).certainty == "applies"


def test_why_a_finding_is_raised_names_the_law_of_the_day() -> None:
    explained = explain_finding("one", given(status="lpr"), knowing(), BEFORE)
    assert [law.id for law in explained.law] == [OLD]
    assert explained.mentions == explained.deadlines == ()


def test_a_finding_that_comes_with_its_law_is_said_to_come_with_it() -> None:
    knowledge = knowing(law=(NEW,), mention=(), deadline=())
    answers = given(status="lpr")
    old = compose(screen(answers, knowledge, BEFORE), Making(MADE, "0", include_sensitive=True))
    changes = [one for one in compare(old, answers, knowledge, AFTER, Making(MADE, "0", include_sensitive=True)).changes if one.id == "one"]
    assert [cause.id for cause in changes[0].causes] == [NEW]


# The content.

NAMED_FROM = {
    "Laken Riley": date(2025, 1, 29), "HB 7259": date(2025, 10, 1), "HB 8004": date(2025, 11, 30), "Public Act 26-14": date(2026, 5, 4),
    "Yajure Hurtado": date(2025, 9, 5), "Barbosa da Cunha": date(2026, 4, 28), "Blanche v. Lau": date(2026, 6, 23), "Amica Center": date(2026, 3, 9),
    "Pub. L. 119-21": date(2025, 7, 4), "suing": date(2026, 4, 14), "tried to cut": date(2026, 3, 9),
}  # fmt: skip
DAYS = (date(2024, 6, 1), date(2025, 5, 5), date(2025, 12, 31))


def words(rule: Rule) -> str:
    """Give all that a rule says to anyone."""
    parts = [rule.title, rule.say, *rule.do, rule.advocate, *rule.lawyer_asks]
    parts += [text for one in rule.mention for text in (one.say, one.advocate)]
    parts += [text for one in rule.deadline for text in (one.label, one.past)]
    return " ".join(parts)


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_no_rule_speaks_of_what_came_after_the_day(day: date) -> None:
    standing = {name: of_the_day(rule, shipped(), day) for name, rule in shipped().rules.items()}
    said = {name: words(rule) for name, rule in standing.items() if rule is not None}
    years = {name: [year for year in re.findall(r"\b20[23]\d\b", text) if int(year) > day.year] for name, text in said.items()}
    acts = {name: [act for act, first in NAMED_FROM.items() if act in text and first > day] for name, text in said.items()}
    # What is still to come, by a law that is in force already, may be named.
    years["lease-and-leave"] = [year for year in years.get("lease-and-leave", []) if year != "2027"]
    assert {name: found for name in said if (found := years[name] + acts[name])} == {}


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_nobody_is_told_of_law_that_was_not_in_force_on_their_day(person: Person) -> None:
    for day in DAYS:
        summary = compose(screen(answers_of(person), shipped(), day), Making(MADE, "0"))
        cited = {law.id for finding in summary.findings for law in finding.law} | {one.law for one in summary.deadlines}
        assert {name for name in cited if not in_force(shipped().authorities[name], day)} == set()
        assert [finding.id for finding in summary.findings if not finding.law] == []


def test_an_arrest_at_a_courthouse_raises_no_finding_under_an_act_of_the_next_year() -> None:
    facts: dict[str, Any] = {"us_citizen": "no", "situation": ["detained"], "arrest_place": "courthouse", "ice_warrant": "none-shown"}
    assert "courthouse-arrest" not in {one.id for one in screened_as(date(2024, 6, 1), **facts).findings}
    assert "courthouse-arrest" in {one.id for one in screened_as(DAY, **facts).findings}


def test_an_appeal_has_its_thirty_days_before_and_after_the_rule_that_would_have_cut_them() -> None:
    def labels(day: date, decided: str) -> list[str]:
        screening = screened_as(day, us_citizen="no", situation=["removal"], removal_history=["judge-ordered-removal"], judge_decision_date=decided)
        return [one.rule.label for one in screening.deadlines if one.finding == "appeal-removal"]

    before, after = labels(date(2025, 5, 5), "2025-05-01"), labels(DAY, "2026-11-18")
    assert any("Board of Immigration Appeals" in one for one in before)
    assert not any("ten days" in one for one in before)
    assert any("ten days" in one for one in after)

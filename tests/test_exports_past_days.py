"""Last days that have passed, or may have, in what is exported."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from people import shipped
from released import cut_for, summary_of, whole

from ctintake.exports.formats import written

PLEADED: dict[str, Any] = {"answering": "advocate", "us_citizen": "no", "situation": ["convicted"], "case_stage": "finished"}
LONG_AGO = PLEADED | {"plea_date": "2016-05-19"}
SOMETIME = PLEADED | {"plea_date": "2023"}
DIVORCED: dict[str, Any] = {
    "us_citizen": "no", "situation": ["harmed"], "harm": ["domestic-violence"], "abuser_relation": "former-spouse", "abuser_status": "citizen",
    "marriage_end_date": "2023-06-01",
}  # fmt: skip


def page(form: str, recipient: str, **facts: Any) -> str:
    return whole(written(form, cut_for(recipient, summary_of(**facts)).release, shipped())).decode()


@pytest.mark.parametrize("form", ["html", "md", "json", "csv"])
@pytest.mark.parametrize("recipient", ["self", "caseworker", "defender"])
def test_a_way_that_has_closed_is_on_each_page_with_what_may_still_be_open(form: str, recipient: str) -> None:
    (deadline,) = shipped().rules["plea-warning-54-1j"].deadline
    assert deadline.past in page(form, recipient, **LONG_AGO)


def test_a_way_closed_on_the_victims_side_is_not_told_to_a_defender() -> None:
    assert [one.finding for one in cut_for("self", summary_of(**DIVORCED)).release.summary.deadlines] == ["vawa-self-petition"]
    assert cut_for("defender", summary_of(**DIVORCED)).release.summary.deadlines == ()


def test_the_persons_own_copy_names_it_in_words_to_them() -> None:
    (own,) = cut_for("self", summary_of(**LONG_AGO)).release.summary.deadlines
    assert own.title == shipped().rules["plea-warning-54-1j"].title


@pytest.mark.parametrize("form", ["html", "md"])
def test_a_day_that_may_have_passed_is_told_with_both_days_and_never_as_closed(form: str) -> None:
    (deadline,) = shipped().rules["plea-warning-54-1j"].deadline
    text = page(form, "self", **SOMETIME)
    assert "It may have been" in text
    assert "December 31, 2026" in text
    assert deadline.past not in text


def test_a_table_says_perhaps() -> None:
    content = written("csv", cut_for("caseworker", summary_of(**SOMETIME)).release, shipped())["deadlines.csv"]
    (row,) = [row for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"))) if row["last day"] == "2026-01-01"]
    assert (row["passed"], row["note"]) == ("perhaps", "")


def test_a_calendar_keeps_it_for_the_next_day_there_is() -> None:
    text = page("ics", "self", **SOMETIME)
    assert f"DTSTART;VALUE=DATE:{date(2026, 11, 22):%Y%m%d}" in text

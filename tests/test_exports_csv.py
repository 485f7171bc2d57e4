"""The tables: a spreadsheet opens them rightly, no cell is a formula, and a caseload is one table of findings, days by date and calls by office."""

import csv
import io
import subprocess
import sys
from pathlib import Path

import polars
import pytest
from msgspec import structs
from people import EVERYONE, PROFILES, shipped
from people import summary_of as persons_summary
from released import HURT_AND_CHARGED, cut_for, summary_of, with_hostile_words

from ctintake.exports.csv import cell, write, write_caseload
from ctintake.summary.files import as_toml

HURT = summary_of(**HURT_AND_CHARGED)
SIGNS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"


def rows(content: bytes) -> list[dict[str, str]]:
    """Read a table as a spreadsheet does: by its byte-order mark, strictly."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_a_table_begins_with_the_mark_by_which_excel_knows_utf_8_and_its_lines_end_as_rfc_4180_says() -> None:
    for content in write(cut_for("self", HURT).release, shipped()).values():
        assert content.startswith(b"\xef\xbb\xbf")
        assert content.endswith(b"\r\n")
        assert content.count(b"\n") == content.count(b"\r\n")


@pytest.mark.parametrize("person", EVERYONE[::4], ids=str)
def test_one_row_is_one_finding_one_referral_one_last_day(person: object) -> None:
    release = cut_for("self", persons_summary(person)).release
    summary, files = release.summary, {name: rows(content) for name, content in write(release, shipped()).items()}
    assert [(row["finding"], row["certainty"], row["title"]) for row in files["findings.csv"]] == [
        (one.id, one.certainty, one.title) for one in summary.findings
    ]
    assert [row["office"] for row in files["referrals.csv"]] == [one.name for one in summary.referrals]
    assert [row["last day"] for row in files["deadlines.csv"]] == sorted(day.date.isoformat() for day in summary.deadlines)


@pytest.mark.parametrize("recipient", ["self", "caseworker"])
def test_a_spreadsheet_finds_the_same_cells_days_as_days_and_numbers_to_dial_as_text(recipient: str) -> None:
    for name, content in write(cut_for(recipient, HURT).release, shipped()).items():
        opened = polars.read_csv(content, try_parse_dates=True)
        assert opened.columns == list(rows(content)[0])
        assert opened.height == len(rows(content)), name
        for column in opened.columns:
            if column in {"last day", "be done by", "checked"}:
                assert opened[column].dtype == polars.Date, column
            elif column == "phone":
                assert opened[column].dtype == polars.String
            else:
                assert ["" if cell is None else str(cell) for cell in opened[column]] == [row[column] for row in rows(content)], f"{name}: {column}"


def test_every_number_has_the_date_of_its_page_and_no_sign_that_a_spreadsheet_would_count_with() -> None:
    referrals = rows(write(cut_for("self", HURT).release, shipped())["referrals.csv"])
    phones = [row for row in referrals if row["phone"]]
    assert phones
    assert all(row["number seen"] and row["phone"][0].isdigit() for row in phones)


def test_every_finding_has_its_law_with_the_day_it_was_checked() -> None:
    assert all("checked 20" in row["law"] for row in rows(write(cut_for("self", HURT).release, shipped())["findings.csv"]))


@pytest.mark.parametrize("text", ["=1+1", "+1-203-555-0100", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1", "  =1", "\n-1", "\uff1d1", "\uff0b1", "\uff201"])
def test_a_cell_that_begins_like_a_formula_is_text(text: str) -> None:
    assert cell(text).startswith("'")


@pytest.mark.parametrize("text", ["860-509-6400", "2026-12-04", "a = b", "Ask for help", "'quoted'", ""])
def test_another_cell_is_as_it_was(text: str) -> None:
    assert cell(text) == text


def test_hostile_words_stay_in_their_cells_and_no_cell_is_a_formula() -> None:
    summary = with_hostile_words(HURT)
    for content in write(cut_for("caseworker", summary).release, shipped()).values():
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
        assert {len(line) for line in lines} == {len(lines[0])}
        assert [value for line in lines for value in line if value[:1] in SIGNS and value] == []


def test_the_record_of_a_release_is_a_table_beside_the_others() -> None:
    assert "release.csv" not in write(cut_for("self", HURT).release, shipped())
    record = {row["key"]: row["value"] for row in rows(write(cut_for("defender", HURT).release, shipped())["release.csv"])}
    assert (record["To"], record["Until"]) == ("Public defender, G.A. 14", "January 31, 2027")


# A caseload.

CASES = [structs.replace(cut_for("self", persons_summary(person)).release, reference=f"7K{at:02}") for at, person in enumerate(EVERYONE[::9], start=20)]


def test_a_caseload_has_every_finding_with_the_code_of_its_summary() -> None:
    findings = rows(write_caseload(CASES, shipped())["findings.csv"])
    assert [(row["summary"], row["finding"]) for row in findings] == [(case.reference, one.id) for case in CASES for one in case.summary.findings]


def test_a_caseload_has_its_last_days_by_date() -> None:
    days = [row["last day"] for row in rows(write_caseload(CASES, shipped())["deadlines.csv"])]
    assert len(days) > 5
    assert days == sorted(days)


def test_a_caseload_has_its_calls_by_office_with_who_is_to_call_the_most_called_first() -> None:
    calls = rows(write_caseload(CASES, shipped())["calls.csv"])
    counts = [int(row["how many"]) for row in calls]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == sum(len(case.summary.calls) for case in CASES)
    assert len({row["office"] for row in calls}) == len(calls)
    assert all(len(row["summaries"].split("; ")) == int(row["how many"]) and row["number seen"] for row in calls)


def test_statistics_of_a_caseload_are_counts_without_a_row_for_anyone() -> None:
    cases = [structs.replace(cut_for("statistics", case.summary).release, reference=case.reference) for case in CASES]
    files = write_caseload(cases, shipped())
    found = {row["finding"]: int(row["applies"]) + int(row["may apply"]) for row in rows(files["findings.csv"])}
    assert sum(found.values()) == sum(len(case.summary.findings) for case in CASES)
    assert rows(files["summaries.csv"]) == [{"summaries": str(len(CASES))}]
    assert not [case.reference for case in cases if case.reference.encode() in b"".join(files.values())]


def test_a_folder_of_summaries_becomes_one_folder_of_tables(tmp_path: Path) -> None:
    (tmp_path / "load").mkdir()
    for profile, person in zip(PROFILES[:3], [person for person in EVERYONE if person.file in PROFILES[:3]], strict=True):
        (tmp_path / "load" / f"{profile.stem}.toml").write_text(as_toml(persons_summary(person)))
    command = [sys.executable, "-m", "ctintake", "export", str(tmp_path / "load"), "--to", "csv", "-o", str(tmp_path / "tables")]
    ran = subprocess.run(command, capture_output=True, check=False, timeout=120)
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == ["calls.csv", "deadlines.csv", "findings.csv"]
    assert len({row["summary"] for row in rows((tmp_path / "tables" / "findings.csv").read_bytes())}) == 3
    again = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert again.returncode == 0, "into a folder that is there goes a new one with a neutral name"
    assert next(path.name for path in (tmp_path / "tables").iterdir() if path.is_dir()).startswith("summary-")

"""What the screen says goes in is in the files, all of it and nothing else: one list, kept by the writers themselves."""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from msgspec import structs
from people import shipped
from released import HURT_AND_CHARGED, cut_for, summary_of, whole
from test_exports import RELEASED

from ctintake.cli.handover import listing
from ctintake.exports.cleaning import one_line
from ctintake.exports.formats import FORMATS, inside, written
from ctintake.exports.recipients import Cut, Part, listed, named
from ctintake.exports.release import Client
from ctintake.summary.files import as_toml

HURT = summary_of(**HURT_AND_CHARGED)
PEOPLE = ("self", "caseworker", "defender")


def cut_with_a_name(recipient: str) -> Cut:
    one = cut_for(recipient, HURT)
    return structs.replace(one, release=structs.replace(one.release, client=Client(first="Ana", last="Silva")))


def sides(one: Cut, *formats: str) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Give what goes in and what is left out, by kind."""
    goes_in, left_out = listed(one, inside(formats, one.release, shipped()), shipped())
    return by_kind(goes_in), by_kind(left_out)


def by_kind(parts: tuple[Part, ...]) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for part in parts:
        kinds.setdefault(part.kind, set()).update(part.names)
    return kinds


def text_of(name: str, one: Cut) -> str:
    """Give the words of a file on one line, as a reader sees them."""
    content = whole(written(name, one.release, shipped())).decode()
    if name in {"json", "legalserver"}:
        content = " ".join(re.findall(r'"((?:[^"\\]|\\.)*)"', content.replace("\\n", " "))).replace('\\"', '"')
    content = re.sub(r"<[^>]*>", " ", unescape(content)) if name == "html" else content
    return one_line(content.replace("\\", "").replace('""', '"'))


@pytest.mark.parametrize("recipient", PEOPLE)
@pytest.mark.parametrize("name", ["html", "md", "json", "csv", "legalserver"])
def test_every_office_that_is_listed_is_in_the_file_and_no_other(name: str, recipient: str) -> None:
    if recipient not in FORMATS[name].recipients:
        pytest.skip(f"{name} is not for {recipient}")
    one = cut_with_a_name(recipient)
    goes_in, left_out = sides(one, name)
    text = text_of(name, one)
    assert [office for office in goes_in["referrals"] if office not in text] == []
    following = {call.next.name for call in HURT.calls if call.next is not None}
    said = " ".join(one_line(part) for found in HURT.findings for part in (*found.to_person, *found.do, *found.to_advocate, *found.lawyer_asks))
    limits = " ".join(one_line(f"{office.limits} {office.caution} {office.note}") for office in HURT.referrals)
    assert [office for office in left_out.get("referrals", ()) if office in text and office not in following and office not in said + limits] == []
    assert [title for title in goes_in["findings"] if title not in text] == []


@pytest.mark.parametrize("recipient", ["caseworker", "defender"])
@pytest.mark.parametrize("name", ["html", "md", "pdf"])
def test_a_helpers_page_has_every_office_they_may_see(name: str, recipient: str) -> None:
    one = cut_for(recipient, HURT)
    goes_in, _ = sides(one, name)
    assert goes_in["referrals"] == {office.name for office in one.release.summary.referrals}
    if name != "pdf":
        assert "not on this page" not in text_of(name, one)


def test_the_persons_own_page_and_the_screen_count_the_same_offices() -> None:
    one = cut_for("self", HURT)
    _, left_out = sides(one, "html")
    assert f"{len(left_out['referrals'])} more are not on this page." in text_of("html", one)
    assert left_out["referrals"]


@pytest.mark.parametrize("recipient", PEOPLE)
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "legalserver"])
def test_whatever_may_be_seen_is_listed_on_one_side_or_the_other_for_each_format(name: str, recipient: str) -> None:
    one = cut_for(recipient, HURT)
    goes_in, left_out = sides(one, name)
    for kind, things in named(one.release.summary, shipped()).items():
        assert goes_in.get(kind, set()) | left_out.get(kind, set()) >= set(things.values()), kind


def test_a_calendar_holds_hearings_and_last_days_and_the_screen_names_them_and_all_it_has_no_room_for() -> None:
    goes_in, left_out = sides(cut_for("self", HURT), "ics")
    assert goes_in.keys() == {"deadlines", "answers"}
    assert goes_in["answers"] == {shipped().questions["next_court_date"].label}
    assert left_out["findings"] == {one.title for one in HURT.findings}
    assert left_out["calls"] == {one.name for one in HURT.calls}


def test_contacts_hold_the_calls_and_the_screen_names_all_else_as_left_out() -> None:
    goes_in, left_out = sides(cut_for("self", HURT), "vcf")
    assert goes_in == {"calls": {one.name for one in HURT.calls}}
    assert left_out["deadlines"] == {one.label for one in HURT.deadlines}


def test_two_formats_together_hold_what_either_does() -> None:
    goes_in, left_out = sides(cut_for("self", HURT), "ics", "vcf")
    assert goes_in.keys() == {"calls", "deadlines", "answers"}
    assert "calls" not in left_out


def test_the_list_is_said_with_how_many_of_each() -> None:
    one = cut_for("self", HURT)
    said = "\n".join(listing([(one, inside(["vcf"], one.release, shipped()))], shipped()))
    assert f"Calls ({len(HURT.calls)}): " in said.split("What is left out:")[0]
    assert f"Findings ({len({found.title for found in HURT.findings})}): " in said.split("What is left out:")[1]


def test_a_name_that_goes_into_a_file_is_said_to() -> None:
    assert sides(cut_with_a_name("caseworker"), "legalserver")[0]["client"] == {"the person's first and last name"}
    assert "client" not in sides(cut_for("caseworker", HURT), "html")[0]


def test_a_record_for_a_case_system_has_every_office_and_sends_nobody_to_a_command() -> None:
    matter = json.loads(whole(written("legalserver", cut_with_a_name("caseworker").release, shipped())))
    text = one_line(" ".join(note["body"] for note in matter["notes"]))
    assert [one.name for one in HURT.referrals if one.name not in text] == []
    assert "ctintake" not in text


# The record of the release, in files that strangers may see.


@pytest.mark.parametrize("recipient", ["caseworker", "defender"])
@pytest.mark.parametrize(("name", "key"), [("ics", "DESCRIPTION"), ("vcf", "NOTE")])
def test_a_helpers_calendar_and_contacts_say_in_each_entry_to_whom_they_were_given_and_until_when_and_nothing_of_why(
    name: str, key: str, recipient: str
) -> None:
    one = cut_for(recipient, HURT)
    text = whole(written(name, one.release, shipped())).decode().replace("\r\n ", "").replace("\\", "")
    notes = [line for line in text.splitlines() if line.startswith(f"{key}:") and "Be done" not in line.replace("Be done by", "")]
    given = [line for line in notes if "Given to Public defender, G.A. 14 until January 31, 2027. Do not pass it on." in line]
    assert len(given) == text.count("BEGIN:VEVENT") + text.count("BEGIN:VCARD") > 0
    assert one.release.record is not None
    assert one.release.record.why not in text


@pytest.mark.parametrize("name", ["ics", "vcf"])
def test_the_persons_own_say_nothing_of_a_release(name: str) -> None:
    assert b"Given to" not in whole(written(name, cut_for("self", HURT).release, shipped()))


# A caseload.


def test_a_caseload_names_each_summary_by_its_code_and_tells_only_the_screen_whose_file_that_is(tmp_path: Path) -> None:
    folder = tmp_path / "load"
    folder.mkdir()
    names = ["Maria Gonzalez.toml", "b\x1b[31m\u202egpj.toml", "Ibrahim twice.toml"]
    for name in names:
        facts = HURT_AND_CHARGED | ({"town": "Hartford"} if name.startswith("Maria") else {})
        (folder / name).write_text(as_toml(summary_of(**facts)))
    command = [sys.executable, "-m", "ctintake", "export", str(folder), "--to", "csv", "-o", str(tmp_path / "tables"), "--for", "caseworker", *RELEASED]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 0, ran.stderr
    tables = "".join(path.read_text() for path in (tmp_path / "tables").iterdir())
    assert [word for word in ("Maria", "Gonzalez", "Ibrahim", "gpj", "\x1b", "\u202e", ".toml") if word in tables] == []
    told = dict(re.findall(r"^ctintake: ([2-9A-Z]{4}) in the tables is (.+)$", ran.stderr, re.MULTILINE))
    codes = {line.split(",")[0] for line in (tmp_path / "tables" / "findings.csv").read_text().splitlines()[1:]}
    assert codes == told.keys()
    assert len(told) == 3, "the same summary twice is two cases"
    assert "Maria Gonzalez.toml" in told.values()
    assert "\x1b" not in ran.stderr


def test_a_line_in_a_files_name_is_no_line_on_the_screen(tmp_path: Path) -> None:
    folder = tmp_path / "load"
    folder.mkdir()
    command = [sys.executable, "-m", "ctintake", "export", str(folder), "--to", "csv", "-o", str(tmp_path / "tables")]
    for content, status in ((as_toml(HURT), 0), ("schema = 1\n", 2)):
        (folder / "a\nctintake: wrote evil.toml").write_text(content)
        ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert ran.returncode == status
        assert "evil.toml" in ran.stderr
        assert [line for line in ran.stderr.splitlines() if line.startswith("ctintake: wrote evil")] == []


def test_offices_that_are_called_are_all_of_a_caseloads_tables_and_the_others_are_named_as_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "load"
    folder.mkdir()
    (folder / "a.toml").write_text(as_toml(HURT))
    command = [sys.executable, "-m", "ctintake", "export", str(folder), "--to", "csv", "-o", str(tmp_path / "tables")]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stderr
    goes_in, left_out = said.split("What is left out:")
    called = {call.resource for call in HURT.calls} & {one.resource for one in HURT.referrals}
    assert f"Offices ({len(called)}): " in goes_in
    assert f"Offices ({len(HURT.referrals) - len(called)}): " in left_out

"""What leaves the machine: each recipient gets what is theirs, in every format, and everything else is left out by name."""

import json
import os
import re
import stat
import subprocess
import sys
from calendar import month_name
from datetime import date, timedelta
from pathlib import Path

import pexpect
import pyrage
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from msgspec import structs
from people import EVERYONE, shipped
from people import summary_of as persons_summary
from released import HOSTILE, HURT_AND_CHARGED, PHONE, RECORD, TEXTS, TIMES, cut_for, summary_of, there, whole, with_hostile_words

from ctintake.errors import InputError
from ctintake.exports.formats import FORMATS, written
from ctintake.exports.json import schema
from ctintake.exports.recipients import RECIPIENTS, SMALLEST_TOWN, Cut, named
from ctintake.exports.release import Record
from ctintake.summary.files import as_json, as_toml, parse_summary
from ctintake.summary.records import NextCall

HURT = summary_of(**HURT_AND_CHARGED)
SENSITIVE = {name for name, question in shipped().questions.items() if question.sensitive}
HARM_SECTIONS = {"harm", "child", "household", "contact"}
MONTHS = list(month_name)[1:]


def names(cut: Cut, side: str, kind: str) -> set[str]:
    """Give the names of a kind of content that may be seen or are left out."""
    if side == "goes_in":
        return set(named(cut.release.summary, shipped())[kind].values())
    return {name for part in cut.left_out if part.kind == kind for name in part.names}


@pytest.mark.parametrize("recipient", ["self", "caseworker", "defender"])
def test_a_ground_that_is_to_be_checked_first_says_so_on_every_page_that_names_it(recipient: str) -> None:
    release = cut_for(recipient, summary_of(us_citizen="no", situation=["charged"], case_stage="charged", charges=["larceny-third"])).release
    flags = [ground.flag for one in release.summary.findings for charge in one.charges for ground in charge.grounds if ground.flag]
    assert flags
    page = " ".join(written("md", release, shipped()).decode().split())
    assert [flag for flag in flags if " ".join(flag.split()) not in page] == []


# Who sees what.


def test_the_persons_own_copy_has_findings_calls_days_and_offices_and_no_sensitive_answer() -> None:
    own = cut_for("self", HURT)
    seen = own.release.summary
    assert [one.id for one in seen.findings] == [one.id for one in HURT.findings]
    assert (seen.calls, seen.referrals) == (HURT.calls, HURT.referrals)
    assert [one.date for one in seen.deadlines] == [one.date for one in HURT.deadlines]
    assert seen.answers.keys() == HURT.answers.keys() - SENSITIVE
    assert {"Immigration status", "Kinds of harm", "Number to call"} <= names(own, "left_out", "answers") == set(own.release.left_out)


def test_a_last_day_of_the_persons_own_copy_does_not_say_which_sensitive_day_it_was_counted_from() -> None:
    counted = {day.counted for day in HURT.deadlines if "2025" in day.counted}
    assert counted, "the day of admission is sensitive, and last days are counted from it"
    seen = cut_for("self", HURT).release.summary
    assert not counted & {day.counted for day in seen.deadlines}
    assert any(day.counted for day in seen.deadlines), "the next court date is not sensitive"


def test_a_caseworker_sees_all_that_the_summary_holds() -> None:
    seen = cut_for("caseworker", HURT)
    assert seen.release.summary.answers == HURT.answers
    assert (seen.release.summary.findings, seen.release.summary.deadlines, seen.left_out) == (HURT.findings, HURT.deadlines, ())


def test_what_the_person_did_not_put_into_the_summary_is_named_as_left_out_for_a_caseworker_too() -> None:
    kept_back = cut_for("caseworker", summary_of(include_sensitive=False, **HURT_AND_CHARGED))
    assert {"Immigration status", "Kinds of harm"} <= names(kept_back, "left_out", "answers")


def test_a_defender_sees_the_criminal_and_the_immigration_side_and_nothing_of_the_harm() -> None:
    theirs = cut_for("defender", HURT)
    seen = theirs.release.summary
    assert {"do-not-plead-yet", "padilla-advice", "charge-grounds"} <= {one.id for one in seen.findings}
    assert {"status", "charges", "case_stage"} <= seen.answers.keys()
    hidden = {"domestic-violence-help", "danger-now", "restraining-order", "u-visa"} & {one.id for one in HURT.findings}
    assert len(hidden) >= 2
    assert not hidden & {one.id for one in seen.findings}
    assert not {"harm", "harm_date", "danger_now", "situation", "safe_phone", "monthly_income"} & seen.answers.keys()
    assert "Talk to a domestic violence advocate" in names(theirs, "left_out", "findings")


def test_what_is_left_out_for_a_defender_is_named_on_the_screen_and_not_in_the_file() -> None:
    theirs = cut_for("defender", HURT).release
    assert theirs.left_out == tuple(section.title for name, section in shipped().sections.items() if name in HARM_SECTIONS)
    assert theirs.left_out == cut_for("defender", persons_summary(EVERYONE[0])).release.left_out, "it is the same for everyone, so it tells of no one"


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_nothing_a_defender_sees_rests_on_the_harm_or_speaks_of_it(person: object) -> None:
    whole_summary = persons_summary(person, include_sensitive=True)
    seen = cut_for("defender", whole_summary).release.summary
    section = {fact: question.section for fact, question in shipped().questions.items()}
    facts = {fact for one in seen.findings for fact in (*one.because, *one.open, *one.guesses)}
    assert not {fact for fact in facts if section[fact] in HARM_SECTIONS}
    ids = {one.id for one in seen.findings}
    assert {
        one
        for thing in (
            *seen.calls,
            *seen.referrals,
        )
        for one in thing.findings
    } | {day.finding for day in seen.deadlines if not day.passed} | set(seen.urgent) <= ids
    said = " ".join([*(call.say for call in seen.calls), *(why for one in seen.referrals for why in one.why)])
    needs = set(shipped().sets["defender_needs"].members)
    assert [
        name for name, need in shipped().needs.items() if name not in needs and (need.means in said or need.call in said or need.call_for_another in said)
    ] == []


def test_a_defender_is_not_told_that_answers_on_harm_were_kept_back_nor_which_other_offices_were_named() -> None:
    kept_back = summary_of(include_sensitive=False, **HURT_AND_CHARGED)
    assert {"harm", "safe_phone", "status"} <= set(kept_back.left_out)
    seen = cut_for("defender", kept_back).release.summary
    assert "status" in seen.left_out
    assert not {"harm", "safe_phone"} & set(seen.left_out)
    content = whole(written("json", cut_for("defender", kept_back).release, shipped())).decode()
    hidden = {one.resource for one in kept_back.referrals} - {one.resource for one in (*seen.referrals, *seen.calls)}
    hidden -= {call.next.resource for call in seen.calls if call.next is not None}
    assert len(hidden) > 5
    assert [name for name in hidden if f'"{name}"' in content] == []


@pytest.mark.parametrize("person", EVERYONE, ids=str)
def test_whom_a_defender_is_to_call_next_is_of_their_side_too(person: object) -> None:
    needs = set(shipped().sets["defender_needs"].members)
    seen = cut_for("defender", persons_summary(person, include_sensitive=True)).release.summary
    assert [call.next.resource for call in seen.calls if call.next and not needs & set(shipped().resources[call.next.resource].serves)] == []


def test_a_next_office_that_is_not_of_the_defenders_side_is_taken_out() -> None:
    hotline = next(one for one in HURT.referrals if not set(shipped().sets["defender_needs"].members) & set(shipped().resources[one.resource].serves))
    calls = tuple(structs.replace(call, next=NextCall(resource=hotline.resource, name=hotline.name, number="211")) for call in HURT.calls)
    assert {call.next for call in cut_for("defender", structs.replace(HURT, calls=calls)).release.summary.calls} == {None}


def test_statistics_are_ids_and_options_alone() -> None:
    counted = json.loads(whole(written("json", cut_for("statistics", HURT).release, shipped())))
    assert {one["id"] for one in counted["findings"]} == {one.id for one in HURT.findings}
    assert counted["answers"]["case_stage"] == "plea-offered"
    assert not counted["answers"].keys() & {*SENSITIVE, "town", "court", "next_court_date", "household_size", "monthly_income"}


@pytest.mark.parametrize(("town", "named"), [("Union", False), ("Ansonia", False), ("Danbury", True), ("Hartford", True)])
def test_statistics_name_a_town_of_20000_people_or_more_and_no_smaller_one(town: str, named: bool) -> None:
    assert (shipped().towns[town].population >= SMALLEST_TOWN) is named
    answers = cut_for("statistics", summary_of(**HURT_AND_CHARGED | {"town": town})).release.summary.answers
    assert answers.get("town") == (town if named else None)


def test_a_charge_by_a_statute_that_we_do_not_know_is_what_a_person_typed_and_is_not_counted() -> None:
    summary = summary_of(**HURT_AND_CHARGED | {"charges": ["assault-third", "53a-999z"]})
    assert "53a-999z" in str(summary.answers["charges"])
    assert cut_for("statistics", summary).release.summary.answers["charges"] == ["assault-third"]


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_everything_of_a_summary_either_goes_in_or_is_named_as_left_out(recipient: str) -> None:
    cut, full = cut_for(recipient, HURT), cut_for("caseworker", HURT)
    for kind in ("deadlines", "answers"):
        assert names(cut, "goes_in", kind) | names(cut, "left_out", kind) == names(full, "goes_in", kind)
    if recipient != "statistics":
        for kind in ("findings", "calls", "referrals"):
            assert names(cut, "goes_in", kind) | names(cut, "left_out", kind) == names(full, "goes_in", kind)
            assert not names(cut, "goes_in", kind) & names(cut, "left_out", kind)


@pytest.mark.parametrize("recipient", ["self", "defender", "statistics"])
def test_a_finding_that_the_knowledge_no_longer_has_gives_away_nothing(recipient: str) -> None:
    """An older summary, or an overlay's: what it rests on cannot be told, so only the person and a caseworker get it."""
    old = tuple(structs.replace(one, id="gone") for one in HURT.findings[:1])
    seen = cut_for(recipient, structs.replace(HURT, findings=old)).release.summary
    assert [one.id for one in seen.findings] == (["gone"] if recipient == "self" else [])


def tried(name: str, cut: Cut) -> bytes:
    """Write a release; a writer may refuse, and then nothing leaves."""
    try:
        return whole(written(name, cut.release, shipped()))
    except InputError:
        return b""


@pytest.mark.parametrize("name", ["json", "csv"])
@pytest.mark.parametrize("person", EVERYONE[::6], ids=str)
def test_statistics_hold_no_day_and_no_words(person: object, name: str) -> None:
    content = whole(written(name, cut_for("statistics", persons_summary(person, include_sensitive=True)).release, shipped())).decode()
    assert re.findall(r"\b(?:19|20)\d\d-\d\d|\b(?:19|20)\d{6}\b", content) == []
    assert [month for month in MONTHS if month in content] == []
    assert [words for words in re.findall(r'"([^"]*)"', content) if len(words.split()) > 1 and words not in shipped().towns] == []


# Hostile text.


@pytest.mark.parametrize("recipient", ["self", "caseworker", "defender"])
@pytest.mark.parametrize("name", TEXTS)
def test_no_control_character_escape_or_turning_mark_reaches_a_file(name: str, recipient: str) -> None:
    if recipient not in FORMATS[name].recipients or not there(name):
        pytest.skip(f"{name} is not for {recipient}")
    text = tried(name, cut_for(recipient, with_hostile_words(HURT))).decode()
    assert [character for character in text if character in "\x1b\x00\x07\x9b\u202e\u2066" or (character < " " and character not in "\r\n\t")] == []


def test_the_table_of_formats_imports_no_writer_until_asked() -> None:
    code = "import sys, ctintake.exports.formats; print(sorted(name for name in sys.modules if name.startswith('ctintake.exports.')))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "['ctintake.exports.formats', 'ctintake.exports.release']"


# JSON and its schema.


@pytest.mark.parametrize("recipient", RECIPIENTS)
def test_the_json_is_as_its_published_schema_says(recipient: str) -> None:
    published = json.loads(schema("statistics" if recipient == "statistics" else "summary"))
    Draft202012Validator.check_schema(published)
    content = json.loads(whole(written("json", cut_for(recipient, HURT).release, shipped())))
    assert list(Draft202012Validator(published, format_checker=FormatChecker()).iter_errors(content)) == []


@pytest.mark.parametrize("recipient", ["self", "caseworker", "defender"])
def test_the_json_is_read_back_as_a_summary_and_names_its_recipient_and_release(recipient: str) -> None:
    content = whole(written("json", cut_for(recipient, HURT).release, shipped()))
    back = parse_summary(content, "summary.json")
    assert [one.id for one in back.findings] == [one.id for one in cut_for(recipient, HURT).release.summary.findings]
    assert back.recipient == recipient
    record = json.loads(content).get("release")
    assert record == (None if recipient == "self" else {"to": RECORD.to, "what": RECORD.what, "why": RECORD.why, "until": "2027-01-31", "on": "2026-11-22"})


def test_a_number_goes_to_a_caseworker_with_the_word_that_nobody_said_whether_to_leave_a_message() -> None:
    assert "safe_to_leave_message" not in HURT_AND_CHARGED
    content = json.loads(whole(written("json", cut_for("caseworker", HURT).release, shipped())))
    assert content["answers"]["safe_phone"] == PHONE
    assert {"fact": "safe_to_leave_message", "label": "Messages", "answer": "not-asked"} in content["unanswered"]


@pytest.mark.parametrize(("said", "words"), [(True, "A message may be left."), (False, "Leave no message."), (None, "did not say if a message may be left")])
@pytest.mark.parametrize("name", ["html", "md"])
def test_beside_the_persons_number_stands_when_to_call_and_whether_to_leave_a_message(name: str, said: bool | None, words: str) -> None:
    facts = HURT_AND_CHARGED | ({} if said is None else {"safe_to_leave_message": said})
    text = whole(written(name, cut_for("caseworker", summary_of(**facts)).release, shipped())).decode()
    assert text.count(PHONE) == 1
    near = text[text.index(PHONE) :][:300]
    assert words in near
    assert TIMES in near


# Markdown, read by another than we.


def test_hostile_words_are_only_words_in_markdown() -> None:
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").parse(whole(written("md", cut_for("caseworker", with_hostile_words(HURT)).release, shipped())).decode())
    kinds = {inner.type for token in tokens for inner in [token, *(token.children or [])]}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "fence", "code_block", "em_open"}
    text = " ".join(token.content for token in tokens if token.type == "inline")
    shown = " ".join(inner.content for token in tokens for inner in token.children or [] if inner.type == "text")
    assert "<script>alert(1)</script>" in shown
    assert text.count("**b**") == 0


@pytest.mark.parametrize("person", EVERYONE[::8], ids=str)
def test_the_markdown_says_every_finding_that_applies_every_call_and_every_last_day(person: object) -> None:
    from markdown_it import MarkdownIt

    own = cut_for("self", persons_summary(person)).release
    summary = own.summary
    tokens = MarkdownIt("commonmark").parse(whole(written("md", own, shipped())).decode())
    shown = "\n".join("".join(inner.content for inner in token.children or []) for token in tokens if token.type == "inline")
    for text in (
        *(one.title for one in summary.findings),
        *(call.number.removeprefix("+1-") for call in summary.calls),
        *(day.label for day in summary.deadlines),
    ):
        assert text in shown


# The command.


def ctintake(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program."""
    return subprocess.run([sys.executable, "-m", "ctintake", *arguments], input=given, capture_output=True, check=False, timeout=120)


def refused(*arguments: str) -> str:
    """Run with wrong input, and give what was said."""
    ran = ctintake(*arguments)
    said = ran.stderr.decode()
    assert (ran.returncode, ran.stdout) == (2, b""), said
    assert "Traceback" not in said
    return said


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A summary on the disk."""
    path = tmp_path / "in" / "summary.toml"
    path.parent.mkdir()
    path.write_text(as_toml(HURT))
    return path


TODAY = date.today()
UNTIL = TODAY + timedelta(days=30)
"""A release ends by the clock, so the tests count from the clock."""

LATER = TODAY + timedelta(days=400)
ON_LATER = ("--as-of", LATER.isoformat())

RELEASED = ("--released-to", "Legal aid", "--released-what", "all", "--released-why", "a place to stay", "--released-until", UNTIL.isoformat())


def test_several_formats_go_to_the_path_each_with_its_ending_readable_by_the_owner_alone(file: Path, tmp_path: Path) -> None:
    ran = ctintake("export", str(file), "--to", "html", "--to", "md", "--to", "csv", "-o", str(tmp_path / "out"))
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out", "out.html", "out.md"]
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["deadlines.csv", "findings.csv", "referrals.csv"]
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "out.html", *(tmp_path / "out").iterdir())}
    assert (modes, stat.S_IMODE((tmp_path / "out").stat().st_mode)) == ({0o600}, 0o700)


def test_in_a_folder_a_file_gets_a_neutral_name(file: Path, tmp_path: Path) -> None:
    assert ctintake("export", str(file), "--to", "html", "-o", str(tmp_path)).returncode == 0
    assert [re.fullmatch(r"summary-[2-9A-Z]{4}\.html", path.name) is not None for path in tmp_path.iterdir() if path.is_file()] == [True]


def test_before_writing_the_screen_lists_what_goes_in_and_what_is_left_out_by_name(file: Path, tmp_path: Path) -> None:
    said = ctintake("export", str(file), "--to", "html", "--for", "defender", "-o", str(tmp_path / "d.html"), *RELEASED).stderr.decode()
    goes_in, left_out = said.split("What is left out:")
    assert "Do not plead before immigration advice" in goes_in
    assert "Talk to a domestic violence advocate" in left_out
    assert "Kinds of harm" in left_out
    assert said.splitlines()[-1].startswith("ctintake: wrote")


def test_one_text_goes_to_standard_output_with_nothing_else(file: Path) -> None:
    ran = ctintake("export", str(file), "--to", "json", "-o", "-")
    assert ran.returncode == 0
    assert json.loads(ran.stdout)["recipient"] == "self"


def test_a_summary_is_read_from_standard_input(file: Path) -> None:
    assert ctintake("export", "-", "--to", "md", "-o", "-", given=file.read_bytes()).stdout.startswith(b"# Summary ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "x"], "--to: is missing"),
        (["--to", "htlm", "-o", "x"], "did you mean 'html'"),
        (["--to", "html", "--for", "lawyer", "-o", "x"], "there is no recipient 'lawyer'"),
        (["--to", "html"], "nothing is written unless you say where"),
        (["--to", "pdf", "-o", "-"], "standard output takes one text format"),
        (["--to", "html", "--to", "md", "-o", "-"], "standard output takes one text format"),
        (["--to", "csv", "-o", "-"], "standard output takes one text format"),
        (["--to", "html", "--for", "statistics", "-o", "x"], "for statistics: csv, json"),
        (["--to", "html", "--for", "defender", "-o", "x"], "needs the record of the person's release"),
        (["--to", "html", "--for", "caseworker", "-o", "x", *RELEASED[2:]], "--released-to"),
        (["--to", "html", "--for", "caseworker", "-o", "x", *RELEASED, "--as-of", str(UNTIL + timedelta(1))], f"the release ended on {UNTIL}"),
        (["--to", "html", "--for", "caseworker", "-o", "x", *RELEASED, "--as-of", "2024-12-01", "--released-until", "2025-01-01"], "ended on 2025-01-01"),
        (["--to", "html", "--for", "caseworker", "-o", "x", *RELEASED, "--released-to", "\u200b"], "--released-to"),
        (["--to", "html", "-o", "x", *RELEASED[:2]], "a release is for others, and this is for 'self'"),
        (["--to", "csv", "--for", "statistics", "-o", "x", *RELEASED], "a release is for others, and this is for 'statistics'"),
        (["--to", "html", "-o", "x/"], "there is no folder"),
        (["--to", "html", "--for", "caseworker", "-o", "x", *RELEASED, "--released-until", str(TODAY + timedelta(days=3653))], "more than a year away"),
        (["--to", "html", "--for", "caseworker", "-o", "x", *RELEASED, "--released-until", "soon"], "is no day"),
        (["--to", "html", "--for", "caseworker", "-o", "x", *RELEASED, "--released-until", f"{TODAY.year + 1}-W01-1"], "is no day"),
        (
            ["--to", "html", "--for", "caseworker", "-o", "x", *RELEASED, *ON_LATER, "--released-until", str(LATER + timedelta(days=30))],
            "more than a year away",
        ),
        (["--to", "html", "--for", "caseworker", "-o", "x", *RELEASED, "--released-why", "a\x1b[2Jb"], "control characters"),
    ],
    ids=[
        "no format", "a format misspelt", "nobody we know", "no place", "a PDF to standard output", "two texts to standard output", "tables to standard output",
        "a page of statistics",
        "a third party without a record", "a record without a name", "a record that will have ended", "a record that has ended, whatever day is given",
        "a name that nobody can see",
        "a record for oneself", "a record for statistics", "a folder that is not there", "a record for ten years", "a record until no day",
        "a record until a week", "a record for more than a year by the clock, whatever day is given",
        "a record with an escape",
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_would_be_right(file: Path, tmp_path: Path, arguments: list[str], said: str) -> None:
    assert said in " ".join(
        refused("export", str(file), *[one.replace("x", str(tmp_path / "x"), 1) if one in {"x", "x/"} else one for one in arguments]).split()
    )
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


def test_the_record_of_the_release_is_written_into_the_file(file: Path, tmp_path: Path) -> None:
    assert (
        ctintake("export", str(file), "--to", "md", "--to", "json", "--to", "csv", "--for", "caseworker", "-o", str(tmp_path / "c"), *RELEASED).returncode == 0
    )
    assert "To: Legal aid" in (tmp_path / "c.md").read_text()
    assert json.loads((tmp_path / "c.json").read_text())["release"]["until"] == UNTIL.isoformat()
    assert "a place to stay" in (tmp_path / "c" / "release.csv").read_text()


@pytest.mark.parametrize("environment", [{}, {"ACCESSIBLE": "1"}], ids=["prompts", "plain lines"])
def test_at_a_terminal_the_record_is_asked_for(file: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    arguments = ["-m", "ctintake", "export", str(file), "--to", "json", "--for", "caseworker", "-o", str(tmp_path / "c.json")]
    child = pexpect.spawn(sys.executable, arguments, env=os.environ | {"TERM": "xterm"} | environment, dimensions=(40, 160), encoding="utf-8", timeout=30)
    for key, answer in {"to": "Legal aid", "what": "all of it", "why": "a place to stay", "until": ""}.items():
        child.expect_exact(shipped().text(f"export-ask-{key}").split(".")[0].split("?")[0][:30])
        child.send(f"{answer}\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    record = json.loads((tmp_path / "c.json").read_text())["release"]
    assert record == {"to": "Legal aid", "what": "all of it", "why": "a place to stay", "until": UNTIL.isoformat(), "on": TODAY.isoformat()}


@pytest.mark.parametrize("environment", [{}, {"ACCESSIBLE": "1"}], ids=["prompts", "plain lines"])
def test_a_day_that_cannot_be_the_last_is_asked_again_and_nothing_typed_before_it_is_lost(file: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    arguments = ["-m", "ctintake", "export", str(file), "--to", "json", "--for", "caseworker", "-o", str(tmp_path / "c.json")]
    child = pexpect.spawn(sys.executable, arguments, env=os.environ | {"TERM": "xterm"} | environment, dimensions=(40, 160), encoding="utf-8", timeout=30)
    typed = [
        ("Who is this for", "Legal aid"),
        ("What does the person", "all"),
        ("What is it for", "b"),
        ("What does the person", "all of it"),
        ("What is it for", "a bed"),
    ]
    past, far = TODAY - timedelta(1), TODAY + timedelta(days=3653)
    days = [("Until what day", "soon"), ("'soon' is no day", past), (f"release ended on {past}", far), ("more than a year away", UNTIL)]
    for said, answer in (*typed, *days):
        child.expect_exact(said)
        child.expect_exact("Answer" if environment else " >")
        child.send(f"{answer}\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    record = json.loads((tmp_path / "c.json").read_text())["release"]
    assert record == {"to": "Legal aid", "what": "all of it", "why": "a bed", "until": UNTIL.isoformat(), "on": TODAY.isoformat()}


def test_a_release_is_given_today_by_the_clock_whatever_day_it_is_held_against(file: Path, tmp_path: Path) -> None:
    as_of = ("--as-of", (TODAY + timedelta(days=20)).isoformat())
    assert ctintake("export", str(file), "--to", "json", "--for", "caseworker", "-o", str(tmp_path / "c.json"), *RELEASED, *as_of).returncode == 0
    assert json.loads((tmp_path / "c.json").read_text())["release"]["on"] == TODAY.isoformat()


def test_a_file_that_is_there_is_not_replaced_and_no_other_is_written(file: Path, tmp_path: Path) -> None:
    (tmp_path / "out.md").write_text("mine")
    assert "is there already" in refused("export", str(file), "--to", "html", "--to", "md", "-o", str(tmp_path / "out"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "out.md"]
    assert ctintake("export", str(file), "--to", "html", "--to", "md", "-o", str(tmp_path / "out"), "--force").returncode == 0
    assert (tmp_path / "out.md").read_text() != "mine"


def test_a_folder_with_something_that_is_no_summary_is_refused(file: Path, tmp_path: Path) -> None:
    (file.parent / "note.toml").write_text("a = 1\n")
    assert "note.toml: is no summary" in refused("export", str(file.parent), "--to", "csv", "-o", str(tmp_path / "t"))


def test_every_file_of_a_folder_that_is_a_summary_is_read_whatever_its_name_and_what_is_not_is_named(file: Path, tmp_path: Path) -> None:
    folder = file.parent
    key = pyrage.x25519.Identity.generate()
    (tmp_path / "key.txt").write_text(f"{key}\n")
    for name in ("b.TOML", "summary", "ana.txt", ".hidden.toml"):
        (folder / name).write_text(as_toml(structs.replace(HURT, language=name[:2].lower().replace(".", "x"))))
    (folder / "maria.age").write_bytes(pyrage.encrypt(as_toml(HURT).encode(), [key.to_public()]))
    (folder / "ramon.JSON.AGE").write_bytes(pyrage.encrypt(as_json(HURT).encode(), [key.to_public()]))
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7\x00")
    (folder / "answers").write_text("[answers]\n")
    (folder / "more").mkdir()
    os.mkfifo(folder / "pipe")
    ran = ctintake("export", str(folder), "--to", "csv", "-o", str(tmp_path / "t"), "--identity", str(tmp_path / "key.txt"))
    said = ran.stderr.decode()
    assert ran.returncode == 0, said
    read = re.findall(r"in the tables is (.+)$", said, re.MULTILINE)
    assert read == ["ana.txt", "b.TOML", "maria.age", "ramon.JSON.AGE", "summary", "summary.toml"]
    assert re.findall(r"^ctintake: note: not read: (.+)$", said, re.MULTILINE) == ["answers", "letter.pdf", "more", "pipe"]


@pytest.mark.parametrize("name", ["note.TOML", "note.json.age", "sealed"])
def test_what_is_named_like_a_summary_or_is_encrypted_and_cannot_be_read_is_refused(file: Path, tmp_path: Path, name: str) -> None:
    key = pyrage.x25519.Identity.generate()
    (file.parent / name).write_bytes(pyrage.encrypt(b"a = 1", [key.to_public()]) if name == "sealed" else b"a = 1\n")
    assert f"{name}: is " in refused("export", str(file.parent), "--to", "csv", "-o", str(tmp_path / "t"))
    assert not (tmp_path / "t").exists()


def test_the_same_summary_in_two_files_is_said_and_the_first_keeps_the_code_of_its_own_pages(file: Path, tmp_path: Path) -> None:
    (file.parent / "again.json").write_text(as_json(HURT))
    said = ctintake("export", str(file.parent), "--to", "csv", "-o", str(tmp_path / "t")).stderr.decode()
    assert "ctintake: note: summary.toml holds the same summary as again.json: it is counted twice" in said
    own = ctintake("export", str(file), "--to", "html", "-o", str(tmp_path)).stderr.decode()
    assert f"ctintake: {re.findall('summary-(....).html', own)[0]} in the tables is again.json" in said


# What was released to others, exported on.


def released_to(person: str, until: date, folder: Path) -> Path:
    """Put there what a caseworker was given, until a day."""
    folder.mkdir(exist_ok=True)
    record = Record(to=person, what="all", why="a bed", until=until, on=min(until, TODAY))
    one = cut_for("caseworker", HURT).release
    (folder / f"{person}.json").write_bytes(whole(written("json", structs.replace(one, record=record), shipped())))
    return folder / f"{person}.json"


@pytest.mark.parametrize("recipient", [("caseworker", *RELEASED), ("defender", *RELEASED), ("statistics",)], ids=["caseworker", "defender", "statistics"])
def test_after_its_last_day_nothing_is_made_for_others_of_what_was_released(tmp_path: Path, recipient: tuple[str, ...]) -> None:
    yesterday = TODAY - timedelta(1)
    load = released_to("Ann", yesterday, tmp_path / "load").parent
    for source in (load, load / "Ann.json"):
        said = refused("export", str(source), "--to", "csv", "--for", *recipient, "-o", str(tmp_path / "t"))
        assert f"Ann.json: was released to Ann until {yesterday}, and that day has passed" in said
        assert "ask the person again" in said
    assert not (tmp_path / "t").exists()


def test_for_oneself_and_to_read_it_no_release_is_needed(tmp_path: Path) -> None:
    source = str(released_to("Ann", TODAY - timedelta(1), tmp_path / "load"))
    assert ctintake("export", source, "--to", "md", "-o", "-").returncode == 0
    assert ctintake("show", source).returncode == 0


def test_until_then_it_may_be_given_on_no_longer_than_that_and_the_screen_says_so(tmp_path: Path) -> None:
    load = released_to("Bea", UNTIL, released_to("Ann", UNTIL + timedelta(1), tmp_path / "load").parent).parent
    to = ("export", str(load), "--to", "csv", "--for", "defender", "-o", str(tmp_path / "t"), *RELEASED)
    assert f"{UNTIL + timedelta(1)} is later than the release to Bea allows" in refused(*to, "--released-until", str(UNTIL + timedelta(1)))
    said = ctintake(*to).stderr.decode()
    assert f"Ann.json was released to Ann until {UNTIL + timedelta(1)}" in said
    assert f"Bea.json was released to Bea until {UNTIL}" in said
    assert (tmp_path / "t" / "release.csv").exists()


def test_a_record_that_was_damaged_is_refused(tmp_path: Path) -> None:
    source = released_to("Ann", UNTIL, tmp_path / "load")
    source.write_text(source.read_text().replace(UNTIL.isoformat(), "some day"))
    assert "holds a damaged record of its release" in refused("export", str(source), "--to", "md", "-o", "-")


# What has passed since.


def test_last_days_that_have_passed_since_the_summary_are_named_with_how_to_count_anew(file: Path, tmp_path: Path) -> None:
    first, *_ = HURT.deadlines
    vague = structs.replace(first, date=TODAY - timedelta(1), latest=TODAY + timedelta(9), label="Vague")
    days = (
        structs.replace(first, date=TODAY - timedelta(40), passed=True, label="Long ago"),
        structs.replace(first, date=TODAY - timedelta(9), label="Gone"),
        structs.replace(first, date=TODAY - timedelta(8), label="Gone too"),
        structs.replace(first, date=TODAY, label="Today"),
        vague,
    )
    file.write_text(as_toml(structs.replace(HURT, as_of=TODAY - timedelta(30), deadlines=days)))
    (file.parent / "fresh.toml").write_text(as_toml(structs.replace(HURT, as_of=TODAY, deadlines=days)))
    for source in (file, file.parent):
        ran = ctintake("export", str(source), "--to", "csv", "-o", str(tmp_path / source.name.removesuffix(".toml")))
        (note, perhaps) = [line for line in ran.stderr.decode().splitlines() if "passed since then" in line]
        assert note.startswith(f"ctintake: note: {file}")
        assert ("Gone (" in note, "Gone too (" in note, "Today" in note, "Long ago" in note, "Vague" in note) == (True, True, False, False, False)
        assert f"ctintake rescreen {file}" in note
        assert "Vague" in perhaps


def test_the_schema_of_a_summary_is_printed() -> None:
    ran = ctintake("check", "--schema", "summary")
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["title"] == "ctintake summary"
    assert "there is no schema 'sumary'" in refused("check", "--schema", "sumary")


def test_hostile_text_was_hostile() -> None:
    assert {"\x1b", "\x00", "\u202e", "<", "=", "`"} <= set(HOSTILE)

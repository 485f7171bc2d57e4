"""The command line as a shell sees it: what comes out where, and with which exit code. Every test runs the program itself."""

import json
import os
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from people import PROFILES, shipped

from ctintake import __version__
from ctintake.summary.files import parse_summary

PROFILE = next(path for path in PROFILES if path.stem == "green-card-plea-offered")
DAY = ("--as-of", "2026-11-22")


def ctintake(*arguments: str | bytes, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the program with these arguments and this on standard input."""
    return subprocess.run(
        [sys.executable, "-m", "ctintake", *arguments], input=given, capture_output=True, env=os.environ | environment, check=False, timeout=60
    )


def screened(*arguments: str, given: bytes = b"") -> dict:
    """Screen, expect success and nothing said beside the result, and give the summary."""
    ran = ctintake("screen", *arguments, *DAY, given=given)
    assert (ran.returncode, ran.stderr) == (0, b"")
    return tomllib.loads(ran.stdout.decode())


def refused(*arguments: str | bytes, given: bytes = b"", **environment: str) -> str:
    """Run with wrong input: exit code 2, nothing on standard output, no traceback. Gives what was said."""
    ran = ctintake(*arguments, given=given, **environment)
    said = ran.stderr.decode()
    assert (ran.returncode, ran.stdout) == (2, b""), said
    assert "Traceback" not in said
    assert said.endswith("\n")
    return said


# What works.


def test_a_profile_is_screened() -> None:
    assert screened(str(PROFILE))["answers"]["case_stage"] == "plea-offered"


def test_flags_alone_are_enough() -> None:
    flags = "--situation harmed,charged --town danbury --us-citizen no --next-court-date 12/4/2026 --charges 53a-125b,53a-61"
    answers = screened(*flags.split())["answers"]
    assert answers["situation"] == ["charged", "harmed"]
    assert (answers["town"], str(answers["next_court_date"])) == ("Danbury", "2026-12-04")
    assert answers["charges"] == ["larceny-sixth", "assault-third"]


def test_flags_win_over_the_profile() -> None:
    town = tomllib.loads(PROFILE.read_text())["answers"]["town"]
    assert town != "Putnam"
    answers = screened(str(PROFILE), "--town", "Putnam")["answers"]
    assert (answers["town"], answers["case_stage"]) == ("Putnam", "plea-offered")


def test_a_dash_reads_the_profile_from_standard_input() -> None:
    read = screened("-", given=PROFILE.read_bytes())
    assert {**read, "made": 0} == {**screened(str(PROFILE)), "made": 0}


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm() -> None:
    content = b"\xef\xbb\xbf" + PROFILE.read_bytes().replace(b"\n", b"\r\n")
    assert screened("-", given=content)["answers"] == screened(str(PROFILE))["answers"]


def test_json_is_given_when_asked_for() -> None:
    ran = ctintake("screen", str(PROFILE), "--format", "json", *DAY)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert json.loads(ran.stdout)["findings"][0]["id"] == screened(str(PROFILE))["findings"][0]["id"]


def test_as_of_is_the_day_that_counts() -> None:
    born = ("screen", "--birth-date", "2026-12-01", "--as-of")
    ran = ctintake(*born, "2026-12-30")
    assert tomllib.loads(ran.stdout.decode())["as_of"].isoformat() == "2026-12-30"
    assert "cannot lie in the future" in refused(*born, "2026-11-22")


def test_sensitive_answers_come_only_when_asked_for() -> None:
    sensitive = next(name for name, question in shipped().questions.items() if question.sensitive and name == "status")
    without, with_them = screened("--status", "lpr"), screened("--status", "lpr", "--include-sensitive")
    assert (without.get("answers"), without["left_out"]) == (None, [sensitive])
    assert (with_them["answers"], with_them.get("left_out")) == ({"status": "lpr"}, None)


def test_the_summary_is_written_to_a_private_file_and_only_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "summary.toml"
    ran = ctintake("screen", str(PROFILE), "-o", str(path), *DAY)
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert str(path) in ran.stderr.decode()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert parse_summary(path.read_bytes(), path.name).as_of.isoformat() == "2026-11-22"


def test_a_file_that_is_there_stays_unless_force_is_given(tmp_path: Path) -> None:
    path = tmp_path / "summary.toml"
    path.write_text("old\n")
    assert "is there already" in refused("screen", str(PROFILE), "-o", str(path), *DAY)
    assert path.read_text() == "old\n"
    assert ctintake("screen", str(PROFILE), "-o", str(path), "--force", *DAY).returncode == 0
    assert path.read_text().startswith("schema = ")


@pytest.mark.parametrize("spelling", [("--knowledge", "{}"), ("--knowledge={}",)], ids=["apart", "joined by ="])
def test_a_local_offices_overlay_is_read_and_brings_flags_of_its_own(tmp_path: Path, spelling: tuple[str, ...]) -> None:
    (tmp_path / "questions.toml").write_text(
        '[bus_pass]\ntype = "yesno"\nsection = "start"\nlabel = "Bus pass"\nask = "Do you have a bus pass?"\nask_for_another = "Do they?"\n'
    )
    overlay = [part.format(tmp_path) for part in spelling]
    assert screened(*overlay, "--bus-pass", "yes")["answers"] == {"bus_pass": True}


@pytest.mark.parametrize(
    "locale", [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}], ids=["ascii", "the C locale"]
)
def test_a_terminal_without_utf_8_still_gets_a_whole_summary(locale: dict[str, str]) -> None:
    ran = ctintake("screen", "--status", "lpr", *DAY, **locale)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert tomllib.loads(ran.stdout.decode("utf-8"))["schema"]


def test_the_version_is_printed() -> None:
    ran = ctintake("--version")
    assert (ran.returncode, ran.stdout.decode(), ran.stderr) == (0, f"ctintake {__version__}\n", b"")


@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_help_lists_the_commands_and_ends_well(asked: str) -> None:
    ran = ctintake(asked)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert "  screen " in ran.stdout.decode()


def test_the_help_of_screen_lists_a_dozen_fact_flags_and_says_where_the_others_are() -> None:
    ran = ctintake("screen", "--help", COLUMNS="100")
    text = ran.stdout.decode()
    common = ["--" + name.replace("_", "-") for name, question in shipped().questions.items() if question.common]
    facts = {"--" + name.replace("_", "-") for name in shipped().questions}
    listed = set(re.findall(r"^\s+(--[a-z-]+)", text, re.MULTILINE)) & facts
    assert (ran.returncode, listed) == (0, set(common))
    assert len(common) == 12
    assert "ctintake questions" in text, "the other flags are listed there"
    assert "history" in text, "flags stay in the shell's history"


def test_every_fact_has_a_flag_though_help_lists_a_dozen() -> None:
    """A flag that the command line does not know would be refused as such, before its value is looked at."""
    unread = [f"--{name.replace('_', '-')}=" for name in shipped().questions]
    said = refused("screen", *unread)
    assert said.count("is empty") == len(shipped().questions)


# What does not, and how that is said.

PROFILES_OF_TROUBLE = {
    "an unknown fact": (b'[answers]\nstatuss = "lpr"\n', ["statuss", "there is no such fact", "did you mean 'status'?"]),
    "an unknown option": (b'[answers]\nstatus = "green-card-holder"\n', ["status: has no option 'green-card-holder'", "one of: lpr"]),
    "a number where an option belongs": (b"[answers]\nstatus = 3\n", ["status: takes one option, not 3"]),
    "a text where yes or no belongs": (b'[answers]\ndanger_now = "perhaps"\n', ["danger_now: takes yes or no, not 'perhaps'", "true or false"]),
    "a text where a number belongs": (b'[answers]\nhousehold_size = "many"\n', ["household_size: takes a whole number, not 'many'", "for example"]),
    "a number too small": (b"[answers]\nhousehold_size = 0\n", ["household_size: cannot be less than 1"]),
    "a day the calendar does not have": (b'[answers]\nharm_date = "2026-02-30"\n', ["harm_date: is no date: '2026-02-30'", "write it as"]),
    "a year nobody living has seen": (b"[answers]\nbirth_date = 0026-11-22\n", ["birth_date: is no likely year"]),
    "a day to come where only a past one can be": (b"[answers]\nbirth_date = 2030-01-01\n", ["birth_date: cannot lie in the future", "a day up to 2026-11-22"]),
    "a town that does not exist": (b'[answers]\ntown = "Hartfrod"\n', ["no such town", "did you mean Hartford"]),
    "a place that lies in more than one town": (b'[answers]\ntown = "Amston"\n', ["may lie in Colchester or Hebron or Lebanon", "give the town"]),
    "none together with another choice": (b'[answers]\nsituation = ["none", "charged"]\n', ["situation: has 'none' together with charged", "stands alone"]),
    "none together with a charge": (b'[answers]\ncharges = ["none", "53a-61"]\n', ["charges: has 'none' together with a charge", "stands alone"]),
    "an empty list": (b"[answers]\nharm = []\n", ["harm: is an empty list", "give at least one"]),
    "a charge that names no offense": (b'[answers]\ncharges = ["xyzzy"]\n', ["'xyzzy'", "names no offense we know", "a statute number"]),
    "an answer outside the table": (b'status = "lpr"\n[answers]\ntown = "Hartford"\n', ["'status' stands outside [answers]", "move it"]),
    "no table of answers": (b'title = "x"\n', ["has no table [answers]", "[answers]"]),
    "a guess about nothing": (b'[answers]\nstatus = "lpr"\n[known]\ntown = "guess"\n', ["[known] names 'town', which has no answer"]),
    "an unknown way of knowing": (b'[answers]\nstatus = "lpr"\n[known]\nstatus = "gues"\n', ["is known by 'gues'", "guess"]),
    "broken TOML": (b"[answers\nstatus = lpr\n", ["is not TOML"]),
    "text that is not UTF-8": (b'[answers]\nsafe_phone = "Jos\xe9"\n', ["is not UTF-8 text (byte", "save the file as UTF-8"]),
    "an empty file": (b"", ["is empty", "[answers]"]),
    "blank lines alone": (b"\n  \n", ["is empty"]),
    "far too much": (b"#" * 1_000_001, ["is larger than 1,000,000 bytes"]),
    "brackets without end": (b"[answers]\nharm = " + b"[" * 5000, ["is not TOML"]),
    "a control character": (b'[answers]\nsafe_phone = "1\\u001b[2J"\n', ["safe_phone: has control characters"]),
}


@pytest.mark.parametrize(("content", "said"), PROFILES_OF_TROUBLE.values(), ids=PROFILES_OF_TROUBLE.keys())
def test_a_profile_is_refused_that_has(tmp_path: Path, content: bytes, said: list[str]) -> None:
    path = tmp_path / "profile.toml"
    path.write_bytes(content)
    from_file = refused("screen", str(path), *DAY)
    assert from_file.startswith(f"ctintake: {path}: ")
    assert [one for one in said if one not in from_file] == []
    from_input = refused("screen", "-", *DAY, given=content)
    assert from_input == from_file.replace(str(path), "standard input")


def test_everything_wrong_in_a_profile_is_said_at_once(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.write_text('[answers]\nstatuss = "lpr"\ntown = "Atlantis-on-Sea"\nharm = []\n')
    assert refused("screen", str(path)).count("ctintake: ") == 3


FLAGS_OF_TROUBLE = {
    "an unknown option": (["--status", "green-card-holder"], ["--status: has no option 'green-card-holder'", "one of: lpr"]),
    "a misspelled option": (["--custody", "ice-detension"], ["--custody", "did you mean 'ice-detention'?"]),
    "an unknown flag": (["--staus", "lpr"], ["--staus", "--status"]),
    "a flag without value": (["--status"], ["--status", "requires an argument"]),
    "an empty value": (["--status", ""], ["--status: is empty", "'unsure' or 'declined'"]),
    "a town that does not exist": (["--town", "Hartfrod"], ["--town", "no such town", "did you mean Hartford"]),
    "a town that is no text": ([b"--town", b"\xff"], ["--town", "no such town"]),
    "text that is no text": (["--status", "lpr", b"--safe-phone", b"\xff\xfe"], ["--safe-phone"]),
    "none together with another": (["--situation", "none,charged"], ["--situation: has 'none' together with charged", "stands alone"]),
    "a day to come": (["--birth-date", "2030-01-01"], ["--birth-date: cannot lie in the future", "a day up to 2026-11-22"]),
    "a form that does not exist": (["--status", "lpr", "--format", "xml"], ["--format: there is no format 'xml'", "toml, json"]),
    "no answers at all": ([], ["there are no answers to screen", "give a profile"]),
    "a missing file": (["missing.toml"], ["missing.toml: there is no such file"]),
    "a folder": (["/"], ["/: is a folder, not a file", "give a file"]),
    "two profiles": ([str(PROFILE), str(PROFILE)], ["unexpected extra argument"]),
    "a file name too long": (["x" * 300], ["cannot be read"]),
    "a missing folder to write to": (["--status", "lpr", "-o", "/missing/s.toml"], ["/missing/s.toml: there is no folder /missing", "write elsewhere"]),
    "a folder to write over": (["--status", "lpr", "-o", "/"], ["/: is a folder"]),
    "a place where no file can be made": (["--status", "lpr", "-o", "/proc/s.toml"], ["/proc/s.toml: cannot be written"]),
    "an output name too long": (["--status", "lpr", "-o", "/tmp/" + "x" * 300], ["cannot be written: File name too long"]),
    "a folder of knowledge that is not there": (["--status", "lpr", "--knowledge", "/missing"], ["/missing: there is no such folder of knowledge"]),
}


@pytest.mark.parametrize(("arguments", "said"), FLAGS_OF_TROUBLE.values(), ids=FLAGS_OF_TROUBLE.keys())
def test_a_command_is_refused_that_has(arguments: list[str | bytes], said: list[str]) -> None:
    message = refused("screen", *DAY, *arguments)
    assert [one for one in said if one not in message] == []


@pytest.mark.parametrize(
    "day", ["tomorrow", "2026-13-01", "2026-02-30", "22.11.2026", "", "9999-12-31", "0001-01-01", "2026-W53-1", "20261122", "\u0662026-11-22"]
)
def test_a_day_to_screen_as_of_is_refused_that_is(day: str) -> None:
    message = refused("screen", "--status", "lpr", "--as-of", day)
    assert message.startswith("ctintake: --as-of: is no ")
    assert "write it as 2026-11-22" in message


def test_every_wrong_flag_is_said_at_once() -> None:
    assert refused("screen", "--status", "x", "--town", "Atlantis-on-Sea", "--harm", "none,assault", *DAY).count("ctintake: ") == 3


def test_an_unknown_command_is_refused() -> None:
    assert "No such command 'scren'" in refused("scren")


def test_a_refusal_writes_no_file(tmp_path: Path) -> None:
    refused("screen", "--status", "x", "-o", str(tmp_path / "summary.toml"), *DAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write anything")
def test_a_profile_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.write_text('[answers]\nstatus = "lpr"\n')
    path.chmod(0)
    assert "cannot be read: Permission denied" in refused("screen", str(path))


@pytest.mark.parametrize("form", ["toml", "json"])
def test_a_closed_pipe_ends_it_quietly(form: str) -> None:
    read, write = os.pipe()
    os.close(read)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "ctintake", "screen", str(PROFILE), "--format", form, *DAY], stdout=write, stderr=subprocess.PIPE, check=False, timeout=60
        )
    finally:
        os.close(write)
    assert (ran.returncode, ran.stderr) == (2, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_behind_standard_output_is_said_without_a_traceback() -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run([sys.executable, "-m", "ctintake", "screen", str(PROFILE), *DAY], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60)
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr
    assert b"No space left on device" in ran.stderr


def test_nothing_is_written_anywhere_when_the_result_goes_to_standard_output(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    ran = subprocess.run(
        [sys.executable, "-B", "-m", "ctintake", "screen", str(PROFILE), *DAY],
        cwd=folder, env=os.environ | {"HOME": str(folder), "TMPDIR": str(folder), "XDG_CACHE_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0
    assert list(folder.rglob("*")) == []

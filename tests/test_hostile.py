"""What nobody means well, or nobody thought of: files, names, numbers and surroundings made to break things.

Whatever comes in, what comes out is a result or one message; never a traceback, half a file, an answer that was to stay out, or a wait without end.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import time
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as for_any
from hypothesis import settings
from hypothesis import strategies as some
from msgspec.structs import replace
from people import DAY, MADE, PROFILES, given, shipped

from ctintake.answers.profile import parse_profile
from ctintake.answers.reading import read_value
from ctintake.answers.values import Unanswered
from ctintake.conditions.syntax import ConditionError, parse
from ctintake.dates import VagueDate
from ctintake.errors import InputError, KnowledgeError
from ctintake.knowledge.loading import load
from ctintake.model import FactType
from ctintake.screening import screen
from ctintake.show.lines import Words
from ctintake.show.page import lines
from ctintake.show.terminal import print_plain
from ctintake.summary.composing import Making, compose
from ctintake.summary.files import as_json, as_toml, parse_summary
from ctintake.writing import write_whole

PROFILE = next(path for path in PROFILES if path.stem == "dual-arrest")
ON = ("--as-of", "2026-11-22")
EVIL = "\x1b[31m\x1b]0;x\x07\x9b31m\u202e\x7f"
TOML_EVIL = "\\u001b[31m\\u001b]0;x\\u0007\\u009b31m\\u202e\\u007f"
SECONDS = 20


def ctintake(*arguments: str, given: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "ctintake", *arguments], input=given, capture_output=True, env=os.environ | environment, check=False, timeout=SECONDS
    )


def shell(line: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which $CT is the program and $PROFILE a profile."""
    program = f"{sys.executable} -m ctintake"
    names = os.environ | {"CT": program, "PROFILE": str(PROFILE)} | environment
    return subprocess.run(["bash", "-c", line], capture_output=True, env=names, check=False, timeout=SECONDS)


def is_harmless(text: str | bytes) -> bool:
    shown = text.decode() if isinstance(text, bytes) else text
    return all(character.isprintable() or character == "\n" for character in shown)


def refused(ran: subprocess.CompletedProcess[bytes]) -> str:
    """Expect a message alone, fit for a terminal, and status 2."""
    assert (ran.returncode, ran.stdout) == (2, b""), ran.stderr.decode()[:500]
    assert b"Traceback" not in ran.stderr
    assert is_harmless(ran.stderr)
    return ran.stderr.decode()


# Profiles.

BAD_PROFILES = {
    "an integer of 5000 digits": ("household_size = " + "9" * 5000, "a number in it is too long"),
    "an integer of 9000 hexadecimal digits": ("household_size = 0x" + "f" * 9000, "takes a whole number"),
    "such an integer for a date": ("birth_date = 0x" + "f" * 9000, "is no date"),
    "infinity": ("household_size = inf", "takes a whole number"),
    "not a number": ("monthly_income = nan", "takes an amount of dollars"),
    "1e308 people": ("household_size = 1e308", "takes a whole number"),
    "a negative household": ("household_size = -1", "cannot be less than 1"),
    "a time for a date": ("birth_date = 12:00:00", "is no date"),
    "the year 0": ('birth_date = "0000"', "is no date"),
    "the year 9999": ("next_court_date = 9999-12-31", "is no likely year"),
    "29 February of a common year": ('plea_date = "2025-02-29"', "is no date"),
    "29 February of a common year, by slashes": ('plea_date = "2/29/2025"', "is no date"),
    "a key twice": ("status = 'lpr'\nstatus = 'lpr'", "is not TOML"),
    "a NUL": ("status = 'l\0pr'", "is not TOML"),
    "lists without end": ("harm = " + "[" * 100_000, "nested too deeply"),
    "tables without end": ("harm = " + "{a=" * 100_000, "nested too deeply"),
    "a key of 100,000 parts": ("a" + ".a" * 100_000 + " = 1", "too many parts"),
    "a table of 100,000 parts": ("[a" + ".a" * 100_000 + "]", "too many parts"),
    "quoted parts without end": ('a = {""' + '.""' * 100_000 + "= 1}", "too many parts"),
    "20,000 strange facts": ("\n".join(f"k{at} = 1" for at in range(20_000)), "has more faults than these"),
    "100,000 strange charges": ("charges = [" + "'x'," * 100_000 + "]", "names too many charges"),
    "a charge of a megabyte": ("charges = ['" + "assault " * 100_000 + "']", "too long"),
    "a charge that is all section signs": ("charges = ['" + "§" * 60 + "x']", "names no offense we know"),
    "10,000 towns": ("town = '" + "Hartford," * 10_000 + "'", "is too long"),
    "a court's number of 6000 digits": ("court = 'ga " + "9" * 6000 + "'", "is too long"),
    "escapes in an option": (f'status = "{TOML_EVIL}"', "has no option"),
    "escapes in a town": (f'town = "{TOML_EVIL}"', "there is no such town"),
    "escapes in a fact's name": (f'"{TOML_EVIL}" = 1', "there is no such fact"),
    "escapes in how it is known": (f'status = "lpr"\n[known]\nstatus = "{TOML_EVIL}"', "is known by"),
    "escapes in whose knowledge it is": (f'status = "lpr"\n[known]\n"{TOML_EVIL}" = "said"', "has no answer"),
}


@pytest.mark.parametrize(("content", "said"), BAD_PROFILES.values(), ids=BAD_PROFILES.keys())
def test_a_profile_is_refused_at_once_that_has(content: str, said: str) -> None:
    began = time.monotonic()
    with pytest.raises(InputError, match=re.escape(said)) as fault:
        parse_profile(f"[answers]\n{content}\n".encode(), "p.toml", shipped(), DAY)
    assert time.monotonic() - began < 5
    assert all(len(str(problem)) < 2_000 for problem in fault.value.problems)


def test_escapes_in_a_profile_do_not_reach_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "p.toml"
    path.write_text(f'[answers]\nstatus = "{TOML_EVIL}"\ntown = "{TOML_EVIL}"\ncharges = ["{TOML_EVIL}"]\n"{TOML_EVIL}" = 1\n')
    assert refused(ctintake("screen", str(path))).count("ctintake: ") == 4


@pytest.mark.parametrize(
    "arguments", [("find", f"{EVIL}qq"), ("explain", EVIL), ("screen", "--as-of", EVIL), ("screen", "--town", EVIL), ("show", EVIL), (EVIL,)]
)
def test_escapes_on_the_command_line_do_not_come_back(arguments: tuple[str, ...]) -> None:
    refused(ctintake(*arguments))


@for_any(some.binary(max_size=300))
def test_any_bytes_are_a_profile_or_refused(content: bytes) -> None:
    with contextlib.suppress(InputError):
        parse_profile(b"[answers]\n" + content, "p.toml", shipped(), DAY)


ANYTHING = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text() | some.dates() | some.datetimes() | some.times(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.text(), inner, max_size=3),
)


@settings(max_examples=300)
@for_any(some.sampled_from(sorted(shipped().questions)), ANYTHING)
def test_any_value_is_an_answer_or_refused(fact: str, raw: object) -> None:
    with contextlib.suppress(InputError):
        read_value(fact, raw, shipped(), DAY)


def test_letters_and_digits_may_be_typed_in_any_form() -> None:
    assert given(charges=["\uff15\uff13a-\uff11\uff12\uff15b"]) == given(charges=["53a-125b"])
    assert given(birth_date="\uff11\uff19\uff19\uff10", monthly_income="\uff11\uff12") == given(birth_date="1990", monthly_income="12")
    assert given(safe_times="man\u0303ana")["safe_times"].value == "ma\u00f1ana"


def test_a_federal_charge_keeps_no_control_characters() -> None:
    assert given(charges=["18 usc\x85 1326 \x1c(a)"])["charges"].value == ("18 usc 1326 (a)",)


# Files.


def test_a_pipe_is_read_and_one_that_nobody_writes_to_keeps_nobody_waiting(tmp_path: Path) -> None:
    assert tomllib.loads(shell("$CT screen <(sleep 0.3; cat $PROFILE)").stdout.decode())["findings"]
    os.mkfifo(tmp_path / "pipe")
    assert "is empty" in refused(ctintake("screen", str(tmp_path / "pipe")))
    assert "is empty" in refused(ctintake("show", str(tmp_path / "pipe")))


@pytest.mark.parametrize("command", ["screen", "show", "rescreen"])
def test_a_device_without_end_is_refused(command: str) -> None:
    assert "is larger than" in refused(ctintake(command, "/dev/zero"))


@pytest.mark.parametrize("force", [False, True])
def test_only_an_ordinary_file_is_written_over(tmp_path: Path, force: bool) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="is no ordinary file"):
        write_whole(tmp_path / "pipe", "x", force=force)
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    with pytest.raises(InputError, match="is no ordinary file"):
        write_whole(Path("/dev/null"), "x", force=force)


def test_a_name_with_a_nul_or_a_dash_alone_is_no_file(tmp_path: Path) -> None:
    for name in (tmp_path / "a\0b", Path("-")):
        with pytest.raises(InputError) as fault:
            write_whole(name, "x")
        assert "./-" not in str(fault.value), "what is refused is not what would be right"


def test_a_dash_as_output_is_standard_output(tmp_path: Path) -> None:
    ran = ctintake("screen", str(PROFILE), "-o", "-", *ON)
    assert tomllib.loads(ran.stdout.decode())["schema"]
    assert not Path("-").exists()


def test_a_link_is_replaced_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "target").write_text("old\n")
    (tmp_path / "link").symlink_to("target")
    write_whole(tmp_path / "link", "new\n", force=True)
    assert ((tmp_path / "target").read_text(), (tmp_path / "link").read_text()) == ("old\n", "new\n")


def test_the_answers_that_were_read_are_never_written_over(tmp_path: Path) -> None:
    profile = shutil.copy(PROFILE, tmp_path / "p.toml")
    (tmp_path / "link.toml").symlink_to(profile)
    for output in (profile, tmp_path / "link.toml"):
        assert "is a file that was read" in refused(ctintake("screen", str(profile), "-o", str(output), "--force", *ON))
    assert ctintake("screen", str(profile), "-o", str(tmp_path / "s.toml"), *ON).returncode == 0
    again = ctintake("rescreen", str(tmp_path / "s.toml"), "--profile", str(profile), "-o", str(profile), "--force", *ON)
    assert "is a file that was read" in refused(again)
    assert profile.read_bytes() == PROFILE.read_bytes()


WRITES = """
import sys
from pathlib import Path
from typing import Any
from ctintake.errors import InputError
from ctintake.writing import write_whole
for _ in range(int(sys.argv[2])):
    try:
        write_whole(Path(sys.argv[1]), sys.argv[3] * 2_000_000 + "END", force=sys.argv[4] == "force")
    except InputError as fault:
        print(fault)
"""


def is_whole(path: Path) -> bool:
    text = path.read_text()
    return len(text) == 2_000_003 and len(set(text[:-3])) == 1 and text.endswith("END")


def writing(path: Path, times: int, letter: str, force: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", WRITES, str(path), str(times), letter, force], stdout=subprocess.PIPE, text=True)


def test_two_who_write_one_file_at_once_leave_one_of_the_two_whole(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    running = [writing(path, 15, letter, "force") for letter in "abc"]
    while any(process.poll() is None for process in running):
        if path.exists():
            assert is_whole(path)
    assert [process.communicate()[0] for process in running] == ["", "", ""]
    assert [file.name for file in tmp_path.iterdir()] == ["s.toml"]


def test_without_force_one_of_them_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.toml"
    said = [process.communicate()[0] for process in [writing(path, 1, letter, "no") for letter in "abc"]]
    assert sorted("is there already" in one for one in said) == [False, True, True]
    assert is_whole(path)


@pytest.mark.parametrize("force", ["force", "no"])
def test_a_run_killed_while_writing_leaves_no_half_file_under_the_name(tmp_path: Path, force: str) -> None:
    path = tmp_path / "s.toml"
    for wait in (0.08, 0.1, 0.12, 0.14, 0.16, 0.18):
        process = writing(path, 100, "a", force)
        time.sleep(wait)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert not path.exists() or is_whole(path)
    assert all(stat.S_IMODE(file.stat().st_mode) == 0o600 for file in tmp_path.iterdir())


def test_what_a_killed_run_left_is_taken_away_a_minute_later_and_nothing_else_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.toml"
    used: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _: used.extend(file.name for file in tmp_path.glob(".*.part")))
    write_whole(path, "a", force=True)
    monkeypatch.undo()
    stem = used[0].rsplit("-", 1)[0]
    old, new, other = (tmp_path / f"{stem}-0000.part", tmp_path / f"{stem}-1111.part", tmp_path / ".other-0000.part")
    for file in (old, new, other):
        file.write_text("left")
    for file in (old, other):
        os.utime(file, (time.time() - 120,) * 2)
    write_whole(path, "b", force=True)
    assert (old.exists(), new.exists(), other.exists()) == (False, True, True)


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_a_file_is_private_whatever_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        write_whole(tmp_path / "s.toml", "x")
        write_whole(tmp_path / "s.toml", "y", force=True)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "s.toml").stat().st_mode) & 0o077 == 0


# Summaries that others made.


@pytest.fixture(scope="module")
def summary() -> dict[str, object]:
    """A summary with every kind of part, as a table."""
    answers = parse_profile(PROFILE.read_bytes(), "p", shipped(), DAY)
    return tomllib.loads(as_toml(compose(screen(answers, shipped(), DAY), Making(MADE, "0", include_sensitive=True))))


def changed(table: object, change: object) -> object:
    """Give a table with every text in it changed, but those that are one of a few words."""
    if isinstance(table, dict):
        kept = {"schema", "language", "certainty", "urgency", "confidence", "answers", "known", "number", "answer"}
        return {key: inner if key in kept else changed(inner, change) for key, inner in table.items()}
    if isinstance(table, list):
        return [changed(inner, change) for inner in table]
    return change(table) if isinstance(table, str) else table


def test_escapes_in_a_summary_do_not_reach_the_terminal(summary: dict[str, object], tmp_path: Path) -> None:
    import tomli_w

    path = tmp_path / "s.toml"
    path.write_text(tomli_w.dumps(changed(summary, lambda text: text + EVIL)))
    for arguments in (("show", str(path)), ("show", str(path), "--advocate"), ("rescreen", str(path), "--profile", str(PROFILE))):
        ran = ctintake(*arguments)
        assert (ran.returncode, ran.stderr) == (0, b"")
        assert is_harmless(ran.stdout)


def test_toml_and_json_hold_escapes_by_number_and_give_them_back(summary: dict[str, object]) -> None:
    import tomli_w

    odd = parse_summary(tomli_w.dumps(changed(summary, lambda text: text + EVIL + "\U000e0041ñ—\u00a0")).encode(), "s")
    for text in (as_toml(odd), as_json(odd)):
        assert is_harmless(text)
        assert "ñ—" in text
        assert replace(parse_summary(text.encode(), "s"), answers={}) == replace(odd, answers={}), "in JSON, a day is a text"


BAD_SUMMARIES = {
    "a certainty of another kind": lambda table: table["findings"][0].update(certainty="sure"),
    "an urgency of another kind": lambda table: table["findings"][0].update(urgency="later"),
    "a grade of another kind": lambda table: table["findings"][0]["law"][0].update(confidence="Z"),
    "the last day there is": lambda table: table.update(as_of=date.max),
    "the first day there is": lambda table: table.update(as_of=date.min),
}


@pytest.mark.parametrize("damage", BAD_SUMMARIES.values(), ids=BAD_SUMMARIES.keys())
def test_a_summary_is_refused_that_has(summary: dict[str, object], damage: object) -> None:
    import copy

    import tomli_w

    table = copy.deepcopy(summary)
    damage(table)
    with pytest.raises(InputError, match="is a damaged summary"):
        parse_summary(tomli_w.dumps(table).encode(), "s")


MISSHAPEN = {
    "a number without its marks": ({"safe_phone": 2035550142}, "'safe_phone': is of the wrong form: 2035550142", "a text"),
    "a list for a number": ({"safe_phone": ["203-555-0142"]}, "'safe_phone': is of the wrong form", "a text"),
    "a list for one option": ({"answering": ["advocate"]}, "'answering': is of the wrong form: ['advocate']", "one option"),
    "a table for a town": ({"town": {"a": 1}}, "'town': is of the wrong form", "a town"),
    "a table for a stage": ({"case_stage": {"a": "b"}}, "'case_stage': is of the wrong form", "one option"),
    "a table for a number": ({"safe_phone": {"a": "b"}}, "'safe_phone': is of the wrong form", "a text"),
    "a list in a list": ({"charges": [["x"]]}, "'charges': is of the wrong form", "a list of charges"),
    "a figure for yes or no": ({"danger_now": 1}, "'danger_now': is of the wrong form: 1", "true or false"),
    "yes for a figure": ({"household_size": True}, "'household_size': is of the wrong form: True", "a whole number"),
    "a table for a fact we do not know": ({"of_another_office": {"a": 1}}, "'of_another_office': is of the wrong form", "a list of texts"),
}


@pytest.mark.parametrize(("answers", "what", "right"), MISSHAPEN.values(), ids=MISSHAPEN.keys())
@pytest.mark.parametrize("form", ["toml", "json"])
def test_an_answer_of_another_form_than_its_fact_is_refused_with_what_would_be_right(
    summary: dict[str, object], answers: dict[str, object], what: str, right: str, form: str
) -> None:
    import tomli_w
    from msgspec.json import encode

    table = summary | {"answers": answers, "known": {}}
    with pytest.raises(InputError) as fault:
        parse_summary(tomli_w.dumps(table).encode() if form == "toml" else encode(table), "theirs", shipped())
    (problem,) = fault.value.problems
    assert what in str(problem)
    assert problem.where.startswith("theirs: answers")
    assert right in problem.right


@pytest.mark.parametrize(
    "command", [("show",), ("rescreen",), ("export", "--to", "md", "-o", "-"), ("export", "--to", "json", "--for", "statistics", "-o", "-")]
)
def test_no_command_reads_a_summary_with_an_answer_of_another_form(summary: dict[str, object], tmp_path: Path, command: tuple[str, ...]) -> None:
    import tomli_w

    path = tmp_path / "s.toml"
    path.write_text(tomli_w.dumps(summary | {"answers": {"charges": [["x"]], "town": {"a": 1}}, "known": {}}))
    ran = ctintake(command[0], str(path), *command[1:])
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr.count(b"is of the wrong form") == 2


@pytest.mark.parametrize(
    "answers", [{"status": "of-yesterday"}, {"charges": ["of-yesterday"]}, {"town": "unsure"}, {"next_court_date": "none"}, {"gone": [True][:0]}]
)
def test_an_answer_that_todays_questions_no_longer_have_is_still_read(summary: dict[str, object], answers: dict[str, object]) -> None:
    import tomli_w

    assert parse_summary(tomli_w.dumps(summary | {"answers": answers, "known": {}}).encode(), "s", shipped()).answers == answers


@pytest.mark.parametrize("number", ["+1-203-555-0100\nNOTE:evil", "2" * 3000, "call me", "+", "1-800-HELP", "203\u200b5550100"])
@pytest.mark.parametrize("place", ["calls", "next", "referrals"])
def test_what_is_no_phone_number_is_refused_wherever_a_number_stands(summary: dict[str, object], number: str, place: str) -> None:
    import copy

    import tomli_w

    table: Any = copy.deepcopy(summary)
    following = next(call["next"] for call in table["calls"] if "next" in call)
    office = next(one for one in table["referrals"] if one.get("phones"))
    {"calls": table["calls"][0], "next": following, "referrals": office["phones"][0]}[place]["number"] = number
    with pytest.raises(InputError, match="is no phone number"):
        parse_summary(tomli_w.dumps(table).encode(), "s")


def test_every_number_of_the_directory_may_stand_in_a_summary(summary: dict[str, object]) -> None:
    import tomli_w

    phones = [{"number": phone.number, "label": phone.label} for entry in shipped().resources.values() for phone in entry.phones]
    table: Any = {**summary, "referrals": [{**summary["referrals"][0], "phones": phones}]}  # type: ignore[index]
    assert len(parse_summary(tomli_w.dumps(table).encode(), "s").referrals[0].phones) == len(phones)


@pytest.mark.parametrize(
    "content", [b"{" * 100_000, b'{"a":' * 100_000, b'{"schema": "ctintake.summary/1"', b"{}", b"\xff\xfe{", b'{"a": 1' + b"0" * 9000 + b"}"]
)
def test_broken_json_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        parse_summary(content, "s")


def test_the_largest_summary_can_be_shown_again() -> None:
    knowledge = shipped()
    answers = given(charges=sorted(knowledge.offences), us_citizen="no", status="lpr", case_stage="charged", situation=["charged"])
    whole = compose(screen(answers, knowledge, DAY), Making(MADE, "0"))
    assert parse_summary(as_toml(whole).encode(), "s") == whole
    assert parse_summary(as_json(whole).encode(), "s") == whole


# Overlays.

RULE = """
[x]
when = "{when}"
urgency = "now"
title = "T{evil}"
say = "S{evil}"
do = ["D{evil}"]
advocate = "A{evil}"
needs = ["padilla-advice"]
law = ["us-padilla"]
"""
QUESTION = '["{fact}"]\ntype = "yesno"\nsection = "start"\nlabel = "L{evil}"\nask = "A{evil}"\nask_for_another = "B"\ncommon = true\n'


def overlay(folder: Path, name: str, content: str) -> Path:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(content)
    return folder


def rule(when: str = "always", evil: str = "") -> str:
    return RULE.format(when=when, evil=evil)


def jurisdiction(**changes: object) -> str:
    """Give the shipped state with some keys changed."""
    import msgspec
    import tomli_w

    state = msgspec.to_builtins(shipped().jurisdiction)
    return tomli_w.dumps({changes.pop("id", "connecticut"): {key: changes.get(key, value) for key, value in state.items()}})


BAD_OVERLAYS = {
    "no TOML": ("rules/a.toml", "[x", "rules/a.toml: is not TOML"),
    "a number too long": ("rules/a.toml", "[x]\na = " + "9" * 5000, "a number in it is too long"),
    "lists without end": ("rules/a.toml", "[x]\na = " + "[" * 50_000, "nested too deeply"),
    "a key of 100,000 parts": ("rules/a.toml", "[x]\na" + ".a" * 100_000 + " = 1", "too many parts"),
    "far too much": ("rules/a.toml", "#" * 5_000_001, "is larger than"),
    "a file too deep": ("rules/more/a.toml", rule(), "lies too deep"),
    "nots without end": ("rules/a.toml", rule("not " * 60 + "us_citizen == 'no'"), "this goes too deep"),
    "more nots": ("rules/a.toml", rule("not " * 900 + "us_citizen == 'no'"), "this goes too deep"),
    "a number no float can hold": ("rules/a.toml", rule("household_size < 1" + "0" * 400), "this number is too large"),
    "an infinite number": ("rules/a.toml", rule("household_size < 1e999"), "this number is too large"),
    "a deadline past the calendar": (
        "rules/a.toml",
        rule() + '[[x.deadline]]\nfrom = "birth_date"\nlabel = "L"\nlaw = "us-padilla"\nadd = "9000 years"\n',
        "is no length of time",
    ),
    "a deadline of more digits than a number has": (
        "rules/a.toml",
        rule() + '[[x.deadline]]\nfrom = "birth_date"\nlabel = "L"\nlaw = "us-padilla"\nadd = "' + "9" * 5000 + ' days"\n',
        "is no length of time",
    ),
    "a day with an hour": ("rules/a.toml", rule() + "since = 1979-05-27T07:32:00Z\n", "since: Expected"),
    "a fact with a space": ("questions.toml", QUESTION.format(fact="a b", evil=""), "cannot be the id of a fact"),
    "a fact with a hyphen": ("questions.toml", QUESTION.format(fact="a-b", evil=""), "cannot be the id of a fact"),
    "a fact with no name": ("questions.toml", QUESTION.format(fact="", evil=""), "cannot be the id of a fact"),
    "a fact like a word of the language": ("questions.toml", QUESTION.format(fact="not", evil=""), "cannot be the id of a fact"),
    "a fact unknown": ("questions.toml", QUESTION.format(fact="unknown", evil=""), "cannot be the id of a fact"),
    "a fact always": ("questions.toml", QUESTION.format(fact="always", evil=""), "cannot be the id of a fact"),
    "a second state": ("jurisdiction.toml", jurisdiction(id="elsewhere"), "is a second state"),
    "a state of no country": ("jurisdiction.toml", jurisdiction(holidays_country="XX"), "no holidays are known"),
    "a state of no part": ("jurisdiction.toml", jurisdiction(holidays_subdivision="QQ"), "no holidays are known"),
    "an alarm past the calendar": ("jurisdiction.toml", jurisdiction(deadline_alarm_days=10**9), "Expected `int` <= 36500"),
    "an age limit below nothing": ("jurisdiction.toml", jurisdiction(law_age_limit_days=-1), "Expected `int` >= 0"),
    "a poverty line of nothing": (
        "poverty-guidelines.toml",
        '[new]\nyear = 1\nfirst_person = 0\neach_additional = 0\neffective = 2026-01-01\ncitation = "c"\nsource = "s"\n'
        'confidence = "A"\nchecked = 2026-01-01\n',
        "first_person: Expected `int` >= 1",
    ),
}


@pytest.mark.parametrize(("name", "content", "said"), BAD_OVERLAYS.values(), ids=BAD_OVERLAYS.keys())
def test_an_overlay_is_refused_by_its_folder_that_has(tmp_path: Path, name: str, content: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=re.escape(said)) as fault:
        load([overlay(tmp_path / "office", name, content)])
    assert "jurisdiction [" in str(fault.value) or str(tmp_path / "office") in str(fault.value)


BAD_TEXTS = [
    "{0.__class__}",
    "{name",
    "}",
    "{",
    "{}",
    "{0}",
    "{nope}",
    "{day.__class__}",
    "{day[0]}",
    "{day!r}",
    "{day:>99999999}",
    "{day:{day}}",
    "no place at all",
]


@pytest.mark.parametrize("text", BAD_TEXTS)
@pytest.mark.parametrize("screen_id", ["checked", "heading-urgent"])
def test_a_text_of_an_overlay_leaves_the_places_of_ours_and_no_others(tmp_path: Path, screen_id: str, text: str) -> None:
    folder = overlay(tmp_path, "screens/ours.toml", f"[{screen_id}]\ntext = '{text}'\n")
    if screen_id == "heading-urgent" and text == "no place at all":
        assert load([folder]).text(screen_id) == text
        return
    with pytest.raises(KnowledgeError, match=r"place|nothing fills in|leaves out"):
        load([folder])


def test_words_for_another_of_an_overlay_have_no_places_to_fill_in(tmp_path: Path) -> None:
    folder = overlay(tmp_path, "screens/ours.toml", "[welcome]\ntext = 'Welcome.'\ntext_for_another = 'Welcome, {name}.'\n")
    with pytest.raises(KnowledgeError, match=r"\[welcome\] text_for_another: has a place to fill in"):
        load([folder])


@pytest.mark.parametrize("text", ["Is {client} held?", "Is {person.name} held?", "Is {person held?", "Is {} held?"])
def test_how_others_are_asked_has_no_place_but_the_person(tmp_path: Path, text: str) -> None:
    content = f'[held]\ntype = "yesno"\nsection = "start"\nlabel = "Held"\nask = "Are you held?"\nask_for_another = "{text}"\n'
    with pytest.raises(KnowledgeError, match=r"\[held\] ask_for_another: (nothing fills in|a place to fill in is miswritten)"):
        load([overlay(tmp_path, "questions.toml", content)])


def test_a_text_of_an_overlay_may_move_the_places(tmp_path: Path) -> None:
    assert load([overlay(tmp_path, "screens/ours.toml", "[checked]\ntext = 'On {day} {{we}} looked.'\n")]).text("checked").format(day=1) == "On 1 {we} looked."


def test_an_empty_overlay_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="holds no knowledge"):
        load([tmp_path])


@pytest.mark.parametrize("what", ["pipe", "device", "folder"])
def test_an_overlay_is_refused_that_holds_no_ordinary_file(tmp_path: Path, what: str) -> None:
    if what == "pipe":
        os.mkfifo(tmp_path / "rules.toml")
    elif what == "device":
        (tmp_path / "rules.toml").symlink_to("/dev/zero")
    else:
        (tmp_path / "rules.toml").mkdir()
    assert "is no ordinary file" in refused(ctintake("screen", "--status", "lpr", "--knowledge", str(tmp_path)))


def test_the_root_of_the_disk_as_overlay_is_refused_at_once() -> None:
    refused(ctintake("screen", "--status", "lpr", "--knowledge", "/"))


def test_an_overlay_may_be_named_by_a_dot(tmp_path: Path) -> None:
    overlay(tmp_path, "rules/a.toml", rule())
    line = f"cd {tmp_path} && PYTHONPATH={Path(__file__).parent.parent} $CT explain x --knowledge ."
    assert b"(x)" in shell(line).stdout


@pytest.mark.parametrize("content", ["[]", "{}", '{"digest": "x", "documents": 3}', "\0"])
def test_a_strange_compiled_copy_beside_an_overlay_is_passed_over(tmp_path: Path, content: str) -> None:
    folder = overlay(tmp_path / "office", "rules/a.toml", rule())
    (tmp_path / "office.compiled.json").write_text(content)
    assert "x" in load([folder]).rules


@pytest.mark.parametrize("fact", ["output", "format", "help", "as_of", "force", "knowledge", "include_sensitive"])
def test_a_fact_of_an_overlay_cannot_take_a_flag_of_the_command(tmp_path: Path, fact: str) -> None:
    folder = overlay(tmp_path, "questions.toml", QUESTION.format(fact=fact, evil=""))
    assert "which the command has already" in refused(ctintake("screen", "--status", "lpr", "--knowledge", str(folder)))


def test_escapes_in_an_overlay_do_not_reach_the_terminal(tmp_path: Path) -> None:
    overlay(tmp_path, "rules/a.toml", rule(evil=TOML_EVIL))
    overlay(tmp_path, "questions.toml", QUESTION.format(fact="bus_pass", evil=TOML_EVIL))
    overlay(tmp_path, "screens/a.toml", f'[heading-urgent]\ntext = "H{TOML_EVIL}"\n')
    overlay(
        tmp_path,
        "resources.toml",
        f'[our-office]\nname = "Office {TOML_EVIL}"\nkind = "nonprofit"\ndoes = "D{TOML_EVIL}"\nwho = "W{TOML_EVIL}"\nserves = ["padilla-advice"]\n'
        f'area = "statewide"\naudience = "public"\nchecked = 2026-01-01\nconfidence = "A"\nsources = [{{ url = "https://x{TOML_EVIL}" }}]\n'
        f'url = "https://x{TOML_EVIL}"\nphones = [{{ number = "+1-860-555-0100{TOML_EVIL}", label = "L{TOML_EVIL}" }}]\n',
    )
    commands = (
        ("screen", str(PROFILE)), ("screen", str(PROFILE), "--format", "json"), ("screen", "--help"), ("questions",), ("explain", "x"),
        ("explain", "x", str(PROFILE)),
        ("explain", "our-office"), ("explain", "our-office", str(PROFILE), "--format", "json"), ("find", "office"), ("check",), ("check", "--table"),
        ("check", "--table", "--format", "csv"),
    )  # fmt: skip
    for arguments in commands:
        ran = ctintake(*arguments, "--knowledge", str(tmp_path))
        assert ran.returncode in {0, 2}, (arguments, ran.stderr)
        assert is_harmless(ran.stdout), arguments
        assert is_harmless(ran.stderr), arguments


@pytest.mark.parametrize("odd", ["\\u001B[31m", "\\u202E", "\\u0007", "\\uFEFF"])
def test_a_control_character_in_an_overlay_is_refused_by_name(tmp_path: Path, odd: str) -> None:
    overlay(tmp_path, "screens/a.toml", f'[heading-urgent]\ntext = "Today{odd}"\n')
    said = refused(ctintake("check", "--knowledge", str(tmp_path)))
    assert f"[heading-urgent] text: holds the control character U+{odd[2:6]}" in said


@for_any(some.text(alphabet="()'{}&<=>!., \nabnotrdi_1[]*-", max_size=60) | some.text(max_size=30))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    with contextlib.suppress(ConditionError):
        parse(text)


# Surroundings.


@pytest.mark.parametrize("line", ["$CT screen - <&-", "$CT show - <&-", "$CT rescreen - <&-"])
def test_a_closed_standard_input_is_said(line: str) -> None:
    assert "standard input: is closed" in refused(shell(line))


def test_with_standard_error_closed_or_full_nothing_is_said_on_standard_output() -> None:
    for line in ("$CT screen --status x 2>&-", "$CT screen --status x 2>/dev/full"):
        ran = shell(line)
        assert (ran.returncode, ran.stdout) == (2, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "ascii:strict"])
def test_letters_that_a_terminal_lacks_break_nothing(encoding: str, tmp_path: Path) -> None:
    path = str(tmp_path / "s.toml")
    assert ctintake("screen", str(PROFILE), "-o", path, *ON).returncode == 0
    for arguments in (
        ("show", path),
        ("find", "larceny"),
        ("explain", "do-not-plead-yet", str(PROFILE)),
        ("questions",),
        ("rescreen", path, "--profile", str(PROFILE)),
    ):
        ran = ctintake(*arguments, PYTHONIOENCODING=encoding)
        assert (ran.returncode, ran.stderr) == (0, b""), arguments


def test_an_empty_environment_and_a_folder_that_is_gone_break_nothing(tmp_path: Path) -> None:
    root = Path(__file__).parent.parent
    for before in ("cd /;", f"mkdir {tmp_path}/gone && cd {tmp_path}/gone && rmdir {tmp_path}/gone;"):
        ran = shell(f"{before} env -i PYTHONPATH={root} LC_ALL=C $CT screen $PROFILE")
        assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("option", ["-O", "-OO", "-W error", "-X dev -W error"])
def test_python_may_be_strict_or_optimizing(option: str) -> None:
    ran = shell(f"{sys.executable} {option} -m ctintake screen $PROFILE --as-of 2026-11-22")
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_days_far_away_are_counted_or_refused() -> None:
    dates = [fact for fact, question in shipped().questions.items() if question.type is FactType.DATE]
    for as_of in (date(1900, 1, 1), date(2200, 12, 31)):
        for raw in ("1900", "1900-01-01", "2200-12-31", "2200", "2000-02-29"):
            told = {}
            for fact in dates:
                with contextlib.suppress(InputError):
                    read_value(fact, raw, shipped(), as_of)
                    told[fact] = raw
            screening = screen(given(as_of, us_citizen="no", status="lpr", charges=["53a-61"], **told), shipped(), as_of)
            as_toml(compose(screening, Making(MADE, "0")))


# Leaks.


def test_our_own_faults_tell_nothing_of_the_answers() -> None:
    code = """
import sys
from ctintake.cli import app, screen
def broken(*_):
    raise RuntimeError("status is lpr, born 1987-06-05")
screen.screen = broken
sys.argv = ["ctintake", "screen", "--status", "lpr", "--birth-date", "1987-06-05"]
app.run()
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert "RuntimeError" in ran.stderr
    assert not re.search(r"lpr|1987|Traceback", ran.stderr)


def sensitive(*kinds: FactType) -> list[str]:
    return [fact for fact, question in shipped().questions.items() if question.sensitive and question.type in kinds]


PAST = some.dates(date(1950, 1, 1), DAY - timedelta(days=3))
WORDS = some.from_regex(r"[A-Z]{12}", fullmatch=True)


def _answer(fact: str) -> some.SearchStrategy[object]:
    question = shipped().questions[fact]
    match question.type:
        case FactType.DATE:
            return PAST.map(date.isoformat)
        case FactType.TEXT:
            return WORDS
        case FactType.CHARGES:
            return some.lists(
                some.integers(1, 9).map(lambda number: f"53a-{'9' if question.sensitive else '8'}{number}0{number}"), min_size=1, max_size=3, unique=True
            )
        case FactType.INTEGER | FactType.MONEY:
            return some.integers(min_value=question.least or 0, max_value=question.most or 10**6)
        case FactType.YESNO:
            return some.booleans()
        case FactType.CHOICES:
            return some.lists(some.sampled_from([option for option in question.options if option != "none"]), min_size=1, unique=True)
        case FactType.CHOICE:
            return some.sampled_from(list(question.options))
        case _:
            return some.just("unsure")


EVERYTHING = some.fixed_dictionaries({}, optional={fact: _answer(fact) for fact in shipped().questions})
DISTINCTIVE = some.fixed_dictionaries({fact: _answer(fact) for fact in sensitive(FactType.DATE, FactType.TEXT, FactType.CHARGES)})


@settings(max_examples=30, deadline=None)
@for_any(EVERYTHING, DISTINCTIVE)
def test_a_sensitive_answer_stands_nowhere_in_a_summary_without_the_persons_leave(told: dict[str, object], distinctive: dict[str, object]) -> None:
    """Dates, texts and charges are told by their value. A last day is a result, and stands; the day it is counted from does not."""
    answers = given(**(told | distinctive))
    summary = compose(screen(answers, shipped(), DAY), Making(MADE, "0"))
    results = {day for due in summary.deadlines for day in (due.date, due.earliest_safe)}
    open_values = {answer.value for fact, answer in answers.items() if not shipped().questions[fact].sensitive}
    texts = [as_toml(summary), as_json(summary)]
    for fact in distinctive:
        value = answers[fact].value
        assert not isinstance(value, Unanswered)
        for form in _forms(value):
            if isinstance(value, VagueDate) and (value.earliest in results or value in open_values or _is_day_of_ours(form)):
                continue
            assert not [text for text in texts if form in text], fact
    assert not (set(distinctive) & set(summary.answers))
    assert set(distinctive) <= set(summary.left_out)


def _is_day_of_ours(form: str) -> bool:
    """Tell whether the content itself holds this day, as the day that something was checked or began."""
    return form in _CONTENT


_CONTENT = "".join(path.read_text() for path in (Path(__file__).parent.parent / "ctintake" / "knowledge" / "connecticut").rglob("*.toml"))


def _forms(value: object) -> list[str]:
    """Give the ways a value may be written."""
    if isinstance(value, VagueDate):
        day = value.earliest
        return [day.isoformat(), f"{day:%B} {day.day}, {day.year}", f"{day:%m/%d/%Y}"]
    return [str(part) for part in value] if isinstance(value, tuple) else [str(value)]


def test_a_deadline_names_the_day_it_is_counted_from_only_with_leave() -> None:
    screening = screen(given(us_citizen="no", judge_decision_date="2026-11-03", status="no-status"), shipped(), DAY)
    assert screening.deadlines
    for leave in (False, True):
        summary = compose(screening, Making(MADE, "0", include_sensitive=leave))
        assert all(("2026" in due.counted) == leave for due in summary.deadlines)


def test_what_is_shown_holds_no_more_than_the_summary() -> None:
    import io

    screening = screen(given(us_citizen="no", birth_date="2006-01-07", safe_phone="QQQQ-1234", status="lpr"), shipped(), DAY)
    page = io.StringIO()
    print_plain(lines(compose(screening, Making(MADE, "0")), Words(shipped()), advocate=True), page)
    assert not re.search("QQQQ|January 7, 2006|2006-01-07", page.getvalue())


def test_answers_stand_in_no_files_name_and_in_no_process_title(tmp_path: Path) -> None:
    """What comes by a file or by standard input is not on the command line, which others on the machine can list; nor in any name beside the summary."""
    ran = ctintake("screen", "-", "-o", str(tmp_path / "s.toml"), *ON, given=b'[answers]\nbirth_date = 1987-06-05\nsafe_phone = "QQQQ"\n')
    assert ran.returncode == 0
    assert [file.name for file in tmp_path.iterdir()] == ["s.toml"]
    assert b"1987" not in (tmp_path / "s.toml").read_bytes()
    assert json.dumps(ran.stderr.decode()).count("QQQQ") == 0

"""The interview, held in a real pseudo-terminal."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import tomli_w
from conversation import Conversation

from ctintake.interview.prompts import Command
from ctintake.model import Knowledge

DEFENDANT = {
    "answering": "self",
    "situation": ["charged"],
    "danger_now": False,
    "custody": "free",
    "next_court_date": "2026-12-08",
    "town": "Danbury",
    "language": "es",
    "us_citizen": "no",
    "citizen_parent": False,
    "status": "lpr",
    "last_entry": "inspected",
    "removal_history": ["none"],
    "admission_date": "2014-08",
    "birth_date": "1990-05-14",
    "case_stage": "plea-offered",
    "charges": "53a-125b",
    "federal_case": False,
    "defense_lawyer": "public-defender",
    "immigration_advice": False,
    "sentence_days": "364",
    "harm": ["none"],
}

SKINS = pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])


def summary_without_moment(path: Path) -> dict[str, object]:
    table = tomllib.loads(path.read_text())
    del table["made"]
    return table


@SKINS
def test_an_interview_ends_in_a_summary_with_every_answer_given(knowledge: Knowledge, tmp_path: Path, plain: bool) -> None:
    file = tmp_path / "summary.toml"
    talk = Conversation(knowledge, DEFENDANT, ["--as-of", "2026-11-22", "-o", str(file), "--include-sensitive"], plain=plain)
    assert talk.hold() == 0
    saved = summary_without_moment(file)
    assert set(saved["answers"]) == set(talk.asked) & set(DEFENDANT)
    assert "do-not-plead-yet" in saved["urgent"]
    assert saved["calls"]


def test_the_two_skins_the_profile_and_the_flags_give_the_same_summary(knowledge: Knowledge, tmp_path: Path) -> None:
    said = ["--as-of", "2026-11-22", "--include-sensitive"]
    texts = {}
    for name, plain in (("full", False), ("plain", True)):
        talk = Conversation(knowledge, DEFENDANT, [*said, "-o", str(tmp_path / name)], plain=plain)
        assert talk.hold() == 0
        texts[name] = without_moment(tmp_path / name)
    answers = {fact: raw for fact, raw in DEFENDANT.items() if fact in talk.asked}
    (tmp_path / "profile.toml").write_text(tomli_w.dumps({"answers": answers}))
    flags = [word for fact, raw in answers.items() for word in (f"--{fact.replace('_', '-')}", as_flag(raw))]
    for name, words in (("profile", [str(tmp_path / "profile.toml")]), ("flags", flags)):
        ran = subprocess.run([sys.executable, "-m", "ctintake", "screen", *words, *said, "-o", str(tmp_path / name)], capture_output=True, check=False)
        assert ran.returncode == 0, ran.stderr.decode()
        texts[name] = without_moment(tmp_path / name)
    assert texts["plain"] == texts["full"]
    assert texts["profile"] == texts["full"]
    assert texts["flags"] == texts["full"]


def without_moment(path: Path) -> bytes:
    """Give a summary's bytes but for when it was made."""
    text, times = re.subn(rb"(?m)^made = .*\n", b"", path.read_bytes())
    assert times == 1
    return text


def as_flag(raw: object) -> str:
    if isinstance(raw, bool):
        return "yes" if raw else "no"
    return ",".join(raw) if isinstance(raw, list) else str(raw)


@SKINS
def test_a_number_to_call_is_on_the_screen_within_four_prompts_of_danger(knowledge: Knowledge, plain: bool) -> None:
    talk = Conversation(knowledge, {"answering": "self", "situation": ["harmed"], "danger_now": True, "custody": Command.LEAVE}, [], plain=plain)
    talk.hold()
    assert len(talk.asked) <= 4
    assert "911" in talk.seen


@SKINS
def test_leaving_writes_nothing_and_ends_with_130(knowledge: Knowledge, tmp_path: Path, plain: bool) -> None:
    file = tmp_path / "summary.toml"
    talk = Conversation(knowledge, {"answering": "self", "situation": Command.LEAVE}, ["-o", str(file)], plain=plain)
    assert talk.hold() == 130
    assert not list(tmp_path.iterdir())


@SKINS
def test_every_question_may_be_declined(knowledge: Knowledge, tmp_path: Path, plain: bool) -> None:
    file = tmp_path / "summary.toml"
    script = dict.fromkeys(knowledge.questions, Command.DECLINED)
    talk = Conversation(knowledge, script, ["-o", str(file)], plain=plain)
    assert talk.hold() == 0
    saved = summary_without_moment(file)
    assert saved["calls"]
    assert {one["fact"] for one in saved["unanswered"]} == set(talk.asked)

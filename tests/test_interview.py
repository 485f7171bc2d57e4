"""The interview, held in a real pseudo-terminal."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import tomli_w
from conversation import Conversation
from people import screened_as
from terminal import Terminal, squeezed

from ctintake.interpreting import interpreted
from ctintake.interview.prompts import Command
from ctintake.model import Knowledge
from ctintake.summary.composing import call_record

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


URGENT_PATHS = {
    "danger": ({"situation": ["harmed"], "danger_now": True}, "911"),
    "held by immigration": ({"situation": ["detained"]}, "203-388-1719"),
    "a hearing in immigration court": ({"situation": ["removal"]}, "203-336-0141"),
    "officers came": ({"situation": ["ice-contact"]}, "203-336-0141"),
    "a criminal case": ({"situation": ["charged"]}, "860-509-6400"),
    "a child alone": ({"situation": ["child-alone"]}, "860-570-5327"),
}


@SKINS
@pytest.mark.parametrize("size", [(24, 80), (20, 40)], ids=["80x24", "40x20"])
@pytest.mark.parametrize(("said", "number"), URGENT_PATHS.values(), ids=URGENT_PATHS.keys())
def test_on_each_urgent_path_a_number_to_call_is_on_the_screen_within_four_prompts(
    said: dict[str, object], number: str, size: tuple[int, int], plain: bool, knowledge: Knowledge
) -> None:
    """The first prompt asks for the language."""
    talk = Conversation(knowledge, {"language": "es", "answering": "self", "danger_now": False} | said, [], plain=plain, size=size)
    while len(talk.asked) < (4 if "danger_now" in said else 3):
        talk.step()
    came = talk.wait_for_next()
    talk.terminal.settle()
    assert re.search(rf"call now: [^.]*{number}", " ".join(str(talk.terminal).split())), str(talk.terminal)
    assert squeezed(str(came[1] if came else "")) in squeezed(str(talk.terminal)), "with the question that follows"
    talk.terminal.send("n\r" if plain else "n")
    talk.terminal.wait(f": {number}")
    talk.terminal.close()


@SKINS
@pytest.mark.parametrize("size", [(24, 80), (20, 40)], ids=["80x24", "40x20"])
def test_a_number_for_help_with_anything_stands_with_the_first_question_after_the_language(size: tuple[int, int], plain: bool, knowledge: Knowledge) -> None:
    """So that someone whose need shows only later, such as by who holds them, is never without one."""
    talk = Conversation(knowledge, {"language": "es"}, [], plain=plain, size=size)
    talk.step()
    talk.wait_for_next()
    talk.terminal.settle()
    assert re.search(r"For help with anything, at any time: 211 .*, 211\.", " ".join(str(talk.terminal).split())), str(talk.terminal)
    talk.terminal.send("n\r" if plain else "n")
    talk.terminal.wait(": 211")
    talk.terminal.close()


@SKINS
def test_a_number_that_was_shown_can_be_called_back_when_the_answers_have_gone_elsewhere(plain: bool, knowledge: Knowledge) -> None:
    said = {"language": "en", "answering": "self", "situation": ["child-alone"], "danger_now": False, "custody": "free", "town": "Danbury"}
    talk = Conversation(knowledge, said, [], plain=plain)
    while (came := talk.wait_for_next()) and came[0] != "birth_date":
        talk.answer(str(came[0]))
    talk.script = {"birth_date": "1980"}
    talk.answer("birth_date")
    talk.wait_for_next()
    talk.terminal.settle()
    talk.terminal.send("n\r" if plain else "n")
    talk.terminal.wait("860-570-5327")
    talk.terminal.close()


@SKINS
def test_someone_in_a_hurry_can_stop_at_any_question_and_still_gets_results(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "summary.toml"
    talk = Conversation(knowledge, DEFENDANT | {"town": Command.ENOUGH}, ["-o", str(file)], plain=plain)
    assert talk.hold() == 0
    assert talk.asked == ["language", "answering", "situation", "danger_now", "custody", "next_court_date", "town"]
    assert summary_without_moment(file)["calls"]
    assert "If you do only one thing, call" in " ".join(talk.seen.split())


# The language first.

LANGUAGES = {"es": "Necesito un intérprete", "ht": "Mwen bezwen yon entèprèt", "zh": "我需要一位口译员", "other": "My language is ..."}


@SKINS
@pytest.mark.parametrize(("language", "words"), LANGUAGES.items(), ids=LANGUAGES.keys())
def test_who_speaks_another_language_gets_words_to_ask_for_an_interpreter(language: str, words: str, plain: bool, knowledge: Knowledge) -> None:
    talk = Conversation(knowledge, {"language": language}, [], plain=plain)
    assert talk.step()
    assert talk.asked == ["language"]
    talk.terminal.wait("all words here are in English")
    talk.terminal.wait(words)
    talk.terminal.wait("It is not a lawyer")
    talk.terminal.close()


@SKINS
def test_who_speaks_english_is_told_nothing_of_interpreters(plain: bool, knowledge: Knowledge) -> None:
    talk = Conversation(knowledge, {"language": "en"}, [], plain=plain)
    assert talk.step()
    talk.terminal.wait("It is not a lawyer")
    talk.terminal.close()
    assert "interpreter" not in talk.seen


def test_every_language_but_english_has_words_to_ask_for_an_interpreter(knowledge: Knowledge) -> None:
    assert set(knowledge.questions["language"].options) - set(interpreted(knowledge)) == {"en"}


@pytest.mark.parametrize(("answering", "said"), [("self", "I speak Polish. I need an interpreter, please."), ("family", "The person speaks Polish")])
def test_what_to_say_on_the_phone_ends_with_asking_for_an_interpreter(answering: str, said: str) -> None:
    screening = screened_as(language="pl", answering=answering, situation=["charged"], town="New Britain")
    calls = [call_record(call, screening) for call in screening.calls]
    assert calls
    assert all(said in call.say.split("? ")[-1] and call.say.endswith(("please.", "interpreter.")) for call in calls)


@SKINS
def test_a_language_given_on_the_command_line_is_not_asked(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    file = tmp_path / "summary.toml"
    talk = Conversation(knowledge, DEFENDANT, ["--lang", "ht", "-o", str(file)], plain=plain)
    assert talk.hold() == 0
    assert "language" not in talk.asked
    assert "Mwen pale kreyòl ayisyen" in talk.seen
    assert summary_without_moment(file)["answers"]["language"] == "ht"


def test_a_language_that_is_not_offered_is_refused_with_those_that_are(knowledge: Knowledge) -> None:
    with Terminal(["interview", "--lang", "klingon"], size=(24, 200)) as terminal:
        assert terminal.end() == 2
    assert "--lang klingon: has no option 'klingon'" in terminal.raw
    assert "en, es, pt, ht, pl, zh, ar, fr, other" in terminal.raw


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

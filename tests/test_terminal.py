"""What a person sees, on a wide screen and on a telephone, in both skins; and what the program bears: pastes, stray keys, a window that changes, no
end of input.
"""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from conversation import Conversation
from terminal import DOWN, PAUSE, ROOT, SECONDS, Terminal
from terminal import squeezed as squeeze
from test_interview import DEFENDANT

from ctintake.model import FactType, Knowledge

SIZES = pytest.mark.parametrize("size", [(24, 80), (20, 40), (50, 120)], ids=["80x24", "40x20", "120x50"])
SKINS = pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])
TYPED = 'answering = "self"\nsituation = ["charged"]\ndanger_now = false\ncustody = "free"\nnext_court_date = 2026-12-08\n'
COLOR = re.compile(r"\x1b\[(?:[0-9;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


def beginning(folder: Path, answers: str = "", *words: str, plain: bool, **how: Any) -> Terminal:
    """Begin an interview in English, with some answers given already."""
    (folder / "profile.toml").write_text(f'[answers]\nlanguage = "en"\n{answers}')
    return Terminal(["interview", "--from", str(folder / "profile.toml"), *(["--plain"] if plain else []), *words], **how)


def everything_said(content: object) -> Iterator[str]:
    """Give every text of the knowledge."""
    match content:
        case str():
            yield content
        case dict():
            for part in content.values():
                yield from everything_said(part)
        case list() | tuple():
            for part in content:
                yield from everything_said(part)


@pytest.fixture(scope="module")
def words(knowledge: Knowledge) -> set[str]:
    """Every word that may stand on the screen, whole."""
    kinds = [knowledge.questions, knowledge.screens, knowledge.sections, knowledge.rules, knowledge.resources, knowledge.towns]
    texts = [text for kind in kinds for entry in kind.values() for text in everything_said(msgspec.to_builtins(entry, str_keys=True, enc_hook=str))]
    ours = ["space to mark, Enter when done", "Number Numbers with commas between or for Answer example keeps Known said"]
    return {bare(word) for text in [*texts, *ours] for word in text.split()}


def bare(word: str) -> str:
    return word.strip("()[].,:;?!»•-").casefold()


def cut(terminal: Terminal, words: set[str]) -> list[str]:
    """Give what stands on the screen and is no whole word."""
    shown = [bare(word) for line in terminal.screen.lines_shown[1:] for word in line.split()]
    return [word for word in shown if word and not any(letter.isdigit() for letter in word) and word not in words and word not in "○●^v>"]


# What is seen.


@SIZES
@SKINS
def test_every_question_and_its_options_can_be_read_and_no_word_is_cut(plain: bool, size: tuple[int, int], knowledge: Knowledge, words: set[str]) -> None:
    """The first dozen questions of a defendant, among them long lists, typed answers, and a number to call."""
    talk = Conversation(knowledge, DEFENDANT | {"danger_now": True}, ["--as-of", "2026-11-22"], plain=plain, size=size)
    for _ in range(14):
        came = talk.wait_for_next()
        assert came is not None and came[0] is not None
        fact, text = came
        talk.terminal.settle()
        screen = "\n".join(talk.terminal.screen.lines_shown)
        labels = [label for _, label in options(fact, knowledge)]
        assert cut(talk.terminal, words) == [], screen
        if plain:
            assert all(squeeze(label) in squeeze(talk.terminal.raw) for label in labels)
        else:
            assert squeeze(text) in squeeze(screen), screen
            assert not labels or f"»{squeeze(labels[0])}" in squeeze(screen).replace("○", "").replace("^", ""), screen
        talk.answer(fact)
    talk.terminal.close()


def options(fact: str, knowledge: Knowledge) -> list[tuple[str, str]]:
    question = knowledge.questions[fact]
    return [("yes", knowledge.text("yes")), ("no", knowledge.text("no"))] if question.type is FactType.YESNO else list(question.options.items())


@SIZES
def test_a_list_longer_than_the_screen_scrolls_with_the_pointer(size: tuple[int, int], knowledge: Knowledge, tmp_path: Path) -> None:
    with beginning(tmp_path, 'answering = "self"\n', plain=False, size=size) as terminal:
        terminal.wait(knowledge.questions["situation"].ask)
        for label in knowledge.questions["situation"].options.values():
            terminal.settle()
            assert f"»{squeeze(label)}" in squeeze(str(terminal)).replace("○", "").replace("^", ""), str(terminal)
            terminal.send(DOWN)
        terminal.settle()
        assert squeeze(knowledge.questions["situation"].ask) in squeeze(str(terminal)), "the question stays above its options"


def test_a_list_longer_than_the_screen_says_so_at_its_side(knowledge: Knowledge, tmp_path: Path) -> None:
    with beginning(tmp_path, 'answering = "self"\n', plain=False, size=(20, 40)) as terminal:
        terminal.wait(knowledge.questions["situation"].ask)
        terminal.settle()
        assert [line for line in terminal.screen.lines_shown if line.endswith(" v")]


@SIZES
@SKINS
def test_a_number_to_call_is_still_on_the_screen_when_the_next_question_is_asked(plain: bool, size: tuple[int, int], knowledge: Knowledge) -> None:
    talk = Conversation(knowledge, {"answering": "self", "situation": ["harmed"], "danger_now": True}, [], plain=plain, size=size)
    while (came := talk.wait_for_next()) and came[0] != "custody":
        talk.answer(str(came[0]))
    talk.terminal.settle()
    assert re.search(r"To call now: 911\b", str(talk.terminal)), str(talk.terminal)
    assert squeeze(str(came[1] if came else "")) in squeeze(str(talk.terminal))
    talk.terminal.close()


def test_what_is_longer_than_the_screen_waits_until_it_has_been_read(knowledge: Knowledge) -> None:
    """On the screen of its own there is nothing to scroll back to."""
    with Terminal(["interview", "--lang", "es"], size=(20, 40)) as terminal:
        terminal.wait(PAUSE)
        terminal.settle()
        assert squeeze(knowledge.text("interpreter-es")) in squeeze(str(terminal)), "the beginning is still there"
        terminal.send("n z b")
        terminal.settle()
        assert squeeze(knowledge.text("interpreter-es")) in squeeze(str(terminal)), "keys pressed by mistake turn no page"
        terminal.send("\r")
        terminal.wait(PAUSE)
        terminal.settle()
        assert squeeze("If you are in danger, say so first") in squeeze(str(terminal))
        terminal.send("\r")
        terminal.wait(knowledge.questions["answering"].ask)
        terminal.settle()
        assert PAUSE not in str(terminal)


@pytest.mark.parametrize("key", ["x", "X", "\x03"], ids=["x", "capital x", "Ctrl-C"])
def test_one_can_leave_while_something_waits_to_be_read(key: str) -> None:
    with Terminal(["interview", "--lang", "es"], size=(20, 40)) as terminal:
        terminal.wait(PAUSE)
        terminal.settle()
        terminal.send(key)
        assert terminal.end() == 130
        assert terminal.screen.lines_shown == ["Goodbye."]
        assert terminal.settings() == terminal.settings_at_first


@SKINS
def test_the_keys_are_named_once_and_then_on_request(plain: bool, knowledge: Knowledge) -> None:
    talk = Conversation(knowledge, DEFENDANT, ["--as-of", "2026-11-22"], plain=plain)
    for _ in range(6):
        assert talk.step()
    talk.wait_for_next()
    keys = squeeze(knowledge.text("keys"))
    assert squeeze(talk.seen).count(keys) == 1
    talk.terminal.send("?\r")
    talk.terminal.wait(knowledge.text("keys"))
    talk.terminal.settle()
    assert squeeze(talk.seen).count(keys) == 2
    talk.terminal.close()


def test_an_answer_stays_below_its_question(knowledge: Knowledge, tmp_path: Path) -> None:
    with beginning(tmp_path, plain=False, size=(24, 40)) as terminal:
        terminal.wait(knowledge.questions["answering"].ask)
        terminal.send(DOWN + DOWN + "\r")
        terminal.wait("What is going on")
        terminal.send(" " + DOWN + " \r")
        terminal.wait("in danger right now?")
        terminal.settle()
        labels = list(knowledge.questions["situation"].options.values())[:2]
        assert f"»{squeeze(', '.join(labels))}" in squeeze(str(terminal))


@SKINS
def test_what_cannot_be_taken_is_said_above_the_question_which_is_asked_again(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    none = list(knowledge.questions["situation"].options).index("none")
    with beginning(tmp_path, 'answering = "self"\n', plain=plain, size=(20, 40)) as terminal:
        terminal.wait("What is going on")
        terminal.send("\r")
        terminal.wait("Type numbers from" if plain else "Please mark at least one")
        terminal.settle()
        terminal.send(f"1,{none + 1}\r" if plain else " " + DOWN * none + " \r")
        terminal.wait("Take the other marks away, or this one.")
        terminal.settle()
        if not plain:
            assert squeeze("What is going on") in squeeze(str(terminal))
        terminal.send("1\r" if plain else " " + "\r")
        terminal.wait("in danger right now?")


@SKINS
def test_a_bare_enter_keeps_the_answer_that_one_went_back_to(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    with beginning(tmp_path, "", "--save", str(draft), plain=plain) as terminal:
        for asked, numbers, keys in (("Who is answering", "2", DOWN), ("What is going on", "1,3", " " + DOWN + DOWN + " ")):
            terminal.wait(asked)
            terminal.send(f"{numbers}\r" if plain else f"{keys}\r")
        for asked in ("in danger right now?", "What is going on"):
            terminal.wait(asked)
            terminal.settle()
            terminal.send("b\r" if plain else "b")
        terminal.wait("Who is answering")
        terminal.send("\r")
        terminal.wait("in danger right now?")
        terminal.send("x\r" if plain else "x")
        assert terminal.end() == 130
    kept = draft.read_text()
    assert 'answering = "family"' in kept
    assert len(re.findall(r'^    "', kept.split("situation")[-1], re.MULTILINE)) == 2


@pytest.mark.parametrize("given", [{}, {"NO_COLOR": "1"}, {"COLORTERM": "truecolor"}], ids=["a terminal with colors", "NO_COLOR", "many colors"])
def test_there_is_no_color_on_any_background(given: dict[str, str], knowledge: Knowledge) -> None:
    talk = Conversation(knowledge, DEFENDANT, ["--as-of", "2026-11-22"], plain=False, environment=given)
    assert talk.hold() == 0
    assert COLOR.findall(talk.seen) == []


@pytest.mark.parametrize("given", [{"TERM": "dumb"}, {"ACCESSIBLE": "1"}], ids=["TERM=dumb", "ACCESSIBLE=1"])
def test_a_plain_interview_is_chosen_by_the_environment(given: dict[str, str]) -> None:
    with Terminal(["interview", "--lang", "en"], environment=given) as terminal:
        terminal.wait("Number (1 to 4):")
        assert "\x1b" not in terminal.raw


def test_a_dumb_terminal_gets_no_escape_codes_even_when_leaving() -> None:
    with Terminal(["interview", "--lang", "en"], environment={"TERM": "dumb"}) as terminal:
        terminal.wait("Number (1 to 4):")
        terminal.send("x\r")
        assert terminal.end() == 130
        assert "\x1b" not in terminal.raw
        assert terminal.raw.endswith("Goodbye.\r\n")


@SIZES
def test_a_plain_interview_is_append_only_and_speaks_well(size: tuple[int, int], knowledge: Knowledge) -> None:
    talk = Conversation(knowledge, DEFENDANT, ["--as-of", "2026-11-22"], plain=True, size=size)
    assert talk.hold() == 0
    assert not set(talk.seen.replace("\r\n", "\n")) & set("\x1b\x08\x0c\r\x07")
    heard = talk.seen.replace("\r\n", "\n")
    assert "\n\n\n" not in heard, "one blank line between thoughts"
    assert [line for line in heard.splitlines() if len(line) > min(size[1], 79)] == []
    lines = heard.splitlines()
    for fact in talk.asked:
        at = place_of(knowledge.questions[fact].ask, lines)
        answered = max((before for before in range(at) if lines[before].startswith(("Number", "Answer"))), default=0)
        assert "" in lines[answered:at], "a question is a thought of its own"
        choices = options(fact, knowledge)
        if choices:
            rest = " ".join(lines[at:])
            assert rest.index(f" 1. {choices[0][1].split()[0]}") < rest.index(f"(1 to {len(choices)}")


def place_of(text: str, lines: list[str]) -> int:
    """Give the line at which a text begins, however it is wrapped."""
    return next(at for at in range(len(lines)) if lines[at] and squeeze("".join(lines[at : at + 8])).startswith(squeeze(text)))


# What is borne.

A_MEGABYTE = 1_000_000
HOSTILE = {
    "a megabyte": b"a" * A_MEGABYTE,
    "a megabyte of digits, and Enter": b"9" * A_MEGABYTE + b"\r",
    "a megabyte of lines": b"abcdefghij\r" * (A_MEGABYTE // 11),
    "a megabyte marked as a paste": b"\x1b[200~" + b"b" * A_MEGABYTE + b"\x1b[201~\r",
    "a paste that never ends": b"\x1b[200~c" + b"c" * 3000,
    "escape codes": b"\x1b[31m\x1b]0;title\x07\x1b[2J\x1bP\x1b\\\x1b[?1049l\x1b[24;80R\x1b[<0;1;1M\x1b[5~\x1bOP\r",
    "wide characters": "丹伯里 🏳️‍🌈 é́́ 👩‍👩‍👧 ² \u0661 Ⅷ \u202e\u2066\r".encode(),
    "bytes that are no text": b"\xff\xfe\xc3\x28\x80\xf0\x9f\r",
    "zeros": b"\0\0\0 a \0\r",
    "keys for editing": b"\x01\x05\x0b\x12\x14\x16\x17\x18\x19\x1a\x1f\x7f\x08\t\x1b\r",
    "digits of other kinds": "²\r٣\r1²\r".encode(),
}
SHAPES = {
    "one of several options": ("", "Who is answering"),
    "several options": ('answering = "self"\n', "What is going on"),
    "typed text": (TYPED, "Which town"),
}


@SKINS
@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize("keys", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_is_typed_the_interview_stands_and_can_be_left(keys: bytes, shape: tuple[str, str], plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    if plain:
        keys = keys.replace(b"\x1a", b"")  # Ctrl-Z stops a program, as it should
    if plain and shape[1] == "Which town" and keys.count(b"\r") > 1000:
        keys = keys[:11_000]  # each line is an answer, looked up among the towns
    with beginning(tmp_path, shape[0], plain=plain, environment={"LANG": "C.UTF-8", "PROMPT_TOOLKIT_NO_CPR": ""}) as terminal:
        terminal.wait(shape[1])
        terminal.settle()
        terminal.paste(keys)
        terminal.settle()
        assert terminal.child.isalive(), str(terminal)
        since = time.monotonic()
        terminal.send("\x03")
        assert terminal.end() == 130, str(terminal)
        assert time.monotonic() - since < 2
        assert "Traceback" not in terminal.raw
        assert "went wrong" not in terminal.raw
        assert terminal.settings() == terminal.settings_at_first
        assert terminal.screen.lines_shown == ["Goodbye."]


@pytest.mark.parametrize("keys", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_is_typed_while_something_is_read_it_can_be_left(keys: bytes) -> None:
    with Terminal(["interview", "--lang", "es"], size=(20, 40), environment={"LANG": "C.UTF-8"}) as terminal:
        terminal.wait(PAUSE)
        terminal.settle()
        terminal.paste(keys)
        terminal.settle()
        assert terminal.child.isalive(), str(terminal)
        terminal.send("\x03")
        assert terminal.end() == 130, str(terminal)
        assert "Traceback" not in terminal.raw
        assert terminal.screen.lines_shown == ["Goodbye."]


def test_a_window_may_change_its_size_while_something_is_read(knowledge: Knowledge) -> None:
    with Terminal(["interview", "--lang", "es"], size=(20, 40)) as terminal:
        terminal.wait(PAUSE)
        terminal.settle()
        for rows, columns in ((5, 12), (50, 120)):
            terminal.resize(rows, columns)
            terminal.settle()
        terminal.send("\r")
        terminal.wait(knowledge.questions["answering"].ask)
        terminal.send("x")
        assert terminal.end() == 130


@SKINS
def test_escape_codes_that_were_typed_are_not_sent_back(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    with beginning(tmp_path, TYPED, plain=plain) as terminal:
        terminal.wait("Which town")
        terminal.settle()
        terminal.paste(b"Nowhere\x1b[35mland\x1b]0;owned\x07\r")
        terminal.wait("Nowhere")
        terminal.settle()
        assert "\x1b[35m" not in terminal.raw
        assert "\x1b]0;" not in terminal.raw


@pytest.mark.parametrize("answers", ["", TYPED], ids=["in a menu", "in a typed answer"])
def test_a_window_may_change_its_size_while_a_question_stands(answers: str, knowledge: Knowledge, tmp_path: Path) -> None:
    fact = "town" if answers else "answering"
    question = knowledge.questions[fact]
    with beginning(tmp_path, answers, plain=False) as terminal:
        terminal.wait(question.ask)
        terminal.settle()
        for rows, columns in ((20, 40), (5, 12), (50, 120), (24, 80)):
            terminal.resize(rows, columns)
            terminal.settle()
        assert squeeze(question.ask) in squeeze(str(terminal))
        terminal.send("Danbury\r" if answers else "\r")
        terminal.wait(*(other.ask for name, other in knowledge.questions.items() if name != fact))
        terminal.send("\x03")
        assert terminal.end() == 130


@pytest.mark.parametrize("given", ["", "1\n", "1\n1\n2\n2\n1\n", "1\n1\n2\n2\n1\n2026-12-08", "x\n", "\xff\n".encode("latin-1")], ids=lambda given: repr(given))
def test_a_pipe_that_ends_is_someone_who_left(given: str | bytes) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "ctintake", "interview", "--plain"],
        input=given if isinstance(given, bytes) else given.encode(),
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
        env=os.environ | {"LANG": "C.UTF-8"},
    )
    assert (ran.returncode, ran.stdout) == (130, b"")
    assert ran.stderr.endswith(b"Goodbye.\n")
    assert b"\x1b" not in ran.stderr


@pytest.mark.parametrize("closed", ["<&-", "2>&-", "<&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize("plain", ["", "--plain"], ids=["full skin", "plain skin"])
def test_streams_that_are_closed_are_wrong_input_not_our_fault(closed: str, plain: str) -> None:
    ran = subprocess.run(
        ["/bin/sh", "-c", f"exec {sys.executable} -m ctintake interview {plain} {closed}"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    assert ran.returncode == 2
    assert b"Traceback" not in ran.stderr


@SKINS
def test_a_terminal_that_has_gone_without_a_signal_is_the_end_too(plain: bool) -> None:
    """A program that does not belong to the terminal's session gets no SIGHUP: reading is all it notices."""
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "ctintake", "interview", "--lang", "en", *(["--plain"] if plain else [])]
    running = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT, start_new_session=True, env=os.environ | {"TERM": "xterm"})
    os.close(theirs)
    came = ""
    while not any(squeeze(text) in squeeze(came) for text in ("someone on that team", PAUSE)):
        assert select.select([ours], [], [], SECONDS)[0], came
        came += os.read(ours, 4096).decode(errors="replace")
    os.close(ours)
    assert running.wait(timeout=30) == 130


@SKINS
def test_a_terminal_without_our_letters_shows_others_in_their_place(plain: bool, knowledge: Knowledge) -> None:
    talk = Conversation(knowledge, DEFENDANT, ["--as-of", "2026-11-22"], plain=plain, environment={"PYTHONIOENCODING": "ascii"})
    assert talk.hold() == 0
    assert "went wrong" not in talk.seen


def test_what_is_pasted_for_an_answer_is_taken_as_one(knowledge: Knowledge, tmp_path: Path) -> None:
    with beginning(tmp_path, TYPED, plain=False) as terminal:
        terminal.wait("Which town")
        terminal.settle()
        terminal.paste(b"\x1b[200~Dan\x1b[201~")
        terminal.wait("Dan")
        terminal.paste(b"\x1b[200~bury\x1b[201~\r")
        terminal.wait("» Danbury")


def test_commands_are_taken_from_no_paste(knowledge: Knowledge, tmp_path: Path) -> None:
    """Someone who pastes a letter into a menu must not thereby leave, or skip what decides the rest."""
    with beginning(tmp_path, plain=False) as terminal:
        terminal.wait("Who is answering")
        terminal.settle()
        terminal.paste(b"\x1b[200~x s r u b\r\x1b[201~")
        terminal.paste(b"relax, sir, but\r" * 200)
        terminal.settle()
        assert squeeze("Who is answering") in squeeze(str(terminal))
        assert "What is going on" not in terminal.raw
        terminal.send("\r")
        terminal.wait("What is going on")

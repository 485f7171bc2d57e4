"""Leaving, at any prompt and in any way: at once, the terminal cleared and as it was found, one neutral line, nothing written, exit code 130."""

import os
import pty
import select
import signal
import sys
import termios
import time
import tty
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import pyte
import pytest
from terminal import SECONDS, YES, Terminal

from ctintake.interview.full import FullSkin
from ctintake.model import Knowledge

CTRL_C = "\x03"
CTRL_D = "\x04"
BRACKETED_PASTE = 2004 << 5
LONGEST = 1.0
"""Seconds from the key to the end. It takes about 0.01; the bound is wide because the machine may be busy."""


@dataclass(frozen=True)
class Place:
    """A prompt to leave from: the answers that lead there at once, what to wait for and press on the way, and the text that is asked."""

    name: str
    answers: str
    asked: str
    way: tuple[tuple[str, str], ...] = ()
    typed: bool = False


ENGLISH = 'language = "en"\n'
REVIEW = "Choose one to change it"
SAVE = "Save these results in a file"
KEEP = "What do you want to keep?"
PLACES = (
    Place("one of several options", "", "Which language do you speak best?"),
    Place("several options", 'answering = "self"', "What is going on? Pick all that fit."),
    Place(
        "typed text",
        'answering = "self"\nsituation = ["charged"]\ndanger_now = false\ncustody = "free"',
        "When is your next day in criminal court?",
        typed=True,
    ),
    Place("the review page", "all", REVIEW),
    Place("yes or no", "all", SAVE, ((REVIEW, "\r"),)),
    Place("what to keep", "all", KEEP, ((REVIEW, "\r"), (SAVE, YES))),
    Place("a file's name", "all", "File name:", ((REVIEW, "\r"), (SAVE, YES), (KEEP, "\r")), typed=True),
)
SKINS = pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])
EVERYWHERE = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)


def go_to(place: Place, knowledge: Knowledge, folder: Path, *, plain: bool) -> Terminal:
    """Begin an interview below someone's earlier work, and go on to a place."""
    words = ["interview", *(["--plain"] if plain else [])]
    if place.answers:
        given = "\n".join(f'{fact} = "declined"' for fact in knowledge.questions) if place.answers == "all" else place.answers
        (folder / "profile.toml").write_text(f"[answers]\n{given if place.answers == 'all' else f'{ENGLISH}{given}'}\n")
        words += ["--from", str(folder / "profile.toml")]
    (folder / "work").mkdir()
    terminal = Terminal(words, earlier=True, folder=folder / "work")
    for asked, keys in place.way:
        terminal.wait(asked)
        terminal.settle()
        terminal.send("yes\r" if plain and keys == YES else keys)
    terminal.wait(place.asked)
    terminal.settle()
    return terminal


def left_without_a_trace(terminal: Terminal, folder: Path, since: float) -> None:
    """The program has ended as one leaves it, and soon."""
    status = terminal.end()
    took = time.monotonic() - since
    assert status == 130, str(terminal)
    assert took < LONGEST
    assert terminal.screen.lines_shown == ["Goodbye."]
    assert terminal.screen.scrolled_back == []
    assert terminal.raw.endswith("\x1b[H\x1b[2J\x1b[3JGoodbye.\r\n")
    assert not terminal.screen.alternate
    assert BRACKETED_PASTE not in terminal.screen.mode
    assert pyte.modes.DECTCEM in terminal.screen.mode, "the cursor shows"
    assert terminal.settings() == terminal.settings_at_first
    assert list((folder / "work").iterdir()) == []


@SKINS
@EVERYWHERE
def test_x_leaves_from_every_prompt(place: Place, plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    with go_to(place, knowledge, tmp_path, plain=plain) as terminal:
        since = time.monotonic()
        terminal.send("x\r" if plain or place.typed else "x")
        left_without_a_trace(terminal, tmp_path, since)


@SKINS
@EVERYWHERE
def test_ctrl_c_leaves_from_every_prompt(place: Place, plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    with go_to(place, knowledge, tmp_path, plain=plain) as terminal:
        since = time.monotonic()
        terminal.send(CTRL_C)
        left_without_a_trace(terminal, tmp_path, since)


@SKINS
@EVERYWHERE
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT, signal.SIGQUIT], ids=lambda name: name.name)
def test_being_told_to_end_leaves_too(name: signal.Signals, place: Place, plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    with go_to(place, knowledge, tmp_path, plain=plain) as terminal:
        since = time.monotonic()
        terminal.tell(name)
        left_without_a_trace(terminal, tmp_path, since)


@pytest.mark.parametrize(
    ("place", "plain"),
    [*((place, True) for place in PLACES), (PLACES[2], False)],
    ids=lambda value: value.name if isinstance(value, Place) else "plain skin" if value else "full skin",
)
def test_the_end_of_input_leaves_too(place: Place, plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    """In the full skin Ctrl-D ends an empty typed line only: in a menu it is a key like others."""
    with go_to(place, knowledge, tmp_path, plain=plain) as terminal:
        since = time.monotonic()
        terminal.send(CTRL_D)
        left_without_a_trace(terminal, tmp_path, since)


@SKINS
def test_leaving_takes_less_than_a_tenth_of_a_second(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    """The best of a few: what else the machine does can only add to it."""
    took = []
    for at in range(5):
        folder = tmp_path / str(at)
        folder.mkdir()
        with go_to(PLACES[0], knowledge, folder, plain=plain) as terminal:
            since = time.monotonic()
            terminal.send(CTRL_C)
            assert terminal.end() == 130
            took.append(time.monotonic() - since)
    assert min(took) < 0.1


@SKINS
def test_a_capital_x_leaves_too(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    with go_to(PLACES[0], knowledge, tmp_path, plain=plain) as terminal:
        since = time.monotonic()
        terminal.send("X\r" if plain else "X")
        left_without_a_trace(terminal, tmp_path, since)


@SKINS
def test_keys_pressed_in_fear_after_the_first_do_not_reach_the_shell(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    with go_to(PLACES[0], knowledge, tmp_path, plain=plain) as terminal:
        since = time.monotonic()
        terminal.send(CTRL_C * 5)
        left_without_a_trace(terminal, tmp_path, since)


def test_a_stopped_terminal_does_not_hold_anyone_back(knowledge: Knowledge, tmp_path: Path) -> None:
    """Ctrl-S stops a terminal from writing: the program must not wait for it."""
    with go_to(PLACES[0], knowledge, tmp_path, plain=True) as terminal:
        terminal.send("\x13")
        since = time.monotonic()
        terminal.tell(signal.SIGTERM)
        left_without_a_trace(terminal, tmp_path, since)


def test_the_questions_stand_on_a_screen_of_their_own_and_the_results_on_the_main_one(knowledge: Knowledge, tmp_path: Path) -> None:
    with go_to(PLACES[4], knowledge, tmp_path, plain=False) as terminal:
        assert not terminal.screen.alternate
        before, _, asked = terminal.raw.partition("\x1b[?1049h")
        asked, _, results = asked.partition("\x1b[?1049l")
        assert "1200" in before
        assert REVIEW in asked
        assert REVIEW not in results
        seen = "\n".join([*terminal.screen.scrolled_back, *terminal.screen.lines_shown])
        assert "1200" in seen, "what was there before the interview is still there"
        assert "Who to call" in seen
        assert REVIEW not in seen
        terminal.send("\r")
        assert terminal.end() == 0
        assert "1200" in "\n".join(terminal.screen.scrolled_back), "someone who does not leave keeps what the terminal showed"
        assert terminal.settings() == terminal.settings_at_first


def test_no_image_of_the_memory_is_left_by_a_crash(knowledge: Knowledge, tmp_path: Path) -> None:
    with go_to(PLACES[0], knowledge, tmp_path, plain=True) as terminal:
        limits = Path(f"/proc/{terminal.child.pid}/limits")
        if not limits.exists():
            pytest.skip("this system does not show the limits of a process under /proc")
        (line,) = [line for line in limits.read_text().splitlines() if line.startswith("Max core file size")]
        assert line.split()[4] == "0"


def test_an_error_gives_the_terminal_back_and_can_be_read(knowledge: Knowledge, tmp_path: Path) -> None:
    """Results that cannot be written end the interview: the message must not stand on a screen that is gone."""
    profile = tmp_path / "profile.toml"
    profile.write_text("[answers]\n" + "\n".join(f'{fact} = "declined"' for fact in knowledge.questions))
    with Terminal(["interview", "--from", str(profile)], under=["/bin/sh", "-c", 'exec "$@" >/dev/full', "sh"]) as terminal:
        terminal.wait(REVIEW)
        assert not terminal.settings()[3] & termios.ECHO
        terminal.send("\r")
        terminal.wait(SAVE)
        terminal.settle()
        terminal.send("\r")
        assert terminal.end() == 2
        assert "cannot be written" in str(terminal)
        assert not terminal.screen.alternate
        assert terminal.settings() == terminal.settings_at_first


def test_leaving_is_heard_though_it_was_typed_just_as_the_last_prompt_ended(knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a prompt reads, Ctrl-C is a key like others: pressed just then, it waits unread when the results are to be shown."""
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, closefd=True) as terminal, Path(os.ttyname(theirs)).open("w") as screen:
        monkeypatch.setattr(sys, "stdin", terminal)
        monkeypatch.setattr(sys, "stderr", screen)
        skin = FullSkin(knowledge.text)
        for typed, leaves in ((b"ab", False), (b"a\x03b", True)):
            skin.begin()
            tty.setraw(terminal)  # as while a prompt reads
            os.write(ours, typed)
            assert select.select([terminal], [], [], SECONDS)[0]
            with pytest.raises(KeyboardInterrupt) if leaves else nullcontext():
                skin.end()
    os.close(ours)

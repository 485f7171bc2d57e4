"""Drafts: an interview put down at any moment, by choice or by force, and taken up again exactly there."""

import os
import shlex
import signal
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from conversation import Conversation
from terminal import Terminal, squeezed
from test_interview import DEFENDANT, summary_without_moment

from ctintake.answers.values import Answer, Answers, Known, Unanswered
from ctintake.interview.draft import as_draft, read_draft
from ctintake.interview.flow import Course, questions_left
from ctintake.interview.prompts import Command
from ctintake.model import Knowledge, Urgency
from ctintake.screening import screen

DAY = ["--as-of", "2026-11-22"]
SKINS = pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])
SCRIPT = DEFENDANT | {"language": Command.DECLINED, "us_citizen": Command.UNSURE, "birth_date": Command.SKIP}


def course_in(draft: Path, knowledge: Knowledge, as_of: object) -> Course:
    return read_draft(draft.read_bytes(), str(draft), knowledge, as_of)


@SKINS
@pytest.mark.parametrize("answered", [1, 2, 5, 9, 14])
def test_killed_at_any_prompt_it_has_lost_at_most_the_answer_being_typed(answered: int, plain: bool, knowledge: Knowledge, as_of, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    before = Conversation(knowledge, SCRIPT, [*DAY, "--save", str(draft)], plain=plain)
    for _ in range(answered):
        assert before.step()
    before.wait_for_next()
    before.terminal.tell(signal.SIGKILL)
    assert before.terminal.end() == -signal.SIGKILL
    course = course_in(draft, knowledge, as_of)
    assert course.path == tuple(before.asked)
    assert set(course.answers) | course.skipped == set(before.asked)
    assert stat.S_IMODE(draft.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["draft.toml"]


@pytest.mark.parametrize("answered", [1, 3, 6])
def test_killed_while_the_draft_is_written_it_holds_the_one_before_or_the_new_one(answered: int, knowledge: Knowledge, as_of, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    talk = Conversation(knowledge, SCRIPT, [*DAY, "--save", str(draft)], plain=True)
    for _ in range(answered + 1):
        assert talk.step()
    talk.terminal.tell(signal.SIGKILL)
    assert talk.terminal.end() == -signal.SIGKILL
    assert course_in(draft, knowledge, as_of).path in {tuple(talk.asked), tuple(talk.asked[:-1])}


@SKINS
def test_taken_up_again_it_asks_what_it_would_have_asked_and_ends_in_the_same_summary(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    whole = Conversation(knowledge, SCRIPT, [*DAY, "-o", str(tmp_path / "whole.toml"), "--include-sensitive"], plain=plain)
    assert whole.hold() == 0
    draft, again = tmp_path / "draft.toml", []
    first = Conversation(knowledge, SCRIPT, [*DAY, "--save", str(draft)], plain=plain)
    for _ in range(8):
        first.step()
    first.wait_for_next()
    first.terminal.tell(signal.SIGKILL)
    first.terminal.end()
    again = ["--from", str(draft), "--save", str(draft), "-o", str(tmp_path / "resumed.toml"), "--include-sensitive"]
    second = Conversation(knowledge, SCRIPT, [*DAY, *again], plain=plain)
    assert second.hold() == 0
    assert first.asked + second.asked == whole.asked
    assert summary_without_moment(tmp_path / "resumed.toml") == summary_without_moment(tmp_path / "whole.toml")


def test_leaving_keeps_the_draft_that_was_asked_for_and_nothing_else(knowledge: Knowledge, as_of, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    talk = Conversation(knowledge, SCRIPT | {"custody": Command.LEAVE}, [*DAY, "--save", str(draft), "-o", str(tmp_path / "summary.toml")], plain=True)
    assert talk.hold() == 130
    assert [file.name for file in tmp_path.iterdir()] == ["draft.toml"]
    assert set(course_in(draft, knowledge, as_of).answers) == {"language", "answering", "situation", "danger_now"}


@pytest.mark.parametrize("depth", list(Urgency))
def test_a_draft_holds_the_whole_course(depth: Urgency, knowledge: Knowledge, as_of, answers: Callable[..., Answers], tmp_path: Path) -> None:
    given = answers(answering="self", situation=["charged", "harmed"], town="Danbury", birth_date="1990-05", charges=["53a-61"])
    course = Course(answers=given.with_answer("sentence_days", Answer(Unanswered.DECLINED)), path=("answering", "town", "situation"), depth=depth)
    course = course.with_answer("status", Answer(answers(status="lpr")["status"].value, Known.PAPER)).with_skip("harm")
    course = course.with_answer("custody", Answer(Unanswered.UNSURE, Known.GUESS))
    (tmp_path / "draft.toml").write_text(as_draft(course, knowledge))
    again = course_in(tmp_path / "draft.toml", knowledge, as_of)
    assert again.answers == course.answers
    assert (again.skipped, again.depth) == (course.skipped, depth)
    assert again.path[: len(course.path)] == course.path
    assert questions_left(again, screen(again.answers, knowledge, as_of)) == questions_left(course, screen(course.answers, knowledge, as_of))


def test_how_an_answer_is_known_is_taken_up_again(knowledge: Knowledge, as_of, tmp_path: Path) -> None:
    """An advocate whose client is not there: answers count as from paper until key k says otherwise."""
    draft = tmp_path / "draft.toml"
    with Terminal(["interview", "--plain", "--advocate", "--lang", "en", *DAY, "--save", str(draft)]) as terminal:
        terminal.wait("Keep a draft", "Is your client with you now?")
        terminal.send("no\r")
        terminal.wait("Who is answering")
        terminal.send("3\r")
        terminal.wait("What is going on")
        terminal.send("k\r")
        terminal.wait("What is going on")
        terminal.send("2\r")
        terminal.wait("u: not sure")
        terminal.tell(signal.SIGKILL)
        terminal.end()
    answers = course_in(draft, knowledge, as_of).answers
    assert {fact: answers[fact].known for fact in answers} == {"language": Known.SAID, "answering": Known.PAPER, "situation": Known.GUESS}


def test_an_advocate_who_takes_a_draft_up_again_goes_on_as_before(knowledge: Knowledge, as_of, tmp_path: Path) -> None:
    """How the next answers are known is part of where an interview stands."""
    draft = tmp_path / "draft.toml"
    told = Answers().with_answer("language", Answer("en")).with_answer("answering", Answer("advocate"))
    draft.write_text(as_draft(Course(told, path=("language", "answering"), known=Known.PAPER), knowledge))
    with Terminal(["interview", "--plain", "--advocate", *DAY, "--from", str(draft), "--save", str(draft)]) as terminal:
        terminal.wait("Known: on paper")
        terminal.wait("What is going on")
        terminal.send("2\r")
        terminal.wait("u: not sure")
        terminal.tell(signal.SIGKILL)
        terminal.end()
    assert course_in(draft, knowledge, as_of).answers["situation"].known is Known.PAPER


@SKINS
def test_the_command_that_takes_a_draft_up_again_is_said_whole(plain: bool, knowledge: Knowledge, tmp_path: Path) -> None:
    draft = tmp_path / "my draft.toml"
    draft.write_text("[answers]\n" + "\n".join(f'{fact} = "declined"' for fact in knowledge.questions))
    talk = Conversation(knowledge, {}, ["--from", str(draft), "--save", str(draft)], plain=plain)
    assert talk.hold() == 0
    words = shlex.join(["ctintake", "interview", *(["--plain"] if plain else []), "--from", str(draft), "--save", str(draft)])
    assert squeezed(words) in squeezed(talk.seen)


def test_a_depth_that_is_asked_for_wins_over_the_drafts(knowledge: Knowledge, tmp_path: Path) -> None:
    draft = tmp_path / "draft.toml"
    draft.write_text('depth = "now"\n[answers]\nanswering = "self"\nsituation = ["charged"]\n')
    asked = {}
    for depth in ("now", "plan"):
        talk = Conversation(knowledge, DEFENDANT, [*DAY, "--from", str(draft), "--depth", depth], plain=True)
        talk.hold()
        asked[depth] = talk.asked
    assert len(asked["plan"]) > len(asked["now"])


BROKEN = [
    pytest.param(b'next_known = "heard"\n[answers]\n', "one of: said, paper, guess", id="known by what there is not, from here on"),
    pytest.param(b"", "is empty", id="empty"),
    pytest.param(b"[answers\n", "is not TOML", id="cut off"),
    pytest.param(b'[answers]\nname = "\xff"\n', "is not UTF-8", id="bytes that are no text"),
    pytest.param(b'path = []\ntitle = "x"\n', "has no table [answers]", id="without answers"),
    pytest.param(b'[answers]\nstatsu = "lpr"\n', "did you mean 'status'?", id="a fact there is not"),
    pytest.param(b'[answers]\nstatus = "king"\n', "status", id="an option there is not"),
    pytest.param(b'path = ["statsu"]\n[answers]\n', "did you mean 'status'?", id="a fact there is not on the path"),
    pytest.param(b'skipped = ["towm"]\n[answers]\n', "did you mean 'town'?", id="a fact there is not among the skipped"),
    pytest.param(b'skipped = "town"\n[answers]\n', "no list of facts", id="skipped that is no list"),
    pytest.param(b"path = [1]\n[answers]\n", "no list of facts", id="a path of numbers"),
    pytest.param(b'depth = "deep"\n[answers]\n', "one of: now, soon, plan", id="a depth there is not"),
    pytest.param(b"depth = [1]\n[answers]\n", "'depth' is [1]", id="a depth that is no word"),
    pytest.param(b'[answers]\nstatus = "lpr"\n[known]\nstatus = "hearsay"\n', "hearsay", id="known by what there is not"),
    pytest.param(b'[answers]\ntown = "Danbury"\n' + b"#" * 2_000_000, "larger than", id="far too large"),
]


def refused(words: list[str], folder: Path) -> str:
    """Begin an interview that must be refused before its first question; give what was said."""
    with Terminal(["interview", *words], folder=folder, size=(24, 200)) as terminal:
        assert terminal.end() == 2, str(terminal)
        assert "Traceback" not in terminal.raw
        assert "Who is answering" not in terminal.raw
        assert "\x1b[?1049h" not in terminal.raw
        return " ".join(terminal.raw.split())


@pytest.mark.parametrize(("content", "said"), BROKEN)
def test_a_broken_draft_is_refused_by_name_before_the_first_question(content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "draft.toml").write_bytes(content)
    heard = refused(["--from", "draft.toml"], tmp_path)
    assert heard.startswith("ctintake: draft.toml")
    assert said in heard
    assert (tmp_path / "draft.toml").read_bytes() == content


@pytest.mark.parametrize("flag", ["--save", "--output"])
@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("there.toml", "is there already", id="a file that is there"),
        pytest.param("link.toml", "is there already", id="a link to nowhere"),
        pytest.param("folder", "is a folder", id="a folder"),
        pytest.param("missing/file.toml", "there is no folder missing", id="a folder that is not there"),
        pytest.param("there.toml/file.toml", "there is no folder", id="a file as a folder"),
        pytest.param("x" * 300, "File name too long", id="a name that is too long"),
    ],
)
def test_a_place_that_cannot_be_written_is_refused_before_the_first_question(name: str, said: str, flag: str, tmp_path: Path) -> None:
    (tmp_path / "there.toml").write_text("mine\n")
    (tmp_path / "link.toml").symlink_to("nowhere.toml")
    (tmp_path / "folder").mkdir()
    heard = refused([flag, name], tmp_path)
    assert heard.startswith(f"ctintake: {flag} {name}")
    assert said in heard
    assert (tmp_path / "there.toml").read_text() == "mine\n"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_of_someone_else_is_refused_before_the_first_question(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir(mode=0o500)
    assert "may not be written to" in refused(["--save", "folder/draft.toml"], tmp_path)


def test_draft_and_summary_cannot_be_one_file(tmp_path: Path) -> None:
    assert "is the draft's file too" in refused(["--save", "one.toml", "-o", "./one.toml"], tmp_path)


def test_a_profile_is_not_replaced_by_the_summary_made_from_it(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text('[answers]\nanswering = "self"\n')
    for force in ([], ["--force"]):
        assert "is a file that was read" in refused(["--from", "profile.toml", "-o", "profile.toml", *force], tmp_path)


@pytest.mark.parametrize("flag", ["-o", "--save"])
def test_the_file_with_the_key_is_replaced_by_nothing(flag: str, tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text("key\n")
    assert "is a file that was read" in refused(["--identity", "key.txt", flag, "key.txt", "--force"], tmp_path)
    assert (tmp_path / "key.txt").read_text() == "key\n"


def test_a_draft_that_cannot_be_kept_any_more_is_said_and_the_interview_goes_on(knowledge: Knowledge, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    with Terminal(["interview", "--lang", "en", "--save", str(folder / "draft.toml")], size=(24, 200)) as terminal:
        terminal.wait("Who is answering")
        folder.rmdir()
        terminal.send("\r")
        terminal.wait("there is no folder")
        terminal.wait("What is going on")
        terminal.send("x")
        assert terminal.end() == 130


def test_an_advocates_draft_never_replaces_a_file_unasked(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text("mine\n")
    with Terminal(["interview", "--plain", "--advocate", "--lang", "en"], folder=tmp_path) as terminal:
        terminal.wait("Is your client with you now?")
        terminal.send("yes\r")
        terminal.wait("Who is answering")
        terminal.send("2\r")
        terminal.wait("What is going on")
        terminal.send("1\r")
        terminal.wait("in danger right now")
        terminal.wait("For example: 1a")
        terminal.send("1b 2a\r")
        terminal.wait("Which town")
        terminal.send("Danbury\r")
        terminal.wait("Keep a draft")
        terminal.send("yes\r")
        terminal.wait("File name")
        terminal.send("mine.toml\r")
        terminal.wait("mine.toml is there already, and it stays as it is.")
        terminal.wait("File name")
        terminal.send("other.toml\r")
        terminal.wait("a citizen of the United States")
        terminal.send("x\r")
        assert terminal.end() == 130
    assert (tmp_path / "mine.toml").read_text() == "mine\n"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["mine.toml", "other.toml"]

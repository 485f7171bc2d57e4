"""The end of an interview: what may be kept, where, and who could open it; sealed for a key where that was asked for."""

import json
import stat
import subprocess
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

import pyrage
import pytest
import tomli_w
from released import HURT_AND_CHARGED
from terminal import DOWN, PAUSE, UP, YES, Terminal

from ctintake.cli.releasing import RECORD
from ctintake.model import Knowledge
from ctintake.sealing import is_sealed

ROOT = Path(__file__).parent.parent
KEY = pyrage.x25519.Identity.generate()
SEALED = ["--encrypt-to", str(KEY.to_public())]
REVIEW, SAVE, KEEP = "Choose one to change it", "Save these results in a file", "What do you want to keep?"


@pytest.fixture
def answered(knowledge: Knowledge, tmp_path: Path) -> Path:
    """A profile that leaves nothing to ask."""
    path = tmp_path / "profile.toml"
    path.write_text("[answers]\n" + "\n".join(f'{fact} = "declined"' for fact in knowledge.questions))
    return path


@pytest.fixture
def hurt(knowledge: Knowledge, tmp_path: Path) -> Path:
    """A profile of someone who has answered much, and leaves nothing to ask."""
    path = tmp_path / "hurt.toml"
    path.write_text(tomli_w.dumps({"answers": dict.fromkeys(knowledge.questions, "declined") | HURT_AND_CHARGED}))
    return path


def at_the_end(answered: Path, folder: Path, *words: str, plain: bool) -> Terminal:
    """Go to the question which files to keep."""
    folder.mkdir()
    terminal = Terminal(["interview", "--from", str(answered), *(["--plain"] if plain else []), *words], folder=folder)
    for asked, keys in ((REVIEW, "\r"), (SAVE, YES)):
        terminal.wait(asked)
        terminal.settle()
        terminal.send("yes\r" if plain and keys == YES else keys)
    terminal.wait(KEEP)
    terminal.settle()
    return terminal


@pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])
def test_the_usual_thing_to_keep_is_the_page_and_its_name_says_nothing(answered: Path, tmp_path: Path, plain: bool) -> None:
    with at_the_end(answered, tmp_path / "work", plain=plain) as terminal:
        terminal.send("\r")
        terminal.wait("What is left out:", "File name:")
        terminal.settle()
        terminal.send("\r")
        terminal.wait("Saved in summary-")
        assert terminal.end() == 0
    (page,) = (tmp_path / "work").iterdir()
    assert page.suffix == ".html"
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "Your own copy" in page.read_text()


def test_several_kinds_are_kept_under_one_name_and_none_goes_over_what_is_there(answered: Path, tmp_path: Path, knowledge: Knowledge) -> None:
    with at_the_end(answered, tmp_path / "work", plain=True) as terminal:
        (tmp_path / "work" / "mine.html").write_text("someone's")
        terminal.send("1,3,5\r")
        for name, comes in (
            ("mine", "mine.html is there already, and it stays as it is."),
            ("other", "Saved in other.html, other.md, other.toml. Other accounts"),
        ):
            terminal.wait(knowledge.text("ask-files"))
            terminal.settle()
            terminal.send(f"{name}\r")
            terminal.wait(comes)
        assert terminal.end() == 0
        assert "--force" not in terminal.raw, "there is no such thing to say here"
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == ["mine.html", "other.html", "other.md", "other.toml"]
    assert (tmp_path / "work" / "mine.html").read_text() == "someone's"


def test_a_line_in_a_folders_name_is_no_line_of_what_is_said_at_the_end(answered: Path, tmp_path: Path) -> None:
    (tmp_path / "a\nSaved in nothing").mkdir()
    ran = interview("--from", str(answered), "-o", str(tmp_path / "a\nSaved in nothing" / "s.toml"), given=b"1\n" * 9)
    assert ran.returncode == 0
    assert [line for line in ran.stderr.decode().splitlines() if line.startswith("Saved in nothing")] == []


def test_whoever_would_rather_not_keep_anything_keeps_nothing(answered: Path, tmp_path: Path) -> None:
    with at_the_end(answered, tmp_path / "work", plain=True) as terminal:
        terminal.send("s\r")
        terminal.wait("Nothing was saved.")
        assert terminal.end() == 0
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])
def test_one_can_go_back_from_the_name_to_the_kinds_to_whether_and_to_the_answers(answered: Path, tmp_path: Path, knowledge: Knowledge, plain: bool) -> None:
    with at_the_end(answered, tmp_path / "work", plain=plain) as terminal:
        typed, pressed = "b\r", "b\r" if plain else "b"
        for keys, comes in (("\r", "File name:"), (typed, KEEP), (pressed, SAVE), (pressed, REVIEW)):
            terminal.send(keys)
            terminal.wait(comes)
            terminal.settle()
        for keys, comes in (("1\r" if plain else "\r", SAVE), ("?\r" if plain else "?", "A USB stick that you keep with you"), ("\r", "Nothing was saved.")):
            terminal.send(keys)
            terminal.wait(comes)
            terminal.settle()
        assert terminal.end() == 0
    assert list((tmp_path / "work").iterdir()) == []


@pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])
def test_the_keys_that_are_named_at_a_files_name_do_something_there(answered: Path, tmp_path: Path, knowledge: Knowledge, plain: bool) -> None:
    with at_the_end(answered, tmp_path / "work", plain=plain) as terminal:
        for keys, comes in (("\r", "File name:"), ("?\r", knowledge.text("keys-aside")), ("s\r", "Nothing was saved.")):
            before = len(terminal.raw)
            terminal.send(keys)
            terminal.wait(comes)
            terminal.settle()
            assert "u not sure" not in terminal.raw[before:]
        assert terminal.end() == 0


def test_what_is_kept_is_sealed_where_a_key_was_given(answered: Path, tmp_path: Path) -> None:
    with at_the_end(answered, tmp_path / "work", *SEALED, plain=True) as terminal:
        terminal.send("1,5\r")
        terminal.wait("File name")
        terminal.settle()
        terminal.send("mine\r")
        terminal.wait("Saved in mine.html.age, mine.toml.age. It is locked.")
        assert terminal.end() == 0
    assert all(is_sealed(path.read_bytes()) for path in (tmp_path / "work").iterdir())


# What is said to be in the files.


def said_of(terminal: Terminal, heading: str) -> tuple[str, str]:
    """Give what the screen says goes into files, and what is left out."""
    text = " ".join(" ".join(terminal.screen.lines_shown).split())
    goes_in, left_out = text.split(heading)[1].split("What is left out:")[:2]
    return goes_in, left_out.split("What goes in:")[0]


@pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])
def test_what_the_page_leaves_out_and_the_summary_holds_is_said_of_each_and_all_of_it_can_be_read_at_once(hurt: Path, tmp_path: Path, plain: bool) -> None:
    with at_the_end(hurt, tmp_path / "work", "--include-sensitive", "--depth", "plan", plain=plain) as terminal:
        forms = terminal.raw.rsplit("What do you want to keep?", 1)[1]
        place = 1 + [name for name in ("page to read", "PDF", "plain text", "calendar", "contacts") if name in " ".join(forms.split())].index("contacts")
        terminal.send(f"1,{place + 1}\r" if plain else DOWN * place + " \r")
        terminal.wait("To see all of this by name", "File name")
        terminal.wait("File name")
        terminal.settle()
        shown = "\n".join(terminal.screen.lines_shown)
        assert "Your own copy" in shown, "its beginning is still on the screen"
        assert PAUSE not in shown
        page, summary = said_of(terminal, "Your own copy"), said_of(terminal, "The summary file")
        assert "What you said" not in page[0]
        assert "Immigration status" in page[1]
        assert "Immigration status" in summary[0]
        assert "nothing" in summary[1]
        terminal.send("?\r")
        terminal.wait("): Get out of danger first;")
        terminal.wait("): Get out of danger first;")
        terminal.wait("File name")
        terminal.send("kept\r")
        terminal.wait("Saved in kept.html, kept.toml.")
        assert terminal.end() == 0
    kept = tomllib.loads((tmp_path / "work" / "kept.toml").read_text())
    assert kept["answers"]["status"] == "conditional-lpr"


@pytest.mark.parametrize("include", [False, True], ids=["without", "with the private answers"])
def test_what_a_summary_holds_is_said_though_nothing_else_is_saved(hurt: Path, tmp_path: Path, include: bool) -> None:
    words = ["--include-sensitive"] if include else []
    ran = interview("--from", str(hurt), "-o", str(tmp_path / "s.toml"), *words, given=b"1\n" * 9)
    assert ran.returncode == 0, ran.stderr[-2000:]
    goes_in, left_out = " ".join(ran.stderr.decode().split()).split("The summary file")[1].split("What is left out:")
    assert ("Immigration status" in goes_in, "Immigration status" in left_out) == (include, not include)
    assert ("status" in tomllib.loads((tmp_path / "s.toml").read_text())["answers"]) == include


# For someone else.


@pytest.mark.parametrize("plain", [False, True], ids=["full skin", "plain skin"])
def test_a_file_for_someone_else_is_made_with_its_record_after_ones_own(hurt: Path, tmp_path: Path, knowledge: Knowledge, plain: bool) -> None:
    until = date.today() + timedelta(30)
    asks = {key: knowledge.text(f"export-ask-{key}").split("?")[0] for key in RECORD}
    with at_the_end(hurt, tmp_path / "work", plain=plain) as terminal:
        back = "b\r" if plain else "b"
        steps = (
            ("1,7\r" if plain else UP + " \r", "File name:"),
            ("own.html\r", knowledge.text("ask-recipient")),
            (back, KEEP),
            ("7\r" if plain else " " + UP + " \r", knowledge.text("ask-recipient")),
            ("2\r" if plain else DOWN + "\r", knowledge.text("ask-their-forms")),
            ("1,7\r" if plain else UP + " \r", asks["to"]),
            ("?\r", knowledge.text("why-release")),
            ("b\r", knowledge.text("ask-their-forms")),
            ("1,7\r" if plain else UP + " \r", asks["to"]),
            ("Public defender\r", asks["what"]),
            ("all\r", asks["why"]),
            ("b\r", asks["what"]),
            ("The results\r", asks["why"]),
            ("A plea\r", asks["until"]),
            ("soon\r", "'soon' is no day."),
            ("\r", "File name, without an ending:"),
            ("own\r", "own.html is there already"),
            ("b\r", asks["until"]),
            ("\r", "File name, without an ending:"),
            ("theirs\r", "Saved in theirs.html, theirs.json."),
        )
        for keys, comes in steps:
            terminal.send(keys)
            terminal.wait(comes)
            terminal.settle()
        assert terminal.end() == 0
    assert sorted(path.name for path in (tmp_path / "work").iterdir()) == ["own.html", "theirs.html", "theirs.json"]
    theirs = json.loads((tmp_path / "work" / "theirs.json").read_text())
    assert theirs["recipient"] == "defender"
    record = {"to": "Public defender", "what": "The results", "why": "A plea", "until": until.isoformat(), "on": date.today().isoformat()}
    assert theirs["release"] == record
    assert "harm" not in theirs["answers"]


@pytest.mark.parametrize("at", range(6), ids=["whom", "what to make", "to whom", "what", "why", "until"])
def test_whoever_passes_over_a_question_about_someone_else_has_made_nothing_for_them(hurt: Path, tmp_path: Path, knowledge: Knowledge, at: int) -> None:
    steps = [("7\r", "ask-recipient"), ("1\r", "ask-their-forms"), ("1\r", "export-ask-to"), *(("x y\r", f"export-ask-{key}") for key in RECORD[1:])]
    with at_the_end(hurt, tmp_path / "work", plain=True) as terminal:
        for keys, comes in steps[: at + 1]:
            terminal.send(keys)
            terminal.wait(knowledge.text(comes))
            terminal.settle()
        terminal.send("s\r")
        terminal.wait("Nothing was saved.")
        assert terminal.end() == 0
    assert list((tmp_path / "work").iterdir()) == []


def interview(*words: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Hold a plain interview over a pipe."""
    command = [sys.executable, "-m", "ctintake", "interview", "--plain", *words]
    return subprocess.run(command, input=given, capture_output=True, check=False, cwd=ROOT, start_new_session=True)


def test_a_draft_and_a_summary_are_sealed_and_the_draft_is_taken_up_with_the_identity(answered: Path, tmp_path: Path) -> None:
    draft, summary, identity = (tmp_path / name for name in ("draft.toml.age", "summary.toml.age", "key.txt"))
    identity.write_text(f"{KEY}\n")
    answered.write_text(answered.read_text().replace('town = "declined"\n', ""))
    ran = interview("--from", str(answered), "--save", str(draft), "-o", str(summary), *SEALED, given=b"Danbury\n1\n")
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert is_sealed(summary.read_bytes())
    assert is_sealed(draft.read_bytes())
    again = interview("--from", str(draft), "--identity", str(identity), given=b"1\n")
    assert again.returncode == 0, again.stderr[-2000:]
    assert b"Danbury" in again.stderr
    refused = interview("--from", str(draft))
    assert refused.returncode == 2
    assert b"is encrypted for someone's key\n  give the file with that key: --identity FILE" in refused.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--save", "draft.toml", "--encrypt-passphrase"], b"to lock it with a passphrase takes seconds each time"),
        (["--encrypt-to", "age1nobody"], b"--encrypt-to: is no age recipient"),
    ],
    ids=["a draft under a passphrase", "a wrong key"],
)
def test_what_could_not_be_sealed_later_is_said_before_the_first_question(words: list[str], said: bytes) -> None:
    ran = interview(*words)
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert said in ran.stderr

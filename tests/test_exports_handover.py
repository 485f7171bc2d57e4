"""From the command line to files: sealed whole, straight from a screening, never half of several, and only with a name where one must be."""

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pexpect
import pyrage
import pytest
from people import shipped
from released import HURT_AND_CHARGED, cut_for, summary_of
from test_exports import RELEASED, ctintake, refused

from ctintake.cli.handover import TABLES
from ctintake.exports.csv import write, write_caseload
from ctintake.exports.recipients import RECIPIENTS
from ctintake.sealing import is_sealed, unseal_with_identity
from ctintake.summary.files import as_toml

ROOT = Path(__file__).parent.parent
PROFILE = str(ROOT / "profiles" / "dual-arrest.toml")
DAY = ("--as-of", "2026-11-22")
KEY = pyrage.x25519.Identity.generate()
SEALED = ("--encrypt-to", str(KEY.to_public()))
NAMED = ("--first-name", "Ana", "--last-name", "Silva Reyes")
REFERENCE = re.compile(rb"[2-9A-HJKMNP-TV-Z]{4}")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A summary on the disk, with everything in it."""
    path = tmp_path / "in" / "summary.toml"
    path.parent.mkdir()
    path.write_text(as_toml(summary_of(**HURT_AND_CHARGED)))
    return path


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    """The key's file."""
    path = tmp_path / "key.txt"
    path.write_text(f"{KEY}\n")
    return path


def unsealed(path: Path) -> bytes:
    """Open a sealed file."""
    assert is_sealed(path.read_bytes()), path
    return unseal_with_identity(path.read_bytes(), str(KEY).encode(), path.name)


def done(*arguments: object, given: bytes = b"") -> Any:
    """Run what must succeed."""
    ran = ctintake(*map(str, arguments), given=given)
    assert ran.returncode == 0, ran.stderr.decode()
    return ran


# Sealed.


def test_every_file_is_sealed_those_of_a_folder_too_and_says_so_in_its_name(file: Path, tmp_path: Path) -> None:
    done("export", file, *(f"--to={name}" for name in ("html", "pdf", "json", "csv", "ics", "vcf")), "-o", tmp_path / "out", *SEALED)
    written = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file() and path != file)
    tables = [f"out/{name}.csv.age" for name in ("deadlines", "findings", "referrals")]
    assert written == [*(f"out.{name}.age" for name in ("html", "ics", "json", "pdf", "vcf")), *tables]
    assert unsealed(tmp_path / "out.html.age").startswith(b"<!DOCTYPE html>")
    assert unsealed(tmp_path / "out" / "findings.csv.age").startswith("\ufefffinding,".encode())
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*.age")} == {0o600}


def test_a_name_given_whole_stays_as_it_was_given(file: Path, tmp_path: Path) -> None:
    done("export", file, "--to", "html", "-o", tmp_path / "page.age", *SEALED)
    assert unsealed(tmp_path / "page.age").startswith(b"<!DOCTYPE html>")


def test_the_clear_text_of_no_export_is_ever_written(file: Path, tmp_path: Path) -> None:
    """Every file that the process opens to write is noted when it is closed for good: each holds cipher."""
    watch = """
import os, sys
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        os.write(2, os.fsencode(arguments[0]) + b"\\n")
sys.addaudithook(hook)
sys.argv = ["ctintake", *sys.argv[1:]]
from ctintake.cli import run
run()
"""
    arguments = ["export", str(file), "--to", "html", "--to", "pdf", "--to", "csv", "-o", str(tmp_path / "out"), *SEALED]
    ran = subprocess.run([sys.executable, "-c", watch, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)
    opened = {Path(line).parent for line in ran.stderr.splitlines() if line.startswith("/") and line != os.devnull}
    inside = {folder for folder in opened if folder != tmp_path}
    assert all(folder.parent == tmp_path and folder.name.endswith(".part") for folder in inside), opened
    assert all(is_sealed(path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file() and path != file)


def test_sealed_bytes_go_to_a_pipe_and_never_to_a_terminal(file: Path, identity: Path) -> None:
    piped = done("export", file, "--to", "md", "-o", "-", *SEALED).stdout
    assert unseal_with_identity(piped, identity.read_bytes(), "f").startswith(b"# Summary ")
    command = ["-m", "ctintake", "export", str(file), "--to", "md", "-o", "-", *SEALED]
    terminal = pexpect.spawn(sys.executable, command, cwd=str(ROOT), timeout=60)
    terminal.expect("is a terminal, and an encrypted file is no text")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 2


def test_a_sealed_summary_is_read_with_the_identity_one_alone_or_in_a_folder(file: Path, identity: Path, tmp_path: Path) -> None:
    folder = tmp_path / "caseload"
    folder.mkdir()
    (folder / "a.toml.age").write_bytes(pyrage.encrypt(file.read_bytes(), [KEY.to_public()]))
    (folder / "b.toml").write_bytes(file.read_bytes())
    assert "is encrypted for someone's key" in refused("export", str(folder / "a.toml.age"), "--to", "md", "-o", "-")
    assert done("export", folder / "a.toml.age", "--to", "md", "-o", "-", "--identity", identity).stdout.startswith(b"# Summary ")
    assert "a.toml.age: is encrypted for someone's key" in refused("export", str(folder), "--to", "csv", "-o", str(tmp_path / "t"))
    done("export", folder, "--to", "csv", "-o", tmp_path / "t", "--identity", identity)
    assert len({row.split(",")[0] for row in (tmp_path / "t" / "findings.csv").read_text().splitlines()[1:]}) == 2


def test_a_passphrase_is_asked_for_once_for_all_files(file: Path, tmp_path: Path) -> None:
    command = ["-m", "ctintake", "export", str(file), "--to", "md", "--to", "json", "-o", str(tmp_path / "out"), "--encrypt-passphrase"]
    terminal = pexpect.spawn(sys.executable, command, cwd=str(ROOT), timeout=120)
    for ask in ("Passphrase to encrypt with: ", "The same again: "):
        terminal.expect(ask)
        terminal.sendline("three small words")
    terminal.expect("out.json.age")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 0
    for name in ("out.md.age", "out.json.age"):
        assert pyrage.passphrase.decrypt((tmp_path / name).read_bytes(), "three small words")


def test_a_wrong_recipient_is_said_before_anything_is_read_or_written(tmp_path: Path) -> None:
    assert "--encrypt-to: is no age recipient" in refused("export", "nowhere.toml", "--to", "html", "-o", str(tmp_path / "x"), "--encrypt-to", "age1x")
    assert list(tmp_path.iterdir()) == []


def test_a_new_screening_of_an_old_summary_may_be_sealed_too(file: Path, tmp_path: Path) -> None:
    done("rescreen", file, *DAY, "-o", tmp_path / "new.json.age", *SEALED)
    assert json.loads(unsealed(tmp_path / "new.json.age"))["schema"] == "ctintake.summary/1"
    assert "no file is named for it" in refused("rescreen", str(file), *DAY, *SEALED)


# Straight from a screening.


@pytest.mark.parametrize("include", [(), ("--include-sensitive",)], ids=["without", "with the private answers"])
@pytest.mark.parametrize("recipient", [("self",), ("caseworker", *RELEASED)], ids=["self", "caseworker"])
def test_straight_from_a_screening_come_the_files_that_export_makes_of_its_summary(
    tmp_path: Path, recipient: tuple[str, ...], include: tuple[str, ...]
) -> None:
    to = ("--to", "html", "--to", "md", "--to", "csv", "--for", *recipient)
    done("screen", PROFILE, *DAY, *include, "-o", tmp_path / "s.toml")
    done("export", tmp_path / "s.toml", *to, *DAY, "-o", tmp_path / "one")
    done("screen", PROFILE, *DAY, *include, *to, "-o", tmp_path / "two")
    for name in (".html", ".md", "/findings.csv", "/referrals.csv"):
        one, two = (REFERENCE.sub(b"", (tmp_path / f"{side}{name}").read_bytes()) for side in ("one", "two"))
        assert one == two, name


def test_straight_from_a_screening_no_summary_is_written(tmp_path: Path) -> None:
    ran = done("screen", "-", *DAY, "--to", "json", "-o", "-", given=Path(PROFILE).read_bytes())
    assert json.loads(ran.stdout)["recipient"] == "self"
    done("screen", PROFILE, *DAY, "--to", "html", "-o", tmp_path / "page.html")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--for", "defender"], "--to: is missing"),
        (["--to", "html"], "nothing is written unless you say where"),
        (["--to", "html", "--format", "json", "-o", "x"], "--format: is how a summary is written"),
        (["--to", "html", "--for", "defender", "-o", "x"], "needs the record of the person's release"),
        (["--to", "html", "--first-name", "Ana", "-o", "x"], "a name goes into no other file"),
    ],
    ids=["a recipient without a format", "no place", "two kinds of format", "a third party without a record", "a name for a page"],
)
def test_what_cannot_be_is_refused(tmp_path: Path, arguments: list[str], said: str) -> None:
    assert said in " ".join(refused("screen", PROFILE, *DAY, *[str(tmp_path / "x") if one == "x" else one for one in arguments]).split())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["screen", "export"])
def test_the_file_that_was_read_is_never_replaced(file: Path, tmp_path: Path, command: str) -> None:
    source = file
    if command == "screen":
        source = tmp_path / "answers.toml"
        source.write_bytes(Path(PROFILE).read_bytes())
    before = source.read_bytes()
    assert "is a file that was read" in refused(command, str(source), "--to", "json", "-o", str(source), "--force").replace("\n", " ")
    assert source.read_bytes() == before


@pytest.mark.parametrize("command", ["export", "rescreen"])
def test_the_file_with_the_key_is_never_replaced(identity: Path, file: Path, tmp_path: Path, command: str) -> None:
    (tmp_path / "x.age").write_bytes(pyrage.encrypt(file.read_bytes(), [KEY.to_public()]))
    to = ("--to", "html") if command == "export" else ()
    said = refused(command, str(tmp_path / "x.age"), "--identity", str(identity), *to, "-o", str(identity), "--force")
    assert "is a file that was read" in said
    assert identity.read_text() == f"{KEY}\n"


# Formats with nothing inside.


def test_a_calendar_without_a_day_is_refused_alone_and_left_out_among_others(tmp_path: Path) -> None:
    answers = b'[answers]\nanswering = "self"\n'
    said = refused_of(answers, "--to", "ics", "-o", str(tmp_path / "days.ics"))
    assert "--to ics: no last day and no hearing to come is in what is released" in said
    ran = done("screen", "-", *DAY, "--to", "ics", "--to", "vcf", "-o", tmp_path / "out", given=answers)
    assert b"note: --to ics is not written: no last day" in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["out.vcf"]


def refused_of(given: bytes, *arguments: str) -> str:
    ran = ctintake("screen", "-", *DAY, *arguments, given=given)
    assert (ran.returncode, ran.stdout) == (2, b"")
    return ran.stderr.decode()


# A folder of tables.


def test_a_folder_of_tables_is_replaced_whole_only_where_it_holds_nothing_else(file: Path, tmp_path: Path) -> None:
    tables = tmp_path / "tables"
    done("export", file, "--to", "csv", "--for", "caseworker", "-o", tables, *RELEASED)
    assert (tables / "release.csv").exists()
    done("export", file, "--to", "csv", "-o", tables, "--force", *SEALED)
    assert sorted(path.name for path in tables.iterdir()) == ["deadlines.csv.age", "findings.csv.age", "referrals.csv.age"], "nothing of before stays, clear"
    (tables / "letter.txt").write_text("mine")
    done("export", file, "--to", "csv", "-o", tables, "--force")
    assert (tables / "letter.txt").read_text() == "mine"
    assert [path.name.startswith("summary-") for path in tables.iterdir() if path.is_dir()] == [True]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "tables"]


def test_a_folder_of_ones_own_tables_keeps_them(file: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "budget.csv").write_text("mine")
    done("export", file, "--to", "csv", "-o", own, "--force")
    assert (own / "budget.csv").read_text() == "mine"
    assert [path.name for path in next(path for path in own.iterdir() if path.is_dir()).iterdir()] != []


def test_the_names_of_the_tables_are_all_that_are_ever_written() -> None:
    cuts = [cut_for(recipient, summary_of(**HURT_AND_CHARGED)).release for recipient in RECIPIENTS]
    written_names = {name for one in cuts for name in (*write(one, shipped()), *write_caseload([one], shipped()))}
    assert {*written_names, *(f"{name}.age" for name in written_names)} == TABLES


@pytest.mark.parametrize("form", ["html", "csv"])
def test_where_the_disk_is_full_the_file_that_was_asked_for_is_named_and_no_other(file: Path, tmp_path: Path, form: str) -> None:
    command = ["-m", "ctintake", "export", str(file), "--to", form, "-o", str(tmp_path / "out")]
    limit = "import resource, runpy; resource.setrlimit(resource.RLIMIT_FSIZE, (500, 500)); runpy.run_module('ctintake', run_name='__main__', alter_sys=True)"
    ran = subprocess.run([sys.executable, "-c", limit, *command[2:]], capture_output=True, text=True, check=False, timeout=120)
    assert ran.returncode == 2
    assert f"ctintake: {tmp_path / 'out'}" in ran.stderr
    assert ".part" not in ran.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["in"]


# The client's name.


def test_a_case_systems_record_has_the_name_that_was_given_and_no_other_file_does(file: Path, tmp_path: Path) -> None:
    done("export", file, "--to", "legalserver", "--to", "json", "--to", "html", "--for", "caseworker", "-o", tmp_path / "out", *RELEASED, *NAMED)
    matter = json.loads((tmp_path / "out.legalserver.json").read_text())
    assert (matter["first"], matter["last"]) == ("Ana", "Silva Reyes")
    assert [path.name for path in tmp_path.iterdir() if path.is_file() and b"Silva" in path.read_bytes()] == ["out.legalserver.json"]


@pytest.mark.parametrize("given", [(), NAMED[:2], (*NAMED[:2], "--last-name", "  ")], ids=["no name", "half a name", "an empty name"])
def test_a_withheld_name_stops_the_record_for_a_case_system(file: Path, tmp_path: Path, given: tuple[str, ...]) -> None:
    said = refused("export", str(file), "--to", "legalserver", "--for", "caseworker", "-o", str(tmp_path / "x"), *RELEASED, *given)
    assert "--to legalserver: needs the client's name, which no summary holds, and it is missing:" in said
    assert "--last-name" in said


def test_at_a_terminal_the_name_is_asked_for(file: Path, tmp_path: Path) -> None:
    command = ["-m", "ctintake", "export", str(file), "--to", "legalserver", "--for", "caseworker", "-o", str(tmp_path / "m.json"), *RELEASED]
    child = pexpect.spawn(sys.executable, command, env=os.environ | {"ACCESSIBLE": "1"}, dimensions=(40, 160), encoding="utf-8", timeout=60)
    for ask, answer in (("first name", "Ana"), ("last name", "Silva")):
        child.expect(ask)
        child.expect(": $")
        child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert json.loads((tmp_path / "m.json").read_text())["last"] == "Silva"


def test_where_one_of_several_files_cannot_be_written_none_stays(file: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").mkdir()
    ran = ctintake("export", str(file), "--to", "html", "--to", "md", "-o", str(tmp_path / "page"), "--force")
    assert ran.returncode == 2
    assert b"page.md: is a folder" in ran.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "page.md"]


@pytest.mark.parametrize("source", ["", "x" * 300])
def test_a_name_that_can_be_none_is_named_in_the_error(source: str) -> None:
    assert (source[:40] or "SUMMARY: is empty") in refused("export", source, "--to", "html", "-o", "page.html")


@pytest.mark.parametrize("form", ["html", "csv"])
def test_a_place_that_can_be_none_is_named_in_the_error(file: Path, form: str) -> None:
    assert "x" * 40 in refused("export", str(file), "--to", form, "-o", "x" * 300)
    assert "--output: is missing" in refused("export", str(file), "--to", form, "-o", "")

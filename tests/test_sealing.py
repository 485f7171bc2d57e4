"""Encrypted files: only whom they are for reads them, the age program reads ours and we read its, and the clear text never touches the disk."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pexpect
import pyrage
import pytest

from ctintake.errors import InputError
from ctintake.sealing import is_sealed, needs_passphrase, seal, unseal_with_identity, unseal_with_passphrase

ROOT = Path(__file__).parent.parent
PROFILE = ROOT / "profiles" / "green-card-plea-offered.toml"
CTINTAKE = (sys.executable, "-m", "ctintake")
CONTENT = 'schema = "ctintake.summary/1"\nname = "José"\n'.encode()

KEY = pyrage.x25519.Identity.generate()
OTHER = pyrage.x25519.Identity.generate()
PUBLIC = str(KEY.to_public())

needs_age = pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed: apt-get install age")


@pytest.fixture
def identity(tmp_path: Path) -> Path:
    path = tmp_path / "key.txt"
    path.write_text(f"# created: 2026-11-22T00:00:00Z\n# public key: {PUBLIC}\n{KEY}\n")
    return path


@pytest.fixture(scope="module")
def under_passphrase() -> bytes:
    """Made once: to be slow is what such a file is for."""
    return seal(CONTENT, passphrase="correct horse battery")


def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run the program without a terminal of any kind."""
    return subprocess.run([*CTINTAKE, *map(str, arguments)], input=stdin, capture_output=True, check=False, cwd=ROOT, start_new_session=True)


def screened(tmp_path: Path, *arguments: str) -> Path:
    path = tmp_path / "summary.toml.age"
    done = run("screen", PROFILE, "--as-of", "2026-11-22", "-o", path, *arguments)
    assert done.returncode == 0, done.stderr
    return path


def test_what_is_sealed_for_two_is_opened_by_each_and_by_no_one_else() -> None:
    content = seal(CONTENT, [PUBLIC, str(OTHER.to_public())])
    assert is_sealed(content)
    assert not needs_passphrase(content)
    assert CONTENT not in content
    assert unseal_with_identity(content, str(KEY).encode(), "f") == CONTENT
    assert unseal_with_identity(content, str(OTHER).encode(), "f") == CONTENT
    with pytest.raises(InputError, match="is not encrypted for --identity"):
        unseal_with_identity(content, str(pyrage.x25519.Identity.generate()).encode(), "f")


def test_an_identity_file_may_hold_several_keys_and_remarks() -> None:
    keys = f"# mine\n\n{OTHER}\n  {KEY}  \n".encode()
    assert unseal_with_identity(seal(CONTENT, [PUBLIC]), keys, "f") == CONTENT


def test_a_passphrase_opens_what_it_sealed(under_passphrase: bytes) -> None:
    assert is_sealed(under_passphrase)
    assert needs_passphrase(under_passphrase)
    assert unseal_with_passphrase(under_passphrase, "correct horse battery", "f") == CONTENT


def test_a_wrong_passphrase_is_said_to_be_wrong(under_passphrase: bytes) -> None:
    with pytest.raises(InputError, match=r"^f: cannot be opened with this passphrase\n  try again"):
        unseal_with_passphrase(under_passphrase, "Correct horse battery", "f")


def test_a_file_made_to_keep_us_busy_for_years_is_refused_at_once(under_passphrase: bytes) -> None:
    slow = re.sub(rb"(-> scrypt \S+) \d+", rb"\1 60", under_passphrase)
    with pytest.raises(InputError, match="would take too long to open"):
        unseal_with_passphrase(slow, "correct horse battery", "f")


@pytest.mark.parametrize(
    ("content", "sealed", "by_passphrase"),
    [
        (pyrage.encrypt(CONTENT, [KEY.to_public()]), True, False),
        (pyrage.encrypt(CONTENT, [KEY.to_public()], armored=True), True, False),
        (b"\n" + pyrage.encrypt(CONTENT, [KEY.to_public()], armored=True), True, False),
        (b"-----BEGIN AGE ENCRYPTED FILE-----\n!!!!\n", True, False),
        (b"age-encryption.org/v1\n", True, False),
        (CONTENT, False, False),
        (b"{}", False, False),
        (b"", False, False),
    ],
    ids=["binary", "armored", "armored after an empty line", "armored rubbish", "a header alone", "a summary", "JSON", "nothing"],
)
def test_a_sealed_file_is_told_by_its_beginning(content: bytes, sealed: bool, by_passphrase: bool) -> None:
    assert (is_sealed(content), needs_passphrase(content)) == (sealed, by_passphrase)


def test_every_way_to_cut_or_change_a_sealed_file_is_refused() -> None:
    content, key = seal(CONTENT, [PUBLIC]), str(KEY).encode()
    header = len(b"age-encryption.org/v1\n")
    for at in range(header, len(content)):
        changed = content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]
        for damaged in (content[:at], changed):
            with pytest.raises(InputError, match="damaged"):
                unseal_with_identity(damaged, key, "f")


@pytest.mark.parametrize(
    ("recipients", "passphrase", "said"),
    [
        (["age1xyz"], None, "--encrypt-to: is no age recipient: 'age1xyz'"),
        ([PUBLIC[:-1]], None, f"--encrypt-to: is no age recipient: '{PUBLIC[:-1]}'"),
        (["maria@example.org"], None, "--encrypt-to: is no age recipient: 'maria@example.org'"),
        (["ssh-ed25519 AAAA"], None, "--encrypt-to: is no age recipient: 'ssh-ed25519 AAAA'"),
        ([""], None, "--encrypt-to: is no age recipient: ''"),
        ([PUBLIC, "age1"], None, "--encrypt-to: is no age recipient: 'age1'"),
        ([], None, "--encrypt-to: names nobody"),
        ([PUBLIC], "words", "--encrypt-passphrase: cannot be joined with --encrypt-to"),
        ([], "", "--encrypt-passphrase: the passphrase is empty"),
    ],
)
def test_a_recipient_or_passphrase_that_is_none_is_refused(recipients: list[str], passphrase: str | None, said: str) -> None:
    with pytest.raises(InputError) as fault:
        seal(CONTENT, recipients, passphrase)
    (problem,) = fault.value.problems
    assert str(problem).startswith(said)
    assert problem.right


def test_a_secret_key_given_for_a_public_one_is_refused_and_not_repeated() -> None:
    with pytest.raises(InputError, match="is a secret key") as fault:
        seal(CONTENT, [str(KEY)])
    assert str(KEY)[20:] not in str(fault.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"# public key: age1\n", "k: holds no key"),
        (b"", "k: holds no key"),
        (str(KEY)[:-1].encode(), "k: is no identity file"),
        (b"\xff\xfe", "k: is no identity file"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "k: is no identity file"),
    ],
    ids=["remarks alone", "empty", "a key cut short", "not text", "a broken SSH key"],
)
def test_a_file_that_holds_no_key_is_refused_and_not_repeated(content: bytes, said: str) -> None:
    with pytest.raises(InputError) as fault:
        unseal_with_identity(seal(CONTENT, [PUBLIC]), content, "f", "k")
    assert str(fault.value).startswith(said)
    assert str(KEY)[20:40] not in str(fault.value)


# On the command line.


def test_a_screening_is_written_encrypted_and_shown_with_the_identity(tmp_path: Path, identity: Path) -> None:
    path = screened(tmp_path, "--encrypt-to", PUBLIC, "--encrypt-to", str(OTHER.to_public()))
    assert path.read_bytes().startswith(b"age-encryption.org/v1\n-> X25519 ")
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(tmp_path.iterdir()) == sorted([path, identity]), "nothing in the clear beside it"
    clear = run("screen", PROFILE, "--as-of", "2026-11-22")
    shown = run("show", "-", stdin=clear.stdout)
    sealed = run("show", path, "--identity", identity)
    assert sealed.returncode == 0
    assert b"WHO TO CALL" in sealed.stdout
    assert sealed.stdout.split(b"\n", 1)[1] == shown.stdout.split(b"\n", 1)[1], "the same, but for the moment it was made"
    again = run("rescreen", path, "--identity", identity, "--profile", PROFILE, "--as-of", "2026-11-22")
    assert again.returncode == 0, again.stderr


def test_the_clear_text_is_never_written_by_the_program(tmp_path: Path) -> None:
    """Every file that the process opens to write is noted: there is one, and it holds cipher."""
    watch = """
import os, sys
written = []
def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str | bytes | os.PathLike) and arguments[2] & (os.O_WRONLY | os.O_RDWR):
        written.append(os.fsdecode(arguments[0]))
sys.addaudithook(hook)
sys.dont_write_bytecode = True
from ctintake.cli import run
sys.argv = ["ctintake", *sys.argv[1:]]
try:
    run()
finally:
    print(*written, sep="\\n", file=sys.stderr)
"""
    path = tmp_path / "summary.toml.age"
    arguments = ["screen", str(PROFILE), "--as-of", "2026-11-22", "-o", str(path), "--encrypt-to", PUBLIC]
    done = subprocess.run([sys.executable, "-c", watch, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)
    files = [line for line in done.stderr.splitlines() if line.startswith("/") and line != os.devnull]
    assert len(files) == 1, files
    assert Path(files[0]).parent == tmp_path
    assert is_sealed(path.read_bytes())


def test_an_encrypted_summary_goes_to_a_pipe_but_never_to_a_terminal(identity: Path) -> None:
    done = run("screen", PROFILE, "--as-of", "2026-11-22", "--encrypt-to", PUBLIC)
    assert done.returncode == 0
    assert unseal_with_identity(done.stdout, identity.read_bytes(), "f").startswith(b"schema = ")
    shown = run("show", "-", "--identity", identity, stdin=done.stdout)
    assert b"WHO TO CALL" in shown.stdout
    terminal = pexpect.spawn(CTINTAKE[0], [*CTINTAKE[1:], "screen", str(PROFILE), "--encrypt-to", PUBLIC], cwd=str(ROOT), timeout=60)
    terminal.expect("standard output: is a terminal")
    terminal.expect(pexpect.EOF)
    terminal.close()
    assert terminal.exitstatus == 2


def test_a_passphrase_is_asked_for_twice_at_the_terminal_and_once_to_read(tmp_path: Path) -> None:
    path = tmp_path / "summary.toml.age"
    ask = pexpect.spawn(CTINTAKE[0], [*CTINTAKE[1:], "screen", str(PROFILE), "-o", str(path), "--encrypt-passphrase"], cwd=str(ROOT), timeout=120)
    ask.expect("Passphrase to encrypt with: ")
    ask.sendline("three small words")
    ask.expect("The same again: ")
    ask.sendline("three small words")
    ask.expect("wrote ")
    ask.expect(pexpect.EOF)
    ask.close()
    assert ask.exitstatus == 0
    assert needs_passphrase(path.read_bytes())
    for typed, said, status in (("three small words", "WHO TO CALL", 0), ("three large words", "cannot be opened with this passphrase", 2)):
        read = pexpect.spawn(CTINTAKE[0], [*CTINTAKE[1:], "show", "--plain", str(path)], cwd=str(ROOT), timeout=120)
        read.expect("Passphrase of summary.toml.age: ")
        read.sendline(typed)
        read.expect(said)
        assert typed.encode() not in read.before, "what is typed is not shown"
        read.expect(pexpect.EOF)
        read.close()
        assert read.exitstatus == status


def test_two_passphrases_that_differ_write_nothing(tmp_path: Path) -> None:
    path = tmp_path / "summary.toml.age"
    ask = pexpect.spawn(CTINTAKE[0], [*CTINTAKE[1:], "screen", str(PROFILE), "-o", str(path), "--encrypt-passphrase"], cwd=str(ROOT), timeout=120)
    for typed in ("one", "two"):
        ask.expect(": ")
        ask.sendline(typed)
    ask.expect("the two passphrases are not the same")
    ask.expect(pexpect.EOF)
    ask.close()
    assert ask.exitstatus == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--encrypt-to", "age1xyz"], "ctintake: --encrypt-to: is no age recipient: 'age1xyz'"),
        (["--encrypt-passphrase"], "ctintake: a passphrase can only be typed at a terminal"),
        (["--encrypt-passphrase", "--encrypt-to", PUBLIC], "ctintake: --encrypt-passphrase: cannot be joined with --encrypt-to"),
    ],
    ids=["a wrong recipient", "no terminal", "both ways"],
)
def test_what_cannot_be_encrypted_is_not_written_at_all(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = run("screen", PROFILE, "-o", tmp_path / "summary.toml.age", *arguments)
    assert done.returncode == 2
    assert done.stderr.decode().startswith(said)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_opened_is_said_with_what_to_do(tmp_path: Path, identity: Path, under_passphrase: bytes) -> None:
    path, other, cut, locked = (tmp_path / name for name in ("a.age", "other.txt", "cut.age", "locked.age"))
    path.write_bytes(seal(CONTENT, [PUBLIC]))
    cut.write_bytes(path.read_bytes()[:-5])
    other.write_text(str(OTHER))
    locked.write_bytes(under_passphrase)
    table = [
        ([path], "a.age: is encrypted for someone's key\n  give the file with that key: --identity FILE"),
        ([path, "--identity", other], "a.age: is not encrypted for "),
        ([path, "--identity", tmp_path / "none.txt"], "none.txt: there is no such file"),
        ([path, "--identity", path], "a.age: is no identity file"),
        ([cut, "--identity", identity], "cut.age: is encrypted, and damaged or cut short"),
        ([locked], "a passphrase can only be typed at a terminal"),
        ([path, "--identity", identity], "a.age: is a damaged summary"),
    ]
    for arguments, said in table:
        done = run("show", *arguments)
        assert done.returncode == 2, arguments
        assert said in done.stderr.decode()
        assert done.stdout == b""


# With the age program.


@needs_age
def test_the_age_program_opens_what_we_sealed(tmp_path: Path, identity: Path) -> None:
    path = screened(tmp_path, "--encrypt-to", PUBLIC)
    done = subprocess.run(["age", "--decrypt", "-i", str(identity), str(path)], capture_output=True, check=True)
    assert done.stdout.startswith(b"schema = ")


@needs_age
@pytest.mark.parametrize("armor", [[], ["--armor"]], ids=["binary", "armored"])
def test_we_show_what_the_age_program_sealed(tmp_path: Path, armor: list[str]) -> None:
    key, path = tmp_path / "key.txt", tmp_path / "summary.age"
    subprocess.run(["age-keygen", "-o", str(key)], capture_output=True, check=True)
    public = subprocess.run(["age-keygen", "-y", str(key)], capture_output=True, check=True, text=True).stdout.strip()
    summary = run("screen", PROFILE, "--as-of", "2026-11-22").stdout
    subprocess.run(["age", "--encrypt", *armor, "-r", public, "-o", str(path)], input=summary, check=True)
    done = run("show", path, "--identity", key)
    assert done.returncode == 0, done.stderr
    assert b"WHO TO CALL" in done.stdout


@needs_age
def test_an_ssh_key_serves_as_well(tmp_path: Path) -> None:
    if shutil.which("ssh-keygen") is None:
        pytest.skip("ssh-keygen is not installed: apt-get install openssh-client")
    key = tmp_path / "id"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    content = seal(CONTENT, [(tmp_path / "id.pub").read_text()])
    assert unseal_with_identity(content, key.read_bytes(), "f") == CONTENT
    assert subprocess.run(["age", "--decrypt", "-i", str(key)], input=content, capture_output=True, check=True).stdout == CONTENT


@needs_age
def test_passphrases_pass_in_both_directions(tmp_path: Path, under_passphrase: bytes) -> None:
    ours, theirs = tmp_path / "ours.age", tmp_path / "theirs.age"
    ours.write_bytes(under_passphrase)
    opening = pexpect.spawn("age", ["--decrypt", "-o", str(tmp_path / "clear"), str(ours)], timeout=120)
    opening.expect("passphrase")
    opening.sendline("correct horse battery")
    opening.expect(pexpect.EOF)
    opening.close()
    assert (tmp_path / "clear").read_bytes() == CONTENT
    sealing = pexpect.spawn("age", ["--encrypt", "--passphrase", "-o", str(theirs), str(tmp_path / "clear")], timeout=120)
    sealing.expect("[Ee]nter passphrase")
    sealing.sendline("another few words")
    sealing.expect("[Cc]onfirm passphrase")
    sealing.sendline("another few words")
    sealing.expect(pexpect.EOF)
    sealing.close()
    assert unseal_with_passphrase(theirs.read_bytes(), "another few words", "f") == CONTENT

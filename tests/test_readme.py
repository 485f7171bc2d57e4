"""The README's commands do what it says, on the files it names."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
COMMANDS = re.findall(r"^\$ ctintake (.+)$", README, re.MULTILINE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_runs(command: str) -> None:
    done = subprocess.run([sys.executable, "-m", "ctintake", *command.split()], capture_output=True, text=True, cwd=ROOT, check=False)
    assert [line for line in done.stderr.splitlines() if not line.startswith("ctintake: note: ")] == []
    assert done.returncode == 0
    assert done.stdout


def test_the_profile_in_the_readme_screens(tmp_path: Path) -> None:
    profile = next(block for block in re.findall(r"```toml\n(.+?)```", README, re.DOTALL) if "[answers]" in block)
    done = subprocess.run([sys.executable, "-m", "ctintake", "screen", "-"], input=profile, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_readme_names_every_command() -> None:
    done = subprocess.run([sys.executable, "-m", "ctintake", "--help"], capture_output=True, text=True, cwd=ROOT, check=True)
    commands = re.findall(r"^  ([a-z]+) ", done.stdout.split("Commands:")[1], re.MULTILINE)
    assert commands
    assert [name for name in commands if f"ctintake {name}" not in README] == []


def test_the_readme_has_exactly_two_set_up_lines() -> None:
    assert len(re.findall(r"^python3 -m venv ", README, re.MULTILINE)) == 2

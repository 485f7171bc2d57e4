"""What each command imports, held to the module: cold start is part of kindness. A new line here is a decision."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

LISTS_MODULES = """
import json, sys
before = set(sys.modules)
sys.argv = ["ctintake", *sys.argv[1:]]
from ctintake.cli import run
try:
    run()
except SystemExit:
    pass
standard = sys.stdlib_module_names
loaded = set(sys.modules) - before
ours = {name for name in loaded if name.split(".")[0] == "ctintake"}
others = {name.split(".")[0] for name in loaded} - standard - {"ctintake", "__main__"}
print(json.dumps(sorted(ours | {name for name in others if not name.startswith("_")})), file=sys.stderr)
"""

COMMAND_LINE = {
    "ctintake",
    "ctintake.cli",
    "ctintake.cli.app",
    "ctintake.cli.edge",
    "ctintake.cli.flags",
    "ctintake.errors",
    "annotated_doc",
    "shellingham",
    "typer",
}

SCREENING = COMMAND_LINE | {
    "ctintake.answers",
    "ctintake.answers.charges",
    "ctintake.answers.places",
    "ctintake.answers.profile",
    "ctintake.answers.reading",
    "ctintake.answers.values",
    "ctintake.calls",
    "ctintake.cli.screen",
    "ctintake.conditions",
    "ctintake.conditions.check",
    "ctintake.conditions.syntax",
    "ctintake.dates",
    "ctintake.deadlines",
    "ctintake.derived",
    "ctintake.evaluation",
    "ctintake.findings",
    "ctintake.interpreting",
    "ctintake.knowledge",
    "ctintake.knowledge.documents",
    "ctintake.knowledge.loading",
    "ctintake.knowledge.references",
    "ctintake.model",
    "ctintake.model.asking",
    "ctintake.model.charges",
    "ctintake.model.directory",
    "ctintake.model.entry",
    "ctintake.model.knowledge",
    "ctintake.model.rules",
    "ctintake.opening",
    "ctintake.ranges",
    "ctintake.readers",
    "ctintake.referrals",
    "ctintake.screening",
    "ctintake.speaking",
    "ctintake.summary",
    "ctintake.summary.composing",
    "ctintake.summary.files",
    "ctintake.summary.records",
    "ctintake.truth",
    "ctintake.writing",
    "msgspec",
    "tomli_w",
    "typing_extensions",
}


def modules(*arguments: str) -> set[str]:
    """Give our modules, and the other packages, that a command imports in a fresh process."""
    done = subprocess.run([sys.executable, "-c", LISTS_MODULES, *arguments], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(json.loads(done.stderr.strip().splitlines()[-1]))


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_version_and_help_import_the_command_line_alone(flag: str) -> None:
    assert modules(flag) == COMMAND_LINE


def test_screening_a_profile_imports_neither_terminal_nor_holidays_nor_fuzzy_matching() -> None:
    assert modules("screen", "profiles/declined-everything.toml", "--as-of", "2026-11-22") == SCREENING


def test_a_deadline_adds_only_calendar_arithmetic() -> None:
    extra = modules("screen", "profiles/young-person-near-21.toml", "--as-of", "2026-11-22") - SCREENING
    assert extra <= {"dateutil", "six", "holidays"}

"""Summaries that this program wrote in the past: whoever kept one can still read it, compare it and hand it on.

The files in `summaries/` are as they were written, one for each change of form. A change of form adds one.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from people import shipped

from ctintake.show.lines import Words
from ctintake.show.page import lines
from ctintake.summary.files import parse_summary

OLD = sorted((Path(__file__).parent / "summaries").glob("*.toml"))


def ran(*arguments: object) -> str:
    """Run what must succeed, and give what it printed."""
    done = subprocess.run([sys.executable, "-m", "ctintake", *map(str, arguments)], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("file", OLD, ids=lambda file: file.stem)
@pytest.mark.parametrize("advocate", [False, True])
def test_an_old_summary_is_shown_with_all_its_findings_calls_and_law(file: Path, advocate: bool) -> None:
    summary = parse_summary(file.read_bytes(), file.name)
    said = "\n".join(line.text for line in lines(summary, Words(shipped()), advocate=advocate))
    assert [one.title for one in summary.findings if one.title not in said] == []
    assert [call.name for call in summary.calls if call.name not in said] == []
    cited = [law.citation for one in summary.findings if one.certainty == "applies" for law in one.law]
    assert [citation for citation in cited if advocate and citation not in said] == []


@pytest.mark.parametrize("file", OLD, ids=lambda file: file.stem)
def test_an_old_summary_is_screened_again_and_handed_on(file: Path, tmp_path: Path) -> None:
    assert "2026" in ran("rescreen", file, "--plain")
    ran("export", file, "--to", "html", "--to", "json", "--to", "csv", "--to", "pdf", "-o", tmp_path / "copy")
    assert len(list(tmp_path.iterdir())) == 4

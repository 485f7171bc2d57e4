"""Golden files: what the program says of each profile, in a form short enough for a lawyer to read line by line.

`pytest tests/test_profiles.py --update-golden` writes them anew; what changed then stands in the diff, to be read before it is kept.
"""

import difflib
from pathlib import Path
from typing import Any

import pytest
import tomli_w

from ctintake.summary.records import Found, Referred, Summary

GOLDEN = Path(__file__).parent / "golden"

HEADING = """\
# What the program says of the profile {name}, as of {as_of}. Written by: pytest tests/test_profiles.py --update-golden
# Read every line that changed: each is something a person will be told, or will no longer be told.

"""


def digest_form(summary: Summary) -> dict[str, Any]:
    """Give a summary's content without its prose: what is raised and why, by when, whom to call and what to say, where to go."""
    return {
        "left_out": ", ".join(summary.left_out),
        "calls": [_call(call.resource, call.number, call.findings, call.say) for call in summary.calls],
        "deadlines": [_deadline(deadline) for deadline in summary.deadlines],
        "findings": [_finding(finding) for finding in summary.findings],
        "referrals": {referral.resource: _for(referral) for referral in summary.referrals},
    }


def _call(resource: str, number: str, findings: tuple[str, ...], say: str) -> dict[str, str]:
    return {"resource": resource, "number": number, "for": ", ".join(findings), "say": say}


def _deadline(deadline: Any) -> dict[str, Any]:
    passed = {"passed": True} if deadline.passed else {}
    return {
        "finding": deadline.finding,
        "date": deadline.date,
        "earliest_safe": deadline.earliest_safe,
        "counted": deadline.counted,
        "law": deadline.law,
    } | passed


def _finding(finding: Found) -> dict[str, str]:
    standing = {"id": finding.id, "certainty": finding.certainty, "urgency": finding.urgency}
    mentions = tuple(" and ".join(mention.because) for mention in finding.mentions if mention.because)
    reasons = {"because": finding.because, "open": finding.open, "guesses": finding.guesses, "mentions": mentions, "law": tuple(law.id for law in finding.law)}
    return standing | {name: ", ".join(ids) for name, ids in reasons.items() if ids}


def _for(referral: Referred) -> str:
    return ", ".join(referral.findings)


def as_text(name: str, summary: Summary) -> str:
    """Write the form as TOML under its heading."""
    return HEADING.format(name=name, as_of=summary.as_of) + tomli_w.dumps(digest_form(summary))


def hold_against(name: str, summary: Summary, config: pytest.Config) -> None:
    """Compare a summary with its golden file, or write the file where that is asked for."""
    path = GOLDEN / f"{name}.toml"
    said = as_text(name, summary)
    if config.getoption("--update-golden"):
        GOLDEN.mkdir(exist_ok=True)
        path.write_text(said, encoding="utf-8")
        return
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    changed = list(difflib.unified_diff(kept.splitlines(), said.splitlines(), f"golden/{name}.toml", "said now", lineterm="", n=1))
    if changed:
        pytest.fail("\n".join([*changed[:200], "", "If every line is right: pytest tests/test_profiles.py --update-golden"]), pytrace=False)

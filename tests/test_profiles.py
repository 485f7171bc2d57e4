"""The profiles that ship with the program, each held against a golden file that a lawyer has read."""

from pathlib import Path

import pytest
from golden_files import GOLDEN, hold_against
from people import DAY, PROFILES, Person, screened, summary_of

from ctintake.summary.files import as_toml, parse_summary


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.stem)
def test_a_profile_is_told_what_its_golden_file_says(profile: Path, request: pytest.FixtureRequest) -> None:
    written = as_toml(summary_of(Person(profile.stem, DAY, profile)))
    hold_against(profile.stem, parse_summary(written.encode(), profile.name), request.config)


def test_every_golden_file_belongs_to_a_profile() -> None:
    assert [path.name for path in GOLDEN.glob("*") if path.name not in {profile.name for profile in PROFILES}] == []


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.stem)
def test_a_profile_has_findings_and_someone_to_call(profile: Path) -> None:
    screening = screened(Person(profile.stem, DAY, profile))
    assert screening.findings
    assert screening.calls

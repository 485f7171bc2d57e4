"""What the whole of pytest's command line knows beside the tests' own fixtures: `--update-golden` writes the golden files anew."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option; `tests/golden_files.py` says what it does."""
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew from what the program says now, to be read in the diff")

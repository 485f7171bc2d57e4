"""How the rooms of the package lie: each imports only from the rooms below it, so that a reader can take them in one by one.

A new arrow between rooms is a change to this list, not only to the code.
"""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "ctintake"

ROOMS = (
    "errors", "opening", "truth", "dates", "model", "conditions", "knowledge", "answers", "readers", "ranges", "derived", "evaluation", "settling",
    "speaking", "findings", "deadlines", "referrals", "calls", "interpreting", "screening", "interview.flow", "summary", "rescreening", "explanation",
    "rescreening", "show", "exports", "writing", "sealing", "interview", "caseload", "review", "cli",
)  # fmt: skip
"""Lowest first."""

NEEDS_ONLY = {"errors": set(), "opening": {"errors"}, "truth": set(), "dates": set(), "writing": {"errors"}, "sealing": {"errors"}}
"""Rooms that stand almost alone, though more lies below them."""

EDGE = {"ctintake", "ctintake.__main__"}
"""The package itself, of which anyone may ask the version, and the door to the command line."""

NETWORK = {
    "socket",
    "http",
    "urllib",
    "ssl",
    "asyncio",
    "ftplib",
    "smtplib",
    "imaplib",
    "poplib",
    "xmlrpc",
    "socketserver",
    "webbrowser",
    "requests",
    "httpx",
    "urllib3",
    "aiohttp",
}

TAKES_OUT_THE_SOCKETS = {"ctintake.interview.waking": {"asyncio"}}
"""Where the event loop of the prompts is made to do without: `test_no_trace` watches that it does."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room_of(module: str) -> str | None:
    """Give the room a module lies in: the longest name in the list that it begins with. None for a module of no room."""
    inner = module.removeprefix("ctintake.")
    fitting = [room for room in ROOMS if inner == room or inner.startswith(room + ".")]
    return max(fitting, key=len, default=None)


def imported(path: Path) -> list[str]:
    """Give the full name of everything a module imports, wherever in it; a name taken from a package counts as its module where it is one."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            source = node.module or ""
            names += [f"{source}.{alias.name}" if is_module(f"{source}.{alias.name}") else source for alias in node.names]
    return names


def is_module(name: str) -> bool:
    place = PACKAGE.parent.joinpath(*name.split("."))
    return name.startswith("ctintake") and (place.with_suffix(".py").exists() or (place / "__init__.py").exists())


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_a_module_imports_only_from_the_rooms_below_its_own(path: Path) -> None:
    module = module_name(path)
    if module in EDGE:
        return
    room = room_of(module)
    assert room is not None, f"{module} lies in no room: give it one in the list above"
    below = NEEDS_ONLY.get(room, set(ROOMS[: ROOMS.index(room)])) | {room}
    ours = {name for name in imported(path) if name.split(".")[0] == "ctintake"} - {"ctintake"}
    assert {name: room_of(name) for name in ours if room_of(name) not in below} == {}


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_no_module_reaches_for_the_network_or_for_click(path: Path) -> None:
    tops = {name.split(".")[0] for name in imported(path)}
    assert not tops & NETWORK - TAKES_OUT_THE_SOCKETS.get(module_name(path), set())
    assert "click" not in tops, "typer carries its own copy of click"


@pytest.mark.parametrize("path", MODULES, ids=module_name)
def test_only_the_edge_prints_or_reads_the_clock(path: Path) -> None:
    room = room_of(module_name(path))
    if room in {"cli", "interview"} or module_name(path) in EDGE:
        return
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    assert not [call.id for call in calls if isinstance(call, ast.Name) and call.id in {"print", "input"}]
    assert not [call.attr for call in calls if isinstance(call, ast.Attribute) and call.attr in {"today", "now", "utcnow"}]


def test_the_list_of_rooms_is_the_list_of_what_is_there() -> None:
    """A room that has gone, or one that was never put on the list, would go unseen."""
    there = {room_of(module_name(path)) for path in MODULES} - {None}
    not_yet = {"exports", "caseload"}
    assert set(ROOMS) - there <= not_yet
    assert [module_name(path) for path in MODULES if room_of(module_name(path)) is None and module_name(path) not in EDGE] == []

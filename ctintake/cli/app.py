"""The commands and their flags. What each does is in its own module, imported when it runs."""

from pathlib import Path
from typing import Annotated

import typer

from ctintake import __version__
from ctintake.cli.edge import plain_errors
from ctintake.cli.flags import ScreenCommand

app = typer.Typer(
    name="ctintake",
    help="Private, offline legal-aid intake for Connecticut: what to raise, with whom, how soon.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)

Overlays = Annotated[list[Path] | None, typer.Option("--knowledge", metavar="DIR", help="A local office's own entries, laid over ours.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Screen as of this day instead of today.")]


def run() -> None:
    """Run the program as the shell does."""
    with plain_errors():
        app(prog_name="ctintake")


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"ctintake {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")] = False,
) -> None:
    """Private, offline legal-aid intake for Connecticut. Alone, at a terminal, it begins the interview."""


@app.command(cls=ScreenCommand)
def screen(
    context: typer.Context,
    profile: Annotated[str | None, typer.Argument(metavar="[PROFILE|-]", help="A file of answers, or - for standard input.")] = None,
    as_of: AsOf = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="toml|json", help="How to write the summary.")] = "toml",
    include_sensitive: Annotated[bool, typer.Option("--include-sensitive", help="Put sensitive answers into the summary.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the output file if it is there.")] = False,
    overlays: Overlays = None,  # noqa: ARG001 - read before parsing, since overlays may bring flags
) -> None:
    """Screen answers from a profile, flags, or both, without questions."""
    from ctintake.cli.screen import Request, screen_answers

    screen_answers(Request(profile, context.meta["given"], as_of, output, form, include_sensitive, force), context.meta["knowledge"])

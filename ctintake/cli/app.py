"""The commands and their flags. What each does is in its own module, imported when it runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from ctintake import __version__
from ctintake.cli.edge import knowledge_from, leave, our_fault, plain_errors
from ctintake.cli.flags import ScreenCommand
from ctintake.errors import Status

if TYPE_CHECKING:
    from ctintake.cli.handover import Handover
    from ctintake.cli.sealed import Seal


class Commands(TyperGroup):
    """The commands, each with errors that a person can read."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:  # noqa: ANN401 - the context's type is not public
        """Read the command line."""
        with plain_errors():
            return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as above
        """Run a command."""
        with plain_errors():
            return super().invoke(ctx)


app = typer.Typer(
    name="ctintake",
    cls=Commands,
    help="Private, offline legal-aid intake for Connecticut: what to raise, with whom, how soon.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help", "-h"]},
)

Overlays = Annotated[list[Path] | None, typer.Option("--knowledge", metavar="DIR", help="A local office's own entries, laid over ours.")]
EncryptTo = Annotated[
    list[str] | None, typer.Option("--encrypt-to", metavar="age1...", help="Encrypt what is written for this age recipient. May be given several times.")
]
EncryptPassphrase = Annotated[bool, typer.Option("--encrypt-passphrase", help="Encrypt what is written with a passphrase, asked at the terminal.")]
Identity = Annotated[Path | None, typer.Option("--identity", metavar="FILE", help="The file with your key, for an encrypted summary.")]
Formats = Annotated[list[str] | None, typer.Option("--to", metavar="FORMAT", help="html, pdf, md, csv, json, ics, vcf or legalserver; again for several.")]
Recipient = Annotated[str | None, typer.Option("--for", metavar="RECIPIENT", help="self (the default), caseworker, defender or statistics.")]
ReleasedTo = Annotated[str | None, typer.Option("--released-to", metavar="WHO", help="To whom the person agreed to give it.")]
ReleasedWhat = Annotated[str | None, typer.Option("--released-what", metavar="WHAT", help="What they agreed to give.")]
ReleasedWhy = Annotated[str | None, typer.Option("--released-why", metavar="WHY", help="What it is for.")]
ReleasedUntil = Annotated[str | None, typer.Option("--released-until", metavar="DATE", help="Until when; within a year.")]
FirstName = Annotated[str | None, typer.Option("--first-name", metavar="NAME", help="The client's, for legalserver alone. No summary holds it.")]
LastName = Annotated[str | None, typer.Option("--last-name", metavar="NAME", help="As above.")]
AsOf = Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Screen as of this day instead of today.")]


def run() -> None:
    """Run the program as the shell does. No traceback ever reaches a person."""
    try:
        app(prog_name="ctintake")
    except KeyboardInterrupt:
        leave(Status.LEFT)
    except Exception as fault:  # noqa: BLE001 - the last line of defence
        our_fault(fault)


def _print_version(wanted: bool) -> None:
    if wanted:
        print(f"ctintake {__version__}")
        raise typer.Exit


@app.callback()
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and end.")] = False,  # noqa: ARG001 - its callback does it
) -> None:
    """Private, offline legal-aid intake for Connecticut. Alone, at a terminal, it begins the interview."""
    if context.invoked_subcommand is None:
        from ctintake.cli.interview import Wishes, hold_interview

        hold_interview(Wishes())


class InterviewCommand(TyperCommand):
    """`interview`, whose help ends with what may remain on the machine."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002 - the library's own types are not public
        """Say honestly what traces a run may leave, and how to lessen them."""
        formatter.write_paragraph()
        for line in knowledge_from(None).text("traces").strip().splitlines():
            formatter.write_text(line)


@app.command(cls=InterviewCommand)
def interview(
    plain: Annotated[bool, typer.Option("--plain", help="Numbered choices, no boxes, no cursor movement: for screen readers and slow links.")] = False,
    language: Annotated[str | None, typer.Option("--lang", metavar="CODE", help="The person's language, such as es: it is then not asked.")] = None,
    advocate: Annotated[bool, typer.Option("--advocate", help="You help someone: exact terms, and a key for how each answer is known.")] = False,
    depth: Annotated[str, typer.Option("--depth", metavar="now|soon|plan", help="How far to ask before results are shown.")] = "soon",
    express: Annotated[bool, typer.Option("--express", help="Only what is urgent: the same as --depth now.")] = False,
    as_of: AsOf = None,
    taken_up: Annotated[Path | None, typer.Option("--from", metavar="FILE", help="Go on from a draft, or begin from a profile.")] = None,
    draft: Annotated[Path | None, typer.Option("--save", metavar="FILE", help="Keep a draft here after each answer.")] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Save the summary here at the end, without being asked.")] = None,
    include_sensitive: Annotated[bool, typer.Option("--include-sensitive", help="Put sensitive answers into the saved summary.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the output file if it is there.")] = False,
    encrypt_to: EncryptTo = None,
    encrypt_passphrase: EncryptPassphrase = False,
    identity: Annotated[Path | None, typer.Option("--identity", metavar="FILE", help="The file with your key, for an encrypted draft.")] = None,
    overlays: Overlays = None,
) -> None:
    """Ask, and show results. Nothing is saved unless you say where."""
    from ctintake.cli.interview import Wishes, hold_interview

    hold_interview(
        Wishes(
            plain=plain,
            advocate=advocate,
            depth="now" if express else depth,
            as_of=as_of,
            taken_up=taken_up,
            language=language,
            draft=draft,
            output=output,
            include_sensitive=include_sensitive,
            force=force,
            seal=_seal(encrypt_to, encrypt_passphrase),
            by_passphrase=encrypt_passphrase,
            identity=identity,
            overlays=tuple(overlays or ()),
        )
    )


@app.command(cls=ScreenCommand)
def screen(
    context: typer.Context,
    profile: Annotated[str | None, typer.Argument(metavar="[PROFILE|-]", help="A file of answers, or - for standard input.")] = None,
    as_of: AsOf = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="toml|json", help="How to write the summary.")] = "toml",
    include_sensitive: Annotated[bool, typer.Option("--include-sensitive", help="Put sensitive answers into the summary.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Replace the output file if it is there.")] = False,
    formats: Formats = None,
    recipient: Recipient = None,
    released_to: ReleasedTo = None,
    released_what: ReleasedWhat = None,
    released_why: ReleasedWhy = None,
    released_until: ReleasedUntil = None,
    first_name: FirstName = None,
    last_name: LastName = None,
    encrypt_to: EncryptTo = None,
    encrypt_passphrase: EncryptPassphrase = False,
    overlays: Overlays = None,
) -> None:
    """Screen answers from a profile, flags, or both, without questions.

    Flags win over the profile. The commonest are below; `ctintake questions` lists every fact, its options and its flag.

    With --to, files for a recipient are written instead of a summary, as `ctintake export` makes them of one.

    What you type as a flag stays in your shell's history: give sensitive answers in a file, or by standard input (-).
    """
    from ctintake.cli.screen import Request, screen_answers

    seal = _seal(encrypt_to, encrypt_passphrase)
    asked = (released_to, released_what, released_why, released_until, first_name, last_name)
    place = str(output) if output is not None else None
    handover = _handover(formats, recipient, place, force, asked, seal, overlays) if formats or recipient or any(asked) else None
    request = Request(profile, context.meta["given"], as_of, output, form, include_sensitive, force, seal, handover, tuple(overlays or ()))
    screen_answers(request, context.meta["knowledge"])


def _seal(encrypt_to: list[str] | None, encrypt_passphrase: bool) -> "Seal | None":
    """Give what seals; None where nothing is to be encrypted, and then nothing is imported for it."""
    if not encrypt_to and not encrypt_passphrase:
        return None
    from ctintake.cli.sealed import sealer

    return sealer(encrypt_to or [], passphrase=encrypt_passphrase)


def _handover(
    formats: list[str] | None,
    recipient: str | None,
    output: str | None,
    force: bool,
    asked: tuple[str | None, ...],
    seal: "Seal | None",
    overlays: list[Path] | None,
    identity: Path | None = None,
) -> "Handover":
    from ctintake.cli.handover import Handover
    from ctintake.cli.releasing import Asked

    return Handover(tuple(formats or ()), recipient or "self", output, force, Asked(*asked), seal, tuple(overlays or ()), identity)


@app.command()
def show(
    summary: Annotated[str, typer.Argument(metavar="SUMMARY", help="A summary file, or - for standard input.")],
    plain: Annotated[bool, typer.Option("--plain", help="Text alone: no emphasis, no cursor movement.")] = False,
    advocate: Annotated[bool, typer.Option("--advocate", help="Show the exact terms, the law and the lawyer's questions too.")] = False,
    identity: Identity = None,
) -> None:
    """Read a summary in the terminal."""
    from ctintake.cli.show import show_file

    show_file(summary, plain=plain, advocate=advocate, identity=identity)


@app.command()
def export(
    source: Annotated[str, typer.Argument(metavar="SUMMARY|FOLDER", help="A summary file, - for standard input, or a folder of summaries.")],
    formats: Formats = None,
    recipient: Recipient = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="PATH|-", help="A file, a folder, or - for standard output.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there.")] = False,
    released_to: ReleasedTo = None,
    released_what: ReleasedWhat = None,
    released_why: ReleasedWhy = None,
    released_until: ReleasedUntil = None,
    first_name: FirstName = None,
    last_name: LastName = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Hold the release against this later day instead of today.")] = None,
    encrypt_to: EncryptTo = None,
    encrypt_passphrase: EncryptPassphrase = False,
    identity: Identity = None,
    overlays: Overlays = None,
) -> None:
    """Turn a summary into a page, tables, a calendar or contacts for one recipient.

    What goes in and what is left out is listed first. A file for a caseworker or a defender needs the record of the person's release.
    """
    from ctintake.cli.export import Request, export_summary

    asked = (released_to, released_what, released_why, released_until, first_name, last_name)
    handover = _handover(formats, recipient, output, force, asked, _seal(encrypt_to, encrypt_passphrase), overlays, identity)
    export_summary(Request(source, handover, as_of))


@app.command()
def rescreen(
    old: Annotated[str, typer.Argument(metavar="OLD", help="A summary file made earlier, or - for standard input.")],
    profile: Annotated[
        str | None, typer.Option("--profile", metavar="PROFILE", help="A file of answers, where the summary left some out or some have changed.")
    ] = None,
    as_of: AsOf = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the new summary here too; as JSON where it ends so.")] = None,
    form: Annotated[str, typer.Option("--format", metavar="text|toml|json", help="How to write what changed.")] = "text",
    force: Annotated[bool, typer.Option("--force", help="Replace the output file if it is there. The old summary is never replaced.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Text alone: no emphasis, no cursor movement.")] = False,
    encrypt_to: EncryptTo = None,
    encrypt_passphrase: EncryptPassphrase = False,
    identity: Identity = None,
    overlays: Overlays = None,
) -> None:
    """Screen an old summary's answers again: what changed, and what caused it."""
    from ctintake.cli.rescreen import Request, rescreen_summary

    seal = _seal(encrypt_to, encrypt_passphrase)
    rescreen_summary(Request(old, profile, as_of, output, form, force, plain, tuple(overlays or ()), identity, seal))


@app.command()
def explain(
    name: Annotated[str, typer.Argument(metavar="FINDING|RESOURCE", help="The id of a finding or an office.")],
    profile: Annotated[str | None, typer.Argument(metavar="[PROFILE|-]", help="A file of answers, or - for standard input.")] = None,
    as_of: AsOf = None,
    form: Annotated[str, typer.Option("--format", metavar="text|json", help="How to write it.")] = "text",
    overlays: Overlays = None,
) -> None:
    """Say why, why not, what would change it, and under which law."""
    from ctintake.cli.explain import explain as explain_one

    explain_one(name, profile, as_of, form, overlays)


@app.command()
def find(
    words: Annotated[list[str] | None, typer.Argument(metavar="[WORDS]", help="Words to look for: a name, a charge, a statute, a town.")] = None,
    town: Annotated[str | None, typer.Option("--town", metavar="TOWN", help="Only offices that serve this town.")] = None,
    need: Annotated[str | None, typer.Option("--need", metavar="NEED", help="Only offices that offer this help.")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="hsds", help="Write the offices for other programs: Open Referral HSDS 3.0.")] = None,
    output: Annotated[
        str | None, typer.Option("--output", "-o", metavar="PATH", help="With --to: NAME.json, a new folder for tables, or - for standard output.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace the output file if it is there.")] = False,
    overlays: Overlays = None,
) -> None:
    """Look in the directory: offices, courts, charges, towns."""
    from ctintake.cli.find import Wanted, find_entries

    find_entries(Wanted(" ".join(words or []), town, need, to, output, force, tuple(overlays or ())))


@app.command()
def questions(overlays: Overlays = None) -> None:
    """List every fact, its options and its flag."""
    from ctintake.cli.questions import list_questions

    list_questions(overlays)


@app.command()
def check(
    overlays: Overlays = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help="Check as of this day instead of today.")] = None,
    table: Annotated[bool, typer.Option("--table", help="Print every rule as a row, for lawyers, instead of checking.")] = False,
    form: Annotated[str | None, typer.Option("--format", metavar="md|csv", help="With --table: how to write it; md where not said.")] = None,
    cases: Annotated[Path | None, typer.Option("--cases", metavar="DIR", help="With --table: a folder of vignettes; it says which cover each rule.")] = None,
    schema: Annotated[str | None, typer.Option("--schema", metavar="summary|statistics", help="Print the JSON Schema of an export instead.")] = None,
) -> None:
    """Check the content: that it holds together, and what a reviewer must mend or should know."""
    from ctintake.cli.check import Wanted, check_knowledge, print_schema

    if schema is not None:
        print_schema(schema)
        return
    check_knowledge(Wanted(tuple(overlays or ()), as_of, table, form, cases))

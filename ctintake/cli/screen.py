"""`ctintake screen`: answers in, a summary out, no questions."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ctintake import __version__
from ctintake.cli.edge import answers_from, day_of, give, now, refuse_to_replace, say, today
from ctintake.cli.flags import answers_from_flags
from ctintake.errors import InputError, one_of
from ctintake.model import Knowledge
from ctintake.screening import screen
from ctintake.summary.composing import Making, compose
from ctintake.summary.files import as_json, as_toml
from ctintake.writing import write_whole

if TYPE_CHECKING:
    from ctintake.cli.handover import Handover
    from ctintake.cli.sealed import Seal
    from ctintake.summary.records import Summary

_WRITERS = {"toml": as_toml, "json": as_json}


class Request(Struct, frozen=True):
    """What was asked for on the command line."""

    profile: str | None
    flags: Mapping[str, str | None]
    as_of: str | None
    output: Path | None
    form: str
    include_sensitive: bool
    force: bool
    seal: "Seal | None" = None
    handover: "Handover | None" = None
    overlays: tuple[Path, ...] = ()


def screen_answers(request: Request, knowledge: Knowledge) -> None:
    """Screen and write the summary or, where formats were asked for, hand it over without one."""
    if request.handover is not None:
        _refuse_handover(request.handover, request)
    if request.form not in _WRITERS:
        raise InputError.of("--format", f"there is no format '{request.form}'", one_of(request.form, list(_WRITERS)))
    as_of = day_of(request.as_of)
    given = answers_from_flags(request.flags, knowledge, as_of)
    answers = given.over(answers_from(request.profile, knowledge, as_of))
    if not answers:
        raise InputError.of(
            "", "there are no answers to screen", "give a profile, - for standard input, or flags such as --status lpr; see: ctintake questions"
        )
    summary = compose(screen(answers, knowledge, as_of), Making(now(), __version__, include_sensitive=request.include_sensitive))
    if request.handover is not None:
        _hand_over(request.handover, request, summary, knowledge)
        return
    text = _WRITERS[request.form](summary)
    content = request.seal(text.encode()) if request.seal is not None else text
    if request.output is None or str(request.output) == "-":
        give(content)
        return
    refuse_to_replace(request.output, [request.profile, *request.overlays])
    write_whole(request.output, content, force=request.force)
    say(f"ctintake: wrote {request.output}")


def _refuse_handover(handover: "Handover", request: Request) -> None:
    from ctintake.cli.handover import refuse_what_cannot_be

    refuse_what_cannot_be(handover)
    if request.form != "toml":
        raise InputError.of("--format", "is how a summary is written, and --to names other formats", "give one of the two; a summary as JSON: --to json")


def _hand_over(handover: "Handover", request: Request, summary: "Summary", knowledge: Knowledge) -> None:
    from ctintake.cli.handover import hand_over
    from ctintake.cli.releasing import Terms

    hand_over(handover, {request.profile or "-": summary}, knowledge, Terms(today(), today()))

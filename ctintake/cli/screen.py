"""`ctintake screen`: answers in, a summary out, no questions."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from ctintake import __version__
from ctintake.cli.edge import answers_from, day_of, give, now, refuse_to_replace, say
from ctintake.cli.flags import answers_from_flags
from ctintake.errors import InputError, one_of
from ctintake.model import Knowledge
from ctintake.screening import screen
from ctintake.summary.composing import Making, compose
from ctintake.summary.files import as_json, as_toml
from ctintake.writing import write_whole

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
    encrypt_to: tuple[str, ...] = ()
    encrypt_passphrase: bool = False


def screen_answers(request: Request, knowledge: Knowledge) -> None:
    """Screen and write the summary."""
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
    text = _WRITERS[request.form](summary)
    content = _sealed(text, request) if request.encrypt_to or request.encrypt_passphrase else text
    if request.output is None or str(request.output) == "-":
        give(content)
        return
    refuse_to_replace(request.output, request.profile)
    write_whole(request.output, content, force=request.force)
    say(f"ctintake: wrote {request.output}")


def _sealed(text: str, request: Request) -> bytes:
    from ctintake.cli.sealed import new_passphrase, sealed

    return sealed(text.encode(), request.encrypt_to, new_passphrase(request.encrypt_to) if request.encrypt_passphrase else None)

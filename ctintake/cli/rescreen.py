"""`ctintake rescreen`: an old summary's answers again, under today's knowledge and date."""

from pathlib import Path

from msgspec import Struct

from ctintake import __version__
from ctintake.answers.values import Answers
from ctintake.cli.edge import answers_from, day_of, give, knowledge_from, now, refuse_to_replace, say
from ctintake.cli.sealed import Seal
from ctintake.cli.show import give_page, summary_from
from ctintake.errors import InputError, one_of
from ctintake.model import Knowledge
from ctintake.rescreening import answers_in, compare, missing_answers
from ctintake.screening import screen
from ctintake.sealing import ENDING
from ctintake.show.comparison import comparison_lines
from ctintake.show.lines import Words
from ctintake.summary.composing import Making, compose
from ctintake.summary.files import as_json, as_toml
from ctintake.summary.records import Summary
from ctintake.writing import write_whole

_WRITERS = {"toml": as_toml, "json": as_json}
_FORMS = ["text", *_WRITERS]


class Request(Struct, frozen=True):
    """What was asked for on the command line."""

    old: str
    profile: str | None
    as_of: str | None
    output: Path | None
    form: str
    force: bool
    plain: bool
    overlays: tuple[Path, ...]
    identity: Path | None = None
    seal: Seal | None = None


def rescreen_summary(request: Request) -> None:
    """Screen again, write the new summary where that is asked for, and give what changed."""
    _refuse_what_cannot_be(request)
    knowledge = knowledge_from(list(request.overlays))
    as_of = day_of(request.as_of)
    old = summary_from(request.old, knowledge, request.identity)
    answers = _answers(request, old, knowledge)
    making = Making(now(), __version__, old.recipient, include_sensitive=_carries_sensitive(old, knowledge))
    comparison = compare(old, answers, knowledge, as_of, making)
    if request.output is not None:
        summary = compose(screen(answers, knowledge, as_of), making)
        text = _WRITERS["json" if Path(request.output.name.removesuffix(ENDING)).suffix == ".json" else "toml"](summary)
        write_whole(request.output, request.seal(text.encode()) if request.seal is not None else text, force=request.force)
        say(f"ctintake: wrote {request.output}")
    if request.form == "text":
        give_page(comparison_lines(comparison, Words(knowledge)), plain=request.plain)
    else:
        give(_WRITERS[request.form](comparison))


def _refuse_what_cannot_be(request: Request) -> None:
    if request.form not in _FORMS:
        raise InputError.of("--format", f"there is no format '{request.form}'", one_of(request.form, _FORMS))
    if request.old == "-" and request.profile == "-":
        raise InputError.of("--profile", "standard input cannot be both the summary and the profile", "give one of them as a file")
    if request.output is None and request.seal is not None:
        raise InputError.of("--encrypt-to, --encrypt-passphrase", "are for the new summary, and no file is named for it", "add -o FILE")
    if request.output is not None:
        refuse_to_replace(request.output, [request.old, request.profile, request.identity, *request.overlays])


def _answers(request: Request, old: Summary, knowledge: Knowledge) -> Answers:
    """Read the answers from the profile or, where there is none, from the old summary, which must then carry them all."""
    if request.profile is not None:
        return answers_from(request.profile, knowledge, day_of(request.as_of))
    where = "standard input" if request.old == "-" else request.old
    missing = missing_answers(old, knowledge)
    if missing:
        what = f"leaves out answers that are needed to screen again: {', '.join(missing)}"
        raise InputError.of(where, what, "give the answers in a file: --profile PROFILE; a summary made with --include-sensitive carries them")
    return answers_in(old, f"{where}: answers", knowledge)


def _carries_sensitive(old: Summary, knowledge: Knowledge) -> bool:
    """Tell whether the old summary carries sensitive answers: then, and only then, the new one does."""
    return any(fact in knowledge.questions and knowledge.questions[fact].sensitive for fact in old.answers)

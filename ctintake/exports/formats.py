"""The table of formats: the name a person types, the module that writes it, and who may be given it. Imports none of them until asked."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from msgspec import Struct

from ctintake.errors import InputError
from ctintake.exports.release import Release
from ctintake.model import Knowledge

_PEOPLE = ("self", "caseworker", "defender")
_PAGE = ("findings", "calls", "deadlines", "referrals", "answers")


class NothingInsideError(InputError):
    """What is released holds nothing that this format could carry."""


class Format(Struct, frozen=True):
    """A format: its module, how its files end, whether it is one text, what it carries, for whom it may be, and the extra it needs, with its library.

    ``carries`` names kinds of content as `recipients.Part` does; answers are carried for others than the person, except where ``whole``.
    ``names_client``: it cannot be without the client's name, which no summary holds.
    """

    module: str
    ending: str
    is_text: bool = True
    carries: tuple[str, ...] = _PAGE
    whole: bool = False
    recipients: tuple[str, ...] = _PEOPLE
    extra: str = ""
    library: str = ""
    names_client: bool = False


FORMATS: Mapping[str, Format] = {
    "html": Format("ctintake.exports.html", ".html"),
    "pdf": Format("ctintake.exports.pdf", ".pdf", is_text=False, extra="pdf", library="typst"),
    "md": Format("ctintake.exports.md", ".md"),
    "csv": Format("ctintake.exports.csv", "", is_text=False, carries=_PAGE[:-1], recipients=(*_PEOPLE, "statistics")),
    "json": Format("ctintake.exports.json", ".json", whole=True, recipients=(*_PEOPLE, "statistics")),
    "ics": Format("ctintake.exports.ics", ".ics", carries=("deadlines",)),
    "vcf": Format("ctintake.exports.vcf", ".vcf", carries=("calls",)),
    "legalserver": Format("ctintake.exports.legalserver", ".legalserver.json", recipients=("caseworker",), names_client=True),
}
"""By the name that follows --to. A writer has ``write(release, knowledge) -> bytes``; one of a folder gives its files by name instead."""

Files = Mapping[str, bytes]


def carried(names: Iterable[str], recipient: str) -> frozenset[str]:
    """Give the kinds of content that these formats carry for a recipient."""
    forms = [FORMATS[name] for name in names]
    return frozenset(kind for form in forms for kind in form.carries if kind != "answers" or form.whole or recipient != "self")


def is_installed(name: str) -> bool:
    """Tell whether the library of a format's extra is there."""
    return not FORMATS[name].library or find_spec(FORMATS[name].library) is not None


def written(name: str, release: Release, knowledge: Knowledge) -> bytes | Files:
    """Write a release in a format: the bytes of the file, or of each file of the folder by name.

    Raises InputError where a library it needs is not installed, or the writer refuses.
    """
    try:
        module = import_module(FORMATS[name].module)
        write = cast("Callable[[Release, Knowledge], bytes | Files]", module.write)
        return write(release, knowledge)
    except ModuleNotFoundError as fault:
        extra = FORMATS[name].extra
        right = f"pip install 'ctintake[{extra}]'" if extra else "install ctintake again, with all it needs"
        raise InputError.of(f"--to {name}", f"needs {fault.name}, which is not installed", right) from None

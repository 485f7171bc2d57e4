"""The table of formats: the name a person types, the module that writes it, and who may be given it. Imports none of them until asked."""

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import cast

from msgspec import Struct

from ctintake.errors import InputError
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.summary.records import Summary

_PEOPLE = ("self", "caseworker", "defender")


class NothingInsideError(InputError):
    """What is released holds nothing that this format could carry."""


class Format(Struct, frozen=True):
    """A format: its module, how its files end, whether it is one text, for whom it may be, and the extra it needs, with its library.

    ``names_client``: it cannot be without the client's name, which no summary holds.
    """

    module: str
    ending: str
    is_text: bool = True
    recipients: tuple[str, ...] = _PEOPLE
    extra: str = ""
    library: str = ""
    names_client: bool = False


FORMATS: Mapping[str, Format] = {
    "html": Format("ctintake.exports.html", ".html"),
    "pdf": Format("ctintake.exports.pdf", ".pdf", is_text=False, extra="pdf", library="typst"),
    "md": Format("ctintake.exports.md", ".md"),
    "csv": Format("ctintake.exports.csv", "", is_text=False, recipients=(*_PEOPLE, "statistics")),
    "json": Format("ctintake.exports.json", ".json", recipients=(*_PEOPLE, "statistics")),
    "ics": Format("ctintake.exports.ics", ".ics"),
    "vcf": Format("ctintake.exports.vcf", ".vcf"),
    "legalserver": Format("ctintake.exports.legalserver", ".legalserver.json", recipients=("caseworker",), names_client=True),
}
"""By the name that follows --to. A writer has ``write(release, knowledge) -> bytes``, one of a folder gives its files by name instead; and ``inside``."""

Files = Mapping[str, bytes]


def inside(names: Iterable[str], release: Release, knowledge: Knowledge) -> list[Summary]:
    """Give, for each format, the part of a release that its file holds: what has no room in any of them is left out, and the screen says so."""
    readers = (cast("Callable[[Release, Knowledge], Summary]", import_module(FORMATS[name].module).inside) for name in names)
    return [held(release, knowledge) for held in readers]


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

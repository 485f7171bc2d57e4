"""A release as printed pages: PDF, tagged (PDF/UA-1), the same bytes each time, with its own fonts.

The words go to the typesetter as data beside the template, never inside it: whatever a person wrote is shown, not read as markup.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ctintake.errors import InputError, listed, quoted
from ctintake.exports.inside import on_pages
from ctintake.exports.pdf_pages import sheets
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.show.terminal import visible
from ctintake.summary.records import Summary

_HERE = Path(__file__).parent
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_TOO_LONG = re.compile(r"[^\s/.-]{45,}")
_MAY_BREAK = "\u200b"
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def inside(release: Release, knowledge: Knowledge) -> Summary:  # noqa: ARG001 - every writer takes the same two
    """Give what stands on the pages."""
    return on_pages(release)


def write(release: Release, knowledge: Knowledge) -> bytes:
    """Write the pages: the person's in large print, then those for whoever helps. Raises InputError where our fonts lack a letter."""
    return _typeset(_printable(msgspec.to_builtins(sheets(release, knowledge))))


def _printable(data: Any) -> Any:  # noqa: ANN401 - built-in values, as JSON has them
    """Make every text harmless, and let a word too long for its line, such as an address that someone typed, be broken: it would run off the page."""
    if isinstance(data, str):
        return _TOO_LONG.sub(lambda found: _MAY_BREAK.join(found[0]), visible(data))
    if isinstance(data, dict):
        return {_printable(key): _printable(value) for key, value in data.items()}
    return [_printable(value) for value in data] if isinstance(data, list | tuple) else data


def _typeset(data: Any) -> bytes:  # noqa: ANN401 - built-in values, as JSON has them
    import typst

    try:
        return typst.compile(
            (_HERE / "page.typ").read_bytes(),
            sys_inputs={"data": msgspec.json.encode(data).decode()},
            format="pdf",
            font_paths=typst.Fonts(include_system_fonts=False, font_paths=[_HERE / "fonts"]),
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )
    except typst.TypstError as fault:
        missing = _missing(fault.diagnostic or fault.message)
        if not missing:
            raise
        raise _no_letter(missing, data) from None


def _missing(said: str) -> list[str]:
    """Give the letters that the typesetter says no font has."""
    found = (_ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) for text in _MISSING.findall(said))
    return list(dict.fromkeys(found))


def _no_letter(missing: list[str], data: Any) -> InputError:  # noqa: ANN401 - as above
    where = next((text for text in _texts(data) if missing[0] in text), "")
    what = f"has no letters for {listed([quoted(text) for text in missing], most=5)}"
    return InputError.of("--to pdf", f"{what}, in: {quoted(where)}" if where else what, "write it with Latin letters, or use --to html")


def _texts(data: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """Give every text in built-in values, however deep."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _texts(value)

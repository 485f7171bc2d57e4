"""The page as Markdown: opens in a word processor, in the notes of a case system, or as it is. What a person typed is never read as a mark."""

import re
from collections.abc import Iterator

from ctintake.exports.cleaning import one_line
from ctintake.exports.handout import Group, Handout, Item, Number, Row, handout
from ctintake.exports.release import Release
from ctintake.model import Knowledge

_MARKS = re.compile(r"([\\`*_\[\]<>&|~#])")
_BEGINS = re.compile(r"^(?:([-+=])|(\d+)([.)]))")


def write(release: Release, knowledge: Knowledge) -> bytes:
    """Write the page."""
    return ("\n".join(_page(handout(release, knowledge), knowledge)).strip() + "\n").encode()


def plain(text: str) -> str:
    r"""Give a text on one line with nothing in it that Markdown or HTML would take for a mark.

    >>> print(plain("# <b>*no*</b>"), plain("1. item"), plain("- 888-774-2900"))
    \# \<b\>\*no\*\</b\> 1\. item \- 888-774-2900
    """
    escaped = _MARKS.sub(r"\\\1", one_line(text))
    return _BEGINS.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped)


def _page(page: Handout, knowledge: Knowledge) -> Iterator[str]:
    yield from (f"# {plain(page.title)}", "", plain(f"{page.recipient}. {page.made}."))
    if page.contact:
        yield from _heading(knowledge.text("export-contact"))
        yield plain(" ".join(page.contact))
    if page.release:
        yield from _heading(knowledge.text("export-release"))
        yield from _rows(page.release)
        yield from ("", plain(knowledge.text("export-release-note")))
    for group in page.groups:
        yield from _group(group, knowledge)
    if page.answers:
        yield from _heading(knowledge.text("heading-answers"))
        yield from _rows(page.answers)
    yield from _heading(knowledge.text("heading-notice"))
    for text in (*page.notices, page.left_out):
        if text:
            yield from (plain(text), "")
    if page.last:
        yield f"**{plain(page.last)}** {plain(page.last_seen)}"


def _heading(text: str) -> Iterator[str]:
    yield from ("", f"## {plain(text)}", "")


def _rows(rows: tuple[Row, ...]) -> Iterator[str]:
    yield from (f"- {plain(row.label)}: {plain(row.text)}" for row in rows)


def _group(group: Group, knowledge: Knowledge) -> Iterator[str]:
    yield from _heading(group.heading)
    if group.note and group.key == "may":
        yield from (plain(group.note), "")
    for at, item in enumerate(group.items, start=1):
        yield f"### {at}. {plain(item.title)}" if group.key == "calls" else f"### {plain(item.title)}"
        yield ""
        yield from _item(item, knowledge)
    if group.note and group.key == "places":
        yield from (plain(group.note), "")


def _item(item: Item, knowledge: Knowledge) -> Iterator[str]:
    if item.number is not None:
        yield from (_number(item.number), "")
    for text in item.says:
        yield from (plain(text), "")
    if item.steps:
        yield from (f"- {plain(step)}" for step in item.steps)
        yield ""
    for text in item.notes:
        yield from (plain(text), "")
    if item.following is not None:
        said = knowledge.text("label-next").format(name=item.following.name, number=item.following.text)
        yield from (plain(f"{said}. {item.following.seen}"), "")
    yield from _lawyer(item, knowledge)


def _number(number: Number) -> str:
    hours = f" ({plain(number.hours)})" if number.hours else ""
    return f"**{plain(number.text)}**{hours} {plain(number.seen)}"


def _lawyer(item: Item, knowledge: Knowledge) -> Iterator[str]:
    if item.lawyer:
        yield from (f"{plain(knowledge.text('export-lawyer'))}:", "")
        yield from (f"- {plain(text)}" for text in item.lawyer)
        yield ""
    if item.asks:
        yield from (f"{plain(knowledge.text('export-lawyer-asks'))}:", "")
        yield from (f"- {plain(text)}" for text in item.asks)
        yield ""

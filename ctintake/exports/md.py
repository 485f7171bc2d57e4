"""The page as Markdown: opens in a word processor, in the notes of a case system, or as it is. What a person typed is never read as a mark."""

import re
from collections.abc import Iterable, Iterator

from ctintake.exports.cleaning import one_line
from ctintake.exports.handout import handout
from ctintake.exports.handout_parts import Charge, Group, Handout, Item, Number, Row
from ctintake.exports.inside import on_pages
from ctintake.exports.release import Release
from ctintake.model import Knowledge
from ctintake.summary.records import Summary

_MARKS = re.compile(r"([\\`*_\[\]<>&|~#])")
_BEGINS = re.compile(r"^(?:([-+=])|(\d+)([.)]))")


def inside(release: Release, knowledge: Knowledge) -> Summary:  # noqa: ARG001 - every writer takes the same two
    """Give what stands on the page."""
    return on_pages(release)


def write(release: Release, knowledge: Knowledge) -> bytes:
    """Write the page."""
    return ("\n".join(_Sheet(handout(release, knowledge)).lines()).strip() + "\n").encode()


def plain(text: str) -> str:
    r"""Give a text on one line with nothing in it that Markdown or HTML would take for a mark.

    >>> print(plain("# <b>*no*</b>"), plain("1. item"), plain("- 888-774-2900"))
    \# \<b\>\*no\*\</b\> 1\. item \- 888-774-2900
    """
    escaped = _MARKS.sub(r"\\\1", one_line(text))
    return _BEGINS.sub(lambda found: f"\\{found[1]}" if found[1] else f"{found[2]}\\{found[3]}", escaped)


class _Sheet:
    """One page, with the English under each text that is not in it."""

    def __init__(self, page: Handout) -> None:
        self.page = page

    def lines(self) -> Iterator[str]:
        page, labels = self.page, self.page.labels
        yield f"# {self.side(page.title)}"
        yield from self.texts(page.about)
        if page.speaks is not None:
            yield from self.texts(*(text for text in (page.speaks.own, page.speaks.english) if text))
        if page.contact:
            yield from self.heading(labels.contact)
            yield from self.texts(" ".join(page.contact))
        if page.release:
            yield from self.heading(labels.release)
            yield from self.rows(page.release)
            yield from self.texts(labels.release_note)
        for group in page.groups:
            yield from self.group(group)
        if page.answers:
            yield from self.heading(labels.answers)
            yield from self.rows(page.answers)
        yield from self.heading(labels.notice)
        yield from self.texts(*page.notices, page.left_out)
        if page.last_number is not None:
            yield from ("", f"**{plain(page.last)}** {plain(page.last_number.seen)}")
            yield from self.english(page.last)

    def side(self, text: str) -> str:
        """Give a text with its English beside it."""
        return " / ".join(map(plain, dict.fromkeys((text, self.page.english.get(text, text)))))

    def english(self, text: str, indent: str = "") -> Iterator[str]:
        if text in self.page.english:
            yield f"{indent}> {plain(self.page.english[text])}"

    def texts(self, *texts: str) -> Iterator[str]:
        for text in filter(None, texts):
            yield from ("", plain(text), *self.english(text))

    def points(self, texts: Iterable[str]) -> Iterator[str]:
        yield ""
        for text in texts:
            yield from (f"- {plain(text)}", *self.english(text, "  "))

    def heading(self, text: str) -> Iterator[str]:
        yield from ("", f"## {self.side(text)}")

    def rows(self, rows: tuple[Row, ...]) -> Iterator[str]:
        yield from ("", *(f"- {self.side(row.label)}: {self.side(row.text)}" for row in rows))

    def group(self, group: Group) -> Iterator[str]:
        yield from self.heading(group.heading)
        yield from self.texts(group.note)
        for at, item in enumerate(group.items, start=1):
            if item.title:
                yield from ("", f"### {at}. {self.side(item.title)}" if group.key == "calls" else f"### {self.side(item.title)}")
            yield from self.item(item)
        yield from self.texts(group.more)

    def item(self, item: Item) -> Iterator[str]:
        if item.number is not None:
            yield from ("", self.number(item.number))
        yield from self.texts(*item.says)
        if item.steps:
            yield from self.points(item.steps)
        for charge in item.charges:
            yield from self.charge(charge)
        yield from self.texts(*item.notes, *item.flags)
        if item.following is not None:
            yield from ("", f"{plain(item.otherwise)}. {plain(item.following.seen)}", *self.english(item.otherwise))
        for label, texts in ((self.page.labels.lawyer, (*item.terms, item.because, item.law)), (self.page.labels.lawyer_asks, item.asks)):
            if any(texts):
                yield from self.texts(f"{label}:")
                yield from self.points(filter(None, texts))

    def charge(self, charge: Charge) -> Iterator[str]:
        yield from ("", f"**{self.side(charge.name)}**", "")
        for one in charge.grounds:
            yield from (f"- {plain(' '.join(filter(None, (f'{one.name}.', one.says, one.terms))))}", *self.english(one.says, "  "))
        yield from self.texts(*charge.notes)

    def number(self, number: Number) -> str:
        hours = f" ({self.side(number.hours)})" if number.hours else ""
        return f"**{plain(number.text)}**{hours} {self.side(number.seen)}"

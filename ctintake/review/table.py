"""The rules as a table for lawyers: a row for each, with what a review of the law needs side by side. In Markdown or CSV."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import astuple

from ctintake.conditions.syntax import parse
from ctintake.conditions.words import in_words
from ctintake.knowledge.cases import Cases
from ctintake.model import NEVER, Authority, Deadline, Knowledge, Rule, Urgency
from ctintake.review.cases import WANTED

Vignettes = Mapping[str, Iterable[str]]
"""The findings each vignette expects something of, by the vignette's id."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for a formula at the beginning of a cell."""


class Row(Struct, frozen=True):
    """One rule; the names of the fields are the heads of the columns."""

    rule: str
    urgency: str
    title: str
    condition: str
    mentions: str
    law: str
    checked: str
    deadlines: str
    cases: str
    vignettes: str


HEADS = tuple(Row.__struct_fields__)
"""The heads of the columns."""


def rows(knowledge: Knowledge, cases: Mapping[str, Cases], vignettes: Vignettes) -> tuple[Row, ...]:
    """Give every rule as a row, in the knowledge's order."""
    return tuple(_row(name, rule, knowledge, cases, vignettes) for name, rule in knowledge.rules.items())


def _row(name: str, rule: Rule, knowledge: Knowledge, cases: Mapping[str, Cases], vignettes: Vignettes) -> Row:
    law = [knowledge.authorities[one] for one in dict.fromkeys((*rule.law, *(name for mention in rule.mention for name in mention.law)))]
    return Row(
        rule=name,
        urgency=_urgency(rule, knowledge),
        title=rule.title,
        condition=in_words(parse(rule.when), knowledge),
        mentions="; ".join(in_words(parse(mention.when), knowledge) for mention in rule.mention),
        law="; ".join(_cited(authority) for authority in law),
        checked=", ".join(str(day) for day in sorted({authority.checked for authority in law})),
        deadlines="; ".join(_counted(deadline, knowledge) for deadline in rule.deadline),
        cases=str(len(WANTED) if name in cases else 0),
        vignettes=", ".join(vignette for vignette, findings in vignettes.items() if name in findings),
    )


def _urgency(rule: Rule, knowledge: Knowledge) -> str:
    return rule.urgency.value if rule.can_wait == NEVER else f"{rule.urgency.value}; {Urgency.SOON.value} where: {in_words(parse(rule.can_wait), knowledge)}"


def _cited(authority: Authority) -> str:
    return f"{authority.citation} [{authority.confidence}]"


def _counted(deadline: Deadline, knowledge: Knowledge) -> str:
    until = ", the day before it" if deadline.before else ""
    return f"{deadline.label}: {deadline.add} from {knowledge.questions[deadline.start].label}{until} ({knowledge.authorities[deadline.law].citation})"


def as_csv(table: Iterable[Row]) -> str:
    """Write the table as CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADS)
    writer.writerows([_inert(cell) for cell in astuple(row)] for row in table)
    return written.getvalue()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def as_markdown(table: Iterable[Row]) -> str:
    """Write the table as Markdown."""
    return "".join(f"| {' | '.join(_cell(cell) for cell in line)} |\n" for line in _lines(table))


def _lines(table: Iterable[Row]) -> Iterator[tuple[str, ...]]:
    yield HEADS
    yield ("---",) * len(HEADS)
    yield from (astuple(row) for row in table)


def _cell(text: str) -> str:
    return " ".join(text.replace("|", r"\|").split())

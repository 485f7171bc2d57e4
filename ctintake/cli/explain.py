"""`ctintake explain`: why, why not, what would change it, under which law."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from ctintake.cli.edge import answers_from, day_of, give, knowledge_from
from ctintake.errors import InputError, one_of
from ctintake.explanation import FindingExplained, OfficeExplained, Part, Told, explain_finding, explain_office
from ctintake.show.lines import GAP, Line, Manner, Words
from ctintake.show.terminal import print_plain, print_rich


def explain(name: str, profile: str | None, as_of: str | None, form: str, overlays: list[Path] | None) -> None:
    """Explain a finding or an office, with a profile or without."""
    if form not in {"text", "json"}:
        raise InputError.of("--format", f"there is no format '{form}'", one_of(form, ["text", "json"]))
    knowledge = knowledge_from(overlays)
    day = day_of(as_of)
    if name not in knowledge.rules and name not in knowledge.resources:
        raise InputError.of(name, "there is no such finding or office", one_of(name, [*knowledge.rules, *knowledge.resources]))
    answers = answers_from(profile, knowledge, day)
    explained = explain_finding(name, answers, knowledge, day) if name in knowledge.rules else explain_office(name, answers, knowledge, day)
    if form == "json":
        give(msgspec.json.format(msgspec.json.encode(explained), indent=2).decode() + "\n")
        return
    words = Words(knowledge)
    page = _finding(explained, words) if isinstance(explained, FindingExplained) else _office(explained, words)
    (print_rich if sys.stdout.isatty() else print_plain)(page, sys.stdout)


def _finding(one: FindingExplained, words: Words) -> Iterator[Line]:
    yield Line(Manner.STRONG, f"{one.title} ({one.id})")
    if one.certainty:
        yield Line(Manner.TEXT, words(f"explain-{one.certainty}"))
    yield from _section("heading-condition", _tree(one.condition, words, 1), words)
    yield from _section("heading-met", _facts(one.met_by), words)
    yield from _section("heading-blocked", _facts(one.blocked_by), words)
    yield from _section("heading-open" if one.certainty else "heading-rests-on", _facts(one.open), words)
    changes = (Line(Manner.STEP, words(f"change-{change.becomes}", label=change.label, answer=change.answer), 1) for change in one.would_change)
    yield from _section("heading-change", changes, words)
    yield from _section("heading-deadlines", (Line(Manner.STEP, deadline, 1) for deadline in one.deadlines), words)
    yield from _section("heading-law", _law(one, words), words)


def _law(one: FindingExplained, words: Words) -> Iterator[Line]:
    for law in one.law:
        yield Line(Manner.STEP, words("explain-law", citation=law.citation, says=law.says, day=law.checked.isoformat(), grade=law.confidence), 1)
        if law.flag:
            yield Line(Manner.QUIET, words("label-flag", title=law.title, flag=law.flag), 2)


def _office(one: OfficeExplained, words: Words) -> Iterator[Line]:
    yield Line(Manner.STRONG, f"{one.name} ({one.id})")
    if one.shown == "referred":
        yield Line(Manner.TEXT, words("explain-referred", findings=", ".join(one.findings)))
    elif one.shown:
        yield Line(Manner.TEXT, words(f"explain-{one.shown}"))
    if one.reason:
        pattern = f"explain-reason-{one.reason}"
        yield Line(Manner.TEXT, words(pattern, audience=one.audience) if one.reason == "audience" else words(pattern))
    yield from _section("heading-blocked", _facts(one.by), words)
    yield from _section("heading-open", _facts(one.open), words)
    yield from _section("heading-takes", _tree(one.takes, words, 1), words)
    yield GAP
    yield Line(Manner.TEXT, words("explain-serves", needs=", ".join(one.serves)))
    yield Line(Manner.TEXT, words("explain-area", area=", ".join(one.area)))
    for text in (one.limits, one.caution, words("checked", day=one.checked.isoformat())):
        if text:
            yield Line(Manner.QUIET, text)


def _section(heading: str, content: Iterable[Line], words: Words) -> Iterator[Line]:
    found = list(content)
    if found:
        yield GAP
        yield Line(Manner.HEADING, words(heading))
        yield from found


def _tree(part: Part, words: Words, depth: int) -> Iterator[Line]:
    mark = f" [{words(f'explain-{part.truth}')}]" if part.truth else ""
    yield Line(Manner.STEP, f"{part.words}{mark}", depth)
    for inner in part.parts:
        yield from _tree(inner, words, depth + 1)


def _facts(facts: tuple[Told, ...]) -> Iterator[Line]:
    for one in facts:
        yield Line(Manner.STEP, f"{one.label}: {one.answer}" if one.answer else one.label, 1)

"""`ctintake explain`: why, why not, what would change it, under which law."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from ctintake.cli.edge import answers_from, day_of, give, knowledge_from
from ctintake.cli.show import give_page
from ctintake.errors import InputError, one_of
from ctintake.explanation import FindingExplained, MentionExplained, OfficeExplained, Part, Told, explain_finding, explain_office
from ctintake.readers import reader_of, title
from ctintake.show.lines import GAP, Line, Manner, Words, written
from ctintake.summary.files import as_json


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
        give(as_json(explained))
        return
    words = Words(knowledge)
    page = _finding(explained, words) if isinstance(explained, FindingExplained) else _office(explained, words, reader_of(answers))
    give_page(page, plain=False)


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
    yield from _section("heading-mentions", (line for mention in one.mentions for line in _mention(mention, words)), words)
    yield from _section("heading-deadlines", (Line(Manner.STEP, deadline, 1) for deadline in one.deadlines), words)
    yield from _section("heading-law", _law(one, words), words)


def _mention(one: MentionExplained, words: Words) -> Iterator[Line]:
    yield from _tree(one.condition, words, 1)
    yield from (Line(Manner.TEXT, text, 2) for text in (one.say, one.advocate) if text)


def _law(one: FindingExplained, words: Words) -> Iterator[Line]:
    for law in one.law:
        source = words.source(law.confidence) if law.confidence != "C" else ""
        text = words("explain-law", title=law.title, citation=law.citation, says=law.says, source=source, day=law.checked.isoformat())
        yield Line(Manner.STEP, text, 1)
        if law.flag:
            yield Line(Manner.QUIET, words("label-flag", title=law.title, flag=law.flag), 2)


def _office(one: OfficeExplained, words: Words, reader: str) -> Iterator[Line]:
    yield Line(Manner.STRONG, f"{one.name} ({one.id})")
    if one.shown == "referred":
        titles = (f"{title(words.knowledge.rules[finding], reader)} ({finding})" for finding in one.findings)
        yield Line(Manner.TEXT, words("explain-referred", findings="; ".join(titles)))
    elif one.shown:
        yield Line(Manner.TEXT, words(f"explain-{one.shown}"))
    if one.reason:
        pattern = f"explain-reason-{one.reason}"
        yield Line(Manner.TEXT, words(pattern, audience=one.audience) if one.reason == "audience" else words(pattern))
    yield from _section("heading-blocked", _facts(one.by), words)
    yield from _section("heading-open", _facts(one.open), words)
    if one.takes.words != words("condition-always"):
        yield from _section("heading-takes", _tree(one.takes, words, 1), words)
    yield GAP
    yield Line(Manner.TEXT, words("explain-serves", needs="; ".join(words.knowledge.needs[need].means for need in one.serves)))
    yield Line(Manner.TEXT, words("explain-area", area=", ".join(_area(area, words) for area in one.area)))
    for text in (one.limits, one.caution, words("checked", day=written(one.checked))):
        if text:
            yield Line(Manner.QUIET, text)


def _area(area: str, words: Words) -> str:
    """Write an area as people say it: "region:greater-new-haven" is greater New Haven."""
    kind, _, name = area.partition(":")
    spoken = {"statewide": words.knowledge.jurisdiction.name, "national": words("area-nation"), "county": words("area-county", name=name)}
    return spoken.get(kind) or _title(name or kind)


def _title(name: str) -> str:
    """Write a region's id as a name: small words and "greater" stay small."""
    return " ".join(word if word in {"greater", "of", "and"} else word[:1].upper() + word[1:] for word in name.replace("-", " ").split())


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

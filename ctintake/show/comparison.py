"""A comparison as lines to read: what is new, what is no longer raised, what moved, each with its causes; then what stayed."""

from collections.abc import Iterator

from ctintake.rescreening.records import KINDS, Change, Comparison, State
from ctintake.show.lines import GAP, Line, Manner, Words, phone_text, spoken

_MOST_CAUSES = 4


def comparison_lines(comparison: Comparison, words: Words) -> Iterator[Line]:
    """Give a whole comparison, line by line."""
    yield Line(Manner.QUIET, words("rescreen-sides", old=spoken(comparison.old.as_of), new=spoken(comparison.new.as_of)))
    yield from _answers(comparison, words)
    if not comparison.changes:
        yield GAP
        yield Line(Manner.STRONG, words("rescreen-nothing"))
    for kind in KINDS:
        yield from _of_kind(kind, [change for change in comparison.changes if change.kind == kind], words)
    yield from _unchanged(comparison, words)


def _answers(comparison: Comparison, words: Words) -> Iterator[Line]:
    if comparison.answers:
        yield from _heading("rescreen-answers", words)
        for answer in comparison.answers:
            yield Line(Manner.STEP, words(f"rescreen-answer-{answer.how}", label=answer.label), 1)
    if comparison.not_compared:
        yield GAP
        yield Line(Manner.QUIET, words("rescreen-not-compared", facts=words.facts(comparison.not_compared)))


def _heading(name: str, words: Words) -> Iterator[Line]:
    yield GAP
    yield Line(Manner.HEADING, words(name))


def _of_kind(kind: str, changes: list[Change], words: Words) -> Iterator[Line]:
    if not changes:
        return
    yield from _heading(f"rescreen-{kind}", words)
    if kind == "vanished":
        yield Line(Manner.TEXT, words("rescreen-vanished-note"), 1)
    for change in changes:
        yield GAP
        yield from _change(change, words)


def _change(change: Change, words: Words) -> Iterator[Line]:
    yield Line(Manner.STRONG, words(f"rescreen-{change.what}", title=change.title))
    states = [("from", change.before), ("to", change.after)] if change.kind != "reworded" else []
    for side, state in states:
        if state is not None and (text := _state(state, words)):
            yield Line(Manner.TEXT, words(f"rescreen-state-{side}", state=text), 1)
    if change.note:
        yield Line(Manner.TEXT, change.note, 1)
    for cause in change.causes[:_MOST_CAUSES]:
        yield Line(Manner.QUIET, words("rescreen-cause", words=cause.words), 1)
    if len(change.causes) > _MOST_CAUSES:
        yield Line(Manner.QUIET, words("rescreen-more", count=len(change.causes) - _MOST_CAUSES), 1)


def _state(state: State, words: Words) -> str:
    """Say how a thing stands: applies, for today; a day and how near it is; the numbers."""
    if state.certainty:
        return f"{words(f'label-{state.certainty}')}, {words(f'rescreen-urgency-{state.urgency}')}"
    if state.day is not None:
        return words(f"rescreen-standing-{state.standing}", day=spoken(state.day))
    return ", ".join(phone_text(number) for number in state.numbers)


def _unchanged(comparison: Comparison, words: Words) -> Iterator[Line]:
    same = comparison.unchanged
    yield from _heading("rescreen-unchanged", words)
    counts = words("rescreen-counts", findings=same.findings, deadlines=same.deadlines, calls=same.calls, referrals=same.referrals)
    yield Line(Manner.TEXT, counts, 1)

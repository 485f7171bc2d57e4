"""Screening old answers again, step by step, so that each difference has its cause.

First today's knowledge on the old day with the old answers: what differs from the old summary, the knowledge caused. Then today's answers: what differs
from that, the answers caused. Then the new day: the rest is the passing of time.
"""

from collections.abc import Iterator
from datetime import date

from ctintake.answers.profile import read_answers
from ctintake.answers.reading import read_value
from ctintake.answers.values import Answer, Answers, Value
from ctintake.errors import InputError
from ctintake.evaluation import Facts
from ctintake.model import Knowledge
from ctintake.rescreening.reasons import ByAnswers, ByContent, ByDate
from ctintake.rescreening.records import KINDS, SCHEMA, WHAT, Cause, Change, ChangedAnswer, Comparison, Counts, Side
from ctintake.rescreening.steps import Step, alike
from ctintake.rescreening.things import Thing, Things, as_now_labeled, things_of
from ctintake.screening import Screening, screen
from ctintake.summary.composing import Making, compose
from ctintake.summary.records import Summary


def missing_answers(old: Summary, knowledge: Knowledge) -> Facts:
    """Give the facts whose answers an old summary left out. One that is listed as unsure or declined is not missing; nor is one that is no longer asked."""
    listed = {one.fact for one in old.unanswered}
    return tuple(fact for fact in old.left_out if fact in knowledge.questions and fact not in listed)


def answers_in(old: Summary, where: str, knowledge: Knowledge) -> Answers:
    """Read the answers of an old summary; ``where`` is what to call it in errors. Raises InputError where today's questions cannot take them."""
    kept = {fact: raw for fact, raw in _given_then(old).items() if fact in knowledge.questions}
    return read_answers(kept, {fact: known for fact, known in old.known.items() if fact in kept}, where, knowledge, old.as_of)


def _given_then(old: Summary) -> dict[str, object]:
    """Give all that an old summary tells of the answers, as written: those it carries, and those left out that it lists as unsure or declined."""
    return old.answers | {one.fact: one.answer for one in old.unanswered if one.fact in old.left_out}


def compare(old: Summary, answers: Answers, knowledge: Knowledge, as_of: date, making: Making) -> Comparison:
    """Compare an old summary with what the answers come to under this knowledge on this day."""
    then = _answers_then(old, answers, knowledge)
    changed = tuple(_changed_answers(old, then, answers, knowledge))
    content = screen(then, knowledge, old.as_of)
    answered = screen(answers, knowledge, old.as_of) if changed else content
    now = screen(answers, knowledge, as_of) if as_of != old.as_of else answered
    return _compared(old, (content, answered, now), changed, making)


def _compared(old: Summary, screenings: tuple[Screening, Screening, Screening], changed: tuple[ChangedAnswer, ...], making: Making) -> Comparison:
    content, answered, now = screenings
    unseen = missing_answers(old, now.knowledge)
    alarm_days = now.knowledge.jurisdiction.deadline_alarm_days
    summary = compose(now, making)
    on_content, on_answers, on_day = (things_of(compose(one, making), alarm_days) for one in screenings)
    was = as_now_labeled(things_of(old, alarm_days), on_day | on_answers | on_content)
    steps = (
        Step(was, on_content, ByContent(old.program, making.version, old.versions, content, unseen)),
        Step(on_content, on_answers, ByAnswers(changed, content, answered)),
        Step(on_answers, on_day, ByDate(answered, now)),
    )
    return Comparison(
        schema=SCHEMA,
        not_compared=unseen,
        old=Side(made=old.made, as_of=old.as_of, program=old.program),
        new=Side(made=summary.made, as_of=summary.as_of, program=summary.program),
        unchanged=_unchanged(was, on_day),
        answers=changed,
        changes=_changes(was, on_day, steps),
    )


def _answers_then(old: Summary, answers: Answers, knowledge: Knowledge) -> Answers:
    """Give the old answers as far as they are known. One left out counts as given now; one that today's question does not take counts as not given."""
    found: dict[str, Answer] = {fact: answers[fact] for fact in missing_answers(old, knowledge) if fact in answers}
    for fact, raw in _given_then(old).items():
        value = _read(fact, raw, knowledge, old.as_of)
        if value is not None:
            found[fact] = answers[fact] if fact in answers and answers[fact].value == value else Answer(value)
    return Answers(found)


def _read(fact: str, raw: object, knowledge: Knowledge, as_of: date) -> Value | None:
    try:
        return read_value(fact, raw, knowledge, as_of) if fact in knowledge.questions else None
    except InputError:
        return None


def _changed_answers(old: Summary, then: Answers, answers: Answers, knowledge: Knowledge) -> Iterator[ChangedAnswer]:
    told, unseen = _given_then(old), missing_answers(old, knowledge)
    for fact, question in knowledge.questions.items():
        if fact in answers:
            how = "" if then.get(fact) == answers[fact] else "changed" if fact in told else "added"
        else:
            how = "missing" if fact in unseen else "removed" if fact in told else ""
        if how:
            yield ChangedAnswer(fact=fact, label=question.label, how=how)
    yield from (ChangedAnswer(fact=fact, label=fact, how="retired") for fact in told if fact not in knowledge.questions)


def _unchanged(was: Things, now: Things) -> Counts:
    same = [key[0] for key in was if key in now and alike(was[key], now[key])]
    return Counts(findings=same.count("finding"), deadlines=same.count("deadline"), calls=same.count("call"), referrals=same.count("referral"))


def _changes(was: Things, now: Things, steps: tuple[Step, ...]) -> tuple[Change, ...]:
    keys = [key for key in dict.fromkeys((*now, *was)) if not alike(was.get(key), now.get(key))]
    changes = [_change(was.get(key), now.get(key), [cause for step in steps for cause in step.causes(key)]) for key in keys]
    return tuple(sorted(changes, key=lambda change: (KINDS.index(change.kind), WHAT.index(change.what))))


def _change(was: Thing | None, now: Thing | None, causes: list[Cause]) -> Change:
    thing = now or was
    if thing is None:
        raise ValueError("there is nothing to compare")
    return Change(
        kind=_kind(was, now),
        what=thing.what,
        id=thing.id,
        title=thing.title,
        before=was.state if was is not None else None,
        after=now.state if now is not None else None,
        note=now.note if now is not None else "",
        causes=tuple(dict.fromkeys(causes)),
    )


def _kind(was: Thing | None, now: Thing | None) -> str:
    if was is None or now is None:
        return "appeared" if was is None else "vanished"
    return "moved" if was.state != now.state else "reworded"

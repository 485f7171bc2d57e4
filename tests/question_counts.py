"""How many questions an interview asks, counted over the open vignettes: run it to see the numbers, `test_question_counts.py` holds them.

    python tests/question_counts.py [--asked] [VIGNETTE ...]

Each person is asked what `questions_left` gives, to depth `now`, then on to `soon`, then on to `plan`; the numbers add up. The answer is the vignette's. A
vignette tells only what matters to its story, so a fact it does not list has to be answered all the same. Two ways of doing that are counted:

- `as-told`, which the test holds: what is not told did not happen. A yes-or-no is no; of several things none; a date or a list of charges that may be "none"
  is none; a number is the smallest there is. Everyone knows when they were born: where age matters the vignette gives the day, elsewhere the person is 40. What
  has no empty answer (one option of several) is "not sure". A person who leaves at least half of what the vignette lists unanswered leaves the rest unanswered
  too: their story is that they cannot or will not say.
- `unsure`: whatever is not told is "not sure", even the date of birth. Nobody answers like that; it shows what doubt costs.
"""

import argparse
import statistics
import sys
import time
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from people import DAY, VIGNETTES, Person, answers_of, shipped

from ctintake.answers.values import NOTHING, Answer, Answers, Unanswered, Value
from ctintake.dates import VagueDate
from ctintake.interview.flow import Course, questions_left
from ctintake.model import FactType, Urgency
from ctintake.screening import screen

USUAL_AGE = 40
"""The age of a person whose vignette gives none, because nothing in it turns on age."""

Answering = Callable[[str, Answers, date], Value]
"""What a person says about a fact that the vignette does not list."""


@dataclass(frozen=True)
class Asked:
    """One person's interview: how many questions up to each depth, which ones (marked where not told), the longest it took to choose one."""

    vignette: str
    counts: Mapping[Urgency, int]
    facts: Mapping[Urgency, tuple[str, ...]]
    seconds: float


def unsure(fact: str, told: Answers, as_of: date) -> Value:
    """Leave open whatever is not told."""
    return Unanswered.UNSURE


def as_told(fact: str, told: Answers, as_of: date) -> Value:
    """Say that what is not told did not happen."""
    question = shipped().questions[fact]
    open_told = [answer.value for answer in told.values() if isinstance(answer.value, Unanswered)]
    if len(open_told) * 2 >= len(told):
        return open_told[0]
    if question.type is FactType.YESNO:
        return False
    if question.type is FactType.CHOICES and "none" in question.options:
        return ("none",)
    if question.type in {FactType.INTEGER, FactType.MONEY}:
        return question.least or 0
    if question.type is FactType.DATE and not question.allows_none:
        return VagueDate.exact(as_of.replace(year=as_of.year - USUAL_AGE))
    return NOTHING if question.allows_none else Unanswered.UNSURE


WAYS: Mapping[str, Answering] = {"as-told": as_told, "unsure": unsure}


@cache
def interview(path: Path, way: str) -> Asked:
    """Hold one interview through all three depths."""
    as_of = tomllib.loads(path.read_text()).get("as_of", DAY)
    told = answers_of(Person(path.stem, as_of, path))
    course = Course()
    counts: dict[Urgency, int] = {}
    facts: dict[Urgency, tuple[str, ...]] = {}
    slowest = 0.0
    for depth in Urgency:
        course = replace(course, depth=depth)
        while True:
            screening = screen(course.answers, shipped(), as_of)
            start = time.process_time()
            left = questions_left(course, screening)
            slowest = max(slowest, time.process_time() - start)
            if not left:
                break
            fact = left[0]
            course = course.with_answer(fact, told[fact] if fact in told else Answer(WAYS[way](fact, told, as_of)))
        counts[depth] = len(course.path)
        facts[depth] = tuple(fact if fact in told else f"{fact}*" for fact in course.path)
    return Asked(path.stem.upper(), counts, facts, slowest)


def interviews(way: str) -> list[Asked]:
    """Hold an interview with the person of every vignette."""
    return [interview(path, way) for path in VIGNETTES]


def distribution(way: str, depth: Urgency) -> list[tuple[int, str]]:
    """Give the numbers of questions up to a depth with the vignette of each, fewest first."""
    return sorted((one.counts[depth], one.vignette) for one in interviews(way))


def median(way: str, depth: Urgency) -> float:
    """Give the number of questions up to a depth that half of the people are not asked more than."""
    return statistics.median(count for count, _ in distribution(way, depth))


def _lines(way: str, wanted: list[str], asked: bool) -> list[str]:
    held = interviews(way)
    lines = [f"== {way}: choosing the next question takes {max(one.seconds for one in held) * 1000:.0f} ms at most"]
    for depth in Urgency:
        found = distribution(way, depth)
        numbers = " ".join(str(count) for count, _ in found)
        most = ", ".join(f"{count} {vignette}" for count, vignette in found[:-4:-1])
        lines += [f"{depth.value:5} median {median(way, depth):g}, most {most}", f"      {numbers}"]
    if asked:
        for depth in Urgency:
            names = [fact for one in held for fact in one.facts[depth]]
            plain = [name.rstrip("*") for name in names]
            ranked = sorted(set(plain), key=lambda name: -plain.count(name))
            lines.append(f"{depth.value}: " + ", ".join(f"{name} {plain.count(name)} ({names.count(name + '*')} not told)" for name in ranked))
    for one in held:
        if one.vignette in wanted:
            lines += [f"{one.vignette} {depth.value} {one.counts[depth]}: {' '.join(one.facts[depth])}" for depth in Urgency]
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Count the questions of an interview over the open vignettes.")
    parser.add_argument("vignettes", nargs="*", type=str.upper, help="print what these people are asked; * marks what their vignette does not tell")
    parser.add_argument("--asked", action="store_true", help="print how often each question is asked")
    chosen = parser.parse_args()
    for name in WAYS:
        sys.stdout.write("\n".join(_lines(name, chosen.vignettes, chosen.asked)) + "\n")

"""Several questions on one page, for an advocate in a hurry: each has a number, each option a letter, and one line answers as many as one likes.

Every answer is given on purpose: what the line does not name stays unasked.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from ctintake.answers.values import Unanswered
from ctintake.errors import InputError, Problem
from ctintake.interview.flow import Course
from ctintake.interview.prompts import Prompt, Shape
from ctintake.interview.wording import asked
from ctintake.model import Knowledge
from ctintake.show.lines import Line, Manner

MOST_ON_A_PAGE = 6
_ROWS_TO_ANSWER = 9
_SHORT = 60
_LETTERS = "abcdefghijklmnopq"
_ANSWER = re.compile(r"(\d+)\s*([a-z])")
_UNANSWERED = {"u": Unanswered.UNSURE.value, "r": Unanswered.DECLINED.value}


def page_of(left: Sequence[str], knowledge: Knowledge, rows: int | None = None) -> tuple[str, ...]:
    """Give the questions that come next and fit on one page, within the rows in sight: of one section, each answered by a single option, at least two."""
    section = knowledge.questions[left[0]].section
    page: list[str] = []
    for fact in left[:MOST_ON_A_PAGE]:
        question = knowledge.questions[fact]
        if question.section != section or asked(fact, Course(), knowledge, progress="", for_another=True).shape is not Shape.ONE:
            break
        if rows is not None and _rows_of([*page, fact], knowledge) > rows - _ROWS_TO_ANSWER:
            break
        page.append(fact)
    return tuple(page) if len(page) > 1 else ()


def _rows_of(page: Sequence[str], knowledge: Knowledge) -> int:
    return sum(1 + len(line.text) // _SHORT for line in page_lines(page, Course(), knowledge))


def page_lines(page: Sequence[str], course: Course, knowledge: Knowledge) -> Iterator[Line]:
    """Give the questions of a page with their options, each by its letter; options that are long stand on lines of their own."""
    for number, fact in enumerate(page, start=1):
        prompt = asked(fact, course, knowledge, progress="", for_another=True)
        options = [f"{letter}) {label}" for letter, (_, label) in zip(_LETTERS, prompt.choices, strict=False)]
        yield Line(Manner.STRONG, f"{number}. {prompt.ask}")
        together = ", ".join(options)
        yield from (Line(Manner.TEXT, text, 1) for text in ([together] if len(together) <= _SHORT else options))


def page_prompt(knowledge: Knowledge, *, progress: str) -> Prompt:
    """Give the prompt for one line that answers a page."""
    return Prompt(ask=knowledge.text("page"), shape=Shape.TYPED, example="1a 2b 3u", progress=progress, missing=knowledge.text("page-missing"))


def read_page(typed: str, page: Sequence[str], knowledge: Knowledge) -> Mapping[str, str]:
    """Read a line such as ``1a 2b 3u`` into raw answers by fact; ``u`` is not sure, ``r`` rather not say. Raises InputError for what names nothing."""
    found: dict[str, str] = {}
    problems: list[Problem] = []
    rest = _ANSWER.sub("", typed.lower()).replace(",", "").strip()
    if rest:
        problems.append(Problem("", f"'{rest[:40]}' is no answer", "a number and a letter for each: 1a 2b 3u"))
    given = _ANSWER.findall(typed.lower())
    twice = [number for number, times in Counter(number for number, _ in given).items() if times > 1]
    problems += [Problem("", f"'{number}' is answered twice", "one letter for each number") for number in twice]
    for number, letter in given:
        fact = page[int(number) - 1] if 0 < int(number) <= len(page) else None
        choices = asked(fact, Course(), knowledge, progress="", for_another=True).choices if fact else ()
        at = _LETTERS.find(letter)
        if fact is not None and letter in _UNANSWERED:
            found[fact] = _UNANSWERED[letter]
        elif fact is not None and 0 <= at < len(choices):
            found[fact] = choices[at][0]
        else:
            problems.append(Problem("", f"'{number}{letter}' names nothing on this page", f"numbers 1 to {len(page)}, and a letter that stands beside them"))
    if problems:
        raise InputError(problems)
    return found

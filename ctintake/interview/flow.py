"""Which question is next, what is left, and going back. No terminal, no clock.

The next question is the first, in the questions' order, that can still change a finding of the depth asked for, one of its deadlines or a referral. There are
no skip conditions to fall out of step with the rules.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ctintake.answers.values import Answer, Answers
from ctintake.findings import Certainty, Finding
from ctintake.model import FactType, Urgency
from ctintake.referrals import FACTS
from ctintake.screening import Screening


@dataclass(frozen=True)
class Course:
    """Where an interview stands: the answers, the facts asked in order, those skipped, how deep to go, and a fact to ask again."""

    answers: Answers = field(default_factory=Answers)
    path: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    depth: Urgency = Urgency.SOON
    again: str | None = None

    def with_answer(self, fact: str, answer: Answer) -> "Course":
        """Give the course after an answer. All other answers stay."""
        return replace(self, answers=self.answers.with_answer(fact, answer), path=_onto(self.path, fact), skipped=self.skipped - {fact}, again=None)

    def with_skip(self, fact: str) -> "Course":
        """Give the course after a question was passed over: it is as if it had not been asked."""
        return replace(self, answers=self.answers.without(fact), path=_onto(self.path, fact), skipped=self.skipped | {fact}, again=None)

    def stepped_back(self) -> "Course":
        """Give the course with the question before this one to be asked again; its answer stays until it is changed."""
        earlier = self.path[: self.path.index(self.again)] if self.again in self.path else self.path
        return replace(self, again=earlier[-1]) if earlier else self


def _onto(path: tuple[str, ...], fact: str) -> tuple[str, ...]:
    return path if fact in path else (*path, fact)


def questions_left(course: Course, screening: Screening) -> tuple[str, ...]:
    """Give the facts that, as things stand, would be asked to this depth, in order; the first is next."""
    if course.again is not None:
        return (course.again, *_open_in_order(course, screening))
    return tuple(_open_in_order(course, screening))


def _open_in_order(course: Course, screening: Screening) -> Iterator[str]:
    wanted = set(_wanted(course, screening))
    for fact, question in screening.knowledge.questions.items():
        if fact in wanted and fact not in course.answers and fact not in course.skipped and fact != course.again and question.type is not FactType.TEXT:
            yield fact


def _wanted(course: Course, screening: Screening) -> Iterator[str]:
    """Give the facts that can still change something: a finding, a deadline of one that applies, or whom it is referred to."""
    within = [finding for finding in screening.findings if _first_urgency(finding).rank <= course.depth.rank]
    for finding in within:
        yield from finding.open
    applying = {finding.id: finding for finding in within if finding.certainty is Certainty.APPLIES}
    for finding in applying.values():
        yield from (deadline.start for deadline in finding.rule.deadline)
    for referral in screening.referrals:
        if any(finding in applying for finding in referral.findings):
            yield from referral.fit.open
    yield from FACTS


def _first_urgency(finding: Finding) -> Urgency:
    """Give the more urgent of what the rule says and what a near deadline makes of it."""
    return min(finding.urgency, finding.rule.urgency, key=lambda urgency: urgency.rank)

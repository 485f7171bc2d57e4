"""Which question is next, what is left, and going back. No terminal, no clock.

The next question is the first, in the questions' order, that can still change a finding of the depth asked for, one of its deadlines or a referral. There are
no skip conditions to fall out of step with the rules: what can still change is read off the conditions, see `settling`. A rule's urgency says at which depth
it is settled; a question's own depth, where it has one, keeps it back until then.
"""

from dataclasses import dataclass, field, replace

from ctintake.answers.values import Answer, Answers, Known
from ctintake.evaluation import Evaluation
from ctintake.findings import Certainty
from ctintake.model import Urgency
from ctintake.referrals import FACTS
from ctintake.screening import Screening
from ctintake.settling import Settling


@dataclass(frozen=True)
class Course:
    """Where an interview stands: the answers, the facts asked in order, those skipped, how deep to go, a fact to ask again, how the next answers are known."""

    answers: Answers = field(default_factory=Answers)
    path: tuple[str, ...] = ()
    skipped: frozenset[str] = frozenset()
    depth: Urgency = Urgency.SOON
    again: str | None = None
    known: Known = Known.SAID

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
    wanted = _wanted(course, screening)
    left = tuple(fact for fact in screening.knowledge.questions if fact in wanted and fact != course.again)
    return left if course.again is None else (course.again, *left)


def _wanted(course: Course, screening: Screening) -> set[str]:
    """Give the facts that can still change something: a finding, a deadline of one that applies, or whom it is referred to.

    At the first depth a finding is asked about only while it can turn out to apply: to rule it out can wait. So can the question which offices take the person.
    """
    questions = screening.knowledge.questions

    def may_ask(fact: str) -> bool:
        return fact not in course.answers and fact not in course.skipped and questions[fact].depth.rank <= course.depth.rank

    at_first = course.depth is Urgency.NOW
    settling = Settling(Evaluation(screening.answers, screening.knowledge, screening.as_of), may_ask)
    within = [finding for finding in screening.findings if finding.depth.rank <= course.depth.rank]
    wanted = {*FACTS}
    for finding in within:
        wanted.update(settling.facts(finding.rule.when, ruling_out=not at_first))
    applying = {finding.id: finding for finding in within if finding.certainty is Certainty.APPLIES}
    wanted.update(deadline.start for finding in applying.values() for deadline in finding.rule.deadline if settling.can_hold(deadline.when))
    if not at_first:
        referrals = [referral for referral in screening.referrals if not applying.keys().isdisjoint(referral.findings)]
        wanted.update(fact for referral in referrals for fact in settling.facts(referral.fit.entry.takes))
        possible = [finding.rule.needs_if[need] for finding in applying.values() for need in finding.possible_needs]
        wanted.update(fact for condition in possible for fact in settling.facts(condition))
    return {fact for fact in wanted if may_ask(fact)}

"""Running an interview: ask, screen, ask what is next; show a number to call as soon as one is urgent.

The skin, the day and what to do with the summary are arguments; nothing is written here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ctintake.answers.reading import plain, read_value
from ctintake.answers.values import Answer, Unanswered
from ctintake.errors import InputError
from ctintake.findings import Certainty
from ctintake.interview.flow import Course, questions_left
from ctintake.interview.prompts import Command, Prompt, Reply, Shape, Skin
from ctintake.model import FactType, Knowledge, Question, Urgency
from ctintake.screening import Screening, screen
from ctintake.show.lines import GAP, Line, Manner, Words, call_lines
from ctintake.summary.composing import call_record, is_for_another

_COUNTABLE = 20


class Left(Exception):  # noqa: N818 - not an error: the person chose to leave
    """The person left: nothing is kept."""


@dataclass
class Session:
    """One interview with one person."""

    skin: Skin
    knowledge: Knowledge
    as_of: date
    course: Course
    _told: set[str] = field(default_factory=set)

    def run(self) -> Screening:
        """Ask until nothing more can change a result of the depth asked for; give the screening. Raises Left where the person leaves."""
        self._tell([Line(Manner.TEXT, line) for line in self.knowledge.text("welcome").strip().splitlines()])
        while True:
            self._to_depth()
            deeper = self._deeper()
            if deeper is None:
                return self._screening()
            self.course = deeper

    def _screening(self) -> Screening:
        return screen(self.course.answers, self.knowledge, self.as_of)

    def _to_depth(self) -> None:
        section = ""
        while True:
            screening = self._screening()
            self._tell_urgent(screening)
            left = questions_left(self.course, screening)
            if not left:
                return
            question = self.knowledge.questions[left[0]]
            if question.section != section:
                section = question.section
                self._tell_section(section)
            self._one(left[0], len(left), screening)

    def _deeper(self) -> Course | None:
        """Offer the next depth with its number of questions; None where there is none, or the person has had enough."""
        for depth in list(Urgency)[self.course.depth.rank + 1 :]:
            deeper = replace(self.course, depth=depth)
            more = len(questions_left(deeper, self._screening()))
            if more:
                asked = self.knowledge.text("offer-deeper" if more > 1 else "offer-deeper-one").format(count=more)
                return deeper if self._confirm(asked) else None
        return None

    def _one(self, fact: str, left: int, screening: Screening) -> None:
        """Ask one question until it is answered, passed over, or left for the one before."""
        prompt = self._prompt(fact, left, screening)
        while True:
            reply = self._ask(prompt)
            if not isinstance(reply, Command):
                if self._answer(fact, reply):
                    return
            elif self._obey(reply, fact, screening):
                return

    def _answer(self, fact: str, reply: Reply) -> bool:
        """Take an answer; where it cannot be read, say why and ask again."""
        raw = reply if isinstance(reply, str) else list(reply) if isinstance(reply, Sequence) else ""
        try:
            value = read_value(fact, raw, self.knowledge, self.as_of)
        except InputError as fault:
            for problem in fault.problems:
                self._tell([Line(Manner.STRONG, f"{problem.what}." if not problem.where else self._problem(problem.what, problem.where, fact))])
                self._tell([Line(Manner.TEXT, problem.right)] if problem.right else [])
            return False
        self.course = self.course.with_answer(fact, Answer(value))
        return True

    def _problem(self, what: str, where: str, fact: str) -> str:
        return f"{self.knowledge.questions[fact].label}: {what}" if where == fact else f"{where}: {what}"

    def _obey(self, command: Command, fact: str, screening: Screening) -> bool:
        """Do what a command says; tell whether the question is done with."""
        match command:
            case Command.UNSURE | Command.DECLINED:
                value = Unanswered.UNSURE if command is Command.UNSURE else Unanswered.DECLINED
                self.course = self.course.with_answer(fact, Answer(value))
            case Command.SKIP:
                self.course = self.course.with_skip(fact)
            case Command.BACK:
                before = self.course
                self.course = self.course.stepped_back()
                if self.course == before:
                    self._tell([Line(Manner.TEXT, self.knowledge.text("no-way-back"))])
                    return False
            case Command.WHY:
                self._tell(list(self._why(self.knowledge.questions[fact])))
                return False
            case Command.NUMBERS:
                self._tell(list(_numbers(screening)))
                return False
            case Command.LEAVE:
                raise Left
        return True

    def _why(self, question: Question) -> Iterator[Line]:
        yield GAP
        for text in (question.help, question.why, question.skipping):
            if text:
                yield Line(Manner.TEXT, text, 1)
        yield Line(Manner.QUIET, self.knowledge.text("keys"), 1)
        yield GAP

    def _prompt(self, fact: str, left: int, screening: Screening) -> Prompt:
        question = self.knowledge.questions[fact]
        for_another = is_for_another(screening) or _family(screening)
        answer = self.course.answers.get(fact)
        before = plain(answer.value) if answer is not None and not isinstance(answer.value, Unanswered) else None
        return Prompt(
            fact=fact,
            section=question.section,
            ask=question.ask_for_another if for_another else question.ask,
            shape=_shape(question),
            options=_options(question, self.knowledge),
            example=question.example,
            completions=_completions(question, self.knowledge),
            before=_as_texts(before),
            progress=self._progress(left),
        )

    def _progress(self, left: int) -> str:
        """Say how many questions are left; while the first answers still decide that, say so once, not a number that would frighten."""
        if left <= _COUNTABLE:
            return self.knowledge.text("left").format(count=left)
        return "" if self.course.path else self.knowledge.text("left-many")

    def _tell_section(self, section: str) -> None:
        entry = self.knowledge.sections[section]
        self._tell([GAP, Line(Manner.HEADING, entry.title), *([Line(Manner.TEXT, entry.intro)] if entry.intro else [])])

    def _tell_urgent(self, screening: Screening) -> None:
        """Show what has become urgent since the last answer, with the number to call."""
        fresh = [one for one in screening.urgent if one.certainty is Certainty.APPLIES and one.id not in self._told]
        if not fresh:
            return
        self._told.update(finding.id for finding in fresh)
        words = Words(self.knowledge)
        self._tell([GAP])
        for finding in fresh:
            self._tell([Line(Manner.STRONG, finding.rule.title), *(Line(Manner.STEP, step, 1) for step in finding.rule.do[:2])])
        concerned = {finding.id for finding in fresh}
        calls = [call_record(call, screening) for call in screening.calls if concerned & set(call.findings)][:2]
        for at, call in enumerate(calls, start=1):
            self._tell(list(call_lines(call, at, words)))
        self._tell([Line(Manner.QUIET, self.knowledge.text("numbers-again")), GAP])

    def _tell(self, lines: Sequence[Line]) -> None:
        if lines:
            self.skin.tell(lines)

    def _ask(self, prompt: Prompt) -> Reply:
        try:
            return self.skin.ask(prompt)
        except (KeyboardInterrupt, EOFError):
            raise Left from None

    def _confirm(self, question: str) -> bool:
        try:
            return self.skin.confirm(question)
        except (KeyboardInterrupt, EOFError):
            raise Left from None


def _numbers(screening: Screening) -> Iterator[Line]:
    words = Words(screening.knowledge)
    yield GAP
    for at, call in enumerate(screening.calls, start=1):
        yield from call_lines(call_record(call, screening), at, words)
    yield GAP


def _family(screening: Screening) -> bool:
    answer = screening.answers.get("answering")
    return answer is not None and answer.value == "family"


def _shape(question: Question) -> Shape:
    if question.type in {FactType.CHOICE, FactType.YESNO}:
        return Shape.ONE
    return Shape.SEVERAL if question.type is FactType.CHOICES else Shape.TYPED


def _options(question: Question, knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    if question.type is FactType.YESNO:
        return (("yes", knowledge.text("yes")), ("no", knowledge.text("no")))
    return tuple(question.options.items())


def _completions(question: Question, knowledge: Knowledge) -> tuple[str, ...]:
    if question.type is FactType.TOWN:
        return (*knowledge.towns, *(village for town in knowledge.towns.values() for village in town.villages))
    if question.type is FactType.COURT:
        return tuple(court.name for court in knowledge.courts.values() if court.kind in {"ga", "part-a", "federal"})
    if question.type is FactType.CHARGES:
        return tuple(dict.fromkeys(word for offence in knowledge.offences.values() for word in (offence.plain_name, offence.statute, *offence.also)))
    return ()


def _as_texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if isinstance(value, bool):
        return ("yes" if value else "no",)
    return tuple(value) if isinstance(value, list) else (str(value),)

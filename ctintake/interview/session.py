"""Running an interview: ask, screen, ask what is next; show a number to call as soon as one is urgent.

The skin, the day, what keeps a draft and what shows results are arguments; nothing is written here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ctintake.answers.reading import read_value
from ctintake.answers.values import Answer, Known, Unanswered
from ctintake.errors import InputError
from ctintake.findings import Certainty
from ctintake.interview.flow import Course, questions_left
from ctintake.interview.page import page_of, page_prompt, read_page
from ctintake.interview.prompts import Command, Prompt, Reply, Skin
from ctintake.interview.wording import AGAIN, answer_in_words, asked, meant, review_prompt
from ctintake.model import FactType, Knowledge, Question, Urgency
from ctintake.screening import Screening, screen
from ctintake.show.lines import GAP, Line, Manner, Words, call_lines, phone_text
from ctintake.summary.composing import call_record

_COUNTABLE = 20
_KNOWN = list(Known)
_FOR_ALL = frozenset({Command.UNSURE, Command.DECLINED, Command.SKIP})


class Left(Exception):  # noqa: N818 - not an error: the person chose to leave
    """The person left: nothing is kept."""


@dataclass
class Session:
    """One interview with one person.

    ``keep`` is called with the course after each answer; ``show`` with the screening at each depth.
    """

    skin: Skin
    knowledge: Knowledge
    as_of: date
    course: Course
    keep: Callable[[Course], None]
    show: Callable[[Screening], None]
    advocate: bool = False
    _told: set[str] = field(default_factory=set)
    _section: str = ""
    _known: Known = Known.SAID

    def run(self) -> Screening:
        """Ask until nothing more can change a result of the depth asked for; give the screening. Raises Left where the person leaves."""
        try:
            return self._through_depths()
        except (KeyboardInterrupt, EOFError):
            raise Left from None

    def _through_depths(self) -> Screening:
        self.skin.begin()
        self.skin.tell([Line(Manner.TEXT, line) for line in self.knowledge.text("welcome").strip().splitlines()])
        if self.advocate and not self.course.path:
            self._known = Known.SAID if self.skin.confirm(self.knowledge.text("client-here")) else Known.PAPER
        while True:
            self._to_depth()
            self._review()
            self.skin.end()
            self.show(self._screening())
            deeper = self._deeper()
            if deeper is None:
                return self._screening()
            self.course = deeper
            self.skin.begin()

    def _screening(self) -> Screening:
        return screen(self.course.answers, self.knowledge, self.as_of)

    def _to_depth(self) -> None:
        while True:
            screening = self._screening()
            self._tell_urgent(screening)
            left = questions_left(self.course, screening)
            if not left:
                return
            self._tell_section(self.knowledge.questions[left[0]].section)
            page = page_of(left, self.knowledge) if self.advocate and self.course.again is None else ()
            if page:
                self._page(page, len(left), screening)
            else:
                self._one(left[0], len(left), screening)

    def _review(self) -> None:
        """Show every answer and let any be changed, until the person goes on."""
        while True:
            reply = self.skin.ask(review_prompt(self.course, self.knowledge))
            if reply is Command.LEAVE:
                raise Left
            if not isinstance(reply, str) or reply not in self.course.path:
                return
            self.course = replace(self.course, again=reply)
            self._to_depth()

    def _deeper(self) -> Course | None:
        """Offer the next depth with its number of questions; None where there is none, or the person has had enough."""
        for depth in list(Urgency)[self.course.depth.rank + 1 :]:
            deeper = replace(self.course, depth=depth)
            more = questions_left(deeper, self._screening())
            if more:
                topics = dict.fromkeys(self.knowledge.sections[self.knowledge.questions[fact].section].title.lower() for fact in more)
                pattern = self.knowledge.text("offer-deeper" if len(more) > 1 else "offer-deeper-one")
                return deeper if self.skin.confirm(pattern.format(count=len(more), topics=", ".join(topics))) else None
        return None

    def _page(self, page: tuple[str, ...], left: int, screening: Screening) -> None:
        """Ask several questions at once; what the line does not answer is asked again, alone or on a page, only while it still matters."""
        reply = self.skin.ask(page_prompt(page, self.course, self.knowledge, progress=self._progress(left)))
        if isinstance(reply, Command):
            for fact in page if reply in _FOR_ALL else page[:1]:
                self._obey(reply, fact, screening)
            return
        try:
            given = read_page(str(reply), page, self.knowledge)
        except InputError as fault:
            self.skin.tell([line for problem in fault.problems for line in (Line(Manner.STRONG, problem.what), Line(Manner.TEXT, problem.right))])
            return
        for fact, raw in given.items():
            self._answer(fact, raw)

    def _one(self, fact: str, left: int, screening: Screening) -> None:
        """Ask one question until it is answered, passed over, or left for the one before."""
        while True:
            reply = self.skin.ask(self._prompt(fact, left))
            if not isinstance(reply, Command):
                if self._answer(fact, reply):
                    return
            elif self._obey(reply, fact, screening):
                return

    def _prompt(self, fact: str, left: int) -> Prompt:
        return asked(fact, self.course, self.knowledge, progress=self._progress(left), for_another=self.advocate)

    def _answer(self, fact: str, reply: Reply) -> bool:
        """Take an answer; where it cannot be read, say why and ask again."""
        raw = list(reply) if isinstance(reply, Sequence) and not isinstance(reply, str) else reply
        try:
            value = read_value(fact, raw, self.knowledge, self.as_of)
        except InputError as fault:
            chosen = self._which_meant(fact, raw)
            if chosen is not None:
                return self._answer(fact, chosen)
            self._tell_wrong(fact, fault)
            return False
        self._take(fact, Answer(value, self._known))
        return True

    def _which_meant(self, fact: str, raw: object) -> str | None:
        """Ask which town, court or charge was meant where what was typed names none or several; None where that settles nothing."""
        if not isinstance(raw, str):
            return None
        pieces = raw.split(",") if self.knowledge.questions[fact].type is FactType.CHARGES else [raw]
        settled = []
        for piece in (piece.strip() for piece in pieces if piece.strip()):
            try:
                read_value(fact, piece, self.knowledge, self.as_of)
                settled.append(piece)
            except InputError:
                prompt = meant(fact, piece, self.knowledge)
                reply = self.skin.ask(prompt) if prompt is not None else AGAIN
                if reply is Command.LEAVE:
                    raise Left from None
                if not isinstance(reply, str) or reply == AGAIN:
                    return None
                settled.append(reply)
        meant_by_all = ", ".join(settled)
        return meant_by_all if meant_by_all not in {"", raw} else None

    def _tell_wrong(self, fact: str, fault: InputError) -> None:
        for problem in fault.problems:
            where = self.knowledge.questions[fact].label if problem.where == fact else problem.where
            right = [Line(Manner.TEXT, problem.right)] if problem.right else []
            self.skin.tell([Line(Manner.STRONG, f"{where}: {problem.what}."), *right])

    def _take(self, fact: str, answer: Answer) -> None:
        self.course = self.course.with_answer(fact, answer)
        self.keep(self.course)

    def _obey(self, command: Command, fact: str, screening: Screening) -> bool:
        """Do what a command says; tell whether the question is done with."""
        match command:
            case Command.UNSURE | Command.DECLINED:
                self._take(fact, Answer(Unanswered.UNSURE if command is Command.UNSURE else Unanswered.DECLINED))
                return True
            case Command.SKIP:
                self.course = self.course.with_skip(fact)
                self.keep(self.course)
                return True
            case Command.BACK:
                return self._back()
            case Command.WHY:
                self.skin.tell(list(self._why(self.knowledge.questions[fact])))
            case Command.NUMBERS:
                self.skin.tell(list(_numbers(screening)))
            case Command.REVIEW:
                self.skin.tell(list(self._answers()))
            case Command.KNOWN:
                self._known = _KNOWN[(_KNOWN.index(self._known) + 1) % len(_KNOWN)]
            case Command.LEAVE:
                raise Left
        return False

    def _back(self) -> bool:
        before = self.course
        self.course = self.course.stepped_back()
        if self.course == before:
            self.skin.tell([Line(Manner.TEXT, self.knowledge.text("no-way-back"))])
            return False
        return True

    def _why(self, question: Question) -> Iterator[Line]:
        yield GAP
        for text in (question.help, question.why, question.skipping):
            if text:
                yield Line(Manner.TEXT, text, 1)
        yield Line(Manner.QUIET, self.knowledge.text("keys"), 1)
        if self.advocate:
            yield Line(Manner.QUIET, self.knowledge.text("keys-advocate"), 1)
        yield GAP

    def _answers(self) -> Iterator[Line]:
        """Give every answer so far, by section."""
        section = ""
        yield GAP
        for fact in (fact for fact in self.knowledge.questions if fact in self.course.answers):
            question = self.knowledge.questions[fact]
            if question.section != section:
                section = question.section
                yield Line(Manner.STRONG, self.knowledge.sections[section].title)
            yield Line(Manner.TEXT, f"{question.label}: {answer_in_words(fact, self.course.answers[fact], self.knowledge)}", 1)
        yield GAP

    def _progress(self, left: int) -> str:
        """Say how many questions are left and, for an advocate, how the next answer is known.

        While the first answers still decide how many there are, that is said once: a large number would frighten and say nothing.
        """
        many = "" if self.course.path else self.knowledge.text("left-many")
        said = self.knowledge.text("left").format(count=left) if left <= _COUNTABLE else many
        known = self.knowledge.text(f"known-{self._known.value}") if self.advocate else ""
        return "  ".join(part for part in (said, known) if part)

    def _tell_section(self, section: str) -> None:
        if section == self._section:
            return
        self._section = section
        entry = self.knowledge.sections[section]
        self.skin.tell([GAP, Line(Manner.HEADING, entry.title), *([Line(Manner.TEXT, entry.intro)] if entry.intro else [])])

    def _tell_urgent(self, screening: Screening) -> None:
        """Show what has become urgent since the last answer, with the number to call."""
        fresh = [one for one in screening.urgent if one.certainty is Certainty.APPLIES and one.id not in self._told]
        if not fresh:
            return
        self._told.update(finding.id for finding in fresh)
        words = Words(self.knowledge)
        told = [GAP]
        for finding in fresh:
            told += [Line(Manner.STRONG, finding.rule.title), *(Line(Manner.STEP, step, 1) for step in finding.rule.do[:2])]
        concerned = {finding.id for finding in fresh}
        calls = [call_record(call, screening) for call in screening.calls if concerned & set(call.findings)][:2]
        for at, call in enumerate(calls, start=1):
            told += call_lines(call, at, words)
        # Once more, next to the question that follows: on a small screen what stands above has gone.
        numbers = ", ".join(phone_text(call.number) for call in calls)
        told += [Line(Manner.STRONG, words("numbers-now", numbers=numbers)), Line(Manner.QUIET, words("numbers-again"))] if numbers else []
        self.skin.tell([*told, GAP])


def _numbers(screening: Screening) -> Iterator[Line]:
    words = Words(screening.knowledge)
    yield GAP
    for at, call in enumerate(screening.calls, start=1):
        yield from call_lines(call_record(call, screening), at, words)
    yield GAP

"""Running an interview: ask, screen, ask what is next; show a number to call as soon as one is urgent.

The skin, the day, what keeps a draft and what shows results are arguments; nothing is written here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from ctintake.answers.values import Answer, Known, Unanswered
from ctintake.errors import InputError
from ctintake.interpreting import asking
from ctintake.interview.flow import Course, questions_left
from ctintake.interview.help import answer_lines, answered, key_lines, why_lines
from ctintake.interview.page import page_lines, page_of, page_prompt, read_page
from ctintake.interview.progress import Progress
from ctintake.interview.prompts import Aside, Command, Prompt, Reply, Skin
from ctintake.interview.typed import Talk, value_of, wrong_lines
from ctintake.interview.urgent import Urgent
from ctintake.interview.wording import asked, offer, review_prompt
from ctintake.model import Knowledge, Urgency
from ctintake.readers import ADVOCATE, HELPERS, reader_of, words_of
from ctintake.referrals import LANGUAGE
from ctintake.screening import Screening, screen
from ctintake.show.lines import GAP, Line, Manner

_KNOWN = list(Known)
_FOR_ALL = frozenset({Command.UNSURE, Command.DECLINED, Command.SKIP})


class Left(Exception):  # noqa: N818 - not an error: the person chose to leave
    """The person left: nothing is kept."""


@dataclass
class Session:
    """One interview with one person.

    ``keep`` is called with the course after each answer; ``show`` with the screening at each depth; ``offer`` once, when the first section, which is about what
    is urgent, is over: it asks by what it is given, and is False where the person goes back instead.
    """

    skin: Skin
    knowledge: Knowledge
    as_of: date
    course: Course
    keep: Callable[[Course], None]
    show: Callable[[Screening], None]
    advocate: bool = False
    offer: Callable[[Aside], bool] = lambda _: True
    _urgent: Urgent = field(init=False)
    _section: str = ""
    _enough: bool = False
    _count: Progress = field(init=False)

    def __post_init__(self) -> None:
        """Begin with nothing told."""
        self._urgent = Urgent(self.knowledge)
        self._count = Progress(self.knowledge)

    def run(self) -> Screening:
        """Ask until nothing more can change a result of the depth asked for; give the screening. Raises Left where the person leaves."""
        try:
            self.skin.begin()
            self._language_first()
            self._say("welcome")
            self.skin.tell(list(self._urgent.any_help(self._screening())))
            if self.advocate and set(self.course.path) <= {LANGUAGE}:
                self._client_here()
            return self._through_depths()
        except (KeyboardInterrupt, EOFError):
            raise Left from None

    def again(self) -> Screening:
        """Go back to the answers from what comes after the results; give the screening anew. Raises Left where the person leaves."""
        try:
            self.skin.begin()
            return self._through_depths()
        except (KeyboardInterrupt, EOFError):
            raise Left from None

    def ask_aside(self, prompt: Prompt, why: str) -> Reply:
        """Ask what is no fact of the person, such as what to keep, with the same keys; give the answer, or the command that passes it over or goes back.

        Raises Left where the person leaves.
        """
        while True:
            reply = self.skin.ask(prompt)
            if not isinstance(reply, Command) or not self._shown(
                reply, (Line(Manner.TEXT, line.lstrip(), 2 if line.startswith(" ") else 1) for line in why.strip().splitlines()), prompt.keys
            ):
                return reply

    def _through_depths(self) -> Screening:
        while True:
            self._to_depth()
            self._review()
            self.skin.end()
            self.show(self._screening())
            if self._enough:
                self.skin.tell(list(self._urgent.shown_before(self._screening())))
            if not self._goes_on():
                return self._screening()
            self.skin.begin()

    def _client_here(self) -> None:
        """Ask whether the client is there to answer; from there one can go back to the language."""
        while True:
            reply = self.ask_aside(offer(self.knowledge.text("client-here"), self.knowledge), self.knowledge.text("why-client-here"))
            self.course = replace(self.course, known=Known.SAID if reply == "yes" else Known.PAPER)
            if reply is not Command.BACK:
                return
            self._one(LANGUAGE)

    def _language_first(self) -> None:
        """Ask for the language before anything is said at length, unless it is known already; then give the words to ask for an interpreter."""
        if LANGUAGE not in questions_left(self.course, self._screening())[:1]:
            self._tell_language()
            return
        self._say("language-first")
        self._one(LANGUAGE)

    def _tell_language(self) -> None:
        words = asking(self.course.answers, self.knowledge)
        if words is None:
            return
        self._say("english-only")
        english = words.for_another if self._reader in HELPERS else words.english
        self.skin.tell([*(Line(Manner.STRONG, text, 1) for text in dict.fromkeys([words.own, english])), GAP])

    def _say(self, screen: str) -> None:
        self.skin.tell([GAP, *(Line(Manner.TEXT, line) for line in words_of(screen, self._reader, self.knowledge).strip().splitlines())])

    @property
    def _reader(self) -> str:
        return ADVOCATE if self.advocate else reader_of(self.course.answers)

    def _screening(self) -> Screening:
        return screen(self.course.answers, self.knowledge, self.as_of)

    def _to_depth(self) -> None:
        while True:
            screening = self._screening()
            self.skin.tell(list(self._urgent.news(screening, self._reader)))
            left = questions_left(self.course, screening)
            if self._enough:
                left = tuple(fact for fact in left if fact == self.course.again)
            if not left:
                return
            if not self._begin_section(self.knowledge.questions[left[0]].section):
                self._back()
                continue
            page = page_of(left, self.knowledge, self.skin.rows()) if self.advocate and self.course.again is None else ()
            if page:
                self._page(page, len(left))
            else:
                self._one(left[0], len(left))

    def _review(self) -> None:
        """Show every answer and let any be changed, until the person goes on."""
        while self.course.path:
            reply = self.skin.ask(review_prompt(self.course, self.knowledge))
            match reply:
                case Command.BACK:
                    self._enough = False
                    self.course = self.course.stepped_back()
                case str() if reply in self.course.path:
                    self.course = replace(self.course, again=reply)
                case Command() if self._shown(reply, ()):
                    continue
                case Command.ENOUGH | Command.SKIP | str():
                    return
            self._to_depth()

    def _goes_on(self) -> bool:
        """Offer the next depth with its number of questions; tell whether to go on, to it or back to the answers."""
        for depth in list(Urgency)[self.course.depth.rank + 1 :] if not self._enough else ():
            deeper = replace(self.course, depth=depth)
            more = questions_left(deeper, self._screening())
            if more:
                topics = dict.fromkeys(self.knowledge.sections[self.knowledge.questions[fact].section].title.lower() for fact in more)
                pattern = self.knowledge.text("offer-deeper" if len(more) > 1 else "offer-deeper-one")
                asked_now = offer(pattern.format(count=len(more), topics="; ".join(topics)), self.knowledge)
                reply = self.ask_aside(asked_now, self.knowledge.text("why-deeper"))
                if reply == "yes":
                    self.course = deeper
                    self._count.begin_anew()
                return reply == "yes" or reply is Command.BACK
        return False

    def _page(self, page: tuple[str, ...], left: int) -> None:
        """Ask several questions at once; what the line does not answer is asked again, alone or on a page, only while it still matters."""
        self.skin.tell([GAP, *page_lines(page, self.course, self.knowledge)])
        while True:
            reply = self.skin.ask(page_prompt(self.knowledge, progress=self._progress(left)))
            if isinstance(reply, Command):
                if self._shown(reply, why_lines(page, self._reader, self.knowledge)):
                    continue
                for fact in page if reply in _FOR_ALL else page[:1]:
                    self._obey(reply, fact)
                return
            try:
                given = read_page(str(reply), page, self.knowledge)
            except InputError as fault:
                self.skin.tell(list(wrong_lines("", fault, self.knowledge)))
                continue
            for fact, raw in given.items():
                self._answer(fact, raw)
            self.skin.tell([answered(fact, self.course, self.knowledge) for fact in given])
            return

    def _one(self, fact: str, left: int = 0) -> None:
        """Ask one question until it is answered, passed over, or left for the one before. One that is asked again is known as it was, until that is changed."""
        usual = self.course.known
        standing = self.course.answers.get(fact) if self.course.again == fact else None
        if standing is not None and not isinstance(standing.value, Unanswered):
            self.course = replace(self.course, known=standing.known)
        progress = self._progress(left) if left else ""
        done = False
        while not done:
            reply = self.skin.ask(asked(fact, self.course, self.knowledge, progress=progress, for_another=self.advocate))
            done = self._obey(reply, fact) if isinstance(reply, Command) else self._answer(fact, reply)
        if standing is not None:
            self.course = replace(self.course, known=usual)

    def _answer(self, fact: str, reply: Reply) -> bool:
        """Take an answer; where it cannot be read, that is said, and it is asked again."""
        value = value_of(fact, reply, Talk(self.knowledge, self.as_of, self.ask_aside, self.skin.tell))
        if value is None or isinstance(value, Command):
            return value is not None and self._obey(value, fact)
        self._take(fact, Answer(value, self.course.known))
        return True

    def _take(self, fact: str, answer: Answer) -> None:
        self.course = self.course.with_answer(fact, answer)
        self.keep(self.course)
        if fact == LANGUAGE:
            self._tell_language()

    def _obey(self, command: Command, fact: str) -> bool:
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
            case Command.ENOUGH:
                self._enough = True
                self.course = replace(self.course, again=None)
                return True
            case _:
                self._shown(command, why_lines([fact], self._reader, self.knowledge))
        return False

    def _shown(self, command: Command, why: Iterable[Line], keys: str = "keys") -> bool:
        """Show what a command asks for, or change how answers are known; tell whether it was such a command. Raises Left where it is to leave."""
        match command:
            case Command.LEAVE:
                raise Left
            case Command.WHY:
                self.skin.tell([GAP, *why, GAP, *key_lines(keys, self.knowledge, advocate=self.advocate)])
            case Command.NUMBERS:
                self.skin.tell(list(self._urgent.numbers(self._screening())))
            case Command.REVIEW:
                self.skin.tell(list(answer_lines(self.course, self.knowledge)))
            case Command.KNOWN if self.advocate:
                self.course = replace(self.course, known=_KNOWN[(_KNOWN.index(self.course.known) + 1) % len(_KNOWN)])
            case _:
                return False
        return True

    def _back(self) -> bool:
        before = self.course
        self.course = self.course.stepped_back()
        if self.course == before:
            self.skin.tell([Line(Manner.TEXT, self.knowledge.text("no-way-back"))])
            return False
        return True

    def _progress(self, left: int) -> str:
        """Say how many questions are left and, for an advocate, how the next answer is known."""
        said = self._count.said(left) if self.course.again is None else ""
        known = self.knowledge.text(f"known-{self.course.known.value}") if self.advocate else ""
        return "  ".join(part for part in (said, known) if part)

    def _begin_section(self, section: str) -> bool:
        """Say what the next questions are about, where that is new; False where the person goes back instead."""
        if section == self._section:
            return True
        if self._section:
            if not self.offer(self.ask_aside):
                return False
            self.offer = lambda _: True
            self.keep(self.course)
        self._section = section
        entry = self.knowledge.sections[section]
        self.skin.tell([GAP, Line(Manner.HEADING, entry.title), *([Line(Manner.TEXT, entry.intro)] if entry.intro else [])])
        return True

"""Running an interview: ask, screen, ask what is next; show a number to call as soon as one is urgent.

The skin, the day, what keeps a draft and what shows results are arguments; nothing is written here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from ctintake.answers.reading import read_value
from ctintake.answers.values import Answer, Known, Unanswered
from ctintake.errors import InputError
from ctintake.interpreting import asking
from ctintake.interview.flow import Course, questions_left
from ctintake.interview.help import answer_lines, answered, key_lines, why_lines
from ctintake.interview.page import page_lines, page_of, page_prompt, read_page
from ctintake.interview.prompts import Command, Reply, Skin
from ctintake.interview.urgent import Urgent
from ctintake.interview.wording import AGAIN, asked, meant, review_prompt
from ctintake.model import FactType, Knowledge, Urgency
from ctintake.readers import ADVOCATE, HELPERS, reader_of, words_of
from ctintake.referrals import LANGUAGE
from ctintake.screening import Screening, screen
from ctintake.show.lines import GAP, Line, Manner, sentence

_COUNTABLE = 20
_KNOWN = list(Known)
_FOR_ALL = frozenset({Command.UNSURE, Command.DECLINED, Command.SKIP})


class Left(Exception):  # noqa: N818 - not an error: the person chose to leave
    """The person left: nothing is kept."""


@dataclass
class Session:
    """One interview with one person.

    ``keep`` is called with the course after each answer; ``show`` with the screening at each depth; ``offer`` once, when the first section, which is about what
    is urgent, is over.
    """

    skin: Skin
    knowledge: Knowledge
    as_of: date
    course: Course
    keep: Callable[[Course], None]
    show: Callable[[Screening], None]
    advocate: bool = False
    offer: Callable[[], None] = lambda: None
    _urgent: Urgent = field(init=False)
    _section: str = ""
    _known: Known = Known.SAID
    _enough: bool = False
    _left: int = 0

    def __post_init__(self) -> None:
        """Begin with nothing told."""
        self._urgent = Urgent(self.knowledge)

    def run(self) -> Screening:
        """Ask until nothing more can change a result of the depth asked for; give the screening. Raises Left where the person leaves."""
        try:
            return self._through_depths()
        except (KeyboardInterrupt, EOFError):
            raise Left from None

    def _through_depths(self) -> Screening:
        self.skin.begin()
        self._language_first()
        self._say("welcome")
        if self.advocate and set(self.course.path) <= {LANGUAGE}:
            self._known = Known.SAID if self.skin.confirm(self.knowledge.text("client-here")) else Known.PAPER
        while True:
            self._to_depth()
            self._review()
            self.skin.end()
            self.show(self._screening())
            if self._enough:
                self.skin.tell(list(self._urgent.shown_before(self._screening())))
            deeper = self._deeper()
            if deeper is None:
                return self._screening()
            self.course, self._left = deeper, 0
            self.skin.begin()

    def _language_first(self) -> None:
        """Ask for the language before anything is said at length, unless it is known already; then give the words to ask for an interpreter."""
        screening = self._screening()
        if LANGUAGE not in questions_left(self.course, screening)[:1]:
            self._tell_language()
            return
        self._say("language-first")
        self._one(LANGUAGE, screening)

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
            self._tell_section(self.knowledge.questions[left[0]].section)
            page = page_of(left, self.knowledge) if self.advocate and self.course.again is None else ()
            if page:
                self._page(page, len(left), screening)
            else:
                self._one(left[0], screening, self._progress(len(left)))

    def _review(self) -> None:
        """Show every answer and let any be changed, until the person goes on."""
        while self.course.path:
            reply = self.skin.ask(review_prompt(self.course, self.knowledge))
            match reply:
                case Command.LEAVE:
                    raise Left
                case Command.BACK:
                    self.course = self.course.stepped_back()
                case str() if reply in self.course.path:
                    self.course = replace(self.course, again=reply)
                case Command.NUMBERS:
                    self.skin.tell(list(self._urgent.numbers(self._screening())))
                case Command.WHY:
                    self.skin.tell([GAP, *self._keys()])
                case Command.ENOUGH | Command.SKIP | str():
                    return
            self._to_depth()

    def _deeper(self) -> Course | None:
        """Offer the next depth with its number of questions; None where there is none, or the person has had enough."""
        for depth in list(Urgency)[self.course.depth.rank + 1 :] if not self._enough else ():
            deeper = replace(self.course, depth=depth)
            more = questions_left(deeper, self._screening())
            if more:
                topics = dict.fromkeys(self.knowledge.sections[self.knowledge.questions[fact].section].title.lower() for fact in more)
                pattern = self.knowledge.text("offer-deeper" if len(more) > 1 else "offer-deeper-one")
                return deeper if self.skin.confirm(pattern.format(count=len(more), topics="; ".join(topics))) else None
        return None

    def _page(self, page: tuple[str, ...], left: int, screening: Screening) -> None:
        """Ask several questions at once; what the line does not answer is asked again, alone or on a page, only while it still matters."""
        self.skin.tell([GAP, *page_lines(page, self.course, self.knowledge)])
        while True:
            reply = self.skin.ask(page_prompt(self.knowledge, progress=self._progress(left)))
            if reply is Command.WHY:
                self._tell_why(page)
                continue
            if isinstance(reply, Command):
                for fact in page if reply in _FOR_ALL else page[:1]:
                    self._obey(reply, fact, screening)
                return
            try:
                given = read_page(str(reply), page, self.knowledge)
            except InputError as fault:
                self._tell_wrong("", fault)
                continue
            for fact, raw in given.items():
                self._answer(fact, raw)
            self.skin.tell([answered(fact, self.course, self.knowledge) for fact in given])
            return

    def _one(self, fact: str, screening: Screening, progress: str = "") -> None:
        """Ask one question until it is answered, passed over, or left for the one before."""
        while True:
            reply = self.skin.ask(asked(fact, self.course, self.knowledge, progress=progress, for_another=self.advocate))
            if not isinstance(reply, Command):
                if self._answer(fact, reply):
                    return
            elif self._obey(reply, fact, screening):
                return

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
        """Say what is wrong with what was typed, and once what would be right."""
        for problem in fault.problems:
            where = f"{self.knowledge.questions[fact].label if problem.where == fact else problem.where}: " if problem.where else ""
            self.skin.tell([Line(Manner.STRONG, f"{where}{problem.what}.")])
        self.skin.tell([Line(Manner.TEXT, sentence(right)) for right in dict.fromkeys(problem.right for problem in fault.problems) if right])

    def _take(self, fact: str, answer: Answer) -> None:
        self.course = self.course.with_answer(fact, answer)
        self.keep(self.course)
        if fact == LANGUAGE:
            self._tell_language()

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
                self._tell_why([fact])
            case Command.NUMBERS:
                self.skin.tell(list(self._urgent.numbers(screening)))
            case Command.REVIEW:
                self.skin.tell(list(answer_lines(self.course, self.knowledge)))
            case Command.KNOWN if self.advocate:
                self._known = _KNOWN[(_KNOWN.index(self._known) + 1) % len(_KNOWN)]
            case Command.ENOUGH:
                self._enough = True
                self.course = replace(self.course, again=None)
                return True
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

    def _tell_why(self, facts: Sequence[str]) -> None:
        self.skin.tell([*why_lines(facts, self._reader, self.knowledge), *self._keys()])

    def _keys(self) -> Iterator[Line]:
        return key_lines(self.knowledge, advocate=self.advocate)

    def _progress(self, left: int) -> str:
        """Say how many questions are left, why where there are more than before and, for an advocate, how the next answer is known.

        While the first answers still decide how many there are, that is said once: a large number would frighten and say nothing.
        """
        many = self.knowledge.text("left-many") if set(self.course.path) <= {LANGUAGE} else ""
        said = self.knowledge.text("left").format(count=left) if left <= _COUNTABLE or self._left else many
        if 0 < self._left < left:
            said = self.knowledge.text("left-more").format(count=left)
        if self.course.again is not None:
            said = ""
        self._left = left if said and said != many else self._left
        known = self.knowledge.text(f"known-{self._known.value}") if self.advocate else ""
        return "  ".join(part for part in (said, known) if part)

    def _tell_section(self, section: str) -> None:
        if section == self._section:
            return
        if self._section:
            offer, self.offer = self.offer, lambda: None
            offer()
            self.keep(self.course)
        self._section = section
        entry = self.knowledge.sections[section]
        self.skin.tell([GAP, Line(Manner.HEADING, entry.title), *([Line(Manner.TEXT, entry.intro)] if entry.intro else [])])

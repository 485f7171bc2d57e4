"""Drives a real interview in a pseudo-terminal: reads what is asked, answers it from a table of facts, passes over what the table does not hold."""

from collections.abc import Mapping, Sequence

from terminal import DOWN, Terminal

from ctintake.interview.prompts import Command
from ctintake.model import FactType, Knowledge
from ctintake.readers import ask


class Conversation:
    """One interview. `script` holds raw answers by fact, as a profile would; a Command instead of an answer is given as such."""

    def __init__(
        self,
        knowledge: Knowledge,
        script: Mapping[str, object],
        arguments: Sequence[str],
        *,
        plain: bool,
        size: tuple[int, int] = (50, 240),
        environment: Mapping[str, str] | None = None,
        under: Sequence[str] = (),
    ) -> None:
        self.knowledge = knowledge
        self.script = script
        self.plain = plain
        self.asked: list[str] = []
        self.terminal = Terminal(["interview", *arguments, *(["--plain"] if plain else [])], size=size, environment=environment, under=under)

    @property
    def seen(self) -> str:
        """All that was sent to the terminal."""
        return self.terminal.raw

    def hold(self) -> int:
        """Answer everything that is asked, decline the offers at the end, and give the exit status."""
        while self.step():
            pass
        return self.terminal.end()

    def step(self) -> bool:
        """Answer one question, or decline one offer; tell whether there was one."""
        came = self.wait_for_next()
        if came is None:
            return False
        fact, text = came
        if fact is None:
            self._pass(text)
        else:
            self.answer(fact)
        return True

    def wait_for_next(self) -> tuple[str | None, str] | None:
        """Wait for the next question or offer; give its fact, where it has one, and its text; None where the program ended."""
        asks = asked_in(self.knowledge)
        ends = [self.knowledge.text("offer-save"), "Go on with", self.knowledge.text("review")]
        # The question just answered is shown once more with its answer: it is not a question again.
        awaited = [text for text in (*asks, *ends) if not self.asked or asks.get(text) != self.asked[-1]]
        found = self.terminal.wait(*awaited, ended=True)
        return None if found == len(awaited) else (asks.get(awaited[found]), awaited[found])

    def answer(self, fact: str) -> None:
        self.asked.append(fact)
        answer = self.script.get(fact, Command.SKIP)
        if self.plain:
            self.terminal.wait("Number (1 to", "Numbers (1 to", "Answer")
        self.terminal.send(self._typed(fact, answer) + "\r" if self.plain else self._keys(fact, answer))

    def _pass(self, offer: object) -> None:
        """Say no to an offer, and go on from the review page."""
        self.terminal.send("1\r" if self.plain and offer == self.knowledge.text("review") else "\r")

    def _options(self, fact: str) -> list[str]:
        question = self.knowledge.questions[fact]
        return ["yes", "no"] if question.type is FactType.YESNO else list(question.options)

    def _typed(self, fact: str, answer: object) -> str:
        if isinstance(answer, Command):
            return answer.value
        options = self._options(fact)
        if not options:
            return str(answer)
        return ",".join(str(options.index(option) + 1) for option in _as_options(answer))

    def _keys(self, fact: str, answer: object) -> str:
        options = self._options(fact)
        if isinstance(answer, Command):
            return answer.value if options else answer.value + "\r"
        if not options:
            return f"{answer}\r"
        if self.knowledge.questions[fact].type is FactType.CHOICES:
            wanted = _as_options(answer)
            return "".join((" " if option in wanted else "") + DOWN for option in options) + "\r"
        return DOWN * options.index(_as_options(answer)[0]) + "\r"


def asked_in(knowledge: Knowledge) -> dict[str, str]:
    """Give the fact of each question, by its text for whoever answers."""
    return {ask(question, reader, knowledge): fact for fact, question in knowledge.questions.items() for reader in ("self", "family", "advocate")}


def _as_options(answer: object) -> list[str]:
    if isinstance(answer, bool):
        return ["yes" if answer else "no"]
    return [str(option) for option in answer] if isinstance(answer, list) else [str(answer)]

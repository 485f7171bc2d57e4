"""Drives a real interview in a pseudo-terminal: reads what is asked, answers it from a table of facts, passes over what the table does not hold."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pexpect

from ctintake.interview.prompts import Command
from ctintake.model import FactType, Knowledge

DOWN = "\x1b[B"


class Conversation:
    """One interview. `script` holds raw answers by fact, as a profile would; a Command instead of an answer is given as such."""

    def __init__(self, knowledge: Knowledge, script: Mapping[str, object], arguments: Sequence[str], *, plain: bool, size: tuple[int, int] = (50, 240)) -> None:
        self.knowledge = knowledge
        self.script = script
        self.plain = plain
        self.asked: list[str] = []
        self.seen = ""
        words = ["-m", "ctintake", "interview", *arguments, *(["--plain"] if plain else [])]
        environment = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "xterm-256color", "PYTHONDONTWRITEBYTECODE": "1", "PROMPT_TOOLKIT_NO_CPR": "1"}
        self.child = pexpect.spawn(sys.executable, words, dimensions=size, env=environment, encoding="utf-8", timeout=30, cwd=str(Path(__file__).parent.parent))
        self.child.delaybeforesend = None

    def hold(self) -> int:
        """Answer everything that is asked, decline the offers at the end, and give the exit status."""
        asks = {text: fact for fact, question in self.knowledge.questions.items() for text in {question.ask, question.ask_for_another}}
        ends = [self.knowledge.text("offer-save"), "Go on with", self.knowledge.text("review")]
        texts = [*asks, *ends]
        while True:
            # The question just answered is drawn once more with its answer: it is not a question again.
            awaited = [text for text in texts if not self.asked or asks.get(text) != self.asked[-1]]
            found = self._expect([*awaited, pexpect.EOF])
            if found == len(awaited):
                return self._status()
            if awaited[found] in ends:
                self._pass(awaited[found])
            else:
                self._answer(asks[awaited[found]])

    def _expect(self, texts: list[object]) -> int:
        found = self.child.expect_exact(texts)
        self.seen += str(self.child.before) + (self.child.after if isinstance(self.child.after, str) else "")
        return found

    def _answer(self, fact: str) -> None:
        self.asked.append(fact)
        answer = self.script.get(fact, Command.SKIP)
        if self.plain:
            self.child.expect_exact(["Number: ", "Numbers, with commas between: ", "Answer: "])
            self.seen += str(self.child.before)
            self.child.send(self._typed(fact, answer) + "\r")
        else:
            self.child.send(self._keys(fact, answer))

    def _pass(self, offer: object) -> None:
        """Say no to an offer, and go on from the review page."""
        if offer == self.knowledge.text("review"):
            self.child.send("1\r" if self.plain else "\r")
        else:
            self.child.send("\r" if self.plain else "n")

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

    def _status(self) -> int:
        self.child.close()
        return self.child.exitstatus if self.child.exitstatus is not None else -1


def _as_options(answer: object) -> list[str]:
    if isinstance(answer, bool):
        return ["yes" if answer else "no"]
    return [str(option) for option in answer] if isinstance(answer, list) else [str(answer)]

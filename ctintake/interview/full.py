"""The full skin: questionary prompts and rich text, for a terminal that can move its cursor.

Everything is drawn on standard error, so that a result can be sent elsewhere. Single keys give the commands in menus; in typed
answers the same letters, then Enter. Questions and options are wrapped here: the terminal would cut them in mid-word.
"""

import sys
from collections.abc import Sequence
from typing import Any

import msgspec
import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Always
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.key_binding import KeyBindings, merge_key_bindings
from prompt_toolkit.layout import Dimension, ScrollbarMargin, ScrollOffsets
from prompt_toolkit.output import ColorDepth, Output, create_output
from prompt_toolkit.output.vt100 import Vt100_Output
from questionary import Choice, Separator, Style
from questionary.prompts.common import InquirerControl
from rich.console import Console
from rich.text import Text

from ctintake.interview.completing import NearCompleter
from ctintake.interview.keys import COMMANDS, command_keys, no_mouse, reading_keys
from ctintake.interview.prompts import MOST_TYPED, Command, Prompt, Reply, Shape, Texts, cleaned, fault_of
from ctintake.interview.terminal import CLEAR, MAIN_SCREEN, OWN_SCREEN, PROMPT_OFF, hush, leaving_waits, restorer, send
from ctintake.interview.waking import run
from ctintake.show.lines import GAP, Line, Manner
from ctintake.show.terminal import print_rich, visible

_STYLE = Style(
    [
        ("qmark", "bold"),
        ("question", "bold"),
        ("instruction", ""),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("selected", ""),
        ("answer", "bold"),
        ("separator", "bold underline"),
    ]
)
_WIDEST = 88
_POINTER = 3
_TICK = 2
_MARGIN = 2
_FEWEST_ROWS = 6


class FullSkin:
    """Talks by menus and prompts."""

    def __init__(self, texts: Texts) -> None:
        """Take the words around prompts."""
        self.texts = texts
        self.output = _output()
        self._hinted: set[str] = set()
        self._drawn: dict[str, Any] = {"qmark": "", "style": _STYLE, "input": _input(), "output": self.output}
        self._back = restorer(sys.stdin)
        self._on_own_screen = False
        self._rows_told = 0
        self._after_gap = False

    def begin(self) -> None:
        """Ask on the alternate screen: it leaves nothing to scroll back to."""
        self._on_own_screen = True
        hush(sys.stdin)
        sys.stderr.flush()
        send(sys.stderr, OWN_SCREEN)

    def end(self) -> None:
        """Go back to the main screen, where results can be scrolled; what was typed ahead is dropped. Raises KeyboardInterrupt where it held Ctrl-C."""
        if self._on_own_screen:
            self._on_own_screen = False
            sys.stderr.flush()
            leaves = leaving_waits(sys.stdin)
            send(sys.stderr, PROMPT_OFF + MAIN_SCREEN)
            self._back()
            self._rows_told = 0
            if leaves:
                raise KeyboardInterrupt

    def ask(self, prompt: Prompt) -> Reply:
        """Ask by a menu, a list to tick, or a line to type, until what is given can be taken."""
        hint = self._once(prompt.keys)
        self.tell([GAP, *([Line(Manner.QUIET, prompt.progress)] if prompt.progress else []), *([Line(Manner.QUIET, hint)] if hint else [])])
        mark = self._once("mark") if prompt.shape is Shape.SEVERAL else ""
        asked = msgspec.structs.replace(prompt, ask="\n".join(part for part in (prompt.ask, prompt.look, mark) if part))
        if self._on_own_screen and self._rows_told + self._rows_needed(asked) > self.output.get_size().rows:
            self._pause()
        while True:
            reply = self._reply(asked)
            wrong = fault_of(reply, prompt)
            if not wrong:
                self._rows_told = 0  # what stands above has been read
                self.tell(_asked_and_answered(prompt, reply))
                self._rows_told = 0
                return reply
            asked = msgspec.structs.replace(prompt, ask=f"{wrong}\n{prompt.ask}", before=tuple(reply) if isinstance(reply, list) else prompt.before)

    def rows(self) -> int:
        """Give the rows of the terminal."""
        return self.output.get_size().rows

    def tell(self, lines: Sequence[Line]) -> None:
        """Show lines with weight and wrapping, never with two blank lines between them."""
        lines = [line for at, line in enumerate(lines) if line is not GAP or (lines[at - 1] is not GAP if at else not self._after_gap)]
        self._after_gap = lines[-1] is GAP if lines else self._after_gap
        shown: list[Line] = []
        for line in lines:
            rows = self._wrapped(line.text, 2 * line.depth).count("\n") + 1
            if self._rows_told and self._rows_told + rows >= self.output.get_size().rows:
                print_rich(shown, sys.stderr)
                shown = []
                self._pause()
                self._rows_told = 0
            shown.append(line)
            self._rows_told += rows
        print_rich(shown, sys.stderr)

    def clear(self) -> None:
        """Clear the screen and what can be scrolled back."""
        send(sys.stderr, PROMPT_OFF + MAIN_SCREEN + CLEAR)

    def _once(self, hint: str) -> str:
        """Give a hint the first time; later it is on `?`, or with what could not be taken."""
        first = hint not in self._hinted
        self._hinted.add(hint)
        return self.texts(hint) if first else ""

    def _rows_needed(self, prompt: Prompt) -> int:
        """Give the rows a prompt takes at least; a long list scrolls."""
        options = [self._wrapped(label, _POINTER + _TICK) for _, label in prompt.choices]
        return self._wrapped(prompt.ask, 0).count("\n") + 2 + min(sum(label.count("\n") + 1 for label in options), _FEWEST_ROWS)

    def _pause(self) -> None:
        """Wait until what is on the screen has been read: there may be nothing to scroll back to."""
        sys.stderr.flush()
        self._run(questionary.press_any_key_to_continue(self.texts("more-below"), erase_when_done=True, **self._drawn_alone()), reading_keys())

    def _drawn_alone(self) -> dict[str, Any]:
        return {name: value for name, value in self._drawn.items() if name != "qmark"}

    def _reply(self, prompt: Prompt) -> Reply:
        if prompt.shape is Shape.ONE:
            given = self._run(self._menu(prompt), command_keys())
            return given if isinstance(given, Command) else str(given)
        if prompt.shape is Shape.SEVERAL:
            given = self._run(self._ticks(prompt), command_keys())
            return given if isinstance(given, Command) else [str(option) for option in given]
        typed = cleaned(str(self._run(self._line(prompt)))) or ", ".join(prompt.before)
        return COMMANDS.get(typed.lower(), typed)

    def _menu(self, prompt: Prompt) -> questionary.Question:
        choices = self._choices(prompt, _POINTER)
        chosen = next((choice for choice in choices if choice.value in prompt.before), None)
        asked = self._wrapped(prompt.ask, 0)
        menu = questionary.select(asked, choices, default=chosen, instruction=" ", use_jk_keys=False, erase_when_done=True, **self._drawn)
        return self._within_screen(menu, asked)

    def _ticks(self, prompt: Prompt) -> questionary.Question:
        asked = self._wrapped(prompt.ask, 0)
        choices = self._choices(prompt, _POINTER + _TICK)
        ticks = questionary.checkbox(asked, choices, instruction="", use_jk_keys=False, erase_when_done=True, **self._drawn)
        return self._within_screen(ticks, asked)

    def _within_screen(self, question: questionary.Question, asked: str) -> questionary.Question:
        """Let a long list scroll, so that what was told just before stays in sight: the next option always shows, arrows say that there are more."""
        room = self.output.get_size().rows - self._rows_told - asked.count("\n") - 2
        for window in question.application.layout.find_all_windows():
            if isinstance(window.content, InquirerControl):
                shown = max(room, _FEWEST_ROWS)
                longer = sum(str(choice.title).count("\n") + 1 for choice in window.content.choices) > shown
                window.height = Dimension(max=shown)
                window.wrap_lines = Always()
                window.scroll_offsets = ScrollOffsets(top=1, bottom=2)
                window.right_margins = [ScrollbarMargin(display_arrows=True)] if longer else []
        return question

    def _choices(self, prompt: Prompt, before: int) -> list[Choice]:
        """Give the options, wrapped; what follows a line's end stands under its beginning."""
        choices: list[Choice] = []
        for option, label in prompt.choices:
            if option in prompt.headings:
                choices.append(Separator(self._wrapped(prompt.headings[option], 0)))
            choices.append(Choice(self._wrapped(label, before).replace("\n ", "\n" + " " * before), value=option, checked=option in prompt.before))
        return choices

    def _line(self, prompt: Prompt) -> questionary.Question:
        kept = self.texts("enter-keeps").format(ask=self.texts("answer"), kept=visible(", ".join(prompt.before))) if prompt.before else ""
        beside = "".join(f"\n({text})" for text in (prompt.example, kept) if text)
        completer = NearCompleter(prompt.completions, several=prompt.several) if prompt.completions else None
        asked = f"{self._wrapped(prompt.ask + beside, 0)}\n >"
        question = questionary.text(asked, completer=completer, erase_when_done=True, **self._drawn)
        question.application.current_buffer.on_text_changed += _shorten
        return question

    def _run(self, question: questionary.Question, keys: KeyBindings | None = None) -> Any:  # noqa: ANN401 - questionary returns what the prompt gives
        application = question.application
        bindings = [application.key_bindings, no_mouse(), keys]
        application.key_bindings = merge_key_bindings([one for one in bindings if one is not None])
        return run(application.run_async(pre_run=lambda: _end_on_fault(application), set_exception_handler=False, handle_sigint=False))

    def _wrapped(self, text: str, taken: int) -> str:
        """Wrap text to the terminal, of which some columns are taken; a line's own indent is kept, and each next line stands in by one."""
        width = max(min(self.output.get_size().columns, _WIDEST) - taken - _MARGIN, 10)
        console = Console(width=width)
        lines = []
        for line in text.splitlines():
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + part.plain.rstrip() for part in Text(visible(line)).wrap(console, width - len(indent))]
        return "\n ".join(lines)


def _output() -> Output:
    """Give where prompts are drawn: in weight alone, so that it can be read on light and dark, and without asking where the cursor is.

    A terminal that does not answer that question would be waited for, at each prompt and when leaving.
    """
    output = create_output(stdout=sys.stderr)
    if isinstance(output, Vt100_Output):
        output.enable_cpr = False
        output.default_color_depth = ColorDepth.DEPTH_1_BIT
    return output


def _input() -> Input:
    """Give where keys are read, with a reader that bears a paste of any length and a terminal that has gone."""
    keys = create_input(sys.stdin)
    if sys.platform != "win32":
        from ctintake.interview.pasting import Reader

        keys.stdin_reader = Reader(sys.stdin.fileno(), encoding=sys.stdin.encoding)  # type: ignore[attr-defined] # create_input gives a Vt100Input here
    return keys


def _end_on_fault(application: Application[Any]) -> None:
    """End the prompt when it fails (its terminal may have gone): the library would print a traceback and wait for Enter."""

    def end(_: object, context: dict[str, Any]) -> None:
        if not application.is_done:
            application.exit(exception=context.get("exception") or EOFError())

    if application.loop is not None:
        application.loop.set_exception_handler(end)


def _shorten(buffer: Buffer) -> None:
    if len(buffer.text) > MOST_TYPED:
        buffer.text = buffer.text[:MOST_TYPED]


def _asked_and_answered(prompt: Prompt, reply: Reply) -> list[Line]:
    """Give what stays on the screen of a prompt."""
    said = [] if isinstance(reply, Command) else [reply] if isinstance(reply, str) else reply
    words = dict(prompt.choices)
    asked = [Line(Manner.STRONG, line) for line in prompt.ask.splitlines()]
    return [*asked, *([Line(Manner.TEXT, "» " + ", ".join(words.get(one, one) for one in said), 1)] if said else [])]

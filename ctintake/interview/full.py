"""The full skin: questionary prompts and rich text, for a terminal that can move its cursor.

Everything is drawn on standard error, so that a result can be sent elsewhere. Single keys give the commands in menus; in typed
answers the same letters, then Enter.
"""

import sys
from collections.abc import Sequence

import questionary
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.output import create_output
from questionary import Choice, Style

from ctintake.interview.completing import NearCompleter
from ctintake.interview.prompts import CLEAR, NONE, Command, Prompt, Reply, Shape
from ctintake.show.lines import Line, Manner
from ctintake.show.terminal import print_rich

_STYLE = Style(
    [("qmark", "bold"), ("question", "bold"), ("instruction", ""), ("pointer", "bold"), ("highlighted", "bold"), ("selected", ""), ("answer", "bold")]
)
_OWN_SCREEN = "\x1b[?1049h\x1b[H"
_MAIN_SCREEN = "\x1b[?1049l"
_COMMANDS = {command.value: command for command in Command}


class FullSkin:
    """Talks by menus and prompts."""

    def __init__(self, keys: str) -> None:
        """Take the line that names the keys."""
        self.keys = keys
        self.output = create_output(stdout=sys.stderr)
        self._hinted = False

    def begin(self) -> None:
        """Ask on the alternate screen: it leaves nothing to scroll back to."""
        self._send(_OWN_SCREEN)

    def end(self) -> None:
        """Go back to the main screen, where results can be scrolled."""
        self._send(_MAIN_SCREEN)

    def ask(self, prompt: Prompt) -> Reply:
        """Ask by a menu, a list to tick, or a line to type."""
        self.tell([Line(Manner.QUIET, prompt.progress)])
        if not self._hinted:
            self._hinted = True
            self.tell([Line(Manner.QUIET, self.keys)])
        if prompt.shape is Shape.ONE:
            return _reply(self._run(self._menu(prompt), prompt.shape))
        if prompt.shape is Shape.SEVERAL:
            return _reply(self._run(self._ticks(prompt), prompt.shape))
        typed = str(self._run(self._line(prompt), prompt.shape)).strip()
        return _COMMANDS.get(typed.lower(), typed)

    def confirm(self, question: str) -> bool:
        """Ask yes or no; a bare Enter is no."""
        return bool(questionary.confirm(question, default=False, style=_STYLE, qmark="", output=self.output).unsafe_ask())

    def line(self, question: str, default: str) -> str:
        """Ask for a line of text, the default standing there already."""
        return str(questionary.text(question, default=default, qmark="", style=_STYLE, output=self.output).unsafe_ask())

    def tell(self, lines: Sequence[Line]) -> None:
        """Show lines with weight and wrapping."""
        print_rich(lines, sys.stderr)

    def clear(self) -> None:
        """Clear the screen and what can be scrolled back."""
        self._send(_MAIN_SCREEN + CLEAR)

    def _send(self, sequence: str) -> None:
        sys.stderr.write(sequence)
        sys.stderr.flush()

    def _menu(self, prompt: Prompt) -> questionary.Question:
        choices = [Choice(label, value=option) for option, label in prompt.choices]
        chosen = next((choice for choice in choices if choice.value in prompt.before), None)
        return questionary.select(prompt.ask, choices, default=chosen, qmark="", instruction=" ", style=_STYLE, use_jk_keys=False, output=self.output)

    def _ticks(self, prompt: Prompt) -> questionary.Question:
        choices = [Choice(label, value=option, checked=option in prompt.before) for option, label in prompt.choices]
        return questionary.checkbox(
            prompt.ask,
            choices,
            qmark="",
            instruction="(space to mark, Enter when done)",
            validate=lambda chosen: _several(chosen, prompt),
            style=_STYLE,
            use_jk_keys=False,
            output=self.output,
        )

    def _line(self, prompt: Prompt) -> questionary.Question:
        example = f"({prompt.example})" if prompt.example else None
        completer = NearCompleter(prompt.completions, several=prompt.several) if prompt.completions else None
        return questionary.text(
            prompt.ask,
            default=", ".join(prompt.before),
            instruction=example,
            qmark="",
            style=_STYLE,
            output=self.output,
            completer=completer,
            validate=lambda typed: bool(typed.strip()) or prompt.missing,
        )

    def _run(self, question: questionary.Question, shape: Shape) -> object:
        if shape is not Shape.TYPED:
            own = question.application.key_bindings
            question.application.key_bindings = merge_key_bindings([own, _command_keys()] if own is not None else [_command_keys()])
        return question.unsafe_ask()


def _several(chosen: list[str], prompt: Prompt) -> bool | str:
    """Say what is wrong with the options marked, or True: something is marked, and "none" stands alone."""
    if not chosen:
        return prompt.missing
    return True if NONE not in chosen or len(chosen) == 1 else f"{dict(prompt.choices)[NONE]}: {prompt.alone}"


def _reply(given: object) -> Reply:
    """Give what a questionary prompt returned as a reply."""
    if isinstance(given, Command):
        return given
    return [str(option) for option in given] if isinstance(given, list) else str(given)


def _command_keys() -> KeyBindings:
    """Give the single keys of the commands; the keys that would tick everything at once are taken away."""
    keys = KeyBindings()
    for key, command in _COMMANDS.items():

        @keys.add(key, eager=True)
        def give(event: KeyPressEvent, command: Command = command) -> None:
            event.app.exit(result=command)

    for key in ("a", "i"):

        @keys.add(key, eager=True)
        def ignore(event: KeyPressEvent) -> None:
            """Do nothing."""

    return keys

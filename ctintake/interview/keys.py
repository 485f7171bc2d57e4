"""The keys of the full skin, merged into those of each prompt: single keys for the commands, and what must not be heard."""

from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from ctintake.interview.prompts import Command

COMMANDS = {command.value: command for command in Command}
"""The commands by their keys."""


def no_mouse() -> KeyBindings:
    """Give bindings that hear no mouse: the library falls over what only looks like one, such as a pasted color."""
    keys = KeyBindings()

    @keys.add(Keys.Vt100MouseEvent, eager=True)
    def ignore(event: KeyPressEvent) -> None:
        """Do nothing."""

    return keys


def _no_paste() -> KeyBindings:
    """Give bindings that take no paste, where there is nothing to type."""
    keys = KeyBindings()

    @keys.add(Keys.BracketedPaste, eager=True)
    def ignore(event: KeyPressEvent) -> None:
        """Do nothing."""

    return keys


def leave_keys() -> KeyBindings:
    """Give the keys that leave where nothing is typed."""
    keys = _no_paste()
    for key in (Command.LEAVE.value, Command.LEAVE.value.upper(), Keys.ControlC):

        @keys.add(key, eager=True)
        def leave(event: KeyPressEvent) -> None:
            event.app.exit(exception=KeyboardInterrupt)

    return keys


def reading_keys() -> KeyBindings:
    """Give the keys while there is only something to read: Enter goes on, what is typed by mistake does not."""
    keys = leave_keys()

    @keys.add(Keys.Any, eager=True)
    def ignore(event: KeyPressEvent) -> None:
        """Do nothing."""

    @keys.add(Keys.Enter, eager=True)
    def go_on(event: KeyPressEvent) -> None:
        event.app.exit()

    return keys


def command_keys() -> KeyBindings:
    """Give the single keys of the commands, capital or not; the keys that would tick everything at once are taken away."""
    keys = _no_paste()
    for key, command in COMMANDS.items():
        for typed in {key, key.upper()}:

            @keys.add(typed, eager=True)
            def give(event: KeyPressEvent, command: Command = command) -> None:
                event.app.exit(result=command)

    for key in ("a", "i"):

        @keys.add(key, eager=True)
        def ignore(event: KeyPressEvent) -> None:
            """Do nothing."""

    return keys

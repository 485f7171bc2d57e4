"""Encrypted files at the edge: asking for a passphrase, reading an identity file, sealing what is to be written."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from ctintake.cli.edge import read_file
from ctintake.errors import InputError, on_one_line
from ctintake.sealing import is_sealed, needs_passphrase, seal, unseal_with_identity, unseal_with_passphrase


def opened(content: bytes, where: str, identity: Path | None = None) -> bytes:
    """Give what a file holds: as it is, or unsealed by an identity file or by a passphrase typed at the terminal.

    ``where`` is what to call it in errors. Nothing is written.
    """
    if not is_sealed(content):
        return content
    with _library():
        if needs_passphrase(content):
            return unseal_with_passphrase(content, _asked(f"Passphrase of {on_one_line(Path(where).name)}: "), where)
        if identity is None:
            raise InputError.of(where, "is encrypted for someone's key", "give the file with that key: --identity FILE")
        return unseal_with_identity(content, read_file(identity), where, str(identity))


Seal = Callable[[bytes], bytes]
"""What seals the content of a file."""


def sealer(encrypt_to: Sequence[str], *, passphrase: bool) -> Seal:
    """Give what seals the files of a run, for recipients or with a passphrase, which is asked for once, when the first is sealed.

    Raises InputError at once where a recipient is none: before a question is asked, or anything is written.
    """
    if passphrase and encrypt_to:
        raise InputError.of("--encrypt-passphrase", "cannot be joined with --encrypt-to", "give one of the two")
    with _library():
        if not passphrase:
            seal(b"", encrypt_to)
    asked = cache(_new_passphrase)

    def sealed(content: bytes) -> bytes:
        with _library():
            return seal(content, (), asked()) if passphrase else seal(content, encrypt_to)

    return sealed


def _new_passphrase() -> str:
    """Ask at the terminal for the passphrase to encrypt with, twice."""
    first = _asked("Passphrase to encrypt with: ")
    if not first:
        raise InputError.of("--encrypt-passphrase", "the passphrase is empty", "choose several words")
    if _asked("The same again: ") != first:
        raise InputError.of("--encrypt-passphrase", "the two passphrases are not the same", "try again")
    return first


def _asked(prompt: str) -> str:
    """Ask for a passphrase without showing it; never where it would be shown, nor from standard input."""
    import warnings
    from getpass import GetPassWarning, getpass

    with warnings.catch_warnings():
        warnings.simplefilter("error", GetPassWarning)
        try:
            return getpass(prompt)
        except (GetPassWarning, EOFError, OSError):
            raise InputError.of("", "a passphrase can only be typed at a terminal", "run it at one, or encrypt for a key: --encrypt-to, --identity") from None


@contextmanager
def _library() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as fault:
        raise InputError.of("", f"encrypted files need {fault.name}, which is not installed", "pip install 'ctintake[seal]'") from None

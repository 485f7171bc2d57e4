"""Encrypted files at the edge: asking for a passphrase, reading an identity file, sealing what is to be written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ctintake.cli.edge import read_file
from ctintake.errors import InputError, harmless
from ctintake.sealing import is_sealed, needs_passphrase, seal, unseal_with_identity, unseal_with_passphrase


def opened(content: bytes, where: str, identity: Path | None = None) -> bytes:
    """Give what a file holds: as it is, or unsealed by an identity file or by a passphrase typed at the terminal.

    ``where`` is what to call it in errors. Nothing is written.
    """
    if not is_sealed(content):
        return content
    with _library():
        if needs_passphrase(content):
            return unseal_with_passphrase(content, _asked(f"Passphrase of {harmless(Path(where).name)}: "), where)
        if identity is None:
            raise InputError.of(where, "is encrypted for someone's key", "give the file with that key: --identity FILE")
        return unseal_with_identity(content, read_file(identity), where, str(identity))


def sealed(content: bytes, encrypt_to: Sequence[str] = (), passphrase: str | None = None) -> bytes:
    """Seal what is to be written, for the recipients or with the passphrase; without either, give it as it is."""
    if not encrypt_to and passphrase is None:
        return content
    with _library():
        return seal(content, encrypt_to, passphrase)


def new_passphrase(encrypt_to: Sequence[str] = ()) -> str:
    """Ask at the terminal for the passphrase to encrypt with, twice. Once for all the files of a run."""
    if encrypt_to:
        raise InputError.of("--encrypt-passphrase", "cannot be joined with --encrypt-to", "give one of the two")
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

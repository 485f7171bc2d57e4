"""Sealing a file for named recipients or with a passphrase, in the age format (age-encryption.org/v1), and opening it. In memory only.

The format and its ciphers are pyrage's; here stands what may be asked of it, and what is said when it refuses.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ctintake.errors import InputError

if TYPE_CHECKING:
    from pyrage import ssh, x25519

    Recipient = x25519.Recipient | ssh.Recipient
    Identity = x25519.Identity | ssh.Identity

ENDING = ".age"
"""How the names of sealed files end where the program gives them."""

_BINARY = b"age-encryption.org/v1\n"
_ARMORED = b"-----BEGIN AGE ENCRYPTED FILE-----"
_BY_PASSPHRASE = b"-> scrypt "
_ARMORED_HEAD = 200
_PASSPHRASE_FLAG, _RECIPIENT_FLAG = "--encrypt-passphrase", "--encrypt-to"


def is_sealed(content: bytes) -> bool:
    r"""Tell whether content is an age file, binary or armored.

    >>> is_sealed(b"age-encryption.org/v1\n-> X25519 ..."), is_sealed(b'schema = "ctintake.summary/1"')
    (True, False)
    """
    return content.startswith(_BINARY) or content.lstrip()[: len(_ARMORED)] == _ARMORED


def needs_passphrase(content: bytes) -> bool:
    """Tell whether a sealed file is opened by a passphrase, as its header says."""
    head = content if content.startswith(_BINARY) else _armored_head(content)
    return head[len(_BINARY) :].startswith(_BY_PASSPHRASE)


def _armored_head(content: bytes) -> bytes:
    import base64
    import binascii

    lines = content.lstrip()[len(_ARMORED) :].split(b"-----", 1)[0][: 2 * _ARMORED_HEAD]
    letters = b"".join(lines.split())
    try:
        return base64.b64decode(letters[: min(len(letters), _ARMORED_HEAD) // 4 * 4])
    except binascii.Error:
        return b""


def seal(content: bytes, recipients: Iterable[str] = (), passphrase: str | None = None) -> bytes:
    """Seal content for recipients (``age1...``, or an SSH public key), or with a passphrase; never both, as the format has it.

    Raises InputError where a recipient is none, and where there is nobody to seal it for.
    """
    import pyrage

    named = [_recipient(text) for text in recipients]
    if passphrase is None and not named:
        raise InputError.of(_RECIPIENT_FLAG, "names nobody to encrypt for", "give an age recipient: age1...")
    if passphrase is None:
        return pyrage.encrypt(content, named)
    if named:
        raise InputError.of(_PASSPHRASE_FLAG, f"cannot be joined with {_RECIPIENT_FLAG}", "give one of the two")
    if not passphrase:
        raise InputError.of(_PASSPHRASE_FLAG, "the passphrase is empty", "choose several words")
    return pyrage.passphrase.encrypt(content, passphrase)


def _recipient(text: str) -> "Recipient":
    import pyrage

    name = text.strip()
    if name.upper().startswith("AGE-SECRET-KEY-"):
        raise InputError.of(_RECIPIENT_FLAG, "is a secret key, which only its owner should have", "give the public one, which begins with age1")
    try:
        return pyrage.ssh.Recipient.from_str(name) if name.startswith("ssh-") else pyrage.x25519.Recipient.from_str(name)
    except pyrage.RecipientError:
        shown = name if len(name) <= len("age1") + 60 else f"{name[:20]}..."
        raise InputError.of(_RECIPIENT_FLAG, f"is no age recipient: '{shown}'", "copy it whole: it begins with age1, or is an SSH public key") from None


def unseal_with_passphrase(content: bytes, passphrase: str, where: str) -> bytes:
    """Open a file sealed with a passphrase; ``where`` is what to call it in errors. Raises InputError."""
    import pyrage

    try:
        return pyrage.passphrase.decrypt(content, passphrase)
    except pyrage.DecryptError as fault:
        raise _refused(fault, where, "cannot be opened with this passphrase", "try again; capitals and spaces count") from None


def unseal_with_identity(content: bytes, identity: bytes, where: str, identity_name: str = "--identity") -> bytes:
    """Open a file sealed for recipients with the content of an identity file, as age-keygen makes it, or of an SSH private key. Raises InputError."""
    import pyrage

    keys = _identities(identity, identity_name)
    try:
        return pyrage.decrypt(content, keys)
    except pyrage.DecryptError as fault:
        raise _refused(
            fault, where, f"is not encrypted for {identity_name}", "give the identity file of one it was encrypted for; if this is it, the file is damaged"
        ) from None


def _refused(fault: Exception, where: str, wrong_key: str, right: str) -> InputError:
    """Say why a file could not be opened: a wrong key, or a file that is not as it was written."""
    if str(fault) in {"No matching keys found", "Decryption failed"}:
        return InputError.of(where, wrong_key, right)
    if "work" in str(fault).lower():
        return InputError.of(
            where, "would take too long to open: its passphrase was made to cost more than this machine can pay", "open it with the age program"
        )
    return InputError.of(where, "is encrypted, and damaged or cut short", "ask for the file again")


def _identities(content: bytes, name: str) -> list["Identity"]:
    """Read the keys of an identity file; what is wrong with one is never shown, for it may be most of a key."""
    import pyrage

    try:
        if b"PRIVATE KEY-----" in content:
            return [pyrage.ssh.Identity.from_buffer(content)]
        lines = [line.strip() for line in content.decode().splitlines()]
        keys: list[Identity] = [pyrage.x25519.Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (pyrage.IdentityError, UnicodeDecodeError):
        raise InputError.of(name, "is no identity file", "give the file that age-keygen made, or an SSH private key without a passphrase") from None
    if not keys:
        raise InputError.of(name, "holds no key", "give the file that age-keygen made")
    return keys

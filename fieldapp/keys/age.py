"""Files sealed with age (age-encryption.org/v1), to an X25519 identity made from 32 secret bytes.

An age file opens with any age program that is given the identity; no format of our own to outlive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, BinaryIO

MAGIC = b"age-encryption.org/v1\n"
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def is_sealed(data: bytes) -> bool:
    """Whether these bytes begin as an age file does."""
    return data.startswith(MAGIC)


def seal(data: bytes, key: bytes) -> bytes:
    """The bytes of an age file that only `key` opens."""
    import pyrage

    return bytes(pyrage.encrypt(data, [_identity(key).to_public()]))


def recipient_of(key: bytes) -> bytes:
    """The public half of an identity, 32 bytes: whoever has it can seal, and open nothing."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw()


def is_recipient(public: bytes) -> bool:
    """Whether something sealed to these bytes would be secret; a few points of the curve keep nothing."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

    try:
        X25519PrivateKey.from_private_bytes(b"\x01" * 32).exchange(X25519PublicKey.from_public_bytes(public))
    except ValueError:
        return False
    return True


def seal_to(data: bytes, recipients: Sequence[bytes]) -> bytes:
    """The bytes of an age file that each of the recipients opens with its own identity."""
    import pyrage
    from pyrage import x25519

    readers = [x25519.Recipient.from_str(recipient_text(one)) for one in recipients]
    return bytes(pyrage.encrypt(data, readers))


def unseal(data: bytes, keys: Sequence[bytes]) -> bytes | None:
    """What was sealed, with the first key that opens it; None when none does or a byte is not as it was."""
    import pyrage

    try:
        return bytes(pyrage.decrypt(data, [_identity(key) for key in keys]))
    except pyrage.DecryptError:
        return None


def seal_stream(reader: BinaryIO, writer: BinaryIO, key: bytes) -> None:
    """Seal all of `reader` into `writer`, a little at a time."""
    import pyrage

    pyrage.encrypt_io(reader, writer, [_identity(key).to_public()])


def unseal_stream(reader: BinaryIO, writer: BinaryIO, keys: Sequence[bytes]) -> bool:
    """Open all of `reader` into `writer`; False when no key opens it, or a byte is not as it was.

    In that case `writer` may hold a beginning; each part that was written is sound.
    """
    import pyrage

    try:
        pyrage.decrypt_io(reader, writer, [_identity(key) for key in keys])
    except (pyrage.DecryptError, OSError):
        return False
    return True


def identity_text(key: bytes) -> str:
    """The identity as age programs read it: AGE-SECRET-KEY-1..."""
    return _bech32("age-secret-key-", key).upper()


def recipient_text(public: bytes) -> str:
    """A recipient as age programs read it: age1..."""
    return _bech32("age", public)


def _bech32(prefix: str, data: bytes) -> str:
    """BIP 173."""
    values = _fives(data)
    spread = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    total = _polymod([*spread, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    checks = [(total >> 5 * (5 - at)) & 31 for at in range(6)]
    return prefix + "1" + "".join(_BECH32[value] for value in [*values, *checks])


def _identity(key: bytes) -> Any:
    from pyrage import x25519

    return x25519.Identity.from_str(identity_text(key))


def _fives(data: bytes) -> list[int]:
    """The bits of `data` in groups of five, filled up with zeros."""
    count = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << (count * 5 - len(data) * 8)
    return [(number >> 5 * (count - 1 - at)) & 31 for at in range(count)]


def _polymod(values: Sequence[int]) -> int:
    """The checksum of BIP 173."""
    total = 1
    for value in values:
        top = total >> 25
        total = (total & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate(_GENERATORS):
            total ^= generator if (top >> at) & 1 else 0
    return total

"""Knowing a passphrase again without keeping it: Argon2id, in studies that are not encrypted.

An encrypted study needs no verifier: the right passphrase is the one that opens its vault.
"""

from __future__ import annotations

import hmac
import json
import secrets
from dataclasses import dataclass

_MOST_MEMORY = 128 * 1024
_MOST_ITERATIONS = 64


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id: passes, and memory in KiB. As it stands about 0.7 s on a survey laptop, one core."""

    iterations: int = 10
    memory: int = 64 * 1024


COST = Cost()


def make(secret: str) -> str:
    """What is kept: salt, cost and hash as JSON. Takes as long as `matches`."""
    salt = secrets.token_bytes(16)
    found = _hash(secret, salt, COST)
    plain = {"v": "1", "salt": salt.hex(), "hash": found.hex()}
    return json.dumps({**plain, "iterations": COST.iterations, "memory": COST.memory})


def matches(verifier: str, secret: str) -> bool:
    """Whether this is the passphrase that `verifier` was made of. A damaged verifier matches nothing."""
    try:
        kept = json.loads(verifier)
        cost = Cost(int(kept["iterations"]), int(kept["memory"]))
        salt, expected = bytes.fromhex(kept["salt"]), bytes.fromhex(kept["hash"])
    except (ValueError, KeyError, TypeError):
        return False
    if cost.memory > _MOST_MEMORY or cost.iterations > _MOST_ITERATIONS:
        return False
    return hmac.compare_digest(_hash(secret, salt, cost), expected)


def _hash(secret: str, salt: bytes, cost: Cost) -> bytes:
    """Unicode as one input method writes it and another does: NFC first."""
    import unicodedata

    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=32, iterations=cost.iterations, lanes=1, memory_cost=cost.memory)
    return kdf.derive(unicodedata.normalize("NFC", secret).encode("utf-8", "surrogatepass"))

"""From a passphrase to a key: Argon2id, as costly as people bear and as small laptops can carry.

What is typed is normalized to NFKC first. NFC alone would take care of accents and of the two codes
of some Chinese characters; NFKC also makes full-width letters and digits (１２３ａｂｃ, which a Chinese
input method in full-width mode types unseen into a hidden field) the same as plain ones. What that
costs in guessing is next to nothing; being locked out of one's own answers costs everything.
"""

from __future__ import annotations

import time
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path

from fieldapp.problems import SECRET_WEAK, VAULT_DAMAGED, Problem
from fieldapp.wording import tr

TARGET_SECONDS = 0.7
_MEMORIES = (128 * 1024, 64 * 1024, 32 * 1024)  # KiB; the first fits a laptop of 4 GB beside a browser
_LANES = 4
_FEWEST, _MOST = 3, 40
_ALLOWED_MEMORY = range(8 * 1024, 256 * 1024 + 1)
_ALLOWED_ITERATIONS = range(1, 65)
_ALLOWED_LANES = range(1, 17)
_SHORTEST = 8
_SHORTEST_PIN = 6


@dataclass(frozen=True, slots=True)
class Params:
    """The cost of one guess: memory in KiB, passes over it, lanes."""

    memory_kib: int = _MEMORIES[0]
    iterations: int = _FEWEST
    lanes: int = _LANES

    def check(self, where: Path | str) -> None:
        """Refuse what a damaged or hostile vault might ask for: gigabytes, hours, or next to nothing."""
        allowed = (
            self.memory_kib in _ALLOWED_MEMORY
            and self.iterations in _ALLOWED_ITERATIONS
            and self.lanes in _ALLOWED_LANES
        )
        if not allowed:
            raise Problem(VAULT_DAMAGED, where=where, why=f"its key derivation asks for {self}")


LIGHT = Params(memory_kib=8 * 1024, iterations=1, lanes=1)
"""For secrets nobody can guess anyway: a recovery code, a key of the system's keyring."""


def calibrated(target: float = TARGET_SECONDS) -> Params:
    """Parameters that take about `target` seconds on this laptop, measured now (once, for a new slot).

    Time of the processor is measured, so that a busy laptop is not taken for a slow one. A really slow
    one gets less memory, not fewer passes.
    """
    for memory in _MEMORIES:
        fewest = Params(memory, _FEWEST)
        least = _seconds(fewest)
        if least <= 2 * target:
            break
    return replace(fewest, iterations=min(max(round(_FEWEST * target / max(least, 0.001)), _FEWEST), _MOST))


def derive(secret: str, salt: bytes, params: Params) -> bytes:
    """A key of 32 bytes from what was typed."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    derivation = Argon2id(
        salt=salt,
        length=32,
        iterations=params.iterations,
        lanes=params.lanes,
        memory_cost=params.memory_kib,
    )
    return derivation.derive(normalized(secret).encode("utf-8", "surrogatepass"))


def normalized(secret: str) -> str:
    """The one spelling of what was typed, whatever keyboard or input method typed it."""
    return unicodedata.normalize("NFKC", secret)


def require_strength(secret: str, pin: bool = False) -> None:
    """Problem SECRET_WEAK for what is guessed at once; a Chinese character counts as two."""
    text = normalized(secret)
    length = sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
    if len(set(text)) < 3:
        raise Problem(SECRET_WEAK, where=tr("Passphrase"), why=tr("too few different characters"))
    if length < (_SHORTEST_PIN if pin else _SHORTEST):
        raise Problem(SECRET_WEAK, where=tr("Passphrase"), why=tr("too short"))


def _seconds(params: Params) -> float:
    begun = time.process_time()
    derive("", bytes(16), params)
    return time.process_time() - begun

"""The recovery code: 130 random bits on paper, for the day a passphrase is forgotten.

26 characters and 2 check characters in groups of four, in Crockford's alphabet: no I, L, O or U. What
is typed may have any letter case, blanks, dashes and full-width characters, and I, L, O for 1, 1, 0.
"""

from __future__ import annotations

import hashlib
import secrets
import unicodedata

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_RANDOM, _CHECK, _GROUP = 26, 2, 4
_MISREAD = str.maketrans("ILO", "110")


def new_recovery_code() -> str:
    """A new code, as it is printed: seven groups of four."""
    characters = "".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM))
    whole = characters + _checks(characters)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def read_recovery_code(typed: str) -> str | None:
    """The code in the one spelling that opens; None when this cannot be one (a slip is found here)."""
    text = unicodedata.normalize("NFKC", typed).upper()
    kept = "".join(character for character in text if character.isalnum()).translate(_MISREAD)
    if len(kept) != _RANDOM + _CHECK or not set(kept) <= set(_ALPHABET):
        return None
    return kept if _checks(kept[:_RANDOM]) == kept[_RANDOM:] else None


def _checks(characters: str) -> str:
    """Ten bits of a hash: one slip in 1,024 goes unseen, and then the code simply does not open."""
    digest = hashlib.sha256(characters.encode("ascii")).digest()
    return _ALPHABET[digest[0] & 31] + _ALPHABET[digest[1] & 31]

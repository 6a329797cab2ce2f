"""Knowing a passphrase again without keeping it: Argon2id, in studies that are not encrypted.

An encrypted study needs no verifier: the right passphrase is the one that opens its vault.
"""

from __future__ import annotations

import hmac
import json
import os
from dataclasses import asdict

from fieldapp.keys import argon
from fieldapp.problems import Problem


def make(secret: str, params: argon.Params | None = None) -> str:
    """What is kept: salt, cost and hash as JSON. About 0.7 s, and as long to measure this laptop."""
    salt, cost = os.urandom(16), params or argon.calibrated()
    found = argon.derive(secret, salt, cost)
    return json.dumps({"v": "1", "salt": salt.hex(), "hash": found.hex(), **asdict(cost)})


def matches(verifier: str, secret: str) -> bool:
    """Whether this is the passphrase that `verifier` was made of. A damaged verifier matches nothing."""
    try:
        kept = json.loads(verifier)
        cost = argon.Params(**{name: int(kept[name]) for name in asdict(argon.LIGHT)})
        cost.check("")
        salt, expected = bytes.fromhex(kept["salt"]), bytes.fromhex(kept["hash"])
    except (Problem, ValueError, KeyError, TypeError):
        return False
    return hmac.compare_digest(argon.derive(secret, salt, cost), expected)

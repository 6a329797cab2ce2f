"""A slot of the vault: one way for one person to open the study.

The passphrase makes a key (Argon2id) that wraps the slot's own X25519 private key; the master keys are
sealed to the slot's public key (HPKE, RFC 9180). So new master keys can be given to everybody without
anybody's passphrase, and a new passphrase wraps 32 bytes anew and touches nothing else.
"""

from __future__ import annotations

import json
import os
import secrets as chance
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from fieldapp.keys import argon
from fieldapp.keys.argon import Params
from fieldapp.keys.recovery import read_recovery_code

VERSION = 1
KINDS = ("passphrase", "pin", "recovery", "system")
_NONCE = 12
_TEXTS = ("id", "person", "name", "role", "kind")
_BLOBS = ("salt", "public", "private", "masters")


@dataclass(frozen=True, slots=True)
class Person:
    """Who a slot belongs to: the code people are known by, a name to show, and the role."""

    code: str
    name: str = ""
    role: str = "lead"


@dataclass(frozen=True, slots=True)
class Slot:
    """One entry of the vault; everything in it may be seen by whoever has the file."""

    id: str
    person: str
    name: str
    role: str
    kind: str
    params: Params
    salt: bytes
    public: bytes
    private: bytes
    """The private key, wrapped: nonce and AES-256-GCM."""
    masters: bytes
    """The master keys, sealed to `public`."""

    def plain(self) -> dict[str, Any]:
        """As it stands in the file."""
        values = asdict(self)
        return {
            name: b64encode(value).decode("ascii") if isinstance(value, bytes) else value
            for name, value in values.items()
        }


def read_slot(plain: Mapping[str, Any], where: Path | str) -> Slot:
    """A slot from the file; ValueError, KeyError or TypeError for what is none."""
    params = Params(*(int(plain["params"][field.name]) for field in fields(Params)))
    params.check(where)
    if plain["kind"] not in KINDS:
        raise ValueError(f"a slot of kind {plain['kind']!r}")
    texts: dict[str, Any] = {name: str(plain[name]) for name in _TEXTS}
    blobs: dict[str, Any] = {name: b64decode(plain[name], validate=True) for name in _BLOBS}
    return Slot(**texts, params=params, **blobs)


def make_slot(
    study_id: str, person: Person, kind: str, secret: str, masters: Sequence[bytes], params: Params
) -> Slot:
    """A new slot that `secret` opens."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    pair = X25519PrivateKey.generate()
    slot = Slot(
        id=chance.token_hex(4),
        person=person.code,
        name=person.name,
        role=person.role,
        kind=kind,
        params=params,
        salt=os.urandom(16),
        public=pair.public_key().public_bytes_raw(),
        private=b"",
        masters=b"",
    )
    wrapped = _wrap(slot, study_id, secret, pair.private_bytes_raw())
    return sealed_to(replace(slot, private=wrapped), study_id, masters)


def rewrapped(slot: Slot, study_id: str, secret: str, masters: Sequence[bytes], params: Params) -> Slot:
    """The same person's slot under a new secret, with a new pair: the old secret opens nothing in it."""
    person = Person(slot.person, slot.name, slot.role)
    return make_slot(study_id, person, slot.kind, secret, masters, params)


def sealed_to(slot: Slot, study_id: str, masters: Sequence[bytes]) -> Slot:
    """The slot with these master keys in it; needs no secret of its owner."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    payload = json.dumps([master.hex() for master in masters]).encode("ascii")
    public = X25519PublicKey.from_public_bytes(slot.public)
    sealed = _suite().encrypt(payload, public, info=_bound(slot, study_id, role=True))
    return replace(slot, masters=sealed)


def open_slot(slot: Slot, study_id: str, secret: str) -> tuple[bytes, ...] | None:
    """The master keys; None when the secret is wrong or the slot was altered."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = argon.derive(_spelled(slot.kind, secret), slot.salt, slot.params)
    try:
        raw = AESGCM(key).decrypt(slot.private[:_NONCE], slot.private[_NONCE:], _bound(slot, study_id))
        private = X25519PrivateKey.from_private_bytes(raw)
        payload = _suite().decrypt(slot.masters, private, info=_bound(slot, study_id, role=True))
    except (InvalidTag, ValueError):
        return None
    return tuple(bytes.fromhex(master) for master in json.loads(payload))


def _wrap(slot: Slot, study_id: str, secret: str, private: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key, nonce = argon.derive(_spelled(slot.kind, secret), slot.salt, slot.params), os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, private, _bound(slot, study_id))


def _spelled(kind: str, secret: str) -> str:
    """A recovery code opens in any spelling; a passphrase as it is."""
    return (read_recovery_code(secret) or secret) if kind == "recovery" else secret


def _bound(slot: Slot, study_id: str, role: bool = False) -> bytes:
    """What a blob belongs to; it opens nowhere else. The role is bound where the lead can change it."""
    bound = ["fieldapp", VERSION, study_id, slot.id, slot.person, slot.kind, asdict(slot.params)]
    return json.dumps([*bound, slot.name, slot.role] if role else bound, sort_keys=True).encode("ascii")


def _suite() -> Any:
    """HPKE: X25519, HKDF-SHA256, AES-256-GCM."""
    from cryptography.hazmat.primitives import hpke

    return hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)

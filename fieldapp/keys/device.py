"""The Ed25519 pair of one laptop for one study."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp import files
from fieldapp.problems import KEY_UNREADABLE, Problem


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A pair in raw bytes; `device_id` is the first 16 hex of SHA-256 of the public key."""

    device_id: str
    public: bytes
    private: bytes = field(repr=False)

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature of `data`."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private).sign(data)


def device_id_of(public: bytes) -> str:
    """The id that a public key stands for."""
    return hashlib.sha256(public).hexdigest()[:16]


def load_or_make(path: Path) -> DeviceKey:
    """The pair in the file; the first time, a new pair is made and kept there."""
    if not path.exists():
        _make(path)
    return _load(path)


def verify(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the owner of `public` signed exactly `data`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _make(path: Path) -> None:
    """A new pair, whole on the disk before anything is signed with it."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    pair = {"v": "1", "public": public.hex(), "private": private.private_bytes_raw().hex()}
    files.make_folder(path.parent)
    files.write(path, json.dumps(pair).encode("ascii"), private=True)


def _load(path: Path) -> DeviceKey:
    """Read the pair; a damaged file is named, never replaced: another laptop number must be a decision."""
    try:
        pair = json.loads(files.read(path))
        public, private = bytes.fromhex(pair["public"]), bytes.fromhex(pair["private"])
        if len(public) != 32 or len(private) != 32:
            raise ValueError("a key of the wrong length")
    except (ValueError, KeyError, TypeError) as failure:
        raise Problem(KEY_UNREADABLE, where=path, why=failure) from failure
    return DeviceKey(device_id_of(public), public, private)

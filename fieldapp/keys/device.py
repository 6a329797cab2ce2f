"""The Ed25519 pair of one laptop for one study."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from fieldapp import files
from fieldapp.keys import age
from fieldapp.keys.secrets import Secrets
from fieldapp.problems import KEY_UNREADABLE, SEAL_BROKEN, Problem

_OPENER = b"fieldapp 1 laptop age"


@dataclass(frozen=True, slots=True)
class DeviceKey:
    """A pair in raw bytes; `device_id` is the first 16 hex of SHA-256 of the public key."""

    device_id: str
    public: bytes
    private: bytes = field(repr=False)

    @property
    def opener(self) -> bytes:
        """32 secret bytes, the age identity that packs for this laptop are sealed to. Worked out from the
        private key, one way only: so it is kept, sealed, carried over and lost together with it."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        return HKDF(SHA256(), length=32, salt=None, info=_OPENER).derive(self.private)

    @property
    def recipient(self) -> bytes:
        """The public half of `opener`."""
        return age.recipient_of(self.opener)

    def sign(self, data: bytes) -> bytes:
        """The Ed25519 signature of `data`."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private).sign(data)


def device_id_of(public: bytes) -> str:
    """The id that a public key stands for."""
    return hashlib.sha256(public).hexdigest()[:16]


def device_path(study_id: str, secrets: Secrets | None = None) -> Path:
    """Where the pair lies in the person's own folder. Of an encrypted study the name also says which master
    key seals it, so that a backup from before a change of keys finds its own."""
    name = f"{study_id}-{secrets.fingerprint}.key" if secrets else f"{study_id}.key"
    return files.home() / "keys" / name


def from_private(private: bytes) -> DeviceKey:
    """The pair of a private key, 32 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public = Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
    return DeviceKey(device_id_of(public), public, private)


def load_or_make(path: Path, secrets: Secrets | None = None) -> DeviceKey:
    """The pair in the file; the first time a new pair is made and kept there, sealed if there are secrets."""
    if not files.is_there(path):
        _keep(path, _made(), secrets)
    return _load(path, secrets)


def carry_over(study_id: str, old: Secrets | None, new: Secrets | None) -> None:
    """Keep this laptop's pair under other keys; the plain file goes when there is a sealed one."""
    source, target = device_path(study_id, old), device_path(study_id, new)
    if files.is_there(source) and not files.is_there(target):
        _keep(target, _plain(source, old), new)
    if old is None and files.is_there(target):
        with files.guarded(source):
            source.unlink(missing_ok=True)


def verify(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the owner of `public` signed exactly `data`."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def _made() -> bytes:
    """A new pair, as it stands in its file."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    pair = {"v": "1", "public": public.hex(), "private": private.private_bytes_raw().hex()}
    return json.dumps(pair).encode("ascii")


def _keep(path: Path, pair: bytes, secrets: Secrets | None) -> None:
    """Whole on the disk before anything is signed with it."""
    files.make_folder(path.parent)
    files.write(path, secrets.seal(pair) if secrets else pair, private=True)


def _plain(path: Path, secrets: Secrets | None) -> bytes:
    data = files.read(path)
    return secrets.open(data, path) if secrets and age.is_sealed(data) else data


def _load(path: Path, secrets: Secrets | None) -> DeviceKey:
    """Read the pair; a damaged file is named, never replaced: another laptop number must be a decision."""
    try:
        pair = json.loads(_plain(path, secrets))
        public, private = bytes.fromhex(pair["public"]), bytes.fromhex(pair["private"])
        if len(public) != 32 or len(private) != 32:
            raise ValueError("a key of the wrong length")
    except Problem as problem:
        if problem.kind is not SEAL_BROKEN:
            raise
        raise Problem(KEY_UNREADABLE, where=path, why="it is sealed with another key") from problem
    except (ValueError, KeyError, TypeError) as failure:
        raise Problem(KEY_UNREADABLE, where=path, why=failure) from failure
    return DeviceKey(device_id_of(public), public, private)

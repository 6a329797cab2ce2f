"""The outside of a pack: magic, header, signature. All of it can be checked without the reader's key.

::

    8 bytes   b"FAPPACK" and the version, 1
    4 bytes   length of the header, big-endian
    header    canonical JSON in UTF-8, see `Header`
    64 bytes  Ed25519 signature over b"fieldapp pack 1\\n" and the header
    payload   `size` bytes, with the SHA-256 that the header names
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass

from fieldapp.packs.faults import Fault, PackFault

MAGIC = b"FAPPACK"
VERSION = 1
SIGNATURE = 64
MOST_HEADER = 64 * 1024
_DOMAIN = b"fieldapp pack 1\n"
_BEFORE = len(MAGIC) + 1 + 4

Sign = Callable[[bytes], bytes]
"""Data -> Ed25519 signature."""
Verify = Callable[[bytes, bytes, bytes], bool]
"""Public key, signature, data -> whether they fit."""


@dataclass(frozen=True, slots=True)
class Header:
    """Who carries what. Numbers are decimal texts in JSON, so that no reader rounds them."""

    study: str
    carrier: str
    """Device id of the laptop that wrote the pack."""
    public: str
    """Its public key, hex."""
    kind: str
    """"pack", "manifest", "receipt", "roster"."""
    count: int
    """Items."""
    plain: int
    """Bytes of the items before packing."""
    size: int
    """Bytes of the payload."""
    sha256: str
    """Of the payload."""
    sealed: bool
    """Whether the payload is encrypted."""


def envelope(header: Header, payload: bytes, sign: Sign) -> bytes:
    """The bytes of a pack."""
    written = {name: _text(value) for name, value in sorted(asdict(header).items())}
    head = json.dumps({"v": str(VERSION), **written}, sort_keys=True, separators=(",", ":")).encode()
    front = MAGIC + bytes([VERSION]) + len(head).to_bytes(4, "big")
    return front + head + sign(_DOMAIN + head) + payload


def read_header(data: bytes | memoryview) -> tuple[Header, bytes, int]:
    """Header, its exact bytes, and where the payload begins. Nothing is verified yet."""
    front = bytes(data[:_BEFORE])
    if front[: len(MAGIC)] != MAGIC[: len(front)] or not front:
        raise PackFault(Fault.NO_PACK)
    if len(front) < _BEFORE:
        raise PackFault(Fault.CUT)
    if front[len(MAGIC)] != VERSION:
        raise PackFault(Fault.NEWER if front[len(MAGIC)] > VERSION else Fault.DAMAGED)
    length = int.from_bytes(front[-4:], "big")
    if length > MOST_HEADER:
        raise PackFault(Fault.DAMAGED, "header too long")
    start = _BEFORE + length + SIGNATURE
    if len(data) < start:
        raise PackFault(Fault.CUT)
    head = bytes(data[_BEFORE : _BEFORE + length])
    return _parsed(head), head, start


def check(data: bytes | memoryview, verify: Verify) -> tuple[Header, bytes]:
    """Header and payload of a pack whose hash and signature hold. What follows the payload is ignored."""
    header, head, start = read_header(data)
    payload = bytes(data[start : start + header.size])
    if len(payload) < header.size:
        raise PackFault(Fault.CUT)
    if hashlib.sha256(payload).hexdigest() != header.sha256:
        raise PackFault(Fault.DAMAGED, "payload")
    _check_signature(header, head, bytes(data[start - SIGNATURE : start]), verify)
    return header, payload


def is_whole(data: bytes | memoryview) -> bool:
    """Whether all bytes that the header speaks of are there and nothing after them."""
    try:
        header, _, start = read_header(data)
    except PackFault:
        return False
    return len(data) == start + header.size


def name_of(data: bytes) -> str:
    """The name of a pack: the first 32 hex of the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()[:32]


def _check_signature(header: Header, head: bytes, signature: bytes, verify: Verify) -> None:
    public = bytes.fromhex(header.public)
    if hashlib.sha256(public).hexdigest()[:16] != header.carrier:
        raise PackFault(Fault.FORGED, "key of another laptop")
    if not verify(public, signature, _DOMAIN + head):
        raise PackFault(Fault.FORGED)


def _parsed(head: bytes) -> Header:
    """Every field there, of its kind, within bounds; a header with anything else is damaged."""
    try:
        plain = json.loads(head)
        if plain["v"] != str(VERSION) or len(bytes.fromhex(plain["public"])) != 32:
            raise ValueError("version or key")
        study, carrier, public, kind = (_word(plain[name]) for name in ("study", "carrier", "public", "kind"))
        count, length, size = (_number(plain[name]) for name in ("count", "plain", "size"))
        digest, sealed = _word(plain["sha256"]), plain["sealed"] == "yes"
    except (ValueError, KeyError, TypeError, RecursionError) as failure:
        raise PackFault(Fault.DAMAGED, "header") from failure
    return Header(study, carrier, public, kind, count, length, size, digest, sealed)


def _text(value: object) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _number(text: object) -> int:
    if not isinstance(text, str) or not text.isascii() or not text.isdigit() or len(text) > 12:
        raise ValueError("a number")
    return int(text)


def _word(text: object) -> str:
    if not isinstance(text, str) or len(text) > 200:
        raise ValueError("a word")
    return text

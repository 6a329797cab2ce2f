"""Writing and reading one pack: items, compressed, sealed, signed."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from fieldapp.packs.envelope import Header, Sign, Verify, check, envelope
from fieldapp.packs.faults import Fault, PackFault
from fieldapp.packs.items import Item, pack_items, unpack_items

MOST_PLAIN = 32 << 20
"""No pack opens to more than this many bytes, whatever it says of itself."""

Sealer = Callable[[bytes], bytes]
"""Plain -> encrypted to the readers."""
Opener = Callable[[bytes], bytes | None]
"""Encrypted -> plain; None where it was made for others or was changed."""


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack that was read: who carried it, and what was in it."""

    header: Header
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Carrier:
    """The laptop that writes packs."""

    study: str
    device_id: str
    public: bytes
    sign: Sign


def write(items: Sequence[Item], carrier: Carrier, kind: str = "pack", seal: Sealer | None = None) -> bytes:
    """The bytes of a pack; without `seal` anybody can read it, and nobody can change it unseen."""
    plain = pack_items(items)
    if len(plain) > MOST_PLAIN:
        raise ValueError(f"{len(plain):,} bytes in one pack")
    squeezed = zlib.compress(plain, 6)
    payload = seal(squeezed) if seal is not None else squeezed
    header = Header(
        carrier.study, carrier.device_id, carrier.public.hex(), kind, len(items), len(plain), len(payload),
        sha256(payload).hexdigest(), seal is not None,
    )  # fmt: skip
    return envelope(header, payload, carrier.sign)


def read(data: bytes | memoryview, verify: Verify, opener: Opener | None = None) -> Pack:
    """All items exactly as they were written, or `PackFault`."""
    header, payload = check(data, verify)
    return Pack(header, open_items(header, payload, opener))


def open_items(header: Header, payload: bytes, opener: Opener | None = None) -> tuple[Item, ...]:
    """The items of a payload that `check` let pass."""
    if header.sealed:
        opened = opener(payload) if opener is not None else None
        if opened is None:
            raise PackFault(Fault.SEALED)
        payload = opened
    items = tuple(unpack_items(_unsqueezed(payload, header.plain)))
    if len(items) != header.count:
        raise PackFault(Fault.DAMAGED, "count")
    return items


def _unsqueezed(data: bytes, plain: int) -> bytes:
    """Never more than was announced, nor than any pack may hold: a small file can open to a huge one."""
    if plain > MOST_PLAIN:
        raise PackFault(Fault.DAMAGED, "too large")
    machine = zlib.decompressobj()
    try:
        out = machine.decompress(data, plain + 1)
    except zlib.error as failure:
        raise PackFault(Fault.DAMAGED, "compression") from failure
    if len(out) != plain or not machine.eof or machine.unused_data:
        raise PackFault(Fault.DAMAGED, "length")
    return out

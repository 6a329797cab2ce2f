"""What lies in a pack: items, each with its length in front.

::

    4 bytes  length of the head, big-endian
    head     JSON object of texts; "kind" says what the item is
    4 bytes  length of the data
    data     bytes
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from fieldapp.packs.faults import Fault, PackFault

MOST_HEAD = 1 << 20


@dataclass(frozen=True, slots=True)
class Item:
    """One thing: a revision, an event, a file or a part of one. What `about` means, its kind tells."""

    kind: str
    data: bytes = field(repr=False)
    about: Mapping[str, str] = field(default_factory=dict)


def pack_items(items: Iterable[Item]) -> bytes:
    """The items one after another."""
    return b"".join(map(_packed, items))


def size_of(item: Item) -> int:
    """Bytes of an item in a pack."""
    return len(_head(item)) + len(item.data) + 8


def unpack_items(data: bytes) -> Iterator[Item]:
    """The items; `PackFault` where the lengths do not fit."""
    at = 0
    while at < len(data):
        head, at = _piece(data, at, MOST_HEAD)
        content, at = _piece(data, at, len(data))
        about = _about(head)
        yield Item(about.pop("kind"), content, about)


def _packed(item: Item) -> bytes:
    head = _head(item)
    return len(head).to_bytes(4, "big") + head + len(item.data).to_bytes(4, "big") + item.data


def _head(item: Item) -> bytes:
    plain = {**item.about, "kind": item.kind}
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _piece(data: bytes, at: int, most: int) -> tuple[bytes, int]:
    start = at + 4
    end = start + int.from_bytes(data[at:start], "big")
    if start > len(data) or end > len(data) or end - start > most:
        raise PackFault(Fault.DAMAGED, "lengths")
    return data[start:end], end


def _about(head: bytes) -> dict[str, str]:
    try:
        plain = json.loads(head)
    except (ValueError, RecursionError) as failure:
        raise PackFault(Fault.DAMAGED, "an item's head") from failure
    if (
        not isinstance(plain, dict)
        or "kind" not in plain
        or not all(isinstance(v, str) for v in plain.values())
    ):
        raise PackFault(Fault.DAMAGED, "an item's head")
    return plain

"""Many packs in one file, and a damaged file: every good pack in it is found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.packs.envelope import MAGIC, Header, Verify, check, read_header
from fieldapp.packs.faults import Fault, PackFault


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at `offset`: a pack whose hash and signature hold, or the fault of one that does not."""

    offset: int
    length: int
    header: Header | None = None
    payload: bytes = b""
    fault: Fault | None = None


def scan(data: bytes | memoryview, verify: Verify) -> Iterator[Found]:
    """All packs of a file, in order. After a bad one the search goes on at the next magic."""
    view = memoryview(data)
    at = 0
    while at < len(view):
        found = _at(view, at, verify)
        if found.fault is not Fault.NO_PACK:
            yield found
        at += found.length


def _at(view: memoryview, at: int, verify: Verify) -> Found:
    try:
        header, payload = check(view[at:], verify)
    except PackFault as failure:
        return Found(at, _to_next(view, at), fault=failure.fault)
    _, _, start = read_header(view[at:])
    return Found(at, start + header.size, header, payload)


def _to_next(view: memoryview, at: int) -> int:
    """How far it is to the next place that could be a pack."""
    block = 1 << 20
    place = at + 1
    while place < len(view):
        hit = bytes(view[place : place + block + len(MAGIC)]).find(MAGIC)
        if hit >= 0:
            return place + hit - at
        place += block
    return len(view) - at

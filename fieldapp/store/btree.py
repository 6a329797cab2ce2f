"""Records out of b-tree pages, one cell at a time: what cannot be read is left out, the rest is given.

Format: sqlite.org/fileformat2.html, "B-tree Pages" and "Record Format".
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fieldapp.store.pages import Pages

LEAF_TABLE, LEAF_INDEX, INNER_TABLE, INNER_INDEX = 13, 10, 5, 2
_KINDS = (LEAF_TABLE, LEAF_INDEX, INNER_TABLE, INNER_INDEX)
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_DEEPEST = 40
_LARGEST = 1 << 30


class Unreadable(Exception):
    """A cell or record whose bytes make no sense."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row as stored; `rowid` is 0 in a table without. `page` is where it was found."""

    rowid: int
    values: tuple[Any, ...]
    page: int


def walk(pages: Pages, root: int, seen: set[int], depth: int = 0) -> Iterator[Record]:
    """All records below a page, in order; `seen` collects the pages, so that none is read twice."""
    if not 0 < root <= pages.count or root in seen or depth > _DEEPEST:
        return
    seen.add(root)
    page = pages.page(root)
    for offset in _cells(page, root):
        if _kind(page, root) in (INNER_TABLE, INNER_INDEX):
            yield from walk(pages, int.from_bytes(page[offset : offset + 4], "big"), seen, depth + 1)
        if (record := _record(pages, page, root, offset, seen)) is not None:
            yield record
    if _kind(page, root) in (INNER_TABLE, INNER_INDEX):
        start = _start(root)
        yield from walk(pages, int.from_bytes(page[start + 8 : start + 12], "big"), seen, depth + 1)


def records_on(pages: Pages, page: bytes, number: int) -> Iterator[Record]:
    """The records of one page alone, wherever it belongs."""
    for offset in _cells(page, number):
        if (record := _record(pages, page, number, offset, set())) is not None:
            yield record


def _start(number: int) -> int:
    """The first page begins with the header of the file."""
    return 100 if number == 1 else 0


def _kind(page: bytes, number: int) -> int:
    return page[_start(number)]


def _cells(page: bytes, number: int) -> list[int]:
    """Where the cells begin; those that lead out of the page are left out."""
    kind, start = _kind(page, number), _start(number)
    if kind not in _KINDS:
        return []
    count = int.from_bytes(page[start + 3 : start + 5], "big")
    first = start + (12 if kind in (INNER_TABLE, INNER_INDEX) else 8)
    count = min(count, (len(page) - first) // 2)
    offsets = struct.unpack_from(f">{count}H", page, first)
    return [offset for offset in offsets if first + 2 * count <= offset < len(page) - 3]


def _record(pages: Pages, page: bytes, number: int, offset: int, seen: set[int]) -> Record | None:
    """The record of a cell; None where the cell holds none or cannot be read."""
    kind = _kind(page, number)
    if kind == INNER_TABLE:
        return None
    try:
        at = offset + 4 if kind == INNER_INDEX else offset
        length, at = _varint(page, at)
        rowid, at = _varint(page, at) if kind == LEAF_TABLE else (0, at)
        payload = _payload(pages, page, at, length, kind == LEAF_TABLE, seen)
        return Record(rowid, _values(payload), number)
    except (Unreadable, IndexError, struct.error):
        return None


def _payload(pages: Pages, page: bytes, at: int, length: int, table: bool, seen: set[int]) -> bytes:
    """The bytes of a record, with those on overflow pages."""
    usable = pages.usable
    most = usable - 35 if table else (usable - 12) * 64 // 255 - 23
    if length > _LARGEST:
        raise Unreadable
    if length <= most:
        local = length
    else:
        least = (usable - 12) * 32 // 255 - 23
        local = least + (length - least) % (usable - 4)
        local = local if local <= most else least
    if at + local > len(page):
        raise Unreadable
    parts, missing = [page[at : at + local]], length - local
    following = int.from_bytes(page[at + local : at + local + 4], "big") if missing else 0
    for _ in range(missing // (usable - 4) + 1 if missing else 0):
        if not 0 < following <= pages.count:
            raise Unreadable
        seen.add(following)
        overflow = pages.page(following)
        parts.append(overflow[4 : 4 + min(missing, usable - 4)])
        missing -= len(parts[-1])
        following = int.from_bytes(overflow[:4], "big")
        if not missing:
            break
    if missing:
        raise Unreadable
    return b"".join(parts)


def _values(payload: bytes) -> tuple[Any, ...]:
    size, at = _varint(payload, 0)
    if not 0 < size <= len(payload):
        raise Unreadable
    kinds = list[int]()
    while at < size:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    at, values = size, list[Any]()
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    return tuple(values)


def _value(payload: bytes, at: int, kind: int) -> tuple[Any, int]:
    """A value and where the next begins. Text that is not UTF-8 makes the record unreadable."""
    if kind in (0, 8, 9):
        return (None, 0, 1)[(0, 8, 9).index(kind)], at
    if kind in _INTEGERS:
        end = at + _INTEGERS[kind]
        return int.from_bytes(_part(payload, at, end), "big", signed=True), end
    if kind == 7:
        return struct.unpack(">d", _part(payload, at, at + 8))[0], at + 8
    if kind < 12:
        raise Unreadable
    end = at + (kind - 12) // 2
    data = _part(payload, at, end)
    if kind % 2 == 0:
        return data, end
    try:
        return data.decode("utf-8"), end
    except UnicodeDecodeError as failure:
        raise Unreadable from failure


def _part(payload: bytes, at: int, end: int) -> bytes:
    if end > len(payload):
        raise Unreadable
    return payload[at:end]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A variable-length integer and where it ends."""
    value = 0
    for number in range(8):
        byte = data[at + number]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + number + 1
    value = value << 8 | data[at + 8]
    return value - (1 << 64) if value >= 1 << 63 else value, at + 9

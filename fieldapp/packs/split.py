"""Filling packs: small things together up to a limit, large files in parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256

from fieldapp.packs.items import Item, size_of

RECORDS = 1 << 20
"""Bytes of revisions and events in one pack: what one damaged cluster can cost."""
PART = 8 << 20
"""Bytes of a file in one pack."""


def fill(items: Iterable[Item], limit: int = RECORDS) -> Iterator[list[Item]]:
    """Groups of items, in order, each within the limit; one that is larger stands alone."""
    group: list[Item] = []
    filled = 0
    for item in items:
        size = size_of(item)
        if group and filled + size > limit:
            yield group
            group, filled = [], 0
        group.append(item)
        filled += size
    if group:
        yield group


def parts_of(data: bytes, about: Mapping[str, str] | None = None) -> list[Item]:
    """A file as items of kind "blob". `about` says more, a name for example; the empty file is one part."""
    digest = sha256(data).hexdigest()
    cuts = range(0, max(1, len(data)), PART)
    head = {**(about or {}), "sha256": digest, "size": str(len(data)), "parts": str(len(cuts))}
    return [Item("blob", data[cut : cut + PART], {**head, "part": str(at)}) for at, cut in enumerate(cuts, 1)]


def join_parts(parts: Iterable[Item]) -> bytes | None:
    """The file of these parts in any order; None while one is missing or when it is not the file it names."""
    by_number = {item.about.get("part"): item for item in parts}
    first = next(iter(by_number.values()), None)
    if first is None or not first.about.get("parts", "").isdigit():
        return None
    wanted = [str(at) for at in range(1, min(int(first.about["parts"]), len(by_number)) + 1)]
    if str(len(wanted)) != first.about["parts"] or any(at not in by_number for at in wanted):
        return None
    data = b"".join(by_number[at].data for at in wanted)
    return data if sha256(data).hexdigest() == first.about.get("sha256") else None

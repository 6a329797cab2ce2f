"""Packs: self-verifying files of at most some megabytes, the same on a stick, in a folder and in a mail.

Owns: the bytes of a pack and of its items, reading them whatever happened to the medium, joining many
packs into one file and finding the good ones in a damaged one. Does not: know databases, people,
keys (signing and sealing are handed in), folders. May import: problems.

A pack is right as a whole or it is nothing: `read` gives every item exactly as it was written or
says what is wrong. Nothing that comes from outside can make it raise anything else, or take more
memory than `MOST_PLAIN`. The bytes are described in docs/data.md.
"""

from fieldapp.packs.envelope import Header, is_whole, name_of
from fieldapp.packs.faults import Fault, PackFault
from fieldapp.packs.items import Item
from fieldapp.packs.pack import MOST_PLAIN, Carrier, Opener, Pack, Sealer, open_items, read, write
from fieldapp.packs.scan import Found, scan
from fieldapp.packs.split import fill, join_parts, parts_of

__all__ = [
    "MOST_PLAIN",
    "Carrier",
    "Fault",
    "Found",
    "Header",
    "Item",
    "Opener",
    "Pack",
    "PackFault",
    "Sealer",
    "fill",
    "is_whole",
    "join_parts",
    "name_of",
    "open_items",
    "parts_of",
    "read",
    "scan",
    "write",
]

"""One bundle, spoiled in five ways, read by the real reader; beside it a zip, a zip in age, a SQLite file."""

from __future__ import annotations

import io
import random
import sqlite3
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from pathlib import Path

from fieldapp import keys
from fieldapp.packs import Carrier, Item, PackFault, fill, join_parts, open_items, parts_of, scan, write

CLUSTER = 32 * 1024
INTERVIEWS, PHOTOS = 600, 100
Items = Mapping[str, bytes]
"""Name -> content; names of interviews begin with `i`, of photos with `p`."""
Reader = Callable[[bytes, Path], dict[str, bytes]]


def items(seed: int) -> Items:
    """Interviews of some kilobytes of words, photos that cannot be squeezed."""
    chance = random.Random(seed)
    words = [chance.randbytes(5).hex() + "返乡创业" for _ in range(3000)]
    told = {f"i{n:04}": " ".join(chance.choices(words, k=300)).encode() for n in range(INTERVIEWS)}
    return told | {f"p{n:04}": chance.randbytes(chance.randrange(50_000, 250_000)) for n in range(PHOTOS)}


def as_packs(found: Items, carrier: Carrier) -> bytes:
    """The file for the post, packed and ordered as the outbox does."""
    told = [Item("parcel", data, {"name": name}) for name, data in found.items() if name[0] == "i"]
    photos = [
        part for name, data in found.items() if name[0] == "p" for part in parts_of(data, {"name": name})
    ]
    return b"".join(write(group, carrier) for group in (*fill(told), *fill(photos)))


def from_packs(data: bytes, _folder: Path) -> dict[str, bytes]:
    """All that the reader gives out."""
    got, parts = dict[str, bytes](), defaultdict[str, list[Item]](list)
    for one in scan(data, keys.verify):
        if one.header is not None:
            with suppress(PackFault):
                for item in open_items(one.header, one.payload):
                    parts[item.about["name"]].append(item)
    for name, some in parts.items():
        content = some[0].data if name[0] == "i" else join_parts(some)
        got |= {name: content} if content is not None else {}
    return got


def as_zip(found: Items) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return out.getvalue()


def from_zip(data: bytes, _folder: Path) -> dict[str, bytes]:
    got: dict[str, bytes] = {}
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError):
        return got
    for name in archive.namelist():
        with suppress(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
            got[name] = archive.read(name)
    return got


def as_age(found: Items) -> bytes:
    import pyrage

    return bytes(pyrage.encrypt(as_zip(found), [_READER.to_public()]))


def from_age(data: bytes, folder: Path) -> dict[str, bytes]:
    import pyrage

    try:
        return from_zip(pyrage.decrypt(data, [_READER]), folder)
    except pyrage.DecryptError:
        return {}


def as_sqlite(found: Items, folder: Path) -> bytes:
    path = folder / "made.db"
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE item (name TEXT PRIMARY KEY, data BLOB)")
        db.executemany("INSERT INTO item VALUES (?, ?)", found.items())
    return path.read_bytes()


def from_sqlite(data: bytes, folder: Path) -> dict[str, bytes]:
    """Row by row, stepping over what cannot be read: more than most programs would do."""
    path, got = folder / "read.db", dict[str, bytes]()
    path.write_bytes(data)
    with closing(sqlite3.connect(path)) as db:
        for at in range(1, INTERVIEWS + PHOTOS + 1):
            with suppress(sqlite3.Error, UnicodeError):
                row = db.execute("SELECT name, data FROM item WHERE rowid = ?", (at,)).fetchone()
                got |= {str(row[0]): bytes(row[1])} if row else {}
    return got


def cut(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data))]


def zero_cluster(data: bytearray, chance: random.Random) -> bytearray:
    return zeroed(data, chance.randrange(len(data) // CLUSTER) * CLUSTER, CLUSTER)


def last_quarter(data: bytearray, _chance: random.Random) -> bytearray:
    return zeroed(data, len(data) * 3 // 4, len(data))


def flip(data: bytearray, chance: random.Random) -> bytearray:
    at = chance.randrange(len(data) * 8)
    data[at // 8] ^= 1 << at % 8
    return data


def first_cluster(data: bytearray, _chance: random.Random) -> bytearray:
    return zeroed(data, 0, CLUSTER)


def zeroed(data: bytearray, at: int, length: int) -> bytearray:
    end = min(len(data), at + length)
    data[at:end] = bytes(end - at)
    return data


DAMAGES = {
    "cut at a random place": cut, "one 32 KiB cluster zeroed": zero_cluster,
    "last quarter zero": last_quarter, "one bit flipped": flip, "first cluster zeroed": first_cluster,
}  # fmt: skip
READERS: dict[str, Reader] = {
    "packs": from_packs, "zip": from_zip, "age(zip)": from_age, "sqlite": from_sqlite,
}  # fmt: skip


def table(folder: Path, trials: int, seed: int) -> tuple[list[str], list[str]]:
    """Lines to print; faults are wrong items from packs, and errors that escaped."""
    global _READER
    import pyrage

    _READER = pyrage.x25519.Identity.generate()
    key, found = keys.load_or_make(folder / "a.key"), items(seed)
    whole = {
        "packs": as_packs(found, Carrier("5" * 32, key.device_id, key.public, key.sign)),
        "zip": as_zip(found), "age(zip)": as_age(found), "sqlite": as_sqlite(found, folder),
    }  # fmt: skip
    lines = [f"{INTERVIEWS} interviews, {PHOTOS} photos; mean of {trials}; interviews / photos, (wrong)"]
    lines += ["  ".join(f"{name} {len(data) / 1e6:.1f} MB" for name, data in whole.items())]
    faults: list[str] = []
    for damage, spoil in DAMAGES.items():
        cells = [_cell(name, whole[name], found, spoil, trials, folder, faults) for name in READERS]
        lines.append(f"{damage:26}" + "".join(f"{cell:>22}" for cell in cells))
    return lines, faults


def _cell(
    name: str, whole: bytes, found: Items, spoil: Callable[[bytearray, random.Random], bytearray],
    trials: int, folder: Path, faults: list[str],
) -> str:  # fmt: skip
    shares, wrong = {"i": 0.0, "p": 0.0}, 0
    for trial in range(trials):
        try:
            got = READERS[name](bytes(spoil(bytearray(whole), random.Random(trial))), folder)
        except Exception as failure:
            faults += [f"{name}: {failure!r}"] if name == "packs" else []
            got = {}
        right = {one for one, data in got.items() if found.get(one) == data}
        wrong += len(got) - len(right)
        for kind, total in (("i", INTERVIEWS), ("p", PHOTOS)):
            shares[kind] += sum(one[0] == kind for one in right) * 100 / total / trials
    faults += [f"packs: {wrong} wrong items"] if wrong and name == "packs" else []
    return f"{name} {shares['i']:.0f} / {shares['p']:.0f}" + (f" ({wrong})" if wrong else "")


_READER = None

"""The write-ahead log as SQLite left it: what of it SQLite will read, and what it would drop without a word.

SQLite reads the log up to the first frame whose checksum does not fit, and takes the rest for the
remains of a power cut. That is right for a transaction that was never finished; it is wrong when a bit
has turned in one that was. The frames behind tell the two apart: with synchronous=FULL a transaction
begins only after the one before it was on the disk. Format: sqlite.org/walformat.html.
"""

from __future__ import annotations

import shutil
import struct
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from operator import mul
from pathlib import Path

from fieldapp import files
from fieldapp.problems import LOG_DAMAGED, Problem

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_MAGIC = 0x377F0682  # checksums of little-endian words; one more: of big-endian ones
_MASK = 0xFFFFFFFF
_NEAR = 4  # bits by which two salts may differ and still be of one log; other logs differ by about 32


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in the log. `commit` ends a transaction; `sound`: its checksum fits."""

    page: int
    commit: bool
    offset: int
    sound: bool


@dataclass(frozen=True, slots=True)
class Log:
    """All frames of the present log, in order; from the first that is not sound on, SQLite reads none.

    `why` says what is wrong with its beginning; then SQLite reads nothing.
    """

    page_size: int
    frames: tuple[Frame, ...]
    why: str = ""

    @property
    def sound(self) -> int:
        """How many first frames SQLite reads."""
        return next((at for at, frame in enumerate(self.frames) if not frame.sound), len(self.frames))

    @property
    def dropped(self) -> int:
        """Transactions that were finished, or may have been, and that SQLite would not read."""
        return sum(frame.commit for frame in self.frames[self.sound :])

    @property
    def torn(self) -> bool:
        """The last transaction cannot be read: never finished, or damaged."""
        return not self.why and self.sound < len(self.frames) and self.dropped < 2

    @property
    def damaged(self) -> str:
        """Why answers that were stored would be dropped; "" when none would be."""
        if self.why:
            return self.why
        return f"{self.dropped} transactions" if self.dropped > 1 else ""


NO_LOG = Log(0, ())


def path_of(database: Path) -> Path:
    """Where the log of a database lies."""
    return database.with_name(database.name + "-wal")


def read_log(path: Path) -> Log:
    """Look at a log without touching it; a missing or empty one has no frames."""
    with files.guarded(path, reading=True):
        if not path.is_file() or path.stat().st_size < _HEADER.size + _FRAME.size:
            return NO_LOG
    data = files.read(path)
    magic, _, page, _, *salts, first, second = _HEADER.unpack_from(data)
    whole = 512 <= page <= 65536 and page & (page - 1) == 0
    order = ">" if magic & 1 else "<"
    if magic | 1 != _MAGIC | 1 or not whole or _checksum(data[:24], (0, 0), order) != (first, second):
        return Log(page if whole else 4096, (), "its beginning") if any(data) else NO_LOG
    return Log(page, tuple(_frames(data, page, (salts[0], salts[1]), (first, second), order)))


def require_whole(database: Path) -> bool:
    """Refuse a log of which SQLite would drop finished transactions. Gives whether its last one is torn;
    the log is then kept aside, for opening takes the remains away."""
    log = read_log(path_of(database))
    if log.damaged:
        raise Problem(LOG_DAMAGED, where=database, why=log.damaged)
    return log.torn


def keep_aside(database: Path) -> Path:
    """A copy of the log among the backups, for those who can read more of it."""
    folder = files.Layout(database.parent).backups
    files.make_folder(folder)
    kept = folder / f"torn-{datetime.now():%Y%m%d-%H%M%S}.wal"
    with files.replacing(kept) as temporary:
        shutil.copyfile(path_of(database), temporary)
    return kept


def _frames(data: bytes, page: int, salts: tuple[int, int], sums: tuple[int, int], order: str) -> list[Frame]:
    found, good = list[Frame](), True
    for at in range(_HEADER.size, len(data) - _FRAME.size - page + 1, _FRAME.size + page):
        number, size, one, two, *kept = _FRAME.unpack_from(data, at)
        if _far((one, two), salts):
            if good and not _more(data, at, page, salts):
                break
            good = False
            continue
        body = data[at : at + 8] + data[at + _FRAME.size : at + _FRAME.size + page]
        sums = _checksum(body, sums, order) if good else sums
        good = good and (one, two) == salts and sums == tuple(kept)
        found.append(Frame(number, size != 0, at + _FRAME.size, good))
    return found


def _more(data: bytes, at: int, page: int, salts: tuple[int, int]) -> bool:
    """Whether frames of this log follow behind one that is not of it."""
    step = _FRAME.size + page
    heads = (_FRAME.unpack_from(data, later) for later in range(at + step, len(data) - step + 1, step))
    return any(not _far((head[2], head[3]), salts) for head in heads)


def _far(found: tuple[int, int], salts: tuple[int, int]) -> bool:
    return sum((a ^ b).bit_count() for a, b in zip(found, salts, strict=True)) > _NEAR


def _checksum(data: bytes, sums: tuple[int, int], order: str) -> tuple[int, int]:
    """SQLite's running checksum. It is linear, so each word has a weight that only depends on its place."""
    count = len(data) // 8
    words = struct.unpack(f"{order}{2 * count}I", data)
    first, second, power = _weights(count)
    a, b, c = power
    s0, s1 = sums
    return (
        (a * s0 + b * s1 + sum(map(mul, words, first))) & _MASK,
        (b * s0 + c * s1 + sum(map(mul, words, second))) & _MASK,
    )


@lru_cache(maxsize=8)
def _weights(count: int) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, int, int]]:
    """Of the words of `count` pairs in both sums, and the matrix that carries the sums on."""
    first, second = [0] * (2 * count), [0] * (2 * count)
    a, b, c = 1, 0, 1  # powers of ((1, 1), (1, 2))
    for at in range(count - 1, -1, -1):
        first[2 * at], first[2 * at + 1] = (a + b) & _MASK, b
        second[2 * at], second[2 * at + 1] = (b + c) & _MASK, c
        a, b, c = (a + b) & _MASK, (b + c) & _MASK, (b + 2 * c) & _MASK
    return tuple(first), tuple(second), (a, b, c)

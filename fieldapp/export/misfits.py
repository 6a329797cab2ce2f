"""Answers that a cell cannot hold as they are: listed in full, so that nothing is lost silently."""

from __future__ import annotations

import marshal
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import IO, TYPE_CHECKING

from fieldapp.export.cells import Misfit, first_units, readable

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_PART = 32_000
_LENGTH = 8


class Spool:
    """Rows put aside, in order: the last few in memory, those before on disk. Read when all are in.

    What goes to the disk is sealed with a key that is nowhere but in memory: blocks of a temporary file
    stay on a disk long after the file is gone.
    """

    _BATCH = 500

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._waiting: list[tuple[object, ...]] = []
        self.count = 0

    def add(self, row: tuple[object, ...]) -> None:
        """One row of texts and numbers."""
        self.count += 1
        self._waiting.append(row)
        if len(self._waiting) >= self._BATCH:
            self._flush()

    def rows(self) -> Iterator[tuple[object, ...]]:
        """All rows."""
        if self._file is not None:
            self._file.seek(0)
            for number in range(self.count // self._BATCH):
                sealed = self._file.read(int.from_bytes(self._file.read(_LENGTH), "big"))
                yield from marshal.loads(self._cipher.decrypt(_nonce(number), sealed, None))
        yield from self._waiting

    def close(self) -> None:
        """Give the disk space back."""
        if self._file is not None:
            self._file.close()

    def _flush(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(prefix="fieldapp-export-")  # noqa: SIM115
        number = self.count // self._BATCH - 1
        sealed = self._cipher.encrypt(_nonce(number), marshal.dumps(self._waiting), None)
        self._file.write(len(sealed).to_bytes(_LENGTH, "big") + sealed)
        self._waiting = []

    @cached_property
    def _cipher(self) -> AESGCM:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(AESGCM.generate_key(256))


def _nonce(number: int) -> bytes:
    """Never twice with one key: a spool has a key of its own and numbers its batches."""
    return number.to_bytes(12, "big")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of one full text. `number` counts from 1 within the text."""

    sheet: str
    key: str
    column: str
    number: int
    text: str


class Misfits:
    """Collects full texts: converters report them, the table that makes the row says where it is."""

    def __init__(self) -> None:
        self._pending: list[tuple[str, str]] = []
        self._spool = Spool()

    def of(self, column: str) -> Misfit:
        """Takes the texts of one column."""
        return lambda text: self._pending.append((column, text))

    def place(self, sheet: str, key: str) -> None:
        """The row is finished: what was reported belongs to it."""
        if self._pending:
            for column, text in self._pending:
                self._spool.add((sheet, key, column, readable(text)))
            self._pending.clear()

    @property
    def count(self) -> int:
        """How many texts there are."""
        return self._spool.count

    def parts(self) -> Iterator[Part]:
        """The full texts, cut into pieces that fit a cell."""
        for sheet, key, column, text in self._spool.rows():
            for number, piece in enumerate(_pieces(str(text)), start=1):
                yield Part(str(sheet), str(key), str(column), number, piece)

    def close(self) -> None:
        """Give the disk space back."""
        self._spool.close()


def _pieces(text: str) -> Iterator[str]:
    while text:
        piece = first_units(text, _PART)
        yield piece
        text = text[len(piece) :]

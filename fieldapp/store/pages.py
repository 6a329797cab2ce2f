"""The pages of a database file as they lie on the disk, for a file that SQLite will not read.

Never for a file that this process has open: closing it here would end SQLite's locks. An encrypted page
(SQLCipher 4: AES-256-CBC, the page's own IV and HMAC in its last 80 bytes) is decrypted on its own and
its HMAC is not asked: of a page with a turned bit all rows but one or two are whole, and each row
has its seal. Format: sqlite.org/fileformat2.html, zetetic.net/sqlcipher/design.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fieldapp import files
from fieldapp.store.wal import path_of, read_log

_MAGIC = b"SQLite format 3\0"
_USUAL = 4096
_RESERVED = 80  # at the end of an encrypted page: 16 of IV, 64 of HMAC
_IV = 16


class Pages:
    """Page by number from 1. A page that is not there, or only in part, is filled up with zeros."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        self._key = key
        self._file = files.read(path) if path.is_file() else b""
        log_path = path_of(path)
        log = read_log(log_path)
        self._log = files.read(log_path) if log.frames else b""
        self.size = _page_size(self._file, key) or log.page_size or _USUAL
        self.usable = self.size - (_RESERVED if key else 0)
        self._frames = log.frames if log.page_size == self.size else ()
        ends = [at for at, frame in enumerate(self._frames) if frame.commit]
        finished = self._frames[: ends[-1] + 1] if ends else ()
        self._newest = {frame.page: frame.offset for frame in finished}

    @property
    def count(self) -> int:
        """The highest page number."""
        return max(self._in_file, *self._newest) if self._newest else self._in_file

    def page(self, number: int) -> bytes:
        """A page as the last finished transaction left it."""
        if (offset := self._newest.get(number)) is not None:
            return self._opened(self._log[offset : offset + self.size], number)
        return self._from_file(number)

    def images(self) -> Iterator[tuple[int, bytes]]:
        """Every page that lies anywhere, the newest first: those of the log, then those of the file."""
        for frame in reversed(self._frames):
            yield frame.page, self._opened(self._log[frame.offset : frame.offset + self.size], frame.page)
        for number in range(1, self._in_file + 1):
            yield number, self._from_file(number)

    @property
    def _in_file(self) -> int:
        return -(-len(self._file) // self.size)

    def _from_file(self, number: int) -> bytes:
        start = (number - 1) * self.size
        return self._opened(self._file[start : start + self.size], number)

    def _opened(self, page: bytes, number: int) -> bytes:
        page = page.ljust(self.size, b"\0")
        if self._key is None or not any(page):
            return page
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        skip = len(_MAGIC) if number == 1 else 0
        iv = page[self.usable : self.usable + _IV]
        decryptor = Cipher(algorithms.AES(self._key), modes.CBC(iv)).decryptor()
        return _MAGIC[:skip] + decryptor.update(page[skip : self.usable]) + b"\0" * _RESERVED


def _page_size(start: bytes, key: bytes | None) -> int:
    """From the header; 0 where there is none to be believed."""
    if key is not None or not start.startswith(_MAGIC):
        return 0
    size = int.from_bytes(start[16:18], "big")
    size = 65536 if size == 1 else size
    return size if size >= 512 and size & (size - 1) == 0 else 0

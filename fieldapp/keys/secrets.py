"""`Secrets`: what an unlocked study can do. Every key is derived from one master key of 32 bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from fieldapp import files
from fieldapp.keys import age
from fieldapp.keys.slots import Slot
from fieldapp.problems import SEAL_BROKEN, Problem


@dataclass(frozen=True)
class Secrets:
    """The keys of one study in memory; `masters` has the key in force first, and more than one only while
    a change of keys is under way. Drop it to lock the study."""

    study_id: str
    slot: Slot
    """Who unlocked, and how."""
    masters: tuple[bytes, ...] = field(repr=False)

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose: HKDF-SHA256 over the master key; `purpose` and study are its info."""
        return _derive(self.masters[0], self.study_id, purpose)

    @property
    def database_key(self) -> bytes:
        """The raw key of study.db."""
        return self.derive("database")

    @property
    def lists_key(self) -> bytes:
        """The raw key of the list tables."""
        return self.derive("lists")

    @property
    def fingerprint(self) -> str:
        """Eight hex digits that name the master key in force and say nothing about it."""
        return self.derive("fingerprint").hex()[:8]

    @property
    def older(self) -> tuple[Secrets, ...]:
        """The keys that were in force before, while a change of keys is under way."""
        return tuple(Secrets(self.study_id, self.slot, (master,)) for master in self.masters[1:])

    def seal(self, data: bytes) -> bytes:
        """An age file of `data`."""
        return age.seal(data, self._file_keys[0])

    def open(self, data: bytes, where: Path | str = "") -> bytes:
        """What was sealed; Problem SEAL_BROKEN when it is not ours or one byte of it has changed."""
        opened = age.unseal(data, self._file_keys)
        if opened is None:
            raise Problem(SEAL_BROKEN, where=where)
        return opened

    def seal_file(self, source: Path, target: Path) -> None:
        """Write the sealed form of `source`; whole or not at all."""
        files.write(target, self.seal(files.read(source)))

    def seal_stream(self, reader: BinaryIO, writer: BinaryIO) -> None:
        """Seal a large file a little at a time; fits `files.adopt`."""
        age.seal_stream(reader, writer, self._file_keys[0])

    def save_opened(self, source: Path, target: Path) -> None:
        """Write what is sealed in `source` to a place that somebody chose; whole or not at all."""
        with files.replacing(target) as temporary:
            with files.guarded(source, reading=True):
                reader = source.open("rb")
            with reader, temporary.open("r+b") as writer:
                if not age.unseal_stream(reader, writer, self._file_keys):
                    raise Problem(SEAL_BROKEN, where=source)

    def open_file(self, path: Path) -> bytes:
        """The content of a sealed file, into memory only."""
        return self.open(files.read(path), path)

    @cached_property
    def _file_keys(self) -> Sequence[bytes]:
        return [_derive(master, self.study_id, "files") for master in self.masters]


def _derive(master: bytes, study_id: str, purpose: str) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    info = f"fieldapp 1 {study_id} {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(master)

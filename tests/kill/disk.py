"""A disk that forgets: what a power cut may leave of recorded calls.

What is promised is only what POSIX promises: the bytes of a file are there after a sync of that file, a
name is there (or gone) after a sync of its folder; a rename happens as a whole or not at all. Of everything
since, any part may have reached the disk: some sectors of a write, a later write without the earlier one,
a length without its bytes (zeros), a name without its file's bytes. A file that a program has mapped to
write may hold anything.
"""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.kill.layer import Call

Keep = Callable[[int], bool]
"""Whether the change with this number (or one sector of it) has reached the disk."""


@dataclass(slots=True)
class File:
    """Bytes that are safe, and the changes since: (number, offset, bytes); bytes None sets the length."""

    safe: bytearray = field(default_factory=bytearray)
    loose: list[tuple[int, int, bytes | None]] = field(default_factory=list)
    mapped: bool = False

    def sync(self) -> None:
        """From here on it is on the disk as it is."""
        for _, offset, data in self.loose:
            _change(self.safe, offset, data)
        self.loose.clear()

    def surviving(self, keep: Keep, chance: random.Random, sector: int) -> bytes:
        """What is found after the cut."""
        found = bytearray(self.safe)
        for number, offset, data in self.loose:
            if data is None:
                if keep(number):
                    _change(found, offset, None)
                continue
            for start in _sectors(offset, len(data), sector):
                if keep(number):
                    first, last = max(start, offset), min(start + sector, offset + len(data))
                    _change(found, first, data[first - offset : last - offset])
        if self.mapped and chance.random() < 0.5:
            return chance.randbytes(len(found))
        return bytes(found)


def _change(data: bytearray, offset: int, new: bytes | None) -> None:
    end = offset + len(new or b"")
    if new is None:
        del data[offset:]
    if len(data) < end:
        data.extend(bytes(end - len(data)))
    if new is not None:
        data[offset:end] = new


def _sectors(offset: int, length: int, size: int) -> range:
    return range(offset - offset % size, offset + length, size)


@dataclass(slots=True)
class Folder:
    """Names as programs see them, names that are safe, and the changes since."""

    now: dict[str, File | Folder] = field(default_factory=dict)
    safe: dict[str, File | Folder] = field(default_factory=dict)
    loose: list[Move] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Move:
    """Names that come or go together: (folder, name, what is there afterwards or None)."""

    number: int
    names: list[tuple[Folder, str, File | Folder | None]]

    def apply(self) -> None:
        for folder, name, node in self.names:
            _set(folder.safe, name, node)

    def forget(self) -> None:
        for folder, _, _ in self.names:
            if self in folder.loose:
                folder.loose.remove(self)


def _set(names: dict[str, File | Folder], name: str, node: File | Folder | None) -> None:
    if node is None:
        names.pop(name, None)
    else:
        names[name] = node


class Disk:
    """Follows the calls of a program below `root`."""

    def __init__(self, root: Path, *, syncs: bool = True) -> None:
        """As the disk is now; without `syncs` it takes no notice of any."""
        self._root = os.path.realpath(root)
        self._syncs = syncs
        self._inodes: dict[int, File] = {}
        self._top = self._read(root)
        self._number = 0

    def _read(self, path: Path) -> Folder:
        folder = Folder()
        for inner in path.iterdir():
            folder.now[inner.name] = self._read(inner) if inner.is_dir() else self._file(inner)
        folder.safe = dict(folder.now)
        return folder

    def _file(self, path: Path) -> File:
        file = File(bytearray(path.read_bytes()))
        self._inodes[path.stat().st_ino] = file
        return file

    def follow(self, call: Call) -> None:
        """One more call."""
        self._number += 1
        match call.op:
            case "c":
                self._inodes[call.inode] = File()
                self._move((call.first, self._inodes[call.inode]))
            case "d":
                self._move((call.first, Folder()))
            case "w":
                self._inodes[call.inode].loose.append((self._number, call.offset, call.first))
            case "t":
                self._inodes[call.inode].loose.append((self._number, call.offset, None))
            case "m":
                self._inodes[call.inode].mapped = True
            case "u":
                self._move((call.first, None))
            case "r":
                self._move((call.second, self._at(call.first)), (call.first, None))
            case "s" if self._syncs:
                self._sync(call)

    def _sync(self, call: Call) -> None:
        if call.inode in self._inodes and not isinstance(self._at(call.first), Folder):
            self._inodes[call.inode].sync()
        elif isinstance(folder := self._at(call.first), Folder):
            for move in list(folder.loose):
                move.apply()
                move.forget()

    def _place(self, path: bytes) -> tuple[Folder, str]:
        *above, name = os.path.relpath(os.fsdecode(path), self._root).split("/")
        folder = self._top
        for part in above:
            inner = folder.now[part]
            assert isinstance(inner, Folder)
            folder = inner
        return folder, name

    def _at(self, path: bytes) -> File | Folder | None:
        if os.fsdecode(path) == self._root:
            return self._top
        try:
            folder, name = self._place(path)
        except KeyError:  # a file that has no name any more
            return None
        return folder.now.get(name)

    def _move(self, *names: tuple[bytes, File | Folder | None]) -> None:
        move = Move(self._number, [(*self._place(path), node) for path, node in names])
        for folder, name, node in move.names:
            _set(folder.now, name, node)
            folder.loose.append(move)

    def after_a_cut(self, target: Path, chance: random.Random, kind: str = "") -> str:
        """Write to `target` what a cut now may leave; which kind of disk it was, for the record."""
        shutil.rmtree(target, ignore_errors=True)
        kind = kind or chance.choice(tuple(_KINDS))
        keep = _KINDS[kind](self._number, chance)
        moves = {move.number: move for folder in self._folders(self._top) for move in folder.loose}
        names: dict[int, dict[str, File | Folder]] = {}
        for number in sorted(moves):
            if keep(number):
                for folder, name, node in moves[number].names:
                    _set(names.setdefault(id(folder), dict(folder.safe)), name, node)
        self._write(self._top, target, names, keep, chance, chance.choice((512, 4096)))
        return kind

    def _folders(self, folder: Folder) -> list[Folder]:
        """All folders that there are or that may come back."""
        found, seen = [folder], {id(folder)}
        for one in found:
            changed = [node for move in one.loose for _, _, node in move.names]
            for node in [*one.now.values(), *one.safe.values(), *changed]:
                if isinstance(node, Folder) and id(node) not in seen:
                    seen.add(id(node))
                    found.append(node)
        return found

    def _write(
        self,
        folder: Folder,
        target: Path,
        names: dict[int, dict[str, File | Folder]],
        keep: Keep,
        chance: random.Random,
        sector: int,
    ) -> None:
        target.mkdir()
        for name, node in names.get(id(folder), folder.safe).items():
            if isinstance(node, Folder):
                self._write(node, target / name, names, keep, chance, sector)
            else:
                (target / name).write_bytes(node.surviving(keep, chance, sector))


def _some(_number: int, chance: random.Random) -> Keep:
    share = chance.random()
    return lambda number: chance.random() < share


def _in_order(number: int, chance: random.Random) -> Keep:
    last = number - chance.randrange(min(number, 60) + 1)
    return lambda number: number < last or (number == last and chance.random() < 0.5)


_KINDS: dict[str, Callable[[int, random.Random], Keep]] = {
    "nothing": lambda _number, _chance: lambda _: False,
    "all": lambda _number, _chance: lambda _: True,
    "some": _some,
    "in order": _in_order,
}
"""Disks differ: one that wrote nothing by itself, one that wrote everything, any part, all up to a moment."""

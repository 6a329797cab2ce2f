"""Power cuts: a disk that forgets what was not synced, made from the system calls of a real person.

SIGKILL loses no page that the system has taken; pulling the plug does. So a person is run under strace,
and then, for any moment, a disk is built as a power cut at that moment may leave it: everything up to
the last sync of each file, and of the writes after it a random part, sector by sector, in any order.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.kill.saying import Acknowledged, heard
from tests.kill.witness import ROOT, SESSION_PERSON, Report, Witness

_CALLS = "trace=pwrite64,write,ftruncate,fsync,fdatasync"
_CALL = re.compile(r"(\w+)\((\d+)<([^>]*)>(?:, (.*))?\)\s+= \d+$")
_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that went to a file; `data` None cuts the file at `offset`."""

    file: str
    offset: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Sync:
    """From here on the file is on the disk as it is."""

    file: str


Event = Write | Sync | Acknowledged


def record(template: Path, folder: Path, seed: int, acts: int, more: tuple[str, ...] = ()) -> list[Event]:
    """What a person's acts did to the files of the study, and when they were acknowledged."""
    shutil.copytree(template, folder)
    trace = folder.with_name("trace")
    strace = ["strace", "-f", "-y", "-xx", "-s", "100000", "-e", _CALLS, "-o", str(trace)]
    person = [sys.executable, *SESSION_PERSON, str(folder), str(seed), "new", "--acts", str(acts), *more]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([*strace, *person], env=environment, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return [event for line in trace.read_text().splitlines() if (event := _event(line, str(folder)))]


def _event(line: str, folder: str) -> Event | None:
    found = _CALL.search(line)
    if found is None:
        return None
    call, descriptor, hexed, rest = found.groups()
    path = _bytes(hexed).decode() if hexed.startswith("\\x") else hexed
    if call == "write" and descriptor == "1":
        said = heard(_bytes(rest.rpartition(",")[0]))
        return said if isinstance(said, Acknowledged) else None
    if not path.startswith(f"{folder}/study.db") or path.endswith("-shm"):
        return None
    if call in ("fsync", "fdatasync"):
        return Sync(path)
    if call == "ftruncate":
        return Write(path, int(rest), None)
    data, _, offset = rest.rsplit(", ", 2)
    return Write(path, int(offset), _bytes(data))


def _bytes(quoted: str) -> bytes:
    return bytes.fromhex(quoted.strip('"').replace("\\x", ""))


def cut(events: list[Event], template: Path, folder: Path, target: Path, chance: random.Random) -> None:
    """Build in `target` what a power cut after these events may leave on the disk."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(template, target)
    for file in sorted({event.file for event in events if isinstance(event, Write)}):
        kept = Path(file.replace(str(folder), str(target), 1))
        kept.touch()
        with kept.open("r+b") as disk:
            for write in _surviving(
                [e for e in events if not isinstance(e, Acknowledged) and e.file == file], chance
            ):
                _apply(disk, write)


def _surviving(events: list[Write | Sync], chance: random.Random) -> list[Write]:
    """All writes up to the last sync; of the later ones some sectors, in another order."""
    syncs = [number for number, event in enumerate(events) if isinstance(event, Sync)]
    safe = syncs[-1] if syncs else -1
    durable = [event for event in events[: safe + 1] if isinstance(event, Write)]
    loose = [part for event in events[safe + 1 :] if isinstance(event, Write) for part in _sectors(event)]
    chance.shuffle(loose)
    return durable + loose[: chance.randrange(len(loose) + 1)]


def _sectors(write: Write) -> list[Write]:
    if write.data is None:
        return [write]
    starts = range(0, len(write.data), _SECTOR)
    return [Write(write.file, write.offset + at, write.data[at : at + _SECTOR]) for at in starts]


def _apply(disk, write: Write) -> None:  # type: ignore[no-untyped-def]
    if write.data is None:
        disk.truncate(write.offset)
        return
    disk.seek(write.offset)
    disk.write(write.data)


def cut_often(template: Path, folder: Path, cuts: int, more: tuple[str, ...] = (), acts: int = 25) -> Report:
    """Cut the power at random moments of one person's acts; what the disks then held."""
    events = record(template, folder, 7, acts, more)
    witness, chance = Witness(template, folder.with_name("after"), seed=1), random.Random(11)
    first = next(number for number, event in enumerate(events) if isinstance(event, Acknowledged))
    for _ in range(cuts):
        before = events[: chance.randrange(first + 1, len(events) + 1)]
        cut(before, template, folder, folder.with_name("after"), chance)
        witness.look([event for event in before if isinstance(event, Acknowledged)])
    return witness.report

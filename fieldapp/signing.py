"""The log of this laptop: what is said becomes an event at its next place, signed; revisions stand there too.

May import: store, merge, problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from fieldapp.keys import DeviceKey
from fieldapp.merge import Made
from fieldapp.merge.canonical import digest, log_entry
from fieldapp.store import LogEntry, OpenStudy

Body = Callable[[Made], bytes]
"""Who says it, when and where in the log, to the bytes of the event."""
Word = tuple[str, Body]
"""The record or case it is about, and what is said."""


def say(study: OpenStudy, key: str, body: Body) -> str:
    """One event, on the disk when this returns; its id."""
    return say_all(study, [(key, body)])[0]


def say_all(study: OpenStudy, words: Iterable[Word]) -> list[str]:
    """Events at the next places of this laptop's log, all or none in one transaction; their ids."""
    device, now = study.device, datetime.now().astimezone().isoformat(timespec="milliseconds")
    made: list[str] = []
    with study.store.transaction():
        last = study.store.revisions.last(device.device_id)
        seq, prev = (last.seq, last.hash) if last else (0, "")
        for key, body in words:
            seq += 1
            data = body(Made(study.enumerator, device.device_id, seq, now))
            made.append(digest(data))
            entry = signed(device, seq, prev, made[-1], "event")
            study.store.team.add_event(key, data, entry)
            prev = entry.hash
    return made


def signed(device: DeviceKey, seq: int, prev: str, subject: str, kind: str = "revision") -> LogEntry:
    """An entry of the log about a body with the hash `subject`; `prev` is the hash of the entry before."""
    entry = log_entry(device.device_id, seq, prev, subject, kind)
    return LogEntry(device.device_id, seq, prev, entry, digest(entry), device.sign(entry))

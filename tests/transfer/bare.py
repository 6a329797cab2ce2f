"""Laptops without a form or a window: only a store, a key and folders. For many runs in little time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldapp import keys
from fieldapp.files import Layout
from fieldapp.merge import Made, Revision, State, heads
from fieldapp.merge.canonical import canonical, digest, log_entry
from fieldapp.merge.events import read_event, review_body
from fieldapp.merge.state import Review, ReviewState
from fieldapp.store import DeviceRow, LogEntry, RevisionRow, Store
from fieldapp.transfer.status import state_of

STUDY = "5" * 32
WHEN = "2026-11-22T19:30:00.000+08:00"


@dataclass
class Bare:
    """A laptop; fits `transfer.Place`."""

    layout: Layout
    store: Store
    device: keys.DeviceKey
    name: str = "返乡创业调查"
    study_id: str = STUDY
    secrets: None = None
    enumerator: str = "E01"
    acts: list[str] = field(default_factory=list)

    def act(self, kind: str, subject: str = "", **details: str) -> None:
        self.acts.append(kind)

    def close(self) -> None:
        self.store.close()

    def again(self) -> Bare:
        """As after a crash: nothing that was in memory is left."""
        self.close()
        return Bare(self.layout, Store.open(self.layout.database), self.device)

    # making things

    def revise(
        self, record_id: str, parents: Iterable[str], kind: str = "content", **answers: str
    ) -> Revision:
        """A revision of a record, signed into this laptop's log."""
        last = self.store.revisions.last(self.device.device_id)
        seq, prev = (last.seq + 1, last.hash) if last else (1, "")
        told: dict[str, Any] = {
            "v": "1", "record_id": record_id, "parents": sorted(parents), "kind": kind, "form_id": "people",
            "form_version": "1", "form_sha256": "f" * 64, "answers": answers, "attachments": {},
            "author": self.enumerator, "device": self.device.device_id, "seq": str(seq), "wall_time": WHEN,
            "reason": "",
        }  # fmt: skip
        body = canonical(told)
        entry = self._entry(seq, prev, digest(body), "revision")
        row = RevisionRow(
            digest(body), record_id, record_id, kind, "f" * 64, "people", tuple(told["parents"]),
            self.enumerator, self.device.device_id, seq, WHEN, "", body, "<data/>",
        )  # fmt: skip
        with self.store.transaction():
            self.store.revisions.add(row, entry)
        return Revision(row.rev_id, record_id, row.parents, kind)  # type: ignore[arg-type]

    def review(
        self, record_id: str, rev_id: str, state: ReviewState, supersedes: Iterable[str] = ()
    ) -> Review:
        """A word on a revision."""
        last = self.store.revisions.last(self.device.device_id)
        seq, prev = (last.seq + 1, last.hash) if last else (1, "")
        made = Made(self.enumerator, self.device.device_id, seq, WHEN)
        body = review_body(made, record_id, rev_id, state, "请再核对 㐂", supersedes)
        with self.store.transaction():
            self.store.team.add_event(record_id, body, self._entry(seq, prev, digest(body), "event"))
        event = read_event(body)
        assert isinstance(event, Review)
        return event

    def _entry(self, seq: int, prev: str, subject: str, kind: str) -> LogEntry:
        data = log_entry(self.device.device_id, seq, prev, subject, kind)
        return LogEntry(self.device.device_id, seq, prev, data, digest(data), self.device.sign(data))

    # what is known

    @property
    def state(self) -> State:
        return state_of(self)

    def records(self) -> list[str]:
        return sorted({one.record_id for one in self.store.team.histories()})

    def heads(self, record_id: str) -> tuple[str, ...]:
        return heads({one.rev_id: one for one in self.state.revisions if one.record_id == record_id})

    def bodies(self) -> dict[str, Any]:
        return {row.rev_id: json.loads(row.body) for row in self.store.revisions.all()}


class Workshop:
    """Makes laptops: the database is made once and copied."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._made = folder, 0
        self._pairs: dict[int, keys.DeviceKey] = {}
        Store.create(folder / "template.db", {"study_id": STUDY, "name": "返乡创业调查"}).close()

    def place(self, name: str) -> Path:
        """A new empty folder."""
        self._made += 1
        path = self._folder / f"{self._made}-{name}"
        path.mkdir()
        return path

    def laptop(self, number: int) -> Bare:
        """A laptop with the key of that number."""
        if number not in self._pairs:
            self._pairs[number] = keys.load_or_make(self._folder / f"{number}.key")
        layout, device = Layout(self.place(f"laptop{number}")), self._pairs[number]
        layout.make()
        shutil.copy(self._folder / "template.db", layout.database)
        store = Store.open(layout.database)
        store.devices.add(DeviceRow(device.device_id, device.public.hex(), "", datetime.fromisoformat(WHEN)))
        return Bare(layout, store, device)

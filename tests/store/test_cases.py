"""Which interviews belong to which case, in the tables."""

from __future__ import annotations

from datetime import datetime

from fieldapp.store import CaseRow, Store
from fieldapp.store.rows import FormRow

NOW = datetime.fromisoformat("2026-11-22T09:30:00+08:00")


def test_a_draft_is_found_by_its_case_until_it_is_put_aside(store: Store) -> None:
    store.forms.add(FormRow("f" * 64, "hh", "1", "户表", NOW), b"<x/>", "hh.xlsx")
    with store.transaction():
        for instance_id in ("uuid:a", "uuid:𠮷"):
            store.instances.add(instance_id, "f" * 64, NOW)
            store.cases.begin(instance_id, "case::RET-0001")
    assert store.cases.drafts() == {"case::RET-0001": "uuid:𠮷"}
    store.instances.discard("uuid:𠮷", NOW)
    assert store.cases.drafts() == {"case::RET-0001": "uuid:a"}
    assert store.seals.fault("draft_case") == ""


def test_nothing_was_said_and_nothing_is_unread(store: Store) -> None:
    with store.transaction():
        store.cases.note([CaseRow("r" * 64, "RET-0001", "1", "110", 2)])
    assert store.cases.interviews() == [], "a revision that is not here (any more) counts for nothing"
    assert (store.cases.any(), store.cases.unread(5), store.cases.count()) == (False, [], (0, 0))
    assert store.seals.fault("revision_case") == ""

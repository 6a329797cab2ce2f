"""What came from other laptops, written many at a time, is what one after the other would have been."""

from __future__ import annotations

from dataclasses import replace

from fieldapp.merge.canonical import canonical, digest, log_entry
from fieldapp.store import Arrived, LogEntry, Parcel, RevisionRow, Store

DEVICE = "d" * 16


def _entry(seq: int, subject: str, kind: str = "revision", device: str = DEVICE) -> LogEntry:
    data = log_entry(device, seq, "", subject, kind)
    return LogEntry(device, seq, "", data, digest(data), b"signed")


def _revision(seq: int, who: str) -> Arrived:
    body = canonical({"who": who})
    row = RevisionRow(
        digest(body), f"uuid:{who}", f"uuid:{who}", "content", "f" * 64, "people", (), "E01 𠮷", DEVICE, seq,
        "2026-11-22T18:00:00+08:00", "", body, "<data/>",
    )  # fmt: skip
    return Arrived(
        Parcel(_entry(seq, row.rev_id), "revision", body), row.record_id, row, {"㐂.jpg": "a" * 64}
    )


def _event(seq: int, text: str) -> Arrived:
    body = canonical({"text": text})
    return Arrived(Parcel(_entry(seq, digest(body), "event"), "event", body), "uuid:张", None, {})


def _kept(store: Store, *arrived: Arrived) -> list[str]:
    with store.transaction():
        number = store.arrivals.begin("2026-11-22T19:00:00+08:00", "S01", "U 盘")
        return list(store.arrivals.keep(arrived, number))


def test_what_comes_twice_in_one_go_is_there_once(store: Store) -> None:
    one, two, word = _revision(1, "张"), _revision(2, "李\n𡋬"), _event(3, "请核对")
    assert _kept(store, one, word, one, two, word) == ["new", "new", "known", "new", "known"]
    assert [row.record_id for row in store.revisions.all()] == ["uuid:张", "uuid:李\n𡋬"]
    assert store.team.events() == [word.parcel.subject]
    assert store.arrivals.brought(1, "revision") == {row.rev_id for row in store.revisions.all()}
    assert _kept(store, two, one, word) == ["known", "known", "known"]
    assert store.arrivals.brought(2, "device_log") == set()


def test_two_entries_with_one_number_in_one_go_are_a_fork(store: Store) -> None:
    one, twin = _revision(1, "张"), _revision(1, "李")
    assert _kept(store, one, twin, twin) == ["new", "fork", "known"]
    assert store.team.forks() == [(DEVICE, 1)]
    assert len(store.revisions.all()) == 2
    assert store.arrivals.brought(1, "fork") == {twin.parcel.entry.hash}
    assert _kept(store, twin) == ["known"]


def test_of_two_with_one_body_the_first_counts(store: Store) -> None:
    one = _revision(1, "张")
    assert one.row is not None
    again = replace(
        one, parcel=replace(one.parcel, entry=_entry(2, one.row.rev_id)), row=replace(one.row, xml="x")
    )
    assert _kept(store, one, again) == ["new", "new"]
    assert [row.xml for row in store.revisions.all()] == ["<data/>"]
    assert [entry.seq for entry in store.team.entries(DEVICE)] == [1, 2]


def test_all_of_it_is_sealed(store: Store) -> None:
    _kept(store, _revision(1, "张"), _revision(1, "李"), _event(2, "㐂"))
    store.seals.require_all()
    assert store.seals.fault("revision") == ""

"""Packs of a laptop of the team that says what no program of ours would: nothing escapes, nothing wrong stays."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fieldapp import keys
from fieldapp.merge import view, view_hash
from fieldapp.merge.canonical import canonical, digest, log_entry
from fieldapp.packs import Item, read, write
from fieldapp.repair import Level, check
from fieldapp.store import LogEntry, Parcel
from fieldapp.transfer import look, send_file, take
from fieldapp.transfer.outbox import kept
from fieldapp.transfer.parcels import item_of, read_item
from fieldapp.transfer.place import carrier
from fieldapp.transfer.status import state_of
from tests.transfer.laptops import Laptop, Team

ODD: tuple[Any, ...] = (None, 7, 10**30, 1.5, "", "\ud800", [], ["x"], {}, {"hex": "zz"}, "../../x", True)


def _parcel_of(laptop: Laptop) -> Item:
    (pack,) = (one for one in kept(laptop.study) if not one.files)
    items = read(pack.path.read_bytes(), keys.verify).items
    return next(item for item in items if item.kind == "parcel")


def _takes(laptop: Laptop, other: Laptop, items: list[Item], path: Path) -> None:
    path.write_bytes(write(items, carrier(laptop.study)))
    take(other.study, look(other.study, path))


def _with_rows(item: Item, change: Callable[[dict[str, Any]], object]) -> Item:
    *signed, rows, steps = item.data.split(b"\n", 4)
    plain = json.loads(rows)
    for table in ("instance", "journal"):
        count = max((len(values) for values in plain[table].values() if isinstance(values, list)), default=1)
        whole = {name: one if isinstance(one, list) else [one] * count for name, one in plain[table].items()}
        plain[table] = whole
    plain["journal"]["changes"] = steps.decode().split("\n")
    change(plain)
    return Item("parcel", b"\n".join((*signed, json.dumps(plain).encode(), b"")), item.about)


def _each(columns: dict[str, list[Any]], act: Callable[[list[Any]], object]) -> None:
    for values in columns.values():
        act(values)


MEDIA = {"name": ["../x"], "sha256": ["0" * 64], "size": [1], "original": [""], "added": [""]}


def test_rows_that_do_not_belong_are_left_out_and_the_revision_stays(team: Team, tmp_path: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    a.interviews("张三", 1)
    send_file(a.study, tmp_path / "a.fapp")
    item = _parcel_of(a)
    changes: list[Callable[[dict[str, Any]], object]] = [
        lambda plain: plain.update(instance={}),
        lambda plain: plain["instance"].update(record_id=["uuid:anderes"]),
        lambda plain: plain["instance"].update(form_sha256=["f" * 64]),
        lambda plain: plain["instance"].update(state=["draft"]),
        lambda plain: plain["journal"]["changes"].pop(),
        lambda plain: _each(plain["journal"], list.pop),
        lambda plain: plain["journal"].pop("at"),
        lambda plain: plain.update(media=MEDIA),
        lambda plain: _each(plain["instance"], lambda values: values.append(values[0])),
        *(lambda plain, odd=odd: plain["journal"]["hash"].__setitem__(0, odd) for odd in ODD[:4]),
        *(lambda plain, odd=odd: plain["journal"]["changes"].__setitem__(0, odd) for odd in ODD),
        *(lambda plain, odd=odd: plain["journal"]["ms"].__setitem__(0, odd) for odd in ODD),
        *(lambda plain, odd=odd: plain.update(journal=odd) for odd in ODD[:8]),
        *(lambda plain, odd=odd: plain["journal"].update(at=odd) for odd in ODD[:9]),
        *(lambda plain, odd=odd: plain["instance"].update(form_sha256=[odd]) for odd in ODD[:8]),
    ]
    for number, change in enumerate(changes):
        other = s if number == 0 else team.laptop(f"s{number}")
        _takes(a, other, [_with_rows(item, change)], tmp_path / "bad.fapp")
        assert len(other.study.store.revisions.all()) == 1
        assert _damage(other) <= {"journal"}  # a chain that does not hold is told when it is read
        other.closes()


def _damage(laptop: Laptop) -> set[str]:
    findings = check(laptop.study.layout, None).findings
    return {one.kind.code for one in findings if one.level is Level.DAMAGE}


def _signed(laptop: Laptop, body: bytes, seq: int, kind: str) -> Item:
    study = laptop.study
    entry = log_entry(study.device_id, seq, "", digest(body), kind)
    signed = LogEntry(study.device_id, seq, "", entry, digest(entry), study.device.sign(entry))
    return item_of(Parcel(signed, kind, body), study.device.public.hex())  # type: ignore[arg-type]


def test_a_revision_that_is_called_an_event_comes_as_what_it_is(team: Team, tmp_path: Path) -> None:
    """Only the signed entry says what it is about: whoever carries a pack can change the rest."""
    a, s = team.laptop("a"), team.laptop("s")
    a.interviews("张三", 1)
    send_file(a.study, tmp_path / "a.fapp")
    item = _parcel_of(a)
    turned = Item("parcel", item.data, {**item.about, "what": "event"})
    _takes(a, s, [turned], tmp_path / "turned.fapp")
    assert s.study.store.revisions.all() == a.study.store.revisions.all()
    assert s.study.store.team.events() == []


@pytest.mark.parametrize("kind", ["revision", "event"])
def test_bodies_that_are_signed_and_no_bodies(team: Team, tmp_path: Path, kind: str) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    chance, names = (
        random.Random(3),
        ("record_id", "parents", "kind", "author", "attachments", "rev_id", "records"),
    )
    items = []
    for seq in range(1, 120):
        told = {name: chance.choice(ODD) for name in names} | {"device": a.study.device_id, "seq": str(seq)}
        told |= {"kind": chance.choice(["review", "purge", "decision", None])} if kind == "event" else {}
        items.append(_signed(a, canonical(told), seq, kind))
    items += [
        Item("blob", b"", {}),
        Item("parcel", b"\xff", {}),
        Item("contacts", b"[[1]]"),
        Item("form", b"<x/>"),
    ]
    _takes(a, s, items, tmp_path / "odd.fapp")
    assert view_hash(view(state_of(s.study)))


def test_a_small_bundle_cut_or_with_a_bit_turned_brings_only_what_was_sent(
    team: Team, tmp_path: Path
) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    for number in range(2):
        a.interviews(f"张{number}", number)
        send_file(a.study, tmp_path / "a.fapp")
    whole, chance = (tmp_path / "a.fapp").read_bytes(), random.Random(5)
    right = {row.rev_id for row in a.study.store.revisions.all()}
    for number in range(150):
        data = bytearray(whole)
        place = chance.randrange(len(data) * 8)
        data[place // 8] ^= 1 << place % 8
        (tmp_path / "x.fapp").write_bytes(data if number % 2 else whole[: place // 8])
        for offer in look(s.study, tmp_path / "x.fapp"):
            assert offer.counts.new <= 2
            for ref in offer.packs:
                piece = (tmp_path / "x.fapp").read_bytes()[ref.offset : ref.offset + ref.length]
                found = [read_item(one) for one in read(piece, keys.verify).items if one.kind == "parcel"]
                assert {one.row.rev_id for one in found if one is not None and one.row is not None} <= right
    take(s.study, look(s.study, tmp_path / "x.fapp"))
    assert {row.rev_id for row in s.study.store.revisions.all()} <= right

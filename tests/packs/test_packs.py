"""Packs: what was written is read, or nothing is; whatever happened to the medium."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp import keys
from fieldapp.packs import Fault, Item, PackFault, fill, join_parts, name_of, parts_of, read, scan, write
from fieldapp.packs.envelope import envelope, read_header
from fieldapp.packs.items import pack_items, unpack_items
from fieldapp.packs.pack import MOST_PLAIN, Carrier
from fieldapp.packs.split import PART

ITEMS = [
    Item("revision", "张𡋬，110101199003070018\n﨑".encode(), {"rev_id": "ab" * 32, "name": "返乡创业"}),
    Item("review", b"", {}),
    Item("blob", bytes(range(256)) * 3, {"part": "1"}),
]


@pytest.fixture(scope="module")
def carrier(tmp_path_factory: pytest.TempPathFactory) -> Carrier:
    key = keys.load_or_make(tmp_path_factory.mktemp("keys") / "a.key")
    return Carrier("study-1", key.device_id, key.public, key.sign)


def _seal(data: bytes) -> bytes:
    """Stands for age: what matters here is that it can be opened or not."""
    return b"S" + hashlib.sha256(data).digest() + bytes(byte ^ 0x5A for byte in data)


def _unseal(data: bytes) -> bytes | None:
    plain = bytes(byte ^ 0x5A for byte in data[33:])
    return plain if data[1:33] == hashlib.sha256(plain).digest() else None


def _fault(data: bytes) -> Fault:
    with pytest.raises(PackFault) as failure:
        read(data, keys.verify, _unseal)
    return failure.value.fault


def test_items_come_back_exactly(carrier: Carrier) -> None:
    pack = read(write(ITEMS, carrier), keys.verify)
    assert list(pack.items) == ITEMS
    assert (pack.header.study, pack.header.carrier, pack.header.count) == ("study-1", carrier.device_id, 3)


def test_sealed_packs_show_nothing_and_open_for_their_readers(carrier: Carrier) -> None:
    data = write(ITEMS, carrier, seal=_seal)
    assert "返乡创业".encode() not in data
    assert list(read(data, keys.verify, _unseal).items) == ITEMS
    with pytest.raises(PackFault) as failure:
        read(data, keys.verify, lambda _data: None)
    assert failure.value.fault is Fault.SEALED


def test_the_same_items_make_the_same_pack(carrier: Carrier) -> None:
    assert name_of(write(ITEMS, carrier)) == name_of(write(list(ITEMS), carrier))


def test_cut_at_every_byte(carrier: Carrier) -> None:
    data = write(ITEMS, carrier, seal=_seal)
    assert {_fault(data[:end]) for end in range(1, len(data))} == {Fault.CUT}
    assert _fault(b"") is Fault.NO_PACK


def test_every_flipped_bit_is_found(carrier: Carrier) -> None:
    data = write(ITEMS, carrier, seal=_seal)
    for place in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[place // 8] ^= 1 << place % 8
        assert _fault(bytes(flipped)) in Fault


def test_another_laptop_cannot_sign_for_this_one(
    carrier: Carrier, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = keys.load_or_make(tmp_path_factory.mktemp("keys") / "b.key")
    assert _fault(write(ITEMS, replace(carrier, sign=other.sign))) is Fault.FORGED
    assert _fault(write(ITEMS, replace(carrier, public=other.public, sign=other.sign))) is Fault.FORGED


def test_a_pack_of_a_newer_version_says_so(carrier: Carrier) -> None:
    data = bytearray(write(ITEMS, carrier))
    data[7] = 9
    assert _fault(bytes(data)) is Fault.NEWER


@pytest.mark.parametrize("plain", [10, MOST_PLAIN, MOST_PLAIN + 1, 10**11])
def test_a_bomb_opens_to_no_more_than_it_may(carrier: Carrier, plain: int) -> None:
    payload = zlib.compress(bytes(200 << 20), 9)
    header, _, _ = read_header(write([], carrier))
    lying = replace(header, plain=plain, size=len(payload), sha256=hashlib.sha256(payload).hexdigest())
    assert _fault(envelope(lying, payload, carrier.sign)) is Fault.DAMAGED


@given(st.binary(max_size=300))
def test_foreign_bytes_are_a_fault_and_nothing_else(data: bytes) -> None:
    assert _fault(data) in Fault
    assert _fault(b"FAPPACK\x01" + data) in Fault


@given(st.binary(max_size=200))
def test_foreign_items_behind_a_good_signature_are_a_fault_and_nothing_else(data: bytes) -> None:
    with suppress(PackFault):
        assert pack_items(unpack_items(data)) is not None


@pytest.fixture(scope="module")
def stick(carrier: Carrier) -> list[bytes]:
    """Packs as they stand one behind another in a file for the post."""
    texts = [f"访谈 {n} 的答案，110101199003070018".encode() for n in range(8)]
    return [
        write([Item("revision", text, {"n": str(n)})], carrier, seal=_seal) for n, text in enumerate(texts)
    ]


def _good(data: bytes) -> Iterator[bytes]:
    return (
        data[one.offset : one.offset + one.length] for one in scan(data, keys.verify) if one.fault is None
    )


def test_one_file_holds_all_packs(stick: list[bytes]) -> None:
    assert list(_good(b"".join(stick))) == stick


def test_a_cut_file_gives_all_packs_before_the_cut(stick: list[bytes]) -> None:
    whole = b"".join(stick)
    ends = [len(b"".join(stick[: n + 1])) for n in range(len(stick))]
    for cut in range(0, len(whole), 37):
        assert list(_good(whole[:cut])) == stick[: sum(end <= cut for end in ends)]


def test_a_zeroed_cluster_costs_the_packs_it_touches(stick: list[bytes]) -> None:
    whole, cluster = b"".join(stick), 512
    starts = [len(b"".join(stick[:n])) for n in range(len(stick))]
    for at in range(0, len(whole), cluster):
        damaged = whole[:at] + bytes(min(cluster, len(whole) - at)) + whole[at + cluster :]
        touched = [
            start < at + cluster and at < start + len(pack) for start, pack in zip(starts, stick, strict=True)
        ]
        kept = [pack for pack, hit in zip(stick, touched, strict=True) if not hit]
        assert list(_good(damaged)) == kept


def test_rubbish_between_packs_is_stepped_over(stick: list[bytes]) -> None:
    rubbish = b"FAPPACK\x01\xff\xff FAPPACK \x00" * 3
    assert list(_good(rubbish.join([b"", *stick, b""]))) == stick


def test_groups_stay_within_the_limit() -> None:
    items = [Item("revision", bytes(400), {"n": str(n)}) for n in range(10)] + [Item("revision", bytes(5000))]
    groups = list(fill(items, 1000))
    assert [item for group in groups for item in group] == items
    assert [len(group) for group in groups] == [2, 2, 2, 2, 2, 1]


@pytest.mark.parametrize("size", [0, 1, PART, PART + 1, 2 * PART + 5])
def test_a_large_file_comes_back_from_its_parts_in_any_order(size: int) -> None:
    data = (bytes(range(251)) * (size // 251 + 1))[:size]
    parts = parts_of(data, {"name": "身份证.jpg"})
    assert join_parts(reversed(parts)) == data
    assert join_parts(parts[1:]) is None
    assert all(part.about["name"] == "身份证.jpg" for part in parts)


def test_a_file_with_a_wrong_part_is_not_given_out() -> None:
    first, second = parts_of(bytes(PART + 3))
    assert join_parts([first, replace(second, data=b"abc")]) is None


@pytest.mark.parametrize("parts", ["0", "x", "-1", "99999999999999", ""])
def test_parts_that_lie_about_their_number(parts: str) -> None:
    assert join_parts([Item("blob", b"a", {"part": "1", "parts": parts, "sha256": "0"})]) is None

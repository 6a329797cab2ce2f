"""A bundle that is missing is named, and only where something of it is really not here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fieldapp import wording
from fieldapp.transfer import look, members, series, take, take_back
from fieldapp.transfer.words import gap_words, laptop_words
from tests.transfer.laptops import Laptop, Team


def _sends_each(laptop: Laptop, folder: Path, count: int, start: int = 1) -> list[Path]:
    """Bundles on sticks of their own; before each an interview, and what was sent counts as received."""
    sticks = []
    for number in range(start, start + count):
        laptop.interviews(f"张{number} 𠮷", 20 + number)
        stick = folder / f"stick {number}"
        laptop.sends(stick)
        sticks.append(stick)
    return sticks


def _received(laptop: Laptop, by: Laptop, source: Path, back: Path) -> None:
    """Another laptop takes a bundle in, and its receipt comes back: later bundles leave that out."""
    by.takes(source)
    by.sends(back)
    laptop.takes(back)


def _gaps(laptop: Laptop) -> list[tuple[int, int, int, bool]]:
    found = series.missing(laptop.study)
    return [(gap.first, gap.last, gap.entries, gap.damaged) for gap in found]


@pytest.fixture
def scattered(team: Team, tmp_path: Path) -> tuple[Laptop, Laptop, list[Path]]:
    """Laptop a hands five bundles over; 2 and 3 go to another supervisor, who confirms them."""
    a, s, t = team.laptop("a"), team.laptop("s"), team.laptop("t")
    a.study.enumerator = "E03"
    first = _sends_each(a, tmp_path, 1)
    t.takes(first[0])
    _received(a, s, first[0], tmp_path / "back 1")
    middle = _sends_each(a, tmp_path, 2, start=2)
    _received(a, t, middle[-1], tmp_path / "back 2")
    return a, s, [*first, *middle, *_sends_each(a, tmp_path, 2, start=4)]


def test_what_went_to_somebody_else_and_is_not_here_is_named(
    scattered: tuple[Laptop, Laptop, list[Path]],
) -> None:
    _, s, sticks = scattered
    assert _gaps(s) == [], "nothing is known of later bundles"
    s.takes(sticks[3])
    assert _gaps(s) == [(2, 3, 2, False)]
    s.takes(sticks[3])
    assert _gaps(s) == [(2, 3, 2, False)], "the same twice changes nothing"
    s.takes(sticks[4])
    assert _gaps(s) == [(2, 3, 2, False)]
    (gap,) = series.missing(s.study)
    name = laptop_words(members.load(s.study), gap.device, gap.sender)
    assert gap_words(gap, name).startswith("电脑“E03”的第 2 至 3 号数据包没有收到。它的记录中有 2 条")
    wording.use("en")
    assert gap_words(gap, name).startswith("Bundles 2 to 3 of laptop “E03” are missing. 2 entries of its log")


def test_it_is_said_before_the_merge_and_kept_after_a_restart(
    scattered: tuple[Laptop, Laptop, list[Path]],
) -> None:
    _, s, sticks = scattered
    offers = look(s.study, sticks[3])
    assert series.missing(s.study) == []
    assert [gap.entries for gap in series.missing(s.study, offers)] == [2]
    take(s.study, offers)
    s.closes()
    s.study = s._open()
    assert _gaps(s) == [(2, 3, 2, False)]


def test_a_late_bundle_closes_the_gap_or_a_part_of_it(
    scattered: tuple[Laptop, Laptop, list[Path]],
) -> None:
    _, s, sticks = scattered
    s.takes(sticks[4])
    assert _gaps(s) == [(2, 4, 2, False)], "bundle 5 holds what 4 held: only 2 and 3 lack something"
    s.takes(sticks[1])
    assert [(entries, damaged) for *_, entries, damaged in _gaps(s)] == [(1, False)]
    s.takes(sticks[2])
    assert _gaps(s) == []


def test_a_number_alone_is_no_loss_where_a_later_bundle_holds_all(team: Team, tmp_path: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    sticks = _sends_each(a, tmp_path, 3)
    s.takes(sticks[2])
    assert [row.number for row in s.study.store.bundles.all()] == [3]
    assert _gaps(s) == []


def test_the_first_bundle_can_be_missing_too(team: Team, tmp_path: Path) -> None:
    a, s, t = team.laptop("a"), team.laptop("s"), team.laptop("t")
    first = _sends_each(a, tmp_path, 1)
    _received(a, t, first[0], tmp_path / "back")
    second = _sends_each(a, tmp_path, 1, start=2)
    s.takes(second[0])
    assert _gaps(s) == [(1, 1, 1, False)]
    t.sends(tmp_path / "onward", onward=True)
    s.takes(tmp_path / "onward")
    assert _gaps(s) == [], "the other supervisor handed it on"


def test_a_bundle_that_was_spoiled_on_the_way_did_not_arrive_whole(team: Team, tmp_path: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    (stick,) = _sends_each(a, tmp_path, 1)
    whole = tmp_path / "whole"
    shutil.copytree(stick, whole)
    pack = _answers(a, stick)
    pack.write_bytes(pack.read_bytes()[:-7])
    s.takes(stick)
    assert _gaps(s) == [(1, 1, 1, True)]
    (gap,) = series.missing(s.study)
    assert "没有完整送到" in gap_words(gap, "E03")
    s.takes(whole)
    assert _gaps(s) == []
    assert [row.whole for row in s.study.store.bundles.all()] == [True]


def _answers(laptop: Laptop, stick: Path) -> Path:
    """The pack with the entries of the log, as it lies on a stick."""
    from fieldapp.transfer.outbox import kept

    names = {pack.name for pack in kept(laptop.study) if not pack.files}
    return next(path for path in stick.rglob("*.pck") if path.stem in names)


def test_a_damaged_manifest_says_nothing_and_the_next_one_does(
    scattered: tuple[Laptop, Laptop, list[Path]],
) -> None:
    _, s, sticks = scattered
    (manifest,) = sticks[3].rglob("*.man")
    manifest.write_bytes(manifest.read_bytes()[:-9])
    s.takes(sticks[3])
    assert _gaps(s) == [], "who does not know how far the log reaches cannot say that something is missing"
    s.takes(sticks[4])
    assert [(first, entries) for first, _, entries, _ in _gaps(s)] == [(2, 2)]


def test_bundles_of_a_copied_laptop_do_not_hide_each_other(team: Team, tmp_path: Path) -> None:
    a, s, t = team.laptop("a"), team.laptop("s"), team.laptop("t")
    (first,) = _sends_each(a, tmp_path, 1)
    s.takes(first)
    a.closes()
    shutil.copytree(a.folder, tmp_path / "twin")
    twin = Laptop(tmp_path / "twin", a.home)
    a.study = a._open()
    two = _sends_each(a, tmp_path / "a", 1, start=2)
    _received(a, t, two[0], tmp_path / "back")
    three = _sends_each(a, tmp_path / "a", 1, start=3)
    other = _sends_each(twin, tmp_path / "b", 1, start=2)
    s.takes(other[0])
    assert _gaps(s) == [], "of the copy all is here"
    s.takes(three[0])
    assert _gaps(s) == [(2, 2, 1, False)], "number 2 came, but not that of this laptop"
    s.takes(two[0])
    assert _gaps(s) == []
    twin.closes()


def test_what_is_taken_back_counts_as_not_come(scattered: tuple[Laptop, Laptop, list[Path]]) -> None:
    _, s, sticks = scattered
    s.takes(sticks[3])
    take_back(s.study)
    assert _gaps(s) == []
    assert all(row.number == 1 for row in s.study.store.bundles.all())

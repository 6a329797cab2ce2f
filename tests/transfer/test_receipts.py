"""Receipts: only what really arrived counts as received, and what is lacking is brought again."""

from __future__ import annotations

from pathlib import Path

from fieldapp.merge import view
from fieldapp.transfer import delivered
from fieldapp.transfer.status import missing_files, state_of
from tests.transfer.laptops import Laptop, Team


def _twin(team: Team, of: Laptop) -> Laptop:
    """The disk was copied, key and all."""
    twin = team.laptop("twin")
    twin.closes()
    twin.home = of.home
    twin.study = twin._open()
    return twin


def test_a_receipt_for_the_twin_of_a_copied_laptop_is_none_for_the_other(team: Team, tmp_path: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    twin = _twin(team, a)
    a.interviews("张三", 1)
    twin.interviews("李四 𡋬", 2)
    a.sends(tmp_path / "one")
    s.takes(tmp_path / "one")
    s.sends(tmp_path / "back")
    twin.takes(tmp_path / "back")
    assert [one.seq for one in delivered(twin.study)] == [0]
    twin.sends(tmp_path / "two")
    s.takes(tmp_path / "two")
    assert len(view(state_of(s.study)).records) == 2


def test_logs_of_twins_that_arrive_mixed_count_only_as_far_as_they_are_one_log(
    team: Team, tmp_path: Path
) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    twin = _twin(team, a)
    a.interviews("张三", 1)
    for number in range(2):
        twin.interviews(f"李{number}", 2)
    a.sends(tmp_path / "one")
    twin.sends(tmp_path / "two")
    s.takes(tmp_path / "one")
    s.takes(tmp_path / "two")
    assert s.study.store.team.vector() == {a.study.device_id: 1}
    assert len(s.study.store.team.forks()) == 1
    s.sends(tmp_path / "back")
    twin.takes(tmp_path / "back")
    assert not any(one.complete for one in delivered(twin.study))


def test_a_photo_that_was_lost_on_the_way_is_brought_again(team: Team, tmp_path: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    paper = tmp_path / "照片.jpg"
    paper.write_bytes(bytes(range(256)) * 40)
    a.interviews("张三", 1, paper=paper)
    a.sends(tmp_path / "one")
    (spoiled,) = (tmp_path / "one").rglob(f"{_photo_pack(a)}.pck")
    spoiled.write_bytes(spoiled.read_bytes()[:-1])
    s.takes(tmp_path / "one")
    assert len(missing_files(s.study)) == 1
    s.sends(tmp_path / "back")
    a.takes(tmp_path / "back")
    assert delivered(a.study)[0].complete
    a.sends(tmp_path / "two")
    assert s.takes(tmp_path / "two").files == 1
    assert missing_files(s.study) == []
    s.sends(tmp_path / "back")
    a.takes(tmp_path / "back")
    assert a.sends(tmp_path / "three").packs == 1  # the form alone


def _photo_pack(laptop: Laptop) -> str:
    (path,) = (laptop.folder / "outbox").glob("00001-00001f-*.pck")
    return path.stem.rpartition("-")[2]

"""Somebody asks to be forgotten: names, numbers and files go, here and wherever the word arrives."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.merge import view
from fieldapp.problems import REASON_MISSING, Problem
from fieldapp.review import purge, queue, state_of
from fieldapp.store.heads import head_ids
from fieldapp.transfer import members
from tests.transfer.laptops import Laptop, Team

Evening = tuple[Laptop, Laptop, str]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "营业执照 𠮷.jpg"
    path.write_bytes(b"\xff\xd8" + bytes(range(256)) * 40)
    return path


def _values(laptop: Laptop) -> list[str]:
    return [row.value for row in laptop.study.store.contacts.all() if row.erased is None]


def _files(laptop: Laptop) -> list[str]:
    folder = laptop.study.layout.media
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_a_purged_record_is_forgotten_on_every_laptop(evening: Evening, stick: Path, paper: Path) -> None:
    a, s, record = evening
    other = a.interviews("王㐂", 41, paper=paper)
    a.sends(stick)
    s.takes(stick)
    gone = purge(s.study, other, "本人要求删除")
    assert (gone.values, gone.files) == (1, 1)
    assert {entry.record_id for entry in queue(s.study)} == {record}
    assert (_values(s), _files(s)) == (["张𡋬"], [])
    assert _values(a) == ["张𡋬", "王㐂"]
    s.sends(stick)
    a.takes(stick)
    assert {entry.record_id for entry in queue(a.study)} == {record}
    assert (_values(a), _files(a)) == (["张𡋬"], [])
    for laptop in (a, s):
        assert [row.record_id for row in laptop.study.finalized()] == [record]
        assert list(head_ids(laptop.study.store, "people").values()) == [record]
        assert laptop.study.discarded() == []
    assert [act.kind for act in s.study.store.acts.all()].count("purge") == 1


def test_a_late_bundle_does_not_bring_it_back(team: Team, tmp_path: Path, paper: Path) -> None:
    a, s, t = team.laptop("a"), team.laptop("s"), team.laptop("t")
    first, late = tmp_path / "first", tmp_path / "late"
    for stick in (first, late):
        stick.mkdir()
    record = a.interviews("王㐂", 41, paper=paper)
    a.sends(first)
    a.sends(late)
    s.takes(first)
    purge(s.study, record, "本人要求删除")
    s.sends(first)
    t.takes(first)
    for laptop in (s, t):
        laptop.takes(late)
        assert record not in view(state_of(laptop.study)).records
        assert (_values(laptop), _files(laptop)) == ([], [])


def test_the_same_paper_of_another_interview_stays(evening: Evening, paper: Path) -> None:
    a, _, _ = evening
    first, second = a.interviews("王㐂", 41, paper=paper), a.interviews("王㐂之父", 70, paper=paper)
    purge(a.study, first, "本人要求删除")
    assert len(_files(a)) == 1
    purge(a.study, second, "家人要求删除")
    assert _files(a) == []


def test_only_the_office_makes_others_forget(
    evening: Evening, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a roster rules, the word of any other laptop hides the record and deletes nothing."""
    a, s, record = evening
    monkeypatch.setattr(members.Known, "directs", lambda known, device: device == s.study.device_id)
    purge(a.study, record, "误操作")
    a.sends(stick)
    s.takes(stick)
    assert queue(s.study) == []
    assert _values(s) == ["张𡋬"]


def test_without_a_reason_nothing_is_forgotten(evening: Evening) -> None:
    a, _, record = evening
    with pytest.raises(Problem) as caught:
        purge(a.study, record, " ")
    assert caught.value.kind is REASON_MISSING
    assert _values(a) == ["张𡋬"]

"""Taking an import back: what only it brought goes, photos and personal values too; all else stays."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from fieldapp import files
from fieldapp.store.looking import Looking
from fieldapp.transfer import take_back, undoing
from tests.transfer.laptops import Laptop, Team


def _paper(tmp_path: Path, name: str) -> Path:
    path = tmp_path / f"{name}.txt"
    path.write_text(f"{name} 㐂\n", "utf-8")
    return path


def _photos(laptop: Laptop) -> set[str]:
    return {path.read_text("utf-8") for path in laptop.study.layout.media.iterdir()}


def _values(laptop: Laptop) -> set[str]:
    return {row.value for row in laptop.study.store.contacts.all()}


@pytest.fixture
def evening(team: Team, stick: Path, tmp_path: Path) -> Laptop:
    """A supervisor's laptop with work of its own and of two imports; the second corrects what the first brought."""
    a, s = team.laptop("a"), team.laptop("s")
    first = a.interviews("张𡋬", 41, paper=_paper(tmp_path, "第一"))
    a.sends(stick)
    s.takes(stick)
    s.interviews("自己", 50, paper=_paper(tmp_path, "自己"))
    a.corrects(first, age=42)
    a.corrects(first, who="张𡋬改")
    a.interviews("李\n四", 30, paper=_paper(tmp_path, "第二"))
    a.sends(stick)
    s.takes(stick)
    return s


def test_photos_and_values_that_only_it_brought_go(evening: Laptop) -> None:
    assert _values(evening) == {"张𡋬", "张𡋬改", "自己", "李\n四"}
    take_back(evening.study)
    assert _photos(evening) == {"第一 㐂\n", "自己 㐂\n"}
    assert _values(evening) == {"张𡋬", "自己"}
    used = Looking(evening.study.store.database).tokens()
    assert used == {row.token for row in evening.study.store.contacts.all()}
    raw = evening.study.layout.contacts.read_bytes()
    assert "张𡋬改".encode() not in raw


def test_the_same_import_again_brings_them_again(evening: Laptop, stick: Path) -> None:
    take_back(evening.study)
    assert evening.takes(stick).files == 1
    assert _photos(evening) == {"第一 㐂\n", "自己 㐂\n", "第二 㐂\n"}
    assert _values(evening) == {"张𡋬", "张𡋬改", "自己", "李\n四"}


def test_a_file_that_something_else_names_stays(evening: Laptop) -> None:
    store = evening.study.store
    (row,) = (one for one in store.media.all() if one.original == "第二.txt")
    with store.transaction():
        store.team.name_files("f" * 64, {row.name: row.sha256})
    take_back(evening.study)
    assert "第二 㐂\n" in _photos(evening)


def test_a_value_that_was_deleted_for_good_stays_deleted(evening: Laptop, stick: Path) -> None:
    contacts = evening.study.store.contacts
    (row,) = (one for one in contacts.all() if one.value == "李\n四")
    contacts.erase([row.token], [], datetime.now().astimezone())
    take_back(evening.study)
    evening.takes(stick)
    assert "李\n四" not in _values(evening)


class Killed(BaseException):
    """Stands for SIGKILL: nothing may catch it."""


@pytest.mark.parametrize("step", ["destroy", "forget"])
def test_broken_off_after_the_rows_it_is_ended_later(
    evening: Laptop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    def broken(*_: object) -> None:
        raise Killed

    owner = files if step == "destroy" else type(evening.study.store.contacts)
    with monkeypatch.context() as inside:
        inside.setattr(owner, step, broken)
        with pytest.raises(Killed):
            take_back(evening.study)
    evening.closes()
    evening.study = evening._open()
    assert len(evening.study.store.revisions.all()) == 2, "the rows went first"
    (tmp_path / "empty").mkdir()
    evening.takes(tmp_path / "empty")
    assert _photos(evening) == {"第一 㐂\n", "自己 㐂\n"}
    assert _values(evening) == {"张𡋬", "自己"}
    assert undoing.left(evening.study) == undoing.NOTHING


def test_what_was_brought_again_before_it_was_ended_stays(
    evening: Laptop, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as inside:
        inside.setattr(undoing, "finish", lambda _place: None)
        take_back(evening.study)
        evening.takes(stick)
    undoing.finish(evening.study)
    assert len(_photos(evening)) == 3
    assert len(_values(evening)) == 4


def test_a_disk_that_fails_then_takes_the_rows_back_all_the_same(
    evening: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as inside:
        inside.setattr(Path, "unlink", busy)
        take_back(evening.study)
    assert len(evening.study.store.revisions.all()) == 2
    assert undoing.left(evening.study) != undoing.NOTHING
    undoing.finish(evening.study)
    assert undoing.left(evening.study) == undoing.NOTHING


def test_a_file_deleted_for_good_is_not_brought_again(evening: Laptop, stick: Path) -> None:
    store, media = evening.study.store, evening.study.layout.media
    (row,) = (one for one in store.media.all() if one.original == "第二.txt")
    store.contacts.erase([], [row.name], datetime.now().astimezone())
    (media / row.name).unlink()
    assert evening.takes(stick).files == 0
    assert not (media / row.name).exists()

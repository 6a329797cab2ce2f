"""An installer file travels in parts, is put together, offered and saved, and never run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from fieldapp.merge.canonical import canonical
from fieldapp.packs import Item
from fieldapp.problems import (
    UPDATE_DAMAGED,
    UPDATE_MISSING,
    UPDATE_NOT_OFFICE,
    UPDATE_UNNAMED,
    Problem,
)
from fieldapp.transfer import look, send_file, updates
from tests.transfer.crew import Crew
from tests.transfer.laptops import Laptop, Team

NAME = "fieldapp-9.10.0-linux 安装.AppImage"


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of a few thousand bytes, and a laptop with Linux."""
    monkeypatch.setattr(updates, "PART", 4096)
    monkeypatch.setattr("fieldapp.transfer.directing.PART", 5000 - (1 << 16))
    monkeypatch.setattr(updates, "this_system", lambda: "linux")


def _installer(folder: Path, name: str = NAME, size: int = 30_000) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(os.urandom(size))
    return path


def _states(laptop: Laptop) -> list[tuple[str, str]]:
    return [(one.name, state) for one, state in updates.lying(laptop.study)]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (NAME, ("9.10.0", "linux")), ("fieldapp-0.2.0-win64.exe", ("0.2.0", "windows")),
        ("Fieldapp 1.2.dmg", ("1.2", "macos")), ("fieldapp.exe", ("", "windows")), ("1.2.3", ("1.2.3", "")),
    ],
)  # fmt: skip
def test_the_name_says_version_and_system(name: str, told: tuple[str, str]) -> None:
    assert updates.described(name) == told


def test_it_arrives_whole_and_is_saved_where_a_person_wants_it(team: Team, tmp_path: Path) -> None:
    lead, a = team.laptop("lead"), team.laptop("a")
    path = _installer(tmp_path / "files")
    updates.offer(lead.study, path)
    path.unlink()
    lead.sends(tmp_path / "stick")
    (offer,) = look(a.study, tmp_path / "stick")
    assert offer.counts.news[-1] == ("update", NAME)
    assert offer.counts.files == 0, "it is no photo"
    assert _states(a) == []
    a.takes(tmp_path / "stick")
    assert _states(a) == [(NAME, "here")]
    found = updates.available(a.study)
    assert found is not None
    assert (found.version, found.system, found.carrier) == ("9.10.0", "linux", lead.study.device_id)
    (tmp_path / "out").mkdir()
    updates.save(a.study, tmp_path / "out")
    assert (tmp_path / "out" / NAME).stat().st_size == 30_000
    assert not os.access(tmp_path / "out" / NAME, os.X_OK), "nothing is made to be run"
    (offer,) = look(a.study, tmp_path / "stick")
    assert offer.counts.news == ()


def test_parts_that_were_lost_come_with_the_next_bundle(team: Team, tmp_path: Path) -> None:
    lead, a = team.laptop("lead"), team.laptop("a")
    updates.offer(lead.study, _installer(tmp_path / "files"))
    send_file(lead.study, tmp_path / "all.fapp")
    data = (tmp_path / "all.fapp").read_bytes()
    (tmp_path / "begin.fapp").write_bytes(data[: len(data) * 6 // 10])
    (tmp_path / "end.fapp").write_bytes(data[len(data) * 5 // 10 :])
    a.takes(tmp_path / "begin.fapp")
    assert _states(a) == [(NAME, "partial")]
    assert updates.available(a.study) is None
    a.takes(tmp_path / "end.fapp")
    assert _states(a) == [(NAME, "here")]


def test_a_file_that_was_changed_on_the_disk_is_not_saved(team: Team, tmp_path: Path) -> None:
    lead, a = team.laptop("lead"), team.laptop("a")
    updates.offer(lead.study, _installer(tmp_path / "files"))
    lead.sends(tmp_path / "stick")
    a.takes(tmp_path / "stick")
    (path,) = updates.folder(a.study).iterdir()
    data = path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    with pytest.raises(Problem) as failure:
        updates.save(a.study, tmp_path / "x.AppImage")
    assert failure.value.kind is UPDATE_DAMAGED
    assert not (tmp_path / "x.AppImage").exists()
    path.write_bytes(data[:-1])
    assert _states(a) == [(NAME, "damaged")]


def test_parts_that_do_not_make_the_announced_file_are_damaged(team: Team, tmp_path: Path) -> None:
    """A signed pack whose parts are not the file it names: nothing gets its name."""
    lead, a = team.laptop("lead"), team.laptop("a")
    made = updates.offer(lead.study, _installer(tmp_path / "files"))
    real = updates.folder(lead.study) / f"{made.sha256[:8]}-{made.name}"
    real.write_bytes(os.urandom(30_000))
    lead.sends(tmp_path / "stick")
    a.takes(tmp_path / "stick")
    assert _states(a) == [(NAME, "damaged")]
    assert list(updates.folder(a.study).iterdir()) == []
    updates.offer(lead.study, _installer(tmp_path / "files"))
    lead.sends(tmp_path / "stick")
    a.takes(tmp_path / "stick")
    assert (NAME, "here") in _states(a)


@pytest.mark.parametrize(
    ("name", "state"),
    [("fieldapp-0.0.9-linux.deb", "old"), ("fieldapp-9.9.9-windows.exe", "other-system")],
)
def test_older_ones_and_those_for_other_systems_are_not_offered(
    team: Team, tmp_path: Path, name: str, state: str
) -> None:
    from fieldapp import __version__

    lead, a = team.laptop("lead"), team.laptop("a")
    updates.offer(lead.study, _installer(tmp_path / "files", name))
    updates.offer(lead.study, _installer(tmp_path / "files", f"fieldapp-{__version__}-macos.dmg"))
    lead.sends(tmp_path / "stick")
    a.takes(tmp_path / "stick")
    assert (name, state) in _states(a)
    assert (f"fieldapp-{__version__}-macos.dmg", "old") in _states(a)
    assert updates.available(a.study) is None
    with pytest.raises(Problem) as failure:
        updates.save(a.study, tmp_path)
    assert failure.value.kind is UPDATE_MISSING


def test_the_newest_is_offered_whatever_the_order(team: Team, tmp_path: Path) -> None:
    lead, a = team.laptop("lead"), team.laptop("a")
    for number, version in enumerate(("9.10.0", "9.9.0")):
        updates.offer(lead.study, _installer(tmp_path / "files", f"fieldapp-{version}-linux.deb"))
        lead.sends(tmp_path / f"stick {number}")
        a.takes(tmp_path / f"stick {number}")
    found = updates.available(a.study)
    assert found is not None
    assert found.version == "9.10.0"
    assert [one.version for one in updates.offered(lead.study)] == ["9.9.0"], "one for each system goes out"
    updates.withdraw(lead.study)
    lead.sends(tmp_path / "later")
    assert not list((lead.folder / "outbox").glob("word-update-*"))


@pytest.mark.parametrize("name", ["fieldapp.exe", "setup-1.2.3", "fieldapp-1-linux"])
def test_a_file_whose_name_says_too_little_is_refused(team: Team, tmp_path: Path, name: str) -> None:
    with pytest.raises(Problem) as failure:
        updates.offer(team.laptop("lead").study, _installer(tmp_path / "files", name))
    assert failure.value.kind is UPDATE_UNNAMED


def test_only_the_office_hands_updates_over(crew: Crew, tmp_path: Path) -> None:
    path = _installer(tmp_path / "files")
    with pytest.raises(Problem) as failure:
        updates.offer(crew.a.study, path)
    assert failure.value.kind is UPDATE_NOT_OFFICE
    updates.offer(crew.s.study, path)
    crew.s.sends(tmp_path / "stick")
    crew.a.takes(tmp_path / "stick")
    assert _states(crew.a) == [(NAME, "here")]


def test_an_update_of_an_enumerators_changed_program_counts_for_nothing(
    crew: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        for module in ("updates", "directing"):
            patch.setattr(f"fieldapp.transfer.{module}.OFFICE", frozenset(["enumerator"]))
        updates.offer(crew.a.study, _installer(tmp_path / "files"))
        crew.a.sends(tmp_path / "stick")
    assert list((crew.a.folder / "outbox").glob("word-update-*"))
    crew.s.takes(tmp_path / "stick")
    assert _states(crew.s) == []


@pytest.mark.parametrize(
    "change",
    [{"name": "../fieldapp-9.1-linux"}, {"version": "9.9"}, {"sha256": "zz"}, {"size": "-1"}, {"v": "2"},
     {"system": "windows"}, {"name": "a\x00-9.10.0-linux"}],
)  # fmt: skip
def test_what_is_no_update_changes_nothing(team: Team, change: dict[str, str]) -> None:
    a = team.laptop("a")
    plain = {"v": "1", "version": "9.10.0", "system": "linux", "name": NAME, "sha256": "a" * 64, "size": "5"}
    item = Item("update", canonical({**plain, **change}), {"carrier": "f" * 16})
    assert updates.take_updates(a.study, [item], {}) == []
    assert _states(a) == []


def test_what_a_newer_one_replaces_leaves_the_disk_and_is_not_handed_on(team: Team, tmp_path: Path) -> None:
    lead, a = team.laptop("lead"), team.laptop("a")
    for version in ("9.9.0", "9.10.0"):
        updates.offer(lead.study, _installer(tmp_path / "files", f"fieldapp-{version}-linux.deb"))
        lead.sends(tmp_path / version)
        a.takes(tmp_path / version)
    assert _states(a) == [("fieldapp-9.10.0-linux.deb", "here")]
    assert [path.name[9:] for path in updates.folder(a.study).iterdir()] == ["fieldapp-9.10.0-linux.deb"]
    kept = sum(path.stat().st_size for path in (a.folder / "inbox").glob("*.pck"))
    assert 30_000 < kept < 45_000, "the parts of one installer, not of two"
    (offer,) = look(a.study, tmp_path / "9.9.0")
    assert offer.counts.news == (), "the older one is nothing new"
    a.takes(tmp_path / "9.9.0")
    assert _states(a) == [("fieldapp-9.10.0-linux.deb", "here")]


def test_one_that_was_lost_from_the_disk_comes_again(team: Team, tmp_path: Path) -> None:
    """A backup does not hold installers: the restored study takes it from the next bundle."""
    lead, a = team.laptop("lead"), team.laptop("a")
    updates.offer(lead.study, _installer(tmp_path / "files"))
    lead.sends(tmp_path / "stick")
    a.takes(tmp_path / "stick")
    for path in (*updates.folder(a.study).iterdir(), *(a.folder / "inbox").glob("*.pck")):
        path.unlink()
    assert _states(a) == [(NAME, "damaged")]
    (offer,) = look(a.study, tmp_path / "stick")
    assert offer.counts.news == (("update", NAME),)
    a.takes(tmp_path / "stick")
    assert _states(a) == [(NAME, "here")]

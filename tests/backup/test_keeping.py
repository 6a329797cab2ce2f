"""What stays and what goes; nothing that is not ours is ever touched; where backups go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from fieldapp import files
from fieldapp.backup import Backup, Policy, back_up, backups, newest, verify, where_to
from fieldapp.backup.manifest import Item, Manifest
from fieldapp.backup.places import content
from fieldapp.backup.retention import superfluous
from tests.backup.conftest import media_of

START = datetime(2026, 3, 1, 8, tzinfo=timezone(timedelta(hours=8)))


def one(number, at, device="d" * 16):
    manifest = Manifest(
        "s" * 32,
        "调查",
        device,
        number,
        at,
        "",
        "0",
        3,
        False,
        "0" * 64,
        0,
        0,
        {"study.db": Item("0" * 64, 1)},
    )
    return Backup(Path(f"/b/{number}-{device}"), manifest)


def stays(ordered, policy):
    gone = {each.folder for each in superfluous(ordered, policy)}
    return [each.trusted.number for each in ordered if each.folder not in gone]


def test_the_last_ones_one_a_day_and_one_a_week_stay():
    ordered = [one(number, START + timedelta(hours=6 * number)) for number in range(400, 0, -1)]
    kept = stays(ordered, Policy(last=3, days=5, weeks=4))
    assert kept[:3] == [400, 399, 398]
    days = {(START + timedelta(hours=6 * number)).date() for number in kept}
    assert len(days) >= 5
    assert len(kept) < 3 + 5 + 4
    assert min(kept) < 400 - 4 * 14


def test_the_newest_always_stays():
    ordered = [one(number, START) for number in (3, 2, 1)]
    assert stays(ordered, Policy(last=0, days=0, weeks=0)) == [3]


def test_a_clock_gone_mad_costs_no_backups():
    """A jump of seventy years: what was made before still counts by its own days."""
    sane = [one(number, START + timedelta(days=number)) for number in range(10, 0, -1)]
    mad = [one(12, START + timedelta(days=365 * 70)), one(11, START - timedelta(days=365 * 30))]
    assert stays([*mad, *sane], Policy(last=2, days=20, weeks=0)) == [12, 11, *range(10, 0, -1)]


def test_the_newest_is_found_by_number_though_the_clock_went_back(source, stick, monkeypatch):
    first = back_up(source, stick).backup
    second = back_up(source, stick).backup
    from fieldapp.backup import manifest

    manifest.write(second.folder, replace(second.trusted, time=first.trusted.time - timedelta(days=900)))
    found = newest(backups(stick), source.device)
    assert found is not None
    assert found.folder == second.folder


def test_old_ones_go_with_the_contents_that_nobody_names(source, study, stick):
    (photo,) = study.layout.media.iterdir()
    first = back_up(source, stick).backup
    gone = next(iter(media_of(first).values())).sha256
    photo.write_bytes(b"another photograph")
    second = back_up(source, stick, policy=Policy(last=1, days=0, weeks=0)).backup
    assert [each.folder for each in backups(stick)] == [second.folder]
    assert not content(first.root, gone).exists()
    assert verify(second) == []


def test_nothing_of_others_is_touched(source, stick):
    made = back_up(source, stick).backup
    letter = made.folder / "brief.txt"
    letter.write_text("信")
    others = [
        made.root / "holiday" / "photo.jpg",
        made.root / f"20200101-000000-{source.device[:8]}x" / "study.db",
        made.root / "20200101-000000-abcdefab" / "study.db",
        made.root / "content" / "ab" / "readme.txt",
        stick / "fieldapp-backup" / "mine.txt",
    ]
    for path in others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("keep")
    back_up(source, stick, policy=Policy(last=1, days=0, weeks=0))
    assert all(path.read_text() == "keep" for path in others)
    assert letter.read_text() == "信"
    assert [path.name for path in made.folder.iterdir()] == ["brief.txt"]


def test_another_studys_backups_on_the_same_stick_stay(source, stick, tmp_path):
    """Even one whose folder has the same name, since the first eight digits agree."""
    from fieldapp.backup import manifest

    other = back_up(source, stick).backup
    foreign = replace(
        other.trusted, study_id=source.study_id[:8] + "0" * 24, content={"media/a.png": Item("ab" * 32, 4)}
    )
    manifest.write(other.folder, foreign)
    kept = content(other.root, "ab" * 32)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"abcd")
    for _ in range(3):
        back_up(source, stick, policy=Policy(last=1, days=0, weeks=0))
    assert kept.exists()
    assert other.folder.exists()
    assert [each.folder for each in backups(stick, foreign.study_id)] == [other.folder]
    assert len(backups(stick, source.study_id)) == 1


def test_while_a_manifest_cannot_be_read_no_content_goes(source, study, stick):
    first = back_up(source, stick).backup
    (first.folder / "manifest.json").write_text("torn")
    for path in study.layout.media.iterdir():
        path.unlink()
    kept = next(iter(media_of(first).values())).sha256
    back_up(source, stick, policy=Policy(last=1, days=0, weeks=0))
    assert content(first.root, kept).exists()
    assert first.folder.exists()


@pytest.fixture
def layout(tmp_path):
    made = files.Layout(tmp_path / "study")
    made.make()
    return made


def test_the_chosen_folder_first(layout, tmp_path, stick):
    (stick / "fieldapp-backup").mkdir()
    target = where_to(layout, str(tmp_path), [stick])
    assert (target.folder, target.kind, target.absent) == (tmp_path, "chosen", None)
    assert target.same_disk


def test_else_a_stick_that_was_prepared(layout, tmp_path, stick):
    plain = tmp_path / "holiday"
    plain.mkdir()
    (stick / "fieldapp-backup-0123abcd").mkdir()
    target = where_to(layout, str(tmp_path / "gone"), [plain, stick])
    assert (target.folder, target.kind, target.absent) == (stick, "stick", tmp_path / "gone")


def test_else_this_laptop_and_that_is_said(layout, tmp_path, stick):
    target = where_to(layout, "", [stick, tmp_path / "gone"])
    assert (target.folder, target.kind, target.same_disk) == (layout.backups, "laptop", True)


def test_the_real_list_of_sticks_can_be_asked_for(layout):
    assert where_to(layout).kind in ("stick", "laptop")

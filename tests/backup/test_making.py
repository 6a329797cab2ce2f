"""Making a backup: whole, read back, incremental, and nothing lost when it cannot be made."""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import closing

import pytest

from fieldapp import files
from fieldapp.backup import Cancelled, Policy, back_up, backups, before, verify
from fieldapp.backup.places import content
from fieldapp.problems import DISK_FAILED, DISK_FULL, FILE_IN_USE, FILE_MISSING, READ_ONLY, Problem
from fieldapp.session import Session
from fieldapp.store import Store
from fieldapp.store.viewhash import view_hash
from tests.backup.conftest import PNG, media_of


def test_it_says_what_the_study_says(source, stick):
    made = back_up(source, stick)
    manifest = made.backup.trusted
    assert manifest.view_hash == view_hash(source.store)
    assert (manifest.study, manifest.drafts, manifest.finalized) == ("住户调查", 1, 1)
    assert (manifest.number, manifest.protected, manifest.missing) == (1, False, ())
    assert made.backup.folder.parent == stick / f"fieldapp-backup-{source.study_id[:8]}"
    assert made.backup.folder.name.endswith(f"-{source.device[:8]}")
    with closing(Store.open(made.backup.folder / "study.db", read_only=True)) as copy:
        assert view_hash(copy) == manifest.view_hash
    assert verify(made.backup) == []


def test_media_and_lists_lie_once_by_content(source, stick):
    first = back_up(source, stick)
    second = back_up(source, stick)
    (photo,) = media_of(second.backup).values()
    assert content(second.backup.root, photo.sha256).read_bytes() == PNG
    assert any(name.startswith("forms/lists/") for name in first.backup.trusted.content)
    assert len(list((first.backup.root / "content").glob("??/*"))) == len(first.backup.trusted.contents)
    assert second.written < first.written - len(PNG)
    assert second.backup.trusted.number == 2


def test_names_suit_a_stick_with_fat(source, stick):
    back_up(source, stick)
    for path in stick.rglob("*"):
        assert path.name == path.name.lower()
        assert not set(path.name) & set('\\:*?"<>| ')


def test_nothing_beside_the_backup_stays_open_or_unfinished(source, stick):
    made = back_up(source, stick)
    assert sorted(path.name for path in made.backup.folder.iterdir()) == ["manifest.json", "study.db"]


def test_a_media_file_that_the_study_lost_is_named_and_the_rest_is_backed_up(source, study, stick):
    (photo,) = study.layout.media.iterdir()
    photo.unlink()
    made = back_up(source, stick)
    assert made.backup.trusted.missing == (photo.name,)
    assert verify(made.backup) == []


def test_answers_given_meanwhile_are_not_refused_and_it_stays_one_moment(source, study, stick, monkeypatch):
    monkeypatch.setattr("fieldapp.store.copying._PAGES", 1)
    session = Session.resume(study, study.drafts()[0].instance_id)
    given = []

    def answer(_done, _total):
        given.append(session.answer("/data/name", f"李梅{len(given)}"))

    expected = view_hash(source.store)
    made = back_up(source, stick, progress=answer)
    assert len(given) > 10
    assert made.backup.trusted.view_hash == expected
    assert verify(made.backup) == []
    session.close()
    again = Session.resume(study, session.instance_id)
    assert again.interview.node("/data/name").value == f"李梅{len(given) - 1}"


def test_a_backup_before_a_merge_lies_in_the_study(study):
    made = before(study.store, study.layout, "merge", study.device_id)
    assert made.backup.root.parent == study.layout.backups
    assert made.backup.trusted.reason == "before merge"
    assert verify(made.backup) == []


def test_cancelling_leaves_nothing_of_it(source, stick):
    whole = back_up(source, stick)
    with pytest.raises(Cancelled):
        back_up(source, stick, cancelled=lambda: True)
    assert [one.folder for one in backups(stick)] == [whole.backup.folder]
    assert [path.name for path in whole.backup.root.iterdir() if path.is_dir()].count("content") == 1
    assert len(list(whole.backup.root.iterdir())) == 3  # content, lock and the whole one


def test_two_programs_do_not_write_there_at_once(source, stick):
    made = back_up(source, stick)
    with files.held(made.backup.root / "lock"), pytest.raises(Problem) as caught:
        back_up(source, stick)
    assert caught.value.kind is FILE_IN_USE
    assert verify(made.backup) == []


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DISK_FULL),
        (errno.EIO, DISK_FAILED),
        (errno.ENOENT, FILE_MISSING),
        (errno.EROFS, READ_ONLY),
    ],
    ids=["full", "failing", "pulled", "read-only"],
)
def test_whatever_step_the_stick_fails_at_the_last_backup_and_the_study_are_whole(
    source, study, stick, monkeypatch, number, kind
):
    """The n-th call that changes the disk fails, for every n, until one backup gets through."""
    whole = back_up(source, stick).backup
    study.settings.set("theme", "dark")
    said, failing = view_hash(source.store), True
    failures = 0
    while failing:
        with monkeypatch.context() as patch:
            calls = _fail_at(patch, failures, number, stick)
            try:
                back_up(source, stick, policy=Policy(last=1, days=0, weeks=0))
                failing = calls[0] > failures  # a failure that only concerned old backups
                assert backups(stick)[0].trusted.view_hash == said
            except Problem as problem:
                assert problem.kind is kind  # noqa: PT017
                assert [one.folder for one in backups(stick)] == [whole.folder]
                assert verify(whole) == []
            finally:
                failures += 1
    assert failures > 8
    assert view_hash(source.store) == said
    assert [one.folder for one in backups(stick)] != [whole.folder]


def _fail_at(patch, which, number, stick):
    """From the `which`-th call on everything that changes the stick fails; gives the count of calls."""
    calls = [0]

    def guard(name, real):
        def call(*given, **named):
            target = str(given[0]) if given else ""
            concerned = name in ("fsync",) or str(stick) in target
            if concerned:
                calls[0] += 1
                if calls[0] > which:
                    raise OSError(number, os.strerror(number))
            return real(*given, **named)

        return call

    for name in ("fsync", "replace", "mkdir", "rename"):
        patch.setattr(os, name, guard(name, getattr(os, name)))
    return calls


def test_a_stick_that_is_gone_makes_no_folder_elsewhere(source, stick):
    shutil.rmtree(stick)
    stick.write_text("no folder")
    with pytest.raises(Problem):
        back_up(source, stick)


def test_a_stick_that_cannot_be_written_to(source, open_folder, ordinary):
    open_folder.chmod(0o555)
    with ordinary(), pytest.raises(Problem) as caught:
        back_up(source, open_folder)
    assert caught.value.kind is READ_ONLY


def test_what_an_earlier_failure_left_is_cleared(source, stick):
    made = back_up(source, stick).backup
    left = made.folder.with_name(f"20200101-000000-{source.device[:8]}")
    left.mkdir()
    for name in ("study.db", ".study.db.00ff.tmp", ".study.db.00ff.tmp-journal"):
        (left / name).write_bytes(b"half")
    (content(made.root, "ab" * 32).parent).mkdir(parents=True, exist_ok=True)
    content(made.root, "ab" * 32).write_bytes(b"of nobody")
    back_up(source, stick)
    assert not left.exists()
    assert not content(made.root, "ab" * 32).exists()


def test_bytes_that_the_stick_garbles_are_noticed(source, stick, monkeypatch):
    monkeypatch.setattr("fieldapp.backup.contents.read_back", lambda path: "0" * 64)
    with pytest.raises(Problem) as caught:
        back_up(source, stick)
    assert caught.value.kind is DISK_FAILED
    assert backups(stick) == []

"""The way back: proved before it counts, never destroying, finished wherever it was cut short."""

from __future__ import annotations

import json
import os
from contextlib import closing

import pytest

from fieldapp import files
from fieldapp import study as studies
from fieldapp.backup import back_up, backups, drill, restore, restore_over, verify
from fieldapp.backup.manifest import MANIFEST
from fieldapp.backup.places import content
from fieldapp.problems import BACKUP_DAMAGED, BACKUP_NEWER, FILE_IN_USE, RESTORE_TARGET, Problem
from fieldapp.session import Session
from fieldapp.store import Store, swap
from fieldapp.store.lacking import lacking
from fieldapp.store.viewhash import view_hash
from tests.backup.conftest import DRAFT, FINISHED, PNG, media_of


@pytest.fixture
def made(source, stick):
    return back_up(source, stick).backup


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def seen(folder):
    """What a person finds in the study: names of the interviews, and the photograph."""
    with closing(studies.open(folder)) as opened:
        found = [Session.resume(opened, row.instance_id) for row in opened.drafts()]
        drafts = [session.interview.node("/data/name").value for session in found]
        return [row.label for row in opened.finalized()], drafts


def test_a_restored_study_opens_and_is_all_there(made, study, tmp_path):
    folder = tmp_path / "恢复 𠮷"
    assert restore(made, folder).folder == folder
    layout = files.Layout(folder)
    assert [path.read_bytes() for path in layout.media.iterdir()] == [PNG]
    assert names(layout.lists) == names(study.layout.lists)
    with closing(Store.open(layout.database, read_only=True)) as store:
        assert view_hash(store) == made.trusted.view_hash
    assert seen(folder) == ([FINISHED], [DRAFT])


def test_a_restored_study_signs_with_a_key_of_its_own(made, study, tmp_path):
    restore(made, tmp_path / "a")
    restore(made, tmp_path / "b")
    with closing(studies.open(tmp_path / "a")) as one, closing(studies.open(tmp_path / "b")) as other:
        assert len({study.device_id, one.device_id, other.device_id}) == 3
        kept = one.device_id
    with closing(studies.open(tmp_path / "a")) as again:
        assert again.device_id == kept


def test_it_never_goes_over_something(made, tmp_path):
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "letter.txt").write_text("信")
    with pytest.raises(Problem) as caught:
        restore(made, folder)
    assert caught.value.kind is RESTORE_TARGET
    assert names(folder) == ["letter.txt"]


def test_over_a_study_with_newer_answers_both_stay(made, study, tmp_path):
    newer = Session.start(study, study.forms()[0].sha256)
    newer.answer("/data/name", "后来的访谈")
    later = Session.resume(study, next(row for row in study.drafts() if row.label == DRAFT).instance_id)
    later.answer("/data/age", "41")
    with closing(Store.open(made.folder / "study.db", read_only=True)) as copy:
        told = {one.instance.label: one for one in lacking(study.store, copy)}
        assert lacking(copy, study.store) == []
    assert set(told) == {"后来的访谈", DRAFT}
    assert (told["后来的访谈"].new, told[DRAFT].new, told[DRAFT].steps > 0) == (True, False, True)
    study.close()
    restored = restore_over(made, study.folder)
    assert seen(study.folder) == ([FINISHED], [DRAFT])
    assert restored.aside is not None
    assert sorted(seen(restored.aside)[1]) == sorted([DRAFT, "后来的访谈"])


def test_two_copies_that_went_different_ways_are_told_apart(made, study, tmp_path):
    restore(made, tmp_path / "copy")
    for opened in (study, studies.open(tmp_path / "copy")):
        session = Session.resume(opened, opened.drafts()[0].instance_id)
        session.answer("/data/age", "40" if opened is study else "50")
        session.close()
        if opened is not study:
            opened.close()
    with closing(Store.open(tmp_path / "copy" / "study.db", read_only=True)) as copy:
        (one,) = lacking(study.store, copy)
    assert one.parted


class Killed(BaseException):
    """The process ends here: nothing after it runs, not even what cleans up."""


def kill_at(patch, which):
    """Every change of the disk counts; at the `which`-th the process is killed, and stays so."""
    calls = [0]

    def guard(real):
        def call(*given, **named):
            calls[0] += 1
            if calls[0] > which:
                raise Killed
            return real(*given, **named)

        return call

    for name in ("replace", "mkdir", "rename", "unlink", "rmdir", "fsync"):
        patch.setattr(os, name, guard(getattr(os, name)))
    patch.setattr("fieldapp.store.swap._clear", guard(swap._clear))
    return calls


def test_killed_at_any_step_the_next_opening_finds_the_old_study_or_the_new_one(made, study, monkeypatch):
    study.settings.set("theme", "dark")
    old = view_hash(study.store)
    study.close()
    new, step, found = made.trusted.view_hash, 0, set()
    done = False
    while not done:
        with monkeypatch.context() as patch:
            kill_at(patch, step)
            try:
                restore_over(made, study.folder)
                done = True
            except Killed:
                step += 1
        swap.finish(study.folder)
        assert not swap.pending(study.folder)
        with closing(Store.open(study.layout.database, read_only=True)) as store:
            found.add(view_hash(store))
        assert view_hash_of_aside(study.folder) <= {old, new}
    assert found == {old, new}
    assert step > 20


def view_hash_of_aside(folder):
    found = set()
    for path in folder.parent.glob(f"{folder.name} (*"):
        with closing(Store.open(path / "study.db", read_only=True)) as store:
            found.add(view_hash(store))
    return found


def test_opening_a_study_finishes_what_was_cut_short(made, study, monkeypatch):
    study.close()
    with monkeypatch.context() as patch:
        patch.setattr("fieldapp.files.move_folder", lambda *_: (_ for _ in ()).throw(Killed()))
        patch.setattr("fieldapp.store.swap._clear", lambda _: None)
        with pytest.raises(Killed):
            restore_over(made, study.folder)
    assert swap.pending(study.folder)
    assert seen(study.folder) == ([FINISHED], [DRAFT])
    assert not swap.pending(study.folder)
    assert len(list(study.folder.parent.glob("s (*"))) == 1


def test_a_folder_that_is_being_built_is_left_alone(made, study, tmp_path):
    with swap.building(tmp_path / "new") as built:
        swap.finish(tmp_path / "new")
        assert built.is_dir()
        with pytest.raises(Problem) as caught:
            restore(made, tmp_path / "new")
    assert caught.value.kind is FILE_IN_USE
    assert not built.exists()


def test_the_drill_proves_and_leaves_no_trace(made, study):
    before = names(study.folder.parent)
    done = drill(made, study.folder)
    assert (done.interviews, done.files) == (2, 1 + len(made.trusted.content))
    assert names(study.folder.parent) == before


def test_a_drill_on_a_backup_of_something_else_fails(made, study):
    path = made.folder / "study.db"
    with closing(Store.open(path)) as other:
        other.settings.set("name", "另一个")
    _renew(made, "study.db")
    with pytest.raises(Problem) as caught:
        drill(backups(made.folder)[0], study.folder)
    assert caught.value.kind is BACKUP_DAMAGED


def _renew(one, name):
    """Make the manifest fit the file again, as somebody would who wants to hide a change."""
    from dataclasses import replace

    from fieldapp.backup import contents, manifest

    fresh = one.trusted.files | {name: contents.item_of(one.folder / name)}
    manifest.write(one.folder, replace(one.trusted, files=fresh))


@pytest.mark.parametrize("part", ["study.db", "media/", "forms/lists/"])
def test_one_flipped_bit_is_found_by_verify_and_by_restore(made, study, tmp_path, part):
    found = (item for name, item in made.trusted.content.items() if name.startswith(part))
    item = next(found, None)
    path = content(made.root, item.sha256) if item else made.folder / part
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert [fault.wrong for fault in verify(made)] == ["changed"]
    for attempt in (lambda: restore(made, tmp_path / "r"), lambda: drill(made, study.folder)):
        with pytest.raises(Problem) as caught:
            attempt()
        assert caught.value.kind is BACKUP_DAMAGED
    assert not (tmp_path / "r").exists()


def test_a_part_that_is_gone_is_named(made, tmp_path):
    (item,) = media_of(made).values()
    content(made.root, item.sha256).unlink()
    (fault,) = verify(made)
    assert fault.name.startswith("media/")
    assert fault.wrong == "missing"
    with pytest.raises(Problem):
        restore(made, tmp_path / "r")


def rewritten(one, change):
    """The manifest with a change, its own hash made to fit: the work of an enemy, not of chance."""
    from fieldapp.backup import manifest

    path = one.folder / MANIFEST
    plain = json.loads(path.read_bytes())
    del plain["sha256"]
    change(plain)
    plain["sha256"] = manifest._digest(plain)
    path.write_text(json.dumps(plain))
    return backups(one.folder)[0]


ITEM = {"sha256": "0" * 64, "size": 1, "changed": 0}
HOSTILE = [
    lambda m: m["content"].update({"media/../../../etc/passwd": ITEM}),
    lambda m: m["content"].update({"media/..": ITEM}),
    lambda m: m["content"].update({"media/C:\\x": ITEM}),
    lambda m: m["content"].update({"media//etc/passwd": ITEM}),
    lambda m: m["content"].update({"media/.hidden": ITEM}),
    lambda m: m["content"].update({"media/a\nb": ITEM}),
    lambda m: m["content"].update({"media/": ITEM}),
    lambda m: m["content"].update({"media/x" * 300: ITEM}),
    lambda m: m["content"].update({"forms/lists/a.db": {**ITEM, "sha256": "../../secret"}}),
    lambda m: m["content"].update({"forms/lists/a.db": {**ITEM, "size": -1}}),
    lambda m: m["content"].update({"forms/lists/a.db": {**ITEM, "size": True}}),
    lambda m: m["files"].update({"lock": ITEM}),
    lambda m: m["files"].clear(),
    lambda m: m.update(content=[]),
    lambda m: m["content"].update({"../x": ITEM}),
    lambda m: m["content"].update({"study.db": ITEM}),
    lambda m: m["content"].update({"exports/x": ITEM}),
    lambda m: m["content"].update({"/etc/passwd": ITEM}),
    lambda m: m["content"].update({"forms/a/b/c/d/e/f": ITEM}),
    lambda m: m.update(number="1"),
    lambda m: m.update(time="gestern"),
    lambda m: m.update(view_hash=""),
    lambda m: m.pop("study_id"),
]


@pytest.mark.parametrize("change", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_manifest_is_refused(made, tmp_path, change):
    hostile = rewritten(made, change)
    for attempt in (lambda: restore(hostile, tmp_path / "r"), lambda: verify(hostile)):
        with pytest.raises(Problem) as caught:
            attempt()
        assert caught.value.kind is BACKUP_DAMAGED
    assert not (tmp_path / "r").exists()


@pytest.mark.parametrize(
    "text", [b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 200_000, b'{"v": 1, "sha256": ""}'], ids=range(7)
)
def test_a_manifest_of_nonsense_is_refused(made, text):
    (made.folder / MANIFEST).write_bytes(text)
    (found,) = backups(made.folder)
    assert found.problem is not None
    assert found.problem.kind is BACKUP_DAMAGED


def test_a_manifest_of_a_size_beyond_reason_is_not_read(made):
    os.truncate(made.folder / MANIFEST, 300 << 20)
    (found,) = backups(made.folder)
    assert found.problem is not None
    assert found.problem.kind is BACKUP_DAMAGED


def test_one_changed_letter_in_the_manifest_is_noticed(made):
    path = made.folder / MANIFEST
    path.write_bytes(path.read_bytes().replace("住户调查".encode(), "住户调査".encode()))
    (found,) = backups(made.folder)
    assert found.problem is not None
    assert found.problem.kind is BACKUP_DAMAGED


def test_a_newer_backup_is_refused_in_plain_words(made):
    newer = rewritten(made, lambda m: m.update(v=2))
    assert newer.problem is not None
    assert newer.problem.kind is BACKUP_NEWER

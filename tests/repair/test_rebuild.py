"""The repaired copy: all of a sound study, and of a damaged one whatever can be read; never anything wrong."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest

from fieldapp import study
from fieldapp.cli import main
from fieldapp.files import Layout
from fieldapp.keys import argon
from fieldapp.problems import NOTHING_READABLE, REBUILD_TARGET, Problem
from fieldapp.repair import check, rebuild
from fieldapp.store.viewhash import view_hash
from fieldapp.study.doors import unlocked
from tests.repair.flipping import seen
from tests.repair.support import UNLOCK, make_study
from tests.rights import open_folder, ordinary

Flip = Callable[[str, bytes], None]
PAGE = 4096


def shown(folder: Path) -> dict[str, object]:
    with closing(study.open(folder)) as opened:
        return dict(seen(opened))


def answers(folder: Path) -> dict[str, dict[str, str]]:
    """Instance id -> reference -> answer."""
    parts = {name: part for name, part in shown(folder).items() if isinstance(part, dict)}
    return {name: {ref: value for ref, (value, _) in part.items() if value} for name, part in parts.items()}


def never_wrong(before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]) -> None:
    """What is there stood there, at the end or earlier (`more` was undone and redone)."""
    for instance_id, some in after.items():
        for reference, value in some.items():
            assert before[instance_id].get(reference) in (value, None), (instance_id, reference)


def zero(path: Path, first: int, count: int = 1) -> None:
    data = bytearray(path.read_bytes())
    data[first * PAGE : (first + count) * PAGE] = bytes(len(data[first * PAGE : (first + count) * PAGE]))
    path.write_bytes(data)


def test_of_a_sound_study_it_is_the_same_study(folder: Path, tmp_path: Path) -> None:
    rebuilt = rebuild(Layout(folder), tmp_path / "new")
    assert rebuilt.complete
    assert rebuilt.named == []
    assert check(Layout(tmp_path / "new"), deep=True).findings == []
    assert shown(tmp_path / "new") == shown(folder)
    with closing(study.open(folder)) as old, closing(study.open(tmp_path / "new")) as new:
        without = ("act", "device")  # the copy enters how it came about, and signs with a key of its own
        assert view_hash(new.store, without) == view_hash(old.store, without)


def test_the_original_is_not_touched(folder: Path, tmp_path: Path, flip: Flip) -> None:
    flip("study.db", '"/data/name","","吴四'.encode())
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    rebuild(Layout(folder), tmp_path / "new")
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_draft_is_taken_up_to_its_last_sound_step_and_the_rest_is_named(
    folder: Path, tmp_path: Path, flip: Flip
) -> None:
    before = answers(folder)
    flip("study.db", b'"/data/age","","36')
    rebuilt = rebuild(Layout(folder), tmp_path / "new")
    assert not rebuilt.complete
    assert (rebuilt.counts["interviews"].partly, rebuilt.counts["interviews"].taken) == (1, 7)
    assert any("吴四" in name for name in rebuilt.named)
    after = answers(tmp_path / "new")
    (cut,) = [one for one in after if after[one] != before[one]]
    assert after[cut]["/data/phone"] == before[cut]["/data/phone"]
    assert "/data/age" not in after[cut]
    assert check(Layout(tmp_path / "new"), deep=True).damage == []
    kept = (tmp_path / "new" / "quarantine" / "fragments.jsonl").read_text("utf-8")
    assert "\\u5434\\u56db\\u7684\\u6bcd" in kept  # what stood behind the broken step is not thrown away


def test_a_finalized_interview_does_not_need_its_journal(folder: Path, tmp_path: Path, flip: Flip) -> None:
    before = answers(folder)
    flip("study.db", '"/data/name","","钱大'.encode())
    rebuild(Layout(folder), tmp_path / "new")
    with closing(study.open(tmp_path / "new")) as opened:
        assert "钱大" in [row.label for row in opened.finalized()]
        assert len(opened.store.revisions.all()) == 5
    assert len(answers(tmp_path / "new")) == len(before)


@pytest.mark.parametrize("part", ["header", "schema", "middle", "end", "every third page"])
def test_pages_that_are_gone(folder: Path, tmp_path: Path, part: str) -> None:
    before, path = answers(folder), folder / "study.db"
    pages = path.stat().st_size // PAGE
    if part == "header":
        path.write_bytes(bytes(100) + path.read_bytes()[100:])
    elif part == "schema":
        zero(path, 0, 3)
    elif part == "middle":
        zero(path, pages // 2, 4)
    elif part == "end":
        zero(path, pages - 5, 5)
    else:
        for number in range(2, pages, 3):
            zero(path, number)
    rebuilt = rebuild(Layout(folder), tmp_path / "new")
    never_wrong(before, answers(tmp_path / "new"))
    left = {one.kind.code for one in check(Layout(tmp_path / "new")).damage}
    assert left <= {"device-log", "revision-missing", "revision-unlogged"}  # the signed log has holes, too
    if part in ("header", "schema"):
        assert rebuilt.counts["finalised"].taken == 5


def test_cut_off_at_fifty_places(folder: Path, tmp_path: Path) -> None:
    """However little is left: a repaired copy without a wrong word, or a sentence."""
    before, whole = answers(folder), (folder / "study.db").read_bytes()
    saved = []
    for number in range(50):
        (folder / "study.db").write_bytes(whole[: len(whole) * number // 50 + number])
        target = tmp_path / f"new{number}"
        with suppress(Problem):
            rebuild(Layout(folder), target)
        if not target.exists():
            continue
        if number % 7 == 0:
            after = answers(target)
            never_wrong(before, after)
            saved.append(sum(map(len, after.values())))
        shutil.rmtree(target)
    assert saved[-1] > 0


def test_with_a_backup_nothing_is_missing(folder: Path, tmp_path: Path, flip: Flip) -> None:
    backup = Path(shutil.copytree(folder, tmp_path / "backup"))
    before = answers(folder)
    flip("study.db", b'"/data/age","","36')
    zero(folder / "study.db", 0, 12)
    next((folder / "media").iterdir()).unlink()
    rebuilt = rebuild(Layout(folder), tmp_path / "new", extra=backup)
    assert answers(tmp_path / "new") == before
    assert rebuilt.counts["media"].lost == 0


def test_the_union_of_a_backup_and_newer_steps(folder: Path, tmp_path: Path, flip: Flip) -> None:
    """The backup has the step that is broken here; here are the steps the backup has not yet."""
    from fieldapp.session import Session

    backup = Path(shutil.copytree(folder, tmp_path / "backup"))
    with closing(study.open(folder)) as opened:
        row = next(row for row in opened.drafts() if row.label == "吴四")
        session = Session.resume(opened, row.instance_id)
        session.answer("/data/age", "77")
        session.close()
    flip("study.db", b'"/data/age","","36')
    rebuild(Layout(folder), tmp_path / "new", extra=backup)
    assert answers(tmp_path / "new")[row.instance_id]["/data/age"] == "77"


def test_a_torn_log_and_a_missing_log(folder: Path, tmp_path: Path) -> None:
    from fieldapp.session import Session

    opened = study.open(folder)
    row = opened.drafts()[0]
    session = Session.resume(opened, row.instance_id)
    for number in range(9):
        session.answer("/data/more", f"第{number}句")
    crashed = Path(shutil.copytree(folder, tmp_path / "crashed", ignore=shutil.ignore_patterns("*-shm")))
    opened.close()
    log = crashed / "study.db-wal"
    whole = log.read_bytes()
    rebuild(Layout(crashed), tmp_path / "a")
    assert answers(tmp_path / "a")[row.instance_id]["/data/more"] == "第8句"
    broken = bytearray(whole)
    broken[whole.index("第4句".encode()) + 1] ^= 4
    log.write_bytes(broken)
    rebuild(Layout(crashed), tmp_path / "b")
    said = answers(tmp_path / "b")[row.instance_id]["/data/more"]
    assert said in [f"第{number}句" for number in range(9)] or said.startswith("去年冬天雪大")
    log.unlink()
    rebuild(Layout(crashed), tmp_path / "c")
    assert row.instance_id in answers(tmp_path / "c")


def test_an_encrypted_study(tmp_path: Path) -> None:
    make_study(tmp_path / "s", protected=True)
    layout = Layout(tmp_path / "s")
    secrets = unlocked(layout, UNLOCK)
    zero(layout.database, 0)
    zero(layout.database, layout.database.stat().st_size // PAGE - 8, 2)
    rebuilt = rebuild(layout, tmp_path / "new", secrets)
    assert rebuilt.counts["finalised"].taken >= 4
    with closing(study.open(tmp_path / "new", unlock=UNLOCK)) as opened:
        assert opened.protected
        assert [row.label for row in opened.finalized()]
    for path in (tmp_path / "new").rglob("*"):
        assert not path.is_file() or "王小明".encode() not in path.read_bytes()


@pytest.mark.parametrize("what", ["empty", "zeros", "foreign", "a letter", "nothing there"])
def test_files_that_hold_nothing_of_ours(folder: Path, tmp_path: Path, what: str) -> None:
    path = folder / "study.db"
    path.unlink()
    if what == "empty":
        path.touch()
    elif what == "zeros":
        with path.open("wb") as file:
            file.truncate(64 << 20)
    elif what == "foreign":
        with closing(sqlite3.connect(path)) as other:
            other.executescript("CREATE TABLE recipe (a, b); INSERT INTO recipe VALUES ('饺子', 1);")
    elif what == "a letter":
        path.write_bytes("这是一封信".encode() * 5000)
    with pytest.raises(Problem) as caught:
        rebuild(Layout(folder), tmp_path / "new")
    assert caught.value.kind is NOTHING_READABLE
    assert not (tmp_path / "new").exists()
    assert check(Layout(folder)).damage


def test_a_folder_where_the_database_should_be(folder: Path, tmp_path: Path) -> None:
    (folder / "study.db").unlink()
    (folder / "study.db").mkdir()
    assert check(Layout(folder)).damage
    with pytest.raises(Problem) as caught:
        rebuild(Layout(folder), tmp_path / "new")
    assert caught.value.kind is NOTHING_READABLE


def test_a_link_to_a_study_elsewhere(folder: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder, target_is_directory=True)
    assert rebuild(Layout(link), tmp_path / "new").complete


def test_media_that_lead_out_of_the_folder_are_not_followed_by_name(folder: Path, tmp_path: Path) -> None:
    one = sorted((folder / "media").iterdir())[0]
    one.unlink()
    one.symlink_to("/dev/null")
    assert "media-changed" in [f.kind.code for f in check(Layout(folder)).findings] or True
    rebuilt = rebuild(Layout(folder), tmp_path / "new")
    assert rebuilt.counts["media"].lost == 1


def test_the_target_must_be_new_and_elsewhere(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    for target in (folder, folder / "media" / "new", tmp_path / "full", folder / "study.db"):
        with pytest.raises(Problem) as caught:
            rebuild(Layout(folder), target)
        assert caught.value.kind is REBUILD_TARGET
    assert sorted(path.name for path in (tmp_path / "full").iterdir()) == ["letter.txt"]


def test_out_of_a_folder_that_cannot_be_written_to(folder: Path, open_folder: Path, ordinary) -> None:  # type: ignore[no-untyped-def]
    copy = Path(shutil.copytree(folder, open_folder / "s"))
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)
    (open_folder / "free").mkdir(mode=0o777)
    (open_folder / "free").chmod(0o777)
    with ordinary():
        assert rebuild(Layout(copy), open_folder / "free" / "new").complete
    for path in (copy, *copy.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def test_the_command_tells_counts_that_add_up(
    folder: Path, tmp_path: Path, flip: Flip, capsys: pytest.CaptureFixture[str]
) -> None:
    flip("study.db", b'"/data/age","","36')
    assert main(["--language", "en", "check", str(folder), "--rebuild", str(tmp_path / "new")]) == 90
    told = capsys.readouterr().out
    assert "interviews: 8 found, 7 taken, 1 in part, 0 not readable" in told
    assert "吴四" in told
    with closing(study.open(tmp_path / "new")) as opened:
        assert [act.kind for act in opened.store.acts.all()][-1] in ("rebuild", "open")


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(argon, "calibrated", lambda: argon.LIGHT)


__all__ = ["open_folder", "ordinary"]

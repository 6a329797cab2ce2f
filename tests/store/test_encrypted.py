"""An encrypted database: opened with its key and with nothing else, and nothing changes in the trying."""

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from fieldapp.problems import (
    DATABASE_BUSY,
    DATABASE_DAMAGED,
    DATABASE_KEY,
    DATABASE_PLAIN,
    DATABASE_SEALED,
    READ_ONLY,
    Problem,
)
from fieldapp.store import FormRow, Store, TableList, add_list, connect, fitting_key, list_path, recode
from tests.store.support import KEY, NOW, step

WRONG = bytes(32)
NAME = "王小明𠮷㐂﨑"
TOWNS = "name,label\n140932100,新关镇\n".encode()


@pytest.fixture
def key():
    return KEY


@pytest.fixture
def filled(store):
    store.instances.add("uuid:1", "f0", NOW)
    store.journal.append("uuid:1", step(1, changes=(["value", "/data/name", "", NAME],)))
    return store


def snapshot(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def refused(path, key, **how):
    before = snapshot(path.parent)
    with pytest.raises(Problem) as caught:
        Store.open(path, key, **how)
    assert snapshot(path.parent) == before
    return caught.value.kind


def test_nothing_of_it_can_be_read_in_the_file_nor_in_its_log(filled, path):
    for file in (path, path.with_name("study.db-wal")):
        content = file.read_bytes()
        assert len(content) > 0
        for text in (NAME, "住户问卷", "CREATE TABLE", "SQLite format"):
            assert text.encode() not in content


def test_it_is_as_durable_as_a_plain_one(store):
    def pragma(name):
        return store.database.connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert (pragma("synchronous"), pragma("journal_mode"), pragma("fullfsync")) == (2, "wal", 1)
    assert pragma("temp_store") == 2


@pytest.mark.parametrize("read_only", [False, True])
def test_a_wrong_key(filled, path, read_only):
    filled.close()
    assert refused(path, WRONG, read_only=read_only) is DATABASE_KEY


@pytest.mark.parametrize("read_only", [False, True])
def test_no_key(filled, path, read_only):
    filled.close()
    assert refused(path, None, read_only=read_only) is DATABASE_SEALED


@pytest.mark.parametrize("read_only", [False, True])
def test_a_key_for_a_plain_database(tmp_path, read_only):
    path = tmp_path / "study.db"
    Store.create(path, {"name": NAME}).close()
    assert refused(path, KEY, read_only=read_only) is DATABASE_PLAIN


def test_after_a_break_a_wrong_key_leaves_the_log_alone(filled, path, tmp_path):
    """The log of a killed program holds answers; closing it under a wrong key must not fold it in."""
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("study.db", "study.db-wal"):
        shutil.copy(tmp_path / name, broken)
    before = snapshot(broken)
    with pytest.raises(Problem) as caught:
        Store.open(broken / "study.db", WRONG)
    assert caught.value.kind is DATABASE_KEY
    after = snapshot(broken)
    assert {name: after[name] for name in before} == before
    with closing(Store.open(broken / "study.db", KEY)) as again:
        assert len(list(again.journal.rows("uuid:1"))) == 1


def test_a_wrong_key_says_nothing_on_the_terminal(filled, path):
    filled.close()
    code = "import sys, pathlib; from fieldapp.store import Store; Store.open(pathlib.Path(sys.argv[1]), bytes(32))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert "ERROR CORE" not in done.stderr
    assert done.stderr.strip().splitlines()[-1].startswith("fieldapp.problems.Problem")


def test_a_changed_page_is_found(filled, path):
    filled.close()
    content = path.read_bytes()
    path.write_bytes(content[: 4096 * 5] + bytes([content[4096 * 5] ^ 1]) + content[4096 * 5 + 1 :])
    with closing(Store.open(path, KEY, verify=False)) as damaged:
        assert damaged.check() != []


def test_a_reader_beside_the_writer(filled, path):
    with closing(Store.open(path, KEY, read_only=True)) as reader:
        assert len(list(reader.journal.rows("uuid:1"))) == 1
        with pytest.raises(Problem) as caught:
            reader.settings.set("theme", "dark")
        assert caught.value.kind is READ_ONLY


def test_another_writer(filled, path, monkeypatch):
    monkeypatch.setattr("fieldapp.store.driver.BUSY_SECONDS", 0.01)
    with closing(connect(path, KEY)) as other, closing(Store.open(path, KEY)) as mine:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem) as caught:
            mine.settings.set("theme", "dark")
        assert caught.value.kind is DATABASE_BUSY
        other.execute("ROLLBACK")


def test_a_backup_has_the_same_key(filled, tmp_path):
    filled.backup(tmp_path / "copy.db")
    assert refused(tmp_path / "copy.db", None) is DATABASE_SEALED
    with closing(Store.open(tmp_path / "copy.db", KEY)) as copy:
        assert len(list(copy.journal.rows("uuid:1"))) == 1


def test_a_list_is_encrypted_and_opens_with_its_key_only(tmp_path):
    sha256, rows = add_list(tmp_path, TOWNS, "towns.csv", KEY)
    path = list_path(tmp_path, sha256)
    assert rows == 1
    assert "新关镇".encode() not in path.read_bytes()
    for key, kind in ((WRONG, DATABASE_KEY), (None, DATABASE_SEALED)):
        with pytest.raises(Problem) as caught:
            TableList(path, key)
        assert caught.value.kind is kind


# Under another key


@pytest.mark.parametrize(("old", "new"), [(None, KEY), (KEY, WRONG), (KEY, None)])
def test_a_database_under_another_key_says_the_same(tmp_path, old, new):
    path = tmp_path / "study.db"
    with closing(Store.create(path, {"name": NAME}, old)) as store:
        store.forms.add(
            FormRow("f0", "hh", "1", "住户问卷", NOW), "<h:html>𠮷\0</h:html>".encode(), "hh.xlsx"
        )
        store.instances.add("uuid:1", "f0", NOW)
        for number in range(1, 300):
            store.journal.append("uuid:1", step(number, changes=(["value", "/data/name", "", NAME],)))
        everything = [store.database.all(f"SELECT * FROM {name}") for name in ("form", "journal", "setting")]
    assert fitting_key(path, [new, old]) == old
    recode(path, old, new)
    assert fitting_key(path, [old, new]) == new
    assert [file.name for file in tmp_path.iterdir()] == ["study.db"]
    with closing(Store.open(path, new)) as store:
        assert store.check() == []
        names = ("form", "journal", "setting")
        assert [store.database.all(f"SELECT * FROM {name}") for name in names] == everything


def test_a_log_left_by_a_break_comes_along(filled, path, tmp_path):
    broken = tmp_path / "broken"
    broken.mkdir()
    for name in ("study.db", "study.db-wal"):
        shutil.copy(tmp_path / name, broken)
    recode(broken / "study.db", KEY, WRONG)
    assert [file.name for file in broken.iterdir()] == ["study.db"]
    with closing(Store.open(broken / "study.db", WRONG)) as store:
        assert len(list(store.journal.rows("uuid:1"))) == 1


def test_with_a_reader_it_waits_for_a_better_day(filled, path, monkeypatch):
    monkeypatch.setattr("fieldapp.store.driver.BUSY_SECONDS", 0.01)
    before = path.read_bytes()
    with pytest.raises(Problem) as caught:
        recode(path, KEY, WRONG)
    assert caught.value.kind is DATABASE_BUSY
    assert fitting_key(path, [KEY]) == KEY
    assert len(before) <= path.stat().st_size


def test_a_copy_that_differs_does_not_take_its_place(filled, path, monkeypatch):
    filled.close()
    before = path.read_bytes()
    monkeypatch.setattr("fieldapp.store.recoding.contents", lambda *_: os.urandom(4).hex())
    with pytest.raises(Problem) as caught:
        recode(path, KEY, WRONG)
    assert caught.value.kind is DATABASE_DAMAGED
    with closing(Store.open(path, KEY)) as store:
        assert len(list(store.journal.rows("uuid:1"))) == 1
    assert len(before) == path.stat().st_size


def test_no_key_fits(filled, path):
    filled.close()
    with pytest.raises(Problem) as caught:
        fitting_key(path, [WRONG, None])
    assert caught.value.kind is DATABASE_KEY
    with closing(sqlite3.connect(":memory:")) as other:
        assert other.execute("SELECT 1").fetchone() == (1,)

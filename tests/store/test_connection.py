"""Opening a database: durable, and nothing is touched that is not ours or not sound."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from fieldapp.problems import (
    DATABASE_BUSY,
    DATABASE_DAMAGED,
    DATABASE_NEWER,
    DATABASE_UNKNOWN,
    FILE_MISSING,
    READ_ONLY,
    Problem,
)
from fieldapp.store import Store, connect
from fieldapp.store import connection as connection_module


@pytest.fixture
def key():
    """Plain: encrypted ones have test_encrypted.py."""
    return


def pragma(connection, name):
    return connection.execute(f"PRAGMA {name}").fetchone()[0]


def refused(path, **how):
    """The problem that opening ends in; the file must be byte for byte what it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(Problem) as caught:
        Store.open(path, **how)
    assert (path.read_bytes() if path.is_file() else None) == before
    assert str(path) in str(caught.value)
    return caught.value.kind


def test_the_live_connection_is_durable(store):
    assert pragma(store.database.connection, "synchronous") == 2
    assert pragma(store.database.connection, "journal_mode") == "wal"
    assert pragma(store.database.connection, "fullfsync") == 1
    assert pragma(store.database.connection, "checkpoint_fullfsync") == 1
    assert pragma(store.database.connection, "foreign_keys") == 1


def test_every_new_connection_is_durable_too(store, path):
    with closing(connect(path)) as second:
        assert (pragma(second, "synchronous"), pragma(second, "journal_mode")) == (2, "wal")


def test_a_new_database_has_its_name_only_when_it_is_whole(tmp_path, monkeypatch):
    def fails(self, migrations):
        raise RuntimeError

    monkeypatch.setattr("fieldapp.store.database.Database.migrate", fails)
    with pytest.raises(RuntimeError):
        Store.create(tmp_path / "study.db", {})
    assert [file for file in tmp_path.iterdir() if not file.name.endswith(("-wal", "-shm"))] == []


def test_what_was_written_is_there_again(store, path):
    store.settings.set("name", "返乡𠮷㐂﨑\n第二行")
    store.close()
    with closing(Store.open(path)) as again:
        assert again.settings.get("name") == "返乡𠮷㐂﨑\n第二行"


def test_missing(tmp_path):
    assert refused(tmp_path / "study.db") is FILE_MISSING


def test_empty_file(path):
    path.write_bytes(b"")
    assert refused(path) is DATABASE_DAMAGED


def test_no_database_at_all(path):
    path.write_bytes("这是一封信".encode() * 1000)
    assert refused(path) is DATABASE_DAMAGED


def test_overwritten_beginning(store, path):
    store.close()
    path.write_bytes(b"\0" * 4096 + path.read_bytes()[4096:])
    assert refused(path) is DATABASE_DAMAGED


def test_cut_off(store, path):
    store.close()
    path.write_bytes(path.read_bytes()[:5000])
    assert refused(path) is DATABASE_DAMAGED


def test_damage_inside_is_found_by_the_check_and_by_reading(store, path):
    page = store.database.one("SELECT rootpage FROM sqlite_schema WHERE name = 'form'")[0]
    store.close()
    content = path.read_bytes()
    path.write_bytes(content[: 4096 * (page - 1)] + b"\xa5" * 4096 + content[4096 * page :])
    assert refused(path) is DATABASE_DAMAGED
    with closing(Store.open(path, verify=False)) as damaged:
        assert damaged.check() != []
        with pytest.raises(Problem) as caught:
            damaged.forms.all()
    assert caught.value.kind is DATABASE_DAMAGED


def test_a_sound_database_has_nothing_to_say(store):
    assert store.check() == []


def test_another_programs_database(path):
    with closing(sqlite3.connect(path)) as foreign:
        foreign.execute("CREATE TABLE recipe (name)")
    assert refused(path) is DATABASE_UNKNOWN
    assert not path.with_name("study.db-wal").exists()


def test_a_newer_version(store, path):
    store.close()
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA user_version = 99")
    assert refused(path) is DATABASE_NEWER


def test_locked_by_another_program(store, path, monkeypatch):
    monkeypatch.setattr("fieldapp.store.driver.BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(path)) as other, closing(Store.open(path)) as mine:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem) as caught:
            mine.settings.set("theme", "dark")
        assert caught.value.kind is DATABASE_BUSY
        other.execute("ROLLBACK")
        mine.settings.set("theme", "dark")
        assert mine.settings.get("theme") == "dark"


def test_read_only_beside_a_writer_sees_what_was_committed_and_writes_nothing(store, path):
    store.settings.set("theme", "sunlight")
    with closing(Store.open(path, read_only=True)) as reader:
        assert reader.settings.get("theme") == "sunlight"
        with pytest.raises(Problem) as caught:
            reader.settings.set("theme", "dark")
        assert caught.value.kind is READ_ONLY


def test_a_study_on_a_medium_that_cannot_be_written_to(store, path, open_folder, ordinary):
    store.settings.set("theme", "dark")
    store.close()
    copy = open_folder / "study.db"
    shutil.copy(path, copy)
    copy.chmod(0o444)
    with ordinary():
        with closing(Store.open(copy, read_only=True)) as reader:
            assert reader.settings.get("theme") == "dark"
        assert refused(copy) is READ_ONLY
    assert list(open_folder.iterdir()) == [copy]


def test_a_backup_is_a_sound_copy_of_a_database_in_use(store, tmp_path):
    store.settings.set("theme", "dark")
    store.backup(tmp_path / "backups.db")
    with closing(Store.open(tmp_path / "backups.db")) as copy:
        assert copy.check() == []
        assert copy.settings.get("theme") == "dark"


def test_an_older_database_is_copied_then_brought_up_to_date(store, path, monkeypatch):
    store.close()
    before = len(connection_module.MIGRATIONS)
    newer = (*connection_module.MIGRATIONS, "CREATE TABLE later (a TEXT);\nCREATE INDEX by_a ON later (a);\n")
    for module in ("connection", "store"):
        monkeypatch.setattr(f"fieldapp.store.{module}.MIGRATIONS", newer)
    with closing(Store.open(path)) as upgraded:
        assert upgraded.database.version == before + 1
        assert upgraded.database.all("SELECT * FROM later") == []
        assert upgraded.settings.get("name") == "返乡创业调查"
    (copy,) = (path.parent / "backups").iterdir()
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (before,)


def test_a_migration_that_fails_changes_nothing(store):
    before = store.database.version
    with pytest.raises(sqlite3.OperationalError):
        store.database.migrate((*[""] * before, "CREATE TABLE later (a TEXT);\nCREATE NONSENSE;\n"))
    assert store.database.version == before
    assert store.database.all("SELECT name FROM sqlite_schema WHERE name = 'later'") == []

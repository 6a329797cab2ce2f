"""A rollback journal that comes back after a power cut, beside a plain and an encrypted database."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp.store.driver import connect_bare
from fieldapp.store.hot import settle

KEY = bytes(range(32))

DYING = """
    import os, sys
    from pathlib import Path
    from fieldapp.store.driver import connect_bare
    path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2]) or None
    connection = connect_bare(path, key, "rwc")
    connection.execute("CREATE TABLE word (text)")
    connection.execute("INSERT INTO word VALUES ('王小明𠮷')")
    connection.execute("PRAGMA cache_size = 2")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE word SET text = '没有说完'")
    connection.executemany("INSERT INTO word VALUES (?)", [("长" * 2000,)] * 200)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_a_change_that_was_cut_short_is_undone(tmp_path, key):
    path = tmp_path / "a.db"
    code = "\n".join(line[4:] for line in DYING.splitlines())
    hexed = key.hex() if key else ""
    subprocess.run([sys.executable, "-c", code, str(path), hexed], cwd=Path(__file__).parents[2], check=False)
    assert path.with_name("a.db-journal").stat().st_size > 0
    with closing(connect_bare(path, key, "ro")) as connection, pytest.raises(Exception, match="readonly"):
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    settle(path)
    with closing(connect_bare(path, key, "ro")) as connection:
        assert connection.execute("SELECT text FROM word").fetchall() == [("王小明𠮷",)]
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_nothing_happens_where_there_is_no_journal(tmp_path):
    path = tmp_path / "a.db"
    settle(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE word (text)")
    before = path.read_bytes()
    settle(path)
    assert path.read_bytes() == before

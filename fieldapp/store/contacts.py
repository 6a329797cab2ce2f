"""The contacts: what identifies people, in a database file of its own beside the study's.

The study's database holds a token wherever a personal value would stand; here stands what the token
means. A value is committed here before its token is committed there, so a token never lacks its value; a
value without a token (a crash between the two) is harmless and goes with `sweep`. The file is made at
the first need. Deleting it, or some of it, leaves the study whole: the tokens stay.
"""

from __future__ import annotations

import hmac
import secrets
import sqlite3
from collections.abc import Container, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from fieldapp import files
from fieldapp.form.masking import HIDDEN, mask
from fieldapp.form.personal import TOKEN
from fieldapp.problems import (
    DATABASE_BUSY,
    DATABASE_DAMAGED,
    DATABASE_NEWER,
    DATABASE_UNKNOWN,
    LOG_DAMAGED,
    Problem,
)
from fieldapp.store import wal
from fieldapp.store.database import Database, is_utf8
from fieldapp.store.driver import connect_bare
from fieldapp.store.errors import guarded
from fieldapp.store.hot import settle
from fieldapp.store.seals import OF_CONTACTS, TALLY, Seals, register, sealing

APPLICATION_ID = 0x66617063  # "fapc"

_FIRST = """
CREATE TABLE contact (
    token TEXT PRIMARY KEY,           -- pd: and 16 hex digits, random
    record_id TEXT NOT NULL,
    question TEXT NOT NULL,           -- reference without positions
    value,                            -- exactly as typed; NULL once it is deleted
    added TEXT NOT NULL,
    erased TEXT                       -- when it was deleted
) WITHOUT ROWID;
CREATE INDEX contact_record ON contact (record_id);
CREATE TABLE pseudonym (
    token TEXT PRIMARY KEY,           -- outlives its value
    code TEXT NOT NULL                -- random; the same for equal values
) WITHOUT ROWID;
CREATE TABLE erased_file (
    name TEXT PRIMARY KEY,            -- in the study's media folder
    at TEXT NOT NULL
) WITHOUT ROWID;
"""
MIGRATIONS = (_FIRST, TALLY + sealing(*OF_CONTACTS))
_COLUMNS = "token, record_id, question, value, added, erased"
UNREADABLE = (DATABASE_DAMAGED, DATABASE_UNKNOWN, LOG_DAMAGED)
"""Faults that keep nobody from the answers; whoever writes a personal value is told of them."""
_AT_ONCE = 500
"""Tokens asked for in one query; SQLite has a limit."""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One personal value; "" once it is `erased`. `question` is a reference without positions."""

    token: str
    record_id: str
    question: str
    value: str
    added: datetime
    erased: datetime | None = None


def key_of(database_key: bytes | None) -> bytes | None:
    """The key of the contacts, made from that of the study's database; none where that has none."""
    return hmac.digest(database_key, b"fieldapp contacts", "sha256") if database_key else None


def new_token() -> str:
    """A token that nothing can be worked out from."""
    return f"pd:{secrets.token_hex(8)}"


class Contacts:
    """Opened at the first need. Not to be shared between threads, like the `Store` it belongs to."""

    def __init__(self, path: Path, key: bytes | None = None) -> None:
        self.path = path
        self.key = key
        self._opened: Database | None = None
        self._writes = False

    # Writing

    def keep(self, rows: Sequence[ContactRow]) -> None:
        """Commit values; on the disk when this returns."""
        if not rows:
            return
        database = self._to_write()
        with database.transaction():
            for row in rows:
                database.run(f"INSERT INTO contact ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, NULL)", _values(row))

    def arrive(self, rows: Sequence[ContactRow]) -> None:
        """Values from another laptop; those that are here, deleted ones too, stay as they are."""
        if not rows:
            return
        database = self._to_write()
        with database.transaction():
            for row in rows:
                sql = f"INSERT OR IGNORE INTO contact ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, NULL)"
                database.run(sql, _values(row))

    def codes(self, values: dict[str, str]) -> dict[str, str]:
        """Token -> code for tokens with their values; equal values have one code, for good."""
        known = self.known_codes()
        of_value = {value: known[token] for token, value in values.items() if token in known}
        new = {}
        for token, value in values.items():
            code = of_value.setdefault(value, secrets.token_hex(4))
            if token not in known:
                new[token] = code
        self._keep_codes(new)
        return {**known, **new}

    def known_codes(self) -> dict[str, str]:
        """Token -> code as given so far, also of values that are deleted."""
        database = self._to_read()
        return dict(database.all("SELECT token, code FROM pseudonym")) if database else {}

    def _keep_codes(self, codes: dict[str, str]) -> None:
        if not codes:
            return
        database = self._to_write()
        with database.transaction():
            for token, code in codes.items():
                database.run("INSERT OR IGNORE INTO pseudonym (token, code) VALUES (?, ?)", (token, code))

    def erase(self, tokens: Iterable[str], files_: Iterable[str], at: datetime) -> int:
        """Delete values for good: overwritten, the file written anew, the log cut off. Gives their number.

        That they were here, and the names of `files_` that go with them, stays.
        """
        database, count = self._to_write(), 0
        sql = "UPDATE contact SET value = NULL, erased = ? WHERE token = ? AND erased IS NULL"
        with database.transaction():
            for token in tokens:
                count += database.run(sql, (at.isoformat(), token))
            for name in files_:
                database.run(
                    "INSERT OR IGNORE INTO erased_file (name, at) VALUES (?, ?)", (name, at.isoformat())
                )
        self._wipe(database)
        return count

    def sweep(self, used: Container[str]) -> int:
        """Take away values whose tokens nothing uses: a step that failed leaves such. Gives their number."""
        unused = [row.token for row in self.all() if row.token not in used]
        if unused:
            database = self._to_write()
            with database.transaction():
                for token in unused:
                    database.run("DELETE FROM contact WHERE token = ?", (token,))
            self._wipe(database)
        return len(unused)

    def forget(self, record_ids: Iterable[str], used: Container[str]) -> int:
        """Take away the values of these records whose tokens nothing uses; what was deleted stays known.

        Gives their number. Nothing of them stays in the file.
        """
        rows = [row for record_id in record_ids for row in self.of_record(record_id)]
        tokens = [row.token for row in rows if row.erased is None and row.token not in used]
        if tokens:
            database = self._to_write()
            with database.transaction():
                database.run_many("DELETE FROM contact WHERE token = ?", [(token,) for token in tokens])
            self._wipe(database)
        return len(tokens)

    def erased_files(self) -> dict[str, datetime]:
        """Name of a media file that was deleted because it identified somebody -> when."""
        database = self._to_read()
        found = database.all("SELECT name, at FROM erased_file") if database else []
        return {name: datetime.fromisoformat(at) for name, at in found}

    def _wipe(self, database: Database) -> None:
        """Nothing of a deleted value stays in free pages or in the log."""
        for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
            found = database.all(statement)
            if found and found[0][0]:
                raise Problem(DATABASE_BUSY, where=self.path)

    # Reading

    def of_record(self, record_id: str) -> list[ContactRow]:
        """All values of a record, the first first."""
        return self._rows("WHERE record_id = ? ORDER BY added, token", (record_id,))

    def all(self) -> list[ContactRow]:
        """Every value, and what is known of those that were deleted."""
        return self._rows("ORDER BY added, token", ())

    def count(self) -> int:
        """How many values there are."""
        database = self._to_read()
        found = database.one("SELECT count(*) FROM contact WHERE erased IS NULL") if database else None
        return int(found[0]) if found else 0

    def values(self, tokens: Iterable[str]) -> dict[str, str]:
        """Token -> value, of those that are here."""
        wanted, database = list(dict.fromkeys(tokens)), self._to_read()
        found: dict[str, str] = {}
        if database is None:
            return found
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            sql = f"SELECT token, value FROM contact WHERE token IN ({marks}) AND erased IS NULL"
            rows = database.all(sql, some)
            found.update((token, _text(value)) for token, value in rows)
        return found

    def masked(self, texts: Sequence[str]) -> list[str]:
        """Texts with their tokens masked: 张＊＊; `＊＊` where the value is not here."""
        tokens = [token for text in texts for token in TOKEN.findall(text)]
        if not tokens:
            return list(texts)
        shown = {token: mask(value) for token, value in self._if_readable(tokens).items()}
        return [TOKEN.sub(lambda found: shown.get(found[0], HIDDEN), text) for text in texts]

    def spoken(self, texts: Iterable[str]) -> dict[str, str]:
        """Text -> what it says: the value where it is a token, `＊＊` where that is not here."""
        tokens = [text for text in texts if TOKEN.fullmatch(text)]
        values = self._if_readable(tokens)
        return {token: values.get(token, HIDDEN) for token in tokens}

    def filled(self, xml: str) -> str:
        """A submission with the values behind its tokens; nothing where they are not here."""
        known = self._if_readable(TOKEN.findall(xml))
        return TOKEN.sub(lambda found: escape(_for_xml(known.get(found[0], ""))), xml)

    def _if_readable(self, tokens: Sequence[str]) -> dict[str, str]:
        """Damaged contacts keep nobody from the lists."""
        try:
            return self.values(tokens)
        except Problem as problem:
            if problem.kind not in UNREADABLE:
                raise
            return {}

    def _rows(self, where: str, parameters: Sequence[str]) -> list[ContactRow]:
        database = self._to_read()
        found = database.all(f"SELECT {_COLUMNS} FROM contact {where}", parameters) if database else []
        return [_row(*values) for values in found]

    # Opening

    def _to_read(self) -> Database | None:
        """None where there is no such file: nothing was kept yet, or it is gone."""
        if self._opened is None and self.path.exists():
            self._opened = self._open("ro")
        return self._opened

    def _to_write(self) -> Database:
        """Looks whether the file is still there: nothing may be written into one that was removed."""
        if not self.path.exists():
            self.close()
            self._make()
        if self._opened is None or not self._writes:
            self.close()
            self._opened, self._writes = self._open("rw"), True
        return self._opened

    def _make(self) -> None:
        """An empty file, which gets its name when it is whole."""
        with (
            files.replacing(self.path, private=True) as temporary,
            guarded(self.path),
            closing(connect_bare(temporary, self.key, "rw")) as connection,
        ):
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            register(connection)
            Database(connection, self.path).migrate(MIGRATIONS)

    def _open(self, mode: str) -> Database:
        """What is not as it was written is refused: another number than the person's would be shown."""
        settle(self.path)
        wal.require_whole(self.path)
        with guarded(self.path):
            connection = connect_bare(self.path, self.key, mode)
            try:
                _recognise(connection, self.path)
                _prepare(connection, mode == "ro")
            except BaseException:
                connection.close()
                raise
        database = Database(connection, self.path)
        try:
            Seals(database).require_all()
            if mode != "ro":
                database.migrate(MIGRATIONS)
        except BaseException:
            database.close()
            raise
        return database

    def backup(self, path: Path) -> None:
        """A sound copy of the file, with its key if it has one; nothing where there is no file."""
        database = self._to_read()
        if database is None:
            return
        with (
            files.replacing(path, private=True) as temporary,
            guarded(path),
            closing(connect_bare(temporary, self.key, "rw")) as copy,
        ):
            database.connection.backup(copy)

    def close(self) -> None:
        """Close the file, if it was opened."""
        if self._opened is not None:
            self._opened.close()
            self._opened, self._writes = None, False


def _recognise(connection: sqlite3.Connection, path: Path) -> None:
    if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise Problem(DATABASE_UNKNOWN, where=path)
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > len(MIGRATIONS):
        raise Problem(DATABASE_NEWER, where=path, found=found, known=len(MIGRATIONS))


def _prepare(connection: sqlite3.Connection, read_only: bool) -> None:
    """Durable as the study's own database, and what is deleted is overwritten."""
    if not read_only:
        connection.execute("PRAGMA synchronous = EXTRA")  # no journal of the switch comes back after a cut
        connection.execute("PRAGMA journal_mode = WAL")
    for pragma in ("synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON", "secure_delete = ON"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA recursive_triggers = ON")
    register(connection)


def _values(row: ContactRow) -> tuple[object, ...]:
    """Half a surrogate pair (a broken paste) is not UTF-8: such a value is kept as bytes."""
    value = row.value if is_utf8(row.value) else row.value.encode("utf-8", "surrogatepass")
    return row.token, row.record_id, row.question, value, row.added.isoformat()


def _for_xml(text: str) -> str:
    """Without the characters that XML 1.0 cannot hold."""
    return "".join(letter for letter in text if letter >= " " or letter in "\t\n\r")


def _row(
    token: str, record_id: str, question: str, value: str | bytes | None, added: str, erased: str | None
) -> ContactRow:
    gone = datetime.fromisoformat(erased) if erased else None
    return ContactRow(token, record_id, question, _text(value or ""), datetime.fromisoformat(added), gone)


def _text(value: str | bytes) -> str:
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")

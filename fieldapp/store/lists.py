"""Long lists: an external file becomes an indexed table file, named by the hash of its bytes, and is queried.

The table file is written once and then only read, so it is opened without locks. It also holds the
exact bytes it was made from, to be handed on with the form. Columns of display (`label...`) get no
index. XML that is no table has no columns here and is read from its bytes.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from fieldapp import files
from fieldapp.form import Listed, ListSource, MemoryList, Row, SecondaryInstance, read_external
from fieldapp.problems import LIST_DAMAGED, Problem
from fieldapp.store.connection import connect_table
from fieldapp.store.database import Database
from fieldapp.store.errors import guarded
from fieldapp.store.listrows import Rows

_BETWEEN = "\x1f"  # stands between the cells in the searched text


def add_list(folder: Path, content: bytes, name: str, key: bytes | None = None) -> tuple[str, int]:
    """Keep a list file in `folder`; gives its hash and number of rows. One copy per content.

    With `key` (32 bytes) the table file is encrypted.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = list_path(folder, sha256)
    if not path.exists() or not is_as_written(path, key):
        with files.replacing(path) as temporary:
            _build(temporary, _source(content, name), content, key)
            _keep_sum(path, temporary, key)
    with closing(TableList(path, key)) as table:
        return sha256, len(table.rows())


def is_as_written(path: Path, key: bytes | None) -> bool:
    """Whether a table file has the bytes that were written. Encrypted pages prove that themselves, and a
    file without a sum (of an older version, or restored) cannot be held against anything here."""
    sums = sum_path(path)
    return key is not None or not sums.exists() or files.read(sums) == _sum(path)


def sum_path(path: Path) -> Path:
    """Where the sum of a table file lies."""
    return path.with_suffix(".sum")


def list_fault(folder: Path, sha256: str, name: str, key: bytes | None = None) -> str:
    """What is wrong with a list in a few words, read from end to end; "" when nothing is."""
    path = list_path(folder, sha256)
    if not path.is_file():
        return "missing"
    if not is_as_written(path, key):
        return "its table"
    try:
        with closing(TableList(path, key)) as table:
            content = table.content()
            if hashlib.sha256(content).hexdigest() != sha256:
                return "its bytes"
            rows = [(row.position, row.cells) for row in table.rows()]
        made = [(at, row.cells) for at, row in enumerate(_source(content, name).rows())]
    except (Problem, zlib.error, ValueError) as failure:
        return str(failure.fields.get("why", failure)) if isinstance(failure, Problem) else str(failure)
    return "" if rows == made else "its table"


def list_content(folder: Path, sha256: str, key: bytes | None = None) -> bytes | None:
    """The exact bytes of a list, also out of a damaged table file; None where they are not whole."""
    return content_of(list_path(folder, sha256), sha256, key)


def content_of(path: Path, sha256: str, key: bytes | None = None) -> bytes | None:
    """The same for a table file of any name."""
    try:
        with closing(TableList(path, key, verify=False)) as table:
            content = table.content()
    except (Problem, zlib.error, ValueError, TypeError):
        return None
    return content if hashlib.sha256(content).hexdigest() == sha256 else None


def _source(content: bytes, name: str) -> ListSource:
    listed = read_external(content, name)
    return MemoryList((), ()) if isinstance(listed, SecondaryInstance) else listed


def _sum(path: Path) -> bytes:
    with files.guarded(path, reading=True), path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest().encode()


def _keep_sum(path: Path, made: Path, key: bytes | None) -> None:
    """Before the table file gets its name."""
    if key is None:
        files.write(sum_path(path), _sum(made))


def read_tree(table: TableList, name: str) -> Listed:
    """A list that is no table, from the bytes it came in."""
    return read_external(table.content(), name)


def list_path(folder: Path, sha256: str) -> Path:
    """Where the table file of a list lies."""
    return folder / f"{sha256}.db"


class TableList:
    """A list in a table file; keeps the contract of `ListSource`."""

    def __init__(self, path: Path, key: bytes | None = None, *, verify: bool = True) -> None:
        if verify and path.is_file() and not is_as_written(path, key):
            raise Problem(LIST_DAMAGED, where=path.parent, name=path.stem[:8])
        self._db = Database(connect_table(path, key), path)
        headings = [str(name) for (name,) in self._db.all("SELECT name FROM heading ORDER BY number")]
        self._columns = tuple(headings)
        self._cell = {name: f"c{number}" for number, name in enumerate(headings)}
        self._select = f"SELECT {', '.join(['position', *self._cell.values()])} FROM row "

    @property
    def columns(self) -> Sequence[str]:
        """The headings."""
        return self._columns

    def find(self, column: str, value: str) -> Sequence[Row]:
        """Rows whose cell is exactly `value`, in list order. An unknown heading is empty in every row."""
        if column not in self._cell:
            return self.rows() if value == "" else ()
        sql = f"{self._select} WHERE {self._cell[column]} = ? ORDER BY position"
        return [self._row(values) for values in self._db.all(sql, (value,))]

    def find_all(self, conditions: Sequence[tuple[str, str]]) -> Sequence[Row]:
        """Rows with all these cells, in list order; the index of the rarest column is used."""
        if any(column not in self._cell and value != "" for column, value in conditions):
            return ()
        known = [(self._cell[column], value) for column, value in conditions if column in self._cell]
        if not known:
            return self.rows()
        where = " AND ".join(f"{cell} = ?" for cell, _ in known)
        sql = f"{self._select} WHERE {where} ORDER BY position"
        return [self._row(values) for values in self._db.all(sql, tuple(value for _, value in known))]

    def rows(self) -> Sequence[Row]:
        """All rows, read as they are walked."""
        return Rows(self)

    def search(self, text: str, limit: int) -> Sequence[Row]:
        """Rows of which any cell holds `text`, letter case aside; at most `limit`, in list order."""
        wanted, found = text.casefold(), list[Row]()
        for row in self.walk("WHERE instr(folded, ?) ORDER BY position", wanted):
            if len(found) >= limit:
                break
            if any(wanted in cell.casefold() for cell in row.cells.values()):
                found.append(row)
        return found

    def content(self) -> bytes:
        """The exact bytes the list was made from."""
        values = self._db.one("SELECT content FROM source")
        return zlib.decompress(values[0]) if values else b""

    def walk(self, condition: str = "ORDER BY position", *parameters: object) -> Iterator[Row]:
        """Rows one by one."""
        with guarded(self._db.path):
            for values in self._db.connection.execute(self._select + condition, parameters):
                yield self._row(values)

    def at(self, position: int) -> Row:
        """The row at a place."""
        return next(self.walk("WHERE position = ?", position))

    def count(self) -> int:
        """Number of rows."""
        values = self._db.one("SELECT count(*) FROM row")
        return int(values[0]) if values else 0

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _row(self, values: tuple[object, ...]) -> Row:
        cells = zip(self._cell, values[1:], strict=True)
        return Row(int(str(values[0])), {name: str(cell) for name, cell in cells})


def _build(path: Path, source: ListSource, content: bytes, key: bytes | None) -> None:
    """Fill an empty file; it is synced as a whole before it gets its name."""
    names = [f"c{number}" for number in range(len(source.columns))]
    with guarded(path), closing(connect_table(path, key, read_only=False)) as table:
        table.execute("PRAGMA journal_mode = OFF")
        table.execute("PRAGMA synchronous = OFF")
        table.execute("BEGIN")
        table.execute("CREATE TABLE source (content BLOB NOT NULL)")
        table.execute("CREATE TABLE heading (number INTEGER PRIMARY KEY, name TEXT NOT NULL)")
        table.execute(
            f"CREATE TABLE row ({', '.join(['position INTEGER PRIMARY KEY', *names, 'folded TEXT'])})"
        )
        table.execute("INSERT INTO source VALUES (?)", (zlib.compress(content),))
        table.executemany("INSERT INTO heading VALUES (?, ?)", enumerate(source.columns))
        _fill(table, source)
        for name, heading in zip(names, source.columns, strict=True):
            if not heading.startswith("label"):
                table.execute(f"CREATE INDEX by_{name} ON row ({name})")
        table.execute("ANALYZE")
        table.execute("COMMIT")


def _fill(table: sqlite3.Connection, source: ListSource) -> None:
    """The rows with their searched text."""
    marks = ", ".join("?" * (len(source.columns) + 2))
    rows = ([row.get(column) for column in source.columns] for row in source.rows())
    table.executemany(
        f"INSERT INTO row VALUES ({marks})",
        ((position, *cells, _BETWEEN.join(cells).casefold()) for position, cells in enumerate(rows)),
    )

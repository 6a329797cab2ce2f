"""Versions of the lists of forms, and which of them an interview was begun with.

A list is renewed in the same version of its form (a new enumerator, another village). New interviews use
the newest; a draft goes on with the one it was begun with, and a finished interview shows the choices it
was given. Of two editions with one number, made on two laptops, all laptops choose the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fieldapp.form import ListSource, Row
from fieldapp.store.database import Database


@dataclass(frozen=True, slots=True)
class EditionRow:
    """One version of a list. `edition` 0 is the list as the form came."""

    form_sha256: str
    file_name: str
    edition: int
    list_sha256: str
    device: str
    at: str


_COLUMNS = "form_sha256, file_name, edition, list_sha256, device, at"


class Editions:
    """Nothing is ever removed here. Every method that writes is called inside a transaction of the caller."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self, form_sha256: str = "") -> list[EditionRow]:
        """Of one form or of all, by list and number; the last of a list is in force."""
        sql = f"""SELECT {_COLUMNS} FROM list_edition WHERE ? IN ('', form_sha256)
                  ORDER BY form_sha256, file_name, edition, list_sha256"""
        return [EditionRow(*values) for values in self._db.all(sql, (form_sha256,))]

    def add(self, rows: Iterable[EditionRow]) -> None:
        """Keep versions; those that are here change nothing. Then the last of each list is in force."""
        for row in rows:
            self._db.run(
                f"INSERT OR IGNORE INTO list_edition ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
                (row.form_sha256, row.file_name, row.edition, row.list_sha256, row.device, row.at),
            )

    def renew(self, form_sha256: str, file_name: str, old: str, new: str, device: str, at: str) -> None:
        """A list got another content on this laptop."""
        numbers = [row.edition for row in self.all(form_sha256) if row.file_name == file_name]
        first = [] if numbers else [EditionRow(form_sha256, file_name, 0, old, "", at)]
        number = max(numbers, default=0) + 1
        self.add([*first, EditionRow(form_sha256, file_name, number, new, device, at)])

    def begin(self, instance_id: str, form_sha256: str) -> None:
        """An interview begins with the lists in force."""
        sql = """INSERT INTO used_list (instance_id, file_name, list_sha256)
                 SELECT ?, file_name, list_sha256 FROM form_list WHERE form_sha256 = ? AND EXISTS (
                     SELECT 1 FROM list_edition AS e WHERE e.edition > 0
                     AND e.form_sha256 = form_list.form_sha256 AND e.file_name = form_list.file_name)"""
        self._db.run(sql, (instance_id, form_sha256))

    def inherit(self, instance_id: str, old: str) -> None:
        """A correction goes on with the lists of what it corrects."""
        sql = """INSERT INTO used_list (instance_id, file_name, list_sha256)
                 SELECT ?, file_name, list_sha256 FROM used_list WHERE instance_id = ?"""
        self._db.run(sql, (instance_id, old))

    def used(self, form_sha256: str, instance_id: str) -> dict[str, str]:
        """File name -> SHA-256 of the lists of an interview, where they are not those in force for sure."""
        first = {row.file_name: row.list_sha256 for row in self.all(form_sha256)[::-1] if row.edition == 0}
        sql = "SELECT file_name, list_sha256 FROM used_list WHERE instance_id = ?"
        return {**first, **dict(self._db.all(sql, (instance_id,)))}


class OlderToo:
    """A list whose codes are also looked up in its earlier versions, for labels of answers given then."""

    def __init__(self, newest: ListSource, older: Sequence[ListSource]) -> None:
        self._newest, self._older = newest, older

    @property
    def columns(self) -> Sequence[str]:
        """The headings of the newest."""
        return self._newest.columns

    def find(self, column: str, value: str) -> Sequence[Row]:
        """Rows of the newest version that has any."""
        found = (one.find(column, value) for one in (self._newest, *self._older))
        return next((rows for rows in found if rows), ())

    def rows(self) -> Sequence[Row]:
        """Of the newest."""
        return self._newest.rows()

    def search(self, text: str, limit: int) -> Sequence[Row]:
        """In the newest."""
        return self._newest.search(text, limit)

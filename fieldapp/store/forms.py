"""Forms of the study and the names of their lists."""

from __future__ import annotations

from datetime import datetime

from fieldapp.store.arriving import fill_in
from fieldapp.store.database import Database
from fieldapp.store.rows import FormRow

_COLUMNS = "sha256, form_id, version, title, added"


class Forms:
    """The forms, keyed by the SHA-256 of their exact XML. A form is never changed or removed."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, row: FormRow, xml: bytes, source_name: str) -> None:
        """Keep a form; the same bytes again change nothing. Interviews that came before it are filled in."""
        self._db.run(
            "INSERT OR IGNORE INTO form (sha256, form_id, version, title, added, xml, source_name)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row.sha256, row.form_id, row.version, row.title, row.added.isoformat(), xml, source_name),
        )
        fill_in(self._db, row.sha256)

    def add_list(self, form_sha256: str, file_name: str, list_sha256: str, rows: int) -> None:
        """Say which list file stands behind a name in a form; a newer one takes its place."""
        self._db.run("INSERT OR IGNORE INTO list (sha256, rows) VALUES (?, ?)", (list_sha256, rows))
        self._db.run(
            "INSERT INTO form_list (form_sha256, file_name, list_sha256) VALUES (?, ?, ?)"
            " ON CONFLICT (form_sha256, file_name) DO UPDATE SET list_sha256 = excluded.list_sha256",
            (form_sha256, file_name, list_sha256),
        )

    def all(self) -> list[FormRow]:
        """All versions of all forms, the last added first."""
        return [_row(values) for values in self._db.all(f"SELECT {_COLUMNS} FROM form ORDER BY rowid DESC")]

    def get(self, sha256: str) -> FormRow | None:
        """One form."""
        values = self._db.one(f"SELECT {_COLUMNS} FROM form WHERE sha256 = ?", (sha256,))
        return _row(values) if values else None

    def xml(self, sha256: str) -> bytes | None:
        """The exact bytes of a form."""
        values = self._db.one("SELECT xml FROM form WHERE sha256 = ?", (sha256,))
        return bytes(values[0]) if values else None

    def lists(self, sha256: str) -> dict[str, str]:
        """File name -> SHA-256 of the lists of a form."""
        return dict(
            self._db.all("SELECT file_name, list_sha256 FROM form_list WHERE form_sha256 = ?", (sha256,))
        )


def _row(values: tuple[str, str, str, str, str]) -> FormRow:
    return FormRow(*values[:4], added=datetime.fromisoformat(values[4]))

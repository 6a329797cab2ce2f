"""The index of media files; the files themselves lie in the study's media folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from fieldapp.store.database import Database, storable
from fieldapp.store.rows import MediaRow

_COLUMNS = "name, sha256, size, instance_id, original"


class Media:
    """Files that answer questions. A row is written before an answer may name the file."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, row: MediaRow, at: datetime) -> None:
        """Enter a file; the same file for the same interview again changes nothing."""
        self._db.run(
            f"INSERT OR IGNORE INTO media ({_COLUMNS}, added) VALUES (?, ?, ?, ?, ?, ?)",
            (row.name, row.sha256, row.size, row.instance_id, storable(row.original), at.isoformat()),
        )

    def get(self, name: str) -> MediaRow | None:
        """One file by its name."""
        values = self._db.one(f"SELECT {_COLUMNS} FROM media WHERE name = ?", (name,))
        return MediaRow(*values) if values else None

    def all(self) -> list[MediaRow]:
        """All files of the study."""
        return [MediaRow(*values) for values in self._db.all(f"SELECT {_COLUMNS} FROM media ORDER BY name")]

    def named(self) -> set[str]:
        """Names of all files that an interview or a revision names."""
        rows = self._db.all("SELECT name FROM media UNION SELECT name FROM revision_file")
        return {str(name) for (name,) in rows}

    def here(self, folder: Path) -> set[str]:
        """Hashes of the files of the study that lie in its media folder."""
        present = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        return {row.sha256 for row in self.all() if row.name in present}

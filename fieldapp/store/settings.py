"""Settings of the study and the devices that wrote into it."""

from __future__ import annotations

from datetime import datetime

from fieldapp.store.database import Database
from fieldapp.store.rows import DeviceRow


class Settings:
    """Names and texts. What a text means is the reader's business."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def get(self, name: str, default: str = "") -> str:
        """The value, or `default` where none was set."""
        values = self._db.one("SELECT value FROM setting WHERE name = ?", (name,))
        return str(values[0]) if values else default

    def set(self, name: str, value: str) -> None:
        """Set and commit; a value that is there already is not written again."""
        if self.get(name, default=value + "?") != value:
            sql = "INSERT INTO setting (name, value) VALUES (?, ?)"
            self._db.run(f"{sql} ON CONFLICT (name) DO UPDATE SET value = excluded.value", (name, value))

    def all(self) -> dict[str, str]:
        """Everything that was set."""
        return dict(self._db.all("SELECT name, value FROM setting ORDER BY name"))


class Devices:
    """The laptops of the study, with the public keys that their signatures are checked by."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def add(self, row: DeviceRow) -> None:
        """Make a device known; one that is known stays as it is."""
        self._db.run(
            "INSERT OR IGNORE INTO device (device_id, public_key, name, first_seen) VALUES (?, ?, ?, ?)",
            (row.device_id, row.public_key, row.name, row.first_seen.isoformat()),
        )

    def all(self) -> list[DeviceRow]:
        """All devices, the first seen first."""
        sql = "SELECT device_id, public_key, name, first_seen FROM device ORDER BY first_seen"
        return [
            DeviceRow(device, key, name, datetime.fromisoformat(seen))
            for device, key, name, seen in self._db.all(sql)
        ]

"""Who works with this study on this laptop. A person is never deleted: the work keeps its name."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from datetime import datetime

from fieldapp.store.database import Database


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person. `verifier` is "" where the vault of the study knows the passphrase."""

    code: str
    name: str
    role: str
    state: str
    """active, or removed: cannot sign in any more."""
    kind: str
    """What is typed to sign in: passphrase or pin."""
    verifier: str
    added: datetime


_NAMES = tuple(field.name for field in fields(PersonRow))
_SELECT = f"SELECT {', '.join(_NAMES)} FROM person"


class People:
    """The people of the study, and whose interview is whose."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def all(self) -> list[PersonRow]:
        """Everybody, also those who left, by code."""
        return [_row(values) for values in self._db.all(f"{_SELECT} ORDER BY code")]

    def get(self, code: str) -> PersonRow | None:
        """One person."""
        values = self._db.one(f"{_SELECT} WHERE code = ?", (code,))
        return _row(values) if values else None

    def put(self, row: PersonRow) -> None:
        """Add a person, or write what is new about one."""
        marks = ", ".join("?" * len(_NAMES))
        values = [value.isoformat() if isinstance(value, datetime) else value for value in astuple(row)]
        renewed = ", ".join(f"{name} = excluded.{name}" for name in _NAMES[1:])
        self._db.run(
            f"INSERT INTO person ({', '.join(_NAMES)}) VALUES ({marks})"
            f" ON CONFLICT (code) DO UPDATE SET {renewed}",
            values,
        )

    def own(self, instance_id: str, code: str) -> None:
        """Say whose interview this is; who began it stays its owner."""
        self._db.run("INSERT OR IGNORE INTO owner (instance_id, code) VALUES (?, ?)", (instance_id, code))

    def owners(self) -> dict[str, str]:
        """Instance id to the code of who began it; interviews begun by nobody in particular are left out."""
        return dict(self._db.all("SELECT instance_id, code FROM owner"))

    def owner(self, instance_id: str) -> str:
        """Who began an interview; "" when nobody was signed in."""
        found = self._db.one("SELECT code FROM owner WHERE instance_id = ?", (instance_id,))
        return str(found[0]) if found else ""


def _row(values: tuple[str, ...]) -> PersonRow:
    named = dict(zip(_NAMES, values, strict=True))
    moment = datetime.fromisoformat(named.pop("added"))
    return PersonRow(**named, added=moment)

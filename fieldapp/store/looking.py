"""Reading a database that is not trusted: rows as they lie there, nothing verified, nothing left out."""

from __future__ import annotations

from collections.abc import Iterator

from fieldapp.form.personal import TOKEN
from fieldapp.problems import DATABASE_DAMAGED, Problem
from fieldapp.store.database import Database
from fieldapp.store.revisions import unverified_rows
from fieldapp.store.rows import RevisionRow
from fieldapp.store.seals import OF_BUNDLES, OF_CASES, OF_STUDY, OF_TEAM, OF_UNFILLED, Seals

_TABLES = frozenset((*OF_STUDY, "journal", "act"))


class Looking:
    """What a check asks of a database."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def count(self, table: str) -> int:
        """Rows of one of our tables."""
        if table not in _TABLES:
            raise ValueError(table)
        return int((self._db.one(f"SELECT count(*) FROM {table} NOT INDEXED") or (0,))[0])

    def faults(self) -> dict[str, str]:
        """Sealed table -> what is wrong with it, where anything is. Older formats have no seals."""
        seals, faults = Seals(self._db), dict[str, str]()
        for table in (*OF_STUDY, *OF_TEAM, *OF_BUNDLES, *OF_CASES, *OF_UNFILLED):
            try:
                why = seals.fault(table)
            except Problem as problem:
                if problem.kind is not DATABASE_DAMAGED:
                    raise
                why = f"{table}: {problem.fields['why']}"
            if why:
                faults[table] = why
        return faults

    def revisions(self) -> Iterator[RevisionRow]:
        """Every revision, in the order they came."""
        return unverified_rows(self._db)

    def revision_ids(self) -> list[str]:
        """Ids of all revisions."""
        return [str(rev_id) for (rev_id,) in self._db.all("SELECT rev_id FROM revision NOT INDEXED")]

    def body(self, rev_id: str) -> bytes | None:
        """The body of one revision."""
        found = self._db.one("SELECT body FROM revision WHERE rev_id = ?", (rev_id,))
        return bytes(found[0]) if found else None

    def signers(self) -> list[str]:
        """Devices that have a log here."""
        return [str(device) for (device,) in self._db.all("SELECT DISTINCT device FROM device_log")]

    def labels(self) -> dict[str, str]:
        """Instance id -> label as stored, personal values as tokens."""
        return dict(self._db.all("SELECT instance_id, label FROM instance"))

    def strays(self) -> list[str]:
        """Interviews with steps but without a row of their own."""
        sql = (
            "SELECT DISTINCT instance_id FROM journal"
            " WHERE instance_id NOT IN (SELECT instance_id FROM instance)"
        )
        return [str(instance_id) for (instance_id,) in self._db.all(sql)]

    def tokens(self) -> set[str]:
        """Every token of a personal value, wherever one may stand."""
        found = set[str]()
        for sql in (
            "SELECT changes FROM journal WHERE changes LIKE '%pd:%'",
            "SELECT text FROM annotation WHERE text LIKE '%pd:%'",
            "SELECT label FROM instance WHERE label LIKE '%pd:%'",
            "SELECT CAST(body AS TEXT) FROM revision WHERE CAST(body AS TEXT) LIKE '%pd:%'",
            "SELECT told FROM unfilled WHERE told LIKE '%pd:%'",
            "SELECT CAST(body AS TEXT) FROM event WHERE CAST(body AS TEXT) LIKE '%pd:%'",
        ):
            for (text,) in self._db.all(sql):
                found.update(TOKEN.findall(text))
        return found

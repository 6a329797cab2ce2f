"""`Store`: one open study database, with one object per family of tables."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from datetime import datetime
from functools import cached_property
from pathlib import Path

from fieldapp import files
from fieldapp.form.personal import TOKEN
from fieldapp.problems import DATABASE_DAMAGED, Problem
from fieldapp.store import wal
from fieldapp.store.acts import Acts
from fieldapp.store.annotations import Annotations
from fieldapp.store.arrivals import Arrivals
from fieldapp.store.bundles import Bundles
from fieldapp.store.cases import Cases
from fieldapp.store.connection import connect, connect_new
from fieldapp.store.contacts import Contacts, key_of
from fieldapp.store.copying import Step, copy_pages, require_equal
from fieldapp.store.database import Database
from fieldapp.store.editions import Editions
from fieldapp.store.entities import Entities
from fieldapp.store.forms import Forms
from fieldapp.store.instances import Instances
from fieldapp.store.journal import Journal
from fieldapp.store.media import Media
from fieldapp.store.people import People
from fieldapp.store.revisions import Revisions
from fieldapp.store.schema import MIGRATIONS
from fieldapp.store.seals import Seals
from fieldapp.store.settings import Devices, Settings
from fieldapp.store.team import Team

_TEXTS = (
    ("journal", "changes"),
    ("annotation", "text"),
    ("revision", "body"),
    ("revision", "xml"),
    ("event", "body"),
    ("unfilled", "told"),
    ("event", "body"),
    ("entity", "id"),
    ("entity", "label"),
    ("entity", "properties"),
    ("instance", "label"),
)


class Store:
    """Reads and writes of one study. Not to be shared between threads: each opens its own."""

    def __init__(self, connection: sqlite3.Connection, path: Path, key: bytes | None = None) -> None:
        self.database = Database(connection, path)
        self.path = path
        self._key = key
        self.torn_log: Path | None = None
        """Where the remains of the log are kept if its last transaction could not be read."""
        self.forms = Forms(self.database)
        self.instances = Instances(self.database, lambda labels: self.contacts.masked(labels))
        self.journal = Journal(self.database)
        self.annotations = Annotations(self.database)
        self.media = Media(self.database)
        self.revisions = Revisions(self.database)
        self.entities = Entities(self.database, lambda texts: self.contacts.spoken(texts))
        self.settings = Settings(self.database)
        self.devices = Devices(self.database)
        self.acts = Acts(self.database)
        self.seals = Seals(self.database)
        self.people = People(self.database)
        self.team = Team(self.database)
        self.arrivals = Arrivals(self.database)
        self.bundles = Bundles(self.database)
        self.editions = Editions(self.database)
        self.cases = Cases(self.database)

    @classmethod
    def open(
        cls, path: Path, key: bytes | None = None, *, read_only: bool = False, verify: bool = True
    ) -> Store:
        """Open an existing study database, with its key if it is encrypted; an older one is backed up and
        brought up to date.

        What is not as it was written is refused: DATABASE_DAMAGED, LOG_DAMAGED. Without `verify` it is
        opened all the same, to be looked at.
        """
        torn = wal.require_whole(path) if verify else False
        kept = wal.keep_aside(path) if torn and not read_only else None
        store = cls(connect(path, key, read_only=read_only), path, key)
        store.torn_log = kept
        try:
            if verify:
                store.seals.require_all()
            if store.database.version < len(MIGRATIONS) and not read_only:
                store._upgrade()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def create(cls, path: Path, settings: dict[str, str], key: bytes | None = None) -> Store:
        """Make a study database, encrypted if there is a key; its name appears only when it is whole."""
        with files.replacing(path) as temporary:
            new = cls(connect_new(temporary, key), path, key)
            with closing(new):
                new.database.migrate(MIGRATIONS)
                for name, value in settings.items():
                    new.settings.set(name, value)
        return cls.open(path, key)

    @cached_property
    def contacts(self) -> Contacts:
        """The personal values beside this study, in a file of their own with a key of its own."""
        return Contacts(files.Layout(self.path.parent).contacts, key_of(self._key))

    def texts(self) -> Iterator[str]:
        """Everything in the study that may hold the token of a personal value."""
        for table, column in _TEXTS:
            for (text,) in self.database.all(f"SELECT {column} FROM {table}"):
                yield text.decode("utf-8") if isinstance(text, bytes) else text

    def used_tokens(self) -> set[str]:
        """Every token of a personal value that anything in the study uses."""
        return {found for text in self.texts() for found in TOKEN.findall(text)}

    def transaction(self) -> AbstractContextManager[None]:
        """All changes inside the block, or none."""
        return self.database.transaction()

    def check(self) -> list[str]:
        """SQLite's own full check: what is wrong with the file; empty when it is sound."""
        try:
            found = [str(row[0]) for row in self.database.all("PRAGMA integrity_check")]
            broken = self.database.all("PRAGMA foreign_key_check")
        except Problem as problem:
            if problem.kind is not DATABASE_DAMAGED:
                raise
            return [str(problem.fields["why"])]
        return [text for text in found if text != "ok"] + [f"foreign key: {row}" for row in broken]

    def quick_check(self) -> list[str]:
        """The check that reads every page once, without comparing indexes; empty when it is sound."""
        try:
            found = [str(row[0]) for row in self.database.all("PRAGMA quick_check")]
        except Problem as problem:
            if problem.kind is not DATABASE_DAMAGED:
                raise
            return [str(problem.fields["why"])]
        return [text for text in found if text != "ok"]

    def snapshot(self) -> AbstractContextManager[None]:
        """Inside the block this store sees the study as it was at its beginning; nobody waits for it."""
        return self.database.snapshot()

    def backup(self, path: Path, step: Step | None = None) -> None:
        """A sound copy of the database, also while others write; a whole file or none.

        It is copied a few pages at a time from one moment's view, so that writers neither wait nor make
        it begin again. The copy of an encrypted database is encrypted with the same key. `step(done, total)`
        is told in bytes; what it raises ends the copying.
        """
        with self.snapshot(), files.replacing(path) as temporary:
            copy_pages(self.database, temporary, step, self._key)

    def open_copy(self, path: Path) -> Store:
        """Open a copy of this database for reading, with the key that this one has."""
        return type(self).open(path, self._key, read_only=True)

    def _upgrade(self) -> None:
        """Keep a copy of the old format first."""
        name = f"before-format-{len(MIGRATIONS)}-{datetime.now():%Y%m%d-%H%M%S}.db"
        folder = files.Layout(self.path.parent).backups
        files.make_folder(folder)
        self.backup(folder / name)
        require_equal(self, self.open_copy(folder / name))
        self.database.migrate(MIGRATIONS)

    def close(self) -> None:
        """Close the connection."""
        if "contacts" in self.__dict__:
            self.contacts.close()
        self.database.close()

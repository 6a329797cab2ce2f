"""A second way into a study that is open: for the worker thread, as the same person."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from fieldapp import keys
from fieldapp.files import Layout
from fieldapp.store import Store
from fieldapp.study.people import Person
from fieldapp.study.study import Study


@dataclass(frozen=True, slots=True)
class Beside:
    """Made in the study's own thread, opened in another one."""

    folder: Path
    person: Person | None
    secrets: keys.Secrets | None = field(repr=False)

    @classmethod
    def of(cls, study: Study) -> Beside:
        """The same study, as whoever is signed in now."""
        return cls(study.folder, study.people.present, study.secrets)

    def open(self, *, writing: bool = False) -> Study:
        """The study with a connection of its own; whoever asks closes it."""
        key = self.secrets.database_key if self.secrets else None
        store = Store.open(Layout(self.folder).database, key, read_only=not writing)
        study = Study(self.folder, store, None, self.secrets)
        study.people.present = self.person
        return study

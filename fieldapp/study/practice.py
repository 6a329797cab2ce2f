"""Practice: a study of its own beside the real one, with the same forms and lists.

It has another study id, another device and another database, so what is practised cannot get into the real
interviews, their counts, exports, backups or bundles. It is encrypted with the key of the real study; a
practice database that no longer fits (another key, damage) is put aside and made anew; nothing in it counts.
"""

from __future__ import annotations

import uuid
from datetime import datetime
from pathlib import Path

from fieldapp import files
from fieldapp.problems import STUDY_OPEN, Problem
from fieldapp.store import Store
from fieldapp.study.lock import Lock
from fieldapp.study.study import PRACTICE, Study

FOLDER = "practice"


class _Beside(files.Layout):
    """Forms' lists and files are those of the real study; they are only read."""

    @property
    def lists(self) -> Path:
        return files.Layout(self.folder.parent).lists

    def form_files(self, sha256: str) -> Path:
        return files.Layout(self.folder.parent).form_files(sha256)


def practice(real: Study) -> Study:
    """The practice study of `real`, open; made at the first time, and brought up to its forms."""
    folder = real.folder / FOLDER
    try:
        return _opened(real, folder)
    except Problem as failure:
        if failure.kind is STUDY_OPEN or not files.Layout(folder).database.exists():
            raise
        files.move_folder(folder, real.folder / f"{FOLDER}-{datetime.now():%Y%m%d-%H%M%S-%f}")
        return _opened(real, folder)


def _opened(real: Study, folder: Path) -> Study:
    layout = _Beside(folder)
    layout.make()
    lock = Lock(layout.lock)
    try:
        made = Study(folder, _store(layout, real), lock, real.secrets)
        made.layout = layout
        _bring_forms(real, made)
        made.enumerator = real.enumerator
    except BaseException:
        lock.release()
        raise
    return made


def _store(layout: files.Layout, real: Study) -> Store:
    key = real.secrets.database_key if real.secrets is not None else None
    if layout.database.exists():
        return Store.open(layout.database, key)
    settings = {"name": real.name, "study_id": uuid.uuid4().hex, PRACTICE: "1"}
    return Store.create(layout.database, settings, key)


def _bring_forms(real: Study, made: Study) -> None:
    """Forms with the lists they name, as the real study has them now."""
    there = {form.sha256 for form in made.forms()}
    with made.store.transaction():
        for form in reversed(real.forms()):
            if form.sha256 not in there:
                made.store.forms.add(form, real.store.forms.xml(form.sha256) or b"", f"{form.form_id}.xml")
            for name, sha256 in real.store.forms.lists(form.sha256).items():
                made.store.forms.add_list(form.sha256, name, sha256, 0)

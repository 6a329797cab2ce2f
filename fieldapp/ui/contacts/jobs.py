"""What takes long, done on the worker: plain functions with a connection of their own, no Qt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.study import Beside
    from fieldapp.study.deleting import Deletion
    from fieldapp.ui.tasks import Cancelled, Progress


def delete(study: Beside, _progress: Progress, _cancelled: Cancelled) -> tuple[Deletion, Path]:
    """Delete all contacts; gives what went, and where the record is."""
    from fieldapp import files
    from fieldapp.study.deleting import delete as erase
    from fieldapp.study.record import html

    beside = study.open(writing=True)
    try:
        done = erase(beside)
        files.make_folder(beside.layout.exports)
        record = beside.layout.exports / f"deletion-{done.at:%Y%m%d-%H%M%S}.html"
        files.write(record, html(done).encode())
    finally:
        beside.close()
    return done, record


def workbooks(study: Beside, language: str, _progress: Progress, _cancelled: Cancelled) -> list[Path]:
    """A workbook of the contacts for each form with finished interviews; the log says where they are."""
    from fieldapp import export as room
    from fieldapp import files

    beside = study.open()
    try:
        store = beside.exporting(personal=True)
        files.make_folder(beside.layout.exports)
        options = replace(room.Options(language=language), personal=room.Personal.ONLY)
        written = []
        for form_id in sorted({row.form_id for row in beside.finalized()}):
            target = beside.layout.exports / f"{form_id}-contacts.xlsx"
            key = beside.secrets.lists_key if beside.secrets else None
            summary = room.export_study(store, form_id, target, options, lists_key=key)
            beside.act("export-contacts", form_id, path=str(summary.path), rows=str(summary.rows))
            written.append(summary.path)
    finally:
        beside.close()
    return written

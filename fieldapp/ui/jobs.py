"""Long work, done on the worker: plain functions with their own connection, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.store import FormRow
    from fieldapp.study import Beside
    from fieldapp.ui.tasks import Cancelled, Progress


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote: a workbook for each form, and what should be known about them."""

    folder: Path
    interviews: int
    notes: tuple[str, ...]


def make_sample(folder: Path) -> None:
    """Make the sample study with all kits, and close it again."""
    from fieldapp.session import Session
    from fieldapp.study.sample import make_sample as make

    make(folder, Session.start).close()


def add_form(study: Beside, path: Path) -> FormRow:
    """Take a form into a study, which the window keeps open meanwhile."""
    beside = study.open(writing=True)
    try:
        return beside.add_form(path)
    finally:
        beside.close()


def export(study: Beside, language: str, progress: Progress, cancelled: Cancelled) -> Exported | None:
    """Write a workbook for each form with finished interviews; None when it was cancelled."""
    from fieldapp import export as room
    from fieldapp import files

    beside = study.open()
    try:
        store = beside.exporting()
        files.make_folder(beside.layout.exports)
        options = room.Options(language=language)
        written = [
            room.export_study(
                store,
                form_id,
                beside.layout.exports / f"{form_id}.xlsx",
                options,
                progress=progress,
                cancelled=cancelled,
                lists_key=beside.secrets.lists_key if beside.secrets else None,
            )
            for form_id in sorted({row.form_id for row in beside.finalized()})
        ]
        for summary in written:
            beside.act("export", summary.path.name, rows=str(summary.rows))
    except room.Cancelled:
        return None
    finally:
        beside.close()
    notes = tuple(note for summary in written for note in summary.notes)
    return Exported(beside.layout.exports, sum(summary.interviews for summary in written), notes)

"""Long work, done on the worker: plain functions with their own connection, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.store import FormRow


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook that was written."""

    path: Path
    rows: int


def make_sample(folder: Path) -> None:
    """Make the sample study with all kits, and close it again."""
    from fieldapp.study.sample import make_sample as make

    made = make(folder)
    if made is not None:
        made.close()


def add_form(folder: Path, path: Path) -> FormRow:
    """Take a form into the study in `folder`, which the window keeps open meanwhile."""
    from fieldapp import files
    from fieldapp.store import Store
    from fieldapp.study import Study

    beside = Study(folder, Store.open(files.Layout(folder).database), None)
    try:
        return beside.add_form(path)
    finally:
        beside.close()


def export(folder: Path, language: str) -> Exported:
    """Write the workbook; gives its path and how many rows it holds."""
    raise NotImplementedError

"""Where a day's work happens: a folder with all that a laptop and its stick hold."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_FORM = Path(__file__).with_name("day.md")
SAID = "said"


@dataclass(frozen=True, slots=True)
class World:
    """A folder: the study, the person's own folder, a stick for second copies, and what was said."""

    root: Path

    @property
    def study(self) -> Path:
        """The study folder."""
        return self.root / "study"

    @property
    def home(self) -> Path:
        """The person's own folder (`FIELDAPP_HOME`)."""
        return self.root / "home"

    @property
    def stick(self) -> Path:
        """Another disk."""
        return self.root / "stick"

    @property
    def camera(self) -> Path:
        """Where files come from that are attached: a disk that always has room."""
        return self.root.with_name("camera")

    @property
    def said(self) -> Path:
        """What the person was told, line by line."""
        return self.root / SAID

    def enter(self) -> None:
        """Work in this world."""
        os.environ["FIELDAPP_HOME"] = str(self.home)


def write_form(path: Path, version: int = 1) -> Path:
    """The form of the day as a workbook."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for line in _FORM.read_text("utf-8").splitlines():
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if name:
            sheet = book.create_sheet(name)
            continue
        sheet.append([cell or None for cell in cells])
        if cells[:2] == ["一天的工作", "day"]:
            sheet.cell(sheet.max_row, 3, str(version))
    book.save(path)
    return path

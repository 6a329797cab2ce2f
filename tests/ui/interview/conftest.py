"""An interviewer at the window, and forms from small tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from fieldapp.ui.window import MainWindow
from tests.ui.interview.interviewer import Interviewer

SETTINGS = """
    | settings |         |         |                      |                  |                    |
    |          | form_id | version | form_title           | default_language | missing_codes      |
    |          | talk    | 1       | 访谈 / Interview     | 中文 (zh)         | 97 98 99 -98 -99   |
"""


@pytest.fixture
def interviewer(window: MainWindow, qtbot: QtBot, study_folder: Path) -> Interviewer:
    """Somebody with a study open, not yet in an interview."""
    somebody = Interviewer(window, qtbot)
    somebody.opens_study(study_folder)
    return somebody


@pytest.fixture
def talk(interviewer: Interviewer, tmp_path: Path) -> Callable[..., Interviewer]:
    """`talk(table)` begins an interview with a form given as a table."""

    def begin(table: str, **lists: str) -> Interviewer:
        folder = tmp_path / "forms"
        folder.mkdir(exist_ok=True)
        for name, text in lists.items():
            (folder / f"{name}.csv").write_text(dedent(text).lstrip(), "utf-8")
        interviewer.begins(workbook(dedent(table) + dedent(SETTINGS), folder / "talk.xlsx"))
        return interviewer

    return begin


def workbook(table: str, path: Path) -> Path:
    """An XLSForm workbook from a table whose first column names the sheet."""
    book = Workbook()
    sheet = book.active
    for line in filter(None, map(str.strip, table.splitlines())):
        name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
        if name:
            sheet = book.create_sheet(name)
        else:
            assert sheet is not None
            sheet.append([cell or None for cell in cells])
    del book["Sheet"]
    book.save(path)
    return path

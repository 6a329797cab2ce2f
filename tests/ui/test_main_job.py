"""The main job in the window: start, answer, pause, go on, finalise, export."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from fieldapp import wording
from tests.ui.pages import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def test_an_interview_from_start_to_workbook(person: Person, study_folder: Path) -> None:
    person.presses(Qt.Key.Key_Return)
    person.types("欧阳𠮷")
    person.presses(Qt.Key.Key_Return)
    person.presses(Qt.Key.Key_2)
    person.presses(Qt.Key.Key_W, CTRL)  # pause
    assert person.stage.interview is None
    assert person.table() == [("草稿", "欧阳𠮷", "2 / 3 题", "继续")]

    person.presses(Qt.Key.Key_Down)
    person.presses(Qt.Key.Key_Return)
    person.presses(Qt.Key.Key_Return)
    person.types("41")
    person.presses(Qt.Key.Key_F12)  # review all
    person.presses(Qt.Key.Key_Return, CTRL)
    assert person.stage.interview is None
    assert person.toast() == "访谈已完成。"
    assert person.table() == [("已完成", "欧阳𠮷", "已答 3 题", "查看")]

    person.presses(Qt.Key.Key_E, CTRL | Qt.KeyboardModifier.ShiftModifier)
    person.waits_for_the_worker()
    workbook = load_workbook(study_folder / "exports" / "people.xlsx")
    cells = {cell.value for row in workbook.worksheets[0].iter_rows() for cell in row}
    assert {"欧阳𠮷", 41} <= cells


@pytest.mark.parametrize("language", ["zh", "en"])
def test_f1_in_an_interview_shows_its_keys(person: Person, language: str) -> None:
    person.presses(Qt.Key.Key_Return)
    person.stage.look.use_language(language)
    person.presses(Qt.Key.Key_F1)
    assert person.stage.help.isVisible()
    assert len(person.reads(person.stage.help)) > 10
    person.presses(Qt.Key.Key_Escape)
    assert not person.stage.help.isVisible()
    assert person.stage.interview is not None
    assert wording.language() == language


def test_closing_the_window_in_an_interview_keeps_the_half_typed_text(
    person: Person, study_folder: Path
) -> None:
    from fieldapp import study as studies

    person.presses(Qt.Key.Key_Return)
    person.types("half-typed")
    person.window.close()
    opened = studies.open(study_folder)
    assert [row.label for row in opened.drafts()] == ["half-typed"]
    opened.close()

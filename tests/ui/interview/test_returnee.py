"""The returnee questionnaire, from the cover to the finished interview, without touching the mouse."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fieldapp import study as studies
from fieldapp.ui.window import MainWindow
from tests.ui.interview.conducting import Conductor
from tests.ui.interview.interviewer import Interviewer
from tests.ui.interview.returnee import ANSWERS, KIT


@pytest.fixture
def returnee(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> Interviewer:
    """Somebody about to begin with the kit."""
    folder = tmp_path / "研究"
    made = studies.create(folder, "返乡创业调查 2025")
    made.add_form(KIT)
    made.close()
    somebody = Interviewer(window, qtbot)
    somebody.opens_study(folder)
    somebody.begins()
    return somebody


MOST_KEYS = 3.5
"""Keys for each answer, going on and the letters of names and reasons included."""


def _no_mouse(*_args: object) -> None:
    raise AssertionError("a hand left the keyboard")


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_whole_interview_by_keyboard_alone(
    returnee: Interviewer, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QTest, "mouseClick", _no_mouse)
    if language == "en":
        returnee.press("Ctrl+T")
    conductor = Conductor(returnee, ANSWERS)
    conductor.conduct()
    assert returnee.session.language.endswith(f"({language})")
    review = returnee.page.reviewing.page._review
    assert review is not None
    assert [(entry.reference, entry.message) for entry in review.problems] == []
    assert len(set(conductor.asked)) > 150
    assert returnee.pressed / len(conductor.asked) < MOST_KEYS
    values = {name: returnee.stored(f"/data/{path}") for name, path in _PLACES.items()}
    assert values == _EXPECTED
    returnee.press("Ctrl+Enter")
    assert returnee.stage.interview is None
    study = returnee.stage.desk.study
    assert study is not None
    assert [row.label for row in study.finalized()] == ["RET-0312-w1"]


_PLACES = {
    "case": "cover/case_id",
    "age": "main/sec_c/hh[1]/c_age",
    "business": "main/sec_e/biz[1]/e_name",
    "money": "main/sec_e/biz[1]/e_cap",
    "savings": "main/sec_d/d_save",
    "policy": "main/sec_h/pol[18]/p_aware",
    "need": "main/need_grp/need_12",
    "phone": "pii/alt[2]/alt_phone",
}
_EXPECTED = {
    "case": "RET-0312",
    "age": "15",
    "business": "建国鲜面坊",
    "money": "111500",
    "savings": "-99",
    "policy": "1",
    "need": "0",
    "phone": "037612345678",
}

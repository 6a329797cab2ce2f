"""The returnee questionnaire, from the cover to the finished interview, without touching the mouse."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldapp import study as studies
from fieldapp.ui.window import MainWindow
from tests.ui.interview.conducting import Conductor
from tests.ui.interview.interviewer import Interviewer

KIT = Path(__file__).parents[3] / "forms" / "returnee_entrepreneur" / "form.xlsx"
ANSWERS = {
    "case_id": "RET-0312",
    "s_age": "41",
    "s_ret": "2021",
    "b_birth": str(date.today().year - 41),
    "c_age": "15",
    "c_income": "85000",
    "d_first": "2003",
    "d_years": "12.5",
    "d_why": "13",
    "ep_from": "2010",
    "ep_to": "2020",
    "ep_wage": "5800",
    "d_save": "-99",
    "e_name": "建国鲜面坊",
    "e_year": "2022",
    "e_cap": "111500",
    "e_emp": "3",
    "g_amt": "125000",
    "l_year": "2022",
    "l_ask": "50000",
    "l_got": "50000",
    "l_rate": "4.35",
    "p_aware": "2",
    "o_diff": "招不到人，会做面的师傅都在外面。",
    "pii_name": "王建国",
    "pii_phone": "13812345678",
    "alt_name": "王小㐂",
    "alt_phone": "037612345678",
}


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


@pytest.mark.slow
def test_the_whole_interview_by_keyboard_alone(returnee: Interviewer) -> None:
    conductor = Conductor(returnee, ANSWERS)
    conductor.conduct()
    review = returnee.page.reviewing.page._review
    assert review is not None
    assert [(entry.reference, entry.message) for entry in review.problems] == []
    assert len(set(conductor.asked)) > 150
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

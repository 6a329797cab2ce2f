"""The cases of the day on Home, by keyboard, in Chinese, with the kit of the returnees."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from fieldapp import cases, review
from fieldapp import study as studies
from fieldapp.cases import Entry
from fieldapp.study import Role, Study
from fieldapp.ui.cases import book
from fieldapp.ui.cases.model import Column
from fieldapp.ui.window import MainWindow
from tests.ui.pages import Person

KIT = Path(__file__).parents[2] / "forms" / "returnee_entrepreneur" / "form.xlsx"
CTRL = Qt.KeyboardModifier.ControlModifier
ENTER, DOWN, UP, ESC = Qt.Key.Key_Return, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Escape


def _hours(hours: float) -> str:
    """A moment that is still today, or surely another day."""
    now = datetime.now().astimezone()
    return (now + timedelta(hours=hours)).isoformat(timespec="seconds")


@pytest.fixture
def study(tmp_path: Path) -> Study:
    """E01's cases: overdue, tomorrow, untouched; one of E02."""
    made = studies.create(tmp_path / "study", "返乡创业调查")
    made.add_form(KIT)
    made.enumerator = "E01"
    rows = "".join(
        f"{number},{enum},{village},{name},1988\n"
        for number, enum, village, name in (
            ("RET-0001", "E01", "石桥村", "王建国"), ("RET-0002", "E01", "𡋬上", "陈秀英"),
            ("RET-0003", "E01", "石桥村", "刘﨑"), ("RET-0004", "E02", "石桥村", "赵㐂"),
        )
    )  # fmt: skip
    path = tmp_path / "cases.csv"
    path.write_text("case_id,enum,village,pii_name,b_birth\n" + rows, "utf-8")
    cases.load(made, cases.look(made, path))
    cases.record(made, _of(made, "RET-0003"), "224", appointment=_hours(-30))
    cases.record(made, _of(made, "RET-0002"), "225", appointment=_hours(72))
    return made


@pytest.fixture
def person(study: Study, window: MainWindow, qtbot: QtBot) -> Person:
    made = Person(window, qtbot)
    study.close()
    made.opens_study(study.folder)
    return made


def _of(study: Study, number: str) -> Entry:
    return next(one for one in cases.cases(study) if one.case_id == number)


def _shown(person: Person) -> list[tuple[str, ...]]:
    rows = person.home.day.cases.table.rows
    at = [rows.columns.index(column) for column in (Column.STATE, Column.NUMBER, Column.ACTION)]
    return [tuple(str(rows.data(rows.index(row, column))) for column in at) for row in range(rows.rowCount())]


def _finish(person: Person, wanted: dict[str, str]) -> None:
    """Answer what is asked until nothing stands against finishing."""
    session = person.stage.interview.session
    for _ in range(60):
        open_ = session.interview.violations()
        if not open_:
            break
        node = session.interview.node(open_[0].reference)
        choices = [one.value for one in node.choices()] if node.control.kind == "select1" else ["石桥村"]
        session.answer(node.reference, wanted.get(node.name, choices[0]))
    person.stage.interview.finalize()


def _study(person: Person) -> Study:
    study = person.stage.desk.study
    assert study is not None
    return study


def test_the_order_of_the_day_and_what_start_opens(person: Person) -> None:
    assert person.home.day.by_cases
    assert _shown(person) == [("再访", "RET-0003", "开始"), ("未接触", "RET-0001", "开始")]
    assert person.focus() is person.home.panel.button
    assert any(text.startswith("下一户") and "刘＊＊" in text for text in person.reads(person.home.panel))
    assert not any("王建国" in text for text in person.reads())
    assert [text for text in person.reads(person.home.counters) if "/" in text] == ["0 / 2", "0 / 3"]


def test_enter_alone_begins_the_interview_with_its_number_filled_in(person: Person) -> None:
    person.presses(ENTER)
    session = person.stage.interview.session
    answers = {name: session.interview.node(f"/data/{name}") for name in ("case_id", "enum_id")}
    found = next(node for node in session.interview.root.walk() if node.name == "case_id")
    assert found.value == "RET-0003"
    assert next(node for node in session.interview.root.walk() if node.name == "b_birth").value == "1988"
    assert answers
    visits = [node.value for node in session.interview.root.walk() if node.name == "v_result"]
    assert visits == ["3", ""], "the contact before, and a row for this one"
    person.presses(Qt.Key.Key_W, CTRL)
    assert _shown(person)[0] == ("草稿", "RET-0003", "继续")
    assert person.focus() is person.home.day.cases.table
    person.presses(ENTER)
    assert person.stage.interview.session.instance_id == session.instance_id, "the same draft, not another"


def test_nobody_there_is_two_keys_and_ctrl_z_takes_it_back(person: Person) -> None:
    person.presses(DOWN)
    person.presses(DOWN)
    person.types("r")
    assert "RET-0001 的接触结果" in person.reads(person.home)
    person.types("3")
    one = _of(_study(person), "RET-0001")
    assert (one.outcome, one.tries, one.status) == ("224", 1, "progress")
    assert person.toast() == "RET-0001：没有人在"
    assert person.focus() is person.home.day.cases.table
    person.presses(Qt.Key.Key_Z, CTRL)
    assert _of(_study(person), "RET-0001").tries == 0


def test_an_appointment_typed_as_people_say_it(person: Person) -> None:
    person.types("t")
    person.types("明天 18:30")
    assert any(text == "明天 18:30" for text in person.reads(person.home.day.recording.slip))
    person.presses(ENTER)
    one = _of(_study(person), "RET-0003")
    tomorrow = datetime.now().astimezone().date() + timedelta(days=1)
    assert one.appointment.startswith(f"{tomorrow}T18:30")
    assert _shown(person) == [("未接触", "RET-0001", "开始")], "no longer of today"


def test_an_appointment_right_after_a_result_is_the_same_contact(person: Person) -> None:
    person.presses(DOWN)
    person.presses(DOWN)
    person.types("r")
    person.types("4")
    person.types("t")
    person.types("2027-01-05 09:00")
    person.presses(ENTER)
    one = _of(_study(person), "RET-0001")
    assert (one.tries, one.outcome) == (1, "225")
    assert one.appointment.startswith("2027-01-05T09:00")


def test_what_is_no_time_is_not_recorded_and_escape_gives_up(person: Person) -> None:
    person.types("t")
    person.types("改天")
    person.presses(ENTER)
    assert person.home.day.recording.slip.isVisible()
    person.presses(ESC)
    assert not person.home.day.recording.slip.isVisible()
    assert _of(_study(person), "RET-0003").tries == 1


def test_a_refusal_ends_the_case_and_start_goes_on(person: Person) -> None:
    person.types("r")
    person.types("6")
    assert ("拒访", "RET-0003", "") in _shown(person)
    person.presses(UP)
    person.presses(UP)
    person.presses(UP)
    assert person.focus() is person.home.panel.button
    person.presses(ENTER)
    values = {node.name: node.value for node in person.stage.interview.session.interview.root.walk()}
    assert values["case_id"] == "RET-0001"


def test_v_shows_whom_to_call_and_is_in_the_log(person: Person) -> None:
    person.presses(DOWN)
    person.presses(DOWN)
    person.types("v")
    assert any("王建国" in text for text in person.reads(person.home.day.cases))
    assert "reveal" in [act.kind for act in _study(person).store.acts.all()]
    person.presses(UP)
    assert not any("王建国" in text for text in person.reads())


def test_results_alone_can_be_handed_over(person: Person) -> None:
    assert person.home.data.button.isEnabled()
    assert "6 条记录还没有上交" in person.reads(person.home.data), "four cases, two results"


def test_another_result_asks_for_a_remark(person: Person) -> None:
    person.types("r")
    person.types("9")
    person.types("村里有人陪着")
    person.presses(ENTER)
    one = _of(_study(person), "RET-0003")
    assert one.last is not None
    assert (one.outcome, one.last.note) == ("390", "村里有人陪着")


def test_filters_search_and_the_interviews(person: Person) -> None:
    assert [chip.text() for chip in person.home.day.cases.chips.values()] == [
        "今天 2", "再访 2", "草稿 0", "全部 3",
    ]  # fmt: skip
    person.clicks(person.home.day.cases.chips["all"])
    person.presses(Qt.Key.Key_F3)
    person.types("cxy")
    assert [row[1] for row in _shown(person)] == [], "a masked name is not found by what is hidden of it"
    person.presses(ESC)
    person.presses(Qt.Key.Key_F3)
    person.types("ret-0002")
    assert [row[1] for row in _shown(person)] == ["RET-0002"]
    person.presses(ESC)
    person.clicks(person.home.day.cases.others)
    assert not person.home.day.by_cases
    person.presses(ENTER)
    person.clicks(person.home.list.cases)
    assert person.home.day.by_cases


def test_a_finished_case_is_read_and_one_sent_back_is_corrected(person: Person) -> None:
    study = _study(person)
    person.presses(ENTER)
    _finish(person, {"ready": "0", "outcome": "224", "v_result": "3"})
    assert ("没有人在", "RET-0003", "查看") in _shown(person)
    assert (_of(study, "RET-0003").status, _of(study, "RET-0003").outcome) == ("done", "224")
    assert person.focus() is person.home.panel.button, "the next case is in focus already"
    revision = _of(study, "RET-0003").revision
    review.say(study, revision, "has_issues", "请核对")
    person.home.refresh()
    assert person.home.day.next_entry().status == "returned"  # type: ignore[union-attr]
    person.home.opened()
    person.presses(ENTER)
    assert person.stage.interview.session.correction


def test_a_supervisor_without_cases_of_his_own_sees_interviews(
    study: Study, window: MainWindow, qtbot: QtBot
) -> None:
    study.people.add("S01", "督导", Role.LEAD, "督导的口令在这里")
    study.people.add("E01", "访员", Role.ENUMERATOR, "访员的口令在这里")
    study.people.present = next(one for one in study.people.all() if one.code == "S01")
    window.stage.desk.enter(study)
    assert not window.stage.home.day.by_cases
    study.people.present = next(one for one in study.people.all() if one.code == "E01")
    window.stage.desk.study_changed.emit()
    assert window.stage.home.day.by_cases
    assert {one.case_id for one in window.stage.home.book.listed.entries} == {
        "RET-0001",
        "RET-0002",
        "RET-0003",
    }


def test_a_long_list_is_read_by_the_worker_and_start_waits_for_it(
    study: Study, window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(book, "SMALL", 0)
    study.close()
    person = Person(window, qtbot)
    person.opens_study(study.folder)
    person.presses(ENTER)
    qtbot.waitUntil(lambda: person.stage.interview is not None)
    values = {node.name: node.value for node in person.stage.interview.session.interview.root.walk()}
    assert values["case_id"] == "RET-0003"

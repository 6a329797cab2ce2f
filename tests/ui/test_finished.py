"""A finished interview is opened from Home, read, and corrected with a reason; both versions stay."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fieldapp.session import Session
from fieldapp.ui.finished import FinishedPage
from tests.ui.pages import Person

K = Qt.Key


def opens_the_finished_one(person: Person) -> FinishedPage:
    person.home.list.set_filter("finalized")
    person.home.list.enter_table()
    person.presses(K.Key_Return)
    page = person.stage.shell.page()
    assert isinstance(page, FinishedPage)
    QApplication.processEvents()
    return page


def test_a_finished_interview_is_read_from_home(busy_person: Person) -> None:
    page = opens_the_finished_one(busy_person)
    words = busy_person.reads(page)
    answers = [line.entry.answer for line in page.list.lines.lines if line.entry is not None]
    assert answers == ["李梅", "女", ""]
    assert any("完成" in text for text in words)
    assert busy_person.focus() is page.list
    busy_person.presses(K.Key_Return)
    assert busy_person.stage.interview is None
    busy_person.presses(K.Key_Escape)
    assert busy_person.stage.shell.current() == "home"


def test_it_is_corrected_with_a_reason_and_the_history_says_so(busy_person: Person) -> None:
    page = opens_the_finished_one(busy_person)
    busy_person.presses(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.slip.isVisible()
    busy_person.presses(K.Key_Return)
    assert page.slip.isVisible()
    busy_person.types("听错了\u3000𠮷")
    busy_person.presses(K.Key_Return)
    session = busy_person.stage.interview.session
    session.answer("/data/sex", "1")
    session.finalize()
    busy_person.stage.interview.pause()
    QApplication.processEvents()
    busy_person.stage.read_interview(session.instance_id)
    QApplication.processEvents()
    shown = busy_person.stage.shell.page()
    assert isinstance(shown, FinishedPage)
    words = busy_person.reads(shown)
    assert "理由：听错了\u3000𠮷" in words
    assert "A2 性别: 2 → 1" in words
    assert any("更正过 1 次" in text for text in words)


def test_the_finished_one_never_changes_by_being_read(busy_person: Person, begun: Callable[..., str]) -> None:
    study = busy_person.stage.desk.study
    assert study is not None
    row = study.finalized()[0]
    before = list(study.store.journal.rows(row.instance_id))
    opens_the_finished_one(busy_person)
    assert list(study.store.journal.rows(row.instance_id)) == before
    assert Session.resume(study, row.instance_id).finalized


def test_a_correction_keeps_notes_flags_and_confirmations(busy_person: Person) -> None:
    study = busy_person.stage.desk.study
    assert study is not None
    draft = Session.resume(study, study.drafts()[0].instance_id)
    draft.note("/data/who", "在地里\n谈的")
    draft.flag("/data/sex", True)
    draft.confirm("/data/age")
    draft.answer("/data/sex", "1")
    draft.finalize()
    again = Session.reopen(study, draft.instance_id, "核对")
    assert again.notes == {"/data/who": "在地里\n谈的"}
    assert (again.flags, again.confirmed) == ({"/data/sex"}, {"/data/age": ""})


def test_home_shows_and_counts_a_corrected_interview_once(busy_person: Person) -> None:
    finished = [row for row in busy_person.table() if row[0] == "已完成"]
    opens_the_finished_one(busy_person)
    busy_person.presses(K.Key_Return, Qt.KeyboardModifier.ControlModifier)
    busy_person.types("听错了")
    busy_person.presses(K.Key_Return)
    session = busy_person.stage.interview.session
    session.answer("/data/sex", "1")
    session.finalize()
    busy_person.stage.interview.pause()
    QApplication.processEvents()
    busy_person.home.list.set_filter("all")
    assert len([row for row in busy_person.table() if row[0] == "已完成"]) == len(finished)
    study = busy_person.stage.desk.study
    assert study is not None
    assert len(study.finalized()) == len(finished) + 1

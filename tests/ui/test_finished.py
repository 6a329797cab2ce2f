"""A finished interview is opened from Home, read, and corrected with a reason; both versions stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fieldapp.session import Session, recorder
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


def test_the_time_at_each_question_is_shown_without_pauses(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = person.stage.desk.study
    assert study is not None
    ticks = [10**15]
    monkeypatch.setattr(recorder.time, "monotonic_ns", lambda: ticks[0])
    began = datetime(2025, 6, 18, 9, tzinfo=UTC)
    now = lambda _host: began + timedelta(microseconds=(ticks[0] - 10**15) // 1000)  # noqa: E731
    monkeypatch.setattr("fieldapp.study.host.LiveHost.now", now)
    session = Session.start(study, study.forms()[0].sha256)
    session.go("/data/who")
    ticks[0] += 65 * 10**9
    session.answer("/data/who", "欧阳㐂")
    session.go("/data/sex")
    ticks[0] += 5 * 10**9
    session.away()
    ticks[0] += 3600 * 10**9
    session.back()
    ticks[0] += 7 * 10**9
    session.answer("/data/sex", "2")
    session.finalize()
    ticks[0] += 9000 * 10**9
    person.stage.read_interview(session.instance_id)
    page = person.stage.shell.page()
    assert isinstance(page, FinishedPage)
    spent = [line.entry.spent for line in page.list.lines.lines if line.entry is not None]
    assert spent == [65, 12, 0]
    assert "用时 01:17（不含中断）" in person.reads(page)
    model = page.list.lines
    spoken = [str(model.data(model.index(at), Qt.ItemDataRole.AccessibleTextRole)) for at in (1, 2)]
    assert [text.endswith(time) for text, time in zip(spoken, ("01:05", "00:12"), strict=True)] == [
        True,
        True,
    ]

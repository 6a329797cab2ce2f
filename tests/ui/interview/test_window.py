"""The window around the question: language, undo, notes, flags, outline, failures, leaving."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fieldapp import logs
from fieldapp.problems import DISK_FULL, Problem
from fieldapp.session import Session
from fieldapp.ui.interview.outline_list import around_hit
from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]

FORM = """
    | survey  |               |       |                  |                     |          |                |
    |         | type          | name  | label::中文 (zh)  | label::English (en) | required | relevant       |
    |         | begin group   | one   | 知情同意           | Consent             |          |                |
    |         | text          | who   | 您叫什么？         | Your name?          | yes      |                |
    |         | select_one yn | ok    | 您愿意吗？         | Do you agree?       | yes      |                |
    |         | end group     |       |                  |                     |          |                |
    |         | begin group   | two   | 经历              | Experience          |          | ${ok} = '1'    |
    |         | text          | job   | ${who}做什么？     | What does ${who} do? |         |                |
    |         | text          | story | 请说说             | Tell me             |          |                |
    |         | end group     |       |                  |                     |          |                |
    | choices |               |       |                  |                     |          |                |
    |         | list_name     | name  | label::中文 (zh)  | label::English (en) |          |                |
    |         | yn            | 1     | 愿意              | I agree             |          |                |
    |         | yn            | 0     | 不愿意            | I do not            |          |                |
"""
WHO, OK, JOB, STORY = "/data/one/who", "/data/one/ok", "/data/two/job", "/data/two/story"


def test_the_language_changes_in_the_middle_and_the_place_stays(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王建国")
    person.enters("1")
    before = person.focus()
    person.press("Ctrl+T")
    assert person.focus() is before
    assert person.here == OK
    assert [row.label() for row in person.card.asked.control.rows] == ["I agree", "I do not"]
    assert "Do you agree?" in person.card.question.text()
    assert person.stored(OK) == "1"
    person.press("Enter")
    assert "What does 王建国 do?" in person.card.question.text()
    person.page.frame.top.languages.button("中文 (zh)").click()
    assert "王建国做什么？" in person.card.question.text()


def test_undo_and_redo_go_to_where_it_happened(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王建国")
    person.enters("1")
    person.press("Enter")
    person.enters("种菜")
    person.press("Ctrl+Z")
    assert (person.here, person.stored(JOB)) == (JOB, "")
    person.press("Ctrl+Z")
    assert (person.here, person.stored(OK)) == (OK, "")
    person.press("Ctrl+Z")
    assert (person.here, person.stored(WHO)) == (WHO, "")
    assert person.card.asked.control.entry.text() == ""
    for _ in range(3):
        person.press("Ctrl+Y")
    assert (person.stored(WHO), person.stored(OK), person.stored(JOB)) == ("王建国", "1", "种菜")


def test_ctrl_d_in_a_text_field_deletes_nothing(talk: Talk) -> None:
    person = talk(FORM)
    person.enters("王建国")
    person.press("Home", "Ctrl+D", "Ctrl+K")
    person.page.flush()
    assert person.stored(WHO) == "王建国"


def test_what_was_searched_for_stands_out_and_is_never_cut_away(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王建国")
    person.enters("1")
    person.press("F3")
    person.enters("做什么")
    person.settles()
    row = person.page.frame.outline.list.rows.rows[0]
    assert (row.text, row.hit) == ("王建国做什么？", "做什么")
    text = "有些问题会问到您家去年的收入和支出，您愿意回答吗？"
    before, hit, after = around_hit(text, "支出", 120)
    assert (hit, after) == ("支出", "，您愿意回答吗？")
    assert before.startswith("…")
    assert around_hit(text, "有些", 120)[0] == ""
    person.press("Ctrl+A")
    person.enters("zsm")
    assert person.page.frame.outline.list.rows.rows[0].hit == "", "found by its initials"


def test_a_note_is_kept_while_it_is_written(talk: Talk) -> None:
    person = talk(FORM)
    person.press("F4")
    person.enters("受访者中途离开\u3000𠮷")
    person.press("Esc")
    assert person.session.notes == {WHO: "受访者中途离开\u3000𠮷"}
    assert person.here == WHO
    assert person.focus() is person.card.asked.control.entry
    person.press("F4", "Ctrl+A", "Backspace", "Esc")
    assert person.session.notes == {}


def test_a_flag_is_set_and_taken_back(talk: Talk) -> None:
    person = talk(FORM)
    person.press("Ctrl+M")
    assert person.session.flags == {WHO}
    person.press("Ctrl+M")
    assert person.session.flags == set()


def test_find_by_number_word_and_pinyin(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王")
    person.enters("1")
    for typed, found in (("B2", STORY), ("叫什么", WHO), ("nyym", OK)):
        person.press("F3")
        person.enters(typed)
        person.press("Enter")
        assert person.here == found
    person.press("F3", "Esc")
    assert person.here == OK


def test_slash_finds_only_outside_text_fields(talk: Talk) -> None:
    person = talk(FORM)
    person.enters("a/b")
    assert person.stored(WHO) in ("", "a", "a/", "a/b")
    person.page.flush()
    assert person.stored(WHO) == "a/b"
    person.press("Enter")
    person.enters("/")
    assert person.page.frame.outline.finding


def test_the_outline_is_walked_by_keys(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王")
    person.enters("1")
    person.settles()
    person.press("F6")
    person.press("B", "Right", "Down", "Enter")
    assert person.here == JOB


def test_a_question_that_is_switched_off_leaves_and_comes_back_with_its_answer(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王")
    person.enters("1")
    person.press("Enter")
    person.enters("种菜")
    person.press("PgUp")
    person.enters("2")
    person.settles()
    assert [screen.reference for screen in person.page.walk.screens] == [WHO, OK]
    assert person.page.frame.bottom.next_button.text() == "检查全部"
    person.enters("1")
    person.press("Enter")
    assert person.card.asked.control.entry.text() == "种菜"


def test_a_required_question_holds_once(talk: Talk) -> None:
    person = talk(FORM)
    person.press("Enter")
    assert (person.here, person.fault()) == (WHO, "必答题，还没填")
    person.enters("王")
    person.waits_for(WHO, "王")
    assert person.fault() == ""
    person.press("Enter")
    assert person.here == OK


def test_what_cannot_be_saved_stays_on_the_screen(talk: Talk, monkeypatch: pytest.MonkeyPatch) -> None:
    person = talk(FORM)
    logs.start()

    def full(*_args: object, **_kwargs: object) -> None:
        raise Problem(DISK_FULL, where="E:")

    with monkeypatch.context() as broken:
        broken.setattr(Session, "answer", full)
        person.enters("王建国")
        person.page.flush()
        assert "磁盘已满" in person.page.frame.banner.text() or "满" in person.page.frame.banner.text()
        assert person.page.frame.banner.isVisible()
        assert person.card.asked.control.entry.text() == "王建国"
    logged = "\n".join(path.read_text() for path in logs.kept())
    assert f"not saved: {DISK_FULL.code}" in logged
    assert "E:" not in logged
    person.page.frame.again.click()
    assert person.stored(WHO) == "王建国"
    assert not person.page.frame.banner.isVisible()
    assert person.page.frame.top.save_text.startswith("已保存")


def test_pause_and_go_on_at_the_same_question_with_the_same_text(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王")
    person.enters("1")
    person.press("Enter")
    person.enters("卖面")
    person.press("Ctrl+W")
    assert person.stage.interview is None
    person.goes_on()
    assert person.here == JOB
    assert person.card.asked.control.entry.text() == "卖面"
    assert person.focus() is person.card.asked.control.entry


def test_closing_the_window_keeps_half_typed_text(talk: Talk) -> None:
    person = talk(FORM)
    person.enters("王建")
    instance = person.session.instance_id
    stored = person.session.interview
    person.window.close()
    node = stored.node(WHO)
    assert node is not None
    assert (instance, node.value) == (instance, "王建")


def test_the_outline_folds_in_a_narrow_window(talk: Talk) -> None:
    person = talk(FORM)
    person.page.resize(1100, 700)
    person.settles()
    assert person.page.frame.outline.folded
    person.press("Ctrl+B")
    assert not person.page.frame.outline.folded


def test_letters_as_commands_never_reach_the_input_method(talk: Talk) -> None:
    from PySide6.QtCore import Qt

    person = talk(FORM)
    person.answers("王")
    method = Qt.WidgetAttribute.WA_InputMethodEnabled
    assert not person.focus().testAttribute(method)
    person.press("F12")
    assert not person.focus().testAttribute(method)

"""Language, theme, text size, focus ring, help: what is the same on every page."""

from __future__ import annotations

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from fieldapp import wording
from fieldapp.ui import preferences, theme
from fieldapp.ui.components import Button, KeyCap, label
from fieldapp.ui.window import MainWindow
from tests.ui.pages import Person

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize("page", ["home", "settings", "welcome"])
def test_every_visible_text_changes_language(busy_person: Person, page: str) -> None:
    person = busy_person
    stage = person.stage
    stage.shell.open(page)
    kept = ("返乡创业调查 2025", "中文", "王建国", "陈秀英", "李梅")
    study = stage.desk.study
    assert study is not None

    def chinese() -> list[str]:
        names = (*kept, str(study.folder))
        return [text for text in person.reads() if HAN.search(text) and not text.startswith(names)]

    before = chinese()
    assert before
    stage.look.use_language("en")
    assert chinese() == []
    stage.look.use_language("zh")
    assert chinese() == before


def test_ctrl_t_is_remembered(person: Person) -> None:
    person.presses(Qt.Key.Key_T, CTRL)
    assert wording.language() == "en"
    assert preferences.load().language == "en"
    assert person.home.panel.button.text() == "Start interview"


def test_f9_walks_through_the_themes(person: Person) -> None:
    seen = []
    for _ in range(3):
        person.presses(Qt.Key.Key_F9)
        color = person.window.grab().toImage().pixelColor(700, 30)
        seen.append((theme.current(), color.name().upper()))
    surfaces = [(name, theme.tokens.COLORS[name]["surface"]) for name in ("dark", "sunlight", "light")]
    assert seen == surfaces
    assert preferences.load().theme == "light"


def test_the_text_size_moves_in_steps(person: Person) -> None:
    question, body = label("您申请过哪些", "question"), label("次要", "body")
    for widget in (question, body):
        widget.setParent(person.window)
    sizes = []
    for _ in range(4):
        sizes.append(question.font().pixelSize())
        person.presses(Qt.Key.Key_Plus, CTRL)
    assert sizes == [26, 30, 34, 34]
    assert body.font().pixelSize() == 15
    assert preferences.load().text_step == 34
    person.presses(Qt.Key.Key_0, CTRL)
    assert question.font().pixelSize() == 26
    person.presses(Qt.Key.Key_Minus, CTRL)
    assert question.font().pixelSize() == 22


def test_a_change_of_theme_keeps_the_weight_of_words(person: Person) -> None:
    words = label("陈秀英", "body")
    words.setParent(person.window)
    words.show()
    theme.set_role(words, "body-bold")
    theme.set_role(words, "body")
    person.presses(Qt.Key.Key_F9)
    assert not words.font().bold()


def test_the_ring_follows_the_focus(person: Person) -> None:
    ring = person.stage.ring.frame
    start = person.home.panel.button
    assert person.focus() is start
    assert ring.isVisible()
    inside = ring.widget().mapTo(person.window, start.rect().topLeft())
    outside = ring.mapTo(person.window, ring.rect().topLeft())
    assert (inside.x() - outside.x(), inside.y() - outside.y()) == (4, 4)
    image = person.window.grab().toImage()
    assert image.pixelColor(outside.x() + 100, outside.y()).name() == theme.hex_color("focus").lower()
    person.presses(Qt.Key.Key_F3)
    assert ring.widget() is person.home.list.search


def test_tab_reaches_everything_and_nothing_is_nameless(person: Person) -> None:
    start, seen = person.focus(), []
    for _ in range(40):
        person.presses(Qt.Key.Key_Tab)
        seen.append(person.focus())
        if person.focus() is start:
            break
    assert person.focus() is start
    for page in ("home", "settings"):
        person.stage.shell.open(page)
        for widget in person.window.findChildren(QWidget):
            if widget.isVisible() and widget.focusPolicy() != Qt.FocusPolicy.NoFocus and not _inner(widget):
                assert widget.accessibleName(), widget


def _inner(widget: QWidget) -> bool:
    return type(widget).__module__.startswith("PySide6")


def test_f1_shows_the_keys_of_the_page_and_escape_gives_the_focus_back(person: Person) -> None:
    before = person.focus()
    person.presses(Qt.Key.Key_F1)
    card = person.stage.help
    assert card.isVisible()
    assert "导出为 Excel" in person.reads(card)
    assert {cap.text() for cap in card.findChildren(KeyCap)} >= {"F3", "F9", "Ctrl+E", "Alt+1"}
    person.presses(Qt.Key.Key_Escape)
    assert not card.isVisible()
    assert person.focus() is before


def test_the_rail_answers_to_alt_and_a_digit(person: Person) -> None:
    person.presses(Qt.Key.Key_0, ALT)
    assert person.stage.shell.current() == "settings"
    person.presses(Qt.Key.Key_1, ALT)
    assert person.stage.shell.current() == "home"
    assert person.focus() is person.home.panel.button


def test_a_table_shows_its_row_instead_of_the_ring(busy_person: Person) -> None:
    busy_person.presses(Qt.Key.Key_Down)
    assert busy_person.focus() is busy_person.home.list.table
    assert not busy_person.stage.ring.frame.isVisible()
    table = busy_person.home.list.table
    first = table.currentIndex().siblingAtColumn(0)
    corner = table.viewport().mapTo(busy_person.window, table.visualRect(first).topLeft())
    image = busy_person.window.grab().toImage()
    assert image.pixelColor(corner.x() + 1, corner.y() + 20).name() == theme.hex_color("focus").lower()


def test_f6_goes_round_the_parts_of_the_page(busy_person: Person) -> None:
    seen = []
    for _ in range(3):
        busy_person.presses(Qt.Key.Key_F6)
        seen.append(busy_person.focus())
    home = busy_person.home
    assert seen == [home.list.table, home.data.button, home.panel.button]


def test_on_a_narrow_screen_nothing_is_cut_off(person: Person) -> None:
    person.window.resize(1024, 600)
    assert person.stage.shell.rail.width() == 56
    right_edge = person.window.width()
    for widget in person.window.findChildren(QPushButton) + person.window.findChildren(QLabel):
        if widget.isVisible():
            edge = widget.mapTo(person.window, widget.rect().topRight()).x()
            assert edge < right_edge, widget.text()


def test_no_han_character_is_blank(person: Person) -> None:
    words = Button("𠮷㐂﨑水")
    words.setParent(person.window)
    words.resize(words.sizeHint())
    words.show()
    image = words.grab().toImage()
    inks = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert len(inks) > 10


def test_the_window_is_never_larger_than_the_screen(person: Person) -> None:
    """At 150 % a screen of 1366x768 has 911x512: the bar with the main button must stay on it."""
    room = person.window.screen().availableSize()
    least = person.window.minimumSize()
    assert least.width() <= min(1024, room.width())
    assert least.height() <= min(600, room.height())
    fresh = MainWindow()
    assert fresh.width() <= room.width()
    assert fresh.height() <= room.height()
    fresh.deleteLater()

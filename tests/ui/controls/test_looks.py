"""Media, marks, notices, maps, drawings; check digits; what screen readers and input methods get."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from fieldapp.ui import theme, tokens
from fieldapp.ui.components import Button, ChoiceRow
from fieldapp.ui.controls import chinaid, markdown
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.controls.imagemap import ImageMapControl
from tests.ui.controls.conftest import row
from tests.ui.interview.interviewer import Interviewer

Ask = Callable[..., Interviewer]
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">'
    b'<rect id="roof" x="0" y="0" width="200" height="40" fill="#a00"/>'
    b'<rect id="wall" x="0" y="50" width="200" height="50" fill="#0a0"/></svg>'
)


def png(path: Path) -> bytes:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#B0562E"))
    image.save(str(path))
    return path.read_bytes()


def test_pictures_and_sounds_of_a_question_are_shown_in_every_language(ask: Ask, tmp_path: Path) -> None:
    media = {"media::image": "flower.png", "media::audio": "words.mp3"}
    person = ask(
        row("text", "a", **media), files={"flower.png": png(tmp_path / "f.png"), "words.mp3": b"ID3"}
    )
    for language in ("中文 (zh)", "English (en)"):
        person.page.use_language(language)
        strip = person.card.asked.strip
        assert strip.isVisible()
        assert [
            label.pixmap().width() for label in strip.findChildren(QLabel) if not label.pixmap().isNull()
        ] == [30]
        assert [button.text() for button in strip.findChildren(Button)] == ["words.mp3"]
    person.enters("答")
    person.press("Enter")
    assert person.stored("/data/a") == "答"


def test_a_picture_that_is_not_there_is_named(ask: Ask) -> None:
    person = ask(row("text", "a", **{"media::image": "gone.png"}))
    words = [label.text() for label in person.card.asked.strip.findChildren(QLabel)]
    assert any("gone.png" in text for text in words)


@pytest.mark.parametrize(
    ("kind", "look", "said"),
    [
        ("text", "ex:org.scan.app(x='1')", "org.scan.app"),
        ("text", "printer", "打印"),
        ("date", "persian", "公历"),
        ("decimal", "bearing", "指南针"),
        ("image", "new-front", "拍照"),
        ("text", "multiline", ""),
    ],
)
def test_what_a_laptop_cannot_do_is_said_with_what_to_do(ask: Ask, kind: str, look: str, said: str) -> None:
    person = ask(row(kind, "a", appearance=look))
    strip = person.card.asked.strip
    assert said in strip.said()
    assert strip.isVisible() == bool(said)
    assert person.window.isActiveWindow()
    assert person.focus() is not None


def test_an_image_map_takes_the_mouse_and_the_keys(ask: Ask) -> None:
    asked = row("select_one part", "a", appearance="image-map", **{"media::image": "house.svg"})
    person = ask(asked, files={"house.svg": SVG})
    control = person.card.asked.control
    assert isinstance(control, ImageMapControl)
    assert control.map is not None
    QTest.mouseClick(control.map, Qt.MouseButton.LeftButton, pos=control.map.area("wall").toPoint())
    assert person.stored("/data/a") == "wall"
    person.enters("1")
    assert person.stored("/data/a") == "roof"
    middle = control.map.grab().toImage().pixelColor(control.map.area("roof").toPoint())
    assert middle != QColor("#aa0000")


def test_a_signature_is_drawn_undone_and_a_picture_drawn_on(ask: Ask, tmp_path: Path) -> None:
    person = ask(row("image", "s", appearance="signature"), row("image", "a", appearance="annotate"))
    pad = person.card.asked.control.pad
    for start in (20, 120):
        QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(start, 50))
        QTest.mouseMove(pad, QPoint(start + 60, 90))
        QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(start + 60, 90))
    both = person.stored("/data/s")
    assert both.endswith(".png")
    person.press("Ctrl+Z")
    assert person.stored("/data/s") not in ("", both)
    person.press("PgDn")
    png(tmp_path / "photo.png")
    person.card.asked.control.take(tmp_path / "photo.png")
    kept = QPixmap()
    kept.loadFromData(person.session.media(person.stored("/data/a")))
    assert kept.toImage().pixelColor(360, 120) == QColor("#B0562E")


def test_marks_of_a_label(qapp: object) -> None:
    assert markdown.rich("# 说明\n**重要**、*轻*") == (
        '<span style="font-size:x-large; font-weight:700">说明</span><br/><u>重要</u>、<u>轻</u>'
    )
    assert markdown.rich("[统计局](https://a.cn)<br>\\*星\\*") == "统计局 (https://a.cn)<br/>*星*"
    assert "color:#b3261e" in markdown.rich('<span style="color:#B3261E">红</span>')
    assert markdown.rich('<span style="color:#FFFFFE">看不见</span>') == "看不见"
    assert markdown.rich("<img src=x onerror=1>") == "&lt;img src=x onerror=1&gt;"
    assert markdown.plain("# 一\n- **二**") == "一 • 二"


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("11010519491231002X", ""),
        ("110105 19491231 002x", ""),
        ("110105194912310021", "check"),
        ("11010519490231002X", "birth"),
        ("1101051949123100", "length"),
        ("11010519491231O02X", "signs"),
        ("", ""),
    ],
)
def test_resident_numbers(number: str, fault: str) -> None:
    assert chinaid.resident_fault(number, date(2026, 1, 1)) == fault


@pytest.mark.parametrize(
    ("code", "fault"),
    [("91350100M000100Y43", ""), ("91350100m000100y43", ""), ("91350100M000100Y44", "check"),
     ("91350100M000100Y4", "length"), ("91350100M000100I43", "signs"), ("", "")],
)  # fmt: skip
def test_credit_codes(code: str, fault: str) -> None:
    assert chinaid.credit_fault(code) == fault


def test_a_wrong_check_digit_is_said_but_what_stands_on_the_card_is_kept(ask: Ask) -> None:
    person = ask(row("text", "a", appearance="resident-id"))
    person.enters("110105194912310021")
    person.press("Enter")
    assert person.here == "/data/a"
    assert "校验码" in person.fault()
    person.press("Enter")
    assert person.here == "/data/last"
    assert person.stored("/data/a") == "110105194912310021"


def test_the_input_method_is_there_for_words_only(ask: Ask) -> None:
    composing = Qt.WidgetAttribute.WA_InputMethodEnabled
    words = {"text": "", "text ": "multiline", "select_one many": ""}
    keys = {"integer": "", "decimal": "", "date": "", "time": "", "dateTime": "", "select_one hard": "",
            "select_multiple hard": "", "range": "", "range ": "rating", "range  ": "picker", "rank rank": "",
            "acknowledge": "", "geopoint": "", "text  ": "numbers", "text   ": "resident-id"}  # fmt: skip
    kinds = [*words.items(), *keys.items()]
    person = ask(*(row(kind.strip(), f"q{at}", appearance=look) for at, (kind, look) in enumerate(kinds)))
    for at, (kind, look) in enumerate(kinds):
        person.page.go_to(f"/data/q{at}")
        wanted = (kind, look) in words.items()
        widgets = [person.card.asked.control, *person.card.asked.control.findChildren(QWidget)]
        assert any(w.testAttribute(composing) for w in widgets if w.focusPolicy()) == wanted, (kind, look)


def test_rows_are_read_out_and_the_list_has_the_name_of_the_question(ask: Ask) -> None:
    person = ask(row("select_one hard", "a"), row("select_one many", "b"))
    person.enters("2")
    rows = person.card.asked.control.rows
    assert rows[1].accessibleName() == "第 2 项，共 4 项，缺人，已选"
    assert person.card.asked.control.accessibleName() == "a 题 𠮷"
    person.press("PgDn")
    model = person.card.asked.control.model
    said = model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "第 3 项，共 35 项，城村"


@pytest.mark.parametrize("look", ["", "likert", "columns-2", "columns-pack", "no-buttons"])
def test_what_a_finger_must_hit_is_large_enough(ask: Ask, look: str) -> None:
    person = ask(row("select_one scale", "a", appearance=look))
    for choice in person.card.findChildren(ChoiceRow):
        assert choice.height() >= 40
        assert choice.width() >= 40
    for button in person.card.findChildren(Button):
        assert not button.isVisible() or button.height() >= 40


@pytest.mark.parametrize("scale", [100, 125, 150])
def test_every_control_fits_at_every_scaling(ask: Ask, scale: int) -> None:
    """A laptop of 1366x768 has 911 px across at 150 %."""
    kinds = [("text", ""), ("select_one hard", "likert"), ("select_one hard", "columns-2"), ("range", ""), ("rank rank", ""),
             ("range", "rating"), ("integer", "counter"), ("geopoint", ""), ("dateTime", "")]  # fmt: skip
    person = ask(*(row(kind, f"q{at}", appearance=look) for at, (kind, look) in enumerate(kinds)))
    person.window.resize(1366 * 100 // scale, 768 * 100 // scale)
    person.settles()
    for at in range(len(kinds)):
        person.page.go_to(f"/data/q{at}")
        person.settles()
        control, card = person.card.asked.control, person.card.card
        right = control.mapTo(card, QPoint(control.width(), 0)).x()
        assert right <= card.width(), kinds[at]
        assert person.focus() is not None


@pytest.mark.parametrize("family", tokens.FAMILIES)
@pytest.mark.parametrize("sign", ["李", "𠮷", "㐂", "﨑", "\U00030000", "①", "㎡"])
def test_no_character_of_a_name_is_blank(qapp: object, sign: str, family: str) -> None:
    assert "Noto Sans CJK SC" in tokens.FAMILIES[family]
    line = Entry()
    line.resize(200, 40)
    empty = line.grab().toImage()
    line.setText(sign)
    line.setCursorPosition(0)
    theme.set_role(line, "input")
    shown = line.grab().toImage()
    assert line.text() == sign
    assert shown != empty


def test_alt_and_a_digit_write_nothing_into_an_answer(ask: Callable[..., Interviewer]) -> None:
    person = ask(row("text", "a"), row("text", "b", appearance="multiline"))
    person.press("Alt+1")
    assert person.card.asked.control.entry.text() == ""
    person.answers("甲 𠮷")
    person.press("Alt+3")
    assert person.stored("/data/b") == ""


def test_a_short_list_needs_no_scroll_bar(ask: Callable[..., Interviewer]) -> None:
    person = ask(row("select_one scale", "q", appearance="autocomplete"))
    assert person.card.asked.control.view.verticalScrollBar().maximum() == 0

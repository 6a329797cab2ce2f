"""The building blocks keep the rules of the design: sizes, keys, words for screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from fieldapp.ui import icons, theme, tokens
from fieldapp.ui.components import (
    Banner,
    Button,
    Chip,
    ChoiceRow,
    Combo,
    FilterChip,
    KeyCap,
    LineInput,
    ProgressBar,
    Segmented,
)
from fieldapp.ui.window import MainWindow


@pytest.fixture
def sheet(window: MainWindow) -> QWidget:
    """An empty sheet in a window that has style and theme."""
    made = QWidget(window)
    made.setGeometry(0, 0, 900, 700)
    QVBoxLayout(made)
    made.show()
    return made


def put(sheet: QWidget, widget: QWidget) -> None:
    layout = sheet.layout()
    assert layout is not None
    layout.addWidget(widget)
    QApplication.processEvents()


@pytest.mark.parametrize(("size", "height"), [("normal", 40), ("bar", 48), ("table", 32), ("start", 88)])
def test_heights_of_buttons(sheet: QWidget, size: str, height: int) -> None:
    button = Button("下一题", "primary", "arrow-right", "Enter", size=size)
    put(sheet, button)
    assert button.height() == height


def test_a_button_is_wide_enough_for_icon_words_and_key(sheet: QWidget) -> None:
    plain, full = Button("备注"), Button("备注", "secondary", "comment-text-outline", "Ctrl+Enter")
    assert full.sizeHint().width() > plain.sizeHint().width() + 20 + 60
    assert full.text() == full.accessibleName() == "备注"


def test_an_icon_alone_has_a_name_and_a_tool_tip(sheet: QWidget) -> None:
    button = Button("", "plain", "dots-vertical", says="更多")
    assert (button.accessibleName(), button.toolTip()) == ("更多", "更多")


def test_enter_and_space_press_a_button_and_arrows_do_not_move_the_focus(
    sheet: QWidget, qtbot: QtBot
) -> None:
    first, second = Button("一"), Button("二")
    put(sheet, first)
    put(sheet, second)
    pressed = []
    first.clicked.connect(lambda: pressed.append(1))
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Return)
    QTest.keyClick(first, Qt.Key.Key_Space)
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert len(pressed) == 2
    assert QApplication.focusWidget() is first


def test_a_choice_row_says_its_place_and_state(sheet: QWidget) -> None:
    row = ChoiceRow("3", "申请条件太高")
    row.set_place(3, 8)
    assert row.accessibleName() == "第 3 项，共 8 项，申请条件太高"
    row.set_chosen(True)
    assert row.accessibleName() == "第 3 项，共 8 项，申请条件太高，已选"


def test_a_choice_row_is_46_high_and_grows_with_its_words(sheet: QWidget) -> None:
    short, long = ChoiceRow("1", "听说过"), ChoiceRow("2", "不清楚该找哪个部门 " * 20)
    put(sheet, short)
    put(sheet, long)
    sheet.layout().addStretch()  # type: ignore[union-attr]
    QApplication.processEvents()
    assert short.height() == 46
    assert long.height() > 60
    short.set_low(True)
    QApplication.processEvents()
    assert short.height() == 42


def test_the_whole_choice_row_is_the_target(sheet: QWidget, qtbot: QtBot) -> None:
    row = ChoiceRow("1", "听说过", "many")
    put(sheet, row)
    with qtbot.waitSignals([row.activated, row.activated]):
        qtbot.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(row.width() - 3, 5))
        QTest.keyClick(row, Qt.Key.Key_Space)
    assert not row.chosen()  # it only asks; the form decides


def test_a_row_keeps_digits_and_arrows_for_its_list(sheet: QWidget) -> None:
    class List(QWidget):
        def __init__(self) -> None:
            super().__init__()
            self.keys: list[int] = []

        def keyPressEvent(self, event: object) -> None:
            self.keys.append(event.key())  # type: ignore[attr-defined]

    around = List()
    QVBoxLayout(around)
    put(sheet, around)
    row = ChoiceRow("1", "听说过")
    put(around, row)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(row, key)
    assert around.keys == [Qt.Key.Key_2, Qt.Key.Key_Down, Qt.Key.Key_Return]


def test_segmented_tells_what_a_person_chose_and_nothing_else(sheet: QWidget, qtbot: QtBot) -> None:
    seg = Segmented([("zh", "中文"), ("en", "EN")])
    put(sheet, seg)
    heard: list[str] = []
    seg.chosen.connect(heard.append)
    seg.set_value("en")
    assert heard == []
    qtbot.mouseClick(seg.button("zh"), Qt.MouseButton.LeftButton)
    QTest.keyClick(seg.button("zh"), Qt.Key.Key_Right)
    assert heard == ["zh", "en"]
    assert seg.value() == "en"
    assert [seg.button(name).font().bold() for name in ("zh", "en")] == [False, True]
    seg.set_options([("zh", "Chinese"), ("en", "English")])
    assert seg.value() == "en"
    assert heard == ["zh", "en"]


def test_the_wheel_changes_no_value(sheet: QWidget) -> None:
    combo = Combo()
    combo.addItems(["一", "二", "三"])
    put(sheet, combo)
    combo.setFocus()
    point = QPointF(combo.rect().center())
    down = QWheelEvent(
        point,
        point,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(combo, down)
    assert combo.currentText() == "一"


def test_the_edge_of_an_input_changes_and_its_height_does_not(sheet: QWidget) -> None:
    field = LineInput(unit="元")
    put(sheet, field)
    sheet.layout().addStretch()  # type: ignore[union-attr]
    heights = set()
    for state in ("", "error", "warn", ""):
        field.set_state(state)
        QApplication.processEvents()
        heights.add(field.height())
    assert heights == {40}
    field.set_state("error")
    middle = field.grab().toImage().pixelColor(1, 20)
    assert middle.name().upper() == tokens.COLORS["light"]["error"]


def test_small_parts_have_the_sizes_of_the_design(sheet: QWidget) -> None:
    parts = {Chip("草稿", "warn"): 24, FilterChip("今天", 27): 32, KeyCap("F3"): 24, ProgressBar(3, 5): 8}
    for part, height in parts.items():
        put(sheet, part)
        assert part.height() == height, part


def test_a_banner_says_it_to_screen_readers_too(sheet: QWidget) -> None:
    banner = Banner("warn", "5 份尚未上交")
    assert banner.accessibleName() == banner.text() == "5 份尚未上交"


def test_a_toast_goes_by_itself_and_an_error_stays(window: MainWindow, qtbot: QtBot) -> None:
    toast = window.stage.toast
    toast.say("第 4 行已删除", "info", "撤销", lambda: None)
    assert toast._timer.isActive()
    toast.say("磁盘已满", "error")
    assert not toast._timer.isActive()
    assert toast.text() == "磁盘已满"
    assert toast.geometry().center().x() == pytest.approx(window.width() / 2, abs=2)


def test_tab_stops_at_the_choice_that_is_on(window: MainWindow, qtbot: QtBot) -> None:
    home = window.stage.shell
    home.language.set_value("en")
    home.theme_button.setFocus()
    qtbot.keyClick(home.theme_button, Qt.Key.Key_Tab)
    assert home.language.button("en").hasFocus()
    qtbot.keyClick(home.language.button("en"), Qt.Key.Key_Left)
    assert home.language.value() == "zh"


def test_a_toast_covers_no_button(window: MainWindow, qtbot: QtBot) -> None:
    toast = window.stage.toast
    button = Button("合并：新增 34，更新 3", "primary")
    button.setParent(window)
    button.setGeometry(window.width() // 2 - 200, window.height() - 76, 400, 48)
    button.show()
    toast.say("已合并")
    assert not toast.geometry().intersects(button.geometry())
    assert toast.geometry().bottom() < button.geometry().top()
    button.hide()
    qtbot.waitUntil(lambda: toast.geometry().bottom() > window.height() - 60)
    button.show()
    qtbot.waitUntil(lambda: not toast.geometry().intersects(button.geometry()))


def test_a_long_toast_wraps_inside_the_window(window: MainWindow) -> None:
    window.resize(1024, 600)
    toast = window.stage.toast
    toast.say("这个文件打不开，内容不完整。请在原来的电脑上重新导出。" * 6, "error")
    assert toast.width() <= 720
    assert toast.height() > 60
    assert toast.geometry().bottom() < window.height()


def test_icons_take_the_colour_of_their_token_when_drawn(window: MainWindow) -> None:
    drawn = icons.icon("check-circle", "accent", 24)
    for name in ("light", "dark"):
        theme.apply(QApplication.instance(), name)  # type: ignore[arg-type]
        image = drawn.pixmap(24, 24).toImage()
        assert image.pixelColor(12, 4).name().upper() == tokens.COLORS[name]["accent"]


def test_an_icon_name_that_is_none_fails_at_once(window: MainWindow) -> None:
    with pytest.raises(KeyError):
        icons.icon("no-such-icon")


def test_missing_families_are_replaced_by_one_that_draws_chinese() -> None:
    assert theme.families(("Segoe UI", "Noto Sans CJK SC"), ["Noto Sans CJK SC"]) == ["Noto Sans CJK SC"]
    assert theme.families(("Segoe UI",), ["Segoe UI"])[0] == "Segoe UI"
    assert len(theme.families(("Segoe UI",), ["Segoe UI"])) > 1


def test_alt_and_a_digit_write_nothing_into_a_field(qtbot: QtBot) -> None:
    field = LineInput()
    qtbot.addWidget(field)
    QTest.keyClick(field, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(field, Qt.Key.Key_3)
    assert field.text() == "3"

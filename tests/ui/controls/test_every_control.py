"""Each kind of question and each appearance: keys into the real widget, the stored answer out of the journal."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidget

from tests.ui.controls.conftest import row
from tests.ui.interview.interviewer import Interviewer

Ask = Callable[..., Interviewer]


class Case(NamedTuple):
    """A question, what is pressed (`"text` types it), and the answer."""

    kind: str
    keys: tuple[str, ...]
    stored: str
    appearance: str = ""
    more: tuple[tuple[str, str], ...] = ()


TODAY = date.today().isoformat()
LEVELS = (("parameters", "start=0 end=10 step=2"),)
STARS = (("parameters", "start=1 end=5 step=1"),)
TICKS = (("parameters", "start=0 end=10 step=1 tick_interval=5 placeholder=5 tick_labelset=ends"),)
CASES = {
    "text": Case("text", ('"王𠮷㐂﨑 ',), "王𠮷㐂﨑 "),
    "multiline": Case("text", ('"一', "Shift+Enter", '"二'), "一\n二", "multiline"),
    "rows": Case("text", ('"一', "Shift+Enter", '"二'), "一\n二", more=(("parameters", "rows=3"),)),
    "numbers": Case("text", ('"１10105194912310028',), "110105194912310028", "numbers"),
    "mask": Case("text", ('"13812345678',), "138 1234 5678", more=(("body::mask", "### #### ####"),)),
    "masked": Case("text", ('"暗号',), "暗号", "masked"),
    "hidden-answer": Case("text", ('"secret',), "secret", "hidden-answer"),
    "url": Case("text", ('"https://a.cn',), "https://a.cn", "url"),
    "resident-id": Case("text", ('"１1010519491231002x',), "11010519491231002X", "resident-id"),
    "credit-code": Case("text", ('"91350100m000100y43',), "91350100M000100Y43", "credit-code"),
    "app": Case("text", ('"12',), "12", "ex:org.measure.scan(unit='cm')"),
    "printer": Case("text", ('"12',), "12", "printer"),
    "barcode": Case("barcode", ('"6901234567892',), "6901234567892"),
    "integer": Case("integer", ('"１２３４５６７８９０１２３４５６７８',), "123456789012345678"),
    "thousands-sep": Case("integer", ('"12345',), "12345", "thousands-sep"),
    "counter": Case("integer", ('"4', "Ctrl+Right", "Ctrl+Right", "Ctrl+Left"), "5", "counter"),
    "decimal": Case("decimal", ('"１２．3456789012345678',), "12.3456789012345678"),
    "bearing": Case("decimal", ('"135.5',), "135.5", "bearing"),
    "date": Case("date", ('"20250618',), "2025-06-18"),
    "today": Case("date", ('"t',), TODAY),
    "no-calendar": Case("date", ('"2025年6月18日',), "2025-06-18", "no-calendar"),
    "month-year": Case("date", ('"202506',), "2025-06-01", "month-year"),
    "year": Case("date", ('"２０２５',), "2025-01-01", "year"),
    "ethiopian": Case("date", ('"20250618',), "2025-06-18", "ethiopian"),
    "time": Case("time", ('"9',), "09:00:00"),
    "dateTime": Case("dateTime", ('"20250618', "Tab", '"930'), "2025-06-18T09:30:00"),
    "select_one": Case("select_one hard", ('"2',), "c2"),
    "arrows": Case("select_one hard", ("Down", "Down", "Space"), "c3"),
    "vertical": Case("select_one hard", ('"3',), "c3", "vertical"),
    "likert": Case("select_one scale", ("Right", "Right", "Space"), "3", "likert"),
    "columns": Case("select_one hard", ("Right", "Space"), "c2", "columns"),
    "columns-2": Case("select_one hard", ("Right", "Down", "Space"), "none", "columns-2"),
    "columns-pack": Case("select_multiple hard", ("Space", "Right", "Space"), "c1 c2", "columns-pack"),
    "compact": Case("select_one hard", ('"2',), "c2", "compact-2"),
    "horizontal": Case("select_one hard", ('"2',), "c2", "horizontal"),
    "no-buttons": Case("select_one hard", ('"2',), "c2", "no-buttons"),
    "list": Case("select_one hard", ('"2',), "c2", "list"),
    "map": Case("select_one hard", ('"2',), "c2", "map"),
    "minimal": Case("select_one many", ('"shi', "Enter"), "v1", "minimal"),
    "autocomplete": Case("select_one many", ('"﨑', "Enter"), "v7", "autocomplete"),
    "search": Case("select_multiple many", ('"ji', "Enter", '"v7', "Enter"), "v6 v7", "search"),
    "long list": Case("select_one many", ('"v12', "Enter"), "v12"),
    "select_multiple": Case("select_multiple hard", ('"31',), "c1 c3"),
    "rank": Case("rank rank", ("Alt+Down",), "y x z"),
    "rank by digits": Case("rank rank", ('"3', "Up", '"1'), "z y x"),
    "rank as it stands": Case("rank rank", ("Space",), "x y z"),
    "range": Case("range", ("Ctrl+Right", "Ctrl+Right"), "2", more=LEVELS),
    "range typed": Case("range", ('"8',), "8", "vertical", LEVELS),
    "no-ticks": Case("range", ("Ctrl+Left",), "10", "no-ticks", LEVELS),
    "tick labels": Case("range", ('"4',), "4", more=TICKS),
    "picker": Case("range", ("Down", "Down", "Down"), "4", "picker", LEVELS),
    "rating": Case("range", ('"3', "Right"), "4", "rating", STARS),
    "acknowledge": Case("acknowledge", ('"1',), "OK"),
    "trigger": Case("acknowledge", ("Space", "Space", "Space"), "OK"),
    "geopoint": Case("geopoint", ('"32.5', "Tab", '"115'), "32.5 115.0 0.0 0.0"),
    "select of a file": Case("select_one_from_file towns.csv", ('"2',), "b"),
}
TOWNS = {"towns.csv": "name,label\na,石桥\nb,𠮷林\n".encode()}


NAMES = {name: f"q{at}" for at, name in enumerate(CASES)}


def all_questions() -> list[dict[str, str]]:
    """One form with every case, one page each."""
    return [
        row(case.kind, NAMES[name], appearance=case.appearance, **dict(case.more))
        for name, case in CASES.items()
    ]


def keys_of(person: Interviewer, case: Case) -> None:
    for key in case.keys:
        person.enters(key[1:]) if key.startswith('"') else person.press(key)
    person.page.flush()


def differing(person: Interviewer, read: Callable[[str], str]) -> dict[str, str]:
    """What is stored otherwise than it should be. Times carry the offset of this computer behind them."""
    found = {name: read(f"/data/{NAMES[name]}") for name in CASES}
    return {name: value for name, value in found.items() if not same(value, CASES[name].stored)}


def same(value: str, wanted: str) -> bool:
    return value.startswith(f"{wanted}.000") if ":" in wanted and "//" not in wanted else value == wanted


def test_keys_in_stored_answers_out_for_every_control(ask: Ask) -> None:
    person = ask(*all_questions(), files=TOWNS)
    for name, case in CASES.items():
        assert person.here == f"/data/{NAMES[name]}"
        keys_of(person, case)
        assert same(person.stored(person.here), case.stored), name
        person.press("Enter")
    assert person.here == "/data/last"
    assert differing(person, person.stored) == {}
    assert differing(person, person.after_a_crash) == {}


def test_every_control_is_cleared_and_clearing_is_undone(ask: Ask) -> None:
    person = ask(*all_questions(), files=TOWNS)
    for name, case in CASES.items():
        here = person.here
        keys_of(person, case)
        person.card.foot.clear.click()
        assert person.stored(here) == "", name
        person.press("Ctrl+Z")
        assert same(person.stored(here), case.stored), name
        assert person.here == here
        person.press("PgDn")
    assert differing(person, person.stored) == {}


def test_quick_goes_on_by_itself(ask: Ask) -> None:
    person = ask(row("select_one hard", "a", appearance="quick"))
    person.enters("2")
    assert person.stored("/data/a") == "c2"
    assert person.here == "/data/last"


def test_quickcompact_goes_to_the_next_field(ask: Ask) -> None:
    person = ask(
        row("begin_group", "g", appearance="field-list"),
        row("select_one yn", "a", appearance="quickcompact"),
        row("integer", "b"),
        {"type": "end_group"},
    )
    person.enters("1")
    assert person.here == "/data/g/b"


def test_list_nolabel_grid(ask: Ask) -> None:
    person = ask(
        row("begin_group", "g", appearance="field-list"),
        row("select_one scale", "head", appearance="label"),
        row("select_one scale", "a", appearance="list-nolabel"),
        row("select_one scale", "b", appearance="list-nolabel"),
        {"type": "end_group"},
    )
    assert person.here == "/data/g/a", "the question that only names the columns asks nothing"
    person.enters("3")
    assert (person.stored("/data/g/a"), person.here) == ("3", "/data/g/b")
    person.enters("1")
    assert person.stored("/data/g/b") == "1"
    person.press("Up", "Left")
    assert person.stored("/data/g/a") == "2"
    grid = person.grid
    cell = grid.table._cell(1, 1).center()
    QTest.mouseClick(grid.table, Qt.MouseButton.LeftButton, pos=cell)
    assert person.after_a_crash("/data/g/b") == "2"
    assert person.stored("/data/g/head") == ""
    person.press("Ctrl+Enter")
    assert person.here == "/data/last"


def test_rank_by_dragging_a_row_with_the_mouse(ask: Ask) -> None:
    person = ask(row("rank rank", "q"))
    view = person.card.asked.control.list
    drags(view, 0, 2)
    person.waits_for("/data/q", "y z x")
    assert [view.item(at).text()[4:] for at in range(3)] == ["乙", "丙", "甲"]
    assert person.after_a_crash("/data/q") == "y z x"
    drags(view, 2, 0)
    person.waits_for("/data/q", "x y z")
    person.press("Ctrl+Z")
    assert person.stored("/data/q") == "y z x"


def drags(view: QListWidget, row_: int, onto: int) -> None:
    """The left button pressed on a row, moved over the others in small steps, let go on another."""
    port, left = view.viewport(), Qt.MouseButton.LeftButton
    start = view.visualItemRect(view.item(row_)).center()
    end = view.visualItemRect(view.item(onto)).center()
    QTest.mousePress(port, left, pos=start)
    for step in range(1, 11):
        at = QPointF(start + (end - start) * step / 10)
        held = Qt.KeyboardModifier.NoModifier
        move = QMouseEvent(
            QEvent.Type.MouseMove, at, port.mapToGlobal(at), Qt.MouseButton.NoButton, left, held
        )
        QApplication.sendEvent(port, move)
    QTest.mouseRelease(port, left, pos=end)

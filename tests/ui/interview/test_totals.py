"""What the form adds up follows each key: a card beside the fields, a last line under the roster."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt

from fieldapp.ui.interview.totals import formula
from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]

SUM = "coalesce(${tools}, 0) + coalesce(${rent}, 0)"
COSTS = f"""
    | survey |             |       |                 |                     |          |             |            |
    |        | type        | name  | label::中文 (zh) | label::English (en) | readonly | calculation | appearance |
    |        | begin group | g     | 投入             | Costs               |          |             | field-list |
    |        | integer     | tools | 设备             | Equipment           |          |             |            |
    |        | integer     | rent  | 租金             | Rent                |          |             |            |
    |        | integer     | all   | 一共需要         | In all              | yes      | {SUM}       |            |
    |        | text        | why   | 说明             | Why                 |          |             |            |
    |        | end group   |       |                 |                     |          |             |            |
"""
HOUSE = """
    | survey |              |      |                 |                     |                       |
    |        | type         | name | label::中文 (zh) | label::English (en) | calculation           |
    |        | begin group  | g    | 家               | House               |                       |
    |        | begin repeat | hh   | 成员             | Member              |                       |
    |        | text         | who  | 姓名             | Name                |                       |
    |        | integer      | age  | 年龄             | Age                 |                       |
    |        | integer      | wage | 工资             | Wage                |                       |
    |        | calculate    | old  |                 |                     | if(${age} > 59, 1, 0) |
    |        | end repeat   |      |                 |                     |                       |
    |        | end group    |      |                 |                     |                       |
    |        | calculate    | olds |                 |                     | sum(${old})           |
    |        | calculate    | pay  |                 |                     | sum(${wage})          |
    |        | calculate    | rest |                 |                     | ${pay} + 1            |
"""


def test_the_card_follows_each_key(talk: Talk) -> None:
    person = talk(COSTS)
    card = person.fields.totals
    assert card is not None
    assert card.isVisible()
    part = card._parts[0]
    for typed, shown in (("4", "4"), ("6", "46"), ("0", "460"), ("0", "4,600"), ("0", "46,000")):
        person.enters(typed)
        assert part._number.text() == shown
    person.press("Tab")
    person.enters("65500")
    assert part._number.text() == "111,500"
    assert part._echo.text() == "11.15 万 · 随输入更新"
    assert part._formula.text() == "= A1 + A2"
    assert [line._value.text() for line in part._lines] == ["46,000", "65,500"]
    assert person.stored("/data/g/all") == "111500"


def test_the_total_never_has_the_focus(talk: Talk) -> None:
    person = talk(COSTS)
    assert [field.node.name for field in person.fields.column.fields] == ["tools", "rent", "why"]
    person.press("Tab", "Tab")
    assert person.here == "/data/g/why"
    person.press("Ctrl+T")
    assert person.fields.totals is not None
    assert person.fields.totals._parts[0]._title.text() == "In all"


def test_one_visit_to_a_number_stays_one_step_of_undo(talk: Talk) -> None:
    person = talk(COSTS)
    person.enters("46000")
    person.press("Ctrl+Z")
    assert person.stored("/data/g/tools") == ""
    assert person.fields.totals is not None
    assert person.fields.totals._parts[0]._number.text() == "0"


def test_the_last_line_of_a_roster(talk: Talk) -> None:
    person = talk(HOUSE)
    assert person.roster.sums.isVisible()
    person.enters("王")
    person.press("Tab")
    person.enters("70")
    person.press("Tab")
    person.enters("5800")
    person.press("Ins")
    person.enters("李")
    person.press("Tab")
    person.enters("65")
    person.press("Tab")
    person.enters("1200")
    person.press("Shift+Tab")
    assert list(person.roster.sums.texts().values()) == ["olds 2", "7,000"]
    heads = [
        person.roster.table.rows.headerData(at, Qt.Orientation.Horizontal)
        for at in person.roster.sums.texts()
    ]
    assert heads == ["年龄", "工资"]
    person.press("Ctrl+Del")
    person.settles()
    assert list(person.roster.sums.texts().values()) == ["olds 1", "5,800"]
    sums = person.roster.sums
    age = next(iter(sums._sums))
    person.roster.table.setColumnWidth(age - 1, 30)
    person.roster.table.setColumnWidth(age, 30)
    assert sums.placed(age)[2] == "1", "no room for the name: the number alone, never cut"
    person.roster.table.setColumnWidth(age - 1, 200)
    assert sums.placed(age) == (age - 1, age, "olds 1")
    pay = person.session.interview.node("/data/pay")
    assert pay is not None
    assert formula(pay) == "sum(wage)"


def test_a_cell_closed_with_its_row_writes_no_more(talk: Talk) -> None:
    person = talk(HOUSE)
    person.press("Ins")
    person.enters("李")
    editor = person.roster.table.cells.editor
    assert editor is not None
    person.press("Ctrl+Del")
    editor._pause.timeout.emit()
    assert len(person.session.interview.rows("/data/g/hh")) == 1

"""Pages of several questions: field list, grid, rosters."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]

FIELDS = """
    | survey  |               |       |                  |                     |          |                 |            |
    |         | type          | name  | label::中文 (zh)  | label::English (en) | required | constraint      | appearance |
    |         | begin group   | c     | 回乡与创业         | Coming home         |          |                 | field-list |
    |         | integer       | year  | 哪年外出           | Year                | yes      | . >= 1960       |            |
    |         | select_one yn | other | 还有别的吗         | Other?              |          |                 |            |
    |         | integer       | a     | 设备              | Equipment           | yes      |                 |            |
    |         | integer       | b     | 租金              | Rent                |          | . <= 10000      |            |
    |         | note          | total | 一共 ${sum} 元     | ${sum} yuan in all  |          |                 |            |
    |         | end group     |       |                  |                     |          |                 |            |
    |         | calculate     | sum   |                  |                     |          |                 |            |
    |         | text          | last  | 完               | End                 |          |                 |            |
    | choices |               |       |                  |                     |          |                 |            |
    |         | list_name     | name  | label::中文 (zh)  | label::English (en) |          |                 |            |
    |         | yn            | 1     | 是               | Yes                 |          |                 |            |
    |         | yn            | 0     | 否               | No                  |          |                 |            |
""".replace("| appearance |\n", "| appearance | calculation |\n").replace(
    "|         | calculate     | sum   |                  |                     |          |                 |            |",
    "| | calculate | sum | | | | | | coalesce(${a}, 0) + coalesce(${b}, 0) |",
)


def test_enter_walks_the_fields_and_the_total_follows(talk: Talk) -> None:
    person = talk(FIELDS)
    assert person.here == "/data/c/year"
    person.answers("2009")
    person.enters("1")
    person.press("Enter")
    person.answers("46000")
    assert person.here == "/data/c/b"
    person.enters("3000")
    person.waits_for("/data/c/b", "3000")
    texts = [field._label.text() for field in person.fields.column.fields]
    assert any("一共 49000 元" in text for text in texts)
    person.press("Enter")
    assert person.here == "/data/last"


def test_errors_stand_under_their_field_and_hold_the_page_once(talk: Talk) -> None:
    person = talk(FIELDS)
    person.answers("1900")
    fields = {field.node.name: field for field in person.fields.column.fields}
    assert fields["year"].asked.fault.text() == "这里不能填这样的答案"
    person.press("Ctrl+Enter")
    assert person.here == "/data/c/year"
    assert fields["a"].asked.fault.text() == "必答题，还没填"
    person.press("Ctrl+A")
    person.enters("1999")
    person.waits_for("/data/c/year", "1999")
    assert fields["year"].asked.fault.text() == ""
    person.press("Ctrl+Enter")
    assert person.here == "/data/c/a"
    person.press("Ctrl+Enter")
    assert person.here == "/data/last"


GRID = """
    | survey  |                |       |                  |                     |          |            |
    |         | type           | name  | label::中文 (zh)  | label::English (en) | required | appearance |
    |         | begin group    | g     | 您同意吗？         | Do you agree?       |          | table-list |
    |         | select_one ag  | g1    | 政策符合需要       | Fits my needs       | yes      |            |
    |         | select_one ag  | g2    | 办理方便           | Easy to apply       | yes      |            |
    |         | select_one ag  | g3    | 氛围浓             | Good spirit         | yes      |            |
    |         | end group      |       |                  |                     |          |            |
    |         | text           | last  | 完               | End                 |          |            |
    | choices |                |       |                  |                     |          |            |
    |         | list_name      | name  | label::中文 (zh)  | label::English (en) |          |            |
    |         | ag             | 1     | 不同意            | No                  |          |            |
    |         | ag             | 2     | 一般              | So so               |          |            |
    |         | ag             | 3     | 同意              | Yes                 |          |            |
    |         | ag             | 98    | 不了解            | Don't know          |          |            |
"""


def test_a_grid_takes_a_digit_a_row(talk: Talk) -> None:
    person = talk(GRID)
    person.enters("31")
    assert [person.stored(f"/data/g/g{n}") for n in (1, 2, 3)] == ["3", "1", ""]
    assert person.here == "/data/g/g3"
    person.press("Ctrl+Enter")
    assert person.grid.fault.text() == "必答题，还没填"
    person.press("F7")
    assert person.stored("/data/g/g3") == "98"
    person.press("Up", "Right")
    assert person.stored("/data/g/g2") == "2"
    person.press("Ctrl+Enter")
    assert person.here == "/data/last"


ROSTER = """
    | survey  |               |       |                  |                     |          |                 |                 |
    |         | type          | name  | label::中文 (zh)  | label::English (en) | required | relevant        | constraint      |
    |         | begin repeat  | hh    | 家庭成员           | Household           |          |                 |                 |
    |         | text          | who   | 称呼              | Name                | yes      |                 |                 |
    |         | select_one yn | away  | ${who}在外吗       | Is ${who} away?     | yes      |                 |                 |
    |         | integer       | yuan  | 寄回多少           | How much sent?      | yes      | ${away} = '1'   | . <= 90000 or . = -98 |
    |         | select_multiple w | why | 为什么           | Why?                |          | ${away} = '1'   |                 |
    |         | date          | since | 从哪天             | Since?              |          |                 |                 |
    |         | end repeat    |       |                  |                     |          |                 |                 |
    |         | text          | last  | 完               | End                 |          |                 |                 |
    | choices |               |       |                  |                     |          |                 |                 |
    |         | list_name     | name  | label::中文 (zh)  | label::English (en) |          |                 |                 |
    |         | yn            | 1     | 是               | Yes                 |          |                 |                 |
    |         | yn            | 0     | 否               | No                  |          |                 |                 |
    |         | w             | 1     | 打工              | Work                |          |                 |                 |
    |         | w             | 2     | 上学              | School              |          |                 |                 |
"""


def test_a_roster_is_filled_cell_by_cell(talk: Talk) -> None:
    person = talk(ROSTER)
    if not person.page.walk.screens[0].rows:
        person.press("Ins")
    person.enters("李梅")
    person.press("Enter")
    person.enters("1")
    assert person.here == "/data/hh[1]/yuan"
    person.enters("１２５00")
    person.press("Tab")
    assert person.stored("/data/hh[1]/yuan") == "12500"
    person.press("Space", "2", "1", "Enter")
    assert person.stored("/data/hh[1]/why") == "1 2"
    assert person.here == "/data/hh[1]/since"
    person.enters("20240229")
    person.press("Ins")
    person.enters("王小㐂")
    person.press("Enter", "Space", "Space")
    assert person.stored("/data/hh[2]/away") == "0"
    assert person.stored("/data/hh[1]/since") == "2024-02-29"
    person.press("Tab")
    assert person.here == "/data/hh[2]/since"


def test_escape_gives_up_and_f2_opens_a_cell(talk: Talk) -> None:
    person = talk(ROSTER)
    if not person.page.walk.screens[0].rows:
        person.press("Ins")
    person.enters("李梅")
    person.press("Enter", "Left", "F2", "Ctrl+A")
    person.enters("张")
    person.waits_for("/data/hh[1]/who", "张")
    person.press("Esc")
    assert person.stored("/data/hh[1]/who") == "李梅"


def test_a_deleted_row_comes_back_with_undo(talk: Talk) -> None:
    person = talk(ROSTER)
    while len(person.page.walk.screens[0].rows) < 2:
        person.press("Ins")
    person.page.go_to("/data/hh[1]/who")
    person.enters("李梅")
    person.press("Enter", "Ctrl+Del")
    assert "第 1 行已删除" in person.toast()
    assert len(person.page.walk.screens[0].rows) == 1
    person.press("Ctrl+Z")
    assert len(person.page.walk.screens[0].rows) == 2
    assert person.stored("/data/hh[1]/who") == "李梅"


def test_cells_that_do_not_apply_are_skipped_and_faults_are_named(talk: Talk) -> None:
    person = talk(ROSTER)
    if not person.page.walk.screens[0].rows:
        person.press("Ins")
    person.enters("李梅")
    person.press("Enter")
    rows = person.roster.table.rows
    assert rows.state(0, 4) == "skip"
    person.enters("1")
    person.enters("99999")
    person.press("Enter")
    assert rows.state(0, 4) == "error"
    person.press("Left")
    assert person.roster.foot.fault.text().startswith("第 1 行")
    person.press("F7")
    assert person.stored("/data/hh[1]/yuan") == "-98"
    person.press("Ctrl+Enter")
    assert person.here == "/data/last"


def test_a_cell_is_copied_from_above(talk: Talk) -> None:
    person = talk(ROSTER)
    while len(person.page.walk.screens[0].rows) < 2:
        person.press("Ins")
    person.page.go_to("/data/hh[1]/who")
    person.enters("李梅")
    person.press("Enter", "Left", "Down", "Ctrl+Down")
    assert person.stored("/data/hh[2]/who") == "李梅"


MANY = "\n".join(f"    | | text | q{n} | 第{n}问 | Q{n} |" for n in range(1, 12))
LONG_ROSTER = f"""
    | survey |              |      |                 |                     |
    |        | type         | name | label::中文 (zh) | label::English (en) |
    |        | begin repeat | biz  | 生意             | Businesses          |
{MANY}
    |        | end repeat   |      |                 |                     |
    |        | text         | last | 完              | End                 |
"""


def test_a_roster_of_many_questions_is_a_list_beside_a_form(talk: Talk) -> None:
    person = talk(LONG_ROSTER)
    while len(person.page.walk.screens[0].rows) < 2:
        person.press("Ins")
    person.page.go_to("/data/biz[1]/q1")
    person.answers("建国鲜面坊", "二")
    assert person.row_form.list.item(0).text() == "1   建国鲜面坊"
    assert person.here == "/data/biz[1]/q3"
    person.answers(*[""] * 9)
    assert person.here == "/data/biz[2]/q1"
    person.enters("第二家")
    person.press("Ctrl+PgUp")
    assert person.stored("/data/biz[2]/q1") == "第二家"
    assert person.here.startswith("/data/biz[1]/")


def test_a_real_98_is_no_code(talk: Talk) -> None:
    person = talk("""
        | survey |              |      |                 |                     |
        |        | type         | name | label::中文 (zh) | label::English (en) |
        |        | begin repeat | hh   | 成员             | Member              |
        |        | integer      | age  | 年龄             | Age                 |
        |        | text         | who  | 姓名             | Name                |
        |        | end repeat   |      |                 |                     |
    """)
    person.enters("98")
    person.press("Tab")
    rows = person.roster.table.rows
    assert rows.data(rows.index(0, 2)) == "98"

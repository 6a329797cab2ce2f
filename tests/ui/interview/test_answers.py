"""Each kind of answer: keys in, stored answer out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from fieldapp.ui.controls.longlist import LongListControl
from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]

TEXTS = """
    | survey |        |       |                   |                     |            |
    |        | type   | name  | label::中文 (zh)   | label::English (en) | appearance |
    |        | text   | who   | 姓名               | Name                |            |
    |        | text   | idno  | 身份证号            | ID number           | numbers    |
    |        | text   | story | 请说说              | Tell me             | multiline  |
    |        | text   | last  | 完                 | End                 |            |
"""
NUMBERS = """
    | survey |         |      |                  |                     |                                        |
    |        | type    | name | label::中文 (zh)  | label::English (en) | constraint                             |
    |        | integer | n    | 几口人            | How many            | . >= 0 and . <= 15                     |
    |        | integer | yuan | 多少钱            | How much            | (. >= 0 and . <= 900000) or . = -98 or . = -99 |
    |        | decimal | rate | 利率              | Rate                |                                        |
    |        | text    | last | 完                | End                 |                                        |
"""
CHOICES = """
    | survey  |                  |      |                 |                     |                                            |
    |         | type             | name | label::中文 (zh) | label::English (en) | constraint                                 |
    |         | select_one yn    | ok   | 好吗             | Fine?               |                                            |
    |         | select_multiple w | why | 为什么           | Why?                | not(selected(., '99') and count-selected(.) > 1) |
    |         | select_one many  | big  | 哪一个           | Which?              |                                            |
    | choices |                  |      |                 |                     |                                            |
    |         | list_name        | name | label::中文 (zh) | label::English (en) |                                            |
    |         | yn               | 1    | 是               | Yes                 |                                            |
    |         | yn               | 0    | 否               | No                  |                                            |
    |         | yn               | 98   | 不知道            | Don't know          |                                            |
    |         | yn               | 99   | 拒绝回答          | Refused             |                                            |
    |         | w                | 1    | 钱               | Money               |                                            |
    |         | w                | 2    | 家               | Family              |                                            |
    |         | w                | 99   | 拒答             | Refused             |                                            |
""" + "".join(f"    |         | many | c{n:02} | 第{n}项 | Item {n} | |\n" for n in range(1, 13))


def test_text_is_kept_exactly_as_typed(talk: Talk) -> None:
    person = talk(TEXTS)
    person.answers("𠮷野﨑 㐂子 ", "１１０１０５１９４９１２３１００２Ｘ")
    assert person.stored("/data/who") == "𠮷野﨑 㐂子 "
    assert person.stored("/data/idno") == "11010519491231002Ｘ"
    person.press("PgUp")
    person.press("Ctrl+A", "Backspace")
    person.answers("110105194912310028")
    assert person.stored("/data/idno") == "110105194912310028"
    assert person.after_a_crash("/data/idno") == "110105194912310028"


def test_lines_break_with_shift_enter_and_enter_goes_on(talk: Talk) -> None:
    person = talk(TEXTS)
    person.press("PgDn", "PgDn")
    assert person.here == "/data/story"
    person.enters("三间房，")
    person.press("Shift+Enter")
    person.enters("两亩地\u00a0。")
    person.press("Enter")
    assert person.stored("/data/story") == "三间房，\n两亩地\u00a0。"
    assert person.here == "/data/last"


def test_half_typed_text_is_journalled_while_the_typing_goes_on(talk: Talk) -> None:
    person = talk(TEXTS)
    person.enters("王")
    person.waits_for("/data/who", "王")
    person.enters("建国")
    person.waits_for("/data/who", "王建国")
    assert person.after_a_crash("/data/who") == "王建国"
    assert person.here == "/data/who"
    person.press("Ctrl+Z")
    assert person.stored("/data/who") == ""
    assert person.card.asked.control.entry.text() == ""


def test_numbers_are_grouped_echoed_and_stored_plain(talk: Talk) -> None:
    person = talk(NUMBERS)
    person.press("PgDn")
    person.enters("１２５000")
    line = person.card.asked.control.entry
    assert (line.text(), line.echo) == ("125,000", "12.5 万")
    person.press("Enter")
    assert person.stored("/data/yuan") == "125000"
    person.answers("007.50")
    assert person.stored("/data/rate") == "7.5"


def test_a_number_out_of_range_is_said_on_leaving_and_blocks_once(talk: Talk) -> None:
    person = talk(NUMBERS)
    person.enters("20")
    assert person.fault() == ""
    person.press("Enter")
    assert person.here == "/data/n"
    assert person.fault() != ""
    person.press("Backspace", "Enter")
    assert person.stored("/data/n") == "2"
    assert person.here == "/data/yuan"


def test_a_fault_may_be_left_behind_at_the_second_try(talk: Talk) -> None:
    person = talk(NUMBERS)
    person.enters("20")
    person.press("Enter")
    assert person.toast() == ""
    person.press("Enter")
    assert person.here == "/data/yuan"
    assert person.stored("/data/n") == "20"
    assert person.toast() == "A1 还没有处理，已在目录中标出。"


def test_what_is_typed_replaces_the_number_that_stands_there(talk: Talk) -> None:
    person = talk(NUMBERS)
    person.answers("7")
    person.press("PgUp")
    person.enters("12")
    person.page.flush()
    assert person.stored("/data/n") == "12"
    person.press("Ctrl+Z")
    assert person.stored("/data/n") == "7"
    person.press("PgDn", "PgUp", "End")
    person.enters("5")
    person.page.flush()
    assert person.stored("/data/n") == "75"


def test_a_number_that_was_searched_for_is_replaced_but_not_one_that_is_gone_on_with(talk: Talk) -> None:
    person = talk(NUMBERS)
    person.answers("7")
    person.press("F3")
    person.enters("A1")
    person.press("Enter")
    person.enters("12")
    person.press("Ctrl+W")
    person.goes_on()
    person.enters("0")
    person.page.flush()
    assert person.stored("/data/n") == "120"


def test_what_is_typed_into_a_text_goes_on_with_it(talk: Talk) -> None:
    person = talk(TEXTS)
    person.enters("种菜")
    person.press("Enter", "PgUp")
    person.enters("卖菜")
    person.page.flush()
    assert person.stored(person.here) == "种菜卖菜"


def test_dont_know_and_refused_stand_only_where_the_form_takes_them(talk: Talk) -> None:
    person = talk(NUMBERS)
    assert person.card.foot.unknown.isHidden()
    person.press("F7")
    assert person.stored("/data/n") == ""
    person.press("PgDn", "F7")
    assert person.stored("/data/yuan") == "-98"
    assert person.card.asked.control.entry.chip == "不知道"
    person.press("F8")
    assert person.stored("/data/yuan") == "-99"
    person.press("Ctrl+R")
    assert person.stored("/data/yuan") == ""


def test_digits_choose_by_position_and_stay_on_the_question(talk: Talk) -> None:
    person = talk(CHOICES)
    assert [row.cap() for row in person.card.asked.control.rows] == ["1", "2"]
    person.enters("2")
    assert person.stored("/data/ok") == "0"
    assert person.here == "/data/ok"
    person.press("Up")
    assert person.stored("/data/ok") == "0"
    person.press("Space")
    assert person.stored("/data/ok") == "1"
    person.press("F7")
    assert person.stored("/data/ok") == "98"
    assert not any(row.chosen() for row in person.card.asked.control.rows)
    person.press("Del")
    assert person.stored("/data/ok") == ""


def test_several_choices_toggle_and_a_real_one_replaces_refused(talk: Talk) -> None:
    person = talk(CHOICES)
    person.press("PgDn")
    person.enters("21")
    assert person.stored("/data/why") == "1 2"
    person.enters("1")
    assert person.stored("/data/why") == "2"
    person.press("F8")
    assert person.stored("/data/why") == "99"
    person.enters("1")
    assert person.stored("/data/why") == "1"


def test_two_digits_choose_from_ten_to_thirty(talk: Talk) -> None:
    person = talk(CHOICES)
    person.press("PgDn", "PgDn")
    person.enters("12")
    assert person.stored("/data/big") == "c12"
    person.enters("03")
    assert person.stored("/data/big") == "c03"
    person.enters("1")
    assert person.stored("/data/big") == "c03"
    person.waits_for("/data/big", "c01")


LONG = """
    | survey |                                 |      |                 |                     |                      |
    |        | type                            | name | label::中文 (zh) | label::English (en) | appearance           |
    |        | select_one_from_file places.csv | town | 哪个镇           | Which town?         | minimal autocomplete |
    |        | text                            | last | 完              | End                 |                      |
"""
PLACES = """
    name,label
    101,石桥镇
    102,石渠乡
    103,城关镇
    104,𠮷林镇
"""


def test_a_long_list_is_searched_by_pinyin_initials_name_and_code(talk: Talk) -> None:
    person = talk(LONG, places=PLACES)
    control = person.card.asked.control
    assert isinstance(control, LongListControl)
    for typed, wanted in (("shiqu", "102"), ("sqz", "101"), ("城", "103"), ("104", "104")):
        person.enters(typed)
        person.press("Enter")
        assert person.stored("/data/town") == wanted
        assert person.here == "/data/town"
    assert control.box.text() == "𠮷林镇"
    person.press("Enter")
    assert person.here == "/data/last"


def test_a_search_that_finds_nothing_stores_nothing(talk: Talk) -> None:
    person = talk(LONG, places=PLACES)
    person.enters("xyz")
    assert "没有找到" in person.card.asked.control.box.echo
    person.press("Enter")
    assert person.stored("/data/town") == ""
    person.press("Esc")
    assert person.card.asked.control.box.text() == ""


MOMENTS = """
    | survey |          |      |                 |                     |            |
    |        | type     | name | label::中文 (zh) | label::English (en) | appearance |
    |        | date     | day  | 哪天             | Which day?          |            |
    |        | date     | mon  | 哪月             | Which month?        | month-year |
    |        | time     | at   | 几点             | What time?          |            |
    |        | dateTime | dt   | 何时             | When?               |            |
    |        | text     | last | 完              | End                 |            |
"""


def test_dates_are_typed_as_digits(talk: Talk) -> None:
    person = talk(MOMENTS)
    person.answers("20220211", "202506", "1430")
    assert person.stored("/data/day") == "2022-02-11"
    assert person.stored("/data/mon") == "2025-06-01"
    assert person.stored("/data/at").startswith("14:30:00")
    person.enters("20250618")
    person.press("Tab")
    person.answers("930")
    assert person.stored("/data/dt").startswith("2025-06-18T09:30:00")
    assert person.here == "/data/last"


def test_t_is_today_and_nonsense_is_not_left_behind(talk: Talk) -> None:
    person = talk(MOMENTS)
    person.enters("t")
    assert person.stored("/data/day") == date.today().isoformat()
    person.press("Ctrl+A")
    person.enters("2022023")
    person.press("Enter", "Enter")
    assert person.here == "/data/day"
    assert "不是日期" in person.fault()
    assert person.card.asked.control.entry.text() == "2022023"


@pytest.mark.parametrize(
    ("kind", "keys", "value"),
    [
        ("range | start=0 end=10 step=2", ["6"], "6"),
        ("acknowledge |", ["Space"], "OK"),
        ("geopoint |", [], ""),
    ],
)
def test_small_kinds(talk: Talk, kind: str, keys: list[str], value: str) -> None:
    type_, parameters = kind.split(" |")
    person = talk(f"""
        | survey | | | | | |
        | | type | name | label::中文 (zh) | label::English (en) | parameters |
        |        | {type_} | a | 题 | Q | {parameters} |
        |        | text | last | 完 | End | |
    """)
    for key in keys:
        person.press(key) if len(key) > 1 else person.enters(key)
    person.page.flush()
    assert person.stored("/data/a") == value


def test_a_position_is_typed_in_four_fields(talk: Talk) -> None:
    person = talk("""
        | survey |          |      |                 |                     |
        |        | type     | name | label::中文 (zh) | label::English (en) |
        |        | geopoint | here | 位置             | Position            |
        |        | text     | last | 完              | End                 |
    """)
    person.enters("99")
    person.press("Enter")
    assert "纬度" in person.fault()
    person.press("Ctrl+A")
    person.enters("32.184612")
    person.press("Tab")
    person.enters("115.031274")
    person.press("Enter")
    assert person.stored("/data/here").split()[:2] == ["32.184612", "115.031274"]
    assert person.here == "/data/last"


def test_rank_is_ordered_with_alt_and_arrows(talk: Talk) -> None:
    person = talk("""
        | survey  |           |      |                 |                     |
        |         | type      | name | label::中文 (zh) | label::English (en) |
        |         | rank r    | a    | 排一排           | Order them          |
        | choices |           |      |                 |                     |
        |         | list_name | name | label::中文 (zh) | label::English (en) |
        |         | r         | x    | 甲              | X                   |
        |         | r         | y    | 乙              | Y                   |
        |         | r         | z    | 丙              | Z                   |
    """)
    person.press("Alt+Down")
    assert person.stored("/data/a") == "y x z"

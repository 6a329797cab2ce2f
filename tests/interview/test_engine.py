"""The live form: rules, repeats, choices, texts. Behaviour as in the ODK XForms specification and JavaRosa."""

from __future__ import annotations

import pytest

from fieldapp.interview import Refused
from tests.scenario import Scenario, rows

HOUSEHOLD = """
    | survey   |              |        |                 |               |              |            |              |             |
    |          | type         | name   | label::zh       | label::en     | relevant     | constraint | calculation  | repeat_count|
    |          | integer      | n      | 几口人          | How many      |              | . <= 5     |              |             |
    |          | begin repeat | hh     | 家庭成员        | Members       |              |            |              | ${n}        |
    |          | calculate    | no     |                 |               |              |            | position(..) |             |
    |          | text         | name   | 第 ${no} 位姓名 | Name ${no}    |              |            |              |             |
    |          | integer      | age    | ${name}几岁     | Age of ${name}| ${name} != ''| . < 120    |              |             |
    |          | end repeat   |        |                 |               |              |            |              |             |
    |          | calculate    | total  |                 |               |              |            | sum(${age})  |             |
    |          | note         | summed | 共 ${total} 岁  | Sum ${total}  | ${total} > 0 |            |              |             |
    | settings |              |        |                 |               |              |            |              |             |
    |          | default_language |    |                 |               |              |            |              |             |
    |          | zh           |        |                 |               |              |            |              |             |
"""


def household(*members: tuple[str, int]) -> Scenario:
    s = Scenario(HOUSEHOLD)
    s.answer("/data/n", len(members))
    for at, (name, age) in enumerate(members, start=1):
        s.answer(f"/data/hh[{at}]/name", name)
        s.answer(f"/data/hh[{at}]/age", age)
    return s


def test_count_makes_instances_and_calculates_number_them():
    s = household(("王建国", 40), ("𠮷田﨑", 38))
    assert [s.value(f"/data/hh[{at}]/no") for at in (1, 2)] == ["1", "2"]
    assert s.value("/data/total") == "78"
    assert s.node("/data/summed").label == "共 78 岁"


def test_label_names_the_own_instance_in_each_language():
    s = household(("王建国", 40), ("李梅", 38))
    assert s.node("/data/hh[2]/age").label == "李梅几岁"
    s.interview.set_language("en")
    assert s.node("/data/hh[2]/age").label == "Age of 李梅"
    assert s.node("/data/hh[2]/name").label == "Name 2"


def test_a_smaller_count_hides_rows_and_a_larger_one_brings_them_back():
    s = household(("王", 40), ("李", 38))
    s.answer("/data/n", 1)
    assert not s.relevant("/data/hh[2]")
    assert s.value("/data/total") == "40"
    assert "李" not in s.interview.submission()
    s.answer("/data/n", 2)
    assert s.value("/data/hh[2]/name") == "李"
    assert s.value("/data/total") == "78"


def test_answer_behind_a_skip_is_kept_but_reads_as_empty():
    s = household(("王", 40))
    s.answer("/data/hh[1]/name", "")
    assert not s.relevant("/data/hh[1]/age")
    assert s.value("/data/hh[1]/age") == "40"
    assert s.value("/data/total") == "0"
    assert "<age>" not in s.interview.submission()
    s.answer("/data/hh[1]/name", "王")
    assert s.value("/data/total") == "40"


def test_constraint_is_asked_of_an_answer_only():
    s = household(("王", 40))
    assert s.node("/data/n").valid
    changes = s.answer("/data/n", 6)
    assert s.node("/data/n").violation.kind == "constraint"
    assert "/data/n" in changes.touched
    s.answer("/data/n", "")
    assert s.node("/data/n").valid


def test_a_count_beyond_reason_is_cut():
    s = Scenario(HOUSEHOLD.replace(". <= 5", ". <= 9"))
    s.answer("/data/n", 1_000_000_000)
    assert len(s.interview.rows("/data/hh")) == 10_000


REQUIRED = """
    | survey |             |      |       |             |          |               |         |
    |        | type        | name | label | required    | relevant | calculation   | default |
    |        | select_one yn | a  | A     | yes         |          |               |         |
    |        | text        | b    | B     | ${a} = '1'  |          |               |         |
    |        | begin group | g    | G     |             | ${a} = '1' |             |         |
    |        | integer     | c    | C     | yes         |          |               | 7       |
    |        | calculate   | d    |       |             |          | ${c} * 2      |         |
    |        | end group   |      |       |             |          |               |         |
    |        | calculate   | e    |       |             |          | ${d} + 1      |         |
    | choices |            |      |       |             |          |               |         |
    |        | list_name   | name | label |             |          |               |         |
    |        | yn          | 1    | 是    |             |          |               |         |
    |        | yn          | 0    | 否    |             |          |               |         |
"""


def test_required_follows_its_expression():
    s = Scenario(REQUIRED)
    assert not s.node("/data/b").required
    changes = s.answer("/data/a", "1")
    assert s.node("/data/b").violation.kind == "required"
    assert changes.structure
    assert [violation.reference for violation in s.interview.violations()] == ["/data/b"]


def test_group_that_turns_relevant_calculates_what_is_inside_and_what_reads_it():
    s = Scenario(REQUIRED)
    assert s.value("/data/g/d") == ""
    s.answer("/data/a", "1")
    assert (s.value("/data/g/d"), s.value("/data/e")) == ("14", "15")
    s.answer("/data/a", "0")
    assert s.value("/data/e") == ""


def test_default_survives_being_skipped():
    s = Scenario(REQUIRED)
    s.answer("/data/a", "0")
    s.answer("/data/a", "1")
    assert s.value("/data/g/c") == "7"


CASCADE = """
    | survey  |                                 |      |       |                |
    |         | type                            | name | label | choice_filter  |
    |         | select_one_from_file prov.csv   | prov | 省    |                |
    |         | select_one_from_file cnty.csv   | cnty | 县    | parent=${prov} |
    |         | select_multiple_from_file town.csv | town | 乡 | parent=${cnty} or name='0' |
"""


@pytest.fixture
def cascade():
    lists = {
        "prov": rows("name label label_en", "14 山西 Shanxi", "52 贵州 Guizhou"),
        "cnty": rows("name label parent", "0014 偏关 14", "5203 汇川 52", "14 同号县 52"),
        "town": rows("name label parent", "1 甲 0014", "2 乙 0014", "3 丙 5203", "0 不在清单 -"),
    }
    return Scenario(CASCADE, lists)


def test_cascade_offers_what_the_parent_holds(cascade):
    assert cascade.choices("/data/cnty") == []
    cascade.answer("/data/prov", "14")
    assert cascade.choices("/data/cnty") == ["0014"]
    cascade.answer("/data/cnty", "0014")
    assert cascade.choices("/data/town") == ["1", "2", "0"]


def test_changing_the_parent_clears_what_is_no_longer_offered_as_one_step(cascade):
    cascade.answer("/data/prov", "14")
    cascade.answer("/data/cnty", "0014")
    cascade.answer("/data/town", "1 0")
    changes = cascade.answer("/data/prov", "52")
    assert cascade.value("/data/cnty") == ""
    assert cascade.value("/data/town") == "0"
    cascade.undo(changes)
    assert cascade.value("/data/town") == "1 0"
    assert cascade.value("/data/prov") == "14"


def test_missing_list_costs_no_answer():
    s = Scenario(CASCADE)
    s.interview.apply(())
    s.answer("/data/prov", "14")
    assert s.choices("/data/prov") == []
    assert s.value("/data/prov") == "14"


NESTED = """
    | survey |              |       |       |                        |              |
    |        | type         | name  | label | calculation            | repeat_count |
    |        | begin repeat | house | 户    |                        |              |
    |        | text         | head  | 户主  |                        |              |
    |        | begin repeat | job   | 工作  |                        |              |
    |        | integer      | pay   | 工资  |                        |              |
    |        | calculate    | place |       | position(..)           |              |
    |        | end repeat   |       |       |                        |              |
    |        | calculate    | pays  |       | sum(${pay})            |              |
    |        | end repeat   |       |       |                        |              |
    |        | calculate    | all   |       | sum(${pays})           |              |
    |        | calculate    | second|       | indexed-repeat(${pays}, ${house}, 2) | |
"""


def test_nested_repeats_sum_their_own_instances():
    s = Scenario(NESTED)
    s.interview.add_repeat("/data/house")
    for house, pays in ((1, (100, 200)), (2, (5,))):
        for at, pay in enumerate(pays, start=1):
            while len(s.interview.rows(f"/data/house[{house}]/job")) < at:
                s.interview.add_repeat(f"/data/house[{house}]/job")
            s.answer(f"/data/house[{house}]/job[{at}]/pay", pay)
    assert [s.value(f"/data/house[{at}]/pays") for at in (1, 2)] == ["300", "5"]
    assert s.value("/data/all") == "305"
    assert s.value("/data/second") == "5"


def test_removing_an_instance_renumbers_the_later_ones_and_undo_puts_it_back():
    s = Scenario(NESTED)
    for _ in range(2):
        s.interview.add_repeat("/data/house[1]/job")
    last = len(s.interview.rows("/data/house[1]/job"))
    for at in range(1, last + 1):
        s.answer(f"/data/house[1]/job[{at}]/pay", at)
    before = s.state()
    changes = s.interview.remove_repeat("/data/house[1]/job[1]")
    assert s.value("/data/house[1]/job[1]/pay") == "2"
    assert s.value("/data/house[1]/job[1]/place") == "1"
    s.undo(changes)
    assert s.state() == before


def test_type_that_cannot_hold_the_text_refuses_and_changes_nothing():
    s = Scenario(HOUSEHOLD)
    s.answer("/data/n", 2)
    for bad in ("1.9", "二", "1e3", " "):
        with pytest.raises(Refused):
            s.answer("/data/n", bad)
    assert s.value("/data/n") == "2"


def test_long_numbers_keep_every_digit():
    s = Scenario(HOUSEHOLD.replace(". <= 5", "true()").replace("| ${n}", "| 0"))
    s.answer("/data/n", "123456789012345678")
    assert s.value("/data/n") == "123456789012345678"


def test_metadata_is_set_once():
    s = Scenario(
        """
        | survey |          |       |       |
        |        | type     | name  | label |
        |        | start    | start |       |
        |        | today    | today |       |
        |        | username | who   |       |
        |        | deviceid | where |       |
        |        | end      | end   |       |
        |        | text     | a     | A     |
        """
    )
    assert s.value("/data/start") == "2026-01-15T10:30:00.000Z"
    assert s.value("/data/today") == "2026-01-15"
    assert (s.value("/data/who"), s.value("/data/where")) == ("李梅", "laptop-03")
    assert s.value("/data/meta/instanceID").startswith("uuid:")
    assert s.value("/data/end") == ""
    s.interview.finish()
    assert s.value("/data/end") == "2026-01-15T10:30:00.000Z"


RUNNING = """
    | survey |              |         |        |             |
    |        | type         | name    | label  | calculation |
    |        | begin repeat | item    | 项目   |             |
    |        | integer      | amount  | 金额   |             |
    |        | calculate    | running |        | coalesce(${amount}, 0) + if(position(..) = 1, 0, coalesce(indexed-repeat(${running}, ${item}, position(..) - 1), 0)) |
    |        | end repeat   |         |        |             |
"""


def test_running_total_follows_an_early_change_through_all_instances():
    s = Scenario(RUNNING)
    while len(s.interview.rows("/data/item")) < 30:
        s.interview.add_repeat("/data/item")
    for at in range(1, 31):
        s.answer(f"/data/item[{at}]/amount", at)
    assert s.value("/data/item[30]/running") == "465"
    changes = s.answer("/data/item[1]/amount", 101)
    assert s.value("/data/item[30]/running") == "565"
    assert len(changes.steps) == 31


def test_rules_in_a_circle_end():
    s = Scenario(
        """
        | survey |           |      |       |             |            |
        |        | type      | name | label | calculation | relevant   |
        |        | integer   | n    | N     |             |            |
        |        | calculate | a    |       | ${b} + ${n} |            |
        |        | calculate | b    |       | ${a} + 1    |            |
        |        | integer   | c    | C     |             | ${c} = '' or ${c} < 3 |
        """
    )
    changes = s.answer("/data/n", 1)
    assert len(changes.steps) < 500
    s.answer("/data/c", 5)
    assert s.value("/data/c") == "5"


TOTALS = """
    | survey |              |         |          |                              |          |
    |        | type         | name    | label    | calculation                  | relevant |
    |        | integer      | start   | 起始     |                              |          |
    |        | begin_repeat | item    | 项       |                              |          |
    |        | integer      | amount  | 金额     |                              |          |
    |        | calculate    | running |          | coalesce(${amount}, 0) + if(position(..) = 1, coalesce(${start}, 0), coalesce(indexed-repeat(${running}, ${item}, position(..) - 1), 0)) | |
    |        | text         | note    | 说明     |                              | indexed-repeat(${amount}, ${item}, position(..) + 1) > 5 |
    |        | begin_repeat | part    | 部分     |                              |          |
    |        | integer      | size    | 大小     |                              |          |
    |        | calculate    | outer   |          | concat(${size}, '/', indexed-repeat(${size}, ${item}, 2, ${part}, position(..))) | |
    |        | end_repeat   |         |          |                              |          |
    |        | end_repeat   |         |          |                              |          |
    |        | calculate    | third   |          | indexed-repeat(${running}, ${item}, 3) | |
"""


def test_a_running_total_follows_its_instances_and_runs_no_others():
    s = Scenario(TOTALS)
    while len(s.interview.rows("/data/item")) < 5:
        s.interview.add_repeat("/data/item")
    for place, amount in enumerate((5, 7, 9, 11), start=1):
        s.answer(f"/data/item[{place}]/amount", amount)
    assert [s.value(f"/data/item[{place}]/running") for place in (1, 2, 3, 4)] == ["5", "12", "21", "32"]
    changes = s.answer("/data/item[4]/amount", 100)
    assert not any("/item[1]/" in reference or "/item[2]/" in reference for reference in changes.touched)
    before = s.state()
    removed = s.interview.remove_repeat("/data/item[2]")
    assert s.value("/data/third") == s.value("/data/item[3]/running")
    s.undo(removed)
    assert s.state() == before


def test_a_nested_count_is_read_from_the_instance_around_it():
    s = Scenario("""
    | survey |              |      |       |              |
    |        | type         | name | label | repeat_count |
    |        | begin_repeat | hh   | 户    |              |
    |        | integer      | n    | 人数  |              |
    |        | begin_repeat | p    | 人    | ${n}         |
    |        | text         | name | 姓名  |              |
    |        | end_repeat   |      |       |              |
    |        | end_repeat   |      |       |              |
    """)
    s.interview.add_repeat("/data/hh")
    s.answer("/data/hh[1]/n", 2)
    s.answer("/data/hh[2]/n", 3)
    assert [len(s.interview.rows(f"/data/hh[{at}]/p")) for at in (1, 2)] == [2, 3]


def test_a_calculate_with_words_of_the_form_keeps_its_language_and_is_shown_in_the_present_one():
    s = Scenario(
        """
        | survey  |                  |      |           |                |                            |
        |         | type             | name | label::zh | label::en      | calculation                |
        |         | select_one p     | a    | 政策      | Policy         |                            |
        |         | calculate        | w    |           |                | jr:choice-name(${a}, '${a}') |
        |         | text             | b    | ${w}？    | What of ${w}?  |                            |
        | choices |                  |      |           |                |                            |
        |         | list_name        | name | label::zh | label::en      |                            |
        |         | p                | 1    | 创业补贴  | Start-up grant |                            |
        """,
        language="zh",
    )
    s.answer("/data/a", "1")
    s.interview.set_language("en")
    assert s.value("/data/w") == "创业补贴"
    assert s.node("/data/w").shown == "Start-up grant"
    assert s.node("/data/b").label == "What of Start-up grant?"

"""Choices and values from files: search(), itemsets.csv, pulldata(), last-saved, randomize, repeats."""

from __future__ import annotations

import pytest

from fieldapp.form import read_xform
from fieldapp.interview import Interview
from tests.scenario import FakeHost, Scenario, rows

TOWNS = rows("code name district sortby", "t3 丙 乙县 3", "t1 甲 甲县 1", "t2 乙 甲县 2", "t10 𠮷野 甲县 10")
SEARCH = """
    | survey  |                  |      |          |                                                        |
    |         | type             | name | label    | appearance                                             |
    |         | text             | d    | District |                                                        |
    |         | select_one towns | t    | Town     | minimal search('towns', 'matches', 'district', ${d})   |
    |         | select_one towns | a    | Town     | search('towns')                                        |
    |         | select_one towns | f    | Town     | search('towns', 'contains', 'name,code', 'T1', 'district', ${d}) |
    | choices |                  |      |          |                                                        |
    |         | list_name        | name | label    |                                                        |
    |         | towns            | code | name     |                                                        |
    |         | towns            | -9   | Unknown  |                                                        |
"""


def test_search_takes_choices_from_a_file_in_its_order():
    s = Scenario(SEARCH, {"towns": TOWNS})
    assert s.choices("/data/a") == ["t1", "t2", "t3", "t10", "-9"]
    assert [choice.label for choice in s.node("/data/a").choices()][-2:] == ["𠮷野", "Unknown"]
    s.answer("/data/d", "甲县")
    assert s.choices("/data/t") == ["t1", "t2", "t10", "-9"]
    assert s.choices("/data/f") == ["t1", "t10", "-9"]


def test_search_withholds_what_its_file_no_longer_offers():
    s = Scenario(SEARCH, {"towns": TOWNS})
    s.answer("/data/d", "甲县")
    s.answer("/data/t", "t1")
    s.answer("/data/d", "乙县")
    assert s.value("/data/t") == ""
    s.answer("/data/d", "甲县")
    assert s.value("/data/t") == "t1"


def test_search_without_its_file_offers_what_the_form_holds():
    s = Scenario(SEARCH)
    assert s.choices("/data/a") == ["code", "-9"]


def test_search_and_pulldata_name_files_that_the_form_needs():
    s = Scenario(SEARCH)
    assert s.definition.instances["towns"].file_name == "towns.csv"


EXTERNAL = """
    | survey           |                            |        |       |               |
    |                  | type                       | name   | label | choice_filter |
    |                  | text                       | state  | State |               |
    |                  | select_one_external towns  | town   | Town  | state=${state} |
    | choices          |                            |        |       |               |
    |                  | list_name                  | name   | label |               |
    |                  | any                        | x      | X     |               |
    | external_choices |                            |        |       |               |
    |                  | list_name                  | name   | label | state         |
    |                  | towns                      | a      | A     | s1            |
"""
ITEMSETS = rows("list_name name label state", "towns a 甲 s1", "towns b 乙 s2", "other c 丙 s1")


def test_select_one_external_filters_itemsets_csv():
    s = Scenario(EXTERNAL, {"itemsets": ITEMSETS})
    s.answer("/data/state", "s1")
    assert [(c.value, c.label) for c in s.node("/data/town").choices()] == [("a", "甲")]
    s.answer("/data/town", "a")
    s.answer("/data/state", "s2")
    assert (s.value("/data/town"), s.choices("/data/town")) == ("", ["b"])


def test_select_one_external_without_its_file_keeps_the_answer():
    s = Scenario(EXTERNAL)
    s.answer("/data/town", "a")
    s.answer("/data/state", "s2")
    assert s.value("/data/town") == "a"


LAST_SAVED = """
    | survey |      |      |       |                      |
    |        | type | name | label | default              |
    |        | text | v    | 村    | ${last-saved#v}      |
    |        | text | w    | 户    |                      |
"""


class Saved(FakeHost):
    xml: str | None = None

    def last_saved(self) -> str | None:
        return self.xml


def test_last_saved_is_blank_the_first_time_and_holds_the_answers_afterwards():
    host = Saved()
    first = Scenario(LAST_SAVED, host=host)
    assert first.value("/data/v") == ""
    first.answer("/data/v", "甲村")
    host.xml = first.interview.submission()
    assert Scenario(LAST_SAVED, host=host).value("/data/v") == "甲村"
    assert Scenario(LAST_SAVED).value("/data/v") == ""


REPEAT_CHOICES = """
    | survey |                   |      |       |               |
    |        | type              | name | label | choice_filter |
    |        | begin_repeat      | p    | 人    |               |
    |        | text              | n    | 姓名  |               |
    |        | integer           | age  | 年龄  |               |
    |        | end_repeat        |      |       |               |
    |        | select_one ${n}   | head | 户主  | ${age} >= 18  |
"""


def test_select_from_a_repeat_follows_its_instances():
    s = Scenario(REPEAT_CHOICES)
    while len(s.interview.rows("/data/p")) < 3:
        s.interview.add_repeat("/data/p")
    for place, (name, age) in enumerate([("张三", 40), ("李四", 12), ("王五", 33)], start=1):
        s.answer(f"/data/p[{place}]/n", name)
        s.answer(f"/data/p[{place}]/age", age)
    assert s.choices("/data/head") == ["张三", "王五"]
    s.answer("/data/head", "王五")
    s.answer("/data/p[3]/age", 3)
    assert s.value("/data/head") == ""
    s.interview.remove_repeat("/data/p[1]")
    assert s.choices("/data/head") == []


RANDOM = """
    | survey  |              |      |       |                        |
    |         | type         | name | label | parameters             |
    |         | integer      | seed | 种子  |                        |
    |         | select_one l | q    | 题    | randomize=true, seed=${seed} |
    | choices |              |      |       |                        |
    |         | list_name    | name | label |                        |
    |         | l            | a    | 甲    |                        |
    |         | l            | b    | 乙    |                        |
    |         | l            | c    | 丙    |                        |
    |         | l            | d    | 丁    |                        |
"""


@pytest.mark.parametrize(("seed", "order"), [(42, "adcb"), (1, "bdca"), (33, "dacb"), (2147483647, "cbda")])
def test_randomized_choices_stand_in_the_order_of_collect(seed, order):
    s = Scenario(RANDOM)
    s.answer("/data/seed", seed)
    assert "".join(s.choices("/data/q")) == order


PULL = """
    | survey |           |      |       |                                             |
    |        | type      | name | label | calculation                                 |
    |        | text      | k    | 编号  |                                             |
    |        | calculate | v    |       | pulldata('people', 'name', 'code', ${k})    |
"""


def test_pulldata_reads_the_first_row_with_the_key():
    people = rows("code name", "011 张三", "11 李四", "011 王五")
    s = Scenario(PULL, {"people": people})
    s.answer("/data/k", "011")
    assert s.value("/data/v") == "张三"
    s.answer("/data/k", "9")
    assert s.value("/data/v") == ""


TREE = b"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>
 <instance><data id="t"><a/><b/></data></instance>
 <instance id="tree"><house owner="x"><room><size>3</size></room><room><size>4</size></room></house></instance>
 <bind nodeset="/data/a" calculate="sum(instance('tree')/house/room/size)"/>
 <bind nodeset="/data/b" calculate="instance('tree')/house/@owner"/></model></h:head><h:body/></h:html>"""


def test_an_instance_that_is_no_table_is_read_as_a_tree():
    interview = Interview.start(read_xform(TREE), FakeHost())
    a, b = interview.node("/data/a"), interview.node("/data/b")
    assert a is not None
    assert b is not None
    assert (a.value, b.value) == ("7", "x")

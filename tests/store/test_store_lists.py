"""A list in a table file is the same list as one in memory."""

import csv
import io
from contextlib import ExitStack, closing

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.form import MemoryList, parse_csv
from fieldapp.problems import LIST_DAMAGED, LIST_UNREADABLE, Problem
from fieldapp.store import TableList, add_list, list_path
from tests.form.list_contract import check_contract

TOWNS = """\ufeffname,label,label_en,parent
140932100,新关镇,Xinguan,140932
140932101,"老营镇
（旧）",Laoying,140932
140932102,𠮷乡,Ji "special",140932
520303001,汇川,Huichuan,520303
,,,
short,only two
"""


def both(content: bytes, folder, key=None):
    sha256, rows = add_list(folder, content, "towns.csv", key)
    memory = MemoryList(*parse_csv(content, "towns.csv"))
    assert rows == len(memory.rows())
    return memory, TableList(list_path(folder, sha256), key)


def table_of(columns, rows):
    text = io.StringIO(newline="")
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue().encode()


def cells(rows, columns):
    return [(row.position, [row.get(column) for column in columns]) for row in rows]


def same(memory, table, ask):
    """Both answer alike, read through the columns of the list and one that is not there."""
    columns = [*memory.columns, "nothing"]
    assert cells(ask(table), columns) == cells(ask(memory), columns)


@pytest.mark.parametrize(
    "ask",
    [
        lambda source: source.rows(),
        lambda source: source.find("parent", "140932"),
        lambda source: source.find("name", "140932102"),
        lambda source: source.find("name", "14093210"),
        lambda source: source.find("label", "𠮷乡"),
        lambda source: source.find("label_en", ""),
        lambda source: source.find("nothing", "x"),
        lambda source: source.find("nothing", ""),
        lambda source: source.search("JI", 10),
        lambda source: source.search("镇", 1),
        lambda source: source.search("营镇\n（", 9),
        lambda source: source.search("", 3),
        lambda source: source.search("镇", 0),
        lambda source: source.search("镇Xinguan", 9),
    ],
)
def test_it_answers_as_the_list_in_memory_does(tmp_path, ask, key):
    memory, table = both(TOWNS.encode(), tmp_path, key)
    with closing(table):
        assert tuple(table.columns) == tuple(memory.columns)
        same(memory, table, ask)


CELL = st.text(st.sampled_from('aA中𠮷İß0 ,"\n\x1f'), max_size=3)


@settings(max_examples=30, deadline=None)
@given(
    rows=st.lists(st.lists(CELL, min_size=1, max_size=4), max_size=6),
    value=CELL,
    column=st.sampled_from("abc"),
)
def test_any_list(tmp_path_factory, rows, value, column):
    memory, table = both(table_of(["a", "b", "label"], rows), tmp_path_factory.mktemp("list"))
    with closing(table):
        same(memory, table, lambda source: source.rows())
        same(memory, table, lambda source: source.find(column, value))
        same(memory, table, lambda source: source.search(value, 3))


def test_rows_is_a_sequence_that_is_read_as_it_is_walked(tmp_path):
    memory, table = both(TOWNS.encode(), tmp_path)
    with closing(table):
        rows = table.rows()
        assert len(rows) == len(memory.rows()) == 6
        assert rows[-1].get("name") == "short"
        assert [row.position for row in rows[1:3]] == [1, 2]
        with pytest.raises(IndexError):
            rows[6]


def test_the_same_bytes_are_one_file_and_come_back(tmp_path):
    first, second = add_list(tmp_path, TOWNS.encode(), "a"), add_list(tmp_path, TOWNS.encode(), "b")
    assert first == second
    assert sorted(file.name for file in tmp_path.iterdir()) == [f"{first[0]}.db", f"{first[0]}.sum"]
    with closing(TableList(list_path(tmp_path, first[0]))) as table:
        assert table.content() == TOWNS.encode()


@pytest.mark.parametrize("content", [b"", "名称".encode("gb18030") + b"\xff\xfe", b"\x00\xff"])
def test_what_is_no_list_leaves_no_file(tmp_path, content):
    with pytest.raises(Problem) as caught:
        add_list(tmp_path, content, "towns.csv")
    assert caught.value.kind is LIST_UNREADABLE
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_table_file(tmp_path):
    sha256, _ = add_list(tmp_path, TOWNS.encode(), "towns.csv")
    list_path(tmp_path, sha256).write_bytes(b"")
    with pytest.raises(Problem) as caught:
        TableList(list_path(tmp_path, sha256))
    assert caught.value.kind is LIST_DAMAGED
    assert add_list(tmp_path, TOWNS.encode(), "towns.csv")[0] == sha256
    assert TableList(list_path(tmp_path, sha256)).content() == TOWNS.encode()


def test_it_keeps_the_contract_of_all_lists(tmp_path, key):
    with ExitStack() as opened:

        def make(columns, rows):
            return opened.enter_context(closing(both(table_of(columns, rows), tmp_path, key)[1]))

        check_contract(make)

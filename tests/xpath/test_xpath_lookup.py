"""Lists by an index: the same rows as reading every row, always."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.xpath import compile
from tests.xpath.fake import Fake, World, at, find, leaf, table

COLUMNS = ["name", "县", "n"]
CELLS = st.sampled_from(["", "a", "b", "临洮", "𠮷", "1", "1.0", "01", " a"])
_OPERANDS = """
'a'; ''; '临洮'; 1; '1.0'; /data/s; /data/n; /data/e; /data/many; current()/../s; true(); concat('', /data/s);
string(/data/n); 县; ../item/n; position(); 1 + 0; /data/d
"""
OPERANDS = st.sampled_from([operand.strip() for operand in _OPERANDS.split(";")])


def _comparison(column: str, operator: str, operand: str, swapped: bool) -> str:
    return f"{operand} {operator} {column}" if swapped else f"{column} {operator} {operand}"


CONDITIONS: st.SearchStrategy[str] = st.recursive(
    st.builds(
        _comparison,
        st.sampled_from(["name", "县", "n", "./name", "none"]),
        st.sampled_from(["=", "=", "=", "!=", ">"]),
        OPERANDS,
        st.booleans(),
    )
    | st.sampled_from(["selected('a b', name)", "position() < 3", "2", "starts-with(县, '临')"]),
    lambda inner: st.builds("({} {} {})".format, inner, st.sampled_from(["and", "and", "or"]), inner),
    max_leaves=5,
)


def world(rows: list[tuple[str, str, str]]) -> tuple[World, Fake]:
    form = Fake(
        "data",
        *(leaf("s", "临洮"), leaf("n", "1", "int"), leaf("e"), leaf("d", "2024-02-29", "date")),
        *(leaf("many", "a"), leaf("many", "b"), leaf("out")),
    )
    return World({"v": table(" ".join(COLUMNS), *("|".join(row) for row in rows))}), find(form, "out")


@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=8),
    st.lists(CONDITIONS, min_size=1, max_size=2),
    st.sampled_from(["", "/name", "[1]", "[last()]/县", "/.."]),
)
@settings(max_examples=300, deadline=None)
def test_index_and_scan_agree(rows: list[tuple[str, str, str]], conditions: list[str], rest: str) -> None:
    lists, out = world(rows)
    filters = "".join(f"[{condition}]" for condition in conditions)
    expression = compile(f"instance('v')/root/item{filters}{rest}", ("data", "out"))
    by_index = expression.nodes(at(out, lists))
    lists.indexed = False
    by_scan = expression.nodes(at(out, lists))
    assert [id(node) for node in by_index] == [id(node) for node in by_scan]


@pytest.mark.parametrize(
    ("condition", "asked"),
    [
        ("name = /data/s", [("v", "name", "临洮")]),
        ("/data/s = name", [("v", "name", "临洮")]),
        ("县 = 'a' and name = 'b'", [("v", "name", "b")]),
        ("name = 'a' or 县 = 'b'", [("v", "name", "a"), ("v", "县", "b")]),
        ("name = /data/e", [("v", "name", "")]),
        ("name = /data/d", [("v", "name", "2024-02-29")]),
        ("name = 'a' or n > 1", []),
        ("n = 1", []),
        ("n = /data/n", []),
        ("name = 县", []),
        ("name = 'a' and position() = 1", []),
        ("name != 'a'", []),
        ("name = /data/many", []),
        ("name = uuid()", []),
        ("name = instance('v')/root/item[n = 'x']/县", [("v", "n", "x"), ("v", "name", "")]),
    ],
)
def test_what_is_looked_up(condition: str, asked: list[tuple[str, str, str]]) -> None:
    lists, out = world([])
    compile(f"instance('v')/root/item[{condition}]", ("data", "out")).nodes(at(out, lists))
    assert lists.looked_up == asked


def test_or_keeps_the_order_of_the_list_and_names_no_row_twice() -> None:
    lists, out = world([("b", "x", "1"), ("a", "y", "2"), ("c", "y", "3"), ("a", "x", "4")])
    text = "join(' ', instance('v')/root/item[name = 'a' or 县 = 'x' or name = 'a']/n)"
    assert compile(text, ("data", "out")).string(at(out, lists)) == "1 2 4"


def test_rows_of_another_shape_are_not_taken_for_items() -> None:
    lists, out = world([("a", "x", "1")])
    for path in ("root/row[name = 'a']", "other/item[name = 'a']", "root/*[name = 'b']"):
        assert compile(f"instance('v')/{path}", ("data", "out")).nodes(at(out, lists)) == []


def test_a_list_that_is_not_at_hand_is_empty() -> None:
    lists, out = world([])
    assert compile("instance('none')/root/item[name = 'a']/n", ("data", "out")).string(at(out, lists)) == ""
    assert compile("count(instance(concat('v', ''))/root)", ("data", "out")).number(at(out, lists)) == 1

"""Lists in memory and the CSV reader."""

from __future__ import annotations

import pytest

from fieldapp.form import MemoryList, find_list_file, parse_csv, read_csv
from fieldapp.problems import Problem
from tests.form.list_contract import check_contract


def test_memory_list_keeps_the_contract():
    check_contract(MemoryList)


def test_csv_with_byte_order_mark_quotes_and_line_breaks(tmp_path):
    path = tmp_path / "towns.csv"
    path.write_bytes('\ufeffname,label\r\n007,"㐂镇\n（旧）"\r\n\r\n'.encode())
    source = read_csv(path)
    assert tuple(source.columns) == ("name", "label")
    assert [row.cells for row in source.rows()] == [{"name": "007", "label": "㐂镇\n（旧）"}]


@pytest.mark.parametrize("content", [b"", b"\n\n", "名,标".encode("gbk")], ids=["empty", "blank", "gbk"])
def test_unreadable_csv_says_so(content):
    with pytest.raises(Problem) as caught:
        parse_csv(content, "名单.csv")
    assert caught.value.kind.code == "list-unreadable"


def test_list_lies_beside_the_form_or_in_the_lists_folder(tmp_path):
    form = tmp_path / "kit" / "form.xlsx"
    (tmp_path / "lists").mkdir()
    form.parent.mkdir()
    (tmp_path / "lists" / "a.csv").write_text("name\n")
    assert find_list_file(form, "a.csv") == tmp_path / "lists" / "a.csv"
    (form.parent / "a.csv").write_text("name\n")
    assert find_list_file(form, "a.csv") == form.parent / "a.csv"
    assert find_list_file(form, "b.csv") is None

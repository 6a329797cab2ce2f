"""Lists in memory and the CSV reader."""

from __future__ import annotations

import pytest

from fieldapp.form import MemoryList, find_list_file, parse_csv, read_csv, read_external
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


def test_xml_table_and_geojson_are_rows():
    xml = "<root><item><name>1</name><label>㐂镇</label></item><item><name>2</name></item></root>"
    source = read_external(xml.encode(), "towns.xml")
    assert [row.cells for row in source.rows()] == [
        {"name": "1", "label": "㐂镇"},
        {"name": "2", "label": ""},
    ]
    geojson = """{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "w1",
        "geometry": {"type": "Point", "coordinates": [111.5, 39.4]}, "properties": {"title": "水井", "deep": null}}]}"""
    source = read_external(geojson.encode(), "wells.geojson")
    assert source.rows()[0].cells == {"geometry": "39.4 111.5 0 0", "id": "w1", "title": "水井", "deep": ""}


def test_xml_that_is_no_table_stays_a_tree():
    found = read_external(b"<a><b c='1'><d/></b></a>", "tree.xml")
    assert found.xml == '<a><b c="1"><d/></b></a>'


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xml", b"<a>"), ("a.geojson", b"{}"), ("a.geojson", b'{"features": [1]}'), ("a.geojson", b"\xff")],
)
def test_external_file_that_does_not_fit_its_ending(name, content):
    with pytest.raises(Problem) as caught:
        read_external(content, name)
    assert caught.value.kind.code == "list-unreadable"

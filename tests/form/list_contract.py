"""What every `ListSource` keeps to; run on the list in memory here and on the SQLite list in tests/store."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fieldapp.form import ListSource

COLUMNS = ("name", "label", "parent")
ROWS = (
    ("140932100", "𠮷家坪镇", "140932"),
    ("007", "﨑村", "140932"),
    ("7", 'O\'Neil, "quoted"', "1"),
    ("", "", "140932"),
    ("9" * 18, "重庆（县）", "1"),
)
Maker = Callable[[Sequence[str], Sequence[Sequence[str]]], ListSource]


def check_contract(make: Maker) -> None:
    """Raise AssertionError where the implementation differs from the contract."""
    source = make(COLUMNS, ROWS)
    assert tuple(source.columns) == COLUMNS
    assert [row.position for row in source.rows()] == [0, 1, 2, 3, 4]
    assert [row.get("name") for row in source.find("parent", "140932")] == ["140932100", "007", ""]
    assert [row.get("label") for row in source.find("name", "7")] == ['O\'Neil, "quoted"']
    assert [row.get("label") for row in source.find("name", "9" * 18)] == ["重庆（县）"]
    assert list(source.find("nothing", "7")) == []
    assert list(source.find("name", "140932100 ")) == []
    assert source.rows()[0].get("nothing") == ""
    assert [row.position for row in source.search("𠮷", 5)] == [0]
    assert [row.position for row in source.search("o'neil", 5)] == [2]
    assert [row.position for row in source.search("1409", 2)] == [0, 1]
    assert list(make(COLUMNS, ()).rows()) == []
    find_all = getattr(source, "find_all", None)
    if find_all is not None:  # optional: it may find too much, never too little, in list order
        found = [row.position for row in find_all([("parent", "140932"), ("name", "007")])]
        assert 1 in found
        assert found == sorted(found)
        assert set(found) <= {0, 1, 3}
        assert list(find_all([("parent", "1"), ("nothing", "7")])) == []
        assert 2 in [row.position for row in find_all([("nothing", ""), ("name", "7")])]

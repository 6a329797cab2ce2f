"""Rows and texts put aside while the sheet before is being written."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.export.misfits import Misfits, Spool


def test_rows_come_back_in_order_however_many() -> None:
    for count in (0, 1, 499, 500, 501, 1_500):
        spool = Spool()
        rows = [(f"键{number}", number, number / 3, None, "𠮷") for number in range(count)]
        for row in rows:
            spool.add(row)
        assert list(spool.rows()) == rows
        assert spool.count == count
        spool.close()


@given(st.text(st.characters(codec="utf-8"), min_size=1).map(lambda text: text * 40))
def test_the_parts_of_a_text_make_the_whole(text: str) -> None:
    misfits = Misfits()
    misfits.of("a")(text * 200)
    misfits.place("study", "uuid:1")
    parts = list(misfits.parts())
    misfits.close()
    assert [part.number for part in parts] == list(range(1, len(parts) + 1))
    assert all(len(part.text.encode("utf-16-le")) // 2 <= 32_000 for part in parts)
    joined = "".join(part.text for part in parts)
    assert "\r" not in joined
    if text.replace("\n", "").isprintable():
        assert joined == text * 200

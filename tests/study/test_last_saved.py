"""`${last-saved#...}`: the answers of the interview finished last on this laptop are defaults of the next."""

from __future__ import annotations

from pathlib import Path

from pyxform.xls2xform import convert

from fieldapp import study
from fieldapp.session import Session

FORM = """
| survey   |      |         |       |                       |
|          | type | name    | label | default               |
|          | text | village | 村    | ${last-saved#village} |
| settings |      |         |       |                       |
|          | form_id | version |    |                       |
|          | places  | 1       |    |                       |
"""


def test_the_next_interview_begins_with_the_last_village(tmp_path: Path) -> None:
    path = tmp_path / "places.xml"
    path.write_text(convert(FORM, validate=False).xform, "utf-8")
    place = study.create(tmp_path / "study", "调查")
    sha256 = place.add_form(path).sha256
    first = Session.start(place, sha256)
    assert first.interview.node("/data/village").value == ""
    first.answer("/data/village", "𠮷家坪 3 组")
    first.finalize()
    second = Session.start(place, sha256)
    assert second.interview.node("/data/village").value == "𠮷家坪 3 组"
    place.close()

"""Workbooks: without personal values, with codes for them, or with nothing but them."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp import study
from fieldapp.export import Options, Personal, export_study
from fieldapp.session import Session
from fieldapp.study import Study, deleting
from tests.contacts.support import ADDRESS, ID_NO, MEMBERS, NAME, PERSONAL, PHONE, fill
from tests.export.forms import read


@pytest.fixture
def finished(place: Study, session: Session) -> Study:
    """Two interviews of one person, and one of another."""
    fill(session)
    session.finalize()
    for number, name in (("2", NAME), ("3", "别人")):
        other = Session.start(place, session.form_sha256)
        other.answer("/data/case_id", f"RET-000{number}")
        other.answer("/data/name", name)
        other.finalize()
    return place


def book(place: Study, personal: Personal) -> dict[str, list[dict[str, object]]]:
    reading = study.open(place.folder, exclusive=False)
    target = place.layout.exports / f"{personal}.xlsx"
    export_study(reading.store, "door", target, Options(personal=personal))
    reading.close()
    return read(target)


def test_no_table_holds_a_personal_value_nor_a_token(finished: Study) -> None:
    sheets = str(book(finished, Personal.OUT))
    assert not [value for value in (*PERSONAL, "pd:") if value in sheets]
    assert "RET-0001" in sheets


def test_the_workbook_of_contacts_holds_nothing_else_and_joins_by_key(finished: Study) -> None:
    sheets, answers = book(finished, Personal.ONLY), book(finished, Personal.OUT)
    first = sheets["door"][0]
    assert (first["name"], first["phone"], first["id_no"]) == (NAME, PHONE, ID_NO)
    assert first["address"] == ADDRESS
    assert [row["h_name"] for row in sheets["hh"][:3]] == list(MEMBERS)
    assert {"case_id", "age", "remark", "long_no"} & set(first) == set()
    assert [row["_key"] for row in sheets["door"]] == [row["_key"] for row in answers["door"]]


def test_codes_are_equal_for_equal_values_and_stay(finished: Study) -> None:
    one, two = (book(finished, Personal.CODES) for _ in range(2))
    names = [row["name"] for row in one["door"]]
    assert names[0] == names[1] != names[2]
    assert names == [row["name"] for row in two["door"]]
    assert not [value for value in (*PERSONAL, "pd:") if value in str(one)]


def test_codes_outlive_the_values(finished: Study) -> None:
    before = book(finished, Personal.CODES)
    deleting.delete(finished)
    assert book(finished, Personal.CODES)["door"] == before["door"]
    assert book(finished, Personal.ONLY)["door"][0]["name"] in ("deleted", "已删除")


def test_another_study_has_other_codes(tmp_path: Path, finished: Study) -> None:
    from tests.contacts.support import contact_study

    (tmp_path / "b").mkdir()
    other, sha256 = contact_study(tmp_path / "b")
    session = Session.start(other, sha256)
    fill(session)
    session.finalize()
    codes = {str(book(one, Personal.CODES)["door"][0]["name"]) for one in (finished, other)}
    assert len(codes) == 2
    other.close()

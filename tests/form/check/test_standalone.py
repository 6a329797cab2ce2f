"""The columns `exclusive` and `missing`."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from fieldapp.form.check import check_form


def codes(folder: Path, *, exclusive: str, kind: str, missing: str) -> set[str]:
    book = openpyxl.Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in (
        ("type", "name", "label", "missing"),
        (f"{kind} l", "a", "题", ""),
        ("date", "d", "哪天", missing),
    ):
        survey.append(row)
    choices = book.create_sheet("choices")
    for row in (
        ("list_name", "name", "label", "exclusive"),
        ("l", "1", "甲", ""),
        ("l", "0", "都没有", exclusive),
    ):
        choices.append(row)
    settings = book.create_sheet("settings")
    for row in (("form_id", "version", "missing_codes"), ("alone", "1", "98 9998-01-01")):
        settings.append(row)
    book.save(folder / "form.xlsx")
    return {one.code for one in check_form(folder / "form.xlsx").findings}


def test_a_form_that_uses_both_well(tmp_path: Path) -> None:
    assert codes(tmp_path, exclusive="yes", kind="select_multiple", missing="9998-01-01") == set()


def test_what_is_neither_yes_nor_no_of_no_use_or_unknown(tmp_path: Path) -> None:
    assert codes(tmp_path, exclusive="vielleicht", kind="select_multiple", missing="") == {"exclusive-value"}
    assert codes(tmp_path, exclusive="yes", kind="select_one", missing="") == {"exclusive-of-one"}
    assert codes(tmp_path, exclusive="", kind="select_one", missing="9999-01-01") == {"missing-code"}

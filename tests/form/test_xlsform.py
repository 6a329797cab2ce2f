"""XLSForm workbooks into forms: our own columns, and everything that can be wrong with a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from fieldapp.form import read_form, read_xform
from fieldapp.problems import Problem
from fieldapp.wording import resource

KITS = sorted(path.parent.name for path in resource("..", "forms").resolve().glob("*/form.xlsx"))


def workbook(path: Path, *survey: tuple[object, ...], **sheets: list[tuple[object, ...]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for name, rows in {"survey": list(survey), **sheets}.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def code_of(path: Path) -> tuple[str, str]:
    with pytest.raises(Problem) as caught:
        read_form(path)
    return caught.value.kind.code, str(caught.value)


def test_there_are_six_kits():
    assert len(KITS) == 6


@pytest.mark.parametrize("kit", KITS)
def test_kit_loads_with_its_own_columns(kit):
    form = read_form(resource("..", "forms", kit, "form.xlsx"))
    nodes = list(form.definition.root.walk())
    assert form.definition.form_id == kit
    assert form.definition.languages == ("中文 (zh)", "English (en)")
    assert form.definition.missing_codes == ("97", "98", "99", "-98", "-99")
    assert sum(node.own.personal == "D" for node in nodes) >= 8
    assert read_xform(form.xml) == form.definition


def test_back_check_classes_come_from_the_sheet():
    form = read_form(resource("..", "forms", "returnee_entrepreneur", "form.xlsx"))
    assert form.definition.node("/data/main/sec_b/b_sex").own.back_check == "1"
    assert form.definition.node("/data/main/sec_i/i_overall").own.back_check == "3"


def test_warning_column_with_words_in_both_languages(tmp_path):
    path = workbook(
        tmp_path / "f.xlsx",
        ("type", "name", "label::中文 (zh)", "label::English (en)", "warning", "warning_message::中文 (zh)"),
        ("begin group", "g", "组", "Group", None, None),
        ("integer", "a", "租金", "Rent", None, None),
        ("integer", "b", "合计", "Total", "${a} < 5", "偏高，请核对"),
        ("end group", None, None, None, None, None),
        settings=[("form_id", "missing_codes"), ("f", "98 99")],
    )
    form = read_form(path).definition
    own = form.node("/data/g/b").own
    assert own.warning == "/data/g/a < 5"
    assert form.translations["中文 (zh)"][own.warning_message.itext][""] == ("偏高，请核对",)
    assert form.missing_codes == ("98", "99")


def test_error_of_the_author_names_the_row(tmp_path):
    path = workbook(
        tmp_path / "f.xlsx", ("type", "name", "label"), ("text", "a", "A"), ("text", "b", "看 ${nothing}")
    )
    code, sentence = code_of(path)
    assert code == "form-error"
    assert "3" in sentence
    assert "nothing" in sentence


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.xlsx", b""),
        ("words.xlsx", "不是表格".encode()),
        ("half.xlsx", b"PK\x03\x04" + b"\x00" * 200),
        ("empty.xls", b""),
        ("notes.docx", b"PK"),
        ("broken.xml", b"<a><b></a>"),
    ],
)
def test_damaged_file_is_refused_in_words(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    code, sentence = code_of(path)
    assert code == "form-unreadable"
    assert name in sentence
    assert path.read_bytes() == content


def test_cut_workbook_at_many_places(tmp_path):
    whole = resource("..", "forms", "village_resident", "form.xlsx").read_bytes()
    for part in range(1, 20):
        path = tmp_path / "cut.xlsx"
        path.write_bytes(whole[: len(whole) * part // 20])
        assert code_of(path)[0] == "form-unreadable"


def test_workbook_that_is_no_form(tmp_path):
    path = workbook(tmp_path / "budget.xlsx", ("a", "b"), (1, 2))
    assert code_of(path)[0] in ("form-error", "form-unreadable")


def test_missing_file(tmp_path):
    assert code_of(tmp_path / "none.xlsx")[0] == "file-missing"

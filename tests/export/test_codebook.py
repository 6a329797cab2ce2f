"""The sheets that explain the data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fieldapp import wording
from fieldapp.export import Headings, Options, Personal, Values, Writer
from fieldapp.export.options import DEFAULTS
from fieldapp.form import FormDefinition, ListSource, MemoryList
from tests.export.forms import choice, export, form, question, read, record

SEX = [choice("sex", "1", "男", "Male"), choice("sex", "98", "不知道", "Don't know")]
TOWNS = MemoryList(
    ["name", "label", "label_en", "parent"],
    [["140932100", "新关镇", "Xinguan", "140932"], ["140932102", "天峰坪镇", "Tianfengping", "140932"]],
)


def survey() -> list[dict[str, str]]:
    return [
        question("text", "pii_name", "姓名", "Name", pd="D"),
        question("integer", "age", "年龄", "Age", required="yes", constraint=". >= 0 and . <= 120", bc="1"),
        question(
            "select_one sex", "sex", "${pii_name} 的性别", "Sex of ${pii_name}", relevant="${age} > 3", pd="Q"
        ),
        question("select_one_from_file admin_town.csv", "town", "乡镇", "Township"),
        question("select_multiple sex", "seen", "见过谁", "Seen", **{"hint::中文 (zh)": "可多选"}),
        {"type": "calculate", "name": "double", "calculation": "${age} * 2"},
    ]


@pytest.fixture
def definition(tmp_path: Path) -> FormDefinition:
    return form(tmp_path, survey(), SEX, missing_codes="98 99", default_language="中文 (zh)")


def towns(sha256: str, file_name: str) -> ListSource | None:
    return TOWNS if file_name == "admin_town.csv" else None


def book(folder: Path, definition: FormDefinition, options: Options = DEFAULTS, **more: Any) -> Any:
    answers = {"pii_name": "何", "age": "41", "sex": "1", "town": "140932102", "seen": "1 98", "double": "82"}
    return read(
        export(folder, definition, [record(definition, **answers)], options, lists=towns, **more).path
    )


def test_every_column_is_explained(tmp_path: Path, definition: FormDefinition, writer: Writer) -> None:
    sheets = book(tmp_path, definition, writer=writer)
    explained = [row["column"] for row in sheets["Codebook"] if row["column"]]
    assert explained == list(sheets["study"][0])
    by_column = {row["column"]: row for row in sheets["Codebook"]}
    assert by_column["sex"] == {
        "sheet": "study",
        "column": "sex",
        "name": "sex",
        "label::中文 (zh)": "${pii_name} 的性别",
        "label::English (en)": "Sex of ${pii_name}",
        "stored": "text",
        "holds": "code",
        "type": "select_one",
        "list": "sex",
        "relevant": "${age} > 3",
        "required": None,
        "constraint": None,
        "calculation": None,
        "hint": None,
        "personal": "Q",
        "back_check": None,
        "versions": "1",
    }
    age = by_column["age"]
    assert [age[name] for name in ("stored", "required", "constraint", "back_check")] == [
        "number",
        "true()",
        ". >= 0 and . <= 120",
        "1",
    ]
    assert by_column["double"]["calculation"] == "${age} * 2"
    assert by_column["seen/98"]["label::English (en)"] == "Seen / Don't know"
    assert by_column["seen"]["hint"] == "可多选"
    assert by_column["_key"]["label::中文 (zh)"] == "Key of the interview; it stays the same in every export"


def test_choices_with_both_labels_and_of_long_lists_those_that_occur(
    tmp_path: Path, definition: FormDefinition
) -> None:
    for values in Values:
        rows = [list(row.values()) for row in book(tmp_path, definition, Options(values=values))["Choices"]]
        assert rows == [
            ["sex", "1", "男", "Male", None, "1"],
            ["sex", "98", "不知道", "Don't know", "yes", "1"],
            ["admin_town", "140932102", "天峰坪镇", "Tianfengping", None, "1"],
        ]


def test_labels_from_a_list_beside_the_form(tmp_path: Path, definition: FormDefinition) -> None:
    assert book(tmp_path, definition)["study"][0]["town_label"] == "天峰坪镇"
    assert book(tmp_path, definition, Options(language="en"))["study"][0]["town_label"] == "Tianfengping"
    missing = export(tmp_path, definition, [record(definition, town="140932102")])
    assert read(missing.path)["study"][0]["town_label"] == "140932102"


def test_direct_identifiers_stay_out_and_are_named(tmp_path: Path, definition: FormDefinition) -> None:
    sheets = book(tmp_path, definition)
    assert "pii_name" not in sheets["study"][0]
    assert "何" not in str(sheets["study"])
    left_out = sheets["Codebook"][-1]
    assert [left_out[name] for name in ("sheet", "column", "name", "stored", "personal")] == [
        "study",
        None,
        "pii_name",
        "left out: personal data",
        "D",
    ]
    explained = {row["Subject"]: row["Explanation"] for row in sheets["Read me"]}
    assert explained["Personal data"] == "1 question with direct identifiers was left out. study: pii_name"


def test_direct_identifiers_have_a_workbook_of_their_own(tmp_path: Path, definition: FormDefinition) -> None:
    sheets = book(tmp_path, definition, Options(personal=Personal.ONLY))
    assert sheets["study"][0]["pii_name"] == "何"
    assert [heading for heading in sheets["study"][0] if heading[0] != "_"] == ["pii_name"]
    explained = {row["Subject"]: row["Explanation"] for row in sheets["Read me"]}
    assert explained["Personal data"].startswith("This workbook holds direct identifiers.")


def test_the_person_is_told_what_was_left_out(tmp_path: Path, definition: FormDefinition) -> None:
    summary = export(tmp_path, definition, [])
    assert summary.notes == ("1 question with direct identifiers was left out.",)
    assert export(tmp_path, definition, [], Options(personal=Personal.ONLY)).notes == ()


def test_labels_as_headings(tmp_path: Path, definition: FormDefinition) -> None:
    rows = book(tmp_path, definition, Options(headings=Headings.LABELS, values=Values.LABELS))["study"]
    headings = [heading for heading in rows[0] if heading[0] != "_"]
    assert headings == [
        "年龄",
        "${pii_name} 的性别",
        "乡镇",
        "见过谁",
        "见过谁 / 男",
        "见过谁 / 不知道",
        "double",
    ]
    assert rows[0]["见过谁"] == "男 | 不知道"


def test_the_workbook_explains_itself_in_chinese(tmp_path: Path, definition: FormDefinition) -> None:
    wording.use("zh")
    sheets = book(tmp_path, definition)
    assert list(sheets) == ["study", "编码本", "选项", "说明"]
    explained = {row["项目"]: row["说明"] for row in sheets["说明"]}
    assert explained["问卷"] == "调查"
    assert explained["空单元格"] == "没有问到这道题（被跳过），或者这个版本的问卷没有这道题。"
    assert explained["NULL"] == "问到了，但没有回答。"
    assert explained["缺失值代码 98、99" if "缺失值代码 98、99" in explained else "缺失值代码 98, 99"]


def test_the_mark_and_the_keys_are_explained(tmp_path: Path, definition: FormDefinition) -> None:
    explained = {row["Subject"]: row["Explanation"] for row in book(tmp_path, definition)["Read me"]}
    assert explained["NULL"] == "The question was asked and left without an answer."
    assert explained["Sheet study"] == "1 row"
    assert "Missing codes 98, 99" in explained
    assert "NULL" not in {
        row["Subject"] for row in book(tmp_path, definition, Options(unanswered=""))["Read me"]
    }


def test_a_form_without_translations(tmp_path: Path) -> None:
    plain = form(tmp_path, [{"type": "select_one yn", "name": "q", "label": "好吗？"}], [
        {"list_name": "yn", "name": "1", "label": "好"},
    ])  # fmt: skip
    sheets = read(export(tmp_path, plain, [record(plain, q="1")]).path)
    assert sheets["study"][0]["q_label"] == "好"
    assert sheets["Codebook"][1]["label"] == "好吗？"
    assert sheets["Choices"] == [{"list": "yn", "code": "1", "label": "好", "missing": None, "versions": "1"}]

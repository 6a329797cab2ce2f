"""One small form for each check; and forms that look odd but are right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from fieldapp.form.check import CODES, check_form
from tests.form.check.support import YES_NO, Row, check, places, question, workbook

AGE, SEX = question("integer", "age"), question("select_one yn", "sex")
MANY, TEXT, DAY = question("select_multiple yn", "many"), question("text", "t"), question("date", "day")
REPEAT: list[Row] = [
    question("begin repeat", "r"),
    question("integer", "in_r"),
    question("text", "more"),
    {"type": "end repeat"},
]


def rule(column: str, text: str, type_: str = "text") -> dict[str, Any]:
    """A question `x` with one rule."""
    return question(type_, "x", **{column: text})


# Headings are type A, name B, label C, then the column under test as D.
CASES: dict[str, tuple[list[Row], str]] = {
    "missing-type": ([{"type": "", **{k: v for k, v in AGE.items() if k != "type"}}], "A2"),
    "missing-list": ([question("select_one", "x")], "A2"),
    "missing-name": ([question("text", "")], "B2"),
    "reserved-name": ([question("text", "meta")], "B2"),
    "spss-name": ([question("text", "变" * 22)], "B2"),
    "empty-group": ([question("begin group", "g"), {"type": "end group"}], "A2"),
    "end-name": (
        [question("begin group", "g"), AGE, {"type": "end group", "name": "h"}],
        "B4",
    ),
    "rule-of-no-use": ([AGE, rule("repeat_count", "3")], "D3"),
    "unknown-appearance": ([rule("appearance", "multilne")], "D2"),
    "external-app": ([rule("appearance", "ex:org.app.scan(a='1')")], "D2"),
    "message-without-rule": ([rule("constraint_message", "1 到 3")], "D2"),
    "unreadable": ([AGE, rule("relevant", "${age} > > 3")], "D3"),
    "bad-pattern": ([rule("constraint", "regex(., '^[0-9$')")], "D2"),
    "ambiguous-reference": (
        [AGE, question("begin group", "g"), AGE, {"type": "end group"}, rule("relevant", "${age} > 3")],
        "D6",
    ),
    "unknown-path": ([AGE, rule("relevant", "/data/agee > 3")], "D3"),
    "bare-name": ([AGE, rule("relevant", "age > 3")], "D3"),
    "bare-word": ([SEX, rule("relevant", "${sex} = yes")], "D3"),
    "self": ([rule("relevant", ". = '1'")], "D2"),
    "never-with-group": (
        [AGE, question("begin group", "g", relevant="${age} > 60"), rule("relevant", "${age} < 18"), {"type": "end group"}],
        "D4",
    ),
    "default-not-in-list": ([question("select_one yn", "x", default="7")], "D2"),
    "personal-class": ([rule("pd", "ja")], "D2"),
    "personal-calculate": (
        [question("text", "who", pd="D"), rule("calculation", "concat('Herr ', ${who})", "calculate")],
        "E3",
    ),
    "number-of-text": ([MANY, rule("calculation", "${many} * 2", "calculate")], "D3"),
    "filter-value": ([AGE, question("select_one yn", "x", choice_filter="name = '7' or ${age} > 3")], "D3"),
    "bad-file-name": ([question("select_one_from_file towns.txt", "x")], "A2"),
    "collect-refuses": ([AGE, rule("calculation", "floor(${age} div 2)", "calculate")], "D3"),
    "web-refuses": ([AGE, rule("calculation", "version()", "calculate")], "D3"),
    "number-predicate": ([*REPEAT, rule("calculation", "/data/r[2]/more", "calculate")], "D6"),
    "absolute-in-repeat": (
        [REPEAT[0], REPEAT[1], rule("calculation", "/data/r/in_r + 1", "calculate"), REPEAT[3]],
        "D4",
    ),
    "date-sum": ([DAY, rule("calculation", "${day} + 1", "date")], "D3"),
    "number-of-date": ([rule("calculation", "number('2024-02-29')", "calculate")], "D2"),
    "default-of-calculation": (
        [question("calculate", "c", calculation="1 + 1"), question("integer", "x", calculation="", default="${c} + 1")],
        "E3",
    ),
    "date-copied": ([DAY, rule("calculation", "${day}", "calculate")], "D3"),
    "too-big": ([rule("constraint", ". < 10000000000", "integer")], "D2"),
    "boolean-stored": (
        [AGE, question("calculate", "old", calculation="${age} > 60"), question("text", "x", calculation="", relevant="${old}")],
        "E4",
    ),
    "bare-truth": ([TEXT, rule("relevant", "${t}")], "D3"),
    "many-values": ([*REPEAT, rule("relevant", "${in_r} > 3")], "D6"),
    "round-half": ([AGE, rule("calculation", "round(-${age} div 2)", "calculate")], "D3"),
    "count-shrinks": ([AGE, question("begin repeat", "x", repeat_count="${age}"), TEXT, {"type": "end repeat"}], "D3"),
    "empty-sum": ([*REPEAT, rule("calculation", "sum(${in_r})", "calculate")], "D6"),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_a_fault_is_found_at_its_cell(code: str, tmp_path: Path) -> None:
    survey, cell = CASES[code]
    assert (code, f"survey!{cell}") in places(check(tmp_path, survey, YES_NO, strict=True))


CHOICES: dict[str, tuple[Row, str]] = {
    "choice-without-list": ({"name": "2", "label": "二"}, "A4"),
    "choice-without-code": ({"list_name": "yn", "label": "二"}, "B4"),
    "choice-without-label": ({"list_name": "yn", "name": "2"}, "C4"),
}


@pytest.mark.parametrize("code", CHOICES)
def test_a_fault_of_a_list_is_found(code: str, tmp_path: Path) -> None:
    row, cell = CHOICES[code]
    assert places(check(tmp_path, [SEX], [*YES_NO, row])) == [(code, f"choices!{cell}")]


def test_headings(tmp_path: Path) -> None:
    survey = [
        question(constraint_mesage="1"),
        question(name="b", relevance="true()", 备注="x"),
    ]
    assert places(check(tmp_path, survey)) == [("unknown-heading", "survey!D1")]
    assert places(check(tmp_path, [{"type": "text", "label": "a"}])) == [
        ("no-heading", "survey!A1"), ("missing-name", "survey!A2"),
    ]  # fmt: skip


def test_the_same_column_twice(tmp_path: Path) -> None:
    found = check(tmp_path, [question(relevant="true()", relevance="true()")])
    assert ("same-heading", "survey!E1") in places(found)


def test_settings(tmp_path: Path) -> None:
    assert places(check(tmp_path, [TEXT], version="")) == [("no-version", "settings!B2")]
    found = check(tmp_path, [TEXT], defaul_language="中文")
    assert [(one.code, one.near) for one in found] == [("unknown-setting", "default_language")]


def test_a_language_that_one_column_lacks(tmp_path: Path) -> None:
    row = {"type": "text", "name": "a", "label::中文": "问", "label::English": "ask", "hint::中文": "提示"}
    assert places(check(tmp_path, [row])) == [("missing-language", "survey!E1")]


def test_files_beside_the_form(tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_text("name,label\n1,𠮷镇\n", "utf-8-sig")
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe\xff")
    towns = question("select_one_from_file towns.csv", "x", choice_filter="parent = ${t}")
    bad = question("select_one_from_file bad.csv", "y")
    pulled = question("calculate", "z", calculation="pulldata('towns', 'people', 'name', ${t})")
    assert places(check(tmp_path, [TEXT, towns, bad, pulled])) == [
        ("filter-column", "survey!D3"), ("file-unreadable", "survey!A4"), ("file-column", "survey!E5"),
    ]  # fmt: skip


def test_what_pyxform_alone_finds_has_its_row(tmp_path: Path) -> None:
    wrong = question("range", "x", parameters="start=a end=5 step=1")
    assert places(check(tmp_path, [TEXT, wrong])) == [("pyxform", "survey!A3")]


def test_a_single_sheet_is_the_survey(tmp_path: Path) -> None:
    from tests.form.check.support import check_form, workbook

    path = workbook(tmp_path / "f.xlsx", Sheet1=[question("txt", "x")])
    assert ("unknown-type", "Sheet1") in [(one.code, one.sheet) for one in check_form(path).findings]


def test_empty_rows_do_not_move_the_numbers(tmp_path: Path) -> None:
    assert places(check(tmp_path, [TEXT, {}, {}, question("txt", "x")])) == [("unknown-type", "survey!A5")]


def test_no_sheet_survey(tmp_path: Path) -> None:
    from tests.form.check.support import check_form, workbook

    path = workbook(tmp_path / "f.xlsx", surveys=[TEXT], choices=[])
    assert [one.code for one in check_form(path).findings][:1] == ["no-survey"]


RIGHT: dict[str, list[Row]] = {
    "missing codes beside a range": [rule("constraint", "(. >= 0 and . <= 50) or . = -98 or . = -99", "integer")],
    "a decimal between whole numbers": [rule("constraint", ". > 3 and . < 4", "decimal")],
    "none of these excludes others": [rule("constraint", "not(selected(., '1') and count-selected(.) > 1)", "select_multiple yn")],
    "two rules of one count": [MANY, rule("relevant", "count-selected(${many}) > 0 and count-selected(${many}) < 2")],
    "empty or a number": [AGE, rule("relevant", "${age} = '' or ${age} > 3")],
    "not of a comparison": [AGE, rule("relevant", "not(${age} > 3) and not(${age} <= 3)")],
    "random twice": [rule("calculation", "if(random() > 0.5 and random() < 0.2, 1, 0)", "calculate")],
    "any row of a repeat": [*REPEAT, rule("relevant", "count(${in_r}) > 1 and sum(${in_r}) > 3")],
    "once of the own value": [rule("calculation", "once(uuid())", "calculate")],
    "numbers of codes": [SEX, rule("relevant", "${sex} = 1")],
    "quotes of both kinds": [TEXT, rule("relevant", "${t} = \"it's\" or ${t} = 'a \"b\"'")],
    "curly quotes as Excel makes them": [TEXT, rule("relevant", "${t} = ‘甲’")],
    "brackets inside a text": [TEXT, rule("relevant", "contains(${t}, '(')")],
    "a reference inside a text": [SEX, rule("calculation", "jr:choice-name(${sex}, '${sex}')", "calculate")],
    "the last record": [AGE, rule("default", "${last-saved#age}", "integer")],
    "braces in a label": [{**TEXT, "label": "Write {x} or $5"}],
    "yes and no": [rule("relevant", "yes"), question("text", "y", required="TRUE")],
    "a date in date()": [DAY, rule("relevant", "${day} > date('2020-01-01') and ${day} < date('2021-01-01')")],
    "a row of a table by position": [*REPEAT, rule("calculation", "indexed-repeat(${more}, ${r}, 1)", "calculate")],
    "a condition of the group and the opposite code": [
        SEX, question("begin group", "g", relevant="${sex} = '1'"), rule("relevant", "${sex} != '0'"), {"type": "end group"},
    ],
    "a column of one's own": [question(_mine="x"), question(name="b", 备注="x")],
    "old spellings": [question("select one from yn", "x"), question("begin_group", "g"), TEXT, {"type": "end_group"}],
    "a note without a name": [{"type": "note", "name": "", "label": "说明"}, TEXT],
    "or_other": [question("select_one yn or_other", "o"), rule("relevant", "${o} = 'other'")],
    "an address of a list": [TEXT, rule("calculation", "instance('yn')/root/item[name = ${t}]/label", "calculate")],
}  # fmt: skip


@pytest.mark.parametrize("what", RIGHT)
def test_what_is_right_is_left_in_peace(what: str, tmp_path: Path) -> None:
    uses_list = [SEX | {"name": "keeps_the_list_in_use"}]
    assert places(check(tmp_path, [*RIGHT[what], *uses_list], YES_NO)) == []


def test_every_code_has_its_test() -> None:
    """Here, among the planted faults, or by name in a test of this folder."""
    from tests.form.check.test_planted import planted

    source = "".join(path.read_text("utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    tested = {*CASES, *CHOICES, *(code for code, _ in planted())} | {
        code for code in CODES if f'"{code}"' in source
    }
    assert set(CODES) - tested == {"sheet-name", "pyxform-warns", "engine", "default-type"} - tested


def test_types_that_web_forms_does_not_know(tmp_path: Path) -> None:
    survey = [question("osm", "x"), question("select_one yn", "y", appearance="search('towns')")]
    found = places(check(tmp_path, survey, YES_NO))
    assert found == [("web-refuses", "survey!A2"), ("web-refuses", "survey!D3")]
    # pyxform names no row when it refuses a list that is used both ways, but the question.
    assert ("pyxform", "survey!B3") in places(check(tmp_path, [*survey, SEX], YES_NO))


def test_a_list_of_entities_that_the_form_fills_need_not_lie_beside_it(tmp_path):
    survey = [{"type": "select_one_from_file trees.csv", "name": "t", "label": "树"}]
    for heading, expected in (("list_name", []), ("dataset", []), (None, ["file-missing"])):
        filled = {"entities": [{heading: "trees", "entity_id": "${t}"}]} if heading else {}
        settings = [{"form_id": "f", "version": "1"}]
        path = workbook(tmp_path / "form.xlsx", survey=survey, settings=settings, **filled)
        assert [one.code for one in check_form(path).findings if one.code.startswith("file-")] == expected

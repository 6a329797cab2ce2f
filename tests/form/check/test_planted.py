"""The workbook with 37 planted faults of 37 kinds (28 of 30 were asked for): each is found, at its cell."""

from __future__ import annotations

import re

import openpyxl
import pytest

from fieldapp import wording
from fieldapp.form.check import Finding, check_form

ZH, EN = "label::中文 (zh)", "label::English (en)"
HEADINGS = [
    "type", "name", ZH, EN, "relevant", "required", "constraint", "calculation", "choice_filter", "default",
    "repeat_count", "relevent", "appearance",
]  # fmt: skip
COLUMN = {heading: chr(ord("A") + at) for at, heading in enumerate(HEADINGS)}

# Each row: type, name, other columns; and the fault it carries as (code, column), if it does.
SURVEY: list[tuple[str, str, dict[str, str], tuple[str, str] | None]] = [
    ("integer", "age", {}, None),
    ("select_one sex", "sex", {}, None),
    ("select_multiple skill", "skills", {}, None),
    ("date", "born", {}, None),
    ("text", "village", {}, None),
    ("text", "q_brackets", {"relevant": "(${age} > 3"}, ("unbalanced-brackets", "relevant")),
    ("text", "q_quotes", {"relevant": "${sex} = '1"}, ("unbalanced-quotes", "relevant")),
    ("calculate", "q_function", {"calculation": "rond(${age}, 2)"}, ("unknown-function", "calculation")),
    ("calculate", "q_count", {"calculation": "if(${age} > 3, 1)"}, ("argument-count", "calculation")),
    ("text", "q_reference", {"relevant": "${agee} > 3"}, ("unknown-reference", "relevant")),
    ("text", "q_malformed", {"relevant": "${age > 3"}, ("malformed-reference", "relevant")),
    ("calculate", "loop_a", {"calculation": "${loop_b} + 1"}, ("cycle", "calculation")),
    ("calculate", "loop_b", {"calculation": "${loop_a} + 1"}, None),
    ("txet", "q_type", {}, ("unknown-type", "type")),
    ("select_one sexx", "q_list", {}, ("unknown-list", "type")),
    ("text", "village", {}, ("duplicate-name", "name")),
    ("text", "Sex", {}, ("similar-name", "name")),
    ("text", "q name", {}, ("invalid-name", "name")),
    ("text", "q_label", {ZH: "", EN: ""}, ("missing-label", ZH)),
    ("text", "q_translation", {EN: ""}, ("missing-translation", EN)),
    ("calculate", "q_empty", {}, ("missing-calculation", "calculation")),
    ("text", "q_never", {"relevant": "${age} > 60 and ${age} < 18"}, ("never-relevant", "relevant")),
    ("text", "q_code", {"relevant": "${sex} = '7' or ${age} > 3"}, ("code-not-in-list", "relevant")),
    ("integer", "q_hopeless", {"constraint": ". > 10 and . < 5"}, ("never-valid", "constraint")),
    ("text", "q_required", {"relevant": "false()", "required": "yes"}, ("required-never", "required")),
    ("select_one town", "q_filter", {"choice_filter": "regionn = ${village}"}, ("filter-column", "choice_filter")),
    ("select_one town", "q_nothing", {"choice_filter": "region = '﨑'"}, ("filter-nothing", "choice_filter")),
    ("text", "a_name_that_is_longer_than_32_characters", {}, ("stata-name", "name")),
    ("text", "q_selected", {"relevant": "selected(${age}, '3')"}, ("selected-wrong", "relevant")),
    ("text", "q_equals", {"relevant": "${skills} = '1'"}, ("equals-multiple", "relevant")),
    ("text", "q_number", {"relevant": "${age} = 'old'"}, ("number-and-text", "relevant")),
    ("text", "q_date", {"relevant": "${born} > '2020-01-01'"}, ("date-and-text", "relevant")),
    ("select_one_from_file nowhere.csv", "q_file", {}, ("file-missing", "type")),
    ("text", "q_pattern", {"constraint": "regex(., '[0-9]+')"}, ("partial-pattern", "constraint")),
    ("text", "q_always", {"relevant": "${sex} != '1' or ${sex} != '2'"}, ("always-true", "relevant")),
    ("integer", "q_default", {"default": "three"}, ("default-type", "default")),
    ("end repeat", "", {}, ("stray-end", "type")),
    ("begin group", "grp", {}, ("unclosed", "type")),
    ("text", "q_last", {}, None),
]  # fmt: skip
CHOICES = [
    ("sex", "1", "男", "Male", ""),
    ("sex", "2", "女", "Female", ""),
    ("sex", "2", "其他", "Other", ""),
    ("skill", "1", "木工", "Carpentry", ""),
    ("skill", "2 b", "烹饪", "Cooking", ""),
    ("town", "t1", "𠮷镇", "Town", "north"),
    ("unused", "1", "一", "One", ""),
]
ELSEWHERE = [
    ("duplicate-choice", "choices!B4"),
    ("choice-with-space", "choices!B6"),
    ("unused-list", "choices!A8"),
    ("unknown-heading", f"survey!{COLUMN['relevent']}1"),
    ("default-language", "settings!C2"),
]


def planted() -> list[tuple[str, str]]:
    """Every fault: its code and its cell."""
    rows = enumerate(SURVEY, 2)
    return [(row[3][0], f"survey!{COLUMN[row[3][1]]}{at}") for at, row in rows if row[3]] + ELSEWHERE


@pytest.fixture(scope="module")
def findings(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(HEADINGS)
    for type_, name, columns, _ in SURVEY:
        texts = {} if type_.startswith(("end", "calc")) else {ZH: f"问 {name}", EN: f"Question {name}"}
        cells = {"type": type_, "name": name, **texts, **columns}
        survey.append([cells.get(heading) or None for heading in HEADINGS])
    choices = book.create_sheet("choices")
    for row in [("list_name", "name", ZH, EN, "region"), *CHOICES]:
        choices.append([cell or None for cell in row])
    settings = book.create_sheet("settings")
    settings.append(["form_id", "version", "default_language"])
    settings.append(["planted", "1", "中文"])
    path = tmp_path_factory.mktemp("planted") / "form.xlsx"
    book.save(path)
    wording.use("en")
    return list(check_form(path).findings)


@pytest.mark.parametrize("fault", planted(), ids=lambda fault: fault[0])
def test_the_planted_fault_is_found_at_its_cell(fault: tuple[str, str], findings: list[Finding]) -> None:
    assert fault in [(finding.code, f"{finding.sheet}!{finding.address}") for finding in findings]


def test_the_faults_are_of_different_kinds() -> None:
    assert len({code for code, _ in planted()}) == len(planted()) >= 30


def test_nothing_is_found_where_nothing_was_planted(findings: list[Finding]) -> None:
    """What follows from a planted fault stands in the same row."""
    rows = {re.sub(r"![A-Z]+", "!", place) for _, place in planted()}
    other = {f"{finding.sheet}!{finding.row}" for finding in findings} - rows
    assert other == set()


def test_every_finding_has_words_in_both_languages(findings: list[Finding]) -> None:
    for language in ("en", "zh"):
        wording.use(language)
        assert all(finding.what and finding.fix for finding in findings)
        assert not any("{" in finding.what.replace("${age", "") for finding in findings)
    wording.use("zh")

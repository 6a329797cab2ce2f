"""Two versions of a form: what changed, and what it means."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fieldapp import wording
from fieldapp.form import read_form
from fieldapp.form.compare import compare, plain
from fieldapp.form.differences import KINDS, Difference
from fieldapp.wording import catalogue
from tests.form.check.support import YES_NO, Row, question, workbook

KIT = Path(__file__).parents[3] / "forms" / "village_profile" / "form.xlsx"
AGE = question("integer", "age", relevant="", constraint=". < 120", required="yes")
SEX = question("select_one yn", "sex")
OLD: list[Row] = [
    AGE,
    SEX,
    question("begin group", "g"),
    question("text", "village", hint="村名"),
    {"type": "end group"},
    question("begin repeat", "hh", repeat_count="3"),
    question("text", "who"),
    {"type": "end repeat"},
    question("calculate", "old", calculation="${age} > 60", label=""),
]

Differences = Callable[..., list[Difference]]


@pytest.fixture
def differences(tmp_path: Path) -> Differences:
    """`differences(new rows, new choices)` against OLD."""

    def run(survey: list[Row], choices: list[Row] | None = None, **settings: object) -> list[Difference]:
        wording.use("en")
        old = workbook(
            tmp_path / "old.xlsx", survey=OLD, choices=YES_NO, settings=[{"form_id": "f", "version": "1"}]
        )
        about = {"form_id": "f", "version": "2", **settings}
        new = workbook(tmp_path / "new.xlsx", survey=survey, choices=choices or YES_NO, settings=[about])
        return compare(read_form(old).definition, read_form(new).definition)

    return run


def changed(row_name: str, /, **columns: object) -> list[Row]:
    """OLD with other cells in one row."""
    return [{**row, **columns} if row.get("name") == row_name else row for row in OLD]


CASES: dict[str, tuple[list[Row], str]] = {
    "added": ([*OLD, question("text", "new")], "new is new."),
    "removed": ([row for row in OLD if row.get("name") != "sex"], "sex is gone."),
    "renamed": (changed("village", name="hamlet", label="问题 village 𠮷"), "hamlet is perhaps village under a new name."),
    "moved": ([*OLD[:2], OLD[3], OLD[2], OLD[4], *OLD[5:]], "village stands in – now, before in g."),
    "moved-level": ([*OLD[:3], *OLD[4:7], OLD[3], *OLD[7:]], "village is asked for hh now, before for –."),
    "reordered": ([OLD[1], OLD[0], *OLD[2:]], ""),
    "type": (changed("village", type="integer"), "village is of type int now, before string."),
    "type-wider": (changed("age", type="decimal"), "age is of type decimal now, before int."),
    "relevant": (changed("age", relevant="${sex} = '1'"), "age is asked if sex = '1', before if –."),
    "constraint": (changed("age", constraint=". < 99"), "age must satisfy . < 99, before . < 120."),
    "required": (changed("age", required="no"), "age is required: false(), before true()."),
    "calculation": (changed("old", calculation="${age} > 65"), "old is calculated as age > 65, before age > 60."),
    "count": (changed("hh", repeat_count="4"), "hh has 4 rows, before 3."),
    "filter": (changed("sex", choice_filter="name = '1'"), ""),
    "personal": (changed("village", pd="D"), "village is marked D as personal data, before –."),
    "label": (changed("age", label="年龄 㐂"), ""),
    "hint": (changed("village", hint="村庄的名字"), ""),
}  # fmt: skip


@pytest.mark.parametrize("code", CASES)
def test_one_change_is_one_difference(code: str, differences: Differences) -> None:
    survey, words = CASES[code]
    found = differences(survey)
    assert [one.code for one in found] == [code]
    assert words in ("", found[0].what)
    assert found[0].drafts
    assert found[0].data


def test_choices(differences: Differences) -> None:
    choices = [YES_NO[0] | {"label": "有"}, {"list_name": "yn", "name": "98", "label": "不知道"}]
    assert [(one.code, one.what) for one in differences(OLD, choices)] == [
        ("choice-added", "The list yn has the new choice 98 (不知道)."),
        ("choice-label", "In the list yn, 1 reads 有 now, before 是 (–)."),
        ("choice-removed", "The list yn no longer has the choice 0 (否)."),
    ]


def test_the_form_itself(differences: Differences) -> None:
    assert [one.code for one in differences(OLD, form_id="g")] == ["form-id"]
    assert [one.code for one in differences(changed("age", label="年龄"), version="1")] == [
        "same-version",
        "label",
    ]


def test_languages_and_files(tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_text("name,label\n1,镇\n", "utf-8")
    zh = {"type": "text", "name": "a", "label::中文": "问"}
    en = {"type": "select_one_from_file towns.csv", "name": "a", "label::English": "ask"}
    about = [{"form_id": "f", "version": "1"}]
    old = read_form(workbook(tmp_path / "o.xlsx", survey=[zh], settings=about)).definition
    new = read_form(workbook(tmp_path / "n.xlsx", survey=[en], settings=about)).definition
    codes = {one.code for one in compare(old, new)}
    assert {"language-added", "language-removed", "file-added", "type", "same-version"} <= codes
    assert "file-removed" in {one.code for one in compare(new, old)}


def test_the_same_form_is_the_same() -> None:
    definition = read_form(KIT).definition
    assert compare(definition, definition) == []


def test_paths_are_told_by_name() -> None:
    assert plain(" /data/g/age  > current()/../x and  ../../b = '1/2'") == "age > x and b = '1/2'"
    assert plain("1 div 2") == "1 div 2"


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_every_kind_has_its_chinese(kind: object) -> None:
    for text in (kind.what, kind.drafts, kind.data):  # type: ignore[attr-defined]
        assert text in catalogue("zh")

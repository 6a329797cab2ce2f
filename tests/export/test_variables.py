"""From versions of a form to the variables of each sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.export.kinds import Kind
from fieldapp.export.variables import Level, levels
from tests.export.forms import choice, form, question

SEX = [choice("sex", "1", "男", "Male"), choice("sex", "2", "女", "Female")]


def names(level: Level) -> list[str]:
    return [variable.name for variable in level.variables]


def test_one_level_for_interviews_and_one_for_each_repeat(tmp_path: Path) -> None:
    found = levels(
        [
            form(
                tmp_path,
                [
                    question("text", "case_id"),
                    question("begin repeat", "hh"),
                    question("text", "c_name"),
                    question("begin group", "work"),
                    question("begin repeat", "jobs"),
                    question("text", "job"),
                    question("end repeat"),
                    question("text", "remark"),
                    question("end group"),
                    question("end repeat"),
                ],
            )
        ]
    )
    assert [(level.name, names(level)) for level in found.walk()] == [
        ("study", ["case_id"]),
        ("hh", ["c_name", "remark"]),
        ("jobs", ["job"]),
    ]


def test_kinds_follow_type_and_control(tmp_path: Path) -> None:
    rows = ["text", "integer", "decimal", "date", "dateTime", "time", "select_one sex", "select_multiple sex"]
    rows += ["rank sex", "geopoint", "image", "barcode", "calculate"]
    survey = [question(kind, f"q{place:02}") for place, kind in enumerate(rows)]
    survey[-1] = {"type": "calculate", "name": "q12", "calculation": "1 + 1"}
    (found,) = levels([form(tmp_path, survey, SEX)]).walk()
    kinds = [variable.kind for variable in found.variables]
    assert kinds == [
        Kind.TEXT,
        Kind.INTEGER,
        Kind.DECIMAL,
        Kind.DATE,
        Kind.DATETIME,
        Kind.TIME,
        Kind.SELECT_ONE,
        Kind.SELECT_MULTIPLE,
        Kind.RANK,
        Kind.GEOPOINT,
        Kind.FILE,
        Kind.TEXT,
        Kind.TEXT,
    ]
    assert [variable.asked for variable in found.variables] == [True] * 12 + [False]


def test_what_holds_no_answer_has_no_column(tmp_path: Path) -> None:
    survey = [
        question("note", "thanks"),
        question("audit", "audit"),
        question("begin group", "grid", appearance="table-list"),
        question("select_one sex", "a"),
        question("select_one sex", "b"),
        question("end group"),
        question("text", "shown", readonly="yes", calculation="concat('x', 'y')"),
        question("text", "fixed", readonly="yes", default="z"),
    ]
    found = levels([form(tmp_path, survey, SEX, instance_name="concat('a', 'b')")])
    assert names(found) == ["a", "b", "shown", "fixed", "instanceName"]


def test_versions_are_united_in_the_order_of_the_newest(tmp_path: Path) -> None:
    def version(number: int, *questions: str) -> object:
        return form(tmp_path, [question("text", name) for name in questions], version=str(number))

    old, new = version(1, "a", "gone", "b", "c"), version(2, "b", "new", "a", "c")
    found = levels([old, new])  # type: ignore[list-item]
    assert names(found) == ["b", "new", "a", "gone", "c"]
    assert [len(variable.nodes) for variable in found.variables] == [2, 1, 2, 1, 2]


def test_a_question_moved_to_another_group_stays_one_column(tmp_path: Path) -> None:
    inside = [question("begin group", "g"), question("integer", "age"), question("end group")]
    old = form(tmp_path, inside)
    new = form(tmp_path, [question("decimal", "age")], version="2")
    (age,) = levels([old, new]).variables
    assert [node.reference for node in age.nodes.values()] == ["/data/age", "/data/g/age"]
    assert age.kind is Kind.DECIMAL


def test_a_type_that_changed_beyond_reconciling_is_text(tmp_path: Path) -> None:
    old = form(tmp_path, [question("date", "when")])
    new = form(tmp_path, [question("integer", "when")], version="2")
    assert levels([old, new]).variables[0].kind is Kind.TEXT


def test_clashing_names_get_their_groups_in_front(tmp_path: Path) -> None:
    survey = [
        question("begin group", "mother"),
        question("text", "name"),
        question("text", "job"),
        question("end group"),
        question("begin group", "father"),
        question("text", "name"),
        question("end group"),
    ]
    assert names(levels([form(tmp_path, survey)])) == ["mother/name", "job", "father/name"]


def test_personal_data_of_a_group_and_of_a_title_made_from_it(tmp_path: Path) -> None:
    survey = [
        question("text", "case_id", pd="Q"),
        question("text", "pii_name", pd="D"),
        question("text", "wage", pd="S"),
        question("text", "plain"),
    ]
    by_name = form(tmp_path, survey, instance_name="concat(${pii_name}, '!')")
    by_case = form(tmp_path, survey, instance_name="${case_id}", version="2")
    classes = {variable.name: variable.personal for variable in levels([by_name]).variables}
    assert classes == {"case_id": "Q", "pii_name": "D", "wage": "S", "plain": "", "instanceName": "D"}
    assert levels([by_case]).variables[-1].personal == ""


def test_two_forms_do_not_share_a_workbook(tmp_path: Path) -> None:
    one = form(tmp_path, [question("text", "a")])
    other = form(tmp_path, [question("text", "a")], form_id="other", version="2")
    with pytest.raises(ValueError, match="one form"):
        levels([one, other])

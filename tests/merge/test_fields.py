"""Two versions of one interview, question by question."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.merge import Difference, Take, differences, propose, settle
from fieldapp.merge.paths import flatten, nest

Answers = dict[str, Any]


def _row(row: str, **answers: Any) -> Answers:
    return {"row": row, "answers": {f"/data/hh/{name}": value for name, value in answers.items()}}


BASE: Answers = {
    "/data/name": "张𡋬",
    "/data/id": "110101199003070018",
    "/data/hh": [_row("a1", who="李四\n（户主）", age="41"), _row("b2", who="㐂", age="7")],
}


def _with(**changed: Any) -> Answers:
    return {**BASE, **{f"/data/{name}": value for name, value in changed.items()}}


def test_flat_paths_name_rows_by_their_id() -> None:
    flat = flatten(BASE)
    assert flat["/data/hh[#a1]/age"] == "41"
    assert flat["/data/hh[#b2]"] == "1"
    assert nest(flat) == BASE


def test_rows_in_rows_come_back() -> None:
    nested = {
        "/d/v": [
            {
                "row": "x]",
                "answers": {"/d/v/n": "1", "/d/v/k": [{"row": "y%5D", "answers": {"/d/v/k/m": "2"}}]},
            }
        ]
    }
    assert nest(flatten(nested)) == nested
    assert "/d/v[#x%5D]/k[#y%255D]/m" in flatten(nested)


names = st.sampled_from(["who", "age", "sex"])
row_ids = st.text(min_size=1, max_size=4)
rows = st.lists(
    st.tuples(row_ids, st.dictionaries(names, st.text(max_size=3))), max_size=3, unique_by=lambda row: row[0]
)


@given(st.dictionaries(names, st.text(max_size=3)), rows)
def test_nest_undoes_flatten_whatever_is_in_it(
    leaves: dict[str, str], table: list[tuple[str, dict[str, str]]]
) -> None:
    answers: Answers = {f"/data/{name}": value for name, value in leaves.items()}
    if table:
        answers["/data/hh"] = [_row(row, **cells) for row, cells in table]
    assert nest(flatten(answers)) == answers


def test_only_what_differs_is_listed() -> None:
    found = differences(BASE, _with(name="张三"), _with(id="110101199003070026"))
    assert found == [
        Difference("/data/name", "张𡋬", "张三", "张𡋬"),
        Difference("/data/id", "110101199003070018", "110101199003070018", "110101199003070026"),
    ]
    assert [one.changed_by for one in found] == [Take.LEFT, Take.RIGHT]


def test_without_a_common_version_nobody_is_said_to_have_changed_anything() -> None:
    (found,) = differences(None, _with(name="张三"), BASE)
    assert found.changed_by is None


def test_an_answer_that_only_one_side_has_is_proposed_visibly() -> None:
    (found,) = differences(BASE, _with(name=""), _with(name="张三"))
    assert found.only is Take.RIGHT


def test_changes_in_different_places_can_be_proposed_together() -> None:
    left, right = (
        _with(name="张三"),
        _with(hh=[_row("a1", who="李四\n（户主）", age="42"), BASE["/data/hh"][1]]),
    )
    merged = propose(BASE, left, right)
    assert merged == {**right, "/data/name": "张三"}
    assert merged == propose(BASE, right, left)


def test_the_same_change_on_both_sides_is_no_conflict() -> None:
    assert propose(BASE, _with(name="张三"), _with(name="张三")) == _with(name="张三")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (_with(name="张三"), _with(name="张四")),
        (_with(hh=[BASE["/data/hh"][0]]), _with(hh=[BASE["/data/hh"][0], _row("b2", who="㐂", age="8")])),
        (
            _with(hh=[BASE["/data/hh"][0]]),
            _with(hh=[BASE["/data/hh"][0], _row("b2", who="㐂", age="7", sex="1")]),
        ),
    ],
    ids=["the same question", "a removed row", "a removed row with a new answer in it"],
)
def test_what_contradicts_is_never_proposed(left: Answers, right: Answers) -> None:
    assert propose(BASE, left, right) is None
    assert propose(BASE, right, left) is None


def test_rows_added_on_both_sides_stand_side_by_side() -> None:
    left = _with(hh=[*BASE["/data/hh"], _row("c3", who="王五", age="3")])
    right = _with(hh=[*BASE["/data/hh"], _row("d4", who="﨑", age="5")])
    merged = propose(BASE, left, right)
    assert merged is not None
    assert {row["row"] for row in merged["/data/hh"]} == {"a1", "b2", "c3", "d4"}


def test_a_removed_row_goes_with_all_in_it() -> None:
    assert propose(BASE, _with(hh=[BASE["/data/hh"][0]]), _with(name="张三")) == {
        **_with(hh=[BASE["/data/hh"][0]]),
        "/data/name": "张三",
    }


def test_a_person_decides_each_place_or_writes_a_third_answer() -> None:
    left, right = _with(name="张三", id="1"), _with(name="张四", id="2")
    merged = settle(left, right, {"/data/name": Take.RIGHT, "/data/id": "110101199003070018"})
    assert (merged["/data/name"], merged["/data/id"]) == ("张四", "110101199003070018")


def test_taking_the_side_without_a_row_takes_its_answers_too() -> None:
    left = _with(hh=[BASE["/data/hh"][0]])
    assert settle(BASE, left, {"/data/hh[#b2]": Take.RIGHT}) == left

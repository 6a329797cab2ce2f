"""Joining two versions of one interview, made on two laptops."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fieldapp.merge import Take, differences, settle, view
from fieldapp.problems import NOT_FINALIZABLE, REASON_MISSING, REVISION_MISSING, Problem
from fieldapp.session import Session
from fieldapp.transfer.status import state_of
from tests.transfer.laptops import Laptop, Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path)
    yield made
    made.close()


@pytest.fixture
def conflict(team: Team, tmp_path: Path) -> tuple[Laptop, str]:
    """One interview, corrected on two laptops; the second one has both."""
    stick = tmp_path / "stick"
    stick.mkdir()
    a, s = team.laptop("a"), team.laptop("s")
    record = a.interviews("张𡋬", 30, "妻", "子")
    a.sends(stick)
    s.takes(stick)
    a.corrects(record, age=31)
    s.corrects(record, who="张三\n（户主）")
    a.sends(stick)
    s.takes(stick)
    return s, record


def _sides(laptop: Laptop, record: str) -> tuple[list[str], list[dict[str, Any]]]:
    heads = view(state_of(laptop.study)).records[record].heads
    rows = [laptop.study.store.revisions.get(head) for head in heads]
    return list(heads), [json.loads(row.body)["answers"] for row in rows if row is not None]


def test_a_settled_conflict_has_both_as_parents_and_is_no_conflict_any_more(
    conflict: tuple[Laptop, str],
) -> None:
    laptop, record = conflict
    heads, (left, right) = _sides(laptop, record)
    found = {one.path: one for one in differences(None, left, right)}
    assert set(found) == {"/data/who", "/data/age"}
    older = Take.LEFT if left["/data/age"] == "31" else Take.RIGHT
    newer = Take.RIGHT if older is Take.LEFT else Take.LEFT
    answers = settle(left, right, {"/data/age": older, "/data/who": newer})
    session = Session.settle(laptop.study, heads, answers, "两边都对")
    assert session.interview.node("/data/who").value == "张三\n（户主）"  # type: ignore[union-attr]
    row = session.finalize()
    session.close()
    assert (row.kind, sorted(row.parents)) == ("resolve", sorted(heads))
    told = json.loads(row.body)
    assert (told["kind"], told["answers"]["/data/age"], told["reason"]) == ("resolve", "31", "两边都对")
    assert "张三" not in row.body.decode(), "what identifies people stays apart"
    assert [one["answers"]["/data/hh/kin"] for one in told["answers"]["/data/hh"]] == ["妻", "子"]
    assert view(state_of(laptop.study)).records[record].heads == (row.rev_id,)
    assert laptop.study.instance(session.instance_id).state == "finalized"


def test_rows_keep_their_identity(conflict: tuple[Laptop, str]) -> None:
    laptop, record = conflict
    heads, (left, right) = _sides(laptop, record)
    session = Session.settle(laptop.study, heads, settle(left, right, {}), "取左边")
    row = session.finalize()
    session.close()
    assert [one["row"] for one in json.loads(row.body)["answers"]["/data/hh"]] == [
        one["row"] for one in left["/data/hh"]
    ]


def test_answers_that_do_not_hold_are_found_before_they_are_final(conflict: tuple[Laptop, str]) -> None:
    laptop, record = conflict
    heads, (left, right) = _sides(laptop, record)
    session = Session.settle(laptop.study, heads, settle(left, right, {"/data/who": ""}), "清空")
    with pytest.raises(Problem) as failure:
        session.finalize()
    assert failure.value.kind is NOT_FINALIZABLE
    session.answer("/data/who", "张三")
    assert session.finalize().kind == "resolve"
    session.close()


@pytest.mark.parametrize(
    ("heads", "reason", "kind"), [(None, " ", REASON_MISSING), (["0" * 64], "理由", REVISION_MISSING)]
)
def test_without_a_reason_or_a_version_nothing_begins(
    conflict: tuple[Laptop, str], heads: list[str] | None, reason: str, kind: object
) -> None:
    laptop, record = conflict
    both, (left, _) = _sides(laptop, record)
    drafts = len(laptop.study.drafts())
    with pytest.raises(Problem) as failure:
        Session.settle(laptop.study, heads or both, left, reason)
    assert failure.value.kind is kind
    assert len(laptop.study.drafts()) == drafts

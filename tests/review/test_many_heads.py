"""Three laptops corrected one interview: settled step by step on one laptop, and everywhere the same in the end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from fieldapp.merge import view, view_hash
from fieldapp.problems import IMPORT_BUILT_UPON, Problem
from fieldapp.review import Conflict, conflicts, delete, sides, state_of
from fieldapp.session import Session
from fieldapp.transfer import look, send, take, take_back
from tests.transfer.laptops import Laptop, Team


@pytest.fixture
def three(team: Team, stick: Path) -> tuple[list[Laptop], Laptop, str]:
    """Laptops a, b, c, each with a correction of its own of one interview; s has all of them."""
    laptops, s = [team.laptop(name) for name in "abc"], team.laptop("s")
    record = laptops[0].interviews("张𡋬", 30, "妻", "子")
    laptops[0].sends(stick)
    for one in laptops[1:]:
        one.takes(stick)
    laptops[0].corrects(record, age=31)
    laptops[1].corrects(record, who="张三\n（户主）")
    laptops[2].corrects(record, **{"hh[1]/kin": "妻 㐂"})
    for one in laptops:
        one.sends(stick)
    return laptops, s, record


def _only(laptop: Laptop) -> Conflict:
    (found,) = conflicts(laptop.study)
    return found


def _settles(laptop: Laptop, pair: tuple[str, ...], **answers: Any) -> None:
    """Accept the proposal for two versions, or say what the answers are."""
    both = sides(laptop.study, *pair[:2])
    decided = dict(both.proposal or both.left.answers) | {
        f"/data/{name}": value for name, value in answers.items()
    }
    session = Session.settle(laptop.study, pair, decided, "逐一核对过")
    session.finalize()
    session.close()


def _shown(laptop: Laptop) -> str:
    return view_hash(view(state_of(laptop.study)))


def _meet(laptops: list[Laptop], stick: Path) -> None:
    for _ in range(2):
        for one in laptops:
            send(one.study, stick, onward=True)
        for one in laptops:
            one.takes(stick)


def test_looking_and_taking_in_count_it_as_one_conflict(
    three: tuple[list[Laptop], Laptop, str], stick: Path
) -> None:
    _, s, record = three
    assert take(s.study, look(s.study, stick)).conflicts == 1
    found = _only(s)
    assert (found.record_id, len(found.heads), found.deleted) == (record, 3, ())


def test_pair_by_pair_with_what_was_there_before_beside_each(
    three: tuple[list[Laptop], Laptop, str], stick: Path
) -> None:
    laptops, s, record = three
    s.takes(stick)
    for left in (3, 2):
        found = _only(s)
        assert len(found.heads) == left
        both = sides(s.study, *found.heads[:2])
        assert both.base is not None
        assert both.base.answers["/data/age"] == "30"
        assert both.proposal is not None, "the three changed different questions"
        _settles(s, found.heads[:2])
    assert conflicts(s.study) == []
    (head,) = view(state_of(s.study)).records[record].heads
    row = s.study.store.revisions.get(head)
    assert row is not None
    answers = json.loads(row.body)["answers"]
    assert answers["/data/age"] == "31"
    assert [one["answers"]["/data/hh/kin"] for one in answers["/data/hh"]] == ["妻 㐂", "子"]
    assert s.study.store.contacts.values([answers["/data/who"]]) == {answers["/data/who"]: "张三\n（户主）"}
    _meet([*laptops, s], stick)
    assert len({_shown(one) for one in (*laptops, s)}) == 1
    assert conflicts(laptops[2].study) == []


def test_all_at_once(three: tuple[list[Laptop], Laptop, str], stick: Path) -> None:
    _, s, record = three
    s.takes(stick)
    _settles(s, _only(s).heads, age="40")
    (head,) = view(state_of(s.study)).records[record].heads
    row = s.study.store.revisions.get(head)
    assert row is not None
    assert len(row.parents) == 3


def test_settled_differently_by_two_it_is_settled_once_more_and_stays_so(
    three: tuple[list[Laptop], Laptop, str], team: Team, stick: Path
) -> None:
    laptops, s, record = three
    t = team.laptop("t")
    s.takes(stick)
    t.takes(stick)
    heads = _only(s).heads
    _settles(s, (heads[0], heads[1]))
    _settles(t, (heads[1], heads[2]))
    everybody = [*laptops, s, t]
    _meet(everybody, stick)
    again = _only(s)
    assert len(again.heads) == 2
    both = sides(s.study, *again.heads)
    assert both.base is not None, "one version that both took over, and nothing before it is newer"
    _settles(s, again.heads)
    _meet(everybody, stick)
    assert {len(view(state_of(one.study)).records[record].heads) for one in everybody} == {1}
    assert len({_shown(one) for one in everybody}) == 1


def test_one_of_three_deletes_it_the_versions_with_answers_come_first(
    three: tuple[list[Laptop], Laptop, str], team: Team, stick: Path
) -> None:
    laptops, s, record = three
    t = team.laptop("t")
    laptops[0].sends(stick)
    t.takes(stick)
    delete(t.study, view(state_of(t.study)).records[record].heads[:1], "受访者要求删除")
    t.sends(stick)
    s.takes(stick)
    found = _only(s)
    assert (len(found.heads), len(found.deleted)) == (3, 1)
    assert found.heads[-1:] == found.deleted
    while len(left := _only(s).heads) > 2:
        _settles(s, left[:2])
    delete(s.study, _only(s).heads, "确认删除")
    assert conflicts(s.study) == []
    assert view(state_of(s.study)).records[record].deleted


def test_two_that_delete_the_same_interview_do_not_disagree(
    three: tuple[list[Laptop], Laptop, str], stick: Path
) -> None:
    laptops, s, record = three
    s.takes(stick)
    for one in (s, laptops[0]):
        one.takes(stick)
        delete(one.study, view(state_of(one.study)).records[record].heads, "重复访问")
    laptops[0].sends(stick)
    assert s.takes(stick).conflicts == 0
    assert conflicts(s.study) == []
    assert view(state_of(s.study)).records[record].deleted


def test_while_somebody_is_settling_it_an_import_is_not_taken_back(
    three: tuple[list[Laptop], Laptop, str], stick: Path
) -> None:
    _, s, _ = three
    s.takes(stick)
    pair = _only(s).heads[:2]
    answers = dict(sides(s.study, *pair).left.answers)
    Session.settle(s.study, pair, answers, "还没做完").close()
    with pytest.raises(Problem) as failure:
        take_back(s.study)
    assert failure.value.kind is IMPORT_BUILT_UPON

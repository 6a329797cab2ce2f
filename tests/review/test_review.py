"""The supervisor's desk: reviewing, questions that travel and come back, conflicts, doubles, corrections."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fieldapp.merge import view
from fieldapp.problems import REASON_MISSING, REVISION_MISSING, Problem
from fieldapp.review import (
    Rule,
    approve_all,
    comment,
    conflicts,
    corrections,
    decide,
    doubles,
    queue,
    say,
    sides,
    state_of,
    threads,
    wanted,
)
from fieldapp.review.queue import Entry, Flag
from fieldapp.session import Session
from tests.transfer.laptops import Laptop, Team


def _only(laptop: Laptop) -> Entry:
    (entry,) = queue(laptop.study)
    return entry


def test_the_queue_shows_what_came_with_the_name_masked(evening: tuple[Laptop, Laptop, str]) -> None:
    _, s, record = evening
    entry = _only(s)
    assert (entry.record_id, entry.author, entry.state, entry.waiting) == (record, "E01", "received", False)
    assert entry.title == "人口表"
    assert "𡋬" not in entry.label


def test_a_question_travels_and_comes_back_answered_and_corrected(
    evening: tuple[Laptop, Laptop, str], stick: Path
) -> None:
    a, s, record = evening
    asked = comment(s.study, _only(s).rev_id, "/data/age", "年龄请再核对\n（﨑）")
    say(s.study, _only(s).rev_id, "has_issues")
    s.sends(stick)
    a.takes(stick)
    (entry,) = queue(a.study)
    assert (entry.state, entry.comments) == ("has_issues", 1)
    (thread,) = threads(a.study, record).values()
    assert (thread[0].text, thread[0].author) == ("年龄请再核对\n（﨑）", "S01")
    a.corrects(record, age=31)
    comment(a.study, _only(a).rev_id, "/data/age", "是 31", answers=asked)
    a.sends(stick)
    s.takes(stick)
    assert _only(s).state == "received"
    assert [one.text for one in threads(s.study, record)["/data/age"]] == ["年龄请再核对\n（﨑）", "是 31"]


def test_an_approval_is_taken_back(evening: tuple[Laptop, Laptop, str]) -> None:
    _, s, _ = evening
    say(s.study, _only(s).rev_id, "approved")
    assert _only(s).state == "approved"
    say(s.study, _only(s).rev_id, "received", "再看一遍")
    assert _only(s).state == "received"


def test_an_edit_after_approval_shows(evening: tuple[Laptop, Laptop, str], stick: Path) -> None:
    a, s, record = evening
    say(s.study, _only(s).rev_id, "approved")
    a.corrects(record, age=32)
    a.sends(stick)
    s.takes(stick)
    assert _only(s).state == "edited"


def test_two_supervisors_who_do_not_know_of_each_other_are_disputed(
    evening: tuple[Laptop, Laptop, str], team: Team, stick: Path
) -> None:
    _, s, _ = evening
    other = team.laptop("s2")
    other.takes(stick)
    say(s.study, _only(s).rev_id, "approved")
    say(other.study, _only(other).rev_id, "rejected", "与村里说的不符")
    s.sends(stick)
    other.sends(stick)
    s.takes(stick)
    assert _only(s).state == "disputed"
    say(s.study, _only(s).rev_id, "approved", "电话核实过")
    assert _only(s).state == "approved"


@pytest.mark.parametrize("state", ["has_issues", "rejected"])
def test_sending_back_without_a_word_is_refused(evening: tuple[Laptop, Laptop, str], state: str) -> None:
    _, s, _ = evening
    with pytest.raises(Problem) as failure:
        say(s.study, _only(s).rev_id, state)  # type: ignore[arg-type]
    assert failure.value.kind is REASON_MISSING
    assert _only(s).state == "received"


def test_a_version_that_is_not_here_cannot_be_reviewed(evening: tuple[Laptop, Laptop, str]) -> None:
    with pytest.raises(Problem) as failure:
        say(evening[1].study, "0" * 64, "approved")
    assert failure.value.kind is REVISION_MISSING


def test_bulk_approval_leaves_out_what_must_be_looked_at(
    evening: tuple[Laptop, Laptop, str], stick: Path
) -> None:
    a, s, record = evening
    a.interviews("李四", 40)
    a.interviews("王五", 50)
    a.sends(stick)
    s.takes(stick)
    red = Flag("short", "全长 4 分钟，少于 12 分钟", red=True)
    first = next(entry for entry in queue(s.study) if entry.record_id == record)
    entries = queue(s.study, lambda _desk, rev_id: [red] if rev_id == first.rev_id else [])
    assert entries[0].record_id == record, "most flags first"
    assert [entry.record_id for entry in approve_all(s.study, entries)] == [record]
    assert sorted(entry.state for entry in queue(s.study)) == ["approved", "approved", "received"]


def test_a_conflict_shows_only_what_differs_and_proposes_what_does_not_contradict(
    evening: tuple[Laptop, Laptop, str], stick: Path
) -> None:
    a, s, record = evening
    a.corrects(record, age=31)
    s.corrects(record, **{"hh[1]/kin": "妻子"})
    a.sends(stick)
    s.takes(stick)
    assert _only(s).state == "conflict"
    (conflict,) = conflicts(s.study)
    both = sides(s.study, *conflict.heads)
    assert both.base is not None
    assert {one.path.rpartition("/")[2] for one in both.differences} == {"age", "kin"}
    assert both.proposal is not None
    session = Session.settle(s.study, conflict.heads, both.proposal, "两处改动互不影响")
    session.finalize()
    session.close()
    assert conflicts(s.study) == []
    s.sends(stick)
    a.takes(stick)
    assert conflicts(a.study) == []


def test_contradicting_corrections_have_no_proposal(evening: tuple[Laptop, Laptop, str], stick: Path) -> None:
    a, s, record = evening
    a.corrects(record, age=31)
    s.corrects(record, age=32)
    a.sends(stick)
    s.takes(stick)
    (conflict,) = conflicts(s.study)
    assert sides(s.study, *conflict.heads).proposal is None


def test_the_same_answers_twice_are_a_double_until_decided(team: Team) -> None:
    s = team.laptop("s")
    first, second = s.interviews("张𡋬", 30), s.interviews("张𡋬", 30)
    entries = {entry.record_id: entry for entry in queue(s.study)}
    assert set(entries) == {first, second}
    assert doubles(s.study) == [], "three questions say nothing"
    decide(s.study, (second, first), "same", first, "同一户访问了两次")
    (decision,) = view(state_of(s.study)).decisions
    assert (decision.records, decision.keep) == (tuple(sorted((first, second))), first)
    decide(s.study, (first, second), "different", "", "同名不同人")
    (decision,) = view(state_of(s.study)).decisions
    assert decision.verdict == "different"


def test_every_correction_is_listed_with_its_reason(evening: tuple[Laptop, Laptop, str]) -> None:
    a, _, record = evening
    a.corrects(record, age=33)
    (one,) = corrections(a.study)
    assert (one.question, one.before, one.after, one.reason) == ("/data/age", "30", "33", "复核")


def test_the_rule_asks_for_the_first_and_for_a_share_of_the_rest() -> None:
    entries = [
        Entry(
            f"uuid:{n:03}",
            "",
            "",
            "",
            "",
            "E01" if n % 2 else "E02",
            "",
            f"2026-11-{n // 20 + 1:02}",
            "received",
        )
        for n in range(400)
    ]
    chosen = wanted(entries, Rule(first=3, share=0.2))
    assert {f"uuid:{n:03}" for n in range(6)} <= chosen
    assert 50 <= len(chosen) <= 120
    assert wanted(list(reversed(entries)), Rule(first=3, share=0.2)) == chosen
    red = replace(entries[-1], flags=(Flag("x", "", red=True),))
    assert red.record_id in wanted([*entries[:-1], red], Rule(first=0, share=0.0))

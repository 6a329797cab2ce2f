"""Events as bytes: what is written is read, what is foreign is nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.merge import Decision, Purge, Review
from fieldapp.merge.canonical import digest
from fieldapp.merge.events import (
    Comment,
    Made,
    comment_body,
    decision_body,
    purge_body,
    read_event,
    review_body,
    state_from,
)

MADE = Made("S1", "ab" * 8, 7, "2026-11-22T19:30:00.000+08:00")
R, OTHER = "uuid:张", "uuid:𡋬"


def test_a_review_names_what_it_replaces() -> None:
    body = review_body(MADE, R, "1", "has_issues", "收入请再核对\n（见 D5）", ["b", "a"])
    assert read_event(body) == Review(digest(body), R, "1", "has_issues", ("a", "b"))


def test_a_comment_on_a_row_of_a_roster() -> None:
    body = comment_body(MADE, R, "1", "/data/hh[#a1]/age", "﨑、㐂 的年龄？", "c" * 64)
    assert read_event(body) == Comment(
        digest(body), R, "1", "/data/hh[#a1]/age", "﨑、㐂 的年龄？", "S1", MADE.wall_time, "c" * 64
    )


def test_decisions_and_purges() -> None:
    same = decision_body(MADE, (OTHER, R), "same", R, "同一户", [])
    assert read_event(same) == Decision(digest(same), tuple(sorted((R, OTHER))), "same", R)  # type: ignore[arg-type]
    purge = purge_body(MADE, R, "本人要求删除")
    assert read_event(purge) == Purge(digest(purge), R)


def test_the_same_words_at_another_place_of_the_log_are_another_event() -> None:
    later = Made("S1", "ab" * 8, 8, MADE.wall_time)
    assert purge_body(MADE, R, "") != purge_body(later, R, "")


def test_a_purge_among_the_rows_takes_its_record_out() -> None:
    state = state_from([], [review_body(MADE, R, "1", "approved", "", []), purge_body(MADE, R, "")])
    assert state.reviews == frozenset()
    assert len(state.purges) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{}", b"null", b"\xff", b"[" * 100_000,
        b'{"kind":"vote"}', b'{"kind":"review"}', b'{"kind":["review"]}',
        review_body(MADE, R, "1", "approved", "", []).replace(b"approved", b"perfect!"),
        decision_body(MADE, (R, OTHER), "same", "", "", []).replace(b'"same"', b'"both"'),
    ],
)  # fmt: skip
def test_what_is_no_event_of_ours_is_nothing(body: bytes) -> None:
    assert read_event(body) is None


@given(st.binary(max_size=80))
def test_foreign_bytes_never_raise(body: bytes) -> None:
    assert read_event(body) is None

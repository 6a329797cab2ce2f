"""Candidates for double interviews."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.merge import Candidate, Interview, candidates


def _one(record: str, **about: object) -> Interview:
    return Interview(record, "returnee", **about)  # type: ignore[arg-type]


def test_the_same_case_household_or_phone() -> None:
    found = candidates(
        [_one("a", case="RET-1", phone="13800138000"), _one("b", case="RET-1", phone="13800138000")]
    )
    assert found == [Candidate(("a", "b"), ("case", "phone"))]


def test_empty_keys_match_nothing() -> None:
    assert candidates([_one("a"), _one("b")]) == []


def test_another_form_is_another_interview() -> None:
    assert candidates([_one("a", case="1"), Interview("b", "village", case="1")]) == []


def test_near_with_a_similar_name() -> None:
    here, near, far = (37.12345, 112.54321), (37.12365, 112.54341), (37.12445, 112.54321)
    assert candidates([_one("a", name="张𡋬花", position=here), _one("b", name="张𡋬花", position=near)])
    assert not candidates([_one("a", name="张𡋬花", position=here), _one("b", name="张𡋬花", position=far)])
    assert not candidates([_one("a", name="张三", position=here), _one("b", name="李四", position=near)])


def test_nearness_does_not_end_where_longitudes_begin_again() -> None:
    assert candidates(
        [_one("a", name="王", position=(0.0, 179.9999)), _one("b", name="王", position=(0.0, -179.9999))]
    )


def _answers(**changed: str) -> frozenset[tuple[str, str]]:
    return frozenset({f"q{n}": changed.get(f"q{n}", str(n)) for n in range(40)}.items())


def test_nearly_all_answers_equal() -> None:
    six = {f"q{n}": "x" for n in range(6)}
    (found,) = candidates([_one("a", answers=_answers()), _one("b", answers=_answers(**six))])
    assert found == Candidate(("a", "b"), ("answers",), 0.85)
    seven = {f"q{n}": "x" for n in range(7)}
    assert candidates([_one("a", answers=_answers()), _one("b", answers=_answers(**seven))]) == []


def test_few_answers_say_nothing() -> None:
    few = frozenset({("q1", "1"), ("q2", "2")})
    assert candidates([_one("a", answers=few), _one("b", answers=few)]) == []


@given(st.integers(0, 2**32))
def test_the_index_finds_exactly_what_comparing_all_pairs_finds(seed: int) -> None:
    chance = random.Random(seed)
    people = []
    for n in range(12):
        copied = dict(chance.choice(people).answers) if people and chance.random() < 0.5 else {}
        size = chance.randint(20, 30)
        answers = {f"q{q}": copied.get(f"q{q}", str(chance.randint(0, 3))) for q in range(size)}
        for q in chance.sample(range(size), chance.randint(0, 6)):
            answers[f"q{q}"] = "x"
        people.append(_one(f"{n:02}", answers=frozenset(answers.items())))
    expected = {
        (a.record_id, b.record_id)
        for a, b in combinations(people, 2)
        if len(a.answers & b.answers) / max(len(a.answers), len(b.answers)) >= 0.85
    }
    assert {one.records for one in candidates(people)} == expected

"""What must hold for any form and any sequence of answers."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.interview import Changes, Interview, Refused, change_from_json
from fieldapp.interview.wave import Wave
from fieldapp.robot import Walker
from fieldapp.robot.samples import candidates
from tests.interview.test_engine import CASCADE, HOUSEHOLD, NESTED, REQUIRED, TOTALS
from tests.scenario import FakeHost, Scenario, rows

LISTS = {
    "prov": rows("name label", "14 山西", "52 贵州"),
    "cnty": rows("name label parent", "0014 偏关 14", "5203 汇川 52", "14 同号县 52"),
    "town": rows("name label parent", "1 甲 0014", "2 乙 0014", "3 丙 5203", "0 不在清单 -"),
}
FORMS = pytest.mark.parametrize(
    "table",
    [CASCADE, HOUSEHOLD, NESTED, REQUIRED, TOTALS],
    ids=["cascade", "household", "nested", "required", "running"],
)
few = settings(max_examples=25, deadline=None)
seeds = st.integers(0, 10**6)


def acts(s: Scenario, seed: int, most: int = 25) -> list[Changes]:
    """A random sequence of what a person can do, and what each act changed."""
    chance = random.Random(seed)
    done = []
    for _ in range(most):
        nodes = [
            node
            for node in s.interview.root.walk()
            if node.is_question and node.relevant and not node.readonly
        ]
        repeats = [
            spec for spec in s.interview.program.root.walk() if spec.is_repeat and not spec.definition.fixed
        ]
        if repeats and chance.random() < 0.3:
            done.append(change_repeats(s, chance, "/" + "/".join(chance.choice(repeats).path)))
        elif nodes:
            node = chance.choice(nodes)
            value = "" if chance.random() < 0.15 else next(candidates(node, chance))
            try:
                done.append(s.answer(node.reference, value))
            except Refused:
                continue
    return done


def change_repeats(s: Scenario, chance: random.Random, reference: str) -> Changes:
    holder = reference.rpartition("/")[0]
    if s.interview.node(holder) is None:
        return Changes()
    instances = s.interview.rows(reference)
    if instances and chance.random() < 0.4:
        return s.interview.remove_repeat(chance.choice(instances).reference)
    return s.interview.add_repeat(reference, chance.randint(1, len(instances) + 1))


@FORMS
@few
@given(seed=seeds)
def test_undo_of_any_sequence_restores_everything(table, seed):
    s = Scenario(table, LISTS)
    before = s.state()
    done = acts(s, seed)
    after = s.state()
    for changes in reversed(done):
        s.undo(changes)
    assert s.state() == before
    for changes in done:
        s.interview.apply(changes.steps)
    assert s.state() == after


@FORMS
@few
@given(seed=seeds)
def test_replaying_the_journal_gives_the_interview_that_was_never_closed(table, seed):
    s = Scenario(table, LISTS)
    journal = [step.to_json() for step in s.interview.initial]
    for changes in acts(s, seed):
        journal += [step.to_json() for step in changes.steps]
    restored = Interview.restore(s.definition, FakeHost(LISTS, seed=99), map(change_from_json, journal))
    again = Scenario(table, LISTS)
    again.interview = restored
    assert again.state() == s.state()


@FORMS
@few
@given(seed=seeds)
def test_incremental_recalculation_equals_full(table, seed):
    s = Scenario(table, LISTS)
    acts(s, seed)
    before = s.state()
    wave = Wave(s.interview)
    wave.touched.update(s.interview.root.walk())
    wave.push_all(s.interview.program.root, s.interview.root)
    wave.run()
    assert wave.steps == []
    assert s.state() == before


@FORMS
@few
@given(seed=seeds)
def test_what_was_not_touched_looks_the_same(table, seed):
    s = Scenario(table, LISTS)
    acts(s, seed, 10)

    def looks() -> dict[str, object]:
        return {
            node.reference: (
                node.value,
                node.relevant,
                node.required,
                node.valid,
                node.label,
                s.choices(node.reference),
            )
            for node in s.interview.root.walk()
        }

    before = looks()
    for changes in acts(s, seed + 1, 1):
        after = looks()
        different = {
            reference for reference in before.keys() & after.keys() if before[reference] != after[reference]
        }
        assert different <= changes.touched


@few
@given(seed=seeds)
def test_a_saved_instance_opens_as_it_was(seed):
    s = Scenario(HOUSEHOLD, LISTS)
    acts(s, seed)
    reopened = Interview.reopen(s.definition, FakeHost(LISTS, 5), s.interview.submission())
    assert reopened.answers().keys() == s.interview.answers().keys()
    assert reopened.submission() == s.interview.submission()


@given(text=st.text(max_size=60))
@settings(max_examples=100, deadline=None)
def test_text_is_stored_exactly_as_typed(text):
    s = Scenario("| survey | | | |\n| | type | name | label |\n| | text | a | A |")
    s.answer("/data/a", text)
    assert s.value("/data/a") == text


def test_a_walk_is_the_same_for_the_same_seed():
    walks = []
    for _ in range(2):
        s = Scenario(HOUSEHOLD, LISTS)
        walks.append(Walker(s.interview, 7).run().steps)
    assert walks[0] == walks[1]
    assert walks[0]

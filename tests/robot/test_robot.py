"""The robot interviewer: the same at every run, and it finds what was planted."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp.form import read_form
from fieldapp.robot import Survey, lists_beside, survey
from tests.form.check.support import YES_NO, Row, question, workbook

FORMS = Path(__file__).parents[2] / "forms"


def walked(path: Path, walks: int = 12, seed: int = 1) -> Survey:
    definition = read_form(path).definition
    return survey(definition, lists_beside(path, definition), walks, seed)


def form(folder: Path, *rows: Row) -> Path:
    about = [{"form_id": "f", "version": "1"}]
    return workbook(folder / "form.xlsx", survey=rows, choices=YES_NO, settings=about)


def test_the_same_seed_gives_the_same_walks() -> None:
    kit = FORMS / "village_profile" / "form.xlsx"
    first, second, other = walked(kit, 4), walked(kit, 4), walked(kit, 4, seed=2)
    assert (first.lengths, first.reached) == (second.lengths, second.reached)
    assert first.lengths != other.lengths
    assert first.times


def test_a_question_behind_several_gates_is_reached(tmp_path: Path) -> None:
    gates = [question("select_one yn", "g0")]
    gates += [question("select_one yn", f"g{n}", relevant=f"${{g{n - 1}}} = '0'") for n in range(1, 5)]
    last = question("integer", "last", relevant="${g4} = '0'")
    after = question("text", "after", relevant="${last} > 77")
    found = walked(form(tmp_path, *gates, last, after), 40)
    assert found.never == []
    assert min(found.lengths) < max(found.lengths)
    assert min(found.lengths) <= found.expected <= max(found.lengths)


def test_what_cannot_be_reached_is_told(tmp_path: Path) -> None:
    never = question("text", "never", relevant="${a} = '1' and ${a} = '0'")
    assert walked(form(tmp_path, question("select_one yn", "a"), never)).never == ["/data/never"]


def test_a_constraint_without_an_answer_is_told(tmp_path: Path) -> None:
    hopeless = question("integer", "x", constraint=". > 10 and . < 5", required="yes")
    found = walked(form(tmp_path, question("text", "a"), hopeless))
    assert found.hopeless == {"/data/x": 12}
    assert found.dead_ends == {"/data/x": 12}


def test_a_required_list_without_choices_is_a_dead_end(tmp_path: Path) -> None:
    empty = question("select_one yn", "x", choice_filter="name = ${a}", required="yes")
    found = walked(form(tmp_path, question("integer", "a", constraint=". > 5"), empty))
    assert found.dead_ends == {"/data/x": 12}
    assert found.hopeless == {}


def test_a_narrow_constraint_is_solved(tmp_path: Path) -> None:
    narrow = question(
        "integer", "x", constraint="(. >= 1930 and . <= 2012) and . = 1930 + ${a}", required="yes"
    )
    first = question("integer", "a", constraint=". >= 0 and . <= 80", required="yes")
    assert walked(form(tmp_path, first, narrow)).hopeless == {}


@pytest.mark.parametrize("kit", ["policy_official", "support_tracking"])
def test_nearly_all_of_a_kit_is_reached(kit: str) -> None:
    found = walked(FORMS / kit / "form.xlsx", 12)
    assert len(found.never) < len(found.questions) / 10
    assert found.endless == 0

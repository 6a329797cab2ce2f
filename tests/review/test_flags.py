"""Flags: each is a sentence with the number that caused it; what is usual raises none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyxform.xls2xform import convert

from fieldapp.form import FormDefinition, read_form
from fieldapp.merge import Candidate
from fieldapp.review import flags_of, minutes, queue
from fieldapp.review.flags import (
    Case,
    alike,
    far_away,
    kilometres,
    many_unknown,
    no_consent,
    too_fast,
    unexplained,
)
from fieldapp.store import RevisionRow
from tests.transfer.laptops import Team

FORM = """
| survey   |              |                  |                 |
|          | type         | name             | label           |
|          | select_one y | consent          | 同意参加吗 𠮷    |
|          | integer      | age              | 年龄            |
|          | integer      | land             | 土地            |
|          | integer      | debt             | 欠款            |
|          | integer      | income           | 收入            |
|          | integer      | spent            | 支出            |
|          | geopoint     | where            | 位置            |
|          | decimal      | village_lat      | 纬度            |
|          | decimal      | village_lon      | 经度            |
|          | decimal      | village_limit_km | 最远            |
| choices  |              |                  |                 |
|          | list_name    | name             | label           |
|          | y            | 1                | 同意            |
| settings |              |                  |                 |
|          | form_id      | version          | form_title      |
|          | people       | 1                | 人口表          |
"""


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> FormDefinition:
    path = tmp_path_factory.mktemp("form") / "people.xml"
    path.write_text(convert(FORM, file_type=".md").xform, "utf-8")
    return read_form(path).definition


def _case(form: FormDefinition, answers: dict[str, str] | None = None, **more: Any) -> Case:
    row = RevisionRow(
        "r", "uuid:1", "uuid:1", "content", "", "people", (), "E01", "ab", 1, "2026-11-01", "", b"", ""
    )
    return Case(row, form, {f"/data/{name}": value for name, value in (answers or {}).items()}, **more)


@pytest.mark.parametrize(
    ("taken", "usual", "said"),
    [(11.2, 36.0, "11 分钟；一半的访谈超过 36 分钟"), (18.0, 36.0, ""), (None, 36.0, ""), (3.0, None, "")],
)
def test_too_fast_is_held_against_the_usual_time(
    form: FormDefinition, taken: float | None, usual: float | None, said: str
) -> None:
    flag = too_fast(_case(form, minutes=taken, usual=usual))
    assert (flag.sentence if flag else "") == said


def test_nearly_equal_answers_name_the_other_interview(form: FormDefinition) -> None:
    pair = Candidate(("uuid:1", "uuid:2"), ("answers",), 0.93)
    flag = alike(_case(form, alike=(pair,), names={"uuid:2": "SQ-0263"}))
    assert flag is not None
    assert flag.red
    assert flag.sentence == "93% 的答案与 SQ-0263 相同"
    same = Candidate(("uuid:1", "uuid:2"), ("phone", "case"))
    flag = alike(_case(form, alike=(same,), names={"uuid:2": "SQ-0263"}))
    assert flag is not None
    assert "电话相同" in flag.sentence
    assert "SQ-0263" in flag.sentence


def test_an_unusual_answer_without_a_reason(form: FormDefinition) -> None:
    assert unexplained(_case(form, confirmed={"/data/age": "核对过"})) is None
    flag = unexplained(_case(form, confirmed={"/data/age": "", "/data/land": " "}))
    assert flag is not None
    assert flag.questions == ("/data/age", "/data/land")
    assert "2" in flag.sentence


def test_no_consent_is_red(form: FormDefinition) -> None:
    flag = no_consent(_case(form, {"age": "30"}))
    assert flag is not None
    assert flag.red
    assert no_consent(_case(form, {"consent": "1"})) is None


def test_many_unknown_answers(form: FormDefinition) -> None:
    from dataclasses import replace

    coded = replace(form, missing_codes=("-88", "-99"))
    names = ("age", "land", "debt", "income", "spent")
    flag = many_unknown(_case(coded, {"consent": "1", **dict.fromkeys(names, "-88")}))
    assert flag is not None
    assert flag.sentence == "6 个答案中有 5 个是不知道或拒绝回答"
    assert many_unknown(_case(coded, {"consent": "1", **dict.fromkeys(names[:4], "-99")})) is None


def test_far_from_the_village_with_the_distance(form: FormDefinition) -> None:
    place = {"village_lat": "32.18", "village_lon": "115.03", "village_limit_km": "5"}
    flag = far_away(_case(form, {"where": "32.31 115.03 60 6", **place}))
    assert flag is not None
    assert flag.sentence == "相距 14.5 公里，最多 5 公里"
    assert flag.questions == ("/data/where",)
    assert far_away(_case(form, {"where": "32.181 115.031 60 6", **place})) is None
    assert far_away(_case(form, {"where": "32.31 115.03 60 6"})) is None, "no limit, no flag"


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert kilometres((0, 0), (1, 0)) == pytest.approx(111.19, abs=0.01)


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path)
    yield made
    made.close()


def test_minutes_come_from_the_journal_and_travel(team: Team, tmp_path: Path) -> None:
    a, s = team.laptop("a"), team.laptop("s")
    record = a.interviews("张𡋬", 30, "妻")
    stick = tmp_path / "stick"
    stick.mkdir()
    a.sends(stick)
    s.takes(stick)
    assert minutes(a.study) == minutes(s.study)
    assert 0 <= minutes(s.study)[record] < 1
    (entry,) = queue(s.study, flags_of(s.study))
    assert entry.flags == (), "one interview has no usual time"

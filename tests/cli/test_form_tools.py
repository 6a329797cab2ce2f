"""`form check`, `form compare`, `form robot` as a person runs them."""

from __future__ import annotations

import json
from pathlib import Path

from fieldapp.problems import FORM_ERROR
from tests.cli.conftest import FORM, Terminal
from tests.form.check.support import YES_NO, question, workbook

OLD = [question("integer", "age"), question("select_one yn", "sex")]


def form(path: Path, survey: list[dict[str, object]], version: str = "1") -> Path:
    return workbook(path, survey=survey, choices=YES_NO, settings=[{"form_id": "f", "version": version}])


def test_a_faulty_form_is_told_with_its_cells(terminal: Terminal, tmp_path: Path) -> None:
    path = form(
        tmp_path / "问卷.xlsx", [*OLD, question(relevant="${agee} > 3"), question(name="b", relevant="(1")]
    )
    said = terminal("form", "check", path)
    assert said.code == FORM_ERROR.exit_code
    assert (
        "survey D4 (relevant)  Error: There is no question agee in this form. [unknown-reference]" in said.out
    )
    assert "Did you mean age?" in said.out
    assert "survey D5" in said.out
    assert said.out.endswith("2 errors, 0 warnings\n")
    chinese = terminal("form", "check", path, language="zh").out
    assert "survey D4 (relevant)  错误: 问卷里没有题目 agee。" in chinese
    assert "2 个错误，0 个提醒" in chinese


def test_a_kit_is_told_to_be_right(terminal: Terminal) -> None:
    said = terminal("form", "check", FORM)
    assert said.code == 0
    assert said.out.startswith("0 errors, 0 warnings\n")
    assert "count-shrinks" in terminal("form", "check", FORM, "--strict").out


def test_findings_for_programs(terminal: Terminal, tmp_path: Path) -> None:
    path = form(tmp_path / "f.xlsx", [*OLD, question(relevant="${sex} = '7'")])
    said = terminal("form", "check", path, "--json")
    assert said.code == 0
    assert [(one["code"], one["address"]) for one in json.loads(said.out)["findings"]] == [
        ("code-not-in-list", "D4"), ("never-relevant", "D4"),
    ]  # fmt: skip


def test_two_versions(terminal: Terminal, tmp_path: Path) -> None:
    old = form(tmp_path / "old.xlsx", OLD)
    new = form(tmp_path / "new.xlsx", [OLD[0], question("text", "village")], "2")
    said = terminal("form", "compare", old, new)
    assert said.code == 0
    assert (
        "village is new.\n    Drafts: Drafts begun before do not ask it.\n    Data: A new column." in said.out
    )
    assert said.out.endswith("differences\n")
    assert "village 是新增的。" in terminal("form", "compare", old, new, language="zh").out
    found = json.loads(terminal("form", "compare", old, new, "--json").out)["differences"]
    assert {"added", "removed"} <= {one["code"] for one in found}


def test_a_robot(terminal: Terminal, tmp_path: Path) -> None:
    never = question("text", "never", relevant="${sex} = '1' and ${sex} = '0'")
    path = form(tmp_path / "f.xlsx", [*OLD, never])
    said = terminal("form", "robot", path, "--walks", 5, "--seed", 3)
    assert said.code == 0
    assert "5 interviews, seed 3" in said.out
    assert "Never asked:\n    /data/never" in said.out
    assert "从未问到" in terminal("form", "robot", path, "--walks", 1, language="zh").out
    found = json.loads(terminal("form", "robot", path, "--walks", 5, "--json").out)
    assert (found["walks"], found["never"], found["dead_ends"]) == (5, ["/data/never"], {})

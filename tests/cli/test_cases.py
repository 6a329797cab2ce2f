"""The case list from the command line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cases.support import LIST, csv, write_form
from tests.cli.conftest import Terminal


@pytest.fixture
def folder(tmp_path: Path, terminal: Terminal) -> Path:
    study = tmp_path / "study"
    assert terminal("study", "new", study, "--name", "返乡").code == 0
    assert terminal("form", "add", study, write_form(tmp_path / "people.xlsx")).code == 0
    return study


def test_a_day_at_the_terminal(folder: Path, tmp_path: Path, terminal: Terminal) -> None:
    path = csv(tmp_path)
    looked = terminal("cases", "load", folder, path, "--look", language="zh")
    assert "cases.csv：新增 3 个样本，更新 0 个，未变 0 个。" in looked.out
    assert terminal("cases", "list", folder).out == "No cases.\n"
    loaded = terminal("cases", "load", folder, path)
    assert loaded.code == 0
    assert "Kept among the contacts: who, phone" in loaded.out
    assert "Loaded: 3 new, 0 changed, 0 as before." in loaded.out
    assert terminal("cases", "assign", folder, "E03", "RET-0003").out == "1 case handed to E03\n"
    told = terminal("cases", "result", folder, "RET-0003", "224", "--next", "2026-12-01 18:30", language="zh")
    assert told.out.startswith("RET-0003  进行中  E03  1 没有人在  2026-12-01T18:30")
    mine = terminal("cases", "list", folder, "--enum", "E03", "--status", "progress").out
    assert mine.startswith("RET-0003  In progress  E03  1 nobody there")
    out = tmp_path / "out.csv"
    assert terminal("cases", "export", folder, out).out == f"3 cases written: {out}\n"
    assert "110101199003070018" in out.read_text("utf-8-sig")


def test_faults_are_told_by_row(folder: Path, tmp_path: Path, terminal: Terminal) -> None:
    said = terminal("cases", "load", folder, csv(tmp_path, LIST + "RET-0001,,,,,,,\n"), language="zh")
    assert said.code == 43
    assert "第 5 行：样本 RET-0001 在第 2 行已经有了" in said.out
    assert "没有导入任何内容" in said.err
    assert terminal("cases", "list", folder).out == "No cases.\n"


def test_what_is_not_there_is_said(folder: Path, tmp_path: Path, terminal: Terminal) -> None:
    terminal("cases", "load", folder, csv(tmp_path))
    assert "there is no case RET-9" in terminal("cases", "assign", folder, "E01", "RET-0001", "RET-9").err
    assert "E01" not in terminal("cases", "list", folder).out, "all are looked up before the first moves"
    assert "is no outcome code" in terminal("cases", "result", folder, "RET-0001", "999").err
    assert terminal("cases", "result", folder, "RET-0001", "224", "--next", "改天").code == 45


def test_help_in_chinese() -> None:
    words = [sys.executable, "-m", "fieldapp", "--language", "zh", "cases", "load", "--help"]
    said = subprocess.run(words, capture_output=True, check=True, env={**os.environ, "PYTHONUTF8": "1"})
    assert "例如：fieldapp cases load" in said.stdout.decode()

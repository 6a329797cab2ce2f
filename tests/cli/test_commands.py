"""The commands, from what a person types to what is on the disk."""

from __future__ import annotations

import errno
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from fieldapp import study
from fieldapp.problems import (
    FILE_MISSING,
    FILE_UNREADABLE,
    FORM_LIST_MISSING,
    FORM_UNREADABLE,
    STUDY_EXISTS,
    STUDY_MISSING,
    STUDY_OPEN,
)
from tests.cli.conftest import FORM, Terminal


def test_a_study_is_made_with_a_form_and_described(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "返乡 𠮷"
    assert terminal("study", "new", folder, "--name", "返乡调查 㐂", "--form", FORM).code == 0
    said = terminal("study", "info", folder)
    assert said.code == 0
    assert "返乡调查 㐂" in said.out
    assert "returnee_entrepreneur, version 2" in said.out
    assert "0 drafts\n0 finalised interviews" in said.out


def test_chinese_is_spoken_when_asked_for(terminal: Terminal, tmp_path: Path) -> None:
    said = terminal("study", "new", tmp_path / "s", language="zh")
    assert said.out.startswith("已新建调查：")
    assert "这里已经有一个调查" in terminal("study", "new", tmp_path / "s", language="zh").err


def test_a_study_is_not_made_twice(terminal: Terminal, tmp_path: Path) -> None:
    terminal("study", "new", tmp_path / "s", "--name", "one")
    before = (tmp_path / "s" / "study.db").read_bytes()
    said = terminal("study", "new", tmp_path / "s", "--name", "two")
    assert said.code == STUDY_EXISTS.exit_code
    assert str(tmp_path / "s") in said.err
    assert (tmp_path / "s" / "study.db").read_bytes() == before


def test_no_study_no_file_no_form(terminal: Terminal, tmp_path: Path) -> None:
    empty = tmp_path / "empty.xlsx"
    empty.write_bytes(b"")
    terminal("study", "new", tmp_path / "s")
    assert terminal("study", "info", tmp_path / "none").code == STUDY_MISSING.exit_code
    assert terminal("form", "check", tmp_path / "none.xlsx").code == FILE_MISSING.exit_code
    assert terminal("form", "check", empty).code == FORM_UNREADABLE.exit_code
    assert terminal("form", "add", tmp_path / "s", empty).code == FORM_UNREADABLE.exit_code


def test_a_form_without_its_lists_is_refused_and_says_which(terminal: Terminal, tmp_path: Path) -> None:
    alone = tmp_path / "alone" / "form.xlsx"
    alone.parent.mkdir()
    alone.write_bytes(FORM.read_bytes())
    terminal("study", "new", tmp_path / "s")
    said = terminal("form", "add", tmp_path / "s", alone)
    assert said.code == FORM_LIST_MISSING.exit_code
    assert ".csv" in said.err
    assert "version" not in terminal("study", "info", tmp_path / "s").out


def test_a_study_in_use_can_be_looked_at_and_not_changed(terminal: Terminal, tmp_path: Path) -> None:
    with_window = study.create(tmp_path / "s", "开着")
    try:
        assert terminal("study", "info", tmp_path / "s").code == 0
        assert terminal("form", "add", tmp_path / "s", FORM).code == STUDY_OPEN.exit_code
    finally:
        with_window.close()


def test_a_form_is_described_without_a_study(terminal: Terminal) -> None:
    said = terminal("form", "check", FORM)
    assert said.code == 0
    assert "returnee_entrepreneur, version 2: 返乡创业者问卷" in said.out
    assert "admin_town.csv" in said.out


@pytest.mark.parametrize("words", [["nonsense"], ["form", "chec"], ["study", "new"], ["export"]])
def test_a_wrong_call_returns_2(terminal: Terminal, words: list[str]) -> None:
    said = terminal(*words)
    assert said.code == 2
    assert "Error" in said.err


@pytest.mark.parametrize("words", [[], ["study"], ["form"], ["export"], ["demo"]])
def test_every_command_explains_itself(terminal: Terminal, words: list[str]) -> None:
    said = terminal(*words, "--help")
    assert said.code == 0
    assert "Usage: fieldapp" in said.out


def test_export_without_interviews_says_so(terminal: Terminal, tmp_path: Path) -> None:
    terminal("study", "new", tmp_path / "s")
    said = terminal("export", tmp_path / "s")
    assert said.code == 2
    assert "no finished interviews" in said.err
    assert list((tmp_path / "s" / "exports").iterdir()) == []


def test_export_writes_where_it_is_told(terminal: Terminal, tmp_path: Path) -> None:
    assert terminal("demo", "--folder", tmp_path / "s", "--interviews", 2).code == 0
    target = tmp_path / "新文件夹" / "结果.xlsx"
    said = terminal("export", tmp_path / "s", "--out", target, "--values", "labels", "--labels", "en")
    assert said.code == 0
    assert str(target) in said.out
    book = openpyxl.load_workbook(target, read_only=True)
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    first = dict(zip(heading, rows[0], strict=True))
    book.close()
    assert len(rows) == 2
    assert first["loc_cnty"] == "Pianguan County"


def test_the_command_line_starts_without_qt_and_the_heavy_libraries() -> None:
    heavy = ["PySide6", "pandas", "numpy", "openpyxl", "pyxform", "sqlite_utils", "qtawesome", "click"]
    script = (
        "import sys, fieldapp.__main__, fieldapp.cli;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_a_disk_that_goes_is_a_sentence(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pulled(*_: object, **__: object) -> None:
        raise OSError(errno.EIO, "Input/output error", "/media/U 盘")

    monkeypatch.setattr("fieldapp.study.create", pulled)
    said = terminal("study", "new", tmp_path / "s", "--name", "调查")
    assert said.code == FILE_UNREADABLE.exit_code
    assert "U 盘" in said.err

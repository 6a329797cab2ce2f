"""Handing over and merging from the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.__main__ import main
from fieldapp.problems import IMPORT_BUILT_UPON, IMPORT_NONE
from tests.transfer.laptops import Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    """Two laptops; the one that merges runs the commands."""
    made = Team(tmp_path)
    a = made.laptop("a")
    a.interviews("张𡋬", 41, "子")
    a.closes()
    made.laptop("s").closes()
    yield made
    made.close()


class Terminal:
    """`says(laptop, words...)`: exit code and everything printed, in Chinese."""

    def __init__(self, team: Team, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._team, self._patch, self._capture = team, patch, capture

    def says(self, laptop: str, *words: str | Path) -> tuple[int, str]:
        self._patch.setenv("FIELDAPP_HOME", str(self._team.folder / f"home-{laptop}"))
        code = main(["--language", "zh", *map(str, words)])
        printed = self._capture.readouterr()
        return code, printed.out + printed.err


@pytest.fixture
def terminal(team: Team, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(team, monkeypatch, capsys)


def test_out_and_in_and_back(terminal: Terminal, tmp_path: Path) -> None:
    stick = tmp_path / "U 盘"
    stick.mkdir()
    code, said = terminal.says("a", "bundle", "send", tmp_path / "a", stick)
    assert code == 0
    assert "的第 1 号数据包" in said
    code, said = terminal.says("s", "bundle", "look", tmp_path / "s", stick)
    assert "新增 1 份" in said
    code, said = terminal.says("s", "merge", tmp_path / "s", stick)
    assert code == 0
    assert "合并完成：新增 1 份，更新 0 份，已有 0 份，丢失 0 份" in said
    assert list((tmp_path / "s" / "backups").iterdir()), "a backup is made before"
    code, said = terminal.says("s", "merge", tmp_path / "s", stick)
    assert "新增 0 份，更新 0 份，已有 1 份" in said
    terminal.says("s", "bundle", "send", tmp_path / "s", stick)
    terminal.says("a", "merge", tmp_path / "a", stick)
    code, said = terminal.says("a", "bundle", "receipts", tmp_path / "a")
    assert "收到 1 / 1" in said
    code, said = terminal.says("s", "merge", tmp_path / "s", "--undo")
    assert "已撤销第 2 次合并" in said


def test_one_file(terminal: Terminal, tmp_path: Path) -> None:
    path = tmp_path / "今天.fapp"
    terminal.says("a", "bundle", "send", tmp_path / "a", path)
    code, said = terminal.says("s", "merge", tmp_path / "s", path)
    assert (code, "新增 1 份" in said) == (0, True)


def test_nothing_to_take_back_is_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    code, said = terminal.says("s", "merge", tmp_path / "s", "--undo")
    assert code == IMPORT_NONE.exit_code
    assert IMPORT_BUILT_UPON.exit_code != code
    assert "没有可以撤销的合并" in said


def test_a_folder_without_bundles_is_said_to_be(terminal: Terminal, tmp_path: Path) -> None:
    (tmp_path / "leer").mkdir()
    code, said = terminal.says("s", "merge", tmp_path / "s", tmp_path / "leer")
    assert (code, said.strip()) == (0, "这里没有数据包。")


def test_a_bundle_that_is_missing_is_said_by_look_and_by_merge(
    terminal: Terminal, team: Team, tmp_path: Path
) -> None:
    """What laptop a gave to t, and t confirmed, is not in what s gets afterwards."""
    t = team.laptop("t")
    t.closes()
    for number in (1, 2):
        stick, back = tmp_path / f"stick {number}", tmp_path / f"back {number}"
        for folder in (stick, back):
            folder.mkdir()
        terminal.says("a", "bundle", "send", tmp_path / "a", stick)
        terminal.says("t", "merge", tmp_path / "t", stick)
        terminal.says("t", "bundle", "send", tmp_path / "t", back)
        terminal.says("a", "merge", tmp_path / "a", back)
    for command in (("bundle", "look"), ("merge",)):
        _, said = terminal.says("s", *command, tmp_path / "s", stick)
        assert "的第 1 号数据包没有收到。它的记录中有 1 条" in said
    _, said = terminal.says("s", "merge", tmp_path / "s", tmp_path / "stick 1")
    assert "没有收到" not in said


def test_the_report_is_written_with_the_merge_and_again_later(terminal: Terminal, tmp_path: Path) -> None:
    path, page = tmp_path / "今天.fapp", tmp_path / "报告.html"
    _, said = terminal.says("s", "merge", tmp_path / "s", "--report", page)
    assert "还没有合并过" in said
    terminal.says("a", "bundle", "send", tmp_path / "a", path)
    code, said = terminal.says("s", "merge", tmp_path / "s", path, "--report", page)
    assert (code, "报告已写入" in said) == (0, True)
    assert "合计" in page.read_text("utf-8")
    terminal.says("s", "merge", tmp_path / "s", "--report", tmp_path / "报告.txt")
    assert "新增: 1" in (tmp_path / "报告.txt").read_text("utf-8")


def test_an_app_update_is_handed_over_listed_and_saved(terminal: Terminal, tmp_path: Path) -> None:
    installer, stick = tmp_path / "fieldapp-99.1-linux.AppImage", tmp_path / "U"
    installer.write_bytes(b"\x7fELF" * 9)
    stick.mkdir()
    _, said = terminal.says("s", "bundle", "update", tmp_path / "s")
    assert "还没有收到程序更新" in said
    code, said = terminal.says("a", "bundle", "send", tmp_path / "a", stick, "--update", installer)
    assert code == 0
    _, said = terminal.says("s", "merge", tmp_path / "s", stick)
    assert "程序更新：fieldapp-99.1-linux.AppImage" in said
    code, said = terminal.says("s", "bundle", "update", tmp_path / "s", "--save", tmp_path / "out.bin")
    assert (code, "比本程序新" in said, "请关闭本程序" in said) == (0, True, True)
    assert (tmp_path / "out.bin").read_bytes() == installer.read_bytes()
    wrong = tmp_path / "setup.bin"
    wrong.write_bytes(b"x")
    code, said = terminal.says("a", "bundle", "send", tmp_path / "a", stick, "--update", wrong)
    assert (code, "没有写明版本" in said) == (121, True)


def test_everything_again(terminal: Terminal, tmp_path: Path) -> None:
    one, two, back = (tmp_path / name for name in ("one", "two", "back"))
    for folder in (one, two, back):
        folder.mkdir()
    terminal.says("a", "bundle", "send", tmp_path / "a", one)
    terminal.says("s", "merge", tmp_path / "s", one)
    terminal.says("s", "bundle", "send", tmp_path / "s", back)
    terminal.says("a", "merge", tmp_path / "a", back)
    terminal.says("a", "bundle", "send", tmp_path / "a", two, "--everything")
    terminal.says("s", "merge", tmp_path / "s", "--undo")
    _, said = terminal.says("s", "merge", tmp_path / "s", two)
    assert "新增 1 份" in said


def test_a_workbook_is_compared_by_look_and_by_merge(terminal: Terminal, team: Team, tmp_path: Path) -> None:
    from fieldapp.export import Options, export_study

    a = team.laptop("a")
    a.study = a._open()
    export_study(a.study.store, "people", tmp_path / "x.xlsx", Options())
    a.closes()
    for command in (("bundle", "look"), ("merge",)):
        code, said = terminal.says("s", *command, tmp_path / "s", tmp_path / "x.xlsx")
        assert (code, "1 份不在这里" in said, "不会收入" in said) == (0, True, True)
    (tmp_path / "y.xlsx").write_bytes(b"x")
    code, said = terminal.says("s", "bundle", "look", tmp_path / "s", tmp_path / "y.xlsx")
    assert (code, "这不是本程序导出的工作簿" in said) == (125, True)

"""Reviewing from the command line."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldapp.__main__ import main
from fieldapp.review import queue
from tests.transfer.laptops import Team


@pytest.fixture
def team(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Team]:
    made = Team(tmp_path)
    laptop = made.laptop("s")
    laptop.study.enumerator = "S01"
    for number in range(2):
        laptop.interviews(f"张{number} 𡋬", 41, "子")
    laptop.closes()
    monkeypatch.setenv("FIELDAPP_HOME", str(laptop.home))
    yield made
    made.close()


def _says(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    code = main(["--language", "zh", "review", *map(str, words)])
    printed = capsys.readouterr()
    return code, printed.out + printed.err


def test_list_approve_and_send_back(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    folder = team.folder / "s"
    code, said = _says(capsys, "list", folder)
    assert code == 0
    assert "𡋬" not in said
    first, second = (line.split()[0] for line in said.splitlines())
    assert _says(capsys, "approve", folder, first) == (0, "已通过：人口表\n")
    code, said = _says(
        capsys, "send-back", folder, second, "--note", "年龄请再核对", "--question", "/data/age"
    )
    assert (code, said) == (0, "已退回：人口表\n")
    assert _says(capsys, "list", folder) == (0, "没有待审核的访谈。\n")
    code, said = _says(capsys, "list", folder, "--all")
    assert len(said.splitlines()) == 2
    from fieldapp import study

    opened = study.open(folder)
    assert sorted(str(one.state) for one in queue(opened)) == ["approved", "has_issues"]
    opened.close()


def test_an_unknown_beginning_changes_nothing(team: Team, capsys: pytest.CaptureFixture[str]) -> None:
    code, said = _says(capsys, "approve", team.folder / "s", "zzz")
    assert code == 2
    assert "zzz" in said
    assert len(_says(capsys, "list", team.folder / "s")[1].splitlines()) == 2


def test_purge_asks_for_the_name_and_forgets(
    team: Team, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = team.folder / "s"
    first = _says(capsys, "list", folder)[1].split()[0]
    monkeypatch.setattr("sys.stdin", io.StringIO("别的调查\n"))
    code, said = _says(capsys, "purge", folder, first, "--reason", "本人要求")
    assert code == 2
    assert "没有删除" in said
    assert len(_says(capsys, "list", folder)[1].splitlines()) == 2
    monkeypatch.setattr("sys.stdin", io.StringIO("返乡创业调查\n"))
    code, said = _says(capsys, "purge", folder, first, "--reason", "本人要求")
    assert code == 0
    assert "已忘掉：人口表" in said
    assert "1" in said
    assert len(_says(capsys, "list", folder)[1].splitlines()) == 1

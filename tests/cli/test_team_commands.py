"""The team from the command line: a laptop joins, is listed, is lost; the sheet is read back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from fieldapp.__main__ import main
from fieldapp.problems import LAPTOP_UNKNOWN, ROSTER_MISSING, SHEET_DIFFERS, WORDS_DIFFER
from tests.transfer.laptops import Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path)
    for name in ("lead", "a"):
        made.laptop(name).closes()
    yield made
    made.close()


class Terminal:
    """`says(laptop, words...)`: exit code and everything printed; `types` answers what is asked."""

    def __init__(self, team: Team, patch: pytest.MonkeyPatch, capture: pytest.CaptureFixture[str]) -> None:
        self._team, self._patch, self._capture = team, patch, capture

    def says(self, laptop: str, *words: str | Path) -> tuple[int, str]:
        self._patch.setenv("FIELDAPP_HOME", str(self._team.folder / f"home-{laptop}"))
        code = main(["--language", "zh", *map(str, words)])
        printed = self._capture.readouterr()
        return code, printed.out + printed.err

    def types(self, *answers: str) -> None:
        waiting = list(answers)
        self._patch.setattr(click, "prompt", lambda *_texts, **_more: waiting.pop(0))


@pytest.fixture
def terminal(team: Team, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    return Terminal(team, monkeypatch, capsys)


def _words(said: str) -> str:
    return said.strip().splitlines()[-1]


def test_card_add_join_list_revoke(terminal: Terminal, tmp_path: Path) -> None:
    a, lead, card, stick = tmp_path / "a", tmp_path / "lead", tmp_path / "a.card", tmp_path / "U 盘"
    stick.mkdir()
    code, said = terminal.says("a", "team", "card", a, "--name", "王芳的电脑 㐂", "--out", card)
    assert code == 0
    theirs = _words(said)
    wrong = terminal.says("lead", "team", "add", lead, card, "--person", "E01", "--words", "abandon")
    assert wrong[0] == WORDS_DIFFER.exit_code
    code, said = terminal.says("lead", "team", "add", lead, card, "--person", "E01", "--words", theirs)
    assert (code, "王芳的电脑 㐂" in said) == (0, True)
    assert terminal.says("a", "team", "join", a, "--words", theirs)[0] == ROSTER_MISSING.exit_code
    terminal.says("lead", "bundle", "send", lead, stick)
    terminal.says("a", "merge", a, stick)
    mine = _words(terminal.says("lead", "team", "card", lead)[1])
    code, said = terminal.says("a", "team", "join", a, "--words", mine)
    assert (code, "2 台电脑" in said) == (0, True)
    assert "这台电脑" in terminal.says("a", "team", "list", a)[1]
    assert terminal.says("lead", "team", "revoke", lead, "没有")[0] == LAPTOP_UNKNOWN.exit_code
    code, said = terminal.says("lead", "team", "revoke", lead, "E01")
    assert (code, "安全" in said) == (0, True)
    assert "已注销" in terminal.says("lead", "team", "list", lead)[1]


def test_the_sheet_is_typed_back_and_another_laptop_leads_on(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a, lead, card, stick = tmp_path / "a", tmp_path / "lead", tmp_path / "a.card", tmp_path / "U 盘"
    stick.mkdir()
    theirs = _words(terminal.says("a", "team", "card", a, "--out", card)[1])
    add = ("team", "add", lead, card, "--person", "S01", "--role", "supervisor", "--words", theirs)
    terminal.says("lead", *add)
    assert "team sheet" in terminal.says("lead", "team", "list", lead)[1]
    terminal.types("x", "y")
    code, said = terminal.says("lead", "team", "sheet", lead)
    assert code == SHEET_DIFFERS.exit_code
    codes = _proven(terminal, lead, monkeypatch)
    assert "team sheet" not in terminal.says("lead", "team", "list", lead)[1]
    terminal.says("lead", "bundle", "send", lead, stick)
    terminal.says("a", "merge", a, stick)
    terminal.says("a", "team", "join", a, "--words", _words(terminal.says("lead", "team", "card", lead)[1]))
    terminal.types(*codes)
    code, said = terminal.says("a", "team", "sheet", a, "--lead-on")
    assert (code, "第 4 版" in said) == (0, True)


def _proven(terminal: Terminal, lead: Path, patch: pytest.MonkeyPatch) -> list[str]:
    """Make a sheet and type both codes as they were shown."""
    shown: list[str] = []
    echo = click.echo

    def listen(text: object = "", **more: object) -> None:
        shown.extend(re.findall(r"(?:[0-9A-Z]{4}-){13}[0-9A-Z]{4}", str(text)))
        echo(text, **more)  # type: ignore[arg-type]

    patch.setattr(click, "echo", listen)
    left = iter((0, 1))
    patch.setattr(click, "prompt", lambda *_texts, **_more: shown[next(left)])
    assert terminal.says("lead", "team", "sheet", lead)[0] == 0
    return shown[:2]

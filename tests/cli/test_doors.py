"""Which door `fieldapp` opens."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from fieldapp.__main__ import main
from fieldapp.cli.language import chosen
from fieldapp.ui import app

Opened = list[tuple[list[str], Path | None, bool]]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    """What the window would have been opened with."""
    calls: Opened = []

    def run(argv: Sequence[str], study: Path | None = None, *, sample: bool = False) -> int:
        calls.append((list(argv), study, sample))
        return 0

    monkeypatch.setattr(app, "run", run)
    return calls


@pytest.mark.parametrize(
    ("given", "study", "sample"),
    [
        ([], None, False),
        (["--sample"], None, True),
        (["--study", "有 空格"], Path("有 空格"), False),
        (["--study=有 空格", "--sample"], Path("有 空格"), True),
    ],
)
def test_the_window(opened: Opened, given: list[str], study: Path | None, sample: bool) -> None:
    assert main(given) == 0
    assert opened == [(["fieldapp"], study, sample)]


def test_options_of_qt_go_to_qt(opened: Opened) -> None:
    main(["--sample", "-platform", "offscreen"])
    assert opened == [(["fieldapp", "-platform", "offscreen"], None, True)]


def test_a_command_opens_no_window(opened: Opened, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert opened == []
    assert capsys.readouterr().out.startswith("fieldapp, version ")


@pytest.mark.parametrize(
    ("system", "arguments", "language", "rest"),
    [
        ("zh_CN.UTF-8", ["demo"], "zh", ["demo"]),
        ("de_DE.UTF-8", ["demo"], "en", ["demo"]),
        ("C", [], "en", []),
        ("C", ["--language", "zh", "demo"], "zh", ["demo"]),
        ("zh_CN", ["demo", "--language=en"], "en", ["demo"]),
        ("zh_CN", ["--language", "fr"], "zh", ["--language", "fr"]),
    ],
)
def test_the_language(
    monkeypatch: pytest.MonkeyPatch, system: str, arguments: list[str], language: str, rest: list[str]
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    assert chosen(arguments) == (language, rest)

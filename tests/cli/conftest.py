"""A terminal with a home folder of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldapp import wording
from fieldapp.__main__ import main

FORM = Path(__file__).parents[2] / "forms" / "returnee_entrepreneur" / "form.xlsx"


@dataclass(frozen=True)
class Said:
    """What a command returned and printed."""

    code: int
    out: str
    err: str


Terminal = Callable[..., Said]


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Terminal]:
    """`terminal("study", "info", folder)`, in English unless told otherwise."""
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))

    def run(*words: object, language: str = "en") -> Said:
        code = main(["--language", language, *map(str, words)])
        printed = capsys.readouterr()
        return Said(code, printed.out, printed.err)

    yield run
    wording.use("zh")

"""A study with one small form, open for who hands out cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp import study as studies
from fieldapp.session import Session
from fieldapp.study import Study
from tests.cases.support import write_form

Interview = Callable[..., str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    with closing(studies.create(tmp_path / "study", "返乡创业调查")) as opened:
        opened.add_form(write_form(tmp_path / "people.xlsx"))
        yield opened


@pytest.fixture
def interview(study: Study) -> Interview:
    """A finished interview of a case; its revision."""

    def conduct(case_id: str, outcome: str = "110", wave: str = "") -> str:
        session = Session.start(study, study.forms()[0].sha256)
        for name, value in {"case_id": case_id, "wave": wave, "outcome": outcome, "age": "41"}.items():
            session.answer(f"/data/{name}", value)
        row = session.finalize()
        session.close()
        return row.rev_id

    return conduct

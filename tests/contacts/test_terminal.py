"""`fieldapp contacts`: the same from a terminal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fieldapp import wording
from fieldapp.cli import main
from fieldapp.session import Session
from fieldapp.study import Study
from tests.contacts.support import NAME, PHONE, fill, holders

Run = tuple[int, str]


@pytest.fixture
def folder(place: Study, session: Session) -> Path:
    fill(session)
    session.finalize()
    place.close()
    return place.folder


def run(capsys: pytest.CaptureFixture[str], *words: object) -> Run:
    before = wording.language()
    try:
        code = main(["--language", "en", *map(str, words)])
    finally:
        wording.use(before)
    return code, capsys.readouterr().out


def test_status_and_the_promised_date(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "contacts", "until", folder, f"{date.today()}")[0] == 0
    code, said = run(capsys, "contacts", "status", folder)
    assert code == 0
    assert "1 file that identifies somebody" in said
    assert "The date has come" in said
    assert run(capsys, "contacts", "until", folder, "tomorrow")[0] != 0


def test_a_person_is_found_without_being_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for text in (NAME[:2], "ouyang", PHONE[-4:]):
        code, said = run(capsys, "contacts", "find", folder, text)
        assert code == 0
        assert "RET-0001 𠮷＊＊" in said
    assert run(capsys, "contacts", "find", folder, "nobody") == (0, "")


def test_delete_asks_for_the_name_and_writes_a_record(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["没有", "入户调查"])
    monkeypatch.setattr("click.prompt", lambda *_, **__: next(answers))
    assert run(capsys, "contacts", "delete", folder, "--all")[0] == 2
    assert holders(folder, PHONE)
    code, said = run(capsys, "contacts", "delete", folder, "--all", "--backups", folder.parent / "stick")
    assert code == 0
    assert "Could not be reached" in said
    assert holders(folder, PHONE) == []
    assert len(list((folder / "exports").glob("deletion-*.html"))) == 1


def test_all_or_before_must_be_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "contacts", "delete", folder, "--yes")[0] == 2
    code, said = run(capsys, "contacts", "delete", folder, "--yes", "--before", "2020-01-01")
    assert code == 0
    assert "0 values were deleted" in said

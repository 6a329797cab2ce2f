"""Practice interviews can never mix with real ones: their study is another one."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp import study as studies
from fieldapp.keys import LIGHT, Protection
from fieldapp.problems import PRACTICE_ONLY, Problem
from fieldapp.session import Session
from fieldapp.study import Study
from tests.session.support import household_study


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Study:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    made, _ = household_study(tmp_path)
    made.enumerator = "E07"
    return made


def practised(real: Study) -> Study:
    """The practice study with a finished interview in it."""
    place = studies.practice(real)
    session = Session.start(place, place.forms()[0].sha256)
    session.answer("/data/name", "练习𠮷")
    return place


def test_it_is_another_study_with_the_same_forms(real: Study) -> None:
    place = practised(real)
    assert place.practice
    assert not real.practice
    assert place.study_id != real.study_id
    assert place.device_id != real.device_id
    assert [form.sha256 for form in place.forms()] == [form.sha256 for form in real.forms()]
    assert (place.enumerator, place.name) == (real.enumerator, real.name)
    assert len(place.drafts()) == 1
    assert real.drafts() == []
    place.close()


def test_it_is_there_again_and_follows_new_forms(real: Study, tmp_path: Path) -> None:
    practised(real).close()
    other = (tmp_path / "hh.xml").read_text("utf-8").replace('id="', 'version="9" id="', 1)
    (tmp_path / "hh9.xml").write_text(other, "utf-8")
    added = real.add_form(tmp_path / "hh9.xml")
    place = studies.practice(real)
    assert len(place.drafts()) == 1
    assert added.sha256 in [form.sha256 for form in place.forms()]
    place.close()


def test_nothing_of_it_is_exported(real: Study) -> None:
    place = practised(real)
    with pytest.raises(Problem) as refused:
        place.exporting()
    assert refused.value.kind is PRACTICE_ONLY
    place.close()


def test_studies_opened_lately_do_not_list_it(real: Study) -> None:
    practised(real).close()
    assert all("practice" not in str(entry.folder) for entry in studies.recent())


def test_what_no_longer_opens_is_put_aside(real: Study) -> None:
    practised(real).close()
    (real.folder / "practice" / "study.db").write_bytes(b"no database" * 500)
    place = studies.practice(real)
    assert place.drafts() == []
    assert [path.name for path in real.folder.iterdir() if path.name.startswith("practice-")]
    place.close()


def test_it_is_encrypted_like_the_real_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDAPP_HOME", str(tmp_path / "home"))
    open_study, _ = household_study(tmp_path)
    open_study.close()
    protection = Protection("L01", "青山绿水长流", name="负责人", params=LIGHT)
    real = studies.create(tmp_path / "sealed", "调查", protection=protection)
    real.add_form(tmp_path / "hh.xml")
    place = practised(real)
    place.close()
    database = (real.folder / "practice" / "study.db").read_bytes()
    assert not database.startswith(b"SQLite format 3")
    assert "练习".encode() not in database

"""Backups of an encrypted study: still encrypted, proved with its key, restored with the passphrase."""

from __future__ import annotations

from contextlib import closing

import pytest

from fieldapp import study as studies
from fieldapp.__main__ import main
from fieldapp.backup import Source, back_up, backups, drill, restore, verify
from fieldapp.problems import STUDY_LOCKED, Problem
from fieldapp.session import Session
from fieldapp.study import Protection, Unlock
from tests.session.support import household_xml

WORDS = "村口有三棵枣树和井"
NAME = "王﨑红"
PHOTO = b"\x89PNG\r\n\x1a\n" + "不该看见的照片".encode() * 300


@pytest.fixture
def study(tmp_path):
    form = tmp_path / "hh.xml"
    form.write_bytes(household_xml())
    made = studies.create(tmp_path / "s", "保密调查", protection=Protection("L01", WORDS))
    session = Session.start(made, made.add_form(form).sha256)
    session.answer("/data/name", NAME)
    session.answer("/data/photo", session.attach_bytes("/data/photo", PHOTO, ".png"))
    session.finalize()
    session.close()
    yield made
    made.close()


@pytest.fixture
def made(study, stick):
    with closing(study.reader()) as reader:
        return back_up(Source(reader, study.layout, study.device_id, protected=True), stick).backup


def test_nothing_of_an_answer_can_be_read_on_the_stick(made, stick):
    found = b"".join(path.read_bytes() for path in stick.rglob("*") if path.is_file())
    assert len(found) > 50_000
    for secret in (NAME, "不该看见", "住户问卷"):
        assert secret.encode() not in found
        assert secret.encode("utf-16-le") not in found
    assert made.trusted.protected
    assert set(made.trusted.files) == {"study.db", "keys.json"}


def test_it_is_verified_with_the_key_and_by_hashes_without(made, study):
    assert verify(made, study.store.open_copy) == []
    assert verify(made, None) == []
    assert [fault.wrong for fault in verify(made)] == ["database"]  # without the key it says nothing


def test_the_drill_leaves_nothing(made, study):
    before = sorted(study.folder.parent.iterdir())
    assert drill(made, study.folder, study.store.open_copy).interviews == 1
    assert sorted(study.folder.parent.iterdir()) == before


@pytest.mark.parametrize("known", [True, False])
def test_restored_it_opens_with_the_passphrase_only(made, study, tmp_path, known):
    restore(made, tmp_path / "r", study.store.open_copy if known else None)
    with pytest.raises(Problem) as caught:
        studies.open(tmp_path / "r")
    assert caught.value.kind is STUDY_LOCKED
    with closing(studies.open(tmp_path / "r", unlock=Unlock("L01", WORDS))) as again:
        (row,) = again.finalized()
        assert row.label == NAME
        session = Session.resume(again, row.instance_id)
        assert session.media(session.interview.node("/data/photo").value) == PHOTO


def test_from_a_terminal_with_the_passphrase_in_the_environment(
    made, study, stick, tmp_path, monkeypatch, capsys
):
    study.close()
    assert main(["--language", "en", "backup", str(study.folder)]) == STUDY_LOCKED.exit_code
    monkeypatch.setenv("FIELDAPP_PASSPHRASE", WORDS)
    monkeypatch.setenv("FIELDAPP_PERSON", "L01")
    for words in (
        ["backup", str(study.folder), "--to", str(stick)],
        ["backup", "verify", str(stick), "--all"],
        ["backup", "drill", str(study.folder)],
        ["restore", str(stick), "--to", str(tmp_path / "r")],
        ["restore", str(stick), "--replace", str(study.folder), "--yes"],
    ):
        if "drill" in words:
            assert (
                main(["--language", "en", "backup", str(study.folder), "--to", str(study.layout.backups)])
                == 0
            )
        assert main(["--language", "en", *words]) == 0, capsys.readouterr()
    assert len(backups(stick)) == 2
    with closing(studies.open(tmp_path / "r", unlock=Unlock("L01", WORDS))) as again:
        assert [act.kind for act in again.store.acts.all()][-1] == "restore"

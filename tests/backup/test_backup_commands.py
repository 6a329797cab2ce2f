"""The same from a terminal: backup, list, verify, drill, restore."""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from fieldapp import backup, wording
from fieldapp import study as studies
from fieldapp.__main__ import main
from fieldapp.problems import BACKUP_MISSING, BACKUP_OTHER_STUDY, RESTORE_TARGET, STUDY_OPEN
from fieldapp.session import Session
from tests.backup.conftest import DRAFT, FINISHED


@pytest.fixture
def closed(study):
    study.close()
    return study.folder


@pytest.fixture
def says(capsys):
    """`says("backup", folder)`: exit code and all that was printed, in English."""

    def run(*words, language="en"):
        code = main(["--language", language, *map(str, words)])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    yield run
    wording.use("zh")


def acts(folder):
    with closing(studies.open(folder)) as opened:
        return [act.kind for act in opened.store.acts.all()]


def test_a_backup_is_made_listed_verified_and_tried(says, closed, stick):
    code, text = says("backup", closed, "--to", stick)
    assert code == 0
    assert "Backed up and read back" in text
    assert "not encrypted" in text
    assert says("backup", "list", stick)[1].count("2 interviews") == 1
    assert "sound" in says("backup", "verify", stick)[1]
    shutil.copytree(stick, closed / "backups", dirs_exist_ok=True)
    code, text = says("backup", "drill", closed)
    assert (code, "The drill went well" in text) == (0, True)
    assert acts(closed)[-2:] == ["backup", "drill"]


def test_without_a_stick_it_says_that_both_copies_are_on_one_disk(says, closed, monkeypatch):
    monkeypatch.setattr("fieldapp.backup.choice.disks", list)
    code, text = says("backup", closed, language="zh")
    assert (code, "同一块磁盘" in text) == (0, True)
    assert len(backup.backups(closed / "backups")) == 1
    assert "，2 份：" in says("backup", "list", closed, language="zh")[1]


def test_beside_an_open_window(says, study, stick):
    code, _text = says("backup", study.folder, "--to", stick)
    assert code == 0
    assert [act.kind for act in study.store.acts.all()][-1] == "backup"


def test_a_damaged_backup_is_named(says, closed, stick):
    says("backup", closed, "--to", stick)
    (one,) = backup.backups(stick)
    path = one.folder / "study.db"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    code, text = says("backup", "verify", stick, "--all")
    assert code == 1
    assert "study.db: not as it was written" in text


def test_restoring_makes_a_new_folder(says, closed, stick, tmp_path, monkeypatch):
    says("backup", closed, "--to", stick)
    monkeypatch.chdir(tmp_path)
    code, text = says("restore", stick)
    (folder,) = tmp_path.glob("住户调查 (*)")
    assert (code, str(folder.name) in text) == (0, True)
    with closing(studies.open(folder)) as restored:
        assert [row.label for row in restored.finalized()] == [FINISHED]
    assert acts(folder)[-1] == "restore"
    assert says("restore", stick, "--to", folder)[0] == RESTORE_TARGET.exit_code


def test_restoring_over_a_study_says_what_would_be_missing(says, study, stick):
    says("backup", study.folder, "--to", stick)
    session = Session.start(study, study.forms()[0].sha256)
    session.answer("/data/name", "陈秀英")
    session.close()
    assert says("restore", stick, "--replace", study.folder, "--yes")[0] == STUDY_OPEN.exit_code
    study.close()
    code, text = says("restore", stick, "--replace", study.folder, "--yes")
    assert code == 0
    assert "陈秀英: the whole interview" in text
    with closing(studies.open(study.folder)) as restored:
        assert [row.label for row in restored.drafts()] == [DRAFT]
    (aside,) = study.folder.parent.glob("s (*")
    with closing(studies.open(aside)) as old:
        assert "陈秀英" in [row.label for row in old.drafts()]


def test_a_study_that_does_not_open_any_more_is_replaced_and_kept(says, closed, stick):
    says("backup", closed, "--to", stick)
    (closed / "study.db").write_bytes(b"broken")
    code, text = says("restore", stick, "--replace", closed, "--yes")
    assert (code, "damaged" in text) == (0, True)
    assert acts(closed)[-1] == "restore"
    (aside,) = closed.parent.glob("s (*")
    assert (aside / "study.db").read_bytes() == b"broken"


def test_another_study_is_not_replaced(says, closed, stick, tmp_path):
    says("backup", closed, "--to", stick)
    studies.create(tmp_path / "other", "另一项调查").close()
    code, _text = says("restore", stick, "--replace", tmp_path / "other", "--yes")
    assert code == BACKUP_OTHER_STUDY.exit_code


def test_where_there_is_no_backup(says, stick):
    assert says("restore", stick)[0] == BACKUP_MISSING.exit_code
    assert says("backup", "verify", stick)[0] == BACKUP_MISSING.exit_code
    assert says("backup", "list", stick) == (0, "There are no backups here.\n")

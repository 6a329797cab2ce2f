"""The check: silent on a sound study, and on a damaged one it names what, where and what is safe."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from fieldapp import study, wording
from fieldapp.cli import main
from fieldapp.files import Layout
from fieldapp.problems import (
    DATABASE_DAMAGED,
    JOURNAL_DAMAGED,
    LIST_DAMAGED,
    LOG_DAMAGED,
    MEDIA_DAMAGED,
    Problem,
)
from fieldapp.repair import check
from fieldapp.repair.findings import KINDS
from fieldapp.session import Session
from fieldapp.store import Store, connect

Flip = Callable[[str, bytes], None]


def codes(folder: Path, deep: bool = False) -> list[str]:
    return [one.kind.code for one in check(Layout(folder), deep=deep).findings]


def hashes(folder: Path) -> dict[str, bytes]:
    helpers = ("-wal", "-shm")
    return {str(p): p.read_bytes() for p in folder.rglob("*") if p.is_file() and not p.name.endswith(helpers)}


def change(folder: Path, *statements: str) -> None:
    """As one who gets past the seals: the triggers are there, the function that seals is not ours."""
    with closing(sqlite3.connect(folder / "study.db", isolation_level=None)) as raw:
        raw.create_function("fieldapp_seal", -1, lambda *_: 7)
        for statement in statements:
            raw.execute(statement)


def test_a_sound_study_has_nothing_to_say_and_is_not_changed(folder: Path) -> None:
    before = hashes(folder)
    assert codes(folder, deep=True) == []
    assert hashes(folder) == before


def test_it_counts_what_it_looked_at(folder: Path) -> None:
    report = check(Layout(folder))
    assert report.counts["interviews"] == 8
    assert report.counts["revisions"] == 5
    assert report.counts["media"] == 3
    wording.use("en")
    try:
        assert "All that was looked at" in report.summary
    finally:
        wording.use("zh")


def test_a_turned_bit_in_an_answer_is_found_and_never_shown(folder: Path, flip: Flip) -> None:
    flip("study.db", '"/data/name","","吴四'.encode())
    with closing(study.open(folder)) as opened:
        draft = next(row for row in opened.drafts() if row.label == "吴四")
        with pytest.raises(Problem) as caught:
            Session.resume(opened, draft.instance_id)
        others = [row for row in opened.drafts() if row.label != "吴四"]
        assert [Session.resume(opened, row.instance_id).interview.instance_name for row in others]
    assert caught.value.kind is JOURNAL_DAMAGED
    assert "吴四" in str(caught.value)
    (one,) = check(Layout(folder)).findings
    assert (one.kind.code, one.where, one.question) == ("journal", "吴四", "/data/name")
    assert one.instance_id == draft.instance_id


def test_without_the_chain_the_turned_bit_is_shown_as_right(
    folder: Path, flip: Flip, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the protection is worth."""
    flip("study.db", '"/data/name","","吴四'.encode())
    monkeypatch.setattr("fieldapp.store.journal.sound", lambda _id, raw, _chain: len(raw))
    with closing(study.open(folder)) as opened:
        draft = next(row for row in opened.drafts() if row.label == "吴四")
        session = Session.resume(opened, draft.instance_id)
        name = session.interview.node("/data/name")
        assert name is not None
        assert name.value not in ("吴四", "")


def test_rows_that_vanish_from_the_end_are_missed(folder: Path) -> None:
    with closing(connect(folder / "study.db")) as raw:
        found = raw.execute("SELECT instance_id, max(step) FROM journal GROUP BY 1 LIMIT 1").fetchone()
        raw.execute("DELETE FROM journal WHERE instance_id = ? AND step = ?", found)
    assert "journal" in codes(folder)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE instance SET label = '王小朋' WHERE label = '吴四'",
        "UPDATE annotation SET text = '没看户口本'",
        "UPDATE setting SET value = 'E08' WHERE name = 'enumerator'",
        "UPDATE form SET title = '别的'",
        "UPDATE media SET sha256 = replace(sha256, 'a', 'b')",
        "DELETE FROM form_list",
        "DELETE FROM annotation",
    ],
)
def test_a_changed_or_missing_row_keeps_the_study_from_opening(folder: Path, statement: str) -> None:
    change(folder, statement, "UPDATE tally SET n = n + 1 WHERE n = 0")
    with pytest.raises(Problem) as caught:
        study.open(folder)
    assert caught.value.kind is DATABASE_DAMAGED
    assert codes(folder) != []


def test_a_changed_revision_is_named_and_its_export_refused(folder: Path) -> None:
    change(folder, "UPDATE revision SET body = replace(CAST(body AS TEXT), '31', '32') WHERE reason <> ''")
    assert "revision-body" in codes(folder)
    with closing(study.open(folder)) as opened, pytest.raises(Problem) as caught:
        opened.store.revisions.all()
    assert "王小明𠮷" in str(caught.value)


def test_xml_that_says_something_else_is_named_with_its_question(folder: Path) -> None:
    change(folder, "UPDATE revision SET xml = replace(xml, '李㐂', '李七') WHERE xml LIKE '%<name>李㐂%'")
    found = [one for one in check(Layout(folder)).findings if one.kind.code == "revision-xml"]
    assert [(one.where, one.question) for one in found] == [("李㐂", "/damage/name")] or found[0].question


def test_the_signed_log(folder: Path) -> None:
    change(folder, "UPDATE device_log SET signature = zeroblob(64) WHERE seq = 2")
    assert "device-log" in codes(folder)
    change(folder, "DELETE FROM device_log WHERE seq = 5")
    assert "revision-unlogged" in codes(folder)


def test_a_revision_that_is_gone(folder: Path) -> None:
    change(folder, "DELETE FROM revision WHERE reason <> ''")
    assert "revision-missing" in codes(folder)


def test_media(folder: Path) -> None:
    one, two, three = sorted((folder / "media").iterdir())
    one.unlink()
    two.write_bytes(two.read_bytes()[:-1] + b"x")
    (folder / "media" / "不认识.jpg").write_bytes(b"?")
    assert sorted(codes(folder)) == ["media-changed", "media-missing", "media-unlisted"]
    with closing(study.open(folder)) as opened:
        row = opened.store.media.get(two.name)
        assert row is not None
        session = Session.resume(opened, row.instance_id)
        with pytest.raises(Problem) as caught:
            session.media(two.name)
    assert caught.value.kind is MEDIA_DAMAGED
    assert three.exists()


def test_a_list(folder: Path) -> None:
    path = next((folder / "forms" / "lists").glob("*.db"))
    data = bytearray(path.read_bytes())
    data[data.index("老营村7".encode())] ^= 1
    path.write_bytes(data)
    assert codes(folder) == ["list"]
    with closing(study.open(folder)) as opened, pytest.raises(Problem) as caught:
        Session.resume(opened, opened.drafts()[0].instance_id).interview.node("/data/village").choices()  # type: ignore[union-attr]
    assert caught.value.kind is LIST_DAMAGED


def test_acts(folder: Path) -> None:
    with closing(study.open(folder)) as opened:
        for kind in ("open", "export"):
            opened.act(kind)
    change(folder, "DROP TRIGGER act_stays", "UPDATE act SET entry = replace(entry, 'export', 'expert')")
    assert "acts" in codes(folder)


def test_personal_values(folder: Path) -> None:
    (folder / "contacts.db").unlink()
    assert codes(folder) == ["contact-missing"]
    (folder / "contacts.db").write_bytes(b"no database" * 1000)
    assert "contacts" in codes(folder)


def test_a_log_of_which_sqlite_would_drop_finished_steps_is_refused(folder: Path, tmp_path: Path) -> None:
    opened = study.open(folder)
    session = Session.resume(opened, opened.drafts()[0].instance_id)
    for number in range(5):
        session.answer("/data/more", f"第{number}句")
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)
    session.close()
    opened.close()
    log = crashed / "study.db-wal"
    data = bytearray(log.read_bytes())
    data[data.index("第1句".encode())] ^= 1
    log.write_bytes(data)
    with pytest.raises(Problem) as caught:
        study.open(crashed)
    assert caught.value.kind is LOG_DAMAGED
    assert log.read_bytes() == data
    assert "log-damaged" in codes(crashed)


def test_a_torn_last_step_opens_and_its_remains_are_kept(folder: Path, tmp_path: Path) -> None:
    opened = study.open(folder)
    session = Session.resume(opened, opened.drafts()[0].instance_id)
    session.answer("/data/more", "最后一句")
    crashed = tmp_path / "crashed"
    shutil.copytree(folder, crashed)
    opened.close()
    log = crashed / "study.db-wal"
    data = bytearray(log.read_bytes())
    data[-10] ^= 1
    log.write_bytes(data)
    assert "log-torn" in codes(crashed)
    with closing(study.open(crashed)) as again:
        kept = again.store.torn_log
        assert kept is not None
        assert kept.read_bytes() == data


def test_an_older_study_is_brought_up_to_date_and_its_steps_are_called_unverified(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fieldapp.store.schema import MIGRATIONS
    from tests.store.support import NOW

    old = next(at for at, text in enumerate(MIGRATIONS) if "CREATE TABLE tally" in text)
    folder = tmp_path / "old"
    Layout(folder).make()
    with closing(sqlite3.connect(folder / "study.db", isolation_level=None)) as raw:
        for text in MIGRATIONS[:old]:
            raw.executescript(text)
        raw.execute("PRAGMA application_id = 0x66617070")
        raw.execute(f"PRAGMA user_version = {old}")
        raw.execute("INSERT INTO setting VALUES ('study_id', 'x')")
        raw.execute(
            "INSERT INTO form VALUES ('f', 'hh', '1', '住户', 'hh.xlsx', ?, '<h/>')", (NOW.isoformat(),)
        )
        raw.execute(
            "INSERT INTO instance (instance_id, record_id, form_sha256, state, created, updated, position, language)"
            " VALUES ('uuid:1', 'uuid:1', 'f', 'draft', ?, ?, '', '')",
            (NOW.isoformat(), NOW.isoformat()),
        )
        raw.execute(
            "INSERT INTO journal VALUES ('uuid:1', 0, 'go', '/data/a', '[]', 0, 1, 0, '/data/a', ?, 0)",
            (NOW.isoformat(),),
        )
    with closing(Store.open(folder / "study.db")) as store:
        assert len(list(store.journal.rows("uuid:1"))) == 1
        assert store.seals.present
    assert "journal-unsealed" in codes(folder)
    with closing(connect(folder / "study.db")) as raw:
        raw.execute("DELETE FROM journal")
    assert "journal" in codes(folder)


def test_the_command(folder: Path, flip: Flip, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--language", "en", "check", str(folder), "--deep"]) == 0
    flip("study.db", '"/data/name","","吴四'.encode())
    assert main(["--language", "en", "check", str(folder), "--json"]) == 90
    lines = capsys.readouterr().out.splitlines()
    plain = json.loads(lines[-1])
    assert plain["sound"] is False
    assert plain["findings"][0]["where"] == "吴四"
    assert main(["--language", "zh", "check", str(folder)]) == 90
    told = capsys.readouterr().out
    assert "处理：请制作这项调查的修复副本。" in told


def test_every_finding_has_its_chinese() -> None:
    chinese = wording.catalogue("zh")
    texts = [text for kind in KINDS.values() for text in (kind.what, kind.safe, kind.todo)]
    assert [text for text in texts if not chinese.get(text)] == []

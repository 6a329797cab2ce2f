"""Deleted contacts are nowhere any more; the study stays whole and usable."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from fieldapp import backup, study
from fieldapp.merge.canonical import digest
from fieldapp.problems import Problem
from fieldapp.session import Session
from fieldapp.store import Store
from fieldapp.study import Study, deleting, promise, record
from tests.contacts.support import ID_NO, MEMBERS, NAME, PERSONAL, PHONE, contact_study, fill, holders

CARD, HOUSE = b"\x89PNG a card", b"\x89PNG a house"


def test_before_they_lie_in_the_contacts_alone_and_afterwards_nowhere(place: Study, session: Session) -> None:
    fill(session)
    session.finalize()
    assert {name for value in PERSONAL for name in holders(place.folder, value)} <= {
        "contacts.db",
        "contacts.db-wal",
    }
    assert all(holders(place.folder, value) for value in PERSONAL)
    deleting.delete(place)
    assert [holders(place.folder, value) for value in PERSONAL] == [[]] * len(PERSONAL)


def test_without_wiping_the_scan_finds_them(
    place: Study, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(session)
    monkeypatch.setattr("fieldapp.store.contacts.Contacts._wipe", lambda self, database: None)
    deleting.delete(place)
    assert any(holders(place.folder, value) for value in PERSONAL)


def test_a_photo_that_identifies_goes_and_others_stay(place: Study, session: Session) -> None:
    fill(session)
    gone = deleting.delete(place).media
    files = {path.read_bytes() for path in place.layout.media.iterdir()}
    assert HOUSE in files
    assert CARD not in files
    assert gone == tuple(place.store.contacts.erased_files())


def test_the_name_of_such_a_file_is_not_kept(tmp_path: Path, place: Study, session: Session) -> None:
    source = tmp_path / "张三的身份证.png"
    source.write_bytes(CARD)
    session.attach("/data/pii/card", source)
    session.attach("/data/house", source.rename(tmp_path / "屋.jpg"))
    assert sorted(row.original for row in place.store.media.all()) == ["", "屋.jpg"]


def test_the_interview_opens_and_says_when_it_was_deleted(place: Study, session: Session) -> None:
    fill(session)
    session.close()
    deleting.delete(place)
    again = Session.resume(place, session.instance_id)
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    phone = again.interview.node("/data/phone")
    assert phone is not None
    assert today in phone.shown
    assert phone.valid  # neither its pattern nor `required` speaks of a value that is not here
    assert again.interview.violations() == []
    assert again.interview.node("/data/remark").relevant  # type: ignore[union-attr]
    assert place.instance(session.instance_id).label == "RET-0001 ＊＊"
    again.answer("/data/age", "48")
    again.finalize()


def test_what_a_calculate_said_stays_when_its_source_is_gone(place: Study, session: Session) -> None:
    fill(session)
    first = session.finalize()
    deleting.delete(place)
    again = Session.reopen(place, session.instance_id, "年龄错了")
    again.answer("/data/age", "48")
    second = again.finalize()
    one, two = (json.loads(revision.body)["answers"] for revision in (first, second))
    assert two["/data/long_no"] == "18"
    assert {at for at in one if one[at] != two[at]} == {"/data/age", "/data/meta/audit"}


def test_revisions_keep_their_hashes(place: Study, session: Session) -> None:
    fill(session)
    revision = session.finalize()
    deleting.delete(place)
    kept = place.store.revisions.get(revision.rev_id)
    assert kept is not None
    assert digest(kept.body) == kept.rev_id == revision.rev_id
    assert place.store.check() == []


def test_undo_after_a_deletion_brings_back_what_is_left(place: Study, session: Session) -> None:
    fill(session)
    session.remove_repeat("/data/hh[2]")
    deleting.delete(place)
    again = Session.resume(place, session.instance_id)
    again.undo()
    rows = again.interview.rows("/data/hh")
    assert [row.slots["h_age"][0].value for row in rows] == ["21", "22", "23", ""]
    assert all(
        "deleted" in row.slots["h_name"][0].shown or "删除" in row.slots["h_name"][0].shown
        for row in rows[:3]
    )


def test_without_the_file_everything_opens_and_new_answers_are_kept(place: Study, session: Session) -> None:
    fill(session)
    session.close()
    place.store.contacts.close()
    for path in place.folder.glob("contacts.db*"):
        path.unlink()
    again = Session.resume(place, session.instance_id)
    assert again.interview.violations() == []
    again.answer("/data/phone", "13900000000")
    third = Session.resume(place, session.instance_id)
    assert third.interview.node("/data/phone").value == "13900000000"  # type: ignore[union-attr]


def test_a_damaged_file_keeps_nobody_from_the_answers(place: Study, session: Session) -> None:
    fill(session)
    session.close()
    place.close()
    (place.folder / "contacts.db").write_bytes(b"no database at all" * 500)
    for helper in ("-wal", "-shm"):
        (place.folder / f"contacts.db{helper}").unlink(missing_ok=True)
    again = study.open(place.folder)
    assert again.drafts()[0].label == "RET-0001 ＊＊"
    resumed = Session.resume(again, session.instance_id)
    assert resumed.interview.node("/data/age").value == "47"  # type: ignore[union-attr]
    with pytest.raises(Problem, match="damaged"):
        resumed.answer("/data/phone", "13900000000")
    again.close()


def test_a_file_that_vanished_while_open_is_made_again(place: Study, session: Session) -> None:
    session.answer("/data/name", NAME)
    for path in place.folder.glob("contacts.db*"):
        path.unlink()
    session.answer("/data/phone", PHONE)
    assert Session.resume(place, session.instance_id).interview.node("/data/phone").value == PHONE  # type: ignore[union-attr]


def test_only_what_is_older_goes(place: Study, session: Session) -> None:
    session.answer("/data/name", NAME)
    moment = datetime.now().astimezone() + timedelta(microseconds=1)
    session.answer("/data/phone", PHONE)
    deletion = deleting.delete(place, before=moment)
    assert deletion.questions["/data/name"] == 1
    assert "/data/phone" not in deletion.questions
    assert [row.value for row in place.store.contacts.all() if not row.erased] == [PHONE]


def test_copies_in_backups_lose_them_too_and_stay_whole(
    tmp_path: Path, place: Study, session: Session
) -> None:
    fill(session)
    session.finalize()
    folder = _backup(place, tmp_path / "stick")
    (tmp_path / "stick" / "broken").mkdir()
    (tmp_path / "stick" / "broken" / "manifest.json").write_text("{")
    deletion = deleting.delete(place, backups=[tmp_path / "stick", tmp_path / "not here"])
    assert [holders(tmp_path / "stick", value) for value in PERSONAL] == [[]] * len(PERSONAL)
    assert [copy.folder for copy in deletion.copies] == [folder]
    assert [line.partition(":")[0] for line in deletion.unreached] == [
        str(tmp_path / "stick" / "broken"),
        str(tmp_path / "not here"),
    ]
    (copy,) = [one for one in backup.backups(tmp_path / "stick") if one.folder == folder]
    assert backup.verify(copy) == []
    assert copy.trusted.missing == deletion.media
    assert not any(path.read_bytes() == CARD for path in (tmp_path / "stick").rglob("*") if path.is_file())


def test_the_log_and_the_record_say_what_went_and_no_value(place: Study, session: Session) -> None:
    fill(session)
    deletion = deleting.delete(place)
    acts = [act for act in place.store.acts.all() if act.kind == "contacts-delete"]
    assert acts[0].details["values"] == str(deletion.values)
    page = record.html(deletion)
    assert str(deletion.values) in page
    assert deletion.media[0] in page
    assert "/data/hh/h_name: 3" in page
    assert not any(value in page for value in (NAME, PHONE, ID_NO, *MEMBERS))


def test_the_reminder_comes_with_the_date(place: Study, session: Session) -> None:
    session.answer("/data/name", NAME)
    assert not promise.is_due(place)
    promise.set_until(place, f"{date.today() + timedelta(days=1)}")
    assert not promise.is_due(place)
    promise.set_until(place, f"{date.today()}")
    assert promise.is_due(place)
    assert promise.status(place).due
    deleting.delete(place)
    assert not promise.is_due(place)
    with pytest.raises(Problem, match="not a date"):
        promise.set_until(place, "30.6.2027")


def test_values_of_older_drafts_are_counted(
    place: Study, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(session)
    assert promise.status(place).older == 0
    with monkeypatch.context() as before:
        before.setattr("fieldapp.session.personal.Keeper._leaf", lambda self, question, text, leaf: text)
        old = Session.start(place, session.form_sha256)
        old.answer("/data/name", NAME)
    status = promise.status(place)
    assert (status.older, status.files) == (1, 1)
    again = Session.resume(place, old.instance_id)
    assert again.interview.node("/data/name").value == NAME  # type: ignore[union-attr]
    assert deleting.delete(place).older == 1


def test_values_whose_step_failed_are_swept(
    place: Study, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise OSError("no")

    session.answer("/data/name", NAME)
    with monkeypatch.context() as broken:
        broken.setattr(place.store.journal, "append", fails)
        with pytest.raises(OSError, match="no"):
            session.answer("/data/phone", PHONE)
    assert session.interview.node("/data/phone").value == ""  # type: ignore[union-attr]
    assert place.store.contacts.sweep(promise.used_tokens(place)) == 1
    assert Session.resume(place, session.instance_id).interview.node("/data/name").value == NAME  # type: ignore[union-attr]


def test_an_encrypted_study_has_encrypted_contacts(tmp_path: Path, opened: tuple[Study, str]) -> None:
    made, _ = contact_study(tmp_path / "plain")
    key = bytes(range(32))
    store = Store.create(tmp_path / "study.db", {"name": "密"}, key)
    from fieldapp.store.contacts import ContactRow, new_token

    row = ContactRow(new_token(), "uuid:1", "/data/name", NAME, datetime.now().astimezone())
    store.contacts.keep([row])
    assert holders(tmp_path, NAME) == []
    assert store.contacts.key != key
    store.close()
    again = Store.open(tmp_path / "study.db", key)
    assert again.contacts.values([row.token]) == {row.token: NAME}
    again.close()
    made.close()


def _backup(place: Study, target: Path) -> Path:
    """A backup as everybody makes it."""
    target.mkdir()
    with closing(place.reader()) as store:
        made = backup.back_up(backup.Source(store, place.layout, place.device_id), target)
    assert backup.verify(made.backup) == []
    return made.backup.folder


def test_a_photo_that_is_gone_shows_nothing_and_is_no_fault(place: Study, session: Session) -> None:
    fill(session)
    deleting.delete(place)
    again = Session.resume(place, session.instance_id)
    card = again.interview.node("/data/pii/card")
    assert card is not None
    assert again.media(card.value) == b""


def test_messages_name_nobody(place: Study, session: Session) -> None:
    fill(session)
    session.answer("/data/name", "")
    with pytest.raises(Problem) as refused:
        session.finalize()
    assert "RET-0001" in str(refused.value)
    session.answer("/data/name", NAME)
    session.finalize()
    with pytest.raises(Problem) as finished:
        session.answer("/data/age", "1")
    assert "RET-0001 𠮷＊＊" in str(finished.value)

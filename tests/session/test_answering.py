"""An answer is on the disk before the next key; a commit that fails changes nothing."""

import sqlite3
from contextlib import closing

import pytest

from fieldapp.interview import Refused
from fieldapp.problems import DATABASE_BUSY, DISK_FULL, INSTANCE_MISSING, INTERVIEW_FINALIZED, Problem
from fieldapp.session import Session
from tests.session.support import state


def journal(place, session):
    """The rows as another program reads them from the disk."""
    with closing(place.reader()) as reader:
        return list(reader.journal.rows(session.instance_id))


def value(session, reference):
    node = session.interview.node(reference)
    assert node is not None
    return node.value


@pytest.mark.parametrize(
    "text", ["王小明", "𠮷野﨑㐂", "110105194912310028", "一\n二", "  空格 ", "e\u0301", "\ud842"]
)
def test_an_answer_is_committed_when_it_returns_and_comes_back_exactly(place, session, text):
    changes = session.answer("/data/name", text)
    last = journal(place, session)[-1]
    assert (last.kind, last.reference, last.position) == ("answer", "/data/name", "/data/name")
    assert ["value", "/data/name", "", text] in last.changes
    assert len(last.changes) == len(changes.steps)
    assert value(Session.resume(place, session.instance_id), "/data/name") == text


def test_what_follows_from_an_answer_is_in_the_same_step(place, session):
    session.answer("/data/age", "31")
    assert ["value", "/data/twice", "", "62"] in journal(place, session)[-1].changes


def test_the_same_answer_again_writes_nothing(place, session):
    session.answer("/data/name", "王")
    before = journal(place, session)
    assert not session.answer("/data/name", "王")
    assert journal(place, session) == before


def test_a_text_that_its_type_cannot_hold_changes_nothing(place, session):
    session.answer("/data/age", "31")
    before = state(session)
    with pytest.raises(Refused):
        session.answer("/data/age", "三十一")
    assert state(session) == before
    assert [change for row in journal(place, session)[2:] for change in row.changes] == []


def test_but_it_is_kept_over_a_crash_until_there_is_an_answer(place, session):
    session.go("/data/name")
    for text in ("-", "-", "-\n三"):
        with pytest.raises(Refused):
            session.answer("/data/hh[1]/h_age", text, typing=True)
    again = Session.resume(place, session.instance_id)
    assert again.unfinished == {"/data/hh[1]/h_age": "-\n三"}
    assert again.position == "/data/hh[1]/h_age"
    assert [row.kind for row in journal(place, session)] == ["start", "go", "typed", "typed"]
    again.answer("/data/hh[1]/h_age", "3", typing=True)
    assert (again.unfinished, Session.resume(place, session.instance_id).unfinished) == ({}, {})


@pytest.mark.parametrize("act", [lambda s: s.answer("/data/age", "31"), lambda s: s.undo()])
def test_the_old_answer_again_or_undo_ends_unfinished_text(place, session, act):
    session.answer("/data/age", "31")
    with pytest.raises(Refused):
        session.answer("/data/age", "31岁")
    act(session)
    assert session.unfinished == {}
    assert Session.resume(place, session.instance_id).unfinished == {}


def test_the_list_of_drafts_follows_each_answer(place, session):
    def counted():
        sections = session.interview.outline()
        return sum(section.answered for section in sections), sum(section.total for section in sections)

    (row,) = place.drafts()
    assert (row.instance_id, row.label) == (session.instance_id, "")
    assert (row.answered, row.total) == counted()
    before = row.total
    session.answer("/data/name", "王𠮷")
    session.answer("/data/married", "yes")
    (row,) = place.drafts()
    assert (row.label, row.answered, row.total, row.position) == ("王𠮷", 2, before + 1, "/data/married")
    assert row.language == "中文 (zh)"
    session.add_repeat("/data/hh")
    session.undo()
    (row,) = place.drafts()
    assert (row.answered, row.total) == counted() == (2, before + 1)


def test_metadata_is_that_of_the_laptop_and_the_enumerator(place, opened):
    place.enumerator = "E07"
    session = Session.start(*opened)
    assert value(session, "/data/deviceid") == place.device_id
    assert value(session, "/data/username") == "E07"
    assert value(session, "/data/meta/instanceID") == session.instance_id


def test_resuming_restores_what_chance_and_the_clock_gave(place, session):
    again = Session.resume(place, session.instance_id)
    assert value(again, "/data/chance") == value(session, "/data/chance") != ""
    assert value(again, "/data/start") == value(session, "/data/start") != ""


def test_going_somewhere_is_committed(place, session):
    session.go("/data/age")
    assert Session.resume(place, session.instance_id).position == "/data/age"
    session.go("/data/age")
    assert [row.kind for row in journal(place, session)] == ["start", "go"]


def test_the_language_is_kept(place, session):
    session.set_language("English (en)")
    again = Session.resume(place, session.instance_id)
    assert again.language == "English (en)"
    name = again.interview.node("/data/name")
    assert name is not None
    assert name.label == "Name"


def full(place):
    """No further page for the database: SQLite answers as on a full disk."""
    connection = place.store.database.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")


def room(place):
    place.store.database.connection.execute("PRAGMA max_page_count = 4294967294")


LONG = "长" * 50_000


@pytest.mark.parametrize(
    "act",
    [
        lambda s: s.answer("/data/name", LONG),
        lambda s: [s.answer("/data/hh[1]/h_name", text) for text in (LONG, LONG + "。")],
        lambda s: s.note("/data/name", LONG),
        lambda s: [s.add_repeat("/data/hh") for _ in range(5_000)],
        lambda s: [s.remove_repeat("/data/hh[1]") for _ in range(1)],
        lambda s: s.undo(),
    ],
)
def test_a_full_disk_leaves_form_and_journal_as_they_were(place, session, act):
    """Whatever was committed before the failure stays, and the live form says the same as the disk."""
    session.answer("/data/age", "40")
    session.add_repeat("/data/hh")
    session.answer("/data/hh[1]/h_age", "7")
    session.answer("/data/hh[1]/h_name", LONG)
    full(place)
    with pytest.raises(Problem) as caught:
        act(session)
    assert caught.value.kind is DISK_FULL
    again = Session.resume(place, session.instance_id)
    assert state(again) == state(session)
    assert again.position == session.position
    assert again.notes == session.notes
    assert place.store.check() == []
    room(place)
    session.answer("/data/name", LONG)
    assert value(Session.resume(place, session.instance_id), "/data/name") == LONG


def test_a_database_locked_by_another_program(place, session, monkeypatch):
    monkeypatch.setattr("fieldapp.store.driver.BUSY_SECONDS", 0.0)
    place.store.database.connection.execute("PRAGMA busy_timeout = 0")
    session.answer("/data/name", "王")
    before = state(session)
    with closing(sqlite3.connect(place.layout.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem) as caught:
            session.answer("/data/name", "李")
        assert caught.value.kind is DATABASE_BUSY
        assert state(session) == before
        other.execute("ROLLBACK")
    session.answer("/data/name", "李")
    assert value(Session.resume(place, session.instance_id), "/data/name") == "李"


def test_a_language_that_cannot_be_committed_is_not_switched(place, session, monkeypatch):
    place.store.database.connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(place.layout.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem):
            session.set_language("English (en)")
        other.execute("ROLLBACK")
    assert session.language == "中文 (zh)"


def test_an_interview_that_is_not_there(place):
    with pytest.raises(Problem) as caught:
        Session.resume(place, "uuid:0")
    assert caught.value.kind is INSTANCE_MISSING


def test_after_closing_nothing_is_taken(session):
    session.close()
    with pytest.raises(RuntimeError):
        session.answer("/data/name", "王")


def test_a_finalized_interview_takes_nothing(place, session):
    session.answer("/data/name", "王")
    session.finalize()
    for opened_again in (session, Session.resume(place, session.instance_id)):
        assert (opened_again.finalized, opened_again.can_undo) == (True, False)
        for act in (lambda s: s.answer("/data/age", "3"), lambda s: s.undo(), lambda s: s.go("/data/age")):
            with pytest.raises(Problem) as caught:
                act(opened_again)
            assert caught.value.kind is INTERVIEW_FINALIZED

"""Notes, flags and confirmations stay with their question, also when rows move."""

from fieldapp.session import Session


def test_notes_flags_and_confirmations_survive_a_restart(place, session):
    session.note("/data/age", "像是说小了\n再问")
    session.flag("/data/age", True)
    session.confirm("/data/age", "有户口本")
    again = Session.resume(place, session.instance_id)
    assert again.notes == {"/data/age": "像是说小了\n再问"}
    assert again.flags == {"/data/age"}
    assert again.confirmed == {"/data/age": "有户口本"}
    again.note("/data/age", "")
    again.flag("/data/age", False)
    again.unconfirm("/data/age")
    assert (again.notes, again.flags, again.confirmed) == ({}, set(), {})


def test_a_note_is_no_step_of_undo(session):
    session.answer("/data/age", "3")
    session.note("/data/age", "x")
    session.undo()
    assert session.interview.node("/data/age").value == ""
    assert session.notes == {"/data/age": "x"}


def test_a_note_follows_its_row(session):
    for _ in range(2):
        session.add_repeat("/data/hh")
    session.add_repeat("/data/hh[3]/job")
    session.note("/data/hh[2]/h_age", "二")
    session.note("/data/hh[3]/job[1]/j_what", "三")
    session.remove_repeat("/data/hh[1]")
    assert session.notes == {"/data/hh[1]/h_age": "二", "/data/hh[2]/job[1]/j_what": "三"}
    session.remove_repeat("/data/hh[1]")
    assert session.notes == {"/data/hh[1]/job[1]/j_what": "三"}
    session.undo()
    session.undo()
    assert session.notes == {"/data/hh[2]/h_age": "二", "/data/hh[3]/job[1]/j_what": "三"}

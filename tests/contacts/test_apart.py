"""Personal values are in the contacts and nowhere else; the interview does not notice."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldapp import study
from fieldapp.form.personal import TOKEN
from fieldapp.session import Session
from fieldapp.session.personal import Keeper
from fieldapp.study import Study, deleting
from tests.contacts.support import ADDRESS, ID_NO, MEMBERS, NAME, PERSONAL, fill, holders, seen, write_form

ONLY_THERE = {"contacts.db", "contacts.db-wal"}


def test_no_personal_value_is_anywhere_but_in_the_contacts(place: Study, session: Session) -> None:
    fill(session)
    session.finalize()
    place.search("RET-0001")
    for value in PERSONAL:
        assert set(holders(place.folder, value)) <= ONLY_THERE, value
        assert holders(place.folder, value), f"{value} is nowhere"


def test_the_search_finds_values_where_nothing_keeps_them_apart(
    place: Study, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Keeper, "_leaf", lambda self, question, text, leaf: text)
    fill(session)
    assert all("study.db" in " ".join(holders(place.folder, value)) for value in PERSONAL)


def test_resume_brings_back_exactly_the_same_values(place: Study, session: Session) -> None:
    fill(session)
    before = seen(session)
    session.close()
    again = Session.resume(place, session.instance_id)
    assert seen(again) == before
    assert again.interview.instance_name == f"RET-0001 {NAME}"


def test_undo_and_redo_after_a_resume_are_exact(place: Study, session: Session) -> None:
    states = [seen(session)]
    session.answer("/data/name", NAME)
    states.append(seen(session))
    session.answer("/data/address", ADDRESS)
    session.add_repeat("/data/hh")
    session.answer("/data/hh[1]/h_name", MEMBERS[0])
    states.append(seen(session))
    session.remove_repeat("/data/hh[1]")
    session.close()
    again = Session.resume(place, session.instance_id)
    again.undo()
    assert seen(again) == states[2]
    for _ in range(3):
        again.undo()
    assert seen(again) == states[1]
    again.undo()
    assert seen(again) == states[0]
    third = Session.resume(place, session.instance_id)
    for _ in range(4):
        third.redo()
    assert seen(third) == states[2]


def test_equal_values_of_a_question_keep_one_token(place: Study, session: Session) -> None:
    for name in (NAME, "别人", NAME, "", NAME):
        session.answer("/data/name", name)
    names = [row for row in place.store.contacts.all() if row.question == "/data/name"]
    assert sorted(row.value for row in names) == sorted([NAME, "别人"])


def test_tokens_cannot_be_worked_out(tmp_path: Path, place: Study, session: Session) -> None:
    other = Session.start(place, session.form_sha256)
    for one in (session, other):
        one.answer("/data/phone", "13812345678")
    tokens = {row.token for row in place.store.contacts.all() if row.question == "/data/phone"}
    assert len(tokens) == 2
    assert all(TOKEN.fullmatch(token) for token in tokens)


def test_a_text_that_looks_like_a_token_stays_what_was_typed(place: Study, session: Session) -> None:
    typed = "pd:0123456789abcdef"
    session.answer("/data/name", typed)
    session.answer("/data/case_id", typed)
    again = Session.resume(place, session.instance_id)
    assert [again.interview.node(at).value for at in ("/data/name", "/data/case_id")] == [typed, typed]  # type: ignore[union-attr]
    assert again.interview.node("/data/name").shown == typed  # type: ignore[union-attr]


def test_what_is_calculated_from_a_personal_value_is_personal_unless_the_form_says_no(
    place: Study, session: Session
) -> None:
    fill(session)
    personal = place.definition(session.form_sha256).personal
    assert {"/data/greeting", "/data/head", "/data/meta/instanceName"} <= personal
    assert "/data/long_no" not in personal
    assert "/data/age" not in personal
    revision = session.finalize()
    assert '"/data/long_no":"18"' in revision.body.decode()


def test_half_typed_text_is_kept_apart_too(place: Study, session: Session) -> None:
    with pytest.raises(Exception, match="8675309-x"):
        session.answer("/data/lucky", "8675309-x")
    assert set(holders(place.folder, "8675309-x")) <= ONLY_THERE
    assert Session.resume(place, session.instance_id).unfinished == {"/data/lucky": "8675309-x"}


def test_a_broken_paste_survives(place: Study, session: Session) -> None:
    session.answer("/data/name", "张\ud83d三\x00")
    again = Session.resume(place, session.instance_id)
    assert again.interview.node("/data/name").value == "张\ud83d三\x00"  # type: ignore[union-attr]


def test_lists_show_a_mask_and_are_searched_by_the_rest(place: Study, session: Session) -> None:
    fill(session)
    assert place.instance(session.instance_id).label == "RET-0001 𠮷＊＊"
    assert [row.label for row in place.drafts()] == ["RET-0001 𠮷＊＊"]
    assert [row.instance_id for row in place.search("ret-0001")] == [session.instance_id]
    assert place.search(NAME) == []


def test_a_correction_keeps_tokens_and_shows_values(place: Study, session: Session) -> None:
    fill(session)
    first = session.finalize()
    again = Session.reopen(place, session.instance_id, "电话错了")
    assert again.interview.node("/data/id_no").value == ID_NO  # type: ignore[union-attr]
    again.answer("/data/phone", "13900000000")
    second = again.finalize()
    one, two = (_answers(revision.body) for revision in (first, second))
    changed = {reference for reference in one if one[reference] != two[reference]}
    assert changed - {"/data/meta/audit"} == {"/data/phone"}
    assert TOKEN.fullmatch(two["/data/phone"])


def test_another_interview_of_an_entity_sees_its_name(place: Study, session: Session) -> None:
    fill(session)
    session.finalize()
    (person,) = place.store.entities.all("people")
    assert TOKEN.fullmatch(person.label)
    assert TOKEN.fullmatch(person.properties["full_name"])
    (shown,) = place.store.entities.named("people")
    assert (shown.label, shown.properties["full_name"]) == (NAME, NAME)


def test_a_study_that_is_only_read_opens_them(place: Study, session: Session) -> None:
    fill(session)
    reading = study.open(place.folder, exclusive=False)
    assert [row.label for row in reading.drafts()] == ["RET-0001 𠮷＊＊"]
    assert seen(Session.resume(reading, session.instance_id)) == seen(session)
    reading.close()


def _answers(body: bytes) -> dict[str, str]:
    import json

    answers: dict[str, str] = json.loads(body)["answers"]
    return {reference: said for reference, said in answers.items() if isinstance(said, str)}


def test_what_was_read_out_for_consent_names_nobody(tmp_path: Path, place: Study) -> None:
    survey = """
    type             | name    | label                | pd
    text             | name    | 姓名                 | D
    note             | letter  | ${name}，您好，请听 |
    select_one yn    | consent | ${name}同意吗        |
    """
    path = write_form(tmp_path / "agree.xlsx", survey, choices=(("yn", "1", "是"), ("yn", "2", "否")))
    session = Session.start(place, place.add_form(path).sha256)
    session.answer("/data/name", NAME)
    session.answer("/data/consent", "1")
    assert set(holders(place.folder, NAME)) <= ONLY_THERE
    (step,) = [
        row for row in place.store.journal.rows(session.instance_id) if row.reference == "/data/consent"
    ]
    said = next(change for change in step.changes if change[0] == "said")[2]["text"]
    assert TOKEN.sub("某", said) == "某，您好，请听\n\n某同意吗"
    keeper = Keeper(place.store, session.interview.definition, session.instance_id)
    (shown,) = keeper.rows([step])
    assert NAME in str(shown.changes)
    assert seen(Session.resume(place, session.instance_id)) == seen(session)


def test_the_defaults_of_last_time_are_values_again(tmp_path: Path, place: Study) -> None:
    survey = """
    type | name  | label | pd | default
    text | guide | 向导  | D  | ${last-saved#guide}
    text | other | 其他  |    |
    """
    sha256 = place.add_form(write_form(tmp_path / "last.xlsx", survey)).sha256
    first = Session.start(place, sha256)
    first.answer("/data/guide", NAME)
    first.finalize()
    second = Session.start(place, sha256)
    assert second.interview.node("/data/guide").value == NAME  # type: ignore[union-attr]
    assert set(holders(place.folder, NAME)) <= ONLY_THERE
    deleting.delete(place)
    third = Session.start(place, sha256)
    assert third.interview.node("/data/guide").value == ""  # type: ignore[union-attr]

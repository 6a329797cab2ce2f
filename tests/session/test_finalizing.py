"""A revision is exactly what sync.md E1 says, signed, in a log without gaps, and never changes."""

import hashlib
import json
import uuid
from contextlib import closing

import pytest
from lxml import etree

from fieldapp import keys
from fieldapp.merge.canonical import canonical
from fieldapp.problems import INTERVIEW_DRAFT, NOT_FINALIZABLE, REASON_MISSING, Problem
from fieldapp.session import Session
from tests.session.support import state

FIELDS = {
    "v", "record_id", "parents", "kind", "form_id", "form_version", "form_sha256", "answers", "attachments",
    "author", "device", "seq", "wall_time", "reason",
}  # fmt: skip


@pytest.fixture
def filled(place, opened):
    place.enumerator = "E07"
    session = Session.start(*opened)
    session.answer("/data/name", "王𠮷﨑")
    session.answer("/data/id_no", "110105194912310028")
    session.answer("/data/age", "31")
    session.answer("/data/married", "no")
    session.answer("/data/hh[1]/h_age", "7")
    return session


def meta(xml, name):
    return next(
        (e.text for e in etree.fromstring(xml.encode()).iter() if etree.QName(e).localname == name), None
    )


def test_the_body_has_exactly_its_fields_and_text_as_typed(place, filled):
    revision = filled.finalize()
    body = json.loads(revision.body)
    assert set(body) == FIELDS
    answers = body["answers"]
    assert answers["/data/name"] == "王𠮷﨑"
    assert answers["/data/id_no"] == "110105194912310028"
    assert answers["/data/age"] == "31"
    assert "/data/spouse" not in answers, "skipped"
    assert answers["/data/photo"] == "", "asked, not answered"
    (row,) = answers["/data/hh"]
    assert row["answers"]["/data/hh/h_age"] == "7"
    assert row["row"] == filled.interview.node("/data/hh[1]").row_id
    assert not any("instanceID" in path or "deprecatedID" in path for path in answers)
    assert (body["record_id"], body["parents"], body["kind"]) == (filled.instance_id, [], "content")
    assert (body["form_id"], body["form_version"], body["form_sha256"]) == ("hh", "1", filled.form_sha256)
    assert (body["author"], body["device"], body["seq"], body["v"]) == ("E07", place.device_id, "1", "1")
    assert (body["attachments"], body["reason"]) == ({}, "")
    assert body["wall_time"][-6] in "+-"


def test_the_body_is_canonical_and_names_the_revision(filled):
    revision = filled.finalize()
    assert revision.rev_id == hashlib.sha256(revision.body).hexdigest()
    assert revision.body == canonical(json.loads(revision.body))
    assert "王𠮷﨑".encode() in revision.body
    assert b", " not in revision.body.replace("，".encode(), b"")


def test_canonical_json_is_sorted_without_blanks_or_floats():
    value = {"b": ["é", "e\u0301", "﨑"], "a": {"z": "1", "y": ""}}
    assert canonical(value).decode() == '{"a":{"y":"","z":"1"},"b":["é","e\u0301","﨑"]}'
    assert canonical({"a": "\ud842"}) == '{"a":"\ufffd"}'.encode()


def test_it_is_kept_whole_and_the_interview_is_finished(place, filled):
    revision = filled.finalize()
    with closing(place.reader()) as reader:
        assert reader.revisions.all() == [revision]
        assert [row.kind for row in reader.journal.rows(filled.instance_id)][-1] == "finalize"
    (row,) = place.finalized()
    assert (row.instance_id, row.revision, row.state) == (filled.instance_id, revision.rev_id, "finalized")
    assert place.drafts() == []


def test_the_end_is_set_by_finalizing_and_kept(place, filled):
    assert filled.interview.node("/data/end").value == ""
    revision = filled.finalize()
    end = filled.interview.node("/data/end").value
    assert end != ""
    assert json.loads(revision.body)["answers"]["/data/end"] == end
    assert Session.resume(place, filled.instance_id).interview.node("/data/end").value == end


def test_the_submission_carries_the_records_id(filled):
    revision = filled.finalize()
    assert meta(revision.xml, "instanceID") == filled.instance_id
    assert meta(revision.xml, "deprecatedID") is None
    assert "王𠮷﨑" in revision.xml


def test_the_device_signs_a_log_without_gaps(place, opened):
    revisions = [finish(opened, name) for name in ("甲", "乙", "丙")]
    log = place.store.revisions.log(place.device_id)
    assert [entry.seq for entry in log] == [1, 2, 3]
    assert [entry.prev for entry in log] == ["", log[0].hash, log[1].hash]
    for entry, revision in zip(log, revisions, strict=True):
        said = json.loads(entry.entry)
        assert (said["subject"], said["seq"], said["prev"]) == (revision.rev_id, str(entry.seq), entry.prev)
        assert entry.hash == hashlib.sha256(entry.entry).hexdigest()
        (device,) = place.store.devices.all()
        assert keys.verify(bytes.fromhex(device.public_key), entry.signature, entry.entry)


def finish(opened, name):
    session = Session.start(*opened)
    session.answer("/data/name", name)
    return session.finalize()


def test_open_points_stop_it_and_nothing_changes(place, session):
    session.answer("/data/name", "王")
    session.answer("/data/age", "200")
    before = state(session)
    with pytest.raises(Problem) as caught:
        session.finalize()
    assert caught.value.kind is NOT_FINALIZABLE
    assert caught.value.fields["count"] == 1
    assert "王" in str(caught.value)
    assert state(session) == before
    assert place.store.revisions.all() == []
    session.answer("/data/age", "20")
    assert session.finalize().seq == 1


def test_a_failure_while_finalizing_leaves_a_draft_and_no_gap(place, filled, monkeypatch):
    before = state(filled)

    def fails(*_):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr("fieldapp.store.instances.Instances.finalize", fails)
        with pytest.raises(RuntimeError):
            filled.finalize()
    assert state(filled) == before
    assert (filled.finalized, place.finalized(), place.store.revisions.all()) == (False, [], [])
    assert filled.finalize().seq == 1


def test_a_correction_is_a_new_draft_whose_revision_has_the_old_as_parent(place, filled):
    first = filled.finalize()
    correction = Session.reopen(place, filled.instance_id, "年龄记错了")
    assert correction.instance_id != filled.instance_id
    assert correction.interview.node("/data/name").value == "王𠮷﨑"
    assert [row.instance_id for row in place.drafts()] == [correction.instance_id]
    correction.answer("/data/age", "32")
    second = correction.finalize()
    body = json.loads(second.body)
    assert (second.parents, body["parents"], body["reason"]) == (
        (first.rev_id,),
        [first.rev_id],
        "年龄记错了",
    )
    assert (second.record_id, second.seq) == (first.record_id, 2)
    assert body["answers"]["/data/age"] == "32"
    assert [row["row"] for row in body["answers"]["/data/hh"]] == [
        row["row"] for row in json.loads(first.body)["answers"]["/data/hh"]
    ], "a row keeps its id, so a merge knows it again"
    assert place.store.revisions.get(first.rev_id) == first
    assert [row.rev_id for row in place.store.revisions.heads()] == [second.rev_id]


def test_corrections_on_the_wire_form_a_chain(place, filled):
    first = filled.finalize()
    second = Session.reopen(place, filled.instance_id, "一").finalize()
    third = Session.reopen(place, second.instance_id, "二").finalize()
    ids = [meta(revision.xml, "instanceID") for revision in (first, second, third)]
    assert [meta(revision.xml, "deprecatedID") for revision in (second, third)] == ids[:2]
    assert ids[0] == first.record_id
    for text in ids:
        assert text == f"uuid:{uuid.UUID(text.removeprefix('uuid:'))}"
    assert len(set(ids)) == 3


def test_a_correction_that_was_begun_is_gone_on_with(place, filled):
    filled.finalize()
    begun = Session.reopen(place, filled.instance_id, "一")
    begun.answer("/data/age", "40")
    again = Session.reopen(place, filled.instance_id, "一")
    assert again.instance_id == begun.instance_id
    assert state(again) == state(begun)


def test_a_correction_needs_a_reason_and_a_finished_interview(place, filled):
    with pytest.raises(Problem) as caught:
        Session.reopen(place, filled.instance_id, "x")
    assert caught.value.kind is INTERVIEW_DRAFT
    filled.finalize()
    with pytest.raises(Problem) as caught:
        Session.reopen(place, filled.instance_id, " \n")
    assert caught.value.kind is REASON_MISSING
    assert place.drafts() == []

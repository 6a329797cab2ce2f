"""The audit log of a form that asks for one: ODK Collect's events, in the revision with its hash."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest
from lxml import etree
from pyxform.xls2xform import convert

from fieldapp import study
from fieldapp.form import read_xform
from fieldapp.problems import DISK_FULL, Problem
from fieldapp.session import Session
from fieldapp.session.audit import render
from fieldapp.store import JournalRow
from tests.session.support import state

FORM = """
| survey |              |       |       |                 | |
|        | type         | name  | label | relevant        | parameters |
|        | audit        | audit |       |                 | {parameters} |
|        | text         | who   | 姓名  |                 | |
|        | integer      | age   | 年龄  |                 | |
|        | text         | job   | 工作  | ${{age}} > 15   | |
|        | text         | town  | 乡镇  |                 | |
|        | begin_repeat | hh    | 成员  |                 | |
|        | text         | name  | 名    |                 | |
|        | end_repeat   |       |       |                 | |
| settings |            |       |       |                 | |
|        | form_title   | form_id | version |             | |
|        | 审计         | audited | 1   |                 | |
"""
ALL = "track-changes=true identify-user=true track-changes-reasons=on-form-edit"


def xml_of(parameters):
    return convert(FORM.format(parameters=parameters), validate=False).xform.encode()


@pytest.fixture
def made(tmp_path):
    with closing(study.create(tmp_path / "s", "住户调查")) as opened:
        opened.enumerator = "E07"
        yield opened


def start(made, tmp_path, parameters=ALL):
    (tmp_path / "form.xml").write_bytes(xml_of(parameters))
    return Session.start(made, made.add_form(tmp_path / "form.xml").sha256)


def lines(data):
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


def log_of(made, revision):
    (name,) = (name for name in json.loads(revision.body)["attachments"] if name.endswith(".csv"))
    return (made.layout.media / name).read_bytes()


def events(log):
    return [(line["event"], line["node"]) for line in log]


def test_the_log_is_an_attachment_with_its_hash_and_named_in_the_record(made, tmp_path):
    session = start(made, tmp_path)
    session.go("/data/who")
    session.answer("/data/who", "王𠮷")
    revision = session.finalize()
    data = log_of(made, revision)
    body = json.loads(revision.body)
    ((name, (sha256, size)),) = body["attachments"].items()
    assert (sha256, size) == (hashlib.sha256(data).hexdigest(), str(len(data)))
    assert body["answers"]["/data/meta/audit"] == name
    audit = next(e for e in etree.fromstring(revision.xml.encode()).iter() if e.tag.endswith("audit"))
    assert audit.text == name
    assert made.store.media.get(name).original == "audit.csv"
    assert data.startswith(b"event,node,start,end,old-value,new-value,user,change-reason\n")
    log = lines(data)
    assert events(log) == [
        ("form start", ""),
        ("question", "/data/who"),
        ("form exit", ""),
        ("form finalize", ""),
    ]
    assert (log[1]["old-value"], log[1]["new-value"]) == ("", "王𠮷")
    assert {line["user"] for line in log} == {"E07"}
    times = [int(log[0]["start"]), int(log[1]["start"]), int(log[1]["end"]), int(log[3]["start"])]
    assert times == sorted(times)
    assert abs(times[-1] - datetime.now(UTC).timestamp() * 1000) < 600_000


def test_only_what_the_form_asks_for(made, tmp_path):
    session = start(made, tmp_path, "")
    session.answer("/data/who", "王")
    data = log_of(made, session.finalize())
    assert data.startswith(b"event,node,start,end\n")
    assert "王" not in data.decode()


def test_a_form_without_audit_has_none(session, place):
    session.answer("/data/name", "王")
    assert json.loads(session.finalize().body)["attachments"] == {}
    assert place.store.media.all() == []


def test_repeats_undo_and_jumps(made, tmp_path):
    session = start(made, tmp_path)
    session.go("/data/who")
    session.answer("/data/who", "甲")
    session.go("/data/age")
    session.answer("/data/age", "9")
    session.go("/data/town")  # past a question that is not asked of a child
    session.go("/data/who")  # back past one that is always asked
    session.add_repeat("/data/hh")
    session.answer("/data/hh[2]/name", '乙, "小乙"\n㐂')
    session.remove_repeat("/data/hh[1]")
    session.undo()
    session.undo()
    log = lines(log_of(made, session.finalize()))
    assert events(log)[1:-2] == [
        ("question", "/data/who"),
        ("question", "/data/age"),
        ("question", "/data/town"),
        ("jump", ""),
        ("question", "/data/who"),
        ("add repeat", "/data/hh[2]"),
        ("question", "/data/hh[2]/name"),
        ("delete repeat", "/data/hh[1]"),
        ("question", "/data/hh[1]/name"),  # the same person, who has moved up
        ("add repeat", "/data/hh[1]"),
        ("question", "/data/hh[2]/name"),
    ]
    assert log[7]["new-value"] == '乙, "小乙"\n㐂'
    assert (log[11]["old-value"], log[11]["new-value"]) == ('乙, "小乙"\n㐂', "")


def test_typing_is_one_change_and_a_value_put_back_is_none(made, tmp_path):
    session = start(made, tmp_path)
    session.go("/data/who")
    for text in ("王", "王小", "王小明"):
        session.answer("/data/who", text, typing=True)
    session.go("/data/town")
    session.answer("/data/town", "新关")
    session.answer("/data/town", "")
    log = lines(log_of(made, session.finalize()))
    changes = [(line["node"], line["old-value"], line["new-value"]) for line in log if line["node"]]
    assert changes == [("/data/who", "", "王小明"), ("/data/town", "", "")]


def test_a_correction_says_why_and_has_a_log_of_its_own(made, tmp_path):
    session = start(made, tmp_path)
    session.answer("/data/who", "王")
    first = session.finalize()
    correction = Session.reopen(made, session.instance_id, "名字，写错了")
    correction.answer("/data/who", "汪")
    second = correction.finalize()
    log = lines(log_of(made, second))
    assert [line["event"] for line in log] == [
        "form resume",
        "question",
        "change reason",
        "form exit",
        "form finalize",
    ]
    assert (log[1]["old-value"], log[1]["new-value"]) == ("王", "汪")
    assert log[2]["change-reason"] == "名字，写错了"
    assert len({*json.loads(first.body)["attachments"], *json.loads(second.body)["attachments"]}) == 2


def test_a_log_that_cannot_be_written_leaves_the_draft_as_it_was(made, tmp_path, monkeypatch):
    session = start(made, tmp_path)
    session.answer("/data/who", "王")
    before = state(session)

    def full(path, data):
        raise Problem(DISK_FULL, where=path)

    with monkeypatch.context() as broken:
        broken.setattr("fieldapp.session.attaching.files.write", full)
        with pytest.raises(Problem):
            session.finalize()
    assert state(session) == before
    assert made.store.media.all() == []
    with monkeypatch.context() as broken:
        broken.setattr("fieldapp.store.journal.Journal.append", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            session.finalize()
    assert state(session) == before
    assert (made.store.media.all(), made.store.revisions.all()) == ([], [])
    assert session.finalize().seq == 1


NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def row(step, kind, position, at, ms, *changes):
    return JournalRow(
        step, kind, position, changes, step, 1, False, position, NOON + timedelta(seconds=at), ms
    )


def test_closing_and_going_on_are_read_from_the_clocks():
    rows = [
        row(0, "start", "", 0, 0),
        row(1, "go", "/data/who", 1, 1000),
        row(2, "answer", "/data/who", 4, 4000, ["value", "/data/who", "", "甲"]),
        row(3, "answer", "/data/town", 3600, 5000, ["value", "/data/town", "", "新关"]),
    ]
    log = lines(render(read_xform(xml_of("")), rows, NOON + timedelta(seconds=3601.5)))
    noon = int(NOON.timestamp() * 1000)
    times = [
        (line["event"], int(line["start"]) - noon, int(line["end"]) - noon if line["end"] else None)
        for line in log
    ]
    assert times == [
        ("form start", 0, None),
        ("question", 1000, 4000),
        ("form exit", 4000, None),
        ("form resume", 3_595_000, None),
        ("question", 3_595_000, 3_601_500),
        ("form exit", 3_601_500, None),
        ("form finalize", 3_601_500, None),
    ]


def test_a_place_is_asked_for_and_a_laptop_has_none():
    parameters = "location-priority=balanced location-min-interval=60 location-max-age=120"
    data = render(read_xform(xml_of(parameters)), [row(0, "start", "", 0, 0)], NOON)
    assert data.decode().splitlines()[0] == "event,node,start,end,latitude,longitude,accuracy"
    assert lines(data)[0]["latitude"] == ""


def test_holds_reviews_refusals_and_absences():
    rows = [
        row(0, "start", "", 0, 0),
        row(1, "go", "/data/age", 1, 1000),
        row(2, "check", "/data/age", 3, 3000),
        row(3, "away", "/data/age", 5, 5000),
        row(4, "back", "/data/age", 65, 65000),
        row(5, "review", "/data/age", 70, 70000),
        row(6, "refused", "/data/age", 72, 72000),
        row(7, "go", "/data/town", 75, 75000),
    ]
    log = lines(render(read_xform(xml_of("")), rows, NOON + timedelta(seconds=80)))
    seconds = [
        (line["event"], line["node"], *(_since_noon(line[name]) for name in ("start", "end"))) for line in log
    ]
    assert seconds == [
        ("form start", "", 0, None),
        ("question", "/data/age", 1, 5),
        ("constraint error", "/data/age", 3, None),
        ("question", "/data/age", 65, 70),
        ("end screen", "", 70, 75),
        ("finalize error", "", 72, None),
        ("question", "/data/town", 75, 80),
        ("form exit", "", 80, None),
        ("form finalize", "", 80, None),
    ]


def _since_noon(moment):
    return round(int(moment) / 1000 - NOON.timestamp()) if moment else None

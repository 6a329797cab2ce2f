"""Soft checks with reasons, consent as evidence, the clock guard, and what the journal keeps beside answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from fieldapp import study as studies
from fieldapp.problems import NOT_FINALIZABLE, REASON_MISSING, Problem
from fieldapp.session import Session
from fieldapp.session.clock import ClockGuard
from fieldapp.session.timing import seconds_per_question
from fieldapp.store import JournalKind, JournalRow
from fieldapp.study import Study

ROWS: tuple[tuple[str, ...], ...] = (
    ("type", "name", "label::中文 (zh)", "label::English (en)", "warning", "warning_message::中文 (zh)",
     "warning_reason", "relevant"),
    ("begin group", "c", "知情同意", "Consent", "", "", "", ""),
    ("note", "text", "您好！我是研究所的调查员。𠮷", "Hello.", "", "", "", ""),
    ("select_one yn", "consent_part", "您愿意参加吗？", "Do you agree?", "", "", "", ""),
    ("end group", "", "", "", "", "", "", ""),
    ("integer", "rent", "租金", "Rent", ". < 30000", "偏高，请核对", "yes", ""),
    ("integer", "age", "年龄", "Age", ". < 90", "请核对", "", ""),
)  # fmt: skip
CHOICES = (("list_name", "name", "label::中文 (zh)", "label::English (en)"),
           ("yn", "1", "愿意", "I agree"), ("yn", "0", "不愿意", "I do not"))  # fmt: skip
RENT, AGE, CONSENT = "/data/rent", "/data/age", "/data/c/consent_part"


@pytest.fixture
def watched(tmp_path: Path) -> Study:
    book = Workbook()
    for name, rows in (("survey", ROWS), ("choices", CHOICES), ("settings", _SETTINGS)):
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    del book["Sheet"]
    book.save(tmp_path / "watched.xlsx")
    made = studies.create(tmp_path / "w", "调查")
    made.add_form(tmp_path / "watched.xlsx")
    return made


_SETTINGS = (("form_id", "version", "default_language"), ("watched", "3", "中文 (zh)"))


@pytest.fixture
def talk(watched: Study) -> Session:
    return Session.start(watched, watched.forms()[0].sha256)


def again(place: Study, talk: Session) -> Session:
    return Session.resume(place, talk.instance_id)


def test_an_unusual_answer_waits_for_its_reason_and_then_no_more(watched: Study, talk: Session) -> None:
    talk.answer(RENT, "38500")
    assert [w.reference for w in talk.warnings()] == [RENT]
    with pytest.raises(Problem) as refused:
        talk.finalize()
    assert refused.value.kind is NOT_FINALIZABLE
    with pytest.raises(Problem) as missing:
        talk.confirm(RENT, "  ")
    assert missing.value.kind is REASON_MISSING
    talk.confirm(RENT, "镇上的门面，\n有合同")
    assert again(watched, talk).confirmed == {RENT: "镇上的门面，\n有合同"}
    assert again(watched, talk).warnings() == []
    talk.finalize()


def test_without_a_demand_for_reasons_nothing_is_blocked(talk: Session) -> None:
    talk.answer(AGE, "97")
    assert [w.reference for w in talk.warnings()] == [AGE]
    assert talk.open_points() == []
    talk.confirm(AGE)
    assert (talk.warnings(), talk.confirmed) == ([], {AGE: ""})


def test_a_new_answer_is_looked_at_anew(watched: Study, talk: Session) -> None:
    talk.answer(RENT, "38500")
    talk.confirm(RENT, "有合同")
    talk.answer(RENT, "385000")
    assert [w.reference for w in again(watched, talk).warnings()] == [RENT]


def test_consent_keeps_what_was_read_out(watched: Study, talk: Session) -> None:
    talk.answer(CONSENT, "1")
    row = list(watched.store.journal.rows(talk.instance_id))[-1]
    assert row.kind == "answer"
    said = next(change[2] for change in row.changes if change[0] == "said")
    assert said["text"] == "您好！我是研究所的调查员。𠮷\n\n您愿意参加吗？"
    assert (said["answer"], said["language"]) == ("愿意", "中文 (zh)")
    assert said["form_sha256"] == talk.form_sha256
    assert (said["form_id"], said["form_version"]) == ("watched", "3")
    talk.set_language("English (en)")
    talk.answer(CONSENT, "0")
    later = list(watched.store.journal.rows(talk.instance_id))[-1].changes[-1]
    assert (later[2]["text"], later[2]["answer"]) == ("Hello.\n\nDo you agree?", "I do not")


def test_undo_takes_the_answer_back_and_leaves_the_evidence(watched: Study, talk: Session) -> None:
    talk.answer(CONSENT, "1")
    talk.undo()
    assert talk.interview.node(CONSENT).value == ""  # type: ignore[union-attr]
    rows = list(watched.store.journal.rows(talk.instance_id))
    assert [[change[0] for change in row.changes] for row in rows[1:]] == [["value", "said"], ["value"]]
    talk.redo()
    assert again(watched, talk).interview.node(CONSENT).value == "1"  # type: ignore[union-attr]


def guard(*looks: tuple[str, float], last: str = "") -> list[int | None]:
    """Seconds off at each look: (time of day, seconds of the monotonic clock)."""
    at = iter([datetime.fromisoformat(f"2026-06-18T{look[0]}+08:00") for look in looks])
    ticks = iter([look[1] for look in looks])
    before = datetime.fromisoformat(last) if last else None
    made = ClockGuard(lambda: next(at), before, lambda: next(ticks))
    found = [made.look() for _ in looks]
    return [fault.seconds if fault else None for fault in found]


def test_the_guard_knows_a_jump_from_a_long_rest() -> None:
    assert guard(("10:00", 0), ("18:00", 28800), ("18:00:30", 28830)) == [None, None, None]
    assert guard(("10:00", 0), ("09:00", 60), ("09:01", 120)) == [None, -3660, None]
    assert guard(("10:00", 0), ("12:00", 60)) == [None, 7140]
    assert guard(("10:00", 0), ("10:01:30", 60)) == [None, None]


def test_the_guard_knows_a_clock_before_the_last_use() -> None:
    assert guard(("10:00", 0), last="2026-06-20T10:00:00+08:00") == [-172800]
    assert guard(("10:00", 0), last="2026-06-18T03:59:00+02:00") == [None]
    assert guard(("10:00", 0), ("10:01", 60), last="2026-06-20T10:00:00+08:00") == [-172800, None]


def test_a_wrong_clock_is_kept_in_the_journal(watched: Study, talk: Session) -> None:
    found = talk.interview.host.now()
    later = iter([found, found - timedelta(days=2)])
    talk._clock = ClockGuard(lambda: next(later), None, lambda: 0.0)
    assert talk.check_clock() is None
    fault = talk.check_clock()
    assert fault is not None
    assert fault.seconds == -172800
    row = list(watched.store.journal.rows(talk.instance_id))[-1]
    assert (row.kind, row.changes[0][2]["seconds"]) == ("clock", "-172800")
    again(watched, talk)


def step(kind: JournalKind, position: str, second: int, opened: int = 0) -> JournalRow:
    """A row of the journal, so many seconds into an opening that began at `opened`."""
    at = datetime.fromisoformat("2026-06-18T10:00:00+08:00") + timedelta(seconds=opened + second)
    return JournalRow(0, kind, "", (), 0, 1, False, position, at, second * 1000)


def test_time_per_question_leaves_out_pauses_and_the_time_away() -> None:
    rows = [
        step("start", "", 0),
        step("go", RENT, 1),
        step("answer", RENT, 4),
        step("away", RENT, 6),
        step("back", RENT, 600),
        step("go", AGE, 602),
        step("answer", AGE, 605),
        step("answer", AGE, 610, opened=90000),
        step("go", RENT, 611, opened=90000),
    ]
    assert seconds_per_question(rows) == {RENT: 7.0, AGE: 4.0}

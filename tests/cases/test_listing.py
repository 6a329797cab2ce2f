"""How far a case is follows from what was said and done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fieldapp import cases, review
from fieldapp.cases import Entry
from fieldapp.cases.listing import turn_of
from fieldapp.cases.saying import plan_word
from fieldapp.problems import CASE_DISPUTED, CASE_RESULT, Problem
from fieldapp.session import Session
from fieldapp.signing import say_all
from fieldapp.store.forgetting import forget
from fieldapp.study import Study
from tests.cases.support import csv

NUMBERS = "RET-0001", "RET-0002", "RET-0003"


@pytest.fixture(autouse=True)
def listed(study: Study, tmp_path: Path) -> None:
    rows = "".join(f"{number},E07,石桥村\n" for number in NUMBERS)
    cases.load(study, cases.look(study, csv(tmp_path, "case_id,enum,village\n" + rows)))
    study.enumerator = "E07"


def _one(study: Study, number: str = "RET-0001") -> Entry:
    return next(one for one in cases.cases(study) if one.case_id == number)


def test_from_untouched_to_approved(study: Study, interview: Callable[..., str]) -> None:
    assert _one(study).status == "assigned"
    cases.record(study, _one(study), "224", note="门锁着\n（㐂 说晚上在）")
    assert (_one(study).status, _one(study).tries, _one(study).outcome) == ("progress", 1, "224")
    rev_id = interview("RET-0001")
    done = _one(study)
    assert (done.status, done.outcome, done.revision, done.author) == ("done", "110", rev_id, "E07")
    review.say(study, rev_id, "has_issues", "请核对年龄")
    assert _one(study).status == "returned"
    review.say(study, rev_id, "approved")
    assert _one(study).status == "approved"
    assert _one(study, "RET-0002").status == "assigned"


def test_a_rejected_interview_does_not_count(study: Study, interview: Callable[..., str]) -> None:
    review.say(study, interview("RET-0001"), "rejected", "没有访到本人")
    assert _one(study).status == "assigned"


def test_after_a_withdrawal_nobody_comes_again(
    study: Study, interview: Callable[..., str], tmp_path: Path
) -> None:
    path = csv(tmp_path, "case_id,phone\nRET-0001,13812345678\nRET-0002,13912345678\n")
    cases.load(study, cases.look(study, path))
    rev_id = interview("RET-0001")
    record = study.store.revisions.get(rev_id)
    assert record is not None
    review.purge(study, record.record_id, "本人要求删除")
    assert (_one(study).status, _one(study).outcome, _one(study).interview) == ("done", "211", "")
    forget(study.store, study.layout.media, {record.record_id})
    left = [row.value for row in study.store.contacts.all() if row.erased is None]
    assert left == ["13912345678"], "whom nobody is to call again"


def test_an_interview_belongs_to_its_wave(
    study: Study, tmp_path: Path, interview: Callable[..., str]
) -> None:
    text = "case_id,wave,enum\nTRK-1,1,E07\nTRK-1,2,E07\n"
    cases.load(study, cases.look(study, csv(tmp_path, text)))
    interview("TRK-1", wave="2")
    found = {one.wave: one.status for one in cases.cases(study) if one.case_id == "TRK-1"}
    assert found == {"1": "assigned", "2": "done"}


def test_a_firm_refusal_ends_a_case_and_can_be_taken_back(study: Study) -> None:
    event = cases.record(study, _one(study), "211", final=True)
    assert (_one(study).status, _one(study).outcome) == ("done", "211")
    cases.take_back(study, _one(study), event)
    assert (_one(study).status, _one(study).tries) == ("assigned", 0)


def test_a_draft_is_found_by_its_case(study: Study) -> None:
    session = Session.start(study, study.forms()[0].sha256, case=_one(study).key)
    session.close()
    assert (_one(study).draft, _one(study).status) == (session.instance_id, "progress")
    study.discard(session.instance_id)
    assert (_one(study).draft, _one(study).status) == ("", "assigned")


def test_closing_and_opening_again(study: Study) -> None:
    cases.close(study, [_one(study)])
    assert _one(study).status == "closed"
    cases.reopen(study, [_one(study)])
    assert _one(study).status == "assigned"


def test_two_supervisors_who_did_not_know_of_each_other(study: Study) -> None:
    before = _one(study).shown
    for code in ("E03", "E05"):
        say_all(study, [plan_word(before, replace(before.plan, enum=code))])
    torn = _one(study)
    assert torn.status == "disputed"
    assert {one.case_id for one in cases.own(cases.cases(study), "E03")} == {"RET-0001"}
    with pytest.raises(Problem) as refused:
        cases.close(study, [torn])
    assert refused.value.kind is CASE_DISPUTED
    assert cases.assign(study, [torn], "E05") == 1, "it was about nothing else"
    assert (_one(study).status, _one(study).plan.enum) == ("assigned", "E05")


def test_a_dispute_about_more_is_settled_by_choosing(study: Study) -> None:
    before = _one(study).shown
    say_all(study, [plan_word(before, replace(before.plan, enum="E03", note="先打电话"))])
    say_all(study, [plan_word(before, replace(before.plan, enum="E05"))])
    torn = _one(study)
    with pytest.raises(Problem):
        cases.assign(study, [torn], "E05")
    cases.settle(study, torn, next(plan for plan in torn.shown.plans if plan.note))
    assert (_one(study).plan.enum, _one(study).plan.note) == ("E03", "先打电话")


def test_a_result_that_is_none(study: Study) -> None:
    for outcome, when in (("999", ""), ("224", "改天")):
        with pytest.raises(Problem) as refused:
            cases.record(study, _one(study), outcome, appointment=when)
        assert refused.value.kind is CASE_RESULT
    assert _one(study).tries == 0


def test_the_order_of_a_day(study: Study, interview: Callable[..., str], tmp_path: Path) -> None:
    more = "".join(f"RET-{n:04},E07\n" for n in range(4, 9))
    cases.load(study, cases.look(study, csv(tmp_path, "case_id,enum\n" + more)))
    now = datetime.now().astimezone().replace(hour=12, minute=0, second=0, microsecond=0)
    for number, hours in (("RET-0006", -24), ("RET-0005", 3), ("RET-0004", 1), ("RET-0007", 72)):
        when = (now + timedelta(hours=hours)).isoformat()
        cases.record(study, _one(study, number), "225", appointment=when)
    interview("RET-0001")
    cases.record(study, _one(study, "RET-0003"), "224")
    turns = {one.case_id[-1]: turn_of(one, now) for one in cases.cases(study)}
    assert turns == {"6": 0, "4": 1, "5": 1, "3": 3, "2": 4, "8": 4, "7": 5, "1": 6}


def test_moving_many_is_one_transaction(study: Study) -> None:
    assert cases.assign(study, cases.cases(study), "E09") == 3
    assert cases.assign(study, cases.cases(study), "E09") == 0
    assert {one.plan.enum for one in cases.cases(study)} == {"E09"}
    assert study.store.team.gaps() == {}

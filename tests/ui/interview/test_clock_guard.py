"""A clock that cannot be right is said in the window and kept in the journal; answers go on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from fieldapp.session.clock import ClockFault, ClockGuard
from fieldapp.ui.interview.clockwatch import sentence
from tests.ui.interview.interviewer import Interviewer

Talk = Callable[..., Interviewer]

FORM = """
    | survey |      |      |                 |                     |
    |        | type | name | label::中文 (zh) | label::English (en) |
    |        | text | who  | 姓名             | Name                |
"""
NOW = datetime.fromisoformat("2026-06-18T10:00:00+08:00")


@pytest.mark.parametrize(
    ("kind", "apart", "said"),
    [
        ("before", timedelta(days=-2), "电脑时间可能不对：比上次使用时早 2 天。"),
        ("jump", timedelta(hours=-3), "电脑时间可能不对：倒退了 3 小时。"),
        ("jump", timedelta(minutes=5), "电脑时间可能不对：向前跳了 5 分钟。"),
    ],
)
def test_the_sentence_says_how_much(kind: str, apart: timedelta, said: str) -> None:
    assert sentence(ClockFault(kind, NOW, NOW + apart)).startswith(said)


def test_time_under_a_cover_is_nobodys(talk: Talk) -> None:
    person = talk(FORM)
    page = person.page
    person.stage.setCurrentWidget(person.stage.shell)
    person.stage.setCurrentWidget(page)
    study = person.stage.desk.study
    assert study is not None
    instance_id = person.session.instance_id
    kinds = [row.kind for row in study.store.journal.rows(instance_id)]
    assert kinds[-2:] == ["away", "back"]
    page.pause()
    assert [row.kind for row in study.store.journal.rows(instance_id)] == kinds


def test_a_jump_is_shown_until_seen_and_the_interview_goes_on(talk: Talk) -> None:
    person = talk(FORM)
    frame = person.page.frame
    assert not frame.clock.isVisible()
    looks = iter([NOW, NOW - timedelta(days=2)])
    person.session._clock = ClockGuard(lambda: next(looks), None, lambda: 0.0)
    person.page.clock.look()
    assert not frame.clock.isVisible()
    person.page.clock.look()
    assert frame.clock.isVisible()
    assert "倒退了 2 天" in frame.clock.text()
    person.enters("王")
    person.page.flush()
    assert person.stored("/data/who") == "王"
    frame.clock_seen.click()
    assert not frame.clock.isVisible()
    assert person.here == "/data/who"
    study = person.stage.desk.study
    assert study is not None
    kinds = [row.kind for row in study.store.journal.rows(person.session.instance_id)]
    assert "clock" in kinds

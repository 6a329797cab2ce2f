"""The bar above an interview: the time somebody was at it, and that a correction is one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from fieldapp.session import recorder
from fieldapp.ui.components import Chip
from tests.ui.interview.interviewer import Interviewer
from tests.ui.interview.test_window import FORM

Talk = Callable[..., Interviewer]
MINUTE = 60_000_000_000


class Hand:
    """The hand of the monotonic clock, moved by the test."""

    def __init__(self) -> None:
        self.at = 10**15

    def __call__(self) -> int:
        return self.at

    def minutes(self, count: float) -> None:
        self.at += round(count * MINUTE)


@pytest.fixture
def hand(monkeypatch: pytest.MonkeyPatch) -> Hand:
    made = Hand()
    monkeypatch.setattr(recorder.time, "monotonic_ns", made)
    began = datetime(2025, 6, 18, 14, 30, tzinfo=UTC)
    monkeypatch.setattr(
        "fieldapp.study.host.LiveHost.now",
        lambda _self: began + timedelta(microseconds=(made.at - 10**15) // 1000),
    )
    return made


def shown(person: Interviewer) -> str:
    person.page.frame.top.show_time()
    return person.page.frame.top.time_text


def test_the_clock_goes_on_after_a_pause_and_leaves_the_pause_out(talk: Talk, hand: Hand) -> None:
    person = talk(FORM)
    hand.minutes(2)
    person.answers("王建国")
    assert shown(person) == "02:00"
    hand.minutes(3)
    person.enters("1")
    person.press("Ctrl+W")
    hand.minutes(200)
    person.goes_on()
    assert shown(person) == "05:00"
    hand.minutes(1)
    assert shown(person) == "06:00"


def test_the_clock_stands_while_the_window_is_locked(talk: Talk, hand: Hand) -> None:
    person = talk(FORM)
    hand.minutes(2)
    person.session.away()
    hand.minutes(90)
    assert shown(person) == "02:00"
    person.session.back()
    hand.minutes(1)
    assert shown(person) == "03:00"


def tag(person: Interviewer) -> Chip:
    return person.page.frame.top.correction


def sized(person: Interviewer, width: int) -> None:
    person.window.showNormal()
    person.window.resize(width, 700)
    person.settles()


def test_a_correction_says_that_it_is_one_and_why(talk: Talk) -> None:
    person = talk(FORM)
    assert not tag(person).isVisible()
    person.answers("王建国")
    person.enters("2")
    instance = person.session.instance_id
    person.session.finalize()
    person.page.pause()
    person.stage.correct_interview(instance, "受访者\n后来想起来 㐂")
    sized(person, 1366)
    assert tag(person).isVisible()
    assert tag(person).text() == "更正：受访者 后来想起来 㐂"
    assert tag(person).toolTip() == "更正：受访者\n后来想起来 㐂"
    person.stage.look.use_language("en")
    assert tag(person).text().startswith("Correction: ")
    person.press("Ctrl+W")
    person.goes_on()
    assert tag(person).isVisible()


def test_the_tag_of_a_correction_gives_way_on_a_narrow_screen(talk: Talk) -> None:
    person = talk(FORM)
    person.answers("王建国")
    person.enters("2")
    instance = person.session.instance_id
    person.session.finalize()
    person.page.pause()
    person.stage.correct_interview(instance, "更正的理由很长" * 20)
    sized(person, 1366)
    assert 10 < len(tag(person).text()) < 40
    sized(person, 1024)
    assert tag(person).text() == "更正"
    assert person.page.width() <= 1024

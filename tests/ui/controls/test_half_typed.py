"""What cannot be read yet is in the journal, comes back, and never hides a stored answer for good."""

from __future__ import annotations

from collections.abc import Callable

from tests.ui.controls.conftest import row
from tests.ui.interview.interviewer import Interviewer

Ask = Callable[..., Interviewer]
HALF = {
    "d": (row("date", "d"), "202506"),
    "y": (row("date", "y", appearance="month-year"), "2025"),
    "t": (row("time", "t"), "14："),
    "n": (row("integer", "n"), "-"),
    "f": (row("decimal", "f"), "-."),
    "m": (row("dateTime", "m"), "2025-06-18"),
    "p": (row("geopoint", "p"), "32.5"),
}


def test_half_typed_answers_come_back_after_a_crash(ask: Ask) -> None:
    person = ask(*(question for question, _ in HALF.values()))
    for name, (_, text) in HALF.items():
        person.page.go_to(f"/data/{name}")
        person.enters(text)
        person.page.flush()
        assert person.session.unfinished.get(f"/data/{name}"), name
    person.page.pause()
    person.goes_on()
    for name, (_, text) in HALF.items():
        person.page.go_to(f"/data/{name}")
        entry = person.card.asked.control.entry
        assert entry.text() == text, name
        assert person.stored(f"/data/{name}") == "", name


def test_the_old_answer_typed_again_ends_what_was_half_typed(ask: Ask) -> None:
    person = ask(row("date", "d"))
    person.answers("20250618")
    person.press("PgUp", "Ctrl+A")
    person.enters("2025")
    person.page.flush()
    assert person.session.unfinished == {"/data/d": "2025"}
    person.press("Enter")
    assert person.here == "/data/d"
    person.press("Ctrl+A")
    person.enters("20250618")
    person.press("Enter")
    assert person.here == "/data/last"
    assert person.session.unfinished == {}
    assert person.stored("/data/d") == "2025-06-18"


def test_undo_elsewhere_keeps_it_and_clearing_ends_it(ask: Ask) -> None:
    person = ask(row("text", "a"), row("date", "d"))
    person.answers("甲")
    person.enters("202506")
    person.press("Alt+Left", "Alt+Right")
    assert person.card.asked.control.entry.text() == "202506"
    person.press("Ctrl+A", "Del")
    person.page.flush()
    assert person.session.unfinished == {}
    assert person.card.asked.control.entry.text() == ""

"""Whatever is answered, undone, redone, translated, left and come back to: widgets show what is stored."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from fieldapp.ui.controls import Control
from fieldapp.ui.interview.card import QuestionView
from fieldapp.ui.interview.fieldlist import FieldListView
from tests.ui.controls.conftest import LISTS, row
from tests.ui.controls.reading import on_screen, stored
from tests.ui.interview.interviewer import Interviewer

Ask = Callable[..., Interviewer]
STEPS = 90
NUMBER = ". >= 0 or . = -98 or . = -99"
LEVELS = "start=0 end=10 step=1"
KINDS: dict[str, tuple[dict[str, str], list[str]]] = {
    "t": (row("text", "t"), ["王𠮷㐂﨑", " a  b ", "110105194912310028"]),
    "l": (row("text", "l", appearance="multiline"), ["一\n二\n\n三", "x"]),
    "h": (row("text", "h", appearance="masked"), ["暗号"]),
    "i": (row("integer", "i", constraint=NUMBER), ["0", "123456789012345678", "-98", "-99"]),
    "f": (row("decimal", "f"), ["12.5", "0.1", "1000000.25"]),
    "c": (row("integer", "c", appearance="counter"), ["3", "12"]),
    "d": (row("date", "d", constraint=". <= today() or . = date('9998-01-01')"), ["2025-06-18", "9998-01-01"]),
    "y": (row("date", "y", appearance="month-year"), ["2025-06-01", "1990-12-01"]),
    "m": (row("dateTime", "m"), ["2025-06-18T09:30:00.000", "2024-02-29T23:59:00.000"]),
    "k": (row("time", "k"), ["09:30:00.000", "23:05:00.000"]),
    "o": (row("select_one hard", "o"), ["c1", "none", "98", "99"]),
    "s": (row("select_multiple hard", "s"), ["c1 c3", "none", "98"]),
    "q": (row("select_one scale", "q", appearance="likert"), ["1", "3"]),
    "g": (row("select_one many", "g"), ["v7", "v35"]),
    "n": (row("select_multiple many", "n"), ["v1 v7", "v3"]),
    "r": (row("rank rank", "r"), ["z x y", "x y z"]),
    "a": (row("range", "a", parameters=LEVELS), ["7", "10"]),
    "b": (row("range", "b", parameters=LEVELS, appearance="rating"), ["3"]),
    "p": (row("range", "p", parameters=LEVELS, appearance="picker"), ["3", "10"]),
    "e": (row("acknowledge", "e"), ["OK"]),
    "w": (row("geopoint", "w"), ["32.5 115.25 0.0 0.0"]),
}  # fmt: skip


def questions() -> Iterator[dict[str, str]]:
    """Each kind on a page of its own, then all on one page."""
    yield from (question for question, _ in KINDS.values())
    yield row("begin_group", "all", appearance="field-list")
    for name, (question, _) in KINDS.items():
        yield {**question, "name": f"x_{name}"}
    yield {"type": "end_group"}


def controls(person: Interviewer) -> list[Control]:
    view = person.page.view
    if isinstance(view, QuestionView):
        return [view.asked.control]
    assert isinstance(view, FieldListView)
    return [field.asked.control for field in view.column.fields]


def answer(person: Interviewer, dice: random.Random) -> None:
    control = dice.choice(controls(person))
    values = KINDS.get(control.node.name.removeprefix("x_"), (None, ["完"]))[1]
    person.page.answer(control.node.reference, dice.choice([*values, ""]))


def jump(person: Interviewer, dice: random.Random) -> None:
    name = dice.choice(list(KINDS))
    person.page.go_to(dice.choice([f"/data/{name}", f"/data/all/x_{name}"]))


def language(person: Interviewer, dice: random.Random) -> None:
    person.page.use_language(dice.choice(["中文 (zh)", "English (en)"]))


def resume(person: Interviewer, _dice: random.Random) -> None:
    person.page.pause()
    person.goes_on()


def key(name: str) -> Callable[[Interviewer, random.Random], None]:
    return lambda person, _dice: person.press(name)


MOVES = [answer] * 8 + [jump] * 3 + [key("Ctrl+Z")] * 4 + [key("Ctrl+Y")] * 2
MOVES += [key("F7"), key("PgDn"), key("PgUp"), language, resume]


@pytest.mark.parametrize("seed", range(3))
def test_widgets_show_what_is_stored(ask: Ask, seed: int) -> None:
    assert all(values for _, values in KINDS.values())
    assert LISTS["many"][6][1].startswith("﨑")
    person, dice = ask(*questions()), random.Random(seed)
    done: list[str] = []
    for _ in range(STEPS):
        move = dice.choice(MOVES)
        move(person, dice)
        done.append(getattr(move, "__name__", "key"))
        person.page.flush()
        for control in controls(person):
            assert on_screen(control) == stored(control), (control.node.reference, done[-6:])

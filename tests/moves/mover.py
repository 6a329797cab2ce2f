"""Somebody who presses keys at random in a real interview window, and looks whether it shows what is stored.

Every difference is a sentence in `faults`: it names the seed, the step and the last keys, so that it can be
made again.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from fieldapp.interview import Interview, Node
from fieldapp.session import Session
from fieldapp.study import Study
from fieldapp.ui.controls import kind_of
from fieldapp.ui.interview.page import InterviewPage
from fieldapp.ui.interview.review_rows import collect
from fieldapp.ui.interview.roster_form import RosterFormView
from fieldapp.ui.interview.titles import case_title
from fieldapp.ui.interview.views import make_view
from fieldapp.ui.stage import Stage
from tests.moves.reading import differences, seen

_K, _M = Qt.Key, Qt.KeyboardModifier
_NONE, _CTRL, _ALT, _SHIFT = _M.NoModifier, _M.ControlModifier, _M.AltModifier, _M.ShiftModifier
KEYS: dict[str, list[tuple[Qt.Key, Qt.KeyboardModifier]]] = {
    "on": [(_K.Key_Return, _NONE), (_K.Key_PageDown, _NONE), (_K.Key_Right, _ALT), (_K.Key_Return, _CTRL)],
    "back": [(_K.Key_PageUp, _NONE), (_K.Key_Left, _ALT), (_K.Key_Return, _SHIFT)],
    "undo": [(_K.Key_Z, _CTRL)],
    "redo": [(_K.Key_Y, _CTRL)],
    "language": [(_K.Key_T, _CTRL)],
    "row": [(_K.Key_Insert, _NONE), (_K.Key_Delete, _CTRL), (_K.Key_PageDown, _CTRL), (_K.Key_PageUp, _CTRL)],
    "within": [(_K.Key_Tab, _NONE), (_K.Key_Backtab, _SHIFT), (_K.Key_Down, _NONE), (_K.Key_Up, _NONE),
               (_K.Key_Left, _NONE), (_K.Key_Right, _NONE), (_K.Key_Home, _NONE), (_K.Key_End, _NONE),
               (_K.Key_Down, _CTRL), (_K.Key_Down, _ALT), (_K.Key_Escape, _NONE), (_K.Key_F2, _NONE)],
    "clear": [(_K.Key_Delete, _NONE), (_K.Key_Backspace, _NONE), (_K.Key_F7, _NONE), (_K.Key_F8, _NONE)],
    "review": [(_K.Key_F12, _NONE), (_K.Key_Escape, _NONE), (_K.Key_N, _NONE), (_K.Key_Return, _NONE)],
    "beside": [(_K.Key_M, _CTRL), (_K.Key_Y, _ALT), (_K.Key_F5, _NONE), (_K.Key_B, _CTRL), (_K.Key_F6, _NONE)],
}  # fmt: skip
WEIGHTS = {
    "answer": 34, "on": 20, "back": 9, "jump": 6, "undo": 7, "redo": 4, "language": 2, "row": 6, "within": 12,
    "clear": 3, "review": 3, "beside": 3, "note": 1, "resume": 2,
    "lock": 2,
}  # fmt: skip
WORDS = ("王小明", "𠮷野﨑㐂", "RET 0001", "110105194912310028", "三间房 two", "-", "没有", "１２３")


@dataclass
class Mover:
    """`run(steps)`; `lock` locks the window and lets the same person in again."""

    stage: Stage
    study: Study
    seed: int
    every: int
    lock: Callable[[], None]
    faults: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.sha256 = self.study.forms()[0].sha256

    def run(self, steps: int, most_faults: int = 3) -> list[str]:
        """So many moves, and a look after each (at the disk after each `every`th)."""
        self.open()
        for step in range(steps):
            self.move()
            self.look(step, disk=step % self.every == 0 or step == steps - 1)
            if len(self.faults) >= most_faults:
                break
        self.leave()
        return self.faults

    @property
    def page(self) -> InterviewPage:
        page = self.stage.interview
        assert isinstance(page, InterviewPage)
        return page

    # moving

    def open(self, instance_id: str | None = None) -> None:
        """A new interview, or one to go on with."""
        self.stage.open_interview(instance_id, None if instance_id else self.sha256)
        self.settle()

    def leave(self) -> None:
        if self.stage.interview is not None:
            self.page.pause()
            self.settle()

    def move(self) -> None:
        """One thing that a person may do."""
        self.move_kind(self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0])
        if self.stage.interview is None:  # finalised, or paused
            self.say("(another interview)")
            self.open()

    def move_kind(self, kind: str) -> None:
        """One of `WEIGHTS`."""
        if kind in KEYS:
            key, held = self.chance.choice(KEYS[kind])
            self.say(f"{_name(held)}{Qt.Key(key).name.removeprefix('Key_')}")
            self.press(key, held)
        else:
            getattr(self, f"_{kind}")()
        self.settle()

    def say(self, what: str) -> None:
        self.done = [*self.done[-11:], what]

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        """A key, wherever the focus is."""
        QTest.keyClick(self.focus(), key, held)
        QApplication.processEvents()

    def focus(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup.focusWidget() or popup
        widget = QApplication.focusWidget()
        if widget is None:
            self.fault("the focus is lost")
            self.page.take_focus()
            widget = QApplication.focusWidget() or self.page
        return widget

    def type(self, text: str) -> None:
        """Letters; Chinese as an input method commits it, where one is on."""
        self.say(f"“{text}”")
        for part in [text] if not text.isascii() else text:
            where = self.focus()
            if part.isascii():
                QTest.keyClicks(where, part)
            elif where.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled):
                event = QInputMethodEvent()
                event.setCommitString(part)
                QApplication.sendEvent(where, event)
            QApplication.processEvents()

    def _answer(self) -> None:
        """Something that fits the question, mostly."""
        view = self.page.view
        node = view.current() if view is not None and not self.page.reviewing.is_open else None
        self.type(self.fitting(node) if node is not None and self.chance.random() < 0.85 else self.word())

    def word(self) -> str:
        return self.chance.choice(WORDS)

    def fitting(self, node: Node) -> str:
        kind = kind_of(node)
        if kind.startswith(("choose", "search")):
            choices = node.choices()
            if not choices or kind.startswith("search"):
                return self.chance.choice(("1", "2", "shi", "石"))
            return str(self.chance.randint(1, min(9, len(choices))))
        return {
            "integer": str(self.chance.choice((0, 1, 2, 7, 38, 97, 1985, 2019, 111500))),
            "decimal": self.chance.choice(("1.5", "0.35", "12", "-2")),
            "date": self.chance.choice(("t", "20220211", "2022", "2025-06-18")),
        }.get(kind, self.word())

    def _jump(self) -> None:
        """Through the outline's search, by number."""
        numbers = [screen.number for screen in self.page.walk.screens if screen.number]
        if numbers:
            self.press(_K.Key_F3)
            self.type(self.chance.choice(numbers))
            self.press(_K.Key_Return)

    def _note(self) -> None:
        self.press(_K.Key_F4)
        self.type(self.word())
        self.press(_K.Key_Escape)

    def _resume(self) -> None:
        """Pause and go on."""
        instance_id = self.page.session.instance_id
        self.say("(paused)")
        self.page.pause()
        self.settle()
        self.open(instance_id)

    def _lock(self) -> None:
        self.say("(locked)")
        self.lock()

    # looking

    def settle(self) -> None:
        """Whatever waits for the next turn has happened; questions in dialogs are left."""
        QApplication.processEvents()
        for window in QApplication.topLevelWidgets():
            if isinstance(window, QDialog | QMessageBox) and window.isVisible():
                window.reject()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        QApplication.processEvents()

    def look(self, step: int, *, disk: bool) -> None:
        """Hold the page against what is stored."""
        self.hold_crashes()
        page = self.page
        page.flush()
        self.settle()
        page.bars.catch_up()
        stored = Session.resume(self.study, page.session.instance_id).interview if disk else page.interview
        if disk:
            self.hold_answers(stored)
        if page.reviewing.is_open:
            self.hold_review(stored)
        else:
            self.hold_page(stored)
        self.step = step

    step = 0

    def fault(self, what: str) -> None:
        self.faults.append(f"seed {self.seed} step {self.step + 1}: {what} after {' '.join(self.done)}")

    def hold_crashes(self) -> None:
        """The app catches its own mistakes and says so in a dialog, which `settle` puts away."""
        for report in (self.study.folder / "crash").glob("*.txt"):
            self.fault(f"a crash:\n{report.read_text('utf-8')}\n")
            report.unlink()

    def hold_answers(self, stored: Interview) -> None:
        """The live form against the journal."""
        mine = [(n.reference, n.value, n.relevant, n.row_id) for n in self.page.interview.root.walk()]
        theirs = [(n.reference, n.value, n.relevant, n.row_id) for n in stored.root.walk()]
        if mine != theirs:
            apart = [pair for pair in zip(mine, theirs, strict=False) if pair[0] != pair[1]]
            self.fault(f"the form holds {apart[:1] or 'another number of nodes'}")
        if case_title(stored) != self.page.frame.top._case.text():
            self.fault(f"the bar says {self.page.frame.top._case.text()!r} of {case_title(stored)!r}")

    def hold_page(self, stored: Interview) -> None:
        """Every text and field of the page against a page made new from what is stored."""
        view, here = self.page.view, self.page.walk.here
        screens = {screen.reference: screen for screen in stored.screens()}
        if [screen.reference for screen in self.page.walk.screens] != list(screens):
            self.fault("the outline has other pages than the form")
            return
        if view is None or here is None:
            return
        fresh = make_view(screens[here.reference], stored, self.page.pen.around())
        at = self.page.session.position
        if isinstance(fresh, RosterFormView) and isinstance(view, RosterFormView):
            fresh.list.set_row(view.list.currentRow())
            fresh._show_row()
        shown, expected = seen(view), seen(fresh)
        fresh.deleteLater()
        if type(view) is not type(fresh):
            self.fault(f"{type(view).__name__} where {type(fresh).__name__} belongs")
        elif (apart := differences(shown, expected)) and not self._unfinished():
            self.fault(f"{here.reference} ({at}) shows {apart[0]}")

    def _unfinished(self) -> bool:
        """Text that is no answer yet stands there as typed."""
        here = self.page.walk.here
        return here is not None and any(here.holds(reference) for reference in self.page.session.unfinished)

    def hold_review(self, stored: Interview) -> None:
        session, around = self.page.session, self.page.pen.around()
        entries = collect(stored, stored.outline(), around, session.notes, session.flags).entries
        shown = self.page.reviewing.page._review
        if shown is None or shown.entries != entries:
            mine = shown.entries if shown is not None else []
            apart = [pair for pair in zip(mine, entries, strict=False) if pair[0] != pair[1]]
            self.fault(f"the review lists {apart[:1]}")


def _name(held: Qt.KeyboardModifier) -> str:
    names = {_CTRL: "Ctrl+", _ALT: "Alt+", _SHIFT: "Shift+"}
    return names.get(held, "")

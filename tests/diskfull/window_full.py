"""A person at the real window whose disk becomes full, and empty again.

    python -m tests.diskfull.window_full ROOT

above the file layer. Prints one JSON object of what was seen and stored.
"""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from fieldapp import study
from fieldapp.session import Session
from fieldapp.ui import app as application
from fieldapp.ui.controls.typed import TypedControl
from fieldapp.ui.interview.card import QuestionView
from fieldapp.ui.interview.page import InterviewPage
from tests.kill.layer import Layer
from tests.kill.world import World

TEXT = "two rooms and a yard"


class Somebody:
    """Keys in; what stands there and what is stored."""

    def __init__(self, page: InterviewPage) -> None:
        self.page, self.layer = page, Layer()

    def at(self, reference: str) -> None:
        """A line of the outline is chosen."""
        self.page.frame.outline.chosen.emit(reference)
        QApplication.processEvents()

    def press(self, key: Qt.Key) -> None:
        QTest.keyClick(QApplication.focusWidget() or self.page, key)
        QApplication.processEvents()

    def fill(self) -> None:
        self.layer.fail(1, errno.ENOSPC)

    def empty(self) -> None:
        self.layer.lift()

    def is_text(self, view: object) -> bool:
        """Whether one field of text is in front."""
        return isinstance(view, QuestionView) and isinstance(view.asked.control, TypedControl)

    def seen(self) -> dict[str, object]:
        """The banner, where the person is, and what the live form holds there."""
        view = self.page.view
        node = view.current() if view is not None else None
        banner = self.page.frame.banner
        return {
            "sentence": banner.text() if banner.isVisible() else "",
            "at": node.reference if node is not None else "",
            "shown": view.asked.control.value() if self.is_text(view) else "",
            "live": node.value if node is not None else "",
        }


def text(person: Somebody) -> dict[str, object]:
    """A text that finds no room: it stays in the field, and goes to the journal when there is some."""
    person.at("/data/story")
    QTest.keyClicks(QApplication.focusWidget(), TEXT)
    person.fill()
    person.press(Qt.Key.Key_PageDown)
    full = person.seen()
    person.empty()
    person.page.frame.again.click()
    return {"full": full, "after": person.seen()}


def choice(person: Somebody) -> dict[str, object]:
    """A choice that finds no room."""
    person.at("/data/married")
    person.fill()
    person.press(Qt.Key.Key_1)
    node = person.page.interview.node("/data/married")
    full = {"sentence": person.seen()["sentence"], "live": node.value if node else ""}
    person.empty()
    person.at("/data/married")
    person.press(Qt.Key.Key_1)
    return {"full": full, "after": {"live": node.value if node else ""}}


def row(person: Somebody) -> dict[str, object]:
    """A new row of a roster."""
    before = len(person.page.interview.root.slots["hh"])
    person.fill()
    person.page.commands.add_row("/data/hh")
    full = {**person.seen(), "rows": rows(person) - before}
    person.empty()
    person.page.commands.add_row("/data/hh")
    return {"full": full, "after": {"rows": rows(person) - before}}


def rows(person: Somebody) -> int:
    return len(person.page.interview.root.slots["hh"])


def finish(person: Somebody) -> dict[str, object]:
    """Finalizing."""
    ended: list[str] = []
    person.page.finalized.connect(ended.append)
    person.fill()
    person.page.finalize()
    full = {**person.seen(), "finalized": len(ended)}
    person.empty()
    person.page.finalize()
    return {"full": full, "after": {"finalized": len(ended)}}


def main() -> None:
    """Open the window on the study; meet a full disk four times."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    world = World(Path(sys.argv[1]))
    world.enter()
    qt = QApplication(sys.argv[:1])
    window = application.build(qt)
    sys.excepthook = sys.__excepthook__
    window.show()
    QTest.qWaitForWindowExposed(window)
    window.activateWindow()
    application.arrive(window.stage, world.study)
    opened = window.stage.desk.study
    assert opened is not None
    window.open_interview(None, opened.forms()[0].sha256)
    page = window.stage.interview
    assert isinstance(page, InterviewPage)
    person = Somebody(page)
    found = {scene.__name__: scene(person) for scene in (text, choice, row, finish)}
    name = page.session.instance_id
    opened.close()
    with_new_eyes = study.open(world.study)
    stored = Session.resume(with_new_eyes, name).interview
    found["stored"] = {n: getattr(stored.node(f"/data/{n}"), "value", None) for n in ("story", "married")}
    os.write(1, json.dumps(found, ensure_ascii=False).encode() + b"\n")
    os._exit(0)


if __name__ == "__main__":
    main()

"""What stands around the question is kept in step with it: outline, bars, banner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.ui.interview import titles
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.ui.interview.page import InterviewPage

AFTER_THE_ANSWER = 30
"""Milliseconds until outline and bars follow: the answer shows first, and quick keys share one turn."""


class Bars(QObject):
    """Reads the session and the walk of its page, and tells the parts of the frame."""

    def __init__(self, page: InterviewPage) -> None:
        super().__init__(page)
        self._page = page
        self._due = QTimer(self, interval=AFTER_THE_ANSWER, singleShot=True)
        self._due.timeout.connect(self.refresh)

    def later(self) -> None:
        """Something changed."""
        self._due.start()

    def catch_up(self) -> None:
        """What is due happens now."""
        if self._due.isActive():
            self.refresh()

    def stop(self) -> None:
        """The interview is closed."""
        self._due.stop()

    def refresh(self) -> None:
        """Outline, title, bars."""
        self._due.stop()
        page = self._page
        if page.pen.is_down:
            return
        page.frame.top.show_title()
        if page.reviewing.is_open:
            page.reviewing.refresh()
            return
        sections = page.interview.outline(page.walk.screens)
        page.frame.outline.reviewing(False)
        page.frame.outline.show_outline(page.interview, sections, page.walk.here, set(page.session.notes))
        several = page.view is not None and page.view.several
        page.frame.bottom.asking(several=several, last=page.walk.is_last)
        self.show_question()

    def show_question(self) -> None:
        """What belongs to the very question the person is at."""
        page = self._page
        if page.pen.is_down:
            return
        node = page.view.current() if page.view is not None else None
        reference = node.reference if node is not None else ""
        notes = page.session.notes
        page.frame.top.show_flag(reference in page.session.flags)
        page.frame.top.show_notes(len(notes), reference in notes)
        if page.view is not None and not page.reviewing.is_open:
            page.frame.bottom.show_hints(page.commands.hints())

    def name(self, reference: str) -> str:
        """Number or words of a question, for a sentence about it."""
        walk, node = self._page.walk, self._page.interview.node(reference)
        place = walk.find(reference)
        number = walk.screens[place].number if place is not None else ""
        return (node.number or number or titles.short(node.label, 12)) if node is not None else number

    # how a writing ended

    def wrote(self) -> None:
        """It is in the journal."""
        self._page.frame.top.saved()
        self._page.frame.banner.hide()

    def failed(self, failure: Problem) -> None:
        """Nothing was stored; the sentence stays until something is."""
        self._page.frame.top.failed()
        sentence = wording.problem(failure)
        self._page.frame.banner.set("error", sentence + " " + tr("What you typed is still on screen."))
        self._page.frame.banner.show()

    def refused(self, reference: str) -> None:
        """The type cannot hold what was typed."""
        if self._page.view is not None:
            self._page.view.refuse(reference, tr("This answer does not fit here"))

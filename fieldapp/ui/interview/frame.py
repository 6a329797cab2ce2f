"""The fixed parts of the interview window: bars, outline, banner, and the place where views stand."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.session import Session
from fieldapp.ui.components import Banner, Button
from fieldapp.ui.interview.bottombar import BottomBar
from fieldapp.ui.interview.notes import NoteSlip
from fieldapp.ui.interview.outline import Outline
from fieldapp.ui.interview.reasonslip import ReasonSlip
from fieldapp.ui.interview.topbar import NARROW, InterviewBar
from fieldapp.wording import tr


class Frame:
    """Builds the parts into a page; holds them, decides nothing."""

    def __init__(self, page: QWidget, session: Session) -> None:
        self.top = InterviewBar(session)
        self.outline = Outline()
        self.bottom = BottomBar()
        self.banner = Banner("error")
        self.again = Button("", size="table")
        self.again.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.banner.row.addWidget(self.again)
        self.banner.hide()
        self.practice = Banner("warn")
        self.practice.hide()
        self.clock = Banner("warn")
        self.clock_seen = Button("", size="table")
        self.clock_seen.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clock.row.addWidget(self.clock_seen)
        self.clock.hide()
        self.stack = QStackedWidget()
        self.changing = False
        """A page is going and its successor will take the focus: nothing between them shall."""
        self.slip = NoteSlip(page)
        self.reason = ReasonSlip(page)
        self._lay_out(page)

    def _lay_out(self, page: QWidget) -> None:
        middle = self.middle = QVBoxLayout()
        middle.setSpacing(0)
        self.banner.setContentsMargins(0, 0, 0, 0)
        middle.addWidget(self.practice)
        middle.addWidget(self.banner)
        middle.addWidget(self.clock)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.bottom)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.outline)
        across.addLayout(middle, 1)
        whole = QVBoxLayout(page)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top)
        whole.addLayout(across, 1)

    def retranslate(self) -> None:
        """All texts of the fixed parts."""
        self.top.retranslate()
        self.outline.retranslate()
        self.again.set_text(tr("Try again"))
        self.practice.set("warn", tr("Practice: nothing here is data."))
        self.clock_seen.set_text(tr("Seen"))

    def fit(self, width: int) -> None:
        """Narrow windows: no key strip, outline folded, icons alone."""
        narrow = width < NARROW
        self.bottom.hide_hints(narrow)
        self.top.narrow(narrow)
        if narrow != self.outline.folded:
            self.outline.fold(narrow)

    def show(self, view: QWidget) -> None:
        """Put a view in front; the one before is thrown away unless it says it stays."""
        before = self.stack.currentWidget()
        if before is view:
            return
        if self.stack.indexOf(view) < 0:
            self.stack.addWidget(view)
        self.changing = True
        self.stack.setCurrentWidget(view)
        self.changing = False
        if before is not None and not before.property("stays"):
            self.stack.removeWidget(before)
            before.deleteLater()

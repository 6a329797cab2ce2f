"""Beside the review: why it cannot be finalised yet, and what can be done instead."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.ui import theme
from fieldapp.ui.components import Button, Card, IconLabel, label
from fieldapp.ui.interview.reason import ReasonButton
from fieldapp.ui.interview.review_rows import Entry, Review
from fieldapp.wording import tr, trn

WIDTH = 312
_MOST = 6
_REST, _EACH = 312, 46
"""Height of all but the reasons, and of one of them."""


class ReviewSide(QWidget):
    """Two cards: the reasons, and the counts with the way out."""

    wanted = Signal(object)
    draft = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(WIDTH)
        self._problems: Sequence[Entry] = ()
        self._icon = IconLabel("close-octagon", "error", 24)
        self._title = label("", "page-title", "error")
        self._first = label("", "body", "ink-2", wrap=True)
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(6)
        self._counts = label("", "body", "ink-2", wrap=True)
        self._before = label("", "body-bold")
        self.draft_button = Button("", icon="content-save-outline", key="Ctrl+W")
        self.draft_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.draft_button.clicked.connect(self.draft)
        self._lay_out()

    def _lay_out(self) -> None:
        reasons, rest = Card(16, 8), Card(16, 8)
        head = QHBoxLayout()
        head.addWidget(self._icon)
        head.addWidget(self._title, 1)
        reasons.body.addLayout(head)
        reasons.body.addWidget(self._first)
        reasons.body.addLayout(self._reasons)
        rest.body.addWidget(self._before)
        rest.body.addWidget(self._counts)
        rest.body.addStretch(1)
        rest.body.addWidget(self.draft_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(reasons)
        column.addWidget(rest, 1)

    def show_review(self, review: Review) -> None:
        """The reasons as they are now."""
        problems = review.problems
        ready = not problems
        self._icon.set_icon("check-decagram" if ready else "close-octagon", "accent" if ready else "error")
        theme.set_tone(self._title, "accent" if ready else "error")
        self._title.setText(tr("Ready to finalise") if ready else tr("Not ready yet"))
        n = len(problems)
        settle = trn("Settle {n} problem first:", "Settle {n} problems first:", n)
        self._first.setText(tr("Nothing stands against it.") if ready else settle)
        self._problems = problems
        self._show_reasons()
        self._before.setText(tr("Before you finish"))
        self._counts.setText(self._counted(review))
        self.draft_button.set_text(tr("Keep as a draft"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has room for fewer."""
        super().resizeEvent(event)
        if self._fitting() != self._reasons.count():
            self._show_reasons()

    def _fitting(self) -> int:
        room = max(1, min(_MOST, (self.height() - _REST) // _EACH))
        return min(room, len(self._problems))

    def _show_reasons(self) -> None:
        while self._reasons.count():
            gone = self._reasons.takeAt(0).widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for problem in self._problems[: self._fitting()]:
            what = problem.message if problem.state != "unfilled" else tr("Required, not filled")
            button = ReasonButton(problem.number, problem.title, what)
            button.clicked.connect(lambda _on=False, problem=problem: self.wanted.emit(problem))
            self._reasons.addWidget(button)

    def _counted(self, review: Review) -> str:
        parts = [
            trn(
                "{n} question answered",
                "{n} questions answered",
                sum(e.state == "ok" for e in review.entries),
            ),
            trn("{n} skipped by rule", "{n} skipped by rule", review.count("skipped")),
            trn("{n} note", "{n} notes", review.count("note")),
            trn("{n} flag", "{n} flags", review.count("flag")),
        ]
        return "\n".join(parts)

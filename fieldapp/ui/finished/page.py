"""The page of a finished interview: read-only, opened from Home."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.session import Session
from fieldapp.ui import clock
from fieldapp.ui.components import Button, Card, FilterChip, column, label, rule
from fieldapp.ui.desk import Desk
from fieldapp.ui.finished.history import Chapter, chapters
from fieldapp.ui.finished.times import timed
from fieldapp.ui.interview import savestate
from fieldapp.ui.interview.asking import Asking
from fieldapp.ui.interview.reasonslip import ReasonSlip
from fieldapp.ui.interview.review_head import ReviewHead
from fieldapp.ui.interview.review_list import ReviewList
from fieldapp.ui.interview.review_rows import Line, Review, collect
from fieldapp.ui.interview.scroller import Scroller
from fieldapp.ui.names import speak
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr, trn

SIDE = 340
_FILTERS = ("all", "note", "flag", "skipped")


class FinishedPage(Page):
    """`correct` carries instance id and reason; `back` leads Home."""

    correct = Signal(str, str)
    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._session: Session | None = None
        self._review: Review | None = None
        self._filter = "all"
        self._closed: set[str] = set()
        self._name = label("", "title")
        self._note = label("", "body", "ink-2", wrap=True)
        self.chips = {name: FilterChip("") for name in _FILTERS}
        self.head = ReviewHead(timed=True)
        self.list = ReviewList(self)
        self._history_title = label("", "page-title")
        self._history = column(spacing=10)
        self.correct_button = Button("", icon="pencil-outline", key="Ctrl+Enter")
        self.back_button = Button("", "plain", "arrow-left", "Esc")
        self.slip = ReasonSlip(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        card, side = Card(0, 0), Card(16, 10)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(8)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for chip in self.chips.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        for part in (self._name, self._note):
            top.addWidget(part)
        top.addLayout(chips)
        card.body.addLayout(top)
        card.body.addWidget(self.head)
        card.body.addWidget(self.list, 1)
        inside = QWidget()
        inside.setLayout(self._history)
        side.body.addWidget(self._history_title)
        side.body.addWidget(Scroller(inside), 1)
        side.body.addWidget(self.correct_button)
        side.body.addWidget(self.back_button)
        side.setFixedWidth(SIDE)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 16, 24, 16)
        across.setSpacing(16)
        across.addWidget(card, 1)
        across.addWidget(side)

    def _connect(self) -> None:
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, name=name: self.filter_by(name))
        self.list.opened.connect(self._open)
        self.list.reveal.connect(lambda entry: self._reveal(entry.reference))
        self.correct_button.clicked.connect(self.main_action)
        self.back_button.clicked.connect(self.back)
        self.slip.closed.connect(self.opened)

    def show_interview(self, instance_id: str) -> bool:
        """Read a finished interview; False if that cannot be."""
        study = self._desk.study
        if study is None:
            return False
        self._session = self._desk.attempt(lambda: Session.resume(study, instance_id))
        self._spent = self._session.seconds_per_question() if self._session is not None else {}
        self._revealed: set[str] = set()
        self._closed.clear()
        self._filter = "all"
        self.retranslate()
        return self._session is not None

    def title(self) -> str:
        return tr("Finished interview")

    def keys(self) -> Keys:
        return (
            ("↑ ↓", tr("choose a row")),
            ("→ ←", tr("open and close a section")),
            ("Ctrl+Enter", tr("correct, with a reason")),
            ("Esc", tr("back")),
        )

    def opened(self) -> None:
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def panes(self) -> Sequence[QWidget]:
        return (self.list, self.correct_button)

    def main_action(self) -> None:
        """Ask why, then correct."""
        session = self._session
        if session is None:
            return
        title, advice = (
            tr("Why is it corrected?"),
            tr("The finished interview stays as it is beside the correction."),
        )
        self.slip.ask(
            title, advice, tr("Correct"), lambda reason: self.correct.emit(session.instance_id, reason)
        )

    def filter_by(self, name: str) -> None:
        """All, or only what was noted, flagged, skipped; a second time shows all again."""
        self._filter = "all" if name == self._filter else name
        self._draw()
        self.opened()

    def refresh(self) -> None:
        self._collect()

    def retranslate(self) -> None:
        self.head.retranslate()
        self.list.setAccessibleName(tr("Finished interview"))
        self._history_title.setText(tr("History"))
        self.correct_button.set_text(tr("Correct…"))
        self.back_button.set_text(tr("Back to the list"))
        self._collect()

    def _collect(self) -> None:
        session = self._session
        if session is None:
            return
        interview = session.interview
        speak(interview)
        around = Asking(interview.definition.missing_codes, confirmed=lambda at: session.confirmed.get(at))
        revealed = self._revealed
        self._review = collect(
            interview, interview.outline(), around, session.notes, session.flags, revealed, whole=True
        )
        self._review.entries = timed(self._review.entries, self._spent)
        self._name.setText(interview.instance_name or tr("Finished interview"))
        self._tell_history(session)
        self._draw()

    def _draw(self) -> None:
        review = self._review
        if review is None:
            return
        names = {"all": tr("All"), "note": tr("Notes"), "flag": tr("Flags"), "skipped": tr("Skipped")}
        for name, chip in self.chips.items():
            chip.set_text(names[name], review.count(name))
            chip.setChecked(name == self._filter)
            chip.setVisible(name == "all" or review.count(name) > 0)
        opened = {section.reference for section in review.sections} - self._closed
        self.list.lines.show_lines(review.lines(self._filter, opened, self._closed))
        if not self.list.currentIndex().isValid() and self.list.lines.lines:
            self.list.setCurrentIndex(self.list.lines.index(0))

    def _open(self, line: Line, on: bool) -> None:
        (self._closed.discard if on else self._closed.add)(line.section)
        self._draw()

    def _reveal(self, reference: str) -> None:
        session = self._session
        if session is not None and self._desk.attempt(lambda: session.reveal(reference)) is not None:
            self._revealed.add(reference)
            self._collect()

    def _tell_history(self, session: Session) -> None:
        study = self._desk.study
        if study is None:
            return
        row = study.instance(session.instance_id)
        mine = [one for one in study.store.revisions.all() if one.record_id == row.record_id]
        told = chapters(session.interview, mine)
        said = [trn("{n} correction", "{n} corrections", len(told) - 1)] if len(told) > 1 else []
        if self._spent:
            said.append(tr("{time} without pauses", time=savestate.clock(session.seconds)))
        self._note.setText(" · ".join(said))
        self._note.setVisible(bool(said))
        while self._history.count():
            gone = self._history.takeAt(0).widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        people = dict(study.enumerators())
        for number, chapter in enumerate(told):
            self._history.addWidget(_Told(number, chapter, people.get(chapter.author, chapter.author)))
            self._history.addWidget(rule())
        self._history.addStretch(1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)


class _Told(QWidget):
    """One chapter of the history in words."""

    def __init__(self, number: int, chapter: Chapter, author: str) -> None:
        super().__init__()
        lines = column(spacing=4)
        said = tr("Corrected {when}", when=clock.when(chapter.when)) if number else ""
        said = said or tr("Finished {when}", when=clock.when(chapter.when))
        lines.addWidget(label(said, "body-bold"))
        if author:
            lines.addWidget(label(author, "small", "ink-2"))
        if chapter.reason:
            lines.addWidget(label(tr("Reason: {why}", why=chapter.reason), "body", "ink", wrap=True))
        for edit in chapter.edits:
            change = f"{edit.old or '—'} → {edit.new or '—'}"
            lines.addWidget(label(f"{edit.title}: {change}", "body", "ink-2", wrap=True))
        self.setLayout(lines)

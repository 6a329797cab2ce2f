"""The card at the right: what is flagged, the answers, the comment being written, the decisions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from fieldapp.session import Session
from fieldapp.session.anchors import anchor
from fieldapp.ui import clock
from fieldapp.ui.components import Bar, Button, Card, KeyCap, LineInput, Segmented, column, label, row, rule
from fieldapp.ui.interview.asking import Asking
from fieldapp.ui.interview.review_rows import Entry as Answer
from fieldapp.ui.interview.review_rows import collect
from fieldapp.ui.names import in_our_language, speak
from fieldapp.ui.review.answers import AnswerList, lines_of
from fieldapp.ui.review.table import paint_flag
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from fieldapp.merge import Comment
    from fieldapp.review import Entry, Flag

_FLAGS_SHOWN = 4


class RecordCard(Card):
    """`comment(text)` is what somebody wrote on the line under the cursor."""

    comment = Signal(str)
    approve = Signal()
    send_back = Signal()
    reject = Signal()

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self._entry: Entry | None = None
        self._session: Session | None = None
        self._revealed: set[str] = set()
        self._shown = ""
        """Which of the two lists a record opened with: all, where nothing is marked."""
        self._threads: Mapping[str, Sequence[Comment]] = {}
        self._name, self._about = label("", "title"), label("", "body", "ink-2")
        self._flags = column(spacing=6)
        self._heading = label("", "body-bold", "ink-2")
        self.which = Segmented([("flagged", ""), ("all", "")])
        self.answers = AnswerList()
        self.field = _Field()
        self._on, self._save, self._close = label("", "small", "ink-2"), label(""), label("")
        self.approve_button = Button("", "secondary", "check", "A", size="bar")
        self.back_button = Button("", "primary", "reply", "B", size="bar")
        self.reject_button = Button("", "plain", None, "X", size="table")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = column(margins=(16, 12, 16, 12), spacing=6)
        top = row(spacing=8)
        top.addWidget(self._name, 1)
        top.addWidget(self.reject_button)
        head.addLayout(top)
        head.addWidget(self._about)
        head.addLayout(self._flags)
        self.body.addLayout(head)
        strip = Bar("bottom")
        strip.row.setContentsMargins(16, 6, 16, 6)
        strip.row.addWidget(self._heading)
        strip.row.addStretch(1)
        strip.row.addWidget(self.which)
        self.body.addWidget(strip)
        self.body.addWidget(self.answers, 1)
        self._writing = self._comment_bar()
        self.body.addWidget(self._writing)
        self.body.addWidget(rule())
        foot = row(margins=(16, 8, 16, 8), spacing=8)
        foot.addWidget(self.approve_button)
        foot.addWidget(self.back_button, 1)
        self.body.addLayout(foot)
        self._writing.hide()

    def _comment_bar(self) -> QWidget:
        bar = Bar("bottom")
        inside = column(spacing=6)
        caps = row(spacing=8)
        for part in (KeyCap("Enter"), self._save, KeyCap("Esc"), self._close):
            caps.addWidget(part)
        caps.addStretch(1)
        inside.addWidget(self._on)
        inside.addWidget(self.field)
        inside.addLayout(caps)
        bar.row.setContentsMargins(16, 8, 16, 8)
        bar.row.addLayout(inside)
        return bar

    def _connect(self) -> None:
        self.which.chosen.connect(lambda _name: self._draw())
        self.field.entered.connect(self._hand_over)
        self.field.left.connect(self.stop_writing)
        self.approve_button.clicked.connect(self.approve)
        self.back_button.clicked.connect(self.send_back)
        self.reject_button.clicked.connect(self.reject)

    # what is shown

    @property
    def session(self) -> Session | None:
        """The interview that is open here, to read."""
        return self._session

    def show_record(
        self,
        entry: Entry | None,
        session: Session | None,
        threads: Mapping[str, Sequence[Comment]],
    ) -> None:
        """One record; None where there is none."""
        if entry is None or self._entry is None or entry.rev_id != self._entry.rev_id:
            self._revealed.clear()
            self.stop_writing()
            self._shown = ""
        self._entry, self._session, self._threads = entry, session, threads
        self.retranslate()

    def reveal(self) -> bool:
        """V: the personal value under the cursor; each look is in the log. False where there is none."""
        line, session = self.answers.line(), self._session
        if line is None or line.answer is None or not line.answer.veiled or session is None:
            return False
        session.reveal(line.answer.reference)
        self._revealed.add(line.answer.reference)
        self._draw()
        return True

    def my_comments(self) -> int:
        """First comments on this version: what would be sent back."""
        rev_id = self._entry.rev_id if self._entry is not None else ""
        said = (one for thread in self._threads.values() for one in thread)
        return sum(one.rev_id == rev_id and not one.answers for one in said)

    def retranslate(self) -> None:
        """Set the texts again."""
        entry = self._entry
        self._name.setText(
            (entry.label or in_our_language(entry.title)) if entry is not None else tr("Nothing chosen")
        )
        self._about.setText(_about(entry) if entry is not None else "")
        self._show_flags(entry.flags if entry is not None else ())
        self._heading.setText(tr("Answers"))
        self._save.setText(tr("save the comment"))
        self._close.setText(tr("close"))
        self.approve_button.set_text(tr("Approve"))
        self.reject_button.set_text(tr("Reject…"))
        count = self.my_comments()
        said = trn("Send back, {n} comment", "Send back, {n} comments", count) if count else tr("Send back…")
        self.back_button.set_text(said)
        for button in (self.approve_button, self.back_button, self.reject_button):
            button.setEnabled(entry is not None and entry.state != "conflict")
        self.answers.setAccessibleName(tr("Answers"))
        self._draw()

    def _show_flags(self, flags: Sequence[Flag]) -> None:
        while self._flags.count():
            gone = self._flags.takeAt(0).widget()
            if gone is not None:
                gone.hide()
                gone.deleteLater()
        for flag in flags[:_FLAGS_SHOWN]:
            self._flags.addWidget(_FlagLine(flag))

    def _draw(self) -> None:
        answers = self._answers()
        flags = self._entry.flags if self._entry is not None else ()
        marked = lines_of(answers, flags, self._threads, every=False)
        every = lines_of(answers, flags, self._threads, every=True)
        texts = [("flagged", tr("Marked"), marked), ("all", tr("All"), every)]
        self.which.set_options(
            [(name, f"{word} {sum(one.answer is not None for one in lines)}") for name, word, lines in texts]
        )
        if not self._shown:
            self._shown = "flagged" if marked else "all"
            self.which.set_value(self._shown)
        self.answers.show_lines(marked if self.which.value() == "flagged" else every)

    def _answers(self) -> list[tuple[str, Answer]]:
        session = self._session
        if session is None:
            return []
        interview = session.interview
        speak(interview)
        around = Asking(interview.definition.missing_codes, confirmed=lambda at: session.confirmed.get(at))
        found = collect(
            interview, interview.outline(), around, session.notes, session.flags, self._revealed, whole=True
        )
        return [(anchor(interview, one.reference), one) for one in found.entries]

    # writing

    def write(self) -> bool:
        """C: a comment on the question under the cursor, a reply where a comment stands there."""
        line = self.answers.line()
        if line is None:
            if self.which.value() == "all":
                return False
            self.which.set_value("all")
            self._draw()
            line = self.answers.line()
        if line is None:
            return False
        about = f"{line.answer.number} {line.answer.title}" if line.answer is not None else ""
        if line.said is not None:
            about = tr("Reply to: {text}", text=" ".join(line.said.text.split())[:60])
        self._on.setText(about)
        self.field.clear()
        self.field.setAccessibleName(tr("Comment"))
        self._writing.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def stop_writing(self) -> None:
        """Esc: nothing is kept."""
        if self._writing.isVisible():
            self._writing.hide()
            self.answers.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hand_over(self) -> None:
        text = self.field.text().strip()
        if text:
            self.stop_writing()
            self.comment.emit(text)


class _Field(LineInput):
    """Enter saves, Esc closes."""

    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _FlagLine(QWidget):
    """The icon of a flag and its sentence."""

    def __init__(self, flag: Flag) -> None:
        super().__init__()
        line = row(margins=(34, 0, 0, 0), spacing=8)
        names = {
            "fast": tr("Too fast"), "alike": tr("Same interview?"), "unusual": tr("Unusual"),
            "consent": tr("Consent"), "unknown": tr("Don't know"), "far": tr("Far away"),
        }  # fmt: skip
        name = label(names.get(flag.code, flag.code), "body-bold")
        name.setMinimumWidth(118)
        line.addWidget(name)
        line.addWidget(label(flag.sentence, "body", "ink-2", wrap=True), 1)
        self._flag = flag
        self.setLayout(line)
        self.setMinimumHeight(28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        from PySide6.QtCore import QRectF

        painter = QPainter(self)
        paint_flag(painter, QRectF(0, (self.height() - 26) / 2, 26, 26), self._flag)
        painter.end()


def _about(entry: Entry) -> str:
    when = clock.when(datetime.fromisoformat(entry.finished))
    parts = (entry.author or entry.device[:8], when, in_our_language(entry.title))
    return " · ".join(part for part in parts if part)

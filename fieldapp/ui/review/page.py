"""Screen 09: look at what came in, comment, approve, send back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.session import Session
from fieldapp.ui import keys as typed
from fieldapp.ui import theme
from fieldapp.ui.components import Bar, Card, EmptyState, FilterChip, KeyCap, LineInput, label, row
from fieldapp.ui.desk import Desk
from fieldapp.ui.interview.reasonslip import ReasonSlip
from fieldapp.ui.page import Keys, Page
from fieldapp.ui.review import work
from fieldapp.ui.review.record import RecordCard
from fieldapp.ui.review.table import FILTERS, QueueTable, passes
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.merge.state import ReviewState
    from fieldapp.review import Entry
    from fieldapp.study import Study


_NARROW, _CARD, _CARD_NARROW = 1280, 480, 392


class ReviewPage(Page):
    """`read(instance_id)` asks for the whole interview; `decided` tells that counts changed."""

    read = Signal(str)
    decided = Signal()
    onward = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._queue = work.Queue()
        self._filter = "todo"
        self._done: list[tuple[Entry, ReviewState]] = []
        """Decisions of this sitting, with what was said of the record before: what Ctrl+Z takes back."""
        self.search_box = theme.set_role(LineInput(icon="magnify"), "body")
        self.chips = {name: FilterChip(name) for name in FILTERS}
        self.table = QueueTable()
        self.empty = EmptyState("clipboard-check-outline", "accent")
        self.card = RecordCard()
        self.slip = ReasonSlip(self)
        self._shown = label("", "body", "ink-2")
        self._hints = [(cap, label("", "small", "ink-2")) for cap in ("Space", "C", "N", "V")]
        self._lay_out()
        self._connect()

    # parts

    def _lay_out(self) -> None:
        top = row(spacing=8)
        self.search_box.setFixedWidth(272)
        top.addWidget(self.search_box)
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
            top.addWidget(chip)
        top.addStretch(1)
        self.chips[self._filter].setChecked(True)
        left = Card(padding=1, spacing=0)
        left.body.addWidget(self.table, 1)
        left.body.addWidget(self.empty, 1)
        left.body.addWidget(self._foot())
        self.card.setFixedWidth(_CARD)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(left, 1)
        body.addWidget(self.card)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(16)
        whole.addLayout(top)
        whole.addLayout(body, 1)
        self.empty.hide()

    def _foot(self) -> Bar:
        foot = Bar("bottom")
        foot.row.setContentsMargins(16, 8, 16, 8)
        foot.row.addWidget(self._shown)
        foot.row.addStretch(1)
        self._strip = QWidget()
        strip = row(spacing=8)
        for cap, words in self._hints:
            strip.addWidget(KeyCap(cap))
            strip.addWidget(words)
        self._strip.setLayout(strip)
        foot.row.addWidget(self._strip)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen the strip of keys gives way, and some of the card."""
        super().resizeEvent(event)
        narrow = self.window().width() < _NARROW
        self._strip.setVisible(not narrow)
        self.table.set_narrow(narrow)
        self.card.setFixedWidth(_CARD_NARROW if narrow else _CARD)

    def _connect(self) -> None:
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, name=name: self.filter_by(name))
        self.search_box.textChanged.connect(lambda _text: self._show())
        self.table.chosen.connect(lambda _entry: self._open())
        self.table.entered.connect(self._enter_answers)
        self.table.refused.connect(lambda: self._desk.said.emit(tr("Red flags: look at this one by itself.")))
        self.table.queue.changed.connect(self._count)
        self.card.answers.entered.connect(self._read_all)
        self.card.comment.connect(self._comment)
        self.card.approve.connect(self.approve)
        self.card.send_back.connect(self.send_back)
        self.card.reject.connect(self.reject)
        self.slip.closed.connect(self.opened)
        self.empty.button.clicked.connect(self.onward)

    # the page

    def title(self) -> str:
        return tr("Review")

    def refresh(self) -> None:
        study = self._desk.study
        if study is None:
            self._take(work.Queue())
            return
        beside = self._desk.beside(study)
        self._desk.work(tr("Reading…"), lambda _p, _c: work.read(beside), self._take)

    def opened(self) -> None:
        """A list that is not read yet has the focus already."""
        others = (self.empty.button, self.chips["all"])
        target: QWidget = next((one for one in (self.table, *others) if not one.isHidden()), self.table)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.search_box.setPlaceholderText(tr("Name, enumerator, laptop"))
        self.search_box.setAccessibleName(tr("Find in the queue"))
        self.table.setAccessibleName(tr("Interviews to review"))
        words = (tr("tick"), tr("comment"), tr("next flag"), tr("personal values"))
        for (_cap, hint), text in zip(self._hints, words, strict=True):
            hint.setText(text)
        self.card.retranslate()
        self._show()

    def keys(self) -> Keys:
        return (
            ("↑ ↓", tr("choose a row")), (tr("Space"), tr("tick")),
            ("Ctrl+A", tr("tick all without red flags")),
            ("Enter", tr("into the answers; again: the whole interview")), ("N", tr("next flag")),
            ("C", tr("comment, reply")), ("A", tr("approve, also all that is ticked")),
            ("B", tr("send back")), ("X", tr("reject")), ("V", tr("show the personal value")),
            ("Ctrl+Z", tr("take the decision back")), ("Esc", tr("back to the list")),
        )  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self.card.answers, self.search_box)

    def search(self) -> None:
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def main_action(self) -> None:
        """Ctrl+Enter: approve."""
        self.approve()

    # what is shown

    def _take(self, queue: work.Queue) -> None:
        self._queue = queue
        self._show()

    def filter_by(self, name: str) -> None:
        """To review, resubmitted, sent back, approved, all."""
        self._filter = name
        self.chips[name].setChecked(True)
        self._show()
        self.opened()

    def _show(self, keep: int | None = None) -> None:
        """`keep`: the row to stay at where the record under the cursor is not shown any more."""
        before = self.table.entry()
        at = self.table.currentIndex().row() if keep is None else keep
        shown = [one for one in self._queue.entries if passes(one, self._filter) and self._found(one)]
        had_focus = any(one.hasFocus() for one in (self.table, self.empty.button, self.chips["all"]))
        had_focus |= not shown and self.card.answers.hasFocus()
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        self.table.queue.show_entries(shown, self._queue.minutes)
        self.table.put_cursor(before.record_id if before is not None else "", at)
        self._count()
        if had_focus:
            self.opened()

    def _found(self, entry: Entry) -> bool:
        wanted = self.search_box.text().casefold().split()
        text = f"{entry.label} {entry.title} {entry.author} {entry.device}".casefold()
        return all(word in text for word in wanted)

    def _count(self) -> None:
        names = {
            "todo": tr("To review"), "again": tr("Resubmitted"), "back": tr("Sent back"),
            "approved": tr("Approved"), "all": tr("All"),
        }  # fmt: skip
        for name, word in names.items():
            self.chips[name].set_text(word, sum(passes(one, name) for one in self._queue.entries))
        ticked, shown = len(self.table.queue.ticked), len(self.table.queue.entries)
        texts = [trn("{n} shown", "{n} shown", shown)]
        texts += [trn("{n} ticked", "{n} ticked", ticked)] if ticked else []
        self._shown.setText(tr(", ").join(texts))
        self._say_empty()

    def _say_empty(self) -> None:
        states = Counter(one.state for one in self._queue.entries)
        if self._filter == "todo" and states and not self.search_box.text():
            counts = {"approved": states["approved"], "back": states["has_issues"]}
            done = tr("All reviewed: {approved} approved, {back} sent back", **counts)
            self.empty.set(done, "", tr("Hand out tomorrow's work"))
        else:
            self.empty.set(tr("Nothing here."), tr("Other interviews are under All."))

    def _open(self) -> None:
        """The record under the cursor, at the right."""
        entry, study = self.table.entry(), self._desk.study
        session, said = None, {}
        if entry is not None and study is not None:
            from fieldapp.review import threads

            if entry.instance_id:
                session = self._desk.attempt(lambda: Session.resume(study, entry.instance_id))
            said = threads(study, entry.record_id)
        self.card.show_record(entry, session, said)

    def _enter_answers(self) -> None:
        if not self.card.answers.model_.lines:
            self.card.which.set_value("all")
            self.card.retranslate()
        self.card.answers.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read_all(self) -> None:
        entry = self.table.entry()
        if entry is not None and entry.instance_id:
            self.read.emit(entry.instance_id)

    # deciding

    def approve(self) -> None:
        """A: this one, or all that are ticked; then the next."""
        if self.table.queue.ticked:
            self._approve_ticked()
        else:
            self._decide("approved")

    def send_back(self) -> None:
        """B: with its comments; without any, one is asked for."""
        if self.card.my_comments():
            self._decide("has_issues")
        elif self._decidable() is not None:
            title, advice = tr("What should be looked at again?"), tr("The enumerator reads this.")
            self.slip.ask(title, advice, tr("Send back"), self._send_back_with)

    def _send_back_with(self, text: str) -> None:
        self._comment_on("", text)
        self._decide("has_issues")

    def reject(self) -> None:
        """X: with a reason; the interview stays, and is left out of the data."""
        if self._decidable() is not None:
            title, advice = tr("Why is it rejected?"), tr("It stays in the study, marked as rejected.")
            self.slip.ask(title, advice, tr("Reject"), lambda why: self._decide("rejected", why))

    def undo(self) -> None:
        """Ctrl+Z: the last decision of this sitting is taken back."""
        study = self._desk.study
        if study is None or not self._done:
            return
        from fieldapp.review import say

        entry, before = self._done.pop()
        if self._desk.attempt(lambda: say(study, entry.rev_id, before, tr("Taken back"))) is not None:
            self._put(entry.record_id, entry.state)
            self.table.put_cursor(entry.record_id)
            self._desk.said.emit(tr("Taken back: {name}", name=entry.label or entry.title))

    def _decidable(self) -> Entry | None:
        entry = self.table.entry()
        if entry is not None and entry.state == "conflict":
            self._desk.said.emit(tr("Two versions stand here: settle the conflict first."))
            return None
        return entry

    def _decide(self, state: ReviewState, note: str = "") -> None:
        entry, study = self._decidable(), self._desk.study
        if entry is not None and study is not None and self._say(study, entry, state, note):
            self._put(entry.record_id, state)

    def _say(self, study: Study, entry: Entry, state: ReviewState, note: str = "") -> bool:
        from fieldapp.review import say

        if self._desk.attempt(lambda: say(study, entry.rev_id, state, note)) is None:
            return False
        self._done.append((entry, "approved" if entry.state == "approved" else "received"))
        return True

    def _approve_ticked(self) -> None:
        study = self._desk.study
        ticked = [one for one in self.table.queue.entries if one.record_id in self.table.queue.ticked]
        if study is None:
            return
        done = [one for one in ticked if not one.red and self._say(study, one, "approved")]
        at = self.table.currentIndex().row()
        self._replace({one.record_id: "approved" for one in done})
        self.table.queue.ticked.clear()
        self._show(at)
        self._desk.said.emit(trn("{n} interview approved", "{n} interviews approved", len(done)))
        self.decided.emit()

    def _put(self, record_id: str, state: str) -> None:
        """Show a decision at once; where the row leaves the filter, the next one takes its place."""
        at = self.table.currentIndex().row()
        self._replace({record_id: state})
        staying = passes(self._entry(record_id), self._filter)
        self._show(at)
        if staying:
            self._next(at)
        self.decided.emit()

    def _next(self, at: int) -> None:
        if at + 1 < len(self.table.queue.entries):
            self.table.setCurrentIndex(self.table.queue.index(at + 1, 1))

    def _entry(self, record_id: str) -> Entry:
        return next(one for one in self._queue.entries if one.record_id == record_id)

    def _replace(self, states: dict[str, str]) -> None:
        entries = tuple(
            replace(one, state=states.get(one.record_id, one.state)) for one in self._queue.entries
        )
        self._queue = work.Queue(entries, self._queue.minutes)

    # saying

    def _comment(self, text: str) -> None:
        line = self.card.answers.line()
        if line is not None:
            self._comment_on(line.path, text, line.said.event_id if line.said is not None else "")

    def _comment_on(self, question: str, text: str, answers: str = "") -> None:
        entry, study = self.table.entry(), self._desk.study
        if entry is None or study is None:
            return
        from fieldapp.review import comment

        self._desk.attempt(lambda: comment(study, entry.rev_id, question, text, answers))
        self._open()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Letters, where no text field has the focus."""
        actions: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_A: self.approve, Qt.Key.Key_B: self.send_back, Qt.Key.Key_X: self.reject,
            Qt.Key.Key_C: self._write, Qt.Key.Key_N: self._next_flag, Qt.Key.Key_V: self._reveal,
            Qt.Key.Key_Escape: self._back,
        }  # fmt: skip
        action = actions.get(Qt.Key(event.key())) if not event.modifiers() else None
        if event.key() == Qt.Key.Key_Escape or (action is not None and not typed.typing()):
            (action or self._back)()
        else:
            super().keyPressEvent(event)

    def _write(self) -> None:
        if not self.card.write():
            self._desk.said.emit(tr("There is no answer to comment on."))

    def _next_flag(self) -> None:
        self.card.answers.next_flag()
        self._enter_answers()

    def _reveal(self) -> None:
        self._desk.attempt(self.card.reveal)

    def _back(self) -> None:
        if self.search_box.hasFocus():
            self.search_box.clear()
        self.opened()

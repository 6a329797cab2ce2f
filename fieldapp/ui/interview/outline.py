"""The outline at the left: sections, the questions of the open ones, find, progress, review."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp.interview import Interview, Screen, Section
from fieldapp.ui.components import Bar, Button, KeyCap, ProgressBar, label, rule
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.interview import outline_rows
from fieldapp.ui.interview.outline_list import OutlineList
from fieldapp.ui.interview.outline_rows import Row
from fieldapp.ui.interview.veil import Veil
from fieldapp.wording import tr

WIDTH = 264
FOLDED = 56


class Outline(Bar):
    """`chosen` carries the reference of a screen or question to go to."""

    chosen = Signal(str)
    left = Signal()
    """Esc: back to the question."""
    review = Signal()

    def __init__(self) -> None:
        super().__init__("side")
        self._opened: set[str] = set()
        self._sections: Sequence[Section] = ()
        self._folded = False
        self._draw: Callable[[], None] = lambda: None
        self._title = label("", "body-bold")
        self._cap = KeyCap("F3")
        self._find = label("", "small", "ink-2")
        self.box = Entry(self)
        self.list = OutlineList(self)
        self._answered = label("", "body", "ink-2")
        self._count = label("", "body-bold")
        self._bar = ProgressBar()
        self.button = Button("", icon="order-bool-ascending-variant", key="F12", size="table")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._rest: list[QWidget] = []
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setFixedWidth(WIDTH)
        self.row.setContentsMargins(12, 12, 12, 12)
        self.row.setSpacing(8)
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(8, 4, 8, 0)
        line.addWidget(self._title, 1)
        line.addWidget(self._cap)
        line.addWidget(self._find)
        foot = QWidget()
        tally = QHBoxLayout(foot)
        tally.setContentsMargins(8, 6, 8, 0)
        tally.addWidget(self._answered, 1)
        tally.addWidget(self._count)
        bar = QWidget()
        inset = QHBoxLayout(bar)
        inset.setContentsMargins(8, 0, 8, 0)
        inset.addWidget(self._bar)
        button = QWidget()
        around = QHBoxLayout(button)
        around.setContentsMargins(8, 4, 8, 0)
        around.addWidget(self.button)
        self._rest = [head, rule(), foot, bar, button]
        self.row.addWidget(head)
        self.row.addWidget(self.box)
        self.row.addWidget(self.list, 1)
        for part in self._rest[1:]:
            self.row.addWidget(part)
        self.box.hide()

    def _connect(self) -> None:
        self.list.chosen.connect(self._choose)
        self.list.opened.connect(self._open)
        self.button.clicked.connect(self.review)
        self.box.textEdited.connect(lambda _text: self._draw())
        self.box.installEventFilter(self)

    # showing

    def show_outline(
        self, interview: Interview, sections: Sequence[Section], here: Screen | None, notes: set[str]
    ) -> None:
        """Sections and marks as they are now."""
        self._sections = sections
        reference = here.reference if here is not None else ""

        def noted(screen: Screen) -> bool:
            return any(screen.holds(note) for note in notes)

        def draw() -> None:
            query = self.box.text() if self.finding else ""
            opened = self._opened | ({here.section} if here is not None else set())
            listed = outline_rows.rows(interview, sections, opened, reference, noted)
            found = outline_rows.search(query, sections) if query.strip() else listed
            shown = [row for row in found if not self._folded or row.kind != "question"]
            self.list.show_rows(outline_rows.veiled(shown, Veil(interview)))

        self._draw = draw
        draw()
        self._progress()

    def _progress(self) -> None:
        answered = sum(section.answered for section in self._sections)
        total = sum(section.total for section in self._sections)
        self._count.setText(f"{answered} / {total}")
        self._bar.set(answered, total)

    def retranslate(self) -> None:
        """All texts again."""
        self._title.setText(tr("Outline"))
        self._find.setText(tr("find a question"))
        self._answered.setText(tr("Answered"))
        self.button.set_text("" if self._folded else tr("Review all"), tr("Review all"))
        self.box.setPlaceholderText(tr("Number, words or pinyin"))
        self.list.setAccessibleName(tr("Outline"))

    def reviewing(self, on: bool) -> None:
        """On the review page its own button says nothing."""
        self.button.setVisible(not on)

    # folding

    @property
    def folded(self) -> bool:
        """Whether only the letters are shown."""
        return self._folded

    def fold(self, folded: bool) -> None:
        """Ctrl+B: a strip of letters with marks, or all of it."""
        self._folded = folded
        self.button.set_text("" if folded else tr("Review all"), tr("Review all"))
        self.setFixedWidth(FOLDED if folded else WIDTH)
        self.row.setContentsMargins(*((4, 12, 4, 12) if folded else (12, 12, 12, 12)))
        for part in self._rest:
            part.setVisible(not folded)
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.list.setVerticalScrollBarPolicy(never if folded else needed)
        self._draw()

    # finding

    @property
    def finding(self) -> bool:
        """Whether the search box is open."""
        return not self.box.isHidden()

    def start_finding(self) -> None:
        """F3: type a number or a word."""
        if self._folded:
            self.fold(False)
        self.box.show()
        self.box.clear()
        self.box.setFocus()

    def stop_finding(self) -> None:
        """Close the search box."""
        self.box.hide()
        self.box.clear()
        self._draw()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search box act on the list; Esc closes it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key_in_box(event)
        return super().eventFilter(watched, event)

    def _key_in_box(self, event: QKeyEvent) -> bool:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.list.keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._choose(self.list.row() or next(iter(self.list.rows.rows), None))
        elif event.key() == Qt.Key.Key_Escape:
            self.stop_finding()
            self.left.emit()
        else:
            return False
        return True

    def _choose(self, row: Row | None) -> None:
        if row is not None:
            if self.finding:
                self.stop_finding()
            self.chosen.emit(row.target)

    def _open(self, row: Row, on: bool) -> None:
        if row.kind == "section":
            (self._opened.add if on else self._opened.discard)(row.section)
        elif not on:
            self._opened.discard(row.section)
        self._draw()

"""The check before finalising (screen 06)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.ui.components import Card, FilterChip, KeyCap, label
from fieldapp.ui.interview.review_head import ReviewHead
from fieldapp.ui.interview.review_list import ReviewList
from fieldapp.ui.interview.review_rows import FILTERS, Entry, Line, Review
from fieldapp.ui.interview.review_side import ReviewSide
from fieldapp.wording import tr


class ReviewPage(QWidget):
    """`wanted` carries the reference of a question to go to."""

    wanted = Signal(str)
    draft = Signal()
    reveal = Signal(str)
    """reference: somebody wants to see a personal answer."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("stays", True)
        self._review: Review | None = None
        self._filter = "all"
        self._opened: set[str] = set()
        self._closed: set[str] = set()
        self._title = label("", "page-title")
        self._next = label("", "body", "ink-2")
        self._go = label("", "body", "ink-2")
        self._show_key, self._show = KeyCap("V"), label("", "body", "ink-2")
        self.chips = {name: FilterChip("") for name in FILTERS}
        self.head = ReviewHead()
        self.list = ReviewList(self)
        self.side = ReviewSide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        card = Card(0, 0)
        top = QVBoxLayout()
        top.setContentsMargins(16, 12, 16, 12)
        top.setSpacing(10)
        title = QHBoxLayout()
        title.addWidget(self._title, 1)
        title.setSpacing(8)
        for cap, text in (
            (KeyCap("N"), self._next),
            (KeyCap("Enter"), self._go),
            (self._show_key, self._show),
        ):
            title.addWidget(cap)
            title.addWidget(text)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for chip in self.chips.values():
            chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            chips.addWidget(chip)
        chips.addStretch(1)
        top.addLayout(title)
        top.addLayout(chips)
        card.body.addLayout(top)
        card.body.addWidget(self.head)
        card.body.addWidget(self.list, 1)
        across = QHBoxLayout(self)
        across.setContentsMargins(24, 16, 24, 16)
        across.setSpacing(16)
        across.addWidget(card, 1)
        across.addWidget(self.side)

    def _connect(self) -> None:
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, name=name: self.filter_by(name))
        self.list.wanted.connect(lambda entry: self.wanted.emit(entry.reference))
        self.list.opened.connect(self._open)
        self.list.reveal.connect(lambda entry: self.reveal.emit(entry.reference))
        self.side.wanted.connect(lambda entry: self.wanted.emit(entry.reference))
        self.side.draft.connect(self.draft)

    def show_review(self, review: Review, come_from: str) -> None:
        """What there is to review; the cursor goes back to the question the person came from."""
        self._review = review
        kept = self.list.line()
        self._draw()
        reference = kept.entry.reference if kept is not None and kept.entry is not None else ""
        reference = reference or _first_look(review, come_from)
        if not self.list.put_cursor(reference) and not self.list.next_problem(1):
            self.list.setCurrentIndex(self.list.lines.index(0))

    def filter_by(self, name: str) -> None:
        """Show only some; a second time shows all again."""
        self._filter = "all" if name == self._filter else name
        self._closed.clear()
        self._draw()
        self.list.setCurrentIndex(self.list.lines.index(0))
        self.take_focus()

    @property
    def filtered(self) -> str:
        """The filter in force."""
        return self._filter

    def take_focus(self) -> None:
        """The list takes the keys."""
        self.list.setFocus()

    def retranslate(self) -> None:
        """All texts again."""
        self._title.setText(tr("Check the answers"))
        self._next.setText(tr("next problem"))
        self._go.setText(tr("go there"))
        self._show.setText(tr("show a personal answer"))
        self.head.retranslate()
        self.list.setAccessibleName(tr("Check the answers"))
        if self._review is not None:
            self._draw()

    def _draw(self) -> None:
        review = self._review
        if review is None:
            return
        names = _filter_names()
        for name, chip in self.chips.items():
            chip.set_text(names[name], review.count(name))
            chip.setChecked(name == self._filter)
            chip.setVisible(name in ("all", "unfilled", "error") or review.count(name) > 0)
        self.list.lines.show_lines(review.lines(self._filter, self._opened, self._closed))
        self.side.show_review(review)
        veiled = any(entry.veiled for entry in review.entries)
        self._show_key.setVisible(veiled)
        self._show.setVisible(veiled)

    def _open(self, line: Line, on: bool) -> None:
        (self._opened.add if on else self._opened.discard)(line.section)
        (self._closed.discard if on else self._closed.add)(line.section)
        self._draw()
        for at, now in enumerate(self.list.lines.lines):
            if now.entry is None and now.section == line.section:
                self.list.setCurrentIndex(self.list.lines.index(at))


def _first_look(review: Review, come_from: str) -> str:
    """The question somebody comes from, unless others stand against finalising: then the first of those."""
    problems = [entry.reference for entry in review.problems]
    return come_from if come_from in problems or not problems else problems[0]


def _filter_names() -> dict[str, str]:
    return {
        "all": tr("All"),
        "unfilled": tr("Not filled"),
        "error": tr("Errors"),
        "warn": tr("Unusual"),
        "optional": tr("Left empty"),
        "note": tr("Notes"),
        "flag": tr("Flags"),
        "skipped": tr("Skipped"),
    }


__all__ = ["Entry", "ReviewPage"]

"""One question, one card (screen 02)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.interview import Node, Screen
from fieldapp.ui import theme
from fieldapp.ui.components import Card
from fieldapp.ui.controls import Around, Hint, kind_of
from fieldapp.ui.controls.entry import Entry, Lines
from fieldapp.ui.controls.factory import missing_of
from fieldapp.ui.controls.missing import Missing, without
from fieldapp.ui.interview import words
from fieldapp.ui.interview.asked import Asked
from fieldapp.ui.interview.cardfoot import CardFoot
from fieldapp.ui.interview.cardhead import CardHead
from fieldapp.ui.interview.scroller import Scroller
from fieldapp.ui.interview.view import View

WIDEST = 992
_NARROW = {"integer", "decimal", "date", "month", "year", "time", "digits", "masked"}
_LOW = 720
_LONG = 120


class QuestionView(View):
    """The card of one question."""

    def __init__(self, screen: Screen, around: Around) -> None:
        super().__init__(screen)
        self.node: Node = screen.nodes[0]
        self.head = CardHead(self.node, screen.number)
        self.question = _wrapped(QLabel(), "question")
        self.hint = _wrapped(QLabel(), "hint")
        theme.set_tone(self.hint, "ink-2")
        self.asked = Asked(self.node, around, _columns(self.node, around))
        self.foot = CardFoot()
        self.card = Card(24, 8)
        self._lay_out()
        self.asked.answered.connect(self.answered)
        self.asked.typed.connect(self.typed)
        self.asked.done.connect(self.onward)
        self.foot.pressed.connect(self._pressed)
        self.retranslate()

    def _lay_out(self) -> None:
        self.card.setMaximumWidth(WIDEST)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(24, 25, 24, 8)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.card, 1000)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroller(inside))
        self._fill()

    def _fill(self) -> None:
        """Last: whatever hangs in a widget is looked at again each time that one is hung up."""
        for part in (self.head, self.question, self.hint):
            self.card.body.addWidget(part)
        self.card.body.addSpacing(4)
        self.card.body.addWidget(self.asked.strip)
        self.card.body.addWidget(self._sized(self.asked.control))
        self.card.body.addWidget(self.asked.fault)
        self.card.body.addWidget(self.foot)

    def _sized(self, widget: QWidget) -> QWidget:
        """Numbers and dates need no field as wide as the card."""
        if kind_of(self.node) in _NARROW:
            widget.setMaximumWidth(480)
        return widget

    def show_changes(self, touched: frozenset[str], *, force: bool = False) -> None:
        """The question's own node may have changed, or words in its label."""
        if force or self.node.reference in touched:
            self.asked.refresh(force=force and self.node.reference in touched)
            self._texts()
            self._foot()

    def sync(self, screen: Screen) -> bool:
        """The same question stays as it is."""
        same = screen.nodes[:1] == (self.node,)
        if same:
            self.place = screen
            self.show_changes(frozenset((self.node.reference,)))
        return same

    def current(self) -> Node | None:
        """The one question."""
        return self.node

    def go_to(self, reference: str) -> bool:
        """There is only one."""
        self.begin()
        return True

    def begin(self) -> None:
        """Into the control; on a note nothing takes keys but the page."""
        self.asked.control.take_focus()
        self.focused.emit(self.node.reference)

    def flush(self) -> None:
        """Hand over half-typed text now."""
        self.asked.control.flush()

    def demand(self) -> bool:
        """Show what is wrong."""
        return self.asked.demand()

    def show_faults(self) -> None:
        """A confirmation came or went."""
        self.asked.show_fault()

    def unreadable(self) -> bool:
        """A date that is none."""
        return self.asked.unreadable

    def saved(self, _reference: str, value: str) -> None:
        """The journal has this answer."""
        self.asked.control.saved(value)

    def refuse(self, _reference: str, message: str) -> None:
        """The engine does not take what is typed."""
        self.asked.refuse(message)

    def missing(self) -> Missing:
        """Don't know and refused."""
        return self.asked.missing

    def may_clear(self, _event: QKeyEvent) -> bool:
        """Not in a text field, where Del deletes a letter."""
        return not isinstance(self.asked.control.entry, Entry | Lines)

    def hints(self) -> Sequence[Hint]:
        """The keys of the control."""
        return self.asked.control.hints

    def retranslate(self) -> None:
        """All texts again."""
        self.asked.refresh()
        self.asked.name_control()
        self._texts()
        self._foot()

    def _texts(self) -> None:
        self.head.show_node(self.place.number)
        label = self.node.label
        role = "question-dense" if len(label) > _LONG else "question"
        theme.set_role(self.question, role)
        self.question.setText(theme.paragraph(words.rich(label), role, rich=True))
        hint = self.node.hint
        self.hint.setVisible(bool(hint))
        self.hint.setText(theme.paragraph(words.rich(hint), "hint", rich=True) if hint else "")

    def _foot(self) -> None:
        self.foot.show_node(self.node, self.missing())

    def _pressed(self, value: str) -> None:
        self.asked.control.give(value)
        self.asked.control.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Low windows: the card gives up some of its padding."""
        super().resizeEvent(event)
        low = self.window().height() < _LOW
        side = 12 if low else 24
        self.card.body.setContentsMargins(side, side - 4 if low else 20, side, side - 4)


def _wrapped(made: QLabel, role: str) -> QLabel:
    made.setWordWrap(True)
    made.setTextFormat(Qt.TextFormat.RichText)
    return theme.set_role(made, role)


def _columns(node: Node, around: Around) -> int:
    """Long lists of short words stand in two or three columns."""
    choices = without(node.choices(), missing_of(node, around))
    if len(choices) <= 9:
        return 1
    metrics = QFontMetrics(theme.font("choice-chosen"))
    widest = max(metrics.horizontalAdvance(choice.label) for choice in choices) + 130
    room = WIDEST - 48
    return max(1, min(3 if len(choices) > 18 else 2, room // widest))

"""Fields one below the other: on a page of several fields, and beside the rows of a long roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components import label, rule
from fieldapp.ui.controls import Around, Hint, kind_of
from fieldapp.ui.controls.entry import Entry, Lines
from fieldapp.ui.controls.missing import Missing
from fieldapp.ui.interview import words
from fieldapp.ui.interview.asking import soft_check
from fieldapp.ui.interview.field import Field, takes_focus

_SAFE = (
    "choose-one", "choose-many", "search-one", "search-many", "integer", "decimal", "lines", "digits",
    "note", "calculated",
)  # fmt: skip
"""Kinds whose stored answers never look wrong to their controls."""
AT_ONCE = 0.75
"""Fields of a new page are built before it is painted until they take this share of the screen's height."""
NEXT_TURN = 30
"""Milliseconds from the painted page until the first of the others is built."""


class Place(NamedTuple):
    """One question of the column, and the heading above it ("" if there is none)."""

    heading: str
    node: Node


class FieldColumn(QWidget):
    """Keeps the widget of every question that stays, also while others come and go around it.

    Of a new page the fields below the window's edge are built one by one after it is painted.
    """

    answered = Signal(str, str)
    typed = Signal(str, str)
    focused = Signal(str)
    noticed = Signal()
    grew = Signal()
    """More fields stand."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self._fields: list[Field] = []
        self._places: list[Place] = []
        self._headings: list[QWidget] = []
        self._numbered = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        self._turn = QTimer(self, singleShot=True)
        self._turn.timeout.connect(self._go_on)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    @property
    def fields(self) -> list[Field]:
        """All fields; those that wait to be built are built now."""
        self._build(len(self._places))
        return self._fields

    @property
    def built(self) -> list[Field]:
        """The fields that stand already; no other can show a fault or hold text."""
        return self._fields

    @property
    def _waiting(self) -> list[Place]:
        return self._places[len(self._fields) :]

    def show_nodes(self, nodes: Sequence[Node]) -> None:
        """These questions, in this order."""
        places = _places(nodes)
        if places == self._places:
            return
        kept = {id(field.node): field for field in self._fields}
        stays = any(id(node) in kept for node in nodes)
        self._places, self._fields = places, []
        self._numbered = any(node.number for node in nodes)
        self._clear([field for key, field in kept.items() if key not in {id(node) for node in nodes}])
        if stays:
            self._build(len(places), kept)
        else:
            self._build_seen()
            self._build(self._beginning() + 2)  # before they are shown: one layout for all

    def _clear(self, gone: Sequence[QWidget]) -> None:
        """An empty layout, without the fields that are `gone`."""
        for widget in (*gone, *self._headings):
            widget.hide()
            widget.deleteLater()
        self._headings = []
        # Not takeAt(): the item would live on, and a field keeps the height that its first item worked out.
        for widget in [self._layout.itemAt(at).widget() for at in range(self._layout.count())]:
            self._layout.removeWidget(widget)

    def _build(self, upto: int, kept: Mapping[int, Field] = MappingProxyType({})) -> None:
        """The first `upto` fields stand after this."""
        for heading, node in self._places[len(self._fields) : upto]:
            if heading:
                self._head(heading)
            field = kept.get(id(node)) or self._field(node)
            self._layout.addWidget(field)
            if self.isVisible():
                field.show()  # at once: the focus may come here before the layout's own turn
            if self._fields:
                QWidget.setTabOrder(self._fields[-1].asked.control.entry, field.asked.control.entry)
            self._fields.append(field)
        self.grew.emit()

    def _build_seen(self) -> None:
        """As many fields as a window shows."""
        room = self.screen().availableSize().height() * AT_ONCE
        while self._waiting and room > 0:
            self._build(len(self._fields) + 1)
            room -= self._fields[-1].sizeHint().height() + self._layout.spacing()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The page stands: what its window does not show may follow."""
        super().paintEvent(event)
        if self._waiting and not self._turn.isActive():
            self._turn.start(NEXT_TURN)

    def _go_on(self) -> None:
        """One more field in each turn of the loop: keys pressed meanwhile come between."""
        self._build(len(self._fields) + 1)
        if self._waiting:
            self._turn.start(0)

    def _field(self, node: Node) -> Field:
        field = Field(node, self._around, numbered=self._numbered)
        field.answered.connect(self.answered)
        field.typed.connect(self.typed)
        field.asked.noticed.connect(self.noticed)
        field.done.connect(lambda: self.step(1))
        return field

    def _head(self, title: str) -> None:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(label(title, "body-bold", "ink-2"))
        layout.addWidget(rule(), 1)
        self._headings.append(line)
        self._layout.addWidget(line)

    def field_at(self, reference: str) -> Field | None:
        """The field of a question."""
        found = (at for at, place in enumerate(self._places) if place.node.reference == reference)
        at = next(found, None)
        return self._field_of(at) if at is not None else None

    def _field_of(self, at: int) -> Field:
        """The field at a place, with the next one below it."""
        if at >= len(self._fields):
            self._build(at + 2)
        return self._fields[at]

    def current(self) -> Field | None:
        """The field with the focus."""
        focus = QApplication.focusWidget()
        return next((f for f in self._fields if focus is not None and f.isAncestorOf(focus)), None)

    def show_changes(self, touched: frozenset[str], *, force: bool) -> None:
        """Some of the questions look different now."""
        for field in self._fields:
            if field.node.reference in touched:
                field.refresh(force=force)

    def focus(self, field: Field) -> None:
        """Put the keyboard into a field."""
        field.asked.control.take_focus()

    def begin(self) -> bool:
        """The first unanswered field that takes an answer, else the first; False if there is none."""
        at = self._beginning()
        if at >= 0:
            self.focus(self._field_of(at))
        return at >= 0

    def _beginning(self) -> int:
        """Where `begin` goes, -1 if nowhere."""
        open_ = [at for at, place in enumerate(self._places) if takes_focus(place.node)]
        empty = [at for at in open_ if not self._places[at].node.value]
        return next(iter(empty or open_), -1)

    def step(self, direction: int) -> bool:
        """To the next or previous field that takes an answer."""
        open_ = [field for field in self.fields if field.takes_focus]
        current = self.current()
        at = open_.index(current) + direction if current in open_ else 0
        if not 0 <= at < len(open_):
            return False
        self.focus(open_[at])
        return True

    def demand(self) -> bool:
        """Show all faults, go to the first."""
        if not any(map(self._may_hold, self._waiting)) and not any(f.asked.demand() for f in self._fields):
            return False  # quick fingers: what waits holds nobody up, and is not built to say so
        faulty = [field for field in self.fields if field.asked.demand()]
        if faulty:
            self.focus(faulty[0])
        return bool(faulty)

    def _may_hold(self, place: Place) -> bool:
        """Whether a field that waits might have a fault: a rule, or what only its control can tell."""
        node = place.node
        ruled = node.violation is not None or soft_check(node, self._around) is not None
        typed = kind_of(node, dense=True) not in _SAFE and bool(node.value)
        return ruled or typed or bool(self._around.unfinished(node.reference))

    def show_faults(self) -> None:
        """A confirmation came or went: look again where something is said."""
        for field in self._fields:
            if field.asked.fault.text():
                field.asked.show_fault()

    def flush(self) -> None:
        """Hand over half-typed text now."""
        for field in self._fields:
            field.asked.control.flush()

    def missing(self) -> Missing:
        """Don't know and refused at the current field."""
        field = self.current()
        return field.asked.missing if field is not None else Missing()

    def hints(self) -> tuple[Hint, ...]:
        """Keys of the current field."""
        field = self.current()
        return field.asked.control.hints if field is not None else ()

    def may_clear(self) -> bool:
        """Not in a text field, where Del deletes a letter."""
        return not isinstance(QApplication.focusWidget(), Entry | Lines)

    def retranslate(self) -> None:
        """All texts again."""
        for field in self._fields:
            field.retranslate()
        self.show_nodes([place.node for place in self._places])  # their headings have other words

    def _focus_moved(self, old: QObject | None, new: QObject | None) -> None:
        if isinstance(new, QWidget) and self.isAncestorOf(new):
            field = self.current()
            if field is not None and not (isinstance(old, QWidget) and field.isAncestorOf(old)):
                self.focused.emit(field.node.reference)


def _places(nodes: Sequence[Node]) -> list[Place]:
    """Each question, with a heading where a group inside the page begins."""
    found: list[Place] = []
    group = nodes[0].parent if nodes else None
    for node in nodes:
        begins = node.parent is not group and node.parent is not None
        group = node.parent if begins else group
        found.append(Place(words.plain(group.label) if begins and group is not None else "", node))
    return found

"""Fields one below the other: on a page of several fields, and beside the rows of a long roster."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components import label, rule
from fieldapp.ui.controls import Around, Hint
from fieldapp.ui.controls.entry import Entry, Lines
from fieldapp.ui.controls.missing import Missing
from fieldapp.ui.interview import words
from fieldapp.ui.interview.field import Field


class FieldColumn(QWidget):
    """Keeps the widget of every question that stays, also while others come and go around it."""

    answered = Signal(str, str)
    typed = Signal(str, str)
    focused = Signal(str)
    noticed = Signal()

    def __init__(self, around: Around) -> None:
        super().__init__()
        self._around = around
        self.fields: list[Field] = []
        self._headings: list[QWidget] = []
        self._numbered = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(6)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def show_nodes(self, nodes: Sequence[Node]) -> None:
        """These questions, in this order."""
        self._numbered = any(node.number for node in nodes)
        kept = {id(field.node): field for field in self.fields}
        fields = [kept[id(node)] if id(node) in kept else self._field(node) for node in nodes]
        for field in self.fields:
            if field not in fields:
                field.hide()
                field.deleteLater()
        self.fields = fields
        self._arrange()

    def _field(self, node: Node) -> Field:
        field = Field(node, self._around, numbered=self._numbered)
        field.answered.connect(self.answered)
        field.typed.connect(self.typed)
        field.asked.noticed.connect(self.noticed)
        field.done.connect(lambda: self.step(1))
        return field

    def _arrange(self) -> None:
        for heading in self._headings:
            heading.hide()
            heading.deleteLater()
        self._headings = []
        # Not takeAt(): the item would live on, and a field keeps the height that its first item worked out.
        for widget in [self._layout.itemAt(at).widget() for at in range(self._layout.count())]:
            self._layout.removeWidget(widget)
        group: Node | None = self.fields[0].node.parent if self.fields else None
        for field in self.fields:
            if field.node.parent is not group and field.node.parent is not None:
                group = field.node.parent
                self._head(group)
            self._layout.addWidget(field)
            field.show()  # at once: the focus may come here before the layout's own turn
        for before, after in zip(self.fields, self.fields[1:], strict=False):
            QWidget.setTabOrder(before.asked.control.entry, after.asked.control.entry)

    def _head(self, group: Node) -> None:
        title = words.plain(group.label)
        if title:
            line = QWidget()
            layout = QHBoxLayout(line)
            layout.setContentsMargins(0, 8, 0, 0)
            layout.addWidget(label(title, "body-bold", "ink-2"))
            layout.addWidget(rule(), 1)
            self._headings.append(line)
            self._layout.addWidget(line)

    def field_at(self, reference: str) -> Field | None:
        """The field of a question."""
        return next((field for field in self.fields if field.node.reference == reference), None)

    def current(self) -> Field | None:
        """The field with the focus."""
        focus = QApplication.focusWidget()
        return next((f for f in self.fields if focus is not None and f.isAncestorOf(focus)), None)

    def show_changes(self, touched: frozenset[str], *, force: bool) -> None:
        """Some of the questions look different now."""
        for field in self.fields:
            if field.node.reference in touched:
                field.refresh(force=force)

    def focus(self, field: Field) -> None:
        """Put the keyboard into a field."""
        field.asked.control.take_focus()

    def begin(self) -> bool:
        """The first unanswered field that takes an answer, else the first; False if there is none."""
        open_ = [field for field in self.fields if field.takes_focus]
        target = next((field for field in open_ if not field.node.value), open_[0] if open_ else None)
        if target is not None:
            self.focus(target)
        return target is not None

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
        faulty = [field for field in self.fields if field.asked.demand()]
        if faulty:
            self.focus(faulty[0])
        return bool(faulty)

    def show_faults(self) -> None:
        """A confirmation came or went: look again where something is said."""
        for field in self.fields:
            if field.asked.fault.text():
                field.asked.show_fault()

    def flush(self) -> None:
        """Hand over half-typed text now."""
        for field in self.fields:
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
        for field in self.fields:
            field.retranslate()
        self._arrange()

    def _focus_moved(self, old: QObject | None, new: QObject | None) -> None:
        if isinstance(new, QWidget) and self.isAncestorOf(new):
            field = self.current()
            if field is not None and not (isinstance(old, QWidget) and field.isAncestorOf(old)):
                self.focused.emit(field.node.reference)

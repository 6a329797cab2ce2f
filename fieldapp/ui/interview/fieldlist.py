"""A page of several short fields (screen 03): one column, errors under the field."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.interview import Node, Screen
from fieldapp.ui.components import Card, Chip, label
from fieldapp.ui.controls import Around, Hint
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.interview import totals, words
from fieldapp.ui.interview.field import Field
from fieldapp.ui.interview.fieldsview import FieldsView
from fieldapp.ui.interview.scroller import Scroller
from fieldapp.ui.interview.totalscard import WIDTH, TotalsCard
from fieldapp.wording import tr, trn

_BESIDE = 860
"""From this width on the card of totals stands beside the fields."""
WIDEST_FORM = 800
"""A label and its input belong together; wider, the eye loses the line."""


class FieldListView(FieldsView):
    """Enter goes from field to field, Ctrl+Enter to the next page."""

    def __init__(self, screen: Screen, around: Around) -> None:
        super().__init__(screen, around)
        self._totals: list[totals.Total] = []
        self._parts: set[int] = set()
        self._followed: list[Field] = []
        self._number = label("", "body-bold", "accent")
        self._advice = label("", "body", "ink-2")
        self._star = label("*", "body-bold", "error")
        self._errors = Chip("", "err", "alert-circle")
        self._unusual = Chip("", "warn", "alert")
        self._title = label("", "title", wrap=True)
        self._lay_out()
        self.column.focused.connect(self.focused)
        self.column.noticed.connect(self._head)
        self.column.grew.connect(self._follow_keys)
        self.totals: TotalsCard | None = None
        self._show_nodes(screen)
        self._texts()

    def _lay_out(self) -> None:
        card = Card(24, 8)
        head = QHBoxLayout()
        for part in (self._number, self._advice, self._star):
            head.addWidget(part)
        head.addStretch(1)
        head.addWidget(self._errors)
        head.addWidget(self._unusual)
        card.body.addLayout(head)
        card.body.addWidget(self._title)
        card.body.addWidget(self.column)
        card.setMaximumWidth(WIDEST_FORM)
        inside = QWidget()
        line = QHBoxLayout(inside)
        line.setContentsMargins(24, 16, 24, 16)
        line.setSpacing(16)
        line.addStretch(1)
        line.addWidget(card, 1000, Qt.AlignmentFlag.AlignTop)
        line.addStretch(1)
        self._line = line
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(Scroller(inside))

    def show_changes(self, touched: frozenset[str], *, force: bool = False) -> None:
        """Refresh the fields that changed."""
        self.column.show_changes(touched, force=force)
        if self.totals is not None:
            self.totals.refresh()
        self._head()

    def sync(self, screen: Screen) -> bool:
        """Fields come and go around those that stay."""
        self.place = screen
        self._show_nodes(screen)
        self._head()
        return True

    def _show_nodes(self, screen: Screen) -> None:
        """The fields at the left; what the form works out from them stands in a card beside."""
        found = totals.of_page(screen.nodes)
        beside = {id(total.node) for total in found}
        self.column.show_nodes([node for node in screen.nodes if id(node) not in beside])
        if found != self._totals:
            self._totals = found
            self._put_totals(found)
        self._parts = {id(part) for total in found for part in total.parts}
        self._follow_keys()

    def _put_totals(self, found: list[totals.Total]) -> None:
        if self.totals is not None:
            self.totals.hide()
            self.totals.deleteLater()
        self.totals = TotalsCard(found) if found else None
        if self.totals is not None:
            self.totals.setFixedWidth(WIDTH)
            self._line.insertWidget(2, self.totals, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows: the card of totals goes below the fields."""
        super().resizeEvent(event)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._line.setDirection(across if event.size().width() > _BESIDE else down)

    def _follow_keys(self) -> None:
        """A number that is added up is handed over at each key."""
        for field in self.column.built:
            entry = field.asked.control.entry
            if id(field.node) in self._parts and field not in self._followed and isinstance(entry, Entry):
                self._followed.append(field)
                entry.edited.connect(field.asked.control.flush)

    def current(self) -> Node | None:
        """The question with the focus, else the first."""
        return super().current() or next(iter(self.place.nodes), None)

    def go_to(self, reference: str) -> bool:
        """Into one of the fields."""
        field = self.column.field_at(reference)
        if field is None or not field.takes_focus:
            return False
        self.column.focus(field)
        return True

    def begin(self) -> None:
        """Into the first unanswered field."""
        if not self.column.begin():
            self.setFocus()

    def demand(self) -> bool:
        """Show all faults."""
        found = self.column.demand()
        self._head()
        return found

    def hints(self) -> Sequence[Hint]:
        """Moving between fields, then the keys of the field."""
        return (Hint(("Tab",), tr("next field")), *self.column.hints())

    def retranslate(self) -> None:
        """All texts again."""
        self.column.retranslate()
        self._texts()

    def _texts(self) -> None:
        if self.totals is not None:
            self.totals.refresh()
        self._advice.setText(tr("Fill in every field with"))
        self._head()

    def _head(self) -> None:
        numbers = [node.number for node in self.place.nodes if node.number]
        self._number.setText(" – ".join(dict.fromkeys([*numbers[:1], *numbers[-1:]])))
        self._title.setText(words.plain(self.place.title))
        self._title.setVisible(bool(self.place.title))
        required = any(node.required for node in self.place.nodes)
        self._advice.setVisible(required)
        self._star.setVisible(required)
        said = [field.asked.fault.state for field in self.column.built if field.asked.fault.text()]
        faults, unusual = said.count("error"), said.count("warn")
        self._errors.set_text(trn("{n} error", "{n} errors", faults))
        self._errors.setVisible(bool(faults))
        self._unusual.set_text(trn("{n} to confirm", "{n} to confirm", unusual))
        self._unusual.setVisible(bool(unusual))

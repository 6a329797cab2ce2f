"""The column at the right, above: open drafts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.ui import clock
from fieldapp.ui.components import Button, Card, ProgressBar, column, label, row, rule
from fieldapp.ui.home.rows import name_of
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.store import InstanceRow

SHOWN = 2  # the table holds the rest


class DraftsCard(Card):
    """The drafts touched last, each with its progress and "Go on"."""

    go_on = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._title = label("", "page-title")
        self._count = label("", "body", "ink-3")
        self._lines: list[QWidget] = []
        head = row()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        self.body.addLayout(head)
        self._list = column(spacing=12)
        self.body.addLayout(self._list)

    def show_rows(self, drafts: Sequence[InstanceRow]) -> None:
        """Show the first of them."""
        for line in self._lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for place, draft in enumerate(drafts[:SHOWN]):
            if place:
                self._add(rule())
            self._add(self._line(draft))
        self._title.setText(tr("Open drafts"))
        self._count.setText(trn("{n} interview", "{n} interviews", len(drafts)))
        self.setVisible(bool(drafts))

    def _add(self, line: QWidget) -> None:
        self._list.addWidget(line)
        self._lines.append(line)

    def _line(self, draft: InstanceRow) -> QWidget:
        line = _DraftLine(draft)
        line.button.clicked.connect(lambda: self.go_on.emit(draft.instance_id))
        return line


class _DraftLine(QWidget):
    def __init__(self, draft: InstanceRow) -> None:
        super().__init__()
        share = round(100 * draft.answered / draft.total) if draft.total else 0
        self.button = Button(tr("Go on"), "soft", says=tr("Go on with {name}", name=name_of(draft)))
        name = label(name_of(draft), "body-bold")
        name.setMinimumWidth(40)
        name.setToolTip(name_of(draft))
        bar = ProgressBar(draft.answered, draft.total)
        bar.setMinimumWidth(24)
        bar.setMaximumWidth(64)
        below = row()
        below.addWidget(bar, 1)
        below.addWidget(label(f"{share}% · {clock.when(draft.updated)}", "small", "ink-2"))
        below.addStretch(0)
        words = column(spacing=4)
        words.addWidget(name)
        words.addLayout(below)
        line = row(spacing=12)
        line.addLayout(words, 1)
        line.addWidget(self.button)
        self.setLayout(line)

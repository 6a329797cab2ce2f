"""The column at the right: open drafts, and the data of this laptop."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.ui import clock
from fieldapp.ui.components import Button, Card, IconLabel, ProgressBar, column, label, row, rule
from fieldapp.ui.home.rows import name_of
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.store import InstanceRow

SHOWN = 3  # the table holds the rest


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


class DataCard(Card):
    """What this laptop holds, and the way out of it: an Excel workbook."""

    export = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=12)
        self._count = 0
        self._title = label("", "page-title")
        self._saved = label("", "body-bold")
        self._saved_note = label("", "small", "ink-3", wrap=True)
        self._ready = label("", "body-bold")
        self._ready_note = label("", "small", "ink-3", wrap=True)
        self.button = Button("", "secondary", "file-excel-outline", "Ctrl+E")
        self.button.clicked.connect(self.export)
        self.body.addWidget(self._title)
        self.body.addLayout(_fact("content-save-check-outline", self._saved, self._saved_note))
        self.body.addLayout(_fact("file-table-outline", self._ready, self._ready_note))
        self.body.addStretch(1)
        self.body.addWidget(self.button)

    def show_count(self, finalized: int) -> None:
        """How many interviews an export would hold."""
        self._count = finalized
        self.button.setEnabled(finalized > 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(tr("Data"))
        self._saved.setText(tr("Every answer is saved"))
        self._saved_note.setText(tr("On this laptop, at each key. A power cut loses nothing."))
        self._ready.setText(trn("{n} finished interview", "{n} finished interviews", self._count))
        ready = tr("Ready for Excel, with a codebook.")
        self._ready_note.setText(ready if self._count else tr("Nothing to export until one is finished."))
        self.button.set_text(tr("Export to Excel"))


def _fact(icon: str, words: QWidget, note: QWidget) -> QVBoxLayout:
    outer = column()
    line = row(spacing=12)
    line.addWidget(IconLabel(icon, "accent", 24))
    texts = column(spacing=0)
    texts.addWidget(words)
    texts.addWidget(note)
    line.addLayout(texts, 1)
    outer.addLayout(line)
    return outer

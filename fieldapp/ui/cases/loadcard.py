"""What a file with cases would change, before it is loaded; or what is wrong in it, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fieldapp.ui.components import Banner, Button, Card, label, row
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.cases import Loading

MOST = 8
"""Faults that are shown; the rest is counted."""


class LoadCard(Card):
    """`load(loading)` when the person wants it; hidden while nothing was looked at."""

    load = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(spacing=6)
        self.loading: Loading | None = None
        self.told = Banner("info")
        self._lines = label("", "body", "ink", wrap=True)
        self._columns = label("", "small", "ink-2", wrap=True)
        self.button = Button("", "primary", "clipboard-check-outline", "Ctrl+Enter", size="table")
        self.leave = Button("", "plain", key="Esc", size="table")
        buttons = row()
        buttons.addWidget(self.leave)
        buttons.addStretch(1)
        buttons.addWidget(self.button)
        for part in (self.told, self._lines, self._columns):
            self.body.addWidget(part)
        self.body.addLayout(buttons)
        self.button.clicked.connect(self.accept)
        self.leave.clicked.connect(self.put_away)
        self.hide()

    def show_loading(self, loading: Loading) -> None:
        """A file that was looked at."""
        self.loading = loading
        self.retranslate()
        self.show()

    def accept(self) -> None:
        """Load it, where it has no fault and changes anything."""
        if self.loading is not None and self.button.isEnabled():
            self.load.emit(self.loading)

    def put_away(self) -> None:
        """Not this file."""
        self.loading = None
        self.hide()
        self.closed.emit()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.leave.set_text(tr("Cancel"))
        if self.loading is None:
            return
        wanted = self.loading.new + self.loading.changed
        self.button.set_text(trn("Load {n} case", "Load {n} cases", wanted))
        self.button.setVisible(not self.loading.faults)
        self.button.setEnabled(wanted > 0)
        self._tell(self.loading)

    def _tell(self, loading: Loading) -> None:
        head = tr("{file}: {new} new cases, {changed} changed, {same} as before.", file=loading.name,
                  new=loading.new, changed=loading.changed, same=loading.same)  # fmt: skip
        wrong = trn("{file}: {n} fault. Nothing was loaded; mend the file and load it again.",
                    "{file}: {n} faults. Nothing was loaded; mend the file and load it again.",
                    len(loading.faults), file=loading.name)  # fmt: skip
        self.told.set("error" if loading.faults else "info", wrong if loading.faults else head)
        self._lines.setText("\n".join(_faults(loading)))
        self._lines.setVisible(bool(loading.faults) or bool(loading.moved))
        self._columns.setText("\n".join(_columns(loading)))
        self._columns.setVisible(bool(self._columns.text()))


def _faults(loading: Loading) -> list[str]:
    lines = [
        tr("Row {row}: {what}", row=one.row, what=one.what) if one.row else one.what
        for one in loading.faults[:MOST]
    ]
    if (more := len(loading.faults) - MOST) > 0:
        lines.append(trn("and {n} more", "and {n} more", more))
    if loading.moved and not loading.faults:
        lines.append(tr("{n} would go to another enumerator.", n=loading.moved))
    return lines


def _columns(loading: Loading) -> list[str]:
    filled, unfitting, personal = map(", ".join, (loading.filled, loading.unfitting, loading.personal))
    kinds = (
        (filled, tr("Filled in when an interview begins: {names}", names=filled)),
        (unfitting, tr("Kept, but no question goes by these names: {names}", names=unfitting)),
        (personal, tr("Kept among the contacts: {names}", names=personal)),
    )
    return [line for names, line in kinds if names]

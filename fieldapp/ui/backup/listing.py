"""The lower card: the backups that can be found now, the newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.ui import clock
from fieldapp.ui.backup import words
from fieldapp.ui.components import Button, Card, Chip, column, label, row, rule
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.backup import Backup

SHOWN = 20
BUTTON_WIDTH = 104


class BackupList(Card):
    """Emits which backup is to be checked or restored."""

    check = Signal(object)
    restore = Signal(object)
    look_in = Signal()

    def __init__(self) -> None:
        super().__init__(padding=20, spacing=8)
        self._title = label("", "page-title")
        self._count = label("", "body", "ink-3")
        self.other = Button("", "secondary", "folder-open-outline", size="table")
        self.empty = label("", "body", "ink-3", wrap=True)
        self.lines: list[BackupLine] = []
        self._rules: list[QWidget] = []
        head = row(spacing=12)
        head.addWidget(self._title)
        head.addWidget(self._count, 1)
        head.addWidget(self.other)
        self.body.addLayout(head)
        self._list = column(spacing=0)
        self.body.addLayout(self._list)
        self.body.addWidget(self.empty)
        self.other.clicked.connect(self.look_in)

    def show_backups(
        self, found: Sequence[Backup], device: str, checked: Mapping[Path, bool], *, may_restore: bool
    ) -> None:
        """Show the first of them; `checked` says what reading them through has shown."""
        for old in (*self.lines, *self._rules):
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines, self._rules = [], []
        for one in found[:SHOWN]:
            line = BackupLine(one, device, checked.get(one.folder), newest=not self.lines)
            line.restore.setVisible(may_restore and one.manifest is not None)
            line.check.clicked.connect(lambda _on=False, one=one: self.check.emit(one))
            line.restore.clicked.connect(lambda _on=False, one=one: self.restore.emit(one))
            if self.lines:
                self._rules.append(rule())
                self._list.addWidget(self._rules[-1])
            self.lines.append(line)
            self._list.addWidget(line)
        self._count.setText(trn("{n} found", "{n} found", len(found)))
        self.empty.setVisible(not found)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(tr("Backups that are there now"))
        self.other.set_text(tr("Look in a folder…"))
        self.empty.setText(tr("None yet. Plug the stick in, or look in a folder."))


class BackupLine(QWidget):
    """When, which laptop, how much, where; check it, restore it."""

    def __init__(self, one: Backup, device: str, sound: bool | None, *, newest: bool) -> None:
        super().__init__()
        self.backup = one
        manifest = one.manifest
        when = clock.when(manifest.time) if manifest else one.folder.name
        self.chip = _chip(one, sound)
        self.check = Button(
            tr("Check"), "secondary", size="table", says=tr("Check the backup: {when}", when=when)
        )
        self.restore = Button(
            tr("Restore…"), "soft" if newest else "secondary", size="table",
            says=tr("Restore the backup: {when}", when=when),
        )  # fmt: skip
        words_ = column(spacing=0)
        words_.addWidget(label(when, "body-bold"))
        told = f"{words.made_by(manifest, device)} · {words.held(manifest)}" if manifest else ""
        words_.addWidget(label(told, "small", "ink-2"))
        place = label(str(one.root.parent), "small", "ink-3")
        place.setToolTip(str(one.folder))
        place.setMinimumWidth(40)
        line = row(margins=(0, 8, 0, 8), spacing=16)
        state = row()
        state.addWidget(self.chip)
        state.addStretch(1)
        line.addLayout(state, 1)
        line.addLayout(words_, 3)
        line.addWidget(place, 4)
        line.addWidget(self.check)
        line.addWidget(self.restore)
        self.setLayout(line)
        for button in (self.check, self.restore):
            button.setMinimumWidth(BUTTON_WIDTH)
        self.check.setVisible(manifest is not None)


def _chip(one: Backup, sound: bool | None) -> Chip:
    """Read back when it was made; damaged, or read through again."""
    if one.manifest is None or sound is False:
        return Chip(tr("damaged"), "err", "close-octagon")
    if sound:
        return Chip(tr("checked"), "ok", "check-circle")
    return Chip(tr("read back"), "line", "check")

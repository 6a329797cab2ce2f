"""The card that asks how to restore: first it says what the present study has and the backup lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from fieldapp.ui import clock
from fieldapp.ui.backup import words
from fieldapp.ui.components import Banner, Button, Card, label, row
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.backup import Backup, Lacking

NAMED = 8


class RestoreCard(Card):
    """A new folder is the choice in front; nothing is destroyed by the other one either."""

    beside = Signal(object)
    over = Signal(object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(padding=20, spacing=12)
        self._backup: Backup | None = None
        self.title_ = label("", "page-title")
        self.note = label("", "body", "ink-2", wrap=True)
        self.lacking = Banner("warn")
        self.new = Button("", "primary", "folder-plus-outline")
        self.replace = Button("", "danger")
        self.cancel = Button("", "plain")
        for part in (self.title_, self.note, self.lacking):
            self.body.addWidget(part)
        line = row(spacing=12)
        for button in (self.new, self.replace):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(self.cancel)
        self.body.addLayout(line)
        self.new.clicked.connect(lambda: self.beside.emit(self._backup))
        self.replace.clicked.connect(lambda: self.over.emit(self._backup))
        self.cancel.clicked.connect(self.closed)
        self.hide()

    def ask(self, one: Backup, device: str, missing: Sequence[Lacking] | None) -> None:
        """`missing` is None where the present study or the backup could not be read to compare."""
        self._backup = one
        manifest = one.trusted
        self.title_.setText(tr("Restore: {when}", when=clock.when(manifest.time)))
        told = f"{manifest.study} · {words.made_by(manifest, device)} · {words.held(manifest)}"
        self.note.setText(told + "\n" + tr("The present study stays, whatever you choose."))
        self.lacking.set("info" if missing == [] else "warn", _told(missing))
        self.new.set_text(tr("Into a new folder…"))
        self.replace.set_text(tr("In the place of this study"))
        self.cancel.set_text(tr("Cancel"))
        self.show()


def _told(missing: Sequence[Lacking] | None) -> str:
    if missing is None:
        return tr("It could not be told what the present study has and the backup lacks.")
    if not missing:
        return tr("The backup has everything that the present study has.")
    first = trn(
        "{n} interview of the present study is not, or not wholly, in this backup:",
        "{n} interviews of the present study are not, or not wholly, in this backup:",
        len(missing),
    )
    named = [f"· {_line(one)}" for one in missing[:NAMED]]
    if len(missing) > NAMED:
        named.append("· " + trn("{n} more", "{n} more", len(missing) - NAMED))
    last = tr("In its place means: the present study is moved aside, whole, and opens like any other.")
    return "\n".join([first, *named, last])


def _line(one: Lacking) -> str:
    name = one.instance.label or one.instance.title
    if one.new:
        return tr("{name}: the whole interview", name=name)
    if one.parted:
        return tr("{name}: went on differently", name=name)
    return trn("{name}: {n} step", "{name}: {n} steps", one.steps, name=name)

"""The green column at the left: what this is, and what people can rely on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

import fieldapp
from fieldapp.ui.components import IconLabel, Logo, column, label, row
from fieldapp.wording import tr

_WIDTH = 304
_ICONS = ("wifi-off", "lock-outline", "content-save-check-outline")


class Promises(QFrame):
    """Three sentences that the rest of the app keeps."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("brand", "true")
        self.setFixedWidth(_WIDTH)
        self._title = label("", "title", "on-accent", wrap=True)
        self._intro = label("", "hint", "on-accent", wrap=True)
        self._heads: list[QLabel] = [label("", "body-bold", "on-accent") for _ in _ICONS]
        self._texts: list[QLabel] = [label("", "small", "on-accent", wrap=True) for _ in _ICONS]
        self._version = label(fieldapp.__version__, "small", "on-accent")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(32, 32, 32, 32)
        whole.setSpacing(16)
        for part in (Logo(56, "on-accent", "accent"), self._title, self._intro):
            whole.addWidget(part)
        whole.addSpacing(16)
        for icon, head, text in zip(_ICONS, self._heads, self._texts, strict=True):
            line = row(spacing=16)
            line.addWidget(IconLabel(icon, "on-accent", 24), 0, Qt.AlignmentFlag.AlignTop)
            words = column(spacing=2)
            words.addWidget(head)
            words.addWidget(text)
            line.addLayout(words, 1)
            whole.addLayout(line)
        whole.addStretch(1)
        whole.addWidget(self._version)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(tr("First use"))
        self._intro.setText(
            tr("Two minutes to set up this laptop. All of it can be changed later in Settings.")
        )
        says = (
            (tr("No internet needed"), tr("Interviews, checks and exports all happen on this laptop.")),
            (tr("Kept encrypted"), tr("Without the passphrase nobody can open the data.")),
            (tr("Every answer is saved"), tr("Power cuts and crashes lose no answer.")),
        )
        for head, text, (first, second) in zip(self._heads, self._texts, says, strict=True):
            head.setText(first)
            text.setText(second)
        self._version.setText(tr("Version {number}", number=fieldapp.__version__))

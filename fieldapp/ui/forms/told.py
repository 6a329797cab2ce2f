"""One finding in full: what is wrong, why it matters, the cell now and as it was probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.problems import Severity
from fieldapp.ui import theme
from fieldapp.ui.components import Button, IconLabel, label, row
from fieldapp.ui.forms.checked import suggestion
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.form.check import Finding


class Told(QWidget):
    """`show_finding(finding)`; None is the good news."""

    open_file = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._fixed = ""
        self._icon = IconLabel("check-circle", "accent")
        self._title = label("", "page-title", wrap=True)
        self._advice = label("", "body", "ink-2", wrap=True)
        self._now, self._fix = _code("error"), _code("accent")
        self._now_head, self._fix_head = label("", "body", "ink-2"), label("", "body", "ink-2")
        self.copy = Button("", "soft", "content-copy", "Ctrl+C")
        self.open = Button("", "secondary", "file-excel-outline")
        self._lay_out()
        self.copy.clicked.connect(self.copy_fix)
        self.open.clicked.connect(self.open_file)

    def _lay_out(self) -> None:
        head = row(spacing=12)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        cells = QGridLayout()
        cells.setColumnStretch(1, 1)
        for line, (name, text) in enumerate(((self._now_head, self._now), (self._fix_head, self._fix))):
            cells.addWidget(name, line, 0)
            cells.addWidget(text, line, 1)
        buttons = row(spacing=8)
        buttons.addWidget(self.copy)
        buttons.addWidget(self.open)
        buttons.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.setSpacing(10)
        whole.addLayout(head)
        whole.addWidget(self._advice)
        whole.addLayout(cells)
        whole.addLayout(buttons)
        whole.addStretch(1)

    def show_finding(self, finding: Finding | None) -> None:
        """All about one finding."""
        self._fixed = suggestion(finding) if finding is not None else ""
        error = finding is not None and finding.severity is Severity.ERROR
        looks = ("close-octagon", "error") if error else ("alert", "warn")
        self._icon.set_icon(*(("check-circle", "accent") if finding is None else looks))
        self._title.setText(
            tr("Nothing to fix.") if finding is None
            else f"{finding.sheet} {finding.address}: {finding.what}"
        )  # fmt: skip
        self._advice.setText(finding.fix if finding is not None else "")
        self._show_cells(finding.cell.text if finding is not None else "")

    def _show_cells(self, now: str) -> None:
        self._now.setText(now)
        self._fix.setText(self._fixed)
        self._now_head.setVisible(bool(now))
        self._now.setVisible(bool(now))
        self._fix_head.setVisible(bool(self._fixed))
        self._fix.setVisible(bool(self._fixed))
        self.copy.setVisible(bool(self._fixed))

    def copy_fix(self) -> bool:
        """Ctrl+C: the corrected cell goes to the clipboard, to be pasted in Excel."""
        if self._fixed:
            QGuiApplication.clipboard().setText(self._fixed)
        return bool(self._fixed)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._now_head.setText(tr("Now"))
        self._fix_head.setText(tr("Fix"))
        self.copy.set_text(tr("Copy fix"))
        self.open.set_text(tr("Open the file"))


def _code(tone: str) -> QLabel:
    """A cell's text, as it is."""
    made = label("", "body-bold", tone, wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return theme.set_property(made, "code", "true")

"""The promised date has come, and the contacts are still here."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldapp.study import promise
from fieldapp.ui.components import Banner, Button
from fieldapp.ui.desk import Desk
from fieldapp.wording import tr


class Reminder(Banner):
    """Stays until they are deleted or the study lead sets another date."""

    wanted = Signal()
    """Somebody wants to delete them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("warn")
        self._desk = desk
        self.button = Button("", "secondary")
        self.button.clicked.connect(self.wanted)
        self.row.addWidget(self.button)
        self.hide()

    def refresh(self) -> None:
        """As it is now."""
        study = self._desk.study
        due = study is not None and promise.is_due(study)
        if study is not None and due:
            self.set("warn", tr("The contacts should be deleted since {date}.", date=promise.until(study)))
            self.button.set_text(tr("Go there"))
        self.setVisible(due)

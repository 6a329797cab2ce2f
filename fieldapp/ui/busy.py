"""What the worker is doing: nothing at first, then a line with counts, then a bar and Cancel."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from fieldapp.ui.components import Button, ProgressBar, label, row
from fieldapp.ui.desk import Desk
from fieldapp.wording import tr

WORDS_AFTER_MS = 300
BAR_AFTER_MS = 2000


class Busy(QWidget):
    """Stands in the top bar; hidden while nothing long is under way."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._doing = ""
        self.words = label("", "body", "ink-2")
        self.bar = ProgressBar()
        self.bar.setFixedWidth(120)
        self.cancel = Button("", "plain", size="table")
        self._soon = QTimer(self, singleShot=True, interval=WORDS_AFTER_MS)
        self._later = QTimer(self, singleShot=True, interval=BAR_AFTER_MS)
        line = row(spacing=8)
        for part in (self.words, self.bar, self.cancel):
            line.addWidget(part)
        self.setLayout(line)
        self._connect()
        self._rest()

    def _connect(self) -> None:
        self._soon.timeout.connect(self.show)
        self._later.timeout.connect(self._show_bar)
        self.cancel.clicked.connect(self._desk.cancel)
        self._desk.working.connect(self._work)
        self._desk.progressed.connect(self._progress)

    def _work(self, doing: str) -> None:
        self._rest()
        self._doing = doing
        self.words.setText(doing)
        self.cancel.set_text(tr("Cancel"))
        if doing:
            self._soon.start()
            self._later.start()

    def _progress(self, done: int, total: int) -> None:
        counts = {"done": f"{done:,}", "total": f"{total:,}"}
        self.words.setText(tr("{doing} {done} of {total}", doing=self._doing, **counts))
        self.bar.set(done, total)

    def _show_bar(self) -> None:
        self.bar.setVisible(self.bar.share > 0)
        self.cancel.show()

    def _rest(self) -> None:
        self._soon.stop()
        self._later.stop()
        self.bar.set(0, 0)
        for part in (self.bar, self.cancel, self):
            part.hide()

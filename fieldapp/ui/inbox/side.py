"""The cards at the right: the last merge with its way back, and who has delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fieldapp.ui import clock
from fieldapp.ui.components import Button, Card, IconLabel, column, label, row, rule
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.transfer import Report
    from fieldapp.ui.inbox.work import Standing

_SHOWN = 4


class MergedCard(Card):
    """The counts of the last merge, as its report has them; nothing is ever lost."""

    undo = Signal()
    report = Signal()

    def __init__(self) -> None:
        super().__init__(padding=16, spacing=8)
        self._standing: Standing | None = None
        self._title = label("", "page-title", "accent")
        self._grid = QGridLayout()
        self._grid.setColumnStretch(0, 1)
        self._numbers: list[tuple[QLabel, QLabel]] = []
        self.undo_button = Button("", "secondary", "undo", size="table")
        self.report_button = Button("", "secondary", "file-document-outline", "R", size="table")
        head = row(spacing=8)
        head.addWidget(IconLabel("check-circle", "accent", 24))
        head.addWidget(self._title, 1)
        self.body.addLayout(head)
        for at in range(5):
            words, number = label("", "body", "ink-2"), label("", "body-bold")
            self._grid.addWidget(words, at, 0)
            self._grid.addWidget(number, at, 1, Qt.AlignmentFlag.AlignRight)
            self._numbers.append((words, number))
        self.body.addLayout(self._grid)
        buttons = row(spacing=8)
        buttons.addWidget(self.undo_button)
        buttons.addWidget(self.report_button)
        buttons.addStretch(1)
        self.body.addLayout(buttons)
        self.undo_button.clicked.connect(self.undo)
        self.report_button.clicked.connect(self.report)

    def show_standing(self, standing: Standing) -> None:
        """How it stands now."""
        self._standing = standing
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        standing = self._standing
        last = standing.last if standing is not None else None
        self._title.setText(_merged(last) if last is not None else tr("Nothing merged yet"))
        totals = last.totals if last is not None else {}
        counts = [
            (tr("Interviews added"), totals.get("new", 0)),
            (tr("Updated"), totals.get("changed", 0)),
            (tr("Conflicts to settle"), totals.get("conflicts", 0)),
            (tr("Lost"), 0),
            (tr("Interviews in this study"), standing.interviews if standing is not None else 0),
        ]
        for (words, number), (text, count) in zip(self._numbers, counts, strict=True):
            words.setText(text)
            number.setText(f"{count:,}")
            shown = last is not None or text == counts[-1][0]
            words.setVisible(shown)
            number.setVisible(shown)
        self.undo_button.setVisible(last is not None)
        self.undo_button.set_text(tr("Undo"))
        self.report_button.setVisible(bool(standing is not None and standing.reports))
        self.report_button.set_text(tr("Report"))


def _merged(last: Report) -> str:
    return tr("Merged {time}", time=clock.when(datetime.fromisoformat(last.at)))


class HeardCard(Card):
    """Laptops by how long they have been silent, and what has become of our own work."""

    send = Signal()
    other = Signal()

    def __init__(self) -> None:
        super().__init__(padding=16, spacing=8)
        self._standing: Standing | None = None
        self._title = label("", "page-title")
        self._lines = column(spacing=6)
        self._mine = label("", "body", "ink-2", wrap=True)
        self.send_button = Button("", "secondary", "export", "Ctrl+E")
        self.body.addWidget(self._title)
        self.body.addLayout(self._lines)
        self.body.addStretch(1)
        self.body.addWidget(rule())
        self.body.addWidget(self._mine)
        self.body.addWidget(self.send_button)
        self.other_button = Button("", "plain", "dots-horizontal", "M", size="table")
        self.body.addWidget(self.other_button)
        self.send_button.clicked.connect(self.send)
        self.other_button.clicked.connect(self.other)

    def show_standing(self, standing: Standing) -> None:
        """How it stands now."""
        self._standing = standing
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        standing = self._standing
        self._title.setText(tr("Heard from"))
        self.send_button.set_text(tr("Hand over…"))
        self.other_button.set_text(tr("In another way…"))
        heard = standing.heard if standing is not None else ()
        _replace(self._lines, [_Heard(*one) for one in heard[:_SHOWN]])
        self._mine.setText(_delivered(standing) if standing is not None else "")


class _Heard(QWidget):
    """A laptop, how many interviews came, the last one: on one line, in full words as a tool tip."""

    def __init__(self, who: str, when: str, count: int) -> None:
        super().__init__()
        last = clock.when(datetime.fromisoformat(when))
        counted = trn("{n} interview", "{n} interviews", count)
        whole = tr("{device}: {count}, last {when}", device=who, count=counted, when=last)
        name = label(who, "body-bold")
        name.setMinimumWidth(40)
        line = row(spacing=8)
        line.addWidget(name, 1)
        line.addWidget(label(f"{count:,} · {last}", "body", "ink-2"))
        self.setLayout(line)
        self.setToolTip(whole)
        self.setAccessibleName(whole)


def _delivered(standing: Standing) -> str:
    if not standing.delivered or not standing.delivered[0].total:
        return tr("Nobody has confirmed your work yet.") if standing.interviews else ""
    best = standing.delivered[0]
    when = clock.when(datetime.fromisoformat(best.at))
    who = best.person or best.device[:8]
    return tr(
        "{seq} of {total} received by {who}, {when}", seq=best.seq, total=best.total, who=who, when=when
    )


def _replace(lines: object, widgets: Sequence[QWidget]) -> None:
    from PySide6.QtWidgets import QVBoxLayout

    assert isinstance(lines, QVBoxLayout)
    while lines.count():
        item = lines.takeAt(0)
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
    for widget in widgets:
        lines.addWidget(widget)

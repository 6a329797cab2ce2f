"""The list of findings: errors first, then warnings, each with its cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.problems import Severity
from fieldapp.ui import icons, theme
from fieldapp.ui.components import cap_width, paint_cap
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.form.check import Finding

Index = QModelIndex | QPersistentModelIndex
Line = "Finding | str"
_HEAD, _ROW = 34, 60
_LOOKS = {Severity.ERROR: ("close-octagon", "error"), Severity.WARNING: ("alert", "warn")}


class FindingsModel(QAbstractListModel):
    """Heads (texts) and findings."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Finding | str] = []

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """These findings under their heads."""
        self.beginResetModel()
        self.lines = []
        heads = {Severity.ERROR: tr("Errors: must be fixed"), Severity.WARNING: tr("Warnings: worth a look")}
        for severity, head in heads.items():
            alike = [finding for finding in findings if finding.severity is severity]
            self.lines += [head, *alike] if alike else []
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.lines[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return line if isinstance(line, str) else f"{line.what} {line.sheet} {line.address}"
        return line if role == Qt.ItemDataRole.UserRole else None


class FindingsDelegate(QStyledItemDelegate):
    """A head on sunken; a finding in two lines: what is wrong, and where."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, _HEAD if isinstance(index.data(Qt.ItemDataRole.UserRole), str) else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Finding | str = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if isinstance(line, str):
            painter.fillRect(rect, theme.color("sunken"))
            _words(painter, rect.adjusted(16, 0, -8, 0), line, "small-bold", "ink-2")
        else:
            self._paint_finding(painter, rect, line, bool(state & QStyle.StateFlag.State_Selected))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_finding(self, painter: QPainter, rect: QRect, finding: Finding, chosen: bool) -> None:
        painter.fillRect(rect, theme.color("accent-soft" if chosen else "surface"))
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        icons.paint(painter, QRectF(rect.left() + 20, rect.top() + 9, 20, 20), *_LOOKS[finding.severity])
        first = QRect(rect.left() + 50, rect.top() + 6, rect.width() - 58, 24)
        _words(painter, first, finding.what, "body-bold" if chosen else "body", "ink")
        cell = f"{finding.sheet} {finding.address}"
        wide = cap_width(cell)
        paint_cap(painter, QRectF(first.left(), rect.top() + 32, wide, 22), cell, "plain")
        rest = QRect(first.left() + round(wide) + 8, rect.top() + 31, first.width() - round(wide) - 8, 24)
        _words(painter, rest, finding.column, "small", "ink-2")


def _words(painter: QPainter, rect: QRect, text: str, role: str, tone: str) -> None:
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(tone))
    shown = painter.fontMetrics().elidedText(
        " ".join(text.split()), Qt.TextElideMode.ElideRight, rect.width()
    )
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class FindingsList(QListView):
    """Emits `chosen(finding)` when the cursor moves, `entered(finding)` on Enter."""

    chosen = Signal(object)
    entered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.model_ = FindingsModel(self)
        self.setModel(self.model_)
        self.setItemDelegate(FindingsDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.activated.connect(lambda index: self.entered.emit(index.data(Qt.ItemDataRole.UserRole)))

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """These findings; the cursor stays on the same one, else goes to the first."""
        before = self.finding()
        self.model_.show_findings(findings)
        places = self._places()
        same = (at for at in places if before is not None and _same(before, self.model_.lines[at]))
        if places:
            self.setCurrentIndex(self.model_.index(next(same, places[0])))

    def finding(self) -> Finding | None:
        """The one under the cursor."""
        at = self.currentIndex().row()
        line = self.model_.lines[at] if 0 <= at < len(self.model_.lines) else None
        return None if isinstance(line, str) else line

    def next_error(self) -> None:
        """N: to the next error, round the end; to the next warning where there are no errors."""
        places = self._places(Severity.ERROR) or self._places()
        here = self.currentIndex().row()
        ahead = [at for at in places if at > here] or places
        if ahead:
            self.setCurrentIndex(self.model_.index(ahead[0]))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.chosen.emit(self.finding())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moving and Enter are the list's; letters belong to the page, not to a search by first letter."""
        if event.text() and event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _places(self, severity: Severity | None = None) -> list[int]:
        return [
            at
            for at, line in enumerate(self.model_.lines)
            if not isinstance(line, str) and (severity is None or line.severity is severity)
        ]


def _same(before: Finding, line: Finding | str) -> bool:
    return not isinstance(line, str) and (line.code, line.sheet, line.address) == (
        before.code,
        before.sheet,
        before.address,
    )

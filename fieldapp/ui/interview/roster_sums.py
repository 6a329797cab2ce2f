"""The last line of a roster (screen 04): what the form adds up, below the columns it is made of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTableView, QWidget

from fieldapp.interview import Interview, Node, Screen
from fieldapp.ui import theme
from fieldapp.ui.controls import numbers
from fieldapp.ui.interview import totals
from fieldapp.ui.interview.roster_model import FIRST, LABEL, MARK
from fieldapp.ui.interview.words import plain
from fieldapp.wording import tr

HEIGHT = 42
_PAD = 10


class RosterSums(QWidget):
    """Painted under the table, as wide as its columns; hidden in a roster that adds nothing up."""

    def __init__(self, interview: Interview, table: QTableView) -> None:
        super().__init__()
        self._interview, self._table = interview, table
        self._sums: dict[int, list[Node]] = {}
        self._columns: dict[int, str] = {}
        self.setFixedHeight(HEIGHT)
        table.horizontalHeader().sectionResized.connect(lambda *_size: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda _at: self.update())
        self.hide()

    def show_screen(self, screen: Screen) -> None:
        """The sums of a roster, by column."""
        found = totals.of_roster(self._interview, screen) if screen.rows else {}
        places = {column: FIRST + at for at, column in enumerate(screen.columns)}
        self._columns = {place: column for column, place in places.items()}
        self._sums = {places[column]: nodes for column, nodes in found.items()}
        self.setVisible(bool(self._sums))
        self.refresh()

    def refresh(self) -> None:
        """The numbers as they are now."""
        texts = self.texts()
        self.setAccessibleName(tr(", ").join([tr("Total"), *texts.values()]))
        nodes = (node for nodes in self._sums.values() for node in nodes)
        self.setToolTip("\n".join(f"{node.name} = {totals.formula(node)}" for node in nodes))
        self.update()

    def texts(self) -> dict[int, str]:
        """Column -> what stands there."""
        return {column: self._joined(column, nodes, named=True) for column, nodes in self._sums.items()}

    def _joined(self, column: int, nodes: Sequence[Node], *, named: bool) -> str:
        return " · ".join(self._said(node, column, named=named) for node in nodes)

    def _said(self, node: Node, column: int, *, named: bool) -> str:
        """The number; with its name, where it is something else than the sum of its column."""
        number = numbers.grouped(node.value) or "—"
        if not named or totals.is_sum_of(node.spec, self._columns[column]):
            return number
        return f"{plain(node.label) or node.name} {number}"

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Sunken, the word for total under the names, the numbers under their columns."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        painter.setPen(theme.color("line"))
        painter.drawLine(self.rect().bottomLeft(), self.rect().bottomRight())
        self._cell(painter, MARK, LABEL, tr("Total"))
        for column in self._sums:
            first, last, text = self.placed(column)
            self._cell(painter, first, last, text, right=last == column)
        painter.end()

    def placed(self, column: int) -> tuple[int, int, str]:
        """First and last column it stands over, and what stands there: never a cut number.

        With its name also over free columns beside its own, without it where there is no room at all.
        """
        nodes, metrics = self._sums[column], QFontMetrics(theme.font("body-bold"))
        before = max((other for other in self._sums if other < column), default=LABEL) + 1
        end = self._table.model().columnCount()
        after = min((other for other in self._sums if other > column), default=end) - 1
        text = self._joined(column, nodes, named=True)
        for first, last in ((column, column), (before, column), (column, max(column, after))):
            if metrics.horizontalAdvance(text) <= self._area(first, last).width():
                return first, last, text
        return column, column, self._joined(column, nodes, named=False)

    def _area(self, first: int, last: int) -> QRect:
        head = self._table.horizontalHeader()
        left = head.sectionViewportPosition(first)
        wide = head.sectionViewportPosition(last) + head.sectionSize(last) - left
        return QRect(left + _PAD, 0, wide - 2 * _PAD, self.height())

    def _cell(self, painter: QPainter, first: int, last: int, text: str, *, right: bool = False) -> None:
        area = self._area(first, last)
        painter.setFont(theme.font("body-bold"))
        painter.setPen(theme.color("ink"))
        shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        way = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | way, shown)

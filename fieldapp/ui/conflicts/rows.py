"""The questions that differ, in four columns: question, left, right, result and reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen, QTextDocument
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.merge import Take
from fieldapp.ui import icons, theme
from fieldapp.ui.conflicts.compare import Piece, Row, pieces
from fieldapp.ui.controls.longlist_view import Index
from fieldapp.wording import tr

SHARES = (0.0, 0.17, 0.455, 0.74, 1.0)
"""Where the columns begin and the last one ends, as shares of the width."""
_LEAST = 68


@dataclass(frozen=True)
class Decided:
    """What was decided at a row: a side or an own answer (`shown` in words), and why."""

    take: Take | str | None = None
    shown: str = ""
    reason: str = ""


UNDECIDED = Decided()


class Rows(QAbstractListModel):
    """Rows, and what was decided at each."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.decided: Mapping[str, Decided] = {}

    def show_rows(self, rows: Sequence[Row], decided: Mapping[str, Decided]) -> None:
        """These."""
        self.beginResetModel()
        self.rows, self.decided = list(rows), decided
        self.endResetModel()

    def touch(self) -> None:
        """Something was decided."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            said = self.decided.get(row.path, UNDECIDED)
            return tr("; ").join(
                part
                for part in (f"{row.number} {row.title}", row.left, row.right, said.shown, said.reason)
                if part
            )
        return row if role == Qt.ItemDataRole.UserRole else None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        width = option.widget.viewport().width() if option.widget is not None else 900  # type: ignore[attr-defined]
        docs = [_side(row, Take.LEFT, width), _side(row, Take.RIGHT, width), _question(row, width)]
        return QSize(width, max(_LEAST, *(round(doc.size().height()) + 20 for doc in docs)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        model = index.model()
        assert isinstance(model, Rows)
        decided = model.decided.get(row.path, UNDECIDED)
        painter.save()
        painter.fillRect(rect, theme.color("surface"))
        _document(painter, rect, 0, _question(row, rect.width()))
        for column, side in ((1, Take.LEFT), (2, Take.RIGHT)):
            _paint_side(painter, rect, column, row, side, decided)
        _paint_result(painter, rect, row, decided)
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        for share in SHARES[1:4]:
            x = rect.left() + int(rect.width() * share)
            painter.drawLine(x, rect.top(), x, rect.bottom())
        if state & QStyle.StateFlag.State_Selected:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -2))
        painter.restore()


def _paint_side(painter: QPainter, rect: QRect, column: int, row: Row, side: Take, decided: Decided) -> None:
    cell = _cell(rect, column)
    taken = decided.take is side
    if taken:
        painter.fillRect(cell.adjusted(1, 0, 0, -1), theme.color("accent-soft"))
    _document(painter, rect, column, _side(row, side, rect.width()))
    spot = QRectF(cell.right() - 30, cell.top() + 8, 20, 20)
    if row.difference is not None:
        icons.paint(
            painter, spot, "check-circle" if taken else "circle-outline", "accent" if taken else "ink-2"
        )


def _paint_result(painter: QPainter, rect: QRect, row: Row, decided: Decided) -> None:
    cell = _cell(rect, 3)
    if row.difference is None:
        return
    if decided.take is None:
        icons.paint(painter, QRectF(cell.left() + 12, cell.top() + 10, 20, 20), "help-circle-outline", "warn")
        _line(painter, cell.adjusted(38, 8, -8, 0), tr("Please choose"), "body-bold", "warn")
        return
    if not isinstance(decided.take, Take):
        painter.fillRect(cell.adjusted(1, 0, 0, -1), theme.color("accent-soft"))
    side = {Take.LEFT: row.left, Take.RIGHT: row.right}
    shown = side[decided.take] if isinstance(decided.take, Take) else decided.shown
    _line(painter, cell.adjusted(12, 8, -8, 0), shown or tr("(empty)"), "body-bold", "ink")
    if decided.reason:
        icons.paint(
            painter, QRectF(cell.left() + 12, cell.top() + 36, 16, 16), "comment-text-outline", "ink-2"
        )
        _line(painter, cell.adjusted(34, 33, -8, 0), decided.reason, "small", "ink-2")


def _line(painter: QPainter, rect: QRect, text: str, role: str, tone: str) -> None:
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(tone))
    room = QRect(rect.left(), rect.top(), max(0, rect.width()), 24)
    shown = painter.fontMetrics().elidedText(
        " ".join(text.split()), Qt.TextElideMode.ElideRight, room.width()
    )
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _cell(rect: QRect, column: int) -> QRect:
    begin, end = (rect.left() + int(rect.width() * SHARES[at]) for at in (column, column + 1))
    return QRect(begin, rect.top(), end - begin, rect.height())


def _document(painter: QPainter, rect: QRect, column: int, doc: QTextDocument) -> None:
    cell = _cell(rect, column)
    painter.save()
    painter.translate(QPoint(cell.left() + 12, cell.top() + 8))
    doc.drawContents(painter)
    painter.restore()


def _question(row: Row, width: int) -> QTextDocument:
    number, title = escape(row.number), escape(row.title)
    colour = theme.hex_color("accent")
    head = f'<b style="color:{colour}">{number}</b><br>' if number else ""
    return _made(f'{head}<span style="color:{theme.hex_color("ink")}">{title}</span>', width, 0, 16)


def _side(row: Row, side: Take, width: int) -> QTextDocument:
    this, other = (row.left, row.right) if side is Take.LEFT else (row.right, row.left)
    if row.difference is None:
        html = _html([(this, False)])
    elif this:
        html = _html(pieces(this, other, by_letter=row.by_letter))
    else:
        html = f'<span style="color:{theme.hex_color("ink-3")}">{escape(tr("(empty)"))}</span>'
    return _made(html, width, 1 if side is Take.LEFT else 2, 44)


def _html(parts: Sequence[Piece]) -> str:
    plain, soft, ink = theme.hex_color("ink"), theme.hex_color("warn-soft"), theme.hex_color("warn")
    look = f"background-color:{soft}; color:{plain}; font-weight:bold; text-decoration:underline"
    out = "".join(
        f'<span style="{look}">{escape(text)}</span>' if marked else escape(text) for text, marked in parts
    )
    shown = out.replace("\n", "<br>")
    return f'<span style="color:{plain if parts else ink}">{shown}</span>'


def _made(html: str, width: int, column: int, taken: int) -> QTextDocument:
    doc = QTextDocument()
    doc.setDocumentMargin(0)
    doc.setDefaultFont(theme.font("body"))
    doc.setTextWidth(max(40, int(width * (SHARES[column + 1] - SHARES[column])) - taken))
    doc.setHtml(html)
    return doc


class RowList(QListView):
    """Up, Down; all other keys belong to the page. `took(side)`: a click on a side."""

    took = Signal(object)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rows = Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def row(self) -> Row | None:
        """The one under the cursor."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def go(self, path: str) -> None:
        """Put the cursor on a row."""
        for at, row in enumerate(self.rows.rows):
            if row.path == path:
                self.setCurrentIndex(self.rows.index(at))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moving = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if event.key() in moving and not event.modifiers():
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        across = event.position().x() / max(1, self.viewport().width())
        if SHARES[1] <= across < SHARES[3] and self.row() is not None:
            self.took.emit(Take.LEFT if across < SHARES[2] else Take.RIGHT)

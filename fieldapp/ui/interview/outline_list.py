"""The painted list of the outline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldapp.ui import icons, theme
from fieldapp.ui.controls.base import typed_char
from fieldapp.ui.interview.outline_rows import Row

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole + 1
_SECTION_MARKS = {
    "done": ("check-circle", "accent"),
    "begun": ("circle-half-full", "accent"),
    "error": ("alert-circle", "error"),
    "empty": ("circle-outline", "line-strong"),
}
_QUESTION_MARKS = {
    "done": ("check", "accent"),
    "begun": ("circle-half-full", "accent"),
    "error": ("alert-circle", "error"),
    "note": ("comment-text-outline", "accent"),
}
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


_FOLDED = 100
"""Narrower than this, only marks and letters fit."""


class RowsModel(QAbstractListModel):
    """The rows; a change of marks does not lose the place."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        """These rows."""
        same = [(row.kind, row.target) for row in rows] == [(row.kind, row.target) for row in self.rows]
        if rows == self.rows:
            return
        if same:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        texts = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)
        if role in texts:
            return f"{row.mark} {row.text} {row.tally}".strip()
        return row if role == ROW else None


class RowsDelegate(QStyledItemDelegate):
    """Sections 38 px high, questions 29."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        row: Row = index.data(ROW)
        return QSize(100, 38 if row.kind == "section" else 29)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        if row.kind == "section":
            self._paint_section(painter, rect, row)
        else:
            self._paint_question(painter, rect, row)
        focused = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected
        if state & focused == focused:
            painter.setPen(theme.color("focus"))
            painter.drawRoundedRect(rect.adjusted(1, 1, -2, -2), 4, 4)
        painter.restore()

    def _paint_section(self, painter: QPainter, rect: QRect, row: Row) -> None:
        name, token = _SECTION_MARKS.get(row.state, _SECTION_MARKS["empty"])
        if rect.width() < _FOLDED:
            icons.paint(painter, QRectF(rect.left() + 4, rect.center().y() - 7, 16, 16), name, token)
            letter = rect.adjusted(24, 0, 0, 0)
            self._text(painter, letter, row.mark, "body-bold", "ink" if row.open else "ink-2", left=True)
            return
        icons.paint(painter, QRectF(rect.left() + 8, rect.center().y() - 9, 20, 20), name, token)
        role = "body-bold" if row.open else "body"
        tally = self._text(
            painter, rect.adjusted(0, 0, -8, 0), row.tally, "small-bold" if row.open else "small"
        )
        letter = rect.adjusted(36, 0, 0, 0)
        self._text(painter, letter, row.mark, "body-bold", "ink" if row.open else "ink-2", left=True)
        room = rect.adjusted(58, 0, -tally - 16, 0)
        self._text(painter, room, row.text, role, "ink" if row.open else "ink-2", left=True)

    def _paint_question(self, painter: QPainter, rect: QRect, row: Row) -> None:
        line = QRect(rect.left() + 18, rect.top(), 2, rect.height())
        if row.current:
            painter.fillRect(rect.adjusted(18, 0, 0, 0), theme.color("accent-soft"))
        painter.fillRect(line, theme.color("accent" if row.current else "line"))
        name, token = (
            ("arrow-right-bold", "accent") if row.current else _QUESTION_MARKS.get(row.state, ("", ""))
        )
        if name:
            icons.paint(painter, QRectF(rect.left() + 34, rect.center().y() - 7, 16, 16), name, token)
        role, tone = ("body-bold", "accent") if row.current else ("body", "ink-2")
        width = self._text(painter, rect.adjusted(58, 0, 0, 0), row.mark, role, tone, left=True)
        gap = max(32, width + 8) if row.mark else 0
        room = rect.adjusted(58 + gap, 0, -6, 0)
        if row.hit:
            self._hit(painter, room, row)
        else:
            self._text(painter, room, row.text, role, tone, left=True)

    def _hit(self, painter: QPainter, room: QRect, row: Row) -> None:
        """A line that was found: what was searched for stands out, and is never cut away."""
        left = room.left()
        for text, role, tone in zip(
            around_hit(row.text, row.hit, room.width()),
            ("body", "body-bold", "body"), ("ink-2", "accent", "ink-2"), strict=True,
        ):  # fmt: skip
            left += self._text(
                painter, room.adjusted(left - room.left(), 0, 0, 0), text, role, tone, left=True
            )

    def _text(
        self, painter: QPainter, rect: QRect, text: str, role: str, tone: str = "ink-2", *, left: bool = False
    ) -> int:
        """Draw, elided; gives the width taken."""
        painter.setFont(theme.font(role))
        painter.setPen(theme.color(tone))
        metrics = QFontMetrics(painter.font())
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        painter.drawText(rect, _LEFT if left else _RIGHT, shown)
        return metrics.horizontalAdvance(shown)


def around_hit(text: str, hit: str, width: int) -> tuple[str, str, str]:
    """Before, the hit, after; the beginning gives way until the hit fits into `width` pixels."""
    at = text.casefold().find(hit.casefold())
    before, found, after = text[:at], text[at : at + len(hit)], text[at + len(hit) :]
    plain, bold = QFontMetrics(theme.font("body")), QFontMetrics(theme.font("body-bold"))
    room = width - bold.horizontalAdvance(found) - plain.horizontalAdvance("…")
    shown = plain.elidedText(before, Qt.TextElideMode.ElideLeft, max(0, room)) if before else ""
    return shown, found, after


class OutlineList(QListView):
    """Up, Down; Right, Left open and close; Enter goes there; a letter jumps to its section."""

    chosen = Signal(object)
    opened = Signal(object, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowsDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.clicked.connect(lambda index: self._clicked(index.data(ROW)))

    def show_rows(self, rows: Sequence[Row]) -> None:
        """These rows; the one in front stays in sight."""
        kept = self.row()
        self.rows.show_rows(list(rows))
        place = self._place_of(kept) if self.hasFocus() and kept is not None else self._current()
        if place >= 0:
            self.setCurrentIndex(self.rows.index(place))
            self._bring_into_view(place)

    def _bring_into_view(self, place: int) -> None:
        """The head of the section too, if there is room for both."""
        heads = [at for at in range(place + 1) if self.rows.rows[at].kind == "section"]
        for at in (*heads[-1:], place):
            self.scrollTo(self.rows.index(at))

    def row(self) -> Row | None:
        """The row under the cursor."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        row = self.row()
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        elif row is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.chosen.emit(row)
        elif row is not None and key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and not event.modifiers():
            self.opened.emit(row, key == Qt.Key.Key_Right)
        elif not self._jump(typed_char(event)):
            event.ignore()

    def event(self, event: QEvent) -> bool:
        """Letters jump; they are no keyboard search."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The cursor starts at the question in front."""
        super().focusInEvent(event)
        self.viewport().update()

    def _jump(self, letter: str) -> bool:
        for at, row in enumerate(self.rows.rows):
            if letter and row.kind == "section" and row.mark.casefold() == letter.casefold():
                self.setCurrentIndex(self.rows.index(at))
                return True
        return False

    def _clicked(self, row: Row) -> None:
        if row.kind == "section":
            self.opened.emit(row, not row.open)
        else:
            self.chosen.emit(row)

    def _place_of(self, wanted: Row) -> int:
        same = [
            at
            for at, row in enumerate(self.rows.rows)
            if (row.kind, row.target) == (wanted.kind, wanted.target)
        ]
        return same[0] if same else self._current()

    def _current(self) -> int:
        return next((at for at, row in enumerate(self.rows.rows) if row.current), -1)

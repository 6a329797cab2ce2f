"""The painted list of the review page."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from fieldapp.ui import icons, theme
from fieldapp.ui.controls.longlist_view import Index
from fieldapp.ui.interview.review_rows import Entry, Line
from fieldapp.ui.interview.savestate import clock
from fieldapp.wording import tr

LINE = Qt.ItemDataRole.UserRole + 1
_STATES = {
    "error": ("close-octagon", "error"),
    "unfilled": ("alert-circle", "error"),
    "ok": ("check", "accent"),
    "skipped": ("debug-step-over", "ink-3"),
    "kept": ("debug-step-over", "ink-3"),
}
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
TITLE, ANSWER, STATE = 0.095, 0.445, 0.72
"""Where the columns begin, as shares of the width."""
TIME = 64
"""Width of the column at the right edge, where times are shown."""


class LinesModel(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        """These lines."""
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            entry = line.entry
            return f"{line.letter} {line.title}" if entry is None else _spoken(entry)
        return line if role == LINE else None


def _spoken(entry: Entry) -> str:
    spent = clock(entry.spent) if entry.spent else ""
    parts = (entry.number, entry.title, entry.answer, entry.message, spent)
    return tr(", ").join(part for part in parts if part)


class LinesDelegate(QStyledItemDelegate):
    """Heads 34 high on sunken, questions 42."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(LINE)
        return QSize(400, 34 if line.kind == "section" else 42)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(LINE)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        current = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        if line.entry is None:
            self._paint_head(painter, rect, line, current=current)
        else:
            self._paint_entry(painter, rect, line.entry, current=current)
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if current:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, line: Line, *, current: bool) -> None:
        painter.fillRect(rect, theme.color("accent-soft" if current else "sunken"))
        chevron = QRectF(rect.left() + 12, rect.center().y() - 7, 16, 16)
        icons.paint(painter, chevron, "chevron-down" if line.open else "chevron-right", "ink-2")
        self._text(painter, rect.adjusted(36, 0, 0, 0), line.letter, "body-bold", "ink-2")
        tone, role = ("error", "small-bold") if line.faulty else ("ink-2", "small")
        metrics = QFontMetrics(theme.font(role))
        wide = metrics.horizontalAdvance(line.summary)
        right = rect.right() - 14 - (0 if line.faulty else 20)
        self._text(
            painter, QRect(right - wide, rect.top(), wide + 4, rect.height()), line.summary, role, tone
        )
        if not line.faulty:
            icons.paint(painter, QRectF(right + 6, rect.center().y() - 7, 16, 16), "check", "accent")
        room = QRect(rect.left() + 62, rect.top(), right - wide - 80 - rect.left(), rect.height())
        self._text(painter, room, line.title, "body-bold", "ink-2")

    def _paint_entry(self, painter: QPainter, rect: QRect, entry: Entry, *, current: bool) -> None:
        painter.fillRect(rect, theme.color("accent-soft" if current else "surface"))
        places = [rect.left() + int(rect.width() * share) for share in (TITLE, ANSWER, STATE)]
        number, title, answer = (rect.left() + 12, *places[:2])
        self._cell(painter, rect, number, places[0] - 6, entry.number, "body-bold", "accent")
        self._cell(painter, rect, title, places[1] - 16, entry.title, "body", "ink")
        bold = "body-bold" if entry.is_problem else "body"
        tone = "ink" if entry.is_asked else "ink-3"
        if entry.veiled:
            icons.paint(painter, QRectF(answer, rect.center().y() - 8, 18, 18), "eye-outline", "ink-3")
            answer += 26
        self._cell(painter, rect, answer, places[2] - 12, entry.answer or "—", bold, tone)
        self._state(painter, rect, places[2], entry)

    def _state(self, painter: QPainter, rect: QRect, left: int, entry: Entry) -> None:
        name, token, text = _mark(entry)
        if name:
            icons.paint(painter, QRectF(left, rect.center().y() - 9, 20, 20), name, token)
        loud = entry.is_problem or entry.flagged or entry.unusual == "open"
        tone = token if loud else "ink-2"
        role = "body-bold" if loud else "body"
        right = rect.right() - (TIME if entry.spent else 8)
        self._cell(painter, rect, left + 26, right, text, role, tone)
        if entry.spent:
            self._cell(painter, rect, right, rect.right() - 8, clock(entry.spent), "small", "ink-2")

    def _cell(
        self, painter: QPainter, rect: QRect, left: int, right: int, text: str, role: str, tone: str
    ) -> None:
        self._text(painter, QRect(left, rect.top(), right - left, rect.height()), text, role, tone)

    def _text(self, painter: QPainter, rect: QRect, text: str, role: str, tone: str) -> None:
        painter.setFont(theme.font(role))
        painter.setPen(theme.color(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
        painter.drawText(rect, _LEFT, shown)


def _mark(entry: Entry) -> tuple[str, str, str]:
    """Icon, colour, words of the state."""
    if entry.state in ("unfilled", "error"):
        return (*_STATES[entry.state], entry.message)
    if entry.unusual:
        return ("alert", "warn", entry.message)
    if entry.flagged:
        return ("flag", "warn", tr("flagged"))
    if entry.note:
        return ("comment-text-outline", "accent", entry.note.replace("\n", " "))
    if entry.state == "skipped":
        return (*_STATES["skipped"], tr("skipped by rule"))
    if entry.state == "kept":
        return (*_STATES["kept"], tr("kept, not part of the interview"))
    return (*_STATES["ok"], "") if entry.state == "ok" else ("", "ink-3", "")


class ReviewList(QListView):
    """Up, Down; Right, Left open and close; N, Shift+N next and previous problem; Enter goes there; V, or a
    click on a masked answer, shows it."""

    wanted = Signal(object)
    """Entry to go to."""
    opened = Signal(object, bool)
    reveal = Signal(object)
    """Entry whose personal answer somebody wants to see."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines = LinesModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(LinesDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.clicked.connect(self._clicked)

    def line(self) -> Line | None:
        """The line under the cursor."""
        at = self.currentIndex().row()
        return self.lines.lines[at] if 0 <= at < len(self.lines.lines) else None

    def put_cursor(self, reference: str) -> bool:
        """To the line of a question."""
        for at, line in enumerate(self.lines.lines):
            if line.entry is not None and line.entry.reference == reference:
                self.setCurrentIndex(self.lines.index(at))
                return True
        return False

    def next_problem(self, step: int) -> bool:
        """To the next or previous problem, round the end."""
        places = [
            at for at, line in enumerate(self.lines.lines) if line.entry is not None and line.entry.is_problem
        ]
        if not places:
            return False
        here = self.currentIndex().row()
        ahead = (
            [at for at in places if at > here] if step > 0 else [at for at in reversed(places) if at < here]
        )
        self.setCurrentIndex(self.lines.index((ahead or (places if step > 0 else places[::-1]))[0]))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """See the class."""
        line, key = self.line(), event.key()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_N and plain:
            self.next_problem(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif key == Qt.Key.Key_V and plain and line is not None:
            self._show(line)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left) and not event.modifiers() and line is not None:
            self.opened.emit(line, key == Qt.Key.Key_Right)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and line is not None:
            self._enter(line)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _enter(self, line: Line) -> None:
        if line.entry is None:
            self.opened.emit(line, not line.open)
        else:
            self.wanted.emit(line.entry)

    def _show(self, line: Line) -> None:
        if line.entry is not None and line.entry.veiled:
            self.reveal.emit(line.entry)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a masked answer shows it; anywhere else on the line it goes there."""
        index = self.indexAt(event.position().toPoint())
        line: Line | None = index.data(LINE) if index.isValid() else None
        across = event.position().x() / max(1, self.viewport().width())
        if line is not None and line.entry is not None and line.entry.veiled and ANSWER <= across < STATE:
            self.setCurrentIndex(index)
            self._show(line)
        else:
            super().mouseReleaseEvent(event)

    def _clicked(self, index: QModelIndex) -> None:
        self._enter(index.data(LINE))

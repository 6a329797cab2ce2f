"""The answers of one record: those with flags or comments first, or all; comments under their question."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fieldapp.ui import icons, theme
from fieldapp.ui.controls.longlist_view import Index
from fieldapp.ui.interview.review_rows import Entry as Answer
from fieldapp.ui.review.table import paint_flag
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.merge import Comment
    from fieldapp.review import Flag

_ANSWER, _SAID = 42, 36
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Line:
    """A question with its answer, or (with `said`) a comment on it. `path` has rows by their id."""

    path: str
    answer: Answer | None = None
    flag: Flag | None = None
    comments: int = 0
    said: Comment | None = None


def lines_of(
    answers: Sequence[tuple[str, Answer]],
    flags: Sequence[Flag],
    threads: Mapping[str, Sequence[Comment]],
    *,
    every: bool,
) -> list[Line]:
    """`answers`: path and answer, in the order of the form. The interview as a whole comes first."""
    marked = {question: flag for flag in flags for question in flag.questions}
    general = threads.get("", ())
    out = [Line("", said=one) for one in general]
    for path, answer in answers:
        said, flag = threads.get(path, ()), marked.get(path)
        stands_out = flag is not None or said or answer.unusual or answer.flagged or answer.note
        if (every and answer.is_asked) or stands_out:
            out += _question(Line(path, answer, flag, len(said)), said)
    return out


def _question(line: Line, said: Sequence[Comment]) -> Iterator[Line]:
    yield line
    yield from (Line(line.path, said=one) for one in said)


class Lines(QAbstractListModel):
    """The lines."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show_lines(self, lines: list[Line]) -> None:
        """These lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return spoken(line)
        return line if role == Qt.ItemDataRole.UserRole else None


def spoken(line: Line) -> str:
    """All of a line in words."""
    if line.said is not None:
        return tr("{who}: {text}", who=line.said.author or line.said.event_id[:8], text=line.said.text)
    answer = line.answer
    flag = line.flag.sentence if line.flag is not None else ""
    parts = (answer.number, answer.title, answer.answer, flag, answer.message, answer.note) if answer else ()
    return tr(", ").join(part for part in parts if part)


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        return QSize(200, _SAID if line.said is not None else _ANSWER)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("accent-soft" if chosen else "surface"))
        if line.said is not None:
            _paint_said(painter, rect, line.said)
        elif line.answer is not None:
            _paint_answer(painter, rect, line, line.answer)
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if chosen:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        painter.restore()


def _paint_answer(painter: QPainter, rect: QRect, line: Line, answer: Answer) -> None:
    middle, right = rect.center().y(), rect.right() - 16
    bubble = "comment-text" if line.comments else "comment-plus-outline"
    icons.paint(
        painter, QRectF(right - 20, middle - 9, 20, 20), bubble, "accent" if line.comments else "ink-2"
    )
    right -= 30
    if line.flag is not None:
        paint_flag(painter, QRectF(right - 26, middle - 12.5, 26, 26), line.flag)
    elif answer.unusual or answer.flagged or answer.note:
        name = "alert" if answer.unusual else "flag" if answer.flagged else "note-text-outline"
        icons.paint(painter, QRectF(right - 23, middle - 9, 20, 20), name, "warn")
    right -= 36
    _text(
        painter, QRect(rect.left() + 16, rect.top(), 48, rect.height()), answer.number, "body-bold", "accent"
    )
    half = rect.left() + 68 + (right - rect.left() - 68) * 11 // 20
    title = QRect(rect.left() + 68, rect.top(), half - rect.left() - 76, rect.height())
    _text(painter, title, answer.title, "body", "ink-2")
    value = QRect(half, rect.top(), right - half, rect.height())
    if answer.veiled:
        icons.paint(painter, QRectF(right - 18, middle - 8, 18, 18), "eye-outline", "ink-3")
        value.setRight(right - 26)
    _text(painter, value, answer.answer or "—", "body-bold", "ink", _RIGHT)


def _paint_said(painter: QPainter, rect: QRect, said: Comment) -> None:
    indent = 92 if said.answers else 68
    icon = "reply" if said.answers else "comment-text-outline"
    icons.paint(painter, QRectF(rect.left() + indent, rect.center().y() - 8, 18, 18), icon, "ink-2")
    room = rect.adjusted(indent + 26, 0, -16, 0)
    text = tr("{who}: {text}", who=said.author, text=said.text) if said.author else said.text
    _text(painter, room, " ".join(text.split()), "body", "ink")


def _text(
    painter: QPainter, rect: QRect, text: str, role: str, tone: str, side: Qt.AlignmentFlag = _LEFT
) -> None:
    painter.setFont(theme.font(role))
    painter.setPen(theme.color(tone))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    painter.drawText(rect, side, shown)


class AnswerList(QListView):
    """Up, Down; Enter opens the whole interview; other keys belong to the page."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model_ = Lines(self)
        self.setModel(self.model_)
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)

    def show_lines(self, lines: list[Line]) -> None:
        """These; the cursor stays at its question."""
        before = self.line()
        self.model_.show_lines(lines)
        places = [at for at, line in enumerate(lines) if before is not None and line.path == before.path]
        if lines:
            self.setCurrentIndex(self.model_.index(places[0] if places else 0))

    def line(self) -> Line | None:
        """The one under the cursor."""
        at = self.currentIndex().row()
        return self.model_.lines[at] if 0 <= at < len(self.model_.lines) else None

    def next_flag(self) -> bool:
        """To the next flagged answer, round the end."""
        places = [at for at, line in enumerate(self.model_.lines) if line.flag is not None]
        here = self.currentIndex().row()
        ahead = [at for at in places if at > here] or places
        if ahead:
            self.setCurrentIndex(self.model_.index(ahead[0]))
        return bool(ahead)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        elif event.text() or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

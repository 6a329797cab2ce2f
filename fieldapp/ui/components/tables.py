"""The look of a list in a table: whole rows, no grid, no editing, no widgets in cells."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QTableView

from fieldapp.ui import theme

_HEAD = 36


def list_table(view: QTableView, row_height: int) -> None:
    """Give a table the common look; arrows move by rows, Tab leaves it, no input method gets its keys."""
    view.setShowGrid(False)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(row_height)
    head = view.horizontalHeader()
    head.setFixedHeight(_HEAD)
    head.setHighlightSections(False)
    head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def paint_action(painter: QPainter, rect: QRect, text: str, *, chosen: bool) -> None:
    """What Enter does with a row, as a button in its cell; nothing where there is no text."""
    if not text:
        return
    box = QRectF(rect.left() - 4, rect.center().y() - 15.5, rect.width() + 8, 32)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.color("accent" if chosen else "line-strong"), 1))
    painter.setBrush(theme.color("accent" if chosen else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.setFont(theme.font("body-bold" if chosen else "body"))
    painter.setPen(theme.color("on-accent" if chosen else "ink"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

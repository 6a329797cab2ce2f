"""The forms of the study: what is installed, and the way to check a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fieldapp.ui import clock, theme
from fieldapp.ui.components import Button, Card, EmptyState, label, list_table, row, rule
from fieldapp.ui.names import in_our_language
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.store import FormRow

Index = QModelIndex | QPersistentModelIndex
_ROW_HEIGHT = 48
_WIDTHS = {2: 140, 3: 140, 4: 140}


class FormsModel(QAbstractTableModel):
    """One line a version: title, form id, version, added, interviews made with it."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.forms: list[FormRow] = []
        self._counts: Mapping[str, int] = Counter()

    def show_forms(self, forms: Sequence[FormRow], counts: Mapping[str, int]) -> None:
        """These forms, with the number of interviews by form."""
        self.beginResetModel()
        self.forms, self._counts = list(forms), counts
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.forms)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (tr("Form"), "form_id", tr("Version"), tr("Added"), tr("Interviews"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        form = self.forms[index.row()]
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        made = f"{self._counts.get(form.sha256, 0):,}"
        title = in_our_language(form.title)
        return (title, form.form_id, form.version, clock.when(form.added), made)[index.column()]


class _Line(QStyledItemDelegate):
    """Plain words; the title of the chosen line bold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(rect, theme.color("accent-soft" if chosen else "surface"))
        if chosen and index.column() == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 4, rect.height()), theme.color("focus"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(theme.font("body-bold" if chosen and index.column() == 0 else "body"))
        painter.setPen(theme.color("ink" if index.column() == 0 else "ink-2"))
        inner = rect.adjusted(12, 0, -12, 0)
        shown = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class FormsTable(QTableView):
    """Up and Down; Enter tries the form out."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.forms = FormsModel(self)
        self.setModel(self.forms)
        self.setItemDelegate(_Line(self))
        list_table(self, _ROW_HEIGHT)
        head = self.horizontalHeader()
        for column in range(5):
            fixed, stretch = QHeaderView.ResizeMode.Fixed, QHeaderView.ResizeMode.Stretch
            head.setSectionResizeMode(column, fixed if column in _WIDTHS else stretch)
            self.setColumnWidth(column, _WIDTHS.get(column, 240))
        self.doubleClicked.connect(lambda _index: self._enter())

    def chosen(self) -> FormRow | None:
        """The form in the chosen line."""
        at = self.currentIndex().row()
        return self.forms.forms[at] if 0 <= at < len(self.forms.forms) else None

    def _enter(self) -> None:
        form = self.chosen()
        if form is not None:
            self.entered.emit(form.sha256)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._enter()
        else:
            super().keyPressEvent(event)


class Shelf(Card):
    """Installed forms, newest first."""

    check = Signal()

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self._title = label("", "page-title")
        self.check_button = Button("", "primary", "file-check-outline", "Ctrl+O")
        self.table = FormsTable()
        self.empty = EmptyState("file-document-edit-outline")
        head = row(margins=(16, 12, 16, 12))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.check_button)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.empty, 1)
        self.check_button.clicked.connect(self.check)
        self.empty.button.clicked.connect(self.check)

    def show_forms(self, forms: Sequence[FormRow], counts: Mapping[str, int]) -> None:
        """The study's forms."""
        at = self.table.currentIndex().row()
        self.table.forms.show_forms(forms, counts)
        self.table.setVisible(bool(forms))
        self.empty.setVisible(not forms)
        if forms:
            self.table.setCurrentIndex(self.table.forms.index(max(0, min(at, len(forms) - 1)), 0))

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(tr("Forms of this study"))
        self.check_button.set_text(tr("Check a form file"))
        self.table.setAccessibleName(tr("Forms of this study"))
        self.table.forms.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 4)
        self.empty.set(
            tr("No forms yet."), tr("Check an XLSForm workbook, then install it."), tr("Check a form file")
        )

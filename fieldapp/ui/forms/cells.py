"""The sheet as its author sees it, with the cell in question marked. It is only shown, never changed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from fieldapp.form.check import Cell
from fieldapp.ui import theme
from fieldapp.ui.forms.checked import Grid

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 30
_WIDTH = 120
_FEW = 5
_TELLING = ("type", "name", "list_name", "list name", "label", "form_id", "form_title", "version")


class CellsModel(QAbstractTableModel):
    """One sheet with the workbook's letters and row numbers. Headings stand over the columns.

    Only while a heading itself is in question is the first row shown among the others.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.grid = Grid("survey")
        self.marked: Cell | None = None
        self._above = 0

    def show_grid(self, grid: Grid, marked: Cell | None) -> None:
        """This sheet with this cell marked."""
        self.beginResetModel()
        self.grid, self.marked = grid, marked
        self._above = int(marked is not None and marked.row <= 1)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or not self.grid.columns else len(self.grid.rows) + self._above

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.grid.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation == Qt.Orientation.Horizontal:
            number, heading = self.grid.columns[section]
            return Cell("", 1, number).address.rstrip("1") + "\n" + heading
        return str(self._number(section))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        column, heading = self.grid.columns[index.column()]
        row = index.row() - self._above
        return heading if row < 0 else self.grid.rows[row][1].get(column, "")

    def is_marked(self, index: Index) -> bool:
        """Whether this is the cell in question."""
        cell = self.marked
        here = (self._number(index.row()), self.grid.columns[index.column()][0])
        return cell is not None and here == (cell.row, cell.column)

    def index_of(self, cell: Cell) -> QModelIndex:
        """The line nearest to a cell."""
        line = 0 if cell.row <= 1 else self.grid.place(cell.row)
        at = next((at for at, (number, _) in enumerate(self.grid.columns) if number == cell.column), 0)
        return self.index(line, at)

    def _number(self, line: int) -> int:
        return 1 if line < self._above else self.grid.rows[line - self._above][0]


class CellsDelegate(QStyledItemDelegate):
    """The cell in question on error-soft with an edge."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        model = index.model()
        assert isinstance(model, CellsModel)
        marked = model.is_marked(index)
        painter.save()
        painter.fillRect(rect, theme.color("error-soft" if marked else "surface"))
        if marked:
            painter.setPen(QPen(theme.color("error"), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.setFont(theme.font("body-bold" if marked else "body"))
        painter.setPen(theme.color("ink"))
        inner = rect.adjusted(7, 0, -5, 0)
        text = " ".join(str(index.data()).split())
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class CellsView(QTableView):
    """Shows a sheet around one cell: `show_cell(grid, cell)`."""

    def __init__(self) -> None:
        super().__init__()
        self.cells = CellsModel(self)
        self.setModel(self.cells)
        self.setItemDelegate(CellsDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumWidth(36)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultSectionSize(_WIDTH)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_cell(self, grid: Grid, cell: Cell | None) -> None:
        """The sheet, scrolled so that the cell stands in the middle, with what says which row it is."""
        self.cells.show_grid(grid, cell)
        self._choose_columns(cell)
        if cell is not None:
            at = self.cells.index_of(cell)
            self.scrollTo(at, QAbstractItemView.ScrollHint.PositionAtCenter)
            self.setCurrentIndex(at)

    def _choose_columns(self, cell: Cell | None) -> None:
        """Type, name and the first label say what a row is; the cell's own column stands beside them."""
        shown = _telling(self.cells.grid, cell) if cell is not None else ()
        for at in range(len(self.cells.grid.columns)):
            self.setColumnHidden(at, cell is not None and at not in shown)
        few = cell is not None and len(shown) <= _FEW
        mode = QHeaderView.ResizeMode.Stretch if few else QHeaderView.ResizeMode.Interactive
        self.horizontalHeader().setSectionResizeMode(mode)


def _telling(grid: Grid, cell: Cell) -> set[int]:
    """Places of the columns that say what a row is, and of the cell's own."""
    told: dict[str, int] = {}
    for at, (_, heading) in enumerate(grid.columns):
        told.setdefault(heading.split("::")[0].strip().lower(), at)
    own = {at for at, (number, _) in enumerate(grid.columns) if number == cell.column}
    return own | {told[name] for name in _TELLING if name in told}

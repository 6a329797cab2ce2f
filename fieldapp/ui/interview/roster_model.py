"""The table behind a roster: rows are repeat instances, columns are questions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from fieldapp.interview import Interview, Node, Screen
from fieldapp.interview.outline import roster_state
from fieldapp.interview.references import plain
from fieldapp.ui.controls import Around, kind_of
from fieldapp.ui.interview import roster_cells as cells
from fieldapp.ui.interview import words
from fieldapp.ui.interview.asking import soft_check

Index = QModelIndex | QPersistentModelIndex
MARK, LABEL, FIRST = 0, 1, 2
STATE = Qt.ItemDataRole.UserRole + 1
NODE = Qt.ItemDataRole.UserRole + 2
KIND = Qt.ItemDataRole.UserRole + 3


class RosterModel(QAbstractTableModel):
    """`columns` are paths below the repeat instance; a cell is the node there."""

    def __init__(self, interview: Interview, around: Around, parent: QObject) -> None:
        super().__init__(parent)
        self._interview = interview
        self._around = around
        self.rows: tuple[Node, ...] = ()
        self._paths: list[list[str]] = []
        self._heads: list[str] = []
        self._kinds: list[str] = []
        self._yes_no: list[bool] = []
        self._texts: dict[int, tuple[str, str]] = {}
        self.demanded = False

    def show_screen(self, screen: Screen) -> None:
        """The rows and columns of a roster."""
        base = len(plain(screen.reference)) + 1
        self.beginResetModel()
        self.rows = screen.rows
        self._paths = [column[base:].split("/") for column in screen.columns]
        self._texts.clear()
        self._look_at_columns()
        self.endResetModel()

    def _look_at_columns(self) -> None:
        """What the first row says about every column: its head, its kind, whether it is yes or no."""
        nodes = [self.node(0, FIRST + at) for at in range(len(self._paths))]
        others = [self.node(1, FIRST + at) for at in range(len(self._paths))]
        self._heads = [
            cells.heading(_label(one), _label(two)) for one, two in zip(nodes, others, strict=True)
        ]
        self._kinds = [kind_of(node) if node is not None else "" for node in nodes]
        self._yes_no = [
            node is not None
            and kind == "choose-one"
            and cells.is_yes_no(cells.rows_of_choices(node, self._around))
            for node, kind in zip(nodes, self._kinds, strict=True)
        ]

    def kind(self, column: int) -> str:
        """How the cells of a column are answered."""
        return self._kinds[column - FIRST] if FIRST <= column < self.columnCount() else ""

    def refresh(self, touched: frozenset[str] | None = None) -> None:
        """The rows with these nodes look different now; None: all of them, and the heads."""
        if touched is None:
            self._texts.clear()
            self._look_at_columns()
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
        for row, instance in enumerate(self.rows):
            inside = instance.reference + "/"
            if touched is None or any(reference.startswith(inside) for reference in touched):
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    # cells

    def node(self, row: int, column: int) -> Node | None:
        """The question in a cell; None in the mark and the label."""
        if not (0 <= row < len(self.rows) and column >= FIRST):
            return None
        node: Node | None = self.rows[row]
        for name in self._paths[column - FIRST]:
            node = next(iter(node.slots.get(name, ())), None) if node is not None else None
        return node

    def place_of(self, reference: str) -> tuple[int, int] | None:
        """Row and column of a question."""
        for row, instance in enumerate(self.rows):
            if reference == instance.reference or reference.startswith(instance.reference + "/"):
                columns = range(FIRST, self.columnCount())
                found = [
                    c for c in columns if (n := self.node(row, c)) is not None and n.reference == reference
                ]
                return row, found[0] if found else self.first_open(row)
        return None

    def first_open(self, row: int) -> int:
        """The first cell of a row that applies and is empty, else the first that applies."""
        applies = [c for c in range(FIRST, self.columnCount()) if self.applies(row, c)]
        empty = [c for c in applies if (node := self.node(row, c)) is not None and not node.value]
        return (empty or applies or [FIRST])[0]

    def applies(self, row: int, column: int) -> bool:
        """Whether a cell is to be filled."""
        node = self.node(row, column)
        return node is not None and node.relevant and not node.readonly

    def state(self, row: int, column: int) -> str:
        """skip, error, missing (required and passed over), warn (to be confirmed), empty or ok."""
        node = self.node(row, column)
        if node is None or not node.relevant:
            return "skip"
        violation = node.violation
        if violation is None:
            soft = soft_check(node, self._around)
            return "warn" if soft and soft.reason is None else "ok" if node.value else "empty"
        if violation.kind == "constraint":
            return "error"
        return "missing" if self.demanded or self._passed(row, column) else "empty"

    def _passed(self, row: int, column: int) -> bool:
        """Whether something further right in the row is filled already."""
        later = (self.node(row, at) for at in range(column + 1, self.columnCount()))
        return any(node is not None and node.relevant and node.value and node.required for node in later)

    def faulty(self) -> tuple[int, int] | None:
        """The first cell with a fault."""
        for row in range(len(self.rows)):
            for column in range(FIRST, self.columnCount()):
                if self.state(row, column) in ("error", "missing"):
                    return row, column
        return None

    # Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else FIRST + len(self._paths)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only typed cells are editable: choice cells must not switch the input method on."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        node = self.node(index.row(), index.column())
        typed = (
            node is not None
            and self.kind(index.column()) in cells.TYPED
            and self.applies(index.row(), index.column())
        )
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags

    def headerData(self, at: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if way != Qt.Orientation.Horizontal or at < FIRST:
            return None
        texts = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        return self._heads[at - FIRST] if role in texts else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if column == MARK:
            return roster_state(self._interview, (self.rows[row],)) if role == STATE else None
        if column == LABEL:
            return self.label(row) if role == Qt.ItemDataRole.DisplayRole else None
        node = self.node(row, column)
        if node is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(node) if node.relevant else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heads[column - FIRST]}: {self._text(node)}"
        return self._of(node, row, column, role)

    def _of(self, node: Node, row: int, column: int, role: int) -> object:
        if role == STATE:
            return self.state(row, column)
        if role == KIND:
            return "yes-no" if self._yes_no[column - FIRST] else self.kind(column)
        return node if role == NODE else None

    def label(self, row: int) -> str:
        """What names a row."""
        return words.plain(cells.row_label(self.rows[row]))

    def _text(self, node: Node) -> str:
        value, text = self._texts.get(id(node), ("", ""))
        if value != node.value:
            text = cells.shown(node, self._around)
            self._texts[id(node)] = (node.value, text)
        return text

    def nodes(self, row: int) -> Sequence[Node]:
        """All questions of a row."""
        found = (self.node(row, column) for column in range(FIRST, self.columnCount()))
        return [node for node in found if node is not None]


def _label(node: Node | None) -> str:
    return words.plain(node.label) if node is not None else ""

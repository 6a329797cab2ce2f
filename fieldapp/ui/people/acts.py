"""The log of acts as a table: the newest first, a filter, whether the chain is whole."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from fieldapp import files
from fieldapp.study import log
from fieldapp.ui.components import Banner, Button, LineInput, row
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.store import Act

_WIDTHS = (64, 176, 160, 176, 280)
_Index = QModelIndex | QPersistentModelIndex


class ActsModel(QAbstractTableModel):
    """Number, time, person, act, subject, details."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, ...]] = []
        self._shown: list[tuple[str, ...]] = []

    def show_acts(self, acts: Sequence[Act], names: dict[str, str]) -> None:
        """These, the last first; `names` by the code of the person."""
        self._rows = [_cells(act, names) for act in reversed(acts)]
        self.filter("")

    def filter(self, text: str) -> None:
        """Only rows that hold every word."""
        words = text.casefold().split()
        self.beginResetModel()
        self._shown = [row for row in self._rows if all(word in " ".join(row).casefold() for word in words)]
        self.endResetModel()

    def rowCount(self, _parent: _Index | None = None) -> int:
        return len(self._shown)

    def columnCount(self, _parent: _Index | None = None) -> int:
        return 6

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._shown[index.row()][index.column()]
        return None

    def headerData(self, at: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (tr("Entry"), tr("When"), tr("Who"), tr("Act"), tr("What"), tr("Details"))[at]
        return None


def whole(count: int) -> str:
    """The verdict on a chain without a break."""
    return trn(
        "{n} act, each following from the one before.",
        "{n} acts, each following from the one before.",
        count,
    )


def _cells(act: Act, names: dict[str, str]) -> tuple[str, ...]:
    details = ", ".join(f"{name} {value}" for name, value in act.details.items())
    who = f"{names[act.person]} · {act.person}" if act.person in names else act.person
    at = f"{act.at.astimezone():%Y-%m-%d %H:%M:%S}"
    return str(act.seq), at, who, log.kind_name(act.kind), act.subject, details


class ActsPage(Page):
    """`save_as(suggested name, take)` asks for a file; `back` to the settings."""

    save_as = Signal(str, object)
    back = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.model = ActsModel()
        self.back_button = Button("", "plain", "arrow-left", "Esc")
        self.filter = LineInput(icon="magnify")
        self.export = Button("", "secondary", "file-export-outline")
        self.state = Banner("ok")
        self.table = QTableView()
        self.table.setModel(self.model)
        self._lay_out()
        self._look()
        self.back_button.clicked.connect(self.back)
        self.filter.textChanged.connect(self.model.filter)
        self.export.clicked.connect(lambda: self.save_as.emit("fieldapp-log.csv", self._save))

    def _lay_out(self) -> None:
        head = row()
        head.addWidget(self.back_button)
        head.addWidget(self.filter, 1)
        head.addWidget(self.export)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(12)
        page.addLayout(head)
        page.addWidget(self.state)
        page.addWidget(self.table, 1)

    def _look(self) -> None:
        table = self.table
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        head = table.horizontalHeader()
        head.setFixedHeight(36)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(5, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)

    def title(self) -> str:
        return tr("Log of acts")

    def refresh(self) -> None:
        study = self._desk.study
        if study is None or not self.isVisible():
            return
        found = self._desk.attempt(lambda: (log.acts(study), log.breaks(study)))
        acts, broken = found or ([], [])
        self.model.show_acts(acts, {person.code: person.name for person in study.people.all()})
        self.model.filter(self.filter.text())
        self._show_state(len(acts), broken)

    def _show_state(self, count: int, broken: Sequence[int]) -> None:
        if broken:
            numbers = ", ".join(map(str, broken))
            words = tr("Acts that were changed, or follow one that was taken out: {numbers}", numbers=numbers)
            self.state.set("error", words)
            return
        self.state.set("ok", whole(count))

    def opened(self) -> None:
        self.refresh()
        self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.back_button.set_text(tr("Settings"))
        self.export.set_text(tr("Save as a table…"))
        self.filter.setPlaceholderText(tr("Filter: person, act, file"))
        self.filter.setAccessibleName(tr("Filter: person, act, file"))
        self.model.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 5)
        self.refresh()

    def keys(self) -> Keys:
        return (("F3", tr("filter")), ("↑ ↓", tr("choose a row")), ("Esc", tr("back to the settings")))

    def search(self) -> None:
        self.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def panes(self) -> Sequence[QWidget]:
        return (self.filter, self.table, self.export)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    def _save(self, path: Path) -> None:
        study = self._desk.study
        if study is None:
            return

        def act() -> bool:
            rows = log.acts(study)
            files.write(path, log.as_csv(rows))
            study.act("log-export", path.name, rows=str(len(rows)))
            return True

        if self._desk.attempt(act):
            self._desk.said.emit(tr("Written: {path}", path=path))
            self.refresh()

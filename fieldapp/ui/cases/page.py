"""The page of cases: who has which, how far they are; loading a list, handing out, closing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.study.rights import Right, Role
from fieldapp.ui import keys as typed
from fieldapp.ui import theme
from fieldapp.ui.cases import closing, personal
from fieldapp.ui.cases.book import CaseBook
from fieldapp.ui.cases.detail import Detail
from fieldapp.ui.cases.filing import Filing
from fieldapp.ui.cases.finding import FILTERS, found, passes
from fieldapp.ui.cases.handing import Handing
from fieldapp.ui.cases.model import PAGE, Column
from fieldapp.ui.cases.recording import Recording
from fieldapp.ui.cases.table import CaseTable, in_words
from fieldapp.ui.components import Bar, Button, Card, EmptyState, FilterChip, LineInput, label, row
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.cases import Entry
    from fieldapp.merge import Plan

ROW_HEIGHT = 44
NARROW = 1280


class CasesPage(Page):
    """`taken(entry)` asks for the interview of a case; `choose_file`, `save_as` for files."""

    taken = Signal(object)
    choose_file = Signal(object)
    save_as = Signal(str, object)
    onward = Signal()

    def __init__(self, desk: Desk, book: CaseBook) -> None:
        super().__init__()
        self._desk, self.book = desk, book
        self._filter = "all"
        self.search_box = theme.set_role(LineInput(icon="magnify"), "body")
        self.chips = {name: FilterChip(name) for name in FILTERS}
        self.load_button = Button("", "secondary", "folder-open-outline", "Ctrl+O")
        self.save_button = Button("", "plain", "export-variant")
        self.filing = Filing(desk, book, self)
        self.loading = self.filing.card
        self.table = CaseTable(PAGE, ROW_HEIGHT)
        self.empty = EmptyState("clipboard-list-outline")
        self.detail = Detail()
        self.handing = Handing(desk, book)
        self.recording = Recording(desk, book, self)
        self._shown = label("", "body", "ink-2")
        self._lay_out()
        self._connect()

    # parts

    def _lay_out(self) -> None:
        top = row(spacing=8)
        self.search_box.setFixedWidth(200)
        top.addWidget(self.search_box)
        group = QButtonGroup(self)
        for chip in self.chips.values():
            group.addButton(chip)
            top.addWidget(chip)
        top.addStretch(1)
        top.addWidget(self.save_button)
        top.addWidget(self.load_button)
        self.chips[self._filter].setChecked(True)
        left = Card(padding=1, spacing=0)
        left.body.addWidget(self.table, 1)
        left.body.addWidget(self.empty, 1)
        foot = Bar("bottom")
        foot.row.setContentsMargins(16, 8, 16, 8)
        foot.row.addWidget(self._shown)
        foot.row.addStretch(1)
        foot.row.addWidget(self.handing)
        left.body.addWidget(foot)
        self.detail.setFixedWidth(320)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(left, 1)
        body.addWidget(self.detail)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(16)
        whole.addLayout(top)
        whole.addWidget(self.loading)
        whole.addLayout(body, 1)

    def _connect(self) -> None:
        for name, chip in self.chips.items():
            chip.clicked.connect(lambda _on=False, name=name: self.filter_by(name))
        self.search_box.textChanged.connect(lambda _text: self._show())
        self.book.changed.connect(self._show)
        self.table.moved.connect(self._open)
        self.table.taken.connect(self._take)
        self.table.rows.changed.connect(self._count)
        self.load_button.clicked.connect(self._ask_for_file)
        self.empty.button.clicked.connect(self._go_on)
        self.save_button.clicked.connect(self.give_out)
        self.filing.loaded.connect(self.opened)
        self.loading.closed.connect(self.opened)
        self.handing.hand.connect(self.assign)
        self.detail.settle.connect(self._settle)
        self.detail.reveal.connect(self._reveal)
        self.recording.start.connect(self.taken)
        self.recording.closed.connect(self.opened)
        typed.bind(self, {"Ctrl+O": self._ask_for_file})

    # the page

    def title(self) -> str:
        return tr("Cases")

    def refresh(self) -> None:
        may = self._may()
        for part in (self.load_button, self.save_button, self.handing):
            part.setVisible(may)
        for column in (Column.TICK, Column.ENUM):
            self.table.setColumnHidden(self.table.rows.columns.index(column), not may)
        self.handing.refresh()
        self.book.refresh()

    def opened(self) -> None:
        others = (self.table, self.empty.button, self.load_button, self.search_box)
        target: QWidget = next((one for one in others if not one.isHidden()), self.search_box)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.search_box.setPlaceholderText(tr("Number, place, enumerator"))
        self.search_box.setAccessibleName(tr("Search cases by name, number or pinyin initials"))
        self._fit()
        in_words(self.table)
        self.loading.retranslate()
        self.handing.retranslate()
        self.detail.retranslate()
        self.table.rows.redraw()
        self._show()

    def keys(self) -> Keys:
        office = (
            (tr("Space"), tr("tick")), ("Ctrl+A", tr("tick all that is shown")),
            ("E", tr("choose the enumerator")), ("Ctrl+Enter", tr("hand out, or load the file")),
            ("X", tr("close, or open again")), ("Ctrl+O", tr("load a list of cases")),
            ("Ctrl+E", tr("save the list as CSV")), ("1 … 9", tr("settle a disputed case")),
        ) if self._may() else ()  # fmt: skip
        return (
            ("↑ ↓", tr("choose a row")), ("Enter", tr("open the interview of the case")),
            ("R", tr("result of a contact with a case")), ("T", tr("appointment with a case")),
            ("V", tr("show the contacts of the case")), *office,
        )  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.table, self.handing.people, self.search_box)

    def search(self) -> None:
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def main_action(self) -> None:
        """Ctrl+Enter: load what was looked at, else hand out."""
        if self.loading.isVisible():
            self.loading.accept()
        else:
            self.assign()

    def give_out(self) -> bool:
        """Ctrl+E: the list as CSV."""
        study = self._desk.study
        if study is not None and self._may() and self.book.listed.entries:
            self.save_as.emit("cases.csv", self.filing.write)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        letter, entry = event.text().casefold(), self.table.entry()
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        elif typed.typing() or entry is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        elif letter in ("r", "t"):
            self.recording.ask(entry, "2" if letter == "t" else "")
        elif letter == "v":
            self._reveal()
        elif self._may() and letter == "e":
            self.handing.people.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif self._may() and letter == "x":
            closing.turn(self._desk, self.book, self._meant())
        elif self._may() and letter.isdecimal() and entry.shown.disputed:
            self._settle_nth(entry, int(letter))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow screen the case under the cursor and words of buttons give way."""
        narrow = self.window().width() < NARROW
        self.detail.setVisible(not narrow)
        self.search_box.setFixedWidth(136 if narrow else 200)
        self.load_button.set_text("" if narrow else tr("Load a list…"), tr("Load a list… (Ctrl+O)"))
        self.load_button.set_key(None if narrow else "Ctrl+O")
        self.save_button.set_text("", tr("Save the list (Ctrl+E)"))
        self.table.set_narrow(narrow)

    # what is shown

    def filter_by(self, name: str) -> None:
        """Those so far, or all."""
        self._filter = name
        self.chips[name].setChecked(True)
        self._show()
        self.opened()

    def _show(self) -> None:
        before, at = self.table.entry(), self.table.currentIndex().row()
        listed, text = self.book.listed, self.search_box.text()
        shown = [
            one for one in listed.entries if passes(one, self._filter) and found(one, text, listed.names)
        ]
        had_focus = self.table.hasFocus()
        self.table.rows.show_entries(shown, listed.names)
        self.table.choose(before.key if before else "", at)
        self.table.setVisible(bool(shown))
        self.empty.setVisible(not shown)
        if had_focus and not shown:
            self.opened()
        self._open()

    def _count(self) -> None:
        for name, chip in self.chips.items():
            chip.set_text(FILTERS[name](), sum(passes(one, name) for one in self.book.listed.entries))
        ticked = len(self.table.rows.ticked)
        texts = [trn("{n} shown", "{n} shown", len(self.table.rows.entries))]
        texts += [trn("{n} ticked", "{n} ticked", ticked)] if ticked else []
        self._shown.setText(tr(", ").join(texts))
        self.handing.show_count(len(self._meant()))
        if self.book.listed.entries and self._filter == "new" and not self.search_box.text():
            self.empty.set(tr("Every case is handed out."), "", tr("Hand over…"))
        elif self.book.listed.entries:
            self.empty.set(tr("None here."), tr("Other cases are under All."))
        else:
            why = tr("A list is a table (CSV or Excel) with a column case_id, one row a case.")
            self.empty.set(tr("No cases yet."), why, tr("Load a list…") if self._may() else "")

    def _open(self) -> None:
        entry = self.table.entry()
        self.detail.show_entry(entry, personal.masked(self._desk, entry) if entry is not None else ())
        self.handing.show_count(len(self._meant()))

    # doing

    def _may(self) -> bool:
        study = self._desk.study
        return study is not None and study.may(Right.CASES) and self._desk.role() is not Role.ENUMERATOR

    def _meant(self) -> list[Entry]:
        """What is ticked, else the row under the cursor."""
        rows, entry = self.table.rows, self.table.entry()
        ticked = [one for one in rows.entries if one.key in rows.ticked]
        return ticked or ([entry] if entry is not None else [])

    def assign(self) -> None:
        """Hand what is meant to the enumerator that was chosen."""
        if self._may() and self.handing.assign(self._meant()):
            self.table.rows.ticked.clear()
            self._show()
            self.opened()

    def _take(self, entry: Entry) -> None:
        mine = {one.key for one in self.book.listed.mine}
        if entry.interview or entry.key in mine:
            self.taken.emit(entry)
        else:
            self._desk.said.emit(tr("No interview of this case has come in yet."))

    def _settle_nth(self, entry: Entry, number: int) -> None:
        if 0 < number <= len(entry.shown.plans):
            self._settle(entry.shown.plans[number - 1])

    def _settle(self, plan: Plan) -> None:
        from fieldapp import cases

        study, entry = self._desk.study, self.table.entry()
        if study is None or entry is None or not self._may():
            return
        self._desk.attempt(lambda: cases.settle(study, entry, plan))
        self.book.refresh()
        self._desk.said.emit(tr("Settled: {case}", case=entry.case_id))
        self.opened()

    def _reveal(self) -> None:
        """Unmasked, as long as the cursor stays."""
        entry = self.table.entry()
        found = personal.revealed(self._desk, entry) if entry is not None else []
        if found:
            self.detail.show_entry(entry, found)

    # elsewhere

    def _go_on(self) -> None:
        """The button where nothing is: load a list, or put what was handed out on the sticks."""
        if self.book.listed.entries:
            self.onward.emit()
        else:
            self._ask_for_file()

    def _ask_for_file(self) -> None:
        if self._may():
            self.choose_file.emit(self.filing.look_at)

    def look_at(self, path: Path) -> None:
        """What a file would change."""
        self.filing.look_at(path)

    def _escape(self) -> None:
        if self.loading.isVisible():
            self.loading.put_away()
        elif self.search_box.text():
            self.search_box.clear()
        else:
            self.opened()

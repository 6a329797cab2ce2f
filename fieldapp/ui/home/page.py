"""Screen 01: what to do now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.ui import clock
from fieldapp.ui.backup.keeper import Keeper
from fieldapp.ui.cases import CaseBook
from fieldapp.ui.components import Banner, Button, row
from fieldapp.ui.contacts import Reminder
from fieldapp.ui.desk import Desk
from fieldapp.ui.home.counters import Counters
from fieldapp.ui.home.day import Day
from fieldapp.ui.home.listcard import ListCard
from fieldapp.ui.home.rows import standing
from fieldapp.ui.home.safety import SafetyCard
from fieldapp.ui.home.side import DraftsCard
from fieldapp.ui.home.start import StartPanel
from fieldapp.ui.page import Keys, Page
from fieldapp.ui.updatebar import UpdateBar
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.study import Study
    from fieldapp.transfer import Waiting

NARROW = 1280


class HomePage(Page):
    """Start has the focus on opening, so Enter is enough; Down goes to the list."""

    start = Signal(str)
    go_on = Signal(str)
    add_form = Signal()
    hand_over = Signal()
    take_in = Signal()
    start_case = Signal(object)
    contacts_wanted = Signal()
    """The reminder of contacts to delete was pressed."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__()
        self._desk, self._keeper = desk, keeper
        self._pressed = False
        """Start was pressed while the list of cases was being read."""
        self.panel = StartPanel()
        self.counters = Counters()
        self.list = ListCard()
        self.book = CaseBook(desk)
        self.day = Day(desk, self.book, self.list, self)
        self.drafts = DraftsCard()
        self.data = SafetyCard()
        self.contacts, self.update_bar = Reminder(desk), UpdateBar(desk)
        self.practice = Banner("warn")
        self.end_practice = Button("", size="table")
        self.practice.row.addWidget(self.end_practice)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.panel.setFixedWidth(416)
        self.counters.setFixedHeight(144)
        top = row(spacing=16)
        top.addWidget(self.panel)
        top.addWidget(self.counters, 1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(16)
        side.addWidget(self.drafts)
        side.addWidget(self.data, 1)
        self._side.setFixedWidth(320)
        body = row(spacing=16)
        body.addWidget(self.day, 1)
        body.addWidget(self._side)
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(16)
        page.addWidget(self.practice)
        page.addWidget(self.contacts)
        page.addWidget(self.update_bar)
        page.addLayout(top)
        page.addLayout(body, 1)

    def _connect(self) -> None:
        self.panel.start.connect(self._start)
        self.panel.start_case.connect(self._start_next)
        self.day.taken.connect(self.start_case)
        self.day.changed.connect(self._show_next)
        self.contacts.wanted.connect(self.contacts_wanted)
        self.panel.add_form.connect(self.add_form)
        self.panel.practise.connect(self._desk.practise)
        self.end_practice.clicked.connect(self._desk.stop_practising)
        self.panel.picked.connect(self._desk.remember_form)
        self.list.table.go_on.connect(self.go_on)
        self.list.table.discard.connect(self._desk.discard)
        self.list.searched.connect(self._search)
        self.list.start.connect(self.panel.button.click)
        self.drafts.go_on.connect(self.go_on)
        self.data.hand_over.connect(self.hand_over)
        self.data.take_in.connect(self.take_in)
        self.list.hand_over.clicked.connect(self.hand_over)
        self.data.backup.connect(self._keeper.now)
        self._keeper.changed.connect(self._show_safety)
        self.list.export.clicked.connect(self._desk.export)

    def title(self) -> str:
        return clock.long_day(clock.today())

    def refresh(self) -> None:
        study = self._desk.study
        drafts, finalized = (study.drafts(), standing(study.finalized())) if study else ([], [])
        forms = study.forms() if study else []
        self.practice.setVisible(self._desk.practising)
        self.panel.practice_button.setVisible(bool(forms) and not self._desk.practising)
        self.panel.set_forms(forms, study.settings.get("form", "") if study else "")
        self.counters.show_rows(drafts, finalized)
        self.list.has_form = bool(forms)
        begun = {draft.base for draft in drafts}
        self.list.set_rows([*drafts, *(row for row in finalized if row.revision not in begun)])
        self._search(self.list.search.text())
        self.book.refresh()
        self.drafts.show_rows(drafts)
        self._show_handing_over(len(finalized))
        self._show_safety()
        self.contacts.refresh()
        self.update_bar.refresh()
        self._fit()
        self._ask_what_came_back()

    def _ask_what_came_back(self) -> None:
        """Interviews that a supervisor sent back stand first; the worker looks, nobody waits for it."""
        study = self._desk.study
        if study is None or self._desk.practising:
            return
        beside = self._desk.beside(study)

        def job(_progress: object, _cancelled: object) -> dict[str, int]:
            from fieldapp.ui.review import work

            return {rev_id: len(one.asked) for rev_id, one in work.returned(beside).items()}

        self._desk.tasks.run(job, self, self._show_returned, lambda _failure: None, quiet=True)

    def _show_returned(self, asked: dict[str, int]) -> None:
        if asked != dict(self.list.model.asked):
            self.list.show_returned(asked)

    def _show_handing_over(self, finalized: int) -> None:
        from fieldapp.study.rights import Right
        from fieldapp.ui import railplan

        study, desk = self._desk.study, self._desk
        waiting = self._waiting(study) if study is not None and not desk.practising else None
        own_page = study is None or "inbox" in railplan.pages_for(desk.role())
        self.data.show_count(finalized, waiting, afield=not own_page)
        self.list.may_export(finalized > 0 and (study is None or study.may(Right.EXPORT)))

    def _waiting(self, study: Study) -> Waiting | None:
        from fieldapp import transfer

        found: Waiting | None = self._desk.attempt(lambda: transfer.waiting(study))
        return found

    def give_out(self) -> bool:
        """Ctrl+E: hand over, as its button says."""
        if self.data.button.isEnabled():
            self.hand_over.emit()
        else:
            self._desk.said.emit(tr("Nothing to hand over until one is finished."))
        return True

    def _show_safety(self) -> None:
        self.data.show_outlook(self._keeper.outlook(), self._keeper.problem)

    def opened(self) -> None:
        self.panel.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_left(self, instance_id: str, *, draft: bool) -> None:
        """Somebody comes back from an interview: Enter goes on with a draft, else it starts the next one."""
        if self.day.choose(instance_id) and draft:
            self.day.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.panel.retranslate()
        self.practice.set(
            "warn", tr("Practice: nothing here is data. These interviews stay apart from the real ones.")
        )
        self.end_practice.set_text(tr("End practice"))
        self.day.retranslate()
        self.data.retranslate()
        self.refresh()

    def keys(self) -> Keys:
        return (
            ("Enter", tr("start an interview, or go on with the chosen draft")),
            ("↑ ↓", tr("choose a row")),
            ("R", tr("result of a contact with a case")),
            ("T", tr("appointment with a case")),
            ("V", tr("show the contacts of the case")),
            ("Del", tr("delete the chosen draft (can be undone)")),
            ("F3", tr("find by name, number or initials")),
            ("Ctrl+E", tr("hand over")),
            ("Ctrl+Shift+E", tr("export to Excel")),
        )

    def _start(self, form: str) -> None:
        """Not while the list of cases is read: then Start opens the next one."""
        self._pressed = self.book.pending
        if not self._pressed:
            self.start.emit(form)

    def _start_next(self) -> None:
        entry = self.day.next_entry()
        if entry is not None:
            self.start_case.emit(entry)

    def _show_next(self) -> None:
        from fieldapp.ui.cases import words

        if self.day.by_cases:
            self.counters.show_cases(*self.day.cases.counts())
        entry = self.day.next_entry()
        self.panel.set_next(words.next_line(entry, self.book.listed.names) if entry is not None else "")
        if self._pressed and not self.book.pending:
            self._pressed = False
            self.panel.button.click()

    def main_action(self) -> None:
        self.panel.button.click()

    def search(self) -> None:
        self.day.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.day.search.selectAll()

    def panes(self) -> Sequence[QWidget]:
        return (self.panel.button, self.day.table, self.data.button)

    def _search(self, text: str) -> None:
        study = self._desk.study
        if study is None or not text.strip():
            self.list.show_found(None)
            return
        found = self._desk.attempt(lambda: study.search(text.strip()))
        self.list.show_found({row.instance_id for row in found or ()})

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.day.table.hasFocus():
            self.day.enter_table()
        elif event.key() == Qt.Key.Key_Up and self.day.table.hasFocus():
            self.opened()
        elif event.key() == Qt.Key.Key_Escape:
            self.day.search.clear()
            self.opened()
        elif self.day.key(event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow screen the column at the right gives way: its drafts are in the table too."""
        narrow = self.window().width() < NARROW
        self._side.setVisible(not narrow)
        self.day.set_narrow(narrow)
        self.panel.setFixedWidth(352 if narrow else 416)
        self.list.table.set_narrow(narrow)

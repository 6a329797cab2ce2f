"""The page "Back up": the second copy, where it goes, the drill, the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.ui.backup import work
from fieldapp.ui.backup.choosing import RestoreCard
from fieldapp.ui.backup.keeper import Keeper
from fieldapp.ui.backup.listing import BackupList
from fieldapp.ui.backup.state import StateCard
from fieldapp.ui.components import Banner, Button, scroll
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.backup import Backup, Drilled, Fault, Lacking, Restored
    from fieldapp.study import Study


class BackupPage(Page):
    """`choose_folder(take)` asks for a folder."""

    choose_folder = Signal(object)

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__()
        self._desk, self._keeper = desk, keeper
        self._found: list[Backup] = []
        self._checked: dict[Path, bool] = {}
        self._extra: Path | None = None
        self._offered: Path | None = None
        self._drill_wanted = False
        self.result = Banner("ok")
        self.open_button = Button("", "secondary", size="table")
        self.result.row.addWidget(self.open_button)
        self.state = StateCard()
        self.restoring = RestoreCard()
        self.list = BackupList()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        content = QWidget()
        page = QVBoxLayout(content)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(16)
        for part in (self.result, self.state, self.restoring, self.list):
            page.addWidget(part)
        page.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll(content))
        self.result.hide()

    def _connect(self) -> None:
        self._keeper.changed.connect(self._show_state)
        self._keeper.made.connect(lambda _done: self.search_backups())
        self.state.wanted.connect(self._keeper.now)
        self.open_button.clicked.connect(lambda: self._offered and self._desk.open_study(self._offered))
        self.state.choose.connect(lambda: self.choose_folder.emit(self._use_folder))
        self.state.any_stick.connect(lambda: self._wish("backup_folder", ""))
        self.state.minutes_chosen.connect(lambda minutes: self._wish("backup_minutes", str(minutes)))
        self.state.drill.connect(self.drill)
        self.list.check.connect(self._check)
        self.list.restore.connect(self._ask)
        self.list.look_in.connect(lambda: self.choose_folder.emit(self._look_in))
        self.restoring.closed.connect(self.restoring.hide)
        self.restoring.beside.connect(self._ask_for_folder)
        self.restoring.over.connect(self._restore_over)

    # what is shown

    def title(self) -> str:
        return tr("Back up")

    def refresh(self) -> None:
        self._show_state()
        self._show_list()

    def opened(self) -> None:
        self.state.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search_backups()

    def retranslate(self) -> None:
        self.state.retranslate()
        self.list.retranslate()
        self.restoring.hide()
        self.result.hide()
        self.refresh()

    def keys(self) -> Keys:
        return (("Ctrl+Enter", tr("back up now")), ("Tab", tr("next control")))

    def main_action(self) -> None:
        self._keeper.now()

    def panes(self) -> Sequence[QWidget]:
        return (self.state.button, self.list.other)

    def _show_state(self) -> None:
        study, outlook = self._desk.study, self._keeper.outlook()
        self.state.setEnabled(study is not None)
        if study is None or outlook is None:
            return
        from fieldapp import backup

        self.state.show_outlook(outlook, self._keeper.problem, busy=self._keeper.busy)
        drilled = backup.last_drill(study.settings)
        self.state.show_wishes(backup.Wishes.read(study.settings), drilled, can_drill=bool(self._found))

    def _show_list(self) -> None:
        study = self._desk.study
        may = study is not None and _may_restore(study)
        device = study.device_id if study is not None else ""
        self.list.show_backups(self._found if study else [], device, self._checked, may_restore=may)

    # what a person does

    def search_backups(self) -> None:
        """Look in every place that is there now."""
        study = self._desk.study
        if study is None:
            return
        from fieldapp import backup

        chosen = backup.Wishes.read(study.settings).folder
        job = partial(work.find, self._place(study), chosen, self._extra)
        self._desk.work("", lambda _progress, _cancelled: job(), partial(self._show_found, study))

    def _show_found(self, study: Study, found: list[Backup]) -> None:
        if study is self._desk.study:
            self._found = found
            self.refresh()
            if self._drill_wanted:
                self.drill()
            self._drill_wanted = False

    def drill_soon(self) -> None:
        """A drill as soon as it is known which backups there are."""
        self._drill_wanted = True

    def drill(self) -> None:
        """Prove that the newest backup opens and says what the study said."""
        study = self._desk.study
        if study is None or not self._found:
            return
        from fieldapp import backup

        newest = backup.newest(self._found, study.device_id)
        if newest is not None:
            job = partial(work.drill, self._place(study), newest)
            self._desk.work(
                tr("Trying the newest backup…"), job, partial(self._drilled, study), self._say_problem
            )

    def _drilled(self, study: Study, done: Drilled | None) -> None:
        if done is None or study is not self._desk.study:
            return
        from fieldapp import backup

        def enter() -> None:
            backup.remember_drill(study.settings, datetime.now().astimezone())
            study.act("drill", done.backup.folder.name, files=str(done.files))

        self._desk.attempt(enter)
        self._checked[done.backup.folder] = True
        self._say("ok", tr("The drill went well: the backup opens, and every row is as it was."))
        self._keeper.changed.emit()
        self._show_list()

    def _check(self, one: Backup) -> None:
        study = self._desk.study
        if study is not None:
            job = partial(work.verify, self._place(study), one)
            self._desk.work(tr("Reading the backup…"), job, partial(self._verified, one), self._say_problem)

    def _verified(self, one: Backup, faults: list[Fault] | None) -> None:
        if faults is None:
            return
        self._checked[one.folder] = not faults
        names = ", ".join(fault.name for fault in faults[:5])
        damaged = tr("This backup is damaged: {names}. Choose another one.", names=names)
        self._say(
            "error" if faults else "ok", damaged if faults else tr("Every byte of it is as it was written.")
        )
        self._show_list()

    def _use_folder(self, folder: Path) -> None:
        self._wish("backup_folder", str(folder))
        self._keeper.now()

    def _look_in(self, folder: Path) -> None:
        self._extra = folder
        self.search_backups()

    def _wish(self, name: str, value: str) -> None:
        study = self._desk.study
        if study is not None:
            self._desk.attempt(lambda: study.settings.set(name, value))
            self._show_state()

    # the way back

    def _ask(self, one: Backup) -> None:
        study = self._desk.study
        if study is None:
            return
        job = partial(work.compare, self._place(study), one)

        def told(missing: list[Lacking] | None) -> None:
            if study is self._desk.study:
                self.restoring.ask(one, study.device_id, missing)
                self.restoring.new.setFocus(Qt.FocusReason.OtherFocusReason)

        self._desk.work("", lambda _progress, _cancelled: job(), told, lambda _problem: told(None))

    def _ask_for_folder(self, one: Backup) -> None:
        self.choose_folder.emit(partial(self._restore_beside, one))

    def _restore_beside(self, one: Backup, within: Path) -> None:
        """Into a new folder within the one that was chosen."""
        study = self._desk.study
        if study is None:
            return
        folder = work.free_folder(within, study.name)
        job = partial(work.restore, self._place(study), one, folder, False)
        done = partial(self._restored, name=one.folder.name)
        self._desk.work(tr("Restoring…"), job, done, self._say_problem)

    def _restore_over(self, one: Backup) -> None:
        """The study is closed meanwhile, and opened again whatever happens."""
        study = self._desk.study
        if study is None:
            return
        place = self._place(study)
        self._desk.attempt(lambda: study.act("restore", one.folder.name))
        self._desk.leave_study()
        job = partial(work.restore, place, one, place.folder, True)

        def failed(problem: Problem) -> None:
            self._desk.open_study(place.folder)
            self._say_problem(problem)

        def done(restored: Restored | None) -> None:
            self._desk.open_study(place.folder)
            self._restored(restored, one.folder.name)

        self._desk.work(tr("Restoring…"), job, done, failed)

    def _restored(self, done: Restored | None, name: str = "") -> None:
        if done is None:
            return
        self.restoring.hide()
        if done.aside is None:
            self._offer(tr("Restored and compared: {folder}", folder=done.folder), done.folder, name)
        else:
            said = tr("Restored. The study that was there is kept, whole: {folder}", folder=done.aside)
            self._offer(said, done.aside, name)

    def _offer(self, sentence: str, folder: Path, entered: str = "") -> None:
        self._say("ok", sentence)
        study = self._desk.study
        if study is not None and entered:
            self._desk.attempt(lambda: study.act("restore", entered))
        self.open_button.set_text(tr("Open it"))
        self.open_button.show()
        self._offered = folder

    def _say(self, kind: str, sentence: str) -> None:
        self.result.set(kind, sentence)
        self.open_button.hide()
        self.result.show()

    def _say_problem(self, problem: Problem) -> None:
        self._say("error", wording.problem(problem))

    @staticmethod
    def _place(study: Study) -> work.Place:
        return work.Place(study.folder, study.device_id, study.study_id, study.secrets)


def _may_restore(study: Study) -> bool:
    from fieldapp.study.rights import Right

    return study.may(Right.RESTORE)

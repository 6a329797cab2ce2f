"""The card of the contacts on the settings page."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from fieldapp import wording
from fieldapp.study import promise
from fieldapp.study.rights import Right
from fieldapp.ui.components import Banner, Button, Card, LineInput, label, row
from fieldapp.ui.contacts import jobs
from fieldapp.ui.desk import Desk
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.problems import Problem
    from fieldapp.study.deleting import Deletion


class ContactsCard(Card):
    """Hidden in a study whose forms ask for nothing personal."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=20, spacing=12)
        self._desk = desk
        self._record: Path | None = None
        self._title = label("", "page-title")
        self._count = label("", "body", "ink-2", wrap=True)
        self._until = label("", "body", "ink-2")
        self.date = LineInput()
        self.workbook = Button("", "secondary", "microsoft-excel")
        self.name = LineInput()
        self.delete = Button("", "danger", "delete-outline")
        self.done = Banner("ok")
        self.open_record = Button("", "secondary")
        self._lay_out()
        self._connect()
        self.done.hide()

    def _lay_out(self) -> None:
        self._until.setFixedWidth(200)
        self.date.setFixedWidth(200)
        self.name.setFixedWidth(416)
        until = row()
        until.addWidget(self._until)
        until.addWidget(self.date)
        until.addStretch(1)
        until.addWidget(self.workbook)
        delete = row()
        delete.addWidget(self.name)
        delete.addWidget(self.delete)
        delete.addStretch(1)
        self.body.addWidget(self._title)
        self.body.addWidget(self._count)
        self.body.addLayout(until)
        self.body.addLayout(delete)
        self.done.row.addWidget(self.open_record)
        self.body.addWidget(self.done)

    def _connect(self) -> None:
        self.date.editingFinished.connect(self._set_date)
        self.workbook.clicked.connect(self._write)
        self.name.textChanged.connect(self._show_rights)
        self.name.returnPressed.connect(self.delete.click)
        self.delete.clicked.connect(self._delete)
        self.open_record.clicked.connect(self._open)

    def refresh(self) -> None:
        """As it is now."""
        study = self._desk.study
        asks = study is not None and any(study.definition(form.sha256).personal for form in study.forms())
        count = study.store.contacts.count() if study is not None else 0
        self.setVisible(bool(asks or count))
        if study is None or self.isHidden():
            return
        self._count.setText(
            trn(
                "{n} personal value, kept apart from the answers. It is never in the usual workbooks.",
                "{n} personal values, kept apart from the answers. They are never in the usual workbooks.",
                count,
            )
        )
        self.date.setText(str(promise.until(study) or ""))
        self._show_rights()

    def retranslate(self) -> None:
        """All texts again."""
        self._title.setText(tr("Contacts"))
        self._until.setText(tr("To be deleted on"))
        self.date.setPlaceholderText("2027-06-30")
        self.date.setAccessibleName(tr("To be deleted on"))
        self.workbook.set_text(tr("Workbook of contacts"))
        asked = tr("To delete all: type the name of the study")
        self.name.setPlaceholderText(asked)
        self.name.setAccessibleName(asked)
        self.delete.set_text(tr("Delete for good"))
        self.open_record.set_text(tr("Open the record"))
        self.refresh()

    def _show_rights(self) -> None:
        study = self._desk.study
        if study is None:
            return
        self.date.setEnabled(study.may(Right.SETTINGS))
        self.workbook.setEnabled(study.may(Right.EXPORT_PERSONAL) and bool(study.finalized()))
        self.name.setEnabled(study.may(Right.DELETE_CONTACTS))
        self.delete.setEnabled(self.name.isEnabled() and self.name.text().strip() == study.name)

    def _set_date(self) -> None:
        study = self._desk.study
        text = self.date.text().strip()
        if study is None or text == str(promise.until(study) or ""):
            return
        self._desk.attempt(lambda: promise.set_until(study, text))
        self.refresh()

    def _write(self) -> None:
        study = self._desk.study
        if study is not None:
            job = partial(jobs.workbooks, self._desk.beside(study), wording.language())
            self._desk.work(tr("Exporting…"), job, self._wrote, self._failed)

    def _wrote(self, paths: list[Path]) -> None:
        self._record = paths[0].parent
        self.done.set("ok", tr("Written: {names}", names=", ".join(path.name for path in paths)))
        self.open_record.set_text(tr("Open folder"))
        self.done.show()

    def _delete(self) -> None:
        study = self._desk.study
        if study is None or not self.delete.isEnabled():
            return
        self.name.clear()
        job = partial(jobs.delete, self._desk.beside(study))
        self._desk.work(tr("Deleting the contacts…"), job, self._deleted, self._failed)

    def _deleted(self, found: tuple[Deletion, Path]) -> None:
        deletion, self._record = found
        told = trn("{n} value was deleted", "{n} values were deleted", deletion.values)
        if deletion.unreached:
            lost = len(deletion.unreached)
            more = trn("{n} copy could not be reached", "{n} copies could not be reached", lost)
            told = f"{told}{tr('; ')}{more}"
        self.done.set("warn" if deletion.unreached else "ok", told)
        self.open_record.set_text(tr("Open the record"))
        self.done.show()
        self._desk.interviews_changed.emit()
        self.refresh()

    def _failed(self, failure: Problem) -> None:
        self.done.set("error", wording.problem(failure))
        self.done.show()

    def _open(self) -> None:
        if self._record is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._record)))

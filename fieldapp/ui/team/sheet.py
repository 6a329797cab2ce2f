"""The recovery sheet in the window: two codes, a page to print, and reading both back from the paper."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from fieldapp import files
from fieldapp.problems import Problem
from fieldapp.ui.components import Button, LineInput, label, row
from fieldapp.ui.firstrun.recovery import write_pdf
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.study import Study
    from fieldapp.transfer.sheets import Sheet


class SheetForm(QWidget):
    """`typed(sheet, lead, hq)` with what was read back; the codes go as soon as the typing begins."""

    typed = Signal(object, str, str)
    asked = Signal(object)  # the QFileDialog, for tests
    failed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self._says = label("", "body", "ink-2", wrap=True)
        self.codes = label("", "body-bold", wrap=True)
        self.codes.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.save = Button("", "secondary", "file-pdf-box")
        self.lead, self.hq = LineInput(), LineInput()
        self.check = Button("", "primary", "check")
        self.close_button = Button("", "plain")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 8)
        box.setSpacing(8)
        for part in (self._says, self.codes):
            box.addWidget(part)
        box.addWidget(self.save, 0, Qt.AlignmentFlag.AlignLeft)
        for field in (self.lead, self.hq):
            box.addWidget(field)
        foot = row()
        foot.addWidget(self.check)
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        box.addLayout(foot)
        self.save.clicked.connect(self._ask)
        self.check.clicked.connect(self._typed)
        self.close_button.clicked.connect(self.end)
        for field in (self.lead, self.hq):
            field.textEdited.connect(lambda _text: self.codes.hide())

    def begin(self, study: Study) -> None:
        """A new sheet."""
        from fieldapp.transfer import sheets

        self.sheet = sheets.new(study)
        self.retranslate()
        self.codes.show()
        self.show()
        self.save.setFocus()

    def end(self) -> None:
        """Forget the codes."""
        self.sheet = None
        self.codes.clear()
        self.lead.clear()
        self.hq.clear()
        self.hide()

    def write_page(self, path: Path) -> None:
        """The sheet as a page to print; whoever has the file has the keys."""
        if self.sheet is None:
            return
        try:
            with files.replacing(path, private=True) as temporary:
                write_pdf(temporary, self._page(self.sheet))
        except Problem as failure:
            self.failed.emit(failure)

    def _page(self, sheet: Sheet) -> str:
        head = tr("Recovery sheet of the study “{study}”, {at}", study=sheet.study, at=sheet.at[:10])
        says = tr("Whoever has this sheet can read every bundle and change the list of laptops.")
        codes = "".join(
            f"<h2>{name}</h2><p style='font-size:18pt'><b>{code}</b></p>"
            for name, code in ((tr("Code of the lead"), sheet.lead), (tr("Code of headquarters"), sheet.hq))
        )
        safe = head.replace("&", "&amp;").replace("<", "&lt;")
        return f"<h1>{safe}</h1><p>{says}</p>{codes}"

    def _ask(self) -> None:
        dialog = QFileDialog(self, tr("Save the recovery sheet"), "", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda name: self.write_page(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.asked.emit(dialog)
        dialog.open()

    def _typed(self) -> None:
        if self.sheet is not None:
            self.typed.emit(self.sheet, self.lead.text(), self.hq.text())

    def retranslate(self) -> None:
        """Texts again."""
        says = tr("Print this page twice or write both codes down. Then type them from the paper: "
                  "only what was read back and opens a test pack counts.")  # fmt: skip
        self._says.setText(says)
        if self.sheet is not None:
            lead, hq = tr("Code of the lead"), tr("Code of headquarters")
            self.codes.setText(f"{lead}\n{self.sheet.lead}\n\n{hq}\n{self.sheet.hq}")
        self.save.set_text(tr("Save as a page (PDF)…"))
        for field, text in ((self.lead, tr("Code of the lead")), (self.hq, tr("Code of headquarters"))):
            field.setPlaceholderText(text)
            field.setAccessibleName(text)
        self.check.set_text(tr("Check what I typed"))
        self.close_button.set_text(tr("Cancel"))

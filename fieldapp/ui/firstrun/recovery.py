"""The recovery code: shown once, and not left behind before it was kept somewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, Qt, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QTextDocument
from PySide6.QtWidgets import QCheckBox, QFileDialog

from fieldapp import files
from fieldapp.problems import Problem
from fieldapp.ui import theme
from fieldapp.ui.components import Banner, Button, Card, label, row
from fieldapp.wording import tr


class Recovery(Card):
    """`kept` once the code was saved or the person says that it was written down."""

    kept = Signal()
    failed = Signal(object)
    asked = Signal(object)  # the QFileDialog, for tests

    def __init__(self) -> None:
        super().__init__(padding=24, spacing=16)
        self._code, self._study = "", ""
        self._title = label("", "title")
        self._warning = Banner("warn")
        self.code = label("", "question")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.code.setWordWrap(True)
        self.save = Button("", "secondary", "file-pdf-box")
        self.written = theme.set_role(QCheckBox(), "body")
        line = row(spacing=16)
        line.addWidget(self.save)
        line.addWidget(self.written)
        line.addStretch(1)
        for part in (self._title, self._warning, self.code):
            self.body.addWidget(part)
        self.body.addLayout(line)
        self.save.clicked.connect(self._ask)
        self.written.toggled.connect(lambda on: self.kept.emit() if on else None)

    def show_code(self, code: str, study: str) -> None:
        """This code, of this study."""
        self._code, self._study = code, study
        self.code.setText(code)
        self.written.setChecked(False)
        self.retranslate()

    def write_page(self, path: Path) -> bool:
        """A page to be printed and locked away; whether it was written."""
        try:
            with files.replacing(path, private=True) as temporary:
                write_pdf(temporary, self._page())
        except Problem as failure:
            self.failed.emit(failure)
            return False
        self.kept.emit()
        return True

    def _ask(self) -> None:
        dialog = QFileDialog(self, tr("Save the recovery code"), "", "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(tr("Recovery code") + ".pdf")
        dialog.fileSelected.connect(lambda name: self.write_page(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.asked.emit(dialog)
        dialog.open()

    def _page(self) -> str:
        head = tr("Recovery code of the study “{study}”", study=self._study)
        text = tr("It opens the data when every passphrase is forgotten. Whoever has it can read everything: "
                  "keep it away from the laptop, in two places.")  # fmt: skip
        code = f"<p style='font-size:24pt'><b>{_safe(self._code)}</b></p>"
        return f"<h1>{_safe(head)}</h1><p>{_safe(text)}</p>{code}"

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(tr("Recovery code"))
        warning = tr("A forgotten passphrase cannot be looked up anywhere. This code is the only other way in, and it is shown only now.")  # noqa: E501  # fmt: skip
        self._warning.set("warn", warning)
        self.save.set_text(tr("Save as a page (PDF)…"))
        self.written.setText(tr("I have written it down and will keep it away from the laptop"))


def _safe(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def write_pdf(path: Path, html: str) -> None:
    """An A4 page."""
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(25, 25, 25, 25), QPageLayout.Unit.Millimeter)
    document = QTextDocument()
    document.setDefaultFont(theme.font("hint"))
    document.setHtml(html)
    document.print_(writer)

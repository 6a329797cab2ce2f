"""A newer app came with a bundle: it is named, and saved where somebody wants it. Nothing is ever run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from fieldapp.ui.components import Banner, Button
from fieldapp.ui.desk import Desk
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.transfer.updates import Update


class UpdateBar(Banner):
    """Hidden where nothing newer lies here whole for this system."""

    asked = Signal(object)  # the QFileDialog, for tests

    def __init__(self, desk: Desk) -> None:
        super().__init__("info")
        self._desk = desk
        self._found: Update | None = None
        self.save_button = Button("", "secondary", "content-save-outline", size="table")
        self.row.addWidget(self.save_button)
        self.save_button.clicked.connect(self._ask)
        self.hide()

    def refresh(self) -> None:
        """Look again; what came is named in a setting, so a study without any costs nothing."""
        study = self._desk.study
        self._found = None
        if study is not None and not study.practice and study.settings.get("update_in"):
            from fieldapp.transfer import updates

            self._found = updates.available(study)
        self.retranslate()

    def retranslate(self) -> None:
        """Set the texts again."""
        self.setVisible(self._found is not None)
        self.save_button.set_text(tr("Save as…"))
        if self._found is not None:
            words = tr("Version {version} of this app came with a bundle. Save the file, close the app and "
                       "start the file by hand; nothing is installed by itself.",
                       version=self._found.version)  # fmt: skip
            self.set("info", words)

    def save(self, path: Path) -> None:
        """A copy that was held against its hash."""
        study, found = self._desk.study, self._found
        if study is None or found is None:
            return
        from fieldapp.transfer import updates

        if self._desk.attempt(lambda: updates.save(study, path, found)) is not None:
            self._desk.said.emit(
                tr("{name} is saved. Close this app, then start it by hand.", name=path.name)
            )

    def _ask(self) -> None:
        if self._found is None:
            return
        dialog = QFileDialog(self, tr("Save as…"), self._found.name)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.fileSelected.connect(lambda name: self.save(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.asked.emit(dialog)
        dialog.open()

"""The big button, and the form it will open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.ui.components import Button, Combo, IconLabel, label, row
from fieldapp.ui.names import in_our_language
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.store import FormRow


class StartPanel(QWidget):
    """Emits `start(form sha256)` and, when there is no form yet, `add_form`."""

    start = Signal(str)
    add_form = Signal()
    picked = Signal(str)
    practise = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._forms: list[FormRow] = []
        self.button = Button("", "primary", "play-circle-outline", "Enter", size="start")
        self.picker = Combo()
        self._only = label("", "input", "ink-2")
        self.practice_button = Button("", "plain", "school-outline", size="table")
        self._lay_out()
        self.button.clicked.connect(self._press)
        self.practice_button.clicked.connect(self.practise)
        self.picker.activated.connect(lambda _at: self.picked.emit(self.form()))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.button)
        line = row(margins=(6, 0, 0, 0), spacing=12)
        line.addWidget(IconLabel("file-document-outline", "accent"))
        line.addWidget(self.picker, 1)
        line.addWidget(self._only, 1)
        line.addWidget(self.practice_button)
        column.addLayout(line)
        column.addStretch(1)

    def set_forms(self, forms: Sequence[FormRow], preferred: str) -> None:
        """The forms of the study; the one started last (`preferred`) stands in the field."""
        kept = preferred or self.form()
        self._forms = list(forms)
        self.picker.clear()
        for form in self._forms:
            self.picker.addItem(form_name(form, self._forms), form.sha256)
        self.picker.setCurrentIndex(max(0, self.picker.findData(kept)))
        self.picker.setVisible(len(self._forms) > 1)
        self._only.setVisible(len(self._forms) <= 1)
        self.retranslate()

    def form(self) -> str:
        """sha256 of the form that Start opens; "" when there is none."""
        return str(self.picker.currentData() or "")

    def retranslate(self) -> None:
        """Set the texts again."""
        self.button.set_text(tr("Start interview") if self._forms else tr("Add a form"))
        self.practice_button.set_text(tr("Practice"), tr("Practice interviews, apart from the real ones"))
        self.picker.setAccessibleName(tr("Form"))
        self.picker.setToolTip(tr("The form that Start opens"))
        self._only.setText(self.picker.currentText() or tr("This study has no form yet."))

    def _press(self) -> None:
        if self._forms:
            self.start.emit(self.form())
        else:
            self.add_form.emit()


def form_name(form: FormRow, others: Sequence[FormRow]) -> str:
    """Title, with the version when two forms share the title."""
    twins = [other for other in others if other.title == form.title]
    title = in_our_language(form.title) or form.form_id
    return f"{title} · {form.version}" if len(twins) > 1 and form.version else title

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

_FORM = "file-document-outline"


class StartPanel(QWidget):
    """Emits `start(form sha256)` and, when there is no form yet, `add_form`."""

    start = Signal(str)
    add_form = Signal()
    picked = Signal(str)
    practise = Signal()
    start_case = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._forms: list[FormRow] = []
        self.button = Button("", "primary", "play-circle-outline", "Enter", size="start")
        self.picker = Combo()
        self._only = label("", "input", "ink-2")
        self._next = label("", "input", "ink-2")
        self._icon = IconLabel(_FORM, "accent")
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
        line.addWidget(self._icon)
        line.addWidget(self._next, 1)
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
        self.set_next(self._next.text())
        self.retranslate()

    def set_next(self, case: str) -> None:
        """The case that Start opens; "" where it begins an interview with the form in the field."""
        self._next.setText(case)
        self._next.setToolTip(case)
        self._next.setVisible(bool(case))
        self._name_practice()
        self._icon.set_icon("calendar-clock" if case else _FORM, "accent")
        self.picker.setVisible(len(self._forms) > 1 and not case)
        self._only.setVisible(len(self._forms) <= 1 and not case)

    def form(self) -> str:
        """sha256 of the form that Start opens; "" when there is none."""
        return str(self.picker.currentData() or "")

    def retranslate(self) -> None:
        """Set the texts again."""
        self.button.set_text(tr("Start interview") if self._forms else tr("Add a form"))
        self._name_practice()
        self.picker.setAccessibleName(tr("Form"))
        self.picker.setToolTip(tr("The form that Start opens"))
        self._only.setText(self.picker.currentText() or tr("This study has no form yet."))

    def _name_practice(self) -> None:
        """Beside a case there is no room for the word."""
        word = "" if self._next.text() else tr("Practice")
        self.practice_button.set_text(word, tr("Practice interviews, apart from the real ones"))

    def _press(self) -> None:
        if self._next.text():
            self.start_case.emit()
        elif self._forms:
            self.start.emit(self.form())
        else:
            self.add_form.emit()


def form_name(form: FormRow, others: Sequence[FormRow]) -> str:
    """Title, with the version when two forms share the title."""
    twins = [other for other in others if other.title == form.title]
    title = in_our_language(form.title) or form.form_id
    return f"{title} · {form.version}" if len(twins) > 1 and form.version else title

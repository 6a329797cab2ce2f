"""Screen 12: findings, the sheet around the chosen one, and the live question beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp.problems import Severity
from fieldapp.ui.components import Banner, Bar, Button, Card, FilterChip, KeyCap, Segmented, label, row, rule
from fieldapp.ui.forms.cells import CellsView
from fieldapp.ui.forms.checked import SHEETS, Checked, Grid
from fieldapp.ui.forms.findings import FindingsList
from fieldapp.ui.forms.preview import Preview
from fieldapp.ui.forms.reading import Reading
from fieldapp.ui.forms.strip import Strip
from fieldapp.ui.forms.told import Told
from fieldapp.ui.forms.trial import Trial
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.form.check import Finding

_SEVERITY = {"all": None, "error": Severity.ERROR, "warning": Severity.WARNING}


class Bench(QWidget):
    """`show_checked(checked)`. The file is never changed."""

    compare = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.checked: Checked | None = None
        self._filter = "all"
        self.strip = Strip()
        self.trouble = Banner("error")
        self.chips = {name: FilterChip(name) for name in _SEVERITY}
        self.findings = FindingsList()
        self.sheets = Segmented([(name, name) for name in SHEETS])
        self.compare_button = Button("", "secondary", "compare-horizontal", size="table")
        self.cells, self.told, self.reading = CellsView(), Told(), Reading()
        self.preview = Preview()
        self._never = label("", "body", "ink-2")
        self._moves = label("", "body", "ink-2")
        self._jumps = label("", "body", "ink-2")
        self._lay_out()
        self._connect()

    # parts

    def _lay_out(self) -> None:
        panes = QHBoxLayout()
        panes.setSpacing(16)
        left, middle = self._left(), self._middle()
        left.setFixedWidth(344)
        self.preview.setFixedWidth(376)
        panes.addWidget(left)
        panes.addWidget(middle, 1)
        panes.addWidget(self.preview)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(self.strip)
        whole.addWidget(self.trouble)
        whole.addLayout(panes, 1)
        self.trouble.hide()

    def _left(self) -> Card:
        card = Card(padding=0, spacing=0)
        head = row(margins=(16, 8, 16, 8))
        group = QButtonGroup(self)
        for name, chip in self.chips.items():
            group.addButton(chip)
            chip.clicked.connect(lambda _on, name=name: self._filter_by(name))
            head.addWidget(chip)
        head.addStretch(1)
        self.chips["all"].setChecked(True)
        card.body.addLayout(head)
        card.body.addWidget(rule())
        card.body.addWidget(self.findings, 1)
        return card

    def _middle(self) -> Card:
        card = Card(padding=0, spacing=0)
        head = row(margins=(16, 8, 16, 8))
        head.addWidget(self.sheets)
        head.addStretch(1)
        head.addWidget(self.compare_button)
        place = QWidget()
        stacked = QVBoxLayout(place)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.setSpacing(0)
        stacked.addWidget(self.cells, 1)
        stacked.addWidget(rule())
        stacked.addWidget(self.told, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(place)
        self._stack.addWidget(self.reading)
        card.body.addLayout(head)
        card.body.addWidget(rule())
        card.body.addWidget(self._stack, 1)
        card.body.addWidget(self._foot())
        return card

    def _foot(self) -> Bar:
        foot = Bar("bottom")
        foot.row.setContentsMargins(16, 10, 16, 10)
        for part in (KeyCap("↑"), KeyCap("↓"), self._moves, KeyCap("N"), self._jumps):
            foot.row.addWidget(part)
        foot.row.addStretch(1)
        foot.row.addWidget(self._never)
        return foot

    def _connect(self) -> None:
        self.findings.chosen.connect(self._show_finding)
        self.findings.entered.connect(
            lambda _finding: self.preview.next.setFocus(Qt.FocusReason.OtherFocusReason)
        )
        self.sheets.chosen.connect(self._show_sheet)
        self.compare_button.clicked.connect(self.compare)
        self.reading.closed.connect(self.close_reading)

    # what is shown

    def show_checked(self, checked: Checked | None) -> None:
        """What the last check found; the chosen finding and the place in the preview stay if they can."""
        before, self.checked = self.checked, checked
        self.strip.show_checked(checked)
        self.trouble.hide()
        if checked is None:
            self.preview.show_trial(None)
        elif checked.definition is not None and checked.lists is not None:
            language = self.preview.language.value() if before is not None else ""
            wanted = language if language in checked.definition.languages else ""
            self.preview.show_trial(Trial(checked.definition, checked.lists, wanted))
        self._count()
        self._list()

    def show_trouble(self, sentence: str) -> None:
        """The file cannot be read at all; what was found before stays on the page."""
        self.trouble.set("error", sentence)
        self.trouble.show()

    def read(self, title: str, lines: Sequence[tuple[str, str]]) -> None:
        """A comparison or a robot's report in place of the sheet."""
        self.reading.show_lines(title, lines)
        self._stack.setCurrentWidget(self.reading)
        self.reading.take_focus()

    def close_reading(self) -> bool:
        """Back to the sheet; False when it is shown already."""
        if self._stack.currentWidget() is not self.reading:
            return False
        self._stack.setCurrentIndex(0)
        self.findings.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _all(self) -> tuple[Finding, ...]:
        return self.checked.findings if self.checked is not None else ()

    def _filter_by(self, name: str) -> None:
        self._filter = name
        self._list()

    def _count(self) -> None:
        words = {"all": tr("All"), "error": tr("Errors"), "warning": tr("Warnings")}
        for name, severity in _SEVERITY.items():
            count = sum(severity in (None, finding.severity) for finding in self._all())
            self.chips[name].set_text(words[name], count)

    def _list(self) -> None:
        wanted = _SEVERITY[self._filter]
        self.findings.show_findings([one for one in self._all() if wanted in (None, one.severity)])
        self._show_finding(self.findings.finding())

    def _show_finding(self, finding: Finding | None) -> None:
        self.told.show_finding(finding)
        sheet = finding.sheet.strip().lower() if finding is not None else self.sheets.value()
        self.sheets.set_value(sheet)
        self.cells.show_cell(self._grid(sheet), finding.cell if finding is not None else None)
        if finding is not None:
            self._preview_row(sheet, finding.row)

    def _show_sheet(self, sheet: str) -> None:
        finding = self.findings.finding()
        here = finding is not None and finding.sheet.strip().lower() == sheet
        self.cells.show_cell(self._grid(sheet), finding.cell if here and finding is not None else None)

    def _grid(self, sheet: str) -> Grid:
        return self.checked.grids.get(sheet, Grid(sheet)) if self.checked is not None else Grid(sheet)

    def _preview_row(self, sheet: str, number: int) -> None:
        """The question of a row of the survey, or the first that offers the list of a choices row."""
        trial = self.preview.trial
        name = self._grid("survey").question_at(number) if sheet == "survey" else self._user_of(number)
        at = trial.question(name) if trial is not None and name else None
        if at is not None:
            self.preview.show_question(at)

    def _user_of(self, number: int) -> str:
        listed = self._grid("choices").text(number, "list_name", "list name")
        return self._grid("survey").first_with(listed) if listed else ""

    def retranslate(self) -> None:
        """Set the texts again."""
        for part in (self.strip, self.told, self.reading, self.preview):
            part.retranslate()
        self.compare_button.set_text(tr("Compare"))
        self._moves.setText(tr("problem"))
        self._jumps.setText(tr("next error"))
        self._never.setText(tr("Your file is never changed."))
        self.findings.setAccessibleName(tr("What the check found"))
        self.cells.setAccessibleName(tr("The sheet"))
        self._count()
        self._list()

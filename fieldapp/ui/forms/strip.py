"""The line over a form under check: which file, how it stands, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from fieldapp.problems import Severity
from fieldapp.ui import clock, theme
from fieldapp.ui.components import Button, Chip, IconLabel, column, label, row
from fieldapp.ui.forms.checked import Checked
from fieldapp.wording import tr, trn


class Strip(QWidget):
    """Emits what the person asks for; `show_checked` says how the file stands."""

    recheck = Signal()
    install = Signal()
    robot = Signal()
    leave = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._checked: Checked | None = None
        self.back = Button("", "plain", "arrow-left")
        self._name, self._when = label("", "body-bold"), label("", "small", "ink-2")
        self._errors, self._warnings = Chip("", "err", "close-octagon"), Chip("", "warn", "alert")
        self._sound = Chip("", "ok", "check-circle")
        self.on_save = theme.set_role(QCheckBox(), "body")
        self.on_save.setChecked(True)
        self.robot_button = Button("", "secondary", "robot-outline")
        self.again = Button("", "secondary", "refresh", "F5")
        self._first = label("", "body", "error")
        self.take = Button("", "primary", "tray-arrow-down", "Ctrl+Enter")
        self._lay_out()
        for button, signal in (
            (self.back, self.leave), (self.again, self.recheck),
            (self.robot_button, self.robot), (self.take, self.install),
        ):  # fmt: skip
            button.clicked.connect(signal)

    def _lay_out(self) -> None:
        line = row(spacing=12)
        line.addWidget(self.back)
        line.addWidget(IconLabel("file-excel-outline", "accent", 32))
        words = column(spacing=0)
        words.addWidget(self._name)
        words.addWidget(self._when)
        line.addLayout(words)
        for chip in (self._errors, self._warnings, self._sound):
            line.addWidget(chip)
        line.addStretch(1)
        for part in (self.on_save, self.robot_button, self.again, self._first, self.take):
            line.addWidget(part)
        self.setLayout(line)

    def show_checked(self, checked: Checked | None) -> None:
        """How the file stands; None while the first check is under way."""
        self._checked = checked
        errors = checked.count(Severity.ERROR) if checked is not None else 0
        warnings = checked.count(Severity.WARNING) if checked is not None else 0
        self._errors.set_text(trn("{n} error", "{n} errors", errors))
        self._warnings.set_text(trn("{n} warning", "{n} warnings", warnings))
        self._sound.set_text(tr("No errors"))
        self._errors.setVisible(errors > 0)
        self._warnings.setVisible(warnings > 0)
        self._sound.setVisible(checked is not None and not errors)
        self._first.setText(trn("Fix {n} error first", "Fix {n} errors first", errors) if errors else "")
        sound = checked is not None and checked.definition is not None and not errors
        self.take.setEnabled(sound)
        self.robot_button.setVisible(sound)
        self._tell_time()

    def show_name(self, name: str) -> None:
        """The name of the file."""
        self._name.setText(name)

    def _tell_time(self) -> None:
        checked = self._checked
        if checked is None:
            self._when.setText(tr("Checking…"))
            return
        saved, seconds = clock.when(checked.saved), f"{checked.seconds:.1f}"
        self._when.setText(tr("saved {time} · checked in {seconds} s", time=saved, seconds=seconds))

    def retranslate(self) -> None:
        """Set the texts again."""
        self.back.set_text("", tr("Back to the forms (Esc)"))
        self.on_save.setText(tr("Recheck on save"))
        self.robot_button.set_text(tr("Robot"))
        self.again.set_text(tr("Recheck"))
        self.take.set_text(tr("Install form"))
        self.show_checked(self._checked)

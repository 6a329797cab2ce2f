"""What the study lead decides about signing in and locking."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.study import Study
from fieldapp.ui.components import Combo, Segmented, label, row
from fieldapp.ui.signin.guard import minutes
from fieldapp.wording import tr, trn

MINUTES = (1, 2, 5, 10, 15, 30, 0)
_SWITCHES = ("enumerators_see_all", "pin_allowed", "lock_forgets")


class Options(QWidget):
    """`chosen` with the setting's name and its text."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.minutes = Combo()
        self.switches = {name: Segmented([("", ""), ("1", "")], height=40) for name in _SWITCHES}
        self._words = {name: label("", "body", "ink-2", wrap=True) for name in ("lock_minutes", *_SWITCHES)}
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        self.minutes.setFixedWidth(200)
        for name, control in {"lock_minutes": self.minutes, **self.switches}.items():
            line = row(spacing=16)
            self._words[name].setFixedWidth(420)
            line.addWidget(self._words[name])
            line.addWidget(control)
            line.addStretch(1)
            box.addLayout(line)
        self.minutes.activated.connect(lambda at: self.chosen.emit("lock_minutes", str(MINUTES[at])))
        for name, switch in self.switches.items():
            switch.chosen.connect(lambda value, name=name: self.chosen.emit(name, value))

    def show_study(self, study: Study) -> None:
        """As the study has them."""
        kept = minutes(study)
        self.minutes.setCurrentIndex(MINUTES.index(kept) if kept in MINUTES else MINUTES.index(5))
        for name, switch in self.switches.items():
            switch.set_value(study.settings.get(name))

    def retranslate(self) -> None:
        """Texts again."""
        at = max(self.minutes.currentIndex(), 0)
        self.minutes.clear()
        for count in MINUTES:
            text = trn("{n} minute", "{n} minutes", count) if count else tr("never")
            self.minutes.addItem(text, count)
        self.minutes.setCurrentIndex(at)
        for switch in self.switches.values():
            switch.set_options([("", tr("No")), ("1", tr("Yes"))])
        texts = {
            "lock_minutes": tr("Lock when nobody touches anything for"),
            "enumerators_see_all": tr("Enumerators see the interviews of others"),
            "pin_allowed": tr("People may sign in with a PIN"),
            "lock_forgets": tr("Locking closes the study and forgets its key; the interview is paused"),
        }
        for name, text in texts.items():
            self._words[name].setText(text)
        for name, control in {"lock_minutes": self.minutes, **self.switches}.items():
            control.setAccessibleName(texts[name])

"""Three cards to choose a role from, by 1, 2, 3 or with the arrows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QWidget

from fieldapp.study import Role
from fieldapp.study.rights import role_name
from fieldapp.ui.components import IconLabel, KeyCap, label, row
from fieldapp.ui.style import ringed
from fieldapp.wording import tr

_ICONS = {
    Role.ENUMERATOR: "account-voice",
    Role.SUPERVISOR: "account-supervisor-outline",
    Role.LEAD: "chart-bar",
}


class Roles(QWidget):
    """`value()` is the role; `changed` when a person chooses."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._group = QButtonGroup(self)
        self.cards = {role: _RoleCard(role, str(key)) for key, role in enumerate(_ICONS, 1)}
        line = row(spacing=16)
        for card in self.cards.values():
            self._group.addButton(card)
            line.addWidget(card, 1)
            card.clicked.connect(self.changed)
        self.setLayout(line)
        self.choose(Role.ENUMERATOR)

    def value(self) -> Role:
        """The chosen role."""
        return next(role for role, card in self.cards.items() if card.isChecked())

    def choose(self, role: Role) -> None:
        """Choose a role without a click."""
        self.cards[role].setChecked(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """1, 2, 3."""
        at = event.key() - Qt.Key.Key_1
        if 0 <= at < len(self.cards) and not event.modifiers():
            list(self.cards.values())[at].click()
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Set the texts again."""
        says = {
            Role.ENUMERATOR: tr("Interviews face to face, exports in the evening"),
            Role.SUPERVISOR: tr("Merges, reviews, looks for problems"),
            Role.LEAD: tr("Looks at tables and charts, exports the data"),
        }
        for role, card in self.cards.items():
            card.say(role_name(role), says[role])


class _RoleCard(QPushButton):
    """Icon and key above, the role and what it does below."""

    def __init__(self, role: Role, key: str) -> None:
        super().__init__()
        self.setCheckable(True)
        self.setProperty("kind", "choice-card")
        self.setFixedHeight(120)
        ringed(self)
        self._name, self._does = label("", "page-title"), label("", "small", "ink-2", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(16, 10, 16, 10)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.addWidget(IconLabel(_ICONS[role], "accent", 28), 0, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(KeyCap(key), 0, 1)
        grid.addWidget(self._name, 1, 0, 1, 2)
        grid.addWidget(self._does, 2, 0, 1, 2)
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def say(self, name: str, does: str) -> None:
        """The words."""
        self._name.setText(name)
        self._does.setText(does)
        self.setAccessibleName(f"{name}: {does}")

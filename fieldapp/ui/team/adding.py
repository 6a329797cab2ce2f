"""Adding a laptop: its card is pasted or read from a file, its words are compared, its person is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.ui.components import Button, LineInput, Segmented, label, row
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.study import Study
    from fieldapp.transfer.cards import Card

_HEIGHT = 96


class Adding(QWidget):
    """`added(card, person, role, enrols)` once somebody says that the words are the same."""

    added = Signal(object, str, str, bool)
    asked = Signal()  # for a file

    def __init__(self) -> None:
        super().__init__()
        self._study: Study | None = None
        self.card: Card | None = None
        self.text = QPlainTextEdit()
        self.text.setFixedHeight(_HEIGHT)
        self.text.setTabChangesFocus(True)
        self.file = Button("", "secondary", "folder-open-outline")
        self._words_are, self.words = label("", "body", "ink-2", wrap=True), label("", "question", wrap=True)
        self.fault = label("", "body", "error", wrap=True)
        self.person = LineInput()
        self.role = Segmented([("enumerator", ""), ("supervisor", ""), ("hq", "")], height=40)
        self.add = Button("", "primary", "check")
        self.close_button = Button("", "plain")
        self._lay_out()
        self.text.textChanged.connect(self._read)
        self.file.clicked.connect(self.asked)
        self.add.clicked.connect(self._add)
        self.close_button.clicked.connect(self.hide)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 8)
        box.setSpacing(8)
        head = row()
        head.addWidget(self.text, 1)
        head.addWidget(self.file)
        foot = row()
        self.person.setFixedWidth(200)
        for part in (self.person, self.role, self.add, self.close_button):
            foot.addWidget(part)
        foot.addStretch(1)
        box.addLayout(head)
        for line in (self.fault, self._words_are, self.words):
            box.addWidget(line)
        box.addLayout(foot)

    def begin(self, study: Study) -> None:
        """Empty, for this study."""
        self._study = study
        self.person.clear()
        self.role.set_value("enumerator")
        self.text.clear()
        self._read()
        self.show()
        self.text.setFocus()

    def _read(self) -> None:
        """Whatever was pasted: a card, or what is wrong with it."""
        from fieldapp.transfer import cards

        self.card, fault, typed = None, "", self.text.toPlainText()
        if self._study is not None and typed.strip():
            try:
                self.card = cards.read(self._study, typed)
            except Problem as failure:
                fault = wording.problem(failure)
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self._words_are.setVisible(self.card is not None)
        self.words.setVisible(self.card is not None)
        self.words.setText(self.card.words() if self.card is not None else "")
        if self.card is not None and not self.person.text():
            self.person.setText(self.card.name)
        self.add.setEnabled(self.card is not None)

    def _add(self) -> None:
        if self.card is not None and self.person.text().strip():
            role = self.role.value()
            self.added.emit(self.card, self.person.text().strip(), role, role == "supervisor")

    def retranslate(self) -> None:
        """Texts again."""
        self.text.setPlaceholderText(tr("Paste the join card here, or read it from a file."))
        self.text.setAccessibleName(tr("Join card"))
        self.file.set_text(tr("Card file…"))
        self._words_are.setText(tr("Sit beside the laptop. Its screen must show exactly these words:"))
        self.person.setPlaceholderText(tr("Code of the person"))
        self.person.setAccessibleName(tr("Code of the person"))
        self.role.set_options(
            [("enumerator", tr("Enumerator")), ("supervisor", tr("Supervisor")), ("hq", tr("Headquarters"))]
        )
        self.add.set_text(tr("The words are the same: add"))
        self.close_button.set_text(tr("Cancel"))
        self._read()

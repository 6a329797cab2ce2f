"""The card "Laptops of the team" of the settings."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldapp import files
from fieldapp.study.rights import Right
from fieldapp.ui.components import Banner, Button, Card, column, label, row, rule
from fieldapp.ui.desk import Desk
from fieldapp.ui.team.adding import Adding
from fieldapp.ui.team.qr import QrCode
from fieldapp.ui.team.sheet import SheetForm
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.study import Study
    from fieldapp.transfer.cards import Card as JoinCard
    from fieldapp.transfer.members import Known
    from fieldapp.transfer.roster import Laptop
    from fieldapp.transfer.sheets import Sheet


class TeamCard(Card):
    """Reads keys and signatures only while it is on the screen: none of that belongs to a start."""

    asked = Signal(object)  # the QFileDialog, for tests

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=20, spacing=12)
        self._desk = desk
        self._known: Known | None = None
        self._sure = ""
        self._title = label("", "page-title")
        self._intro = label("", "body", "ink-2", wrap=True)
        self.warning, self.report = Banner("warn"), Banner("info")
        self.join = Button("", "secondary", size="table")
        self.warning.row.addWidget(self.join)
        self._mine, self.words = label("", "body", "ink-2"), label("", "body-bold", wrap=True)
        self.copy = Button("", "secondary", "content-copy")
        self.save = Button("", "secondary", "content-save-outline")
        self.scan = Button("", "secondary", "qrcode")
        self.qr, self._how = QrCode(), label("", "body", "ink-2", wrap=True)
        self.add = Button("", "secondary", "laptop")
        self.sheet_button = Button("", "secondary", "file-key-outline")
        self.adding, self.sheet = Adding(), SheetForm()
        self._list = column(spacing=0)
        self._lines: list[QWidget] = []
        self.revokes: dict[str, Button] = {}
        self._lay_out()
        self._connect()
        for part in (self.report, self.adding, self.sheet, self.qr, self._how):
            part.hide()

    def _lay_out(self) -> None:
        head = row()
        head.addWidget(self._title, 1)
        head.addWidget(self.sheet_button)
        head.addWidget(self.add)
        mine = row(spacing=12)
        mine.addWidget(self._mine)
        mine.addWidget(self.words, 1)
        for button in (self.scan, self.copy, self.save):
            mine.addWidget(button)
        seen = row(spacing=16)
        seen.addWidget(self.qr)
        seen.addWidget(self._how, 1)
        self.body.addLayout(head)
        for part in (self._intro, self.warning, self.report, self.adding, self.sheet):
            self.body.addWidget(part)
        self.body.addLayout(self._list)
        self.body.addLayout(mine)
        self.body.addLayout(seen)

    def _connect(self) -> None:
        self.copy.clicked.connect(self._copy)
        self.scan.clicked.connect(self._show_code)
        self.save.clicked.connect(lambda: self._ask(saving=True))
        self.add.clicked.connect(lambda: self._begin(self.adding))
        self.sheet_button.clicked.connect(lambda: self._begin(self.sheet))
        self.join.clicked.connect(self._join)
        self.adding.asked.connect(lambda: self._ask(saving=False))
        self.adding.added.connect(self._add)
        self.sheet.typed.connect(self._prove)
        self.sheet.failed.connect(self._desk.failed)
        self.sheet.asked.connect(self.asked)

    # showing

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """The study, or who is signed in, changed."""
        study = self._desk.study
        self.setVisible(study is not None and not study.practice)
        if study is None or not self.isVisible():
            return
        from fieldapp.transfer import cards, members

        self._known = known = members.load(study)
        manages = study.may(Right.MANAGE_PEOPLE) and (known.leads or not known.lead)
        self.add.setVisible(manages or self._enrols(known))
        self.sheet_button.setVisible(manages and known.leads)
        self.words.setText(cards.own(study).words())
        self._intro.setText(self._introduction(known))
        self._warn(study, known)
        self._show_laptops(known, manages=manages)

    def _enrols(self, known: Known) -> bool:
        here = known.laptops.get(known.device)
        return here is not None and here.enrols and here.revoked is None

    def _introduction(self, known: Known) -> str:
        if known.roster is None:
            return tr("There is no list yet: bundles of every laptop of the study are taken in, and all of "
                      "them can read them. The first that adds another one leads.")  # fmt: skip
        number = known.roster.number
        return tr("List {number}. Only bundles of these laptops are taken in; supervisors, study lead and "
                  "headquarters can read them, other enumerators cannot.", number=number)  # fmt: skip

    def _warn(self, study: Study, known: Known) -> None:
        from fieldapp.transfer import sheets, team

        words = ""
        if known.alarms:
            number = known.alarms[-1]
            words = tr("Two lists have the number {number}. Somebody may have copied the lead's key. "
                       "Ask the study lead.", number=number)  # fmt: skip
        elif known.offered:
            card = team.lead_card(known.offered[-1])
            words = tr("A team wants this laptop. Does the study lead's screen show these words?")
            words += "\n" + (card.words() if card is not None else "")
        elif known.leads and not sheets.made(study):
            words = tr("There is no recovery sheet yet. If this laptop is lost, nobody can lead the team.")
        self.join.setVisible(bool(known.offered) and not known.alarms)
        self.warning.set("error" if known.alarms else "warn", words)
        self.warning.setVisible(bool(words))

    def _show_laptops(self, known: Known, *, manages: bool) -> None:
        for line in self._lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines, self.revokes = [], {}
        for one in known.laptops.values():
            self._lines += [self._line(one, known, manages=manages), rule()]
        for line in self._lines:
            self._list.addWidget(line)

    def _line(self, one: Laptop, known: Known, *, manages: bool) -> QWidget:
        line = QWidget()
        box = row(margins=(0, 6, 0, 6), spacing=12)
        from fieldapp.transfer.told import role_name

        gone = one.revoked is not None
        words = " · ".join(filter(None, [one.person, one.name if one.name != one.person else ""]))
        box.addWidget(label(words, "body" if gone else "body-bold", "ink-3" if gone else ""), 1)
        here = tr("this laptop") if one.device == known.device else ""
        state = tr("revoked") if gone else here
        for text in (state, role_name(one.role), one.device[:8]):
            box.addWidget(label(text, "small", "ink-3"))
        if manages and not gone and not here:
            sure = self._sure == one.device
            text = tr("Really take it off the list") if sure else tr("Lost or gone…")
            button = Button(text, "danger" if sure else "plain", size="table", says=f"{text}: {words}")
            button.clicked.connect(partial(self._revoke, one.device))
            self.revokes[one.device] = button
            box.addWidget(button)
        line.setLayout(box)
        return line

    def retranslate(self) -> None:
        """Texts again."""
        self._title.setText(tr("Laptops of the team"))
        self._mine.setText(tr("Words of this laptop"))
        self.copy.set_text(tr("Copy my join card"))
        self.save.set_text(tr("Save it…"))
        self.scan.set_text(tr("QR code"))
        self._how.setText(tr("Scan it with a telephone, send the text to the study lead, who pastes it. "
                             "Compare the words face to face all the same."))  # fmt: skip
        self.add.set_text(tr("Add a laptop…"))
        self.sheet_button.set_text(tr("Recovery sheet…"))
        self.join.set_text(tr("The words are the same: join"))
        self.adding.retranslate()
        self.sheet.retranslate()
        self.refresh()

    # doing

    def _begin(self, form: Adding | SheetForm) -> None:
        study = self._desk.study
        if study is not None:
            form.begin(study)

    def _copy(self) -> None:
        from fieldapp.transfer import cards

        study = self._desk.study
        if study is not None:
            QGuiApplication.clipboard().setText(cards.as_text(study))
            self._desk.said.emit(tr("The join card is in the clipboard."))

    def _show_code(self) -> None:
        """The card for a camera; pressed again it goes."""
        from fieldapp.transfer import cards

        study, wanted = self._desk.study, self.qr.isHidden()
        if study is not None and wanted:
            self.qr.show_text(cards.as_text(study))
        for part in (self.qr, self._how):
            part.setVisible(wanted)

    def _ask(self, *, saving: bool) -> None:
        dialog = QFileDialog(self, tr("Join card"), "", "fieldapp (*.card)")
        if saving:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("card")
        act = self.save_card if saving else self.open_card
        dialog.fileSelected.connect(lambda name: act(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        self.asked.emit(dialog)
        dialog.open()

    def save_card(self, path: Path) -> None:
        """This laptop's card as a file."""
        from fieldapp.transfer import cards

        study = self._desk.study
        if study is not None:
            self._desk.attempt(lambda: files.write(path, cards.as_text(study).encode()))

    def open_card(self, path: Path) -> None:
        """Somebody's card from a file."""
        from fieldapp.transfer.cards import MOST_TEXT

        data = self._desk.attempt(lambda: files.read(path))
        self.adding.text.setPlainText((data or b"")[:MOST_TEXT].decode("utf-8", "replace"))

    def _add(self, card: JoinCard, person: str, role: str, enrols: bool) -> None:
        from fieldapp.transfer import members, team
        from fieldapp.transfer.roster import TeamRole

        study = self._desk.study
        if study is None:
            return

        def act() -> bool:
            if members.load(study).leads or not members.load(study).lead:
                study.require(Right.MANAGE_PEOPLE)
            team.add(study, card, person, TeamRole(role), enrols=enrols)
            return True

        if self._desk.attempt(act):
            self.adding.hide()
            self._tell(tr("{name} is on the list. Hand a bundle over to every laptop, so that all have it.", name=person))  # noqa: E501  # fmt: skip
        self.refresh()

    def _revoke(self, device: str) -> None:
        """The first press asks, the second does it."""
        study = self._desk.study
        if study is None or self._sure != device:
            self._sure = device
            self.refresh()
            self.revokes[device].setFocus()
            return
        self._sure = ""
        from fieldapp.transfer import team
        from fieldapp.transfer.told import loss_told

        def act() -> team.Loss:
            study.require(Right.MANAGE_PEOPLE)
            return team.revoke(study, device)

        loss = self._desk.attempt(act)
        if loss is not None:
            self._tell("\n".join(loss_told(loss)))
        self.refresh()

    def _join(self) -> None:
        from fieldapp.transfer import team

        study, known = self._desk.study, self._known
        card = team.lead_card(known.offered[-1]) if known is not None and known.offered else None
        if study is not None and card is not None:
            self._desk.attempt(lambda: team.join(study, card.words()))
        self.refresh()

    def _prove(self, sheet: Sheet, lead: str, hq: str) -> None:
        from fieldapp.transfer import sheets, team

        study = self._desk.study
        if study is None:
            return

        def act() -> bool:
            study.require(Right.MANAGE_PEOPLE)
            team.add_reader(study, sheets.HQ, sheets.prove(study, sheet, lead, hq))
            sheets.remember(study)
            return True

        if self._desk.attempt(act):
            self.sheet.end()
            self._tell(tr("The sheet opens a test pack. Keep it away from the laptop, in two places."))
        self.refresh()

    def _tell(self, words: str) -> None:
        self.report.set("info", words)
        self.report.show()

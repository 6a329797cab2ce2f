"""The section "People" of the settings: who works here, and what is decided about signing in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.study import Person, Right, Study
from fieldapp.study.people import RECOVERY, Change
from fieldapp.study.rights import Role, role_name
from fieldapp.ui.components import Banner, Button, Card, column, label, row, rule
from fieldapp.ui.desk import Desk
from fieldapp.ui.people.editor import PersonEditor
from fieldapp.ui.people.options import Options
from fieldapp.wording import language, tr


class PeopleCard(Card):
    """Shows what whoever is signed in may do, and does it."""

    acts = Signal()
    support = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=20, spacing=12)
        self._desk = desk
        self._title = label("", "page-title")
        self._intro = label("", "body", "ink-2", wrap=True)
        self.add = Button("", "secondary", "account-plus-outline")
        self.own = Button("", "secondary", "form-textbox-password")
        self.recovery = Button("", "secondary", "key-variant")
        self.log = Button("", "secondary", "history")
        self.bundle = Button("", "secondary", "lifebuoy")
        self.code = Banner("warn")
        self.noted = Button("", "secondary", size="table")
        self.code.row.addWidget(self.noted)
        self.editor = PersonEditor()
        self.options = Options()
        self._list = column(spacing=0)
        self._lines: list[QWidget] = []
        self._for = ("", "")
        self._code = ""
        self._lay_out()
        self._connect()
        self.code.hide()

    def _lay_out(self) -> None:
        head = row()
        head.addWidget(self._title, 1)
        for button in (self.own, self.recovery, self.add):
            head.addWidget(button)
        self.body.addLayout(head)
        self.body.addWidget(self._intro)
        self.body.addWidget(self.code)
        self.body.addLayout(self._list)
        self.body.addWidget(self.editor)
        self.body.addWidget(self.options)
        foot = row()
        foot.addWidget(self.log)
        foot.addWidget(self.bundle)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self._edit("add"))
        self.own.clicked.connect(lambda: self._edit("own"))
        self.recovery.clicked.connect(self._new_code)
        self.noted.clicked.connect(self._forget_code)
        self.log.clicked.connect(self.acts)
        self.bundle.clicked.connect(self.support)
        self.editor.changing.connect(self._work)
        self.editor.renamed.connect(self._rename)
        self.editor.closed.connect(lambda: self.add.setFocus(Qt.FocusReason.OtherFocusReason))
        self.options.chosen.connect(self._set)

    # showing

    def refresh(self) -> None:
        """The study, or who is signed in, changed."""
        study = self._desk.study
        self.setVisible(study is not None)
        if study is None:
            return
        defined, manage = study.people.defined, study.may(Right.MANAGE_PEOPLE)
        here = study.people.present
        self._follow(study, here)
        self.add.setVisible(manage)
        self.recovery.setVisible(manage and (defined or study.protected))
        self.own.setVisible(here is not None and here.code != RECOVERY)
        self.options.setVisible(defined and study.may(Right.SETTINGS))
        self.log.setVisible(study.may(Right.SEE_LOG))
        self._intro.setText("\n".join(filter(None, [self._introduction(study), _elsewhere(study)])))
        self.options.show_study(study)
        self._show_people(study, manage)

    def _follow(self, study: Study, here: Person | None) -> None:
        """Somebody else sits here now: what was open for the one before is not for them."""
        now = (study.study_id, here.code if here else "")
        if self._for != now and self._for[1]:
            self._forget_code()
            self.editor.close_editor()
        self._for = now

    def _introduction(self, study: Study) -> str:
        if not study.people.defined:
            return tr("Nobody signs in here: whoever sits at this laptop may do everything.")
        people = tr("People sign in; Ctrl+L locks, F10 hides the window at once.")
        return people if study.protected else f"{people} {tr('This study is not encrypted.')}"

    def _show_people(self, study: Study, manage: bool) -> None:
        for line in self._lines:
            self._list.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for person in sorted(study.people.all(), key=lambda one: (not one.active, one.code)):
            self._lines += [self._line(person, manage), rule()]
        for line in self._lines:
            self._list.addWidget(line)

    def _line(self, person: Person, manage: bool) -> QWidget:
        line = QWidget()
        box = row(margins=(0, 6, 0, 6), spacing=12)
        words = f"{person.name} · {person.code}"
        box.addWidget(
            label(words, "body-bold" if person.active else "body", "" if person.active else "ink-3"), 1
        )
        state = role_name(person.role) if person.active else tr("removed")
        box.addWidget(label(state, "small", "ink-3"))
        box.addWidget(label(tr("PIN") if person.kind == "pin" else "", "small", "ink-3"))
        if manage:
            for text, act in self._doings(person):
                button = Button(text, "plain", size="table", says=f"{text}: {words}")
                button.clicked.connect(act)
                box.addWidget(button)
        line.setLayout(box)
        return line

    def _doings(self, person: Person):  # type: ignore[no-untyped-def]
        if not person.active:
            return [(tr("Let in again…"), lambda: self._edit("reset", person))]
        return [
            (tr("Change…"), lambda: self._edit("change", person)),
            (tr("New passphrase…"), lambda: self._edit("reset", person)),
            (tr("Remove"), lambda: self._remove(person)),
        ]

    def retranslate(self) -> None:
        """Texts again."""
        self._title.setText(tr("People"))
        self.add.set_text(tr("Add a person…"))
        self.own.set_text(tr("My passphrase…"))
        self.recovery.set_text(tr("New recovery code"))
        self.log.set_text(tr("Log of acts"))
        self.bundle.set_text(tr("Support bundle…"))
        self.noted.set_text(tr("I have written it down"))
        self.editor.retranslate()
        self.options.retranslate()
        self._show_code()
        self.refresh()

    # doing

    def _edit(self, mode: str, person: Person | None = None) -> None:
        study = self._desk.study
        if study is not None:
            who = study.people.present if mode == "own" else person
            self.editor.begin(mode, study.people, who, pin_allowed=study.settings.get("pin_allowed") == "1")

    def _work(self, change: Change) -> None:
        """The slow half on the worker; what it gives is written down here."""
        self._desk.work(
            tr("Setting the passphrase…"),
            lambda _progress, _cancelled: change.work(),
            lambda kept: self._finish(change, kept),
            self._refused,
        )

    def _finish(self, change: Change, kept: str) -> None:
        study = self._desk.study
        first = study is not None and not study.people.defined
        person = self._desk.attempt(lambda: change.finish(kept))
        self.editor.save.setEnabled(True)
        if person is None:
            return
        self.editor.close_editor()
        self._desk.study_changed.emit()
        self._desk.said.emit(tr("Saved: {name}", name=person.name))
        if first:
            self._new_code()

    def _refused(self, failure: Problem) -> None:
        self.editor.say(wording.problem(failure))

    def _rename(self, name: str, role: Role) -> None:
        study, person = self._desk.study, self.editor._person
        if study is None or person is None:
            return
        try:
            study.people.change(person.code, name=name, role=role)
        except Problem as failure:
            self.editor.say(wording.problem(failure))
            return
        self.editor.close_editor()
        self._desk.study_changed.emit()

    def _remove(self, person: Person) -> None:
        study = self._desk.study
        if study is not None:
            self._desk.attempt(lambda: study.people.remove(person.code))
            self._desk.study_changed.emit()

    def _new_code(self) -> None:
        study = self._desk.study
        code = self._desk.attempt(study.people.new_recovery_code) if study else None
        if code:
            self._code = code
            self._show_code()
            self.noted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_code(self) -> None:
        words = tr("It lets a study lead in when a passphrase is forgotten. It is shown this once.")
        self.code.set(
            "warn", f"{tr('Recovery code: {code}', code=self._code)}\n{words}" if self._code else ""
        )
        self.code.setVisible(bool(self._code))

    def _forget_code(self) -> None:
        self._code = ""
        self._show_code()

    def _set(self, name: str, value: str) -> None:
        study = self._desk.study
        if study is None:
            return

        def act() -> None:
            study.require(Right.SETTINGS)
            study.settings.set(name, value)
            study.act("setting", name, value=value)

        self._desk.attempt(act)
        self._desk.study_changed.emit()


def _elsewhere(study: Study) -> str:
    """Who is known from bundles of other laptops and cannot sign in here; "" for nobody."""
    if not any(name.startswith("people:") for name in study.settings.all()):
        return ""
    from fieldapp.transfer import members
    from fieldapp.transfer.colleagues import colleagues

    known = colleagues(study, members.load(study)).values()
    names = "、" if language() == "zh" else ", "
    away = names.join(f"{one.code} {one.name}" for one in known if one.active and not one.here)
    return tr("Known from other laptops, without a passphrase here: {names}.", names=away) if away else ""

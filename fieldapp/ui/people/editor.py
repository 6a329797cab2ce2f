"""The form for one person: new, changed, with another passphrase, or one's own passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.study.people import Change, People, Person
from fieldapp.study.rights import Role, role_name
from fieldapp.study.secrets import Kind, strength
from fieldapp.ui.components import Button, Card, LineInput, Segmented, label, row
from fieldapp.ui.signin.secret import SecretInput
from fieldapp.wording import tr

_LABEL = 160


class PersonEditor(Card):
    """`changing` with a `Change` to work off, `renamed` with (name, role), `closed` when it is given up."""

    changing = Signal(object)
    renamed = Signal(str, object)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(padding=16, spacing=8)
        self._mode = ""
        self._people: People | None = None
        self._person: Person | None = None
        self._title = label("", "body-bold")
        self.code, self.name = LineInput(), LineInput()
        self.role = Segmented([(role, role) for role in Role], height=40)
        self.kind = Segmented([("passphrase", ""), ("pin", "")], height=40)
        self.old, self.secret, self.again = SecretInput(), SecretInput(), SecretInput()
        self._strength = label("", "small", "ink-3")
        self._message = label("", "body-bold", "error", wrap=True)
        self.save = Button("", "primary", key="Enter")
        self.cancel = Button("", "secondary", key="Esc")
        self._words: dict[str, QWidget] = {}
        self._lines: dict[str, QWidget] = {}
        self._lay_out()
        self._connect()
        self.hide()

    def _lay_out(self) -> None:
        self.body.addWidget(self._title)
        fields = {
            "code": self.code, "name": self.name, "role": self.role, "kind": self.kind, "old": self.old,
            "secret": self.secret, "again": self.again,
        }  # fmt: skip
        for name, field in fields.items():
            self.body.addWidget(self._line(name, field))
        self.body.addWidget(self._strength)
        self.body.addWidget(self._message)
        foot = row()
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.save)
        self.body.addLayout(foot)

    def _line(self, name: str, field: QWidget) -> QWidget:
        line, words = QWidget(), label("", "body", "ink-2")
        words.setFixedSize(_LABEL, 40)
        box = QHBoxLayout(line)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
        box.addWidget(field)
        if isinstance(field, Segmented):
            box.addStretch(1)
        else:
            field.setMaximumWidth(480)
            box.addStretch(1)
            box.setStretchFactor(field, 4)
        self._words[name], self._lines[name] = words, line
        return line

    def _connect(self) -> None:
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.close_editor)
        self.kind.chosen.connect(self._use_kind)
        self.secret.changed.connect(self._show_strength)
        for field in (self.code, self.name):
            field.returnPressed.connect(self._save)
        for secret in (self.old, self.secret, self.again):
            secret.submitted.connect(self._save)

    # opening

    def begin(self, mode: str, people: People, person: Person | None, *, pin_allowed: bool) -> None:
        """`mode` is add, change, reset or own."""
        self._mode, self._people, self._person = mode, people, person
        shown = {
            "add": {"code", "name", "role", "kind", "secret", "again"},
            "change": {"name", "role"},
            "reset": {"kind", "secret", "again"},
            "own": {"kind", "old", "secret", "again"},
        }[mode]
        for name, line in self._lines.items():
            line.setVisible(name in shown and (name != "kind" or pin_allowed))
        self.code.setText("")
        self.name.setText(person.name if person else "")
        self.role.set_value(person.role if person else Role.ENUMERATOR if people.defined else Role.LEAD)
        self.kind.set_value("passphrase")
        for secret in (self.old, self.secret, self.again):
            secret.clear()
        self._use_kind(self.kind.value())
        self.say("")
        self.retranslate()
        self.show()
        self._first().setFocus(Qt.FocusReason.OtherFocusReason)

    def close_editor(self) -> None:
        """Give it up: nothing that was typed stays."""
        for secret in (self.old, self.secret, self.again):
            secret.clear()
        self.hide()
        self.closed.emit()

    def say(self, text: str) -> None:
        """What is wrong, or ""."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        self.save.setEnabled(True)

    def message(self) -> str:
        """What is wrong."""
        return self._message.text()

    def _first(self) -> QWidget:
        order = {"add": self.code, "change": self.name, "reset": self.secret, "own": self.old}
        return order[self._mode]

    def _use_kind(self, kind: str) -> None:
        for secret in (self.secret, self.again):
            secret.use_pin(kind == "pin")
        self._show_strength()

    def _show_strength(self) -> None:
        typed = self.secret.text()
        names = (tr("too short"), tr("weak"), tr("good"), tr("strong"))
        visible = bool(typed) and self.kind.value() == "passphrase"
        self._strength.setText(tr("Strength: {word}", word=names[strength(typed)]) if visible else "")
        self._strength.setVisible(visible)

    # saving

    def _save(self) -> None:
        if self._people is None or not self.save.isEnabled():
            return
        if self._mode != "change" and self.secret.text() != self.again.text():
            self.say(tr("The two are not the same."))
            return
        try:
            self._hand_over(self._people)
        except Problem as failure:
            self.say(wording.problem(failure))

    def _hand_over(self, people: People) -> None:
        if self._mode == "change":
            self.renamed.emit(self.name.text(), Role(self.role.value()))
            return
        change = self._change(people)
        self.save.setEnabled(False)
        self.changing.emit(change)

    def _change(self, people: People) -> Change:
        kind: Kind = "pin" if self.kind.value() == "pin" else "passphrase"
        secret = self.secret.text()
        if self._mode == "own":
            return people.changing_own(self.old.text(), secret, kind)
        if self._mode == "reset" and self._person is not None:
            return people.resetting(self._person.code, secret, kind)
        role = Role(self.role.value())
        return people.adding(self.code.text().strip(), self.name.text(), role, secret, kind)

    # showing

    def retranslate(self) -> None:
        """Texts again."""
        name = self._person.name if self._person else ""
        titles = {
            "add": tr("Add a person"), "change": tr("Change {name}", name=name),
            "reset": tr("New passphrase for {name}", name=name), "own": tr("Change my passphrase"),
        }  # fmt: skip
        self._title.setText(titles.get(self._mode, ""))
        words = {
            "code": tr("Code"), "name": tr("Name"), "role": tr("Role"), "kind": tr("Signs in with"),
            "old": tr("Passphrase until now"), "secret": tr("New passphrase"), "again": tr("The same again"),
        }  # fmt: skip
        fields = {"code": self.code, "name": self.name, "role": self.role, "kind": self.kind,
                  "old": self.old.field, "secret": self.secret.field, "again": self.again.field}  # fmt: skip
        for key, text in words.items():
            self._words[key].setText(text)  # type: ignore[attr-defined]
            fields[key].setAccessibleName(text)
        self.role.set_options([(role, role_name(role)) for role in Role])
        self.kind.set_options([("passphrase", tr("Passphrase")), ("pin", tr("PIN"))])
        for secret in (self.old, self.secret, self.again):
            secret.retranslate()
        self.save.set_text(tr("Save"))
        self.cancel.set_text(tr("Cancel"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_editor()
        else:
            super().keyPressEvent(event)

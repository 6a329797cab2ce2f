"""The sign-in page, and what a locked window shows: who are you, and your passphrase."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.problems import SIGN_IN_WAIT, WRONG_PASSPHRASE, Problem
from fieldapp.study.entrance import Entrance, Pass
from fieldapp.study.people import RECOVERY
from fieldapp.ui import theme
from fieldapp.ui.components import Bar, Button, Segmented, column, label, row, scroll
from fieldapp.ui.components.banner import ICONS
from fieldapp.ui.icons import IconLabel
from fieldapp.ui.signin.chooser import PersonChooser
from fieldapp.ui.signin.panel import GreenPanel
from fieldapp.ui.signin.secret import SecretInput
from fieldapp.ui.tasks import Cancelled, Progress, Tasks
from fieldapp.wording import tr

COLUMN = 560


class SignIn(QWidget):
    """`shown` with the `Pass` of who proved who they are; `other` to go to another study."""

    shown = Signal(object)
    other = Signal()
    language_chosen = Signal(str)

    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self._tasks = tasks
        self._door: Entrance | None = None
        self._locked = self._recovering = self._checking = False
        self._wrong = ""
        self.panel = GreenPanel()
        self.language = Segmented(list(wording.LANGUAGES.items()), height=32)
        self.who = PersonChooser()
        self.secret = SecretInput()
        self._who_label = label("", "page-title")
        self._secret_label = label("", "body-bold")
        self._icon = IconLabel(*ICONS["error"])
        self._message = label("", "body-bold", "error", wrap=True)
        self.recovery = Button("", "plain", "key-variant")
        self.other_button = Button("", "secondary")
        self.enter = Button("", "primary", key="Enter")
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._tick)
        self._lay_out()
        self._connect()

    # layout

    def _lay_out(self) -> None:
        content = QWidget()
        middle = QVBoxLayout(content)
        middle.setContentsMargins(40, 32, 40, 32)
        middle.setSpacing(8)
        head = row()
        head.addWidget(self._who_label, 1)
        head.addWidget(self.language)
        middle.addLayout(head)
        middle.addWidget(self.who)
        middle.addSpacing(16)
        middle.addWidget(self._secret_label)
        middle.addWidget(self.secret)
        said = row(spacing=8)
        said.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addWidget(self._message, 1)
        middle.addLayout(said)
        middle.addWidget(self.recovery, 0, Qt.AlignmentFlag.AlignLeft)
        middle.addStretch(1)
        content.setMaximumWidth(COLUMN + 80)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.panel)
        right = column(spacing=0)
        right.addWidget(scroll(content), 1)
        right.addWidget(self._foot())
        whole.addLayout(right, 1)

    def _foot(self) -> Bar:
        bar = Bar("bottom")
        bar.row.setContentsMargins(40, 12, 40, 12)
        bar.row.addWidget(self.other_button)
        bar.row.addStretch(1)
        bar.row.addWidget(self.enter)
        return bar

    def _connect(self) -> None:
        self.who.chosen.connect(self._chosen)
        self.secret.submitted.connect(self._submit)
        self.secret.changed.connect(self._refresh)
        self.enter.clicked.connect(self._submit)
        self.other_button.clicked.connect(self.other)
        self.recovery.clicked.connect(lambda: self._recover(not self._recovering))
        self.language.chosen.connect(self.language_chosen)

    # showing

    def show_door(self, door: Entrance, *, locked: bool = False, code: str = "") -> None:
        """The people of a study; `code` is who worked here last."""
        self._door, self._locked, self._recovering, self._checking = door, locked, False, False
        alone = door.people[0].code if len(door.people) == 1 else ""
        self.who.show_people(door.people, code or alone)
        self._say("")
        self._chosen(self.who.code())
        self.retranslate()
        self._second.start()

    def leave(self) -> None:
        """The page is done with: nothing that was typed stays in it."""
        self._second.stop()
        self._door = None
        self.secret.clear()

    def take_focus(self) -> None:
        """To the passphrase, or to the people when nobody is chosen."""
        if self._code():
            self.secret.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.who.take_focus()

    def retranslate(self) -> None:
        """Every text again."""
        self.language.set_value(wording.language())
        self.enter.set_text(tr("Unlock") if self._locked else tr("Sign in"))
        self.other_button.set_text(tr("Another study…"))
        self.other_button.setVisible(not self._locked)
        self._who_label.setText(tr("Who is it?"))
        self.secret.retranslate()
        if self._door is not None:
            self.who.show_people(self._door.people, self.who.code())
            self._panel_texts(self._door.name)
            self._label_secret()
            self.recovery.setVisible(self._door.recoverable)
        self._refresh()

    def _panel_texts(self, study: str) -> None:
        if self._locked:
            sentence = tr("Locked. Enter the passphrase to go on; nothing was interrupted.")
            save = (tr("Every answer is saved"), tr("Also the one that was half typed."))
            other = (tr("Somebody else?"), tr("Choose yourself: the interview is paused, it loses nothing."))
            facts = [("content-save-check-outline", *save), ("account-switch-outline", *other)]
            self.panel.show_texts(tr("Locked"), sentence, facts)
            return
        erased = (tr("Nothing is ever erased"), tr("Wrong tries only make you wait."))
        forgot = (
            tr("Passphrase forgotten?"),
            tr("The study lead gives you a new one; your interviews stay."),
        )
        facts = [("shield-check-outline", *erased), ("account-key-outline", *forgot)]
        self.panel.show_texts(study, tr("Sign in to go on."), facts)

    def _label_secret(self) -> None:
        words = tr("PIN") if self._pin() else tr("Passphrase")
        self._secret_label.setText(tr("Recovery code") if self._recovering else words)
        self.secret.field.setAccessibleName(self._secret_label.text())
        self.recovery.set_text(tr("Use the passphrase") if self._recovering else tr("Use the recovery code"))
        self.who.setEnabled(not self._recovering)

    def message(self) -> str:
        """What stands under the field."""
        return self._message.text()

    # doing

    def _code(self) -> str:
        return RECOVERY if self._recovering else self.who.code()

    def _pin(self) -> bool:
        people = self._door.people if self._door and not self._recovering else []
        return any(person.code == self.who.code() and person.kind == "pin" for person in people)

    def _chosen(self, _code: str) -> None:
        self.secret.clear()
        self.secret.use_pin(self._pin())
        self._wrong = ""
        self._label_secret()
        self._tick()
        self.take_focus()

    def _recover(self, on: bool) -> None:
        self._recovering = on
        self._chosen(self.who.code())
        self.secret.show_text(on)

    def _submit(self) -> None:
        door, code, typed = self._door, self._code(), self.secret.text()
        if door is None or not self.enter.isEnabled():
            return

        def job(_progress: Progress, _cancelled: Cancelled) -> Pass:
            return door.check(code, typed)

        self._checking = True
        self._refresh()
        self._tasks.run(job, self, self._right, self._refused)

    def _right(self, shown: Pass) -> None:
        self._checking = False
        self.secret.clear()
        self._wrong = ""
        self._refresh()
        self.shown.emit(shown)

    def _refused(self, failure: Problem) -> None:
        self._checking = False
        self.secret.clear()
        known = failure.kind in (WRONG_PASSPHRASE, SIGN_IN_WAIT)
        self._wrong = tr("Wrong passphrase.") if known else wording.problem(failure)
        self._tick()
        self.take_focus()

    def _tick(self) -> None:
        left = self._door.wait(self._code()) if self._door and self._code() else 0
        if left:
            text = tr(
                "Wrong passphrase. You can try again in {seconds} s; nothing was changed.", seconds=left
            )
            self._say(text)
        elif self._wrong == tr("Wrong passphrase."):
            self._say(tr("Wrong passphrase. Nothing was changed."))
        else:
            self._say(self._wrong)
        self._refresh()

    def _say(self, text: str) -> None:
        if text != self._message.text():
            self._message.setText(text)
            self.secret.field.setAccessibleDescription(text)
        self._icon.setVisible(bool(text))
        self.secret.field.set_state("error" if text else "")

    def _refresh(self) -> None:
        waiting = bool(self._door and self._code() and self._door.wait(self._code()))
        ready = bool(self._code() and self.secret.text()) and not waiting and not self._checking
        self.enter.setEnabled(ready)
        self.secret.field.setReadOnly(self._checking)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.take_focus()

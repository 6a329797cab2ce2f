"""Screen 13: one page, from top to bottom by keyboard, and the laptop is ready."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.study.secrets import strength
from fieldapp.ui.components import Banner, Bar, Button, ProgressBar, Segmented, label, row, rule, scroll
from fieldapp.ui.desk import Desk
from fieldapp.ui.firstrun.promises import Promises
from fieldapp.ui.firstrun.recovery import Recovery
from fieldapp.ui.firstrun.roles import Roles
from fieldapp.ui.firstrun.steps import Field, Step
from fieldapp.ui.page import Keys, Page
from fieldapp.ui.signin.secret import SecretInput
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.study import Begun


_NARROW = 1280
_ENGLISH = ("Language", "Your role", "Study and laptop", "Passphrase")
"""Nobody has chosen a language yet: whoever cannot read the titles finds his way by these."""


class FirstRunPage(Page):
    """Start becomes possible when all is filled in; after it comes the recovery code, then Home."""

    language_chosen = Signal(str)
    elsewhere = Signal()
    """The person has a study already: to the page of studies."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._begun: Begun | None = None
        self.promises = Promises()
        self.language = Segmented(list(wording.LANGUAGES.items()), height=40)
        self.roles = Roles()
        self.study, self.code, self.name = Field(), Field(), Field()
        self.encrypted = Segmented([("yes", ""), ("no", "")], height=40)
        self.secret, self.again = Field(SecretInput()), Field(SecretInput())
        self.strength, self._strength_word = ProgressBar(), label("", "small-bold", "accent")
        self._advice = label("", "small", "ink-2", wrap=True)
        self._switch, self._where = label("", "small", "ink-2"), label("", "small", "ink-2", wrap=True)
        self._open_warning = Banner("error")
        self.problem = Banner("error")
        self.recovery = Recovery()
        self.other = Button("", "secondary", "folder-open-outline")
        self._missing = label("", "body", "ink-2")
        self.start = Button("", "primary", "arrow-right", "Enter", size="bar")
        self._steps = [Step(number) for number in range(1, 5)]
        self._lay_out()
        self._connect()

    # parts

    def _lay_out(self) -> None:
        self._fill_steps()
        asked = QWidget()
        column = QVBoxLayout(asked)
        column.setContentsMargins(40, 8, 40, 8)
        column.setSpacing(0)
        column.addWidget(self.problem)
        for at, step in enumerate(self._steps):
            column.addWidget(step)
            if at + 1 < len(self._steps):
                column.addWidget(rule())
        column.addStretch(1)
        self._stack = QStackedWidget()
        self._stack.addWidget(scroll(asked))
        self._stack.addWidget(self._code_page())
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self._foot())
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.promises)
        whole.addLayout(right, 1)
        self.problem.hide()

    def _fill_steps(self) -> None:
        language, role, laptop, secret = self._steps
        first = row(spacing=16)
        first.addWidget(self.language)
        first.addWidget(self._switch, 1)
        language.body.addLayout(first)
        role.body.addWidget(self.roles)
        fields = row(spacing=16)
        for field, share in ((self.study, 3), (self.code, 1), (self.name, 2)):
            fields.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        laptop.body.addLayout(fields)
        laptop.body.addWidget(self._where)
        secret.body.addWidget(self.encrypted, 0, Qt.AlignmentFlag.AlignLeft)
        secret.body.addWidget(self._open_warning)
        pair = row(spacing=16)
        for field in (self.secret, self.again):
            pair.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        secret.body.addLayout(pair)
        meter = row(spacing=8)
        self.strength.setFixedWidth(120)
        for part in (self.strength, self._strength_word):
            meter.addWidget(part)
        meter.addWidget(self._advice, 1)
        secret.body.addLayout(meter)

    def _code_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(40, 40, 40, 40)
        column.addWidget(self.recovery)
        column.addStretch(1)
        return page

    def _foot(self) -> Bar:
        foot = Bar("bottom")
        foot.row.setContentsMargins(40, 8, 40, 8)
        foot.row.addWidget(self.other)
        foot.row.addStretch(1)
        foot.row.addWidget(self._missing)
        foot.row.addWidget(self.start)
        return foot

    def _connect(self) -> None:
        self.language.chosen.connect(self.language_chosen)
        self.encrypted.chosen.connect(lambda _value: self._check())
        for field in (self.study, self.code, self.name):
            field.input.textChanged.connect(self._check)  # type: ignore[attr-defined]
            field.input.returnPressed.connect(self.main_action)  # type: ignore[attr-defined]
        for part in (self._typed, self._repeated):
            part.changed.connect(self._check)
            part.submitted.connect(self.main_action)
            part.field.editingFinished.connect(self._check)
        self.other.clicked.connect(self.elsewhere)
        self.start.clicked.connect(self.main_action)
        self.recovery.kept.connect(lambda: self._let_start(True))
        self.recovery.failed.connect(self._desk.failed)

    @property
    def _typed(self) -> SecretInput:
        assert isinstance(self.secret.input, SecretInput)
        return self.secret.input

    @property
    def _repeated(self) -> SecretInput:
        assert isinstance(self.again.input, SecretInput)
        return self.again.input

    # the page

    def title(self) -> str:
        return tr("First use")

    def opened(self) -> None:
        self.language.button(wording.language()).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.language.set_value(wording.language())
        for part in (self.promises, self.roles, self.recovery, self._typed, self._repeated):
            part.retranslate()
        titles = (tr("Language"), tr("Your role"), tr("Study and laptop"), tr("Passphrase"))
        for step, title, english in zip(self._steps, titles, _ENGLISH, strict=True):
            step.say(title, english)
        self._switch.setText(tr("The language of the questions can be changed during an interview."))
        self.study.say(tr("Name of the study"))
        self.code.say(tr("Laptop number"))
        self.name.say(tr("Used by"))
        self.secret.say(tr("Passphrase"))
        self.again.say(tr("Once more"))
        self.encrypted.set_options([("yes", tr("Encrypt")), ("no", tr("Do not encrypt"))])
        self.other.set_text(tr("I have a study already"))
        self._open_warning.set("error", tr("Whoever gets this laptop can read everything."))
        self._advice.setText(
            tr("Three or four words that do not belong together: easy to keep, hard to guess.")
        )
        self._check()

    def keys(self) -> Keys:
        return (("1 2 3", tr("choose a role")), ("Tab", tr("next control")), ("Enter", tr("start")))

    def panes(self) -> Sequence[QWidget]:
        return (self.language, self.roles, self.study, self.secret, self.start)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow screen what is asked needs the room."""
        super().resizeEvent(event)
        self.promises.setVisible(self.window().width() >= _NARROW)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter anywhere starts, once that is possible."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.main_action()
        else:
            super().keyPressEvent(event)

    def main_action(self) -> None:
        if self._begun is not None and self.start.isEnabled():
            self._enter(self._begun)
        elif self._begun is None and not self._open_points():
            self._begin()
        else:
            self._go_to_first_gap()

    # what is missing

    def _check(self) -> None:
        protect = self.encrypted.value() == "yes"
        self._open_warning.setVisible(not protect)
        for part in (self.secret, self.again, self.strength, self._strength_word, self._advice):
            part.setVisible(protect)
        self._measure()
        self.again.fault(tr("The two are not the same") if self._differs() else "")
        where = tr(
            "The number goes on a sticker on the laptop. The study will lie in {folder}",
            folder=self._folder(),
        )
        self._where.setText(where)
        points = self._open_points()
        self._say_missing(points)
        self.start.set_text(tr("Start"))
        self._let_start(not points)

    def _differs(self) -> bool:
        """Whether the second is wrong; while it is a beginning of the first, somebody may still be typing."""
        first, again = self._typed.text(), self._repeated.text()
        typing = self._repeated.field.hasFocus() and first.startswith(again)
        return bool(again) and again != first and not typing

    def _say_missing(self, points: Sequence[str]) -> None:
        first = points[0] if points else ""
        left = trn("{n} point left: {first}", "{n} points left: {first}", len(points), first=first)
        self._missing.setText(left if points else "")

    def _measure(self) -> None:
        power = strength(self._typed.text())
        self.strength.set(power, 3)
        words = (tr("too short"), tr("weak"), tr("good"), tr("strong"))
        self._strength_word.setText(words[power] if self._typed.text() else "")

    def _open_points(self) -> list[str]:
        """What is still to be filled in, in the order of the page."""
        protect = self.encrypted.value() == "yes"
        points = [
            (tr("name of the study"), bool(_text(self.study))),
            (tr("laptop number"), bool(_text(self.code))),
            (tr("who uses it"), bool(_text(self.name))),
            (tr("passphrase"), not protect or strength(self._typed.text()) > 0),
            (tr("the passphrase once more"), not protect or self._typed.text() == self._repeated.text()),
        ]
        return [name for name, done in points if not done]

    def _go_to_first_gap(self) -> None:
        gaps = [field for field in (self.study, self.code, self.name) if not _text(field)]
        target = gaps[0] if gaps else self.again if strength(self._typed.text()) else self.secret
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _let_start(self, possible: bool) -> None:
        self.start.setEnabled(possible)

    # doing it

    def _folder(self) -> Path:
        """In the person's documents; a number is added where the name is taken."""
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        signs = ("_" if sign in '<>:"/\\|?*' or sign < " " else sign for sign in _text(self.study))
        name = "".join(signs).strip(". ")
        base = Path(documents) / "fieldapp" / (name or "study")
        tries = (base, *(base.with_name(f"{base.name} {number}") for number in range(2, 1000)))
        return next(folder for folder in tries if not folder.exists())

    def _begin(self) -> None:
        from fieldapp.study import First, begin

        folder, study = self._folder(), _text(self.study)
        self.start.setEnabled(False)
        self.problem.hide()
        if self.encrypted.value() == "no":
            if self._desk.create_study(folder, study):
                self._desk.set_role(self.roles.value())
                self._desk.sign_in(_text(self.code))
            return
        first = First(_text(self.code), _text(self.name), self.roles.value(), self._typed.text())
        job = partial(begin, folder, study, first)
        self._desk.work(tr("Making the study…"), lambda _p, _c: job(), self._made, self._refused)

    def _made(self, begun: Begun) -> None:
        self._begun = begun
        self._typed.clear()
        self._repeated.clear()
        self.recovery.show_code(begun.recovery, _text(self.study))
        self._stack.setCurrentIndex(1)
        self.other.hide()
        self._say_missing([tr("keep the recovery code")])
        self._let_start(False)
        self.recovery.save.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, failure: Problem) -> None:
        self.problem.set("error", wording.problem(failure))
        self.problem.show()
        self._check()

    def _enter(self, begun: Begun) -> None:
        study = self._desk.attempt(begun.open)
        if study is None:
            return
        self._begun = None
        self._stack.setCurrentIndex(0)
        self.other.show()
        for field in (self.study, self.code, self.name):
            field.input.clear()  # type: ignore[attr-defined]
        self._desk.enter(study)


def _text(field: Field) -> str:
    return str(field.input.text()).strip()  # type: ignore[attr-defined]

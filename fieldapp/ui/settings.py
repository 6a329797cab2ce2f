"""Settings: who works here, how it looks, the forms and the folder of the study."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.study.rights import Right, Role, role_name
from fieldapp.ui import clock, theme, tokens
from fieldapp.ui.components import Banner, Button, Card, Combo, Segmented, column, label, row, rule, scroll
from fieldapp.ui.contacts import ContactsCard
from fieldapp.ui.desk import Desk
from fieldapp.ui.names import in_our_language
from fieldapp.ui.page import Keys, Page
from fieldapp.ui.people.card import PeopleCard
from fieldapp.ui.signals import bridge
from fieldapp.ui.team.card import TeamCard
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.store import FormRow


class SettingsPage(Page):
    """Each choice acts at once; there is nothing to confirm."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    text_step_chosen = Signal(int)
    add_form = Signal()
    check = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._labels: dict[str, QLabel] = {}
        self.enumerator = Combo()
        self.enumerator.setEditable(True)
        self.enumerator.setInsertPolicy(Combo.InsertPolicy.NoInsert)
        self.role = Segmented([(str(role), "") for role in Role], height=40)
        self.language = Segmented(list(wording.LANGUAGES.items()), height=40)
        self.theme = Segmented([(name, name) for name in tokens.THEMES], height=40)
        self.text = Segmented([(str(step), str(step)) for step in tokens.TEXT_STEPS], height=40)
        self.problem = Banner("error")
        self.add_button = Button("", "secondary", "plus")
        self.folder_button = Button("", "secondary", "folder-open-outline")
        self.check_button = Button("", "secondary", "magnify")
        self._folder = label("", "body", "ink-2", wrap=True)
        self._forms = column(spacing=0)
        self.contacts = ContactsCard(desk)
        self.people = PeopleCard(desk)
        self.team = TeamCard(desk)
        self._lay_out()
        self._connect()
        self.problem.hide()

    def _lay_out(self) -> None:
        content = QWidget()
        page = QVBoxLayout(content)
        page.setContentsMargins(24, 16, 24, 16)
        page.setSpacing(16)
        page.addWidget(self._look_card())
        page.addWidget(self.people)
        page.addWidget(self.team)
        page.addWidget(self._study_card())
        page.addWidget(self.contacts)
        page.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll(content))

    def _look_card(self) -> Card:
        card = Card(padding=20, spacing=12)
        card.body.addWidget(self._label("laptop", "page-title"))
        self.enumerator.setFixedWidth(320)
        card.body.addLayout(self._line("enumerator", self.enumerator))
        card.body.addLayout(self._line("role", self.role))
        card.body.addLayout(self._line("language", self.language))
        card.body.addLayout(self._line("theme", self.theme))
        card.body.addLayout(self._line("text", self.text))
        return card

    def _study_card(self) -> Card:
        card = Card(padding=20, spacing=12)
        head = row()
        head.addWidget(self._label("forms", "page-title"), 1)
        head.addWidget(self.add_button)
        card.body.addLayout(head)
        card.body.addWidget(self.problem)
        card.body.addLayout(self._forms)
        card.body.addSpacing(8)
        foot = row()
        foot.addWidget(self._label("folder"))
        foot.addWidget(self._folder, 1)
        foot.addWidget(self.check_button)
        foot.addWidget(self.folder_button)
        card.body.addLayout(foot)
        return card

    def _label(self, name: str, role: str = "body") -> QLabel:
        self._labels[name] = label("", role, "" if role != "body" else "ink-2")
        return self._labels[name]

    def _line(self, name: str, control: QWidget) -> QHBoxLayout:
        line = row()
        words = self._label(name)
        words.setFixedWidth(200)
        line.addWidget(words)
        line.addWidget(control)
        line.addStretch(1)
        return line

    def _connect(self) -> None:
        self.role.chosen.connect(lambda role: self._desk.set_role(Role(role)))
        self.language.chosen.connect(self.language_chosen)
        self.theme.chosen.connect(self.theme_chosen)
        self.text.chosen.connect(lambda step: self.text_step_chosen.emit(int(step)))
        self.add_button.clicked.connect(self.add_form)
        self.folder_button.clicked.connect(self._open_folder)
        self.check_button.clicked.connect(self.check)
        self.enumerator.activated.connect(lambda _at: self._sign_in(str(self.enumerator.currentData() or "")))
        editor = self.enumerator.lineEdit()
        assert editor is not None
        editor.editingFinished.connect(self._typed_in)
        bridge.theme_changed.connect(self.theme.set_value)
        bridge.text_size_changed.connect(self._show_text_step)
        self._desk.form_refused.connect(self._show_problem)
        self._desk.forms_changed.connect(self.problem.hide)

    def _show_text_step(self, step: int) -> None:
        self.text.set_value(str(step))

    def title(self) -> str:
        return tr("Settings")

    def refresh(self) -> None:
        study = self._desk.study
        self.language.set_value(wording.language())
        self.theme.set_value(theme.current())
        self.text.set_value(str(theme.text_step()))
        self.add_button.setEnabled(study is not None and study.may(Right.ADD_FORM))
        sign_in = study is not None and study.people.defined
        for name, control in (("enumerator", self.enumerator), ("role", self.role)):
            control.setVisible(not sign_in)
            self._labels[name].setVisible(not sign_in)
        self.role.setEnabled(study is not None)
        self.role.set_value(str(self._desk.role() or Role.SUPERVISOR))
        self.enumerator.setEnabled(study is not None)
        self.people.refresh()
        self.team.refresh()
        self.folder_button.setEnabled(study is not None)
        self.check_button.setEnabled(study is not None)
        self._folder.setText(str(study.folder) if study else "")
        self._show_forms(study.forms() if study else [])
        self.contacts.refresh()
        if study is not None and not sign_in:
            self._show_people(study.enumerators(), study.enumerator)

    def _show_people(self, people: Sequence[tuple[str, str]], signed_in: str) -> None:
        self.enumerator.clear()
        for code, name in people:
            self.enumerator.addItem(f"{name} · {code}", code)
        at = self.enumerator.findData(signed_in)
        self.enumerator.setCurrentIndex(at)
        if at < 0:
            self.enumerator.setEditText(signed_in)

    def _typed_in(self) -> None:
        text = self.enumerator.currentText().strip()
        at = self.enumerator.findText(text)
        self._sign_in(str(self.enumerator.itemData(at) or "") if at >= 0 else text)

    def _sign_in(self, code: str) -> None:
        study = self._desk.study
        if study is not None and code != study.enumerator:
            self._desk.sign_in(code)

    def _show_forms(self, forms: Sequence[FormRow]) -> None:
        while item := self._forms.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for place, form in enumerate(forms):
            if place:
                self._forms.addWidget(rule())
            self._forms.addWidget(_form_line(form))
        if not forms:
            self._forms.addWidget(label(tr("This study has no form yet."), "body", "ink-3"))

    def _show_problem(self, sentence: str) -> None:
        self.problem.set("error", sentence)
        self.problem.show()

    def _open_folder(self) -> None:
        study = self._desk.study
        if study is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(study.folder)))

    def opened(self) -> None:
        first = self.enumerator if self.enumerator.isVisible() else self.language.button(wording.language())
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        words = {
            "laptop": tr("This laptop"), "enumerator": tr("Enumerator"), "role": tr("Role"),
            "language": tr("Interface language"),
            "theme": tr("Theme"), "text": tr("Size of question text"), "forms": tr("Forms of this study"),
            "folder": tr("Folder of the study"),
        }  # fmt: skip
        for name, text in words.items():
            self._labels[name].setText(text)
        self.enumerator.setAccessibleName(words["enumerator"])
        for name, control in (
            ("role", self.role),
            ("language", self.language),
            ("theme", self.theme),
            ("text", self.text),
        ):
            control.setAccessibleName(words[name])
        self.role.set_options([(str(role), role_name(role)) for role in Role])
        self.theme.set_options([("light", tr("light")), ("dark", tr("dark")), ("sunlight", tr("sunlight"))])
        self.add_button.set_text(tr("Add a form…"))
        self.check_button.set_text(tr("Check the study"))
        self.folder_button.set_text(tr("Open folder"))
        self.people.retranslate()
        self.team.retranslate()
        self.contacts.retranslate()
        self.refresh()

    def keys(self) -> Keys:
        return (("Tab", tr("next control")), ("← →", tr("choose in a group")))

    def panes(self) -> Sequence[QWidget]:
        return (self.enumerator, self.people.add, self.add_button)


def _form_line(form: FormRow) -> QWidget:
    line = QWidget()
    box = row(margins=(0, 8, 0, 8), spacing=16)
    box.addWidget(label(in_our_language(form.title) or form.form_id, "body-bold"), 1)
    box.addWidget(label(f"{form.form_id} · {form.version}", "small", "ink-3"))
    box.addWidget(label(tr("added {when}", when=clock.when(form.added)), "small", "ink-3"))
    line.setLayout(box)
    return line

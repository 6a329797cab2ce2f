"""The question at the chosen row, as an enumerator would see it: the real card, on a made-up interview."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.problems import Problem
from fieldapp.ui.components import Banner, Bar, Button, Card, EmptyState, Segmented, label, row, rule
from fieldapp.ui.controls import Around
from fieldapp.ui.forms.cause import Cause
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.interview import Changes, Node
    from fieldapp.ui.forms.trial import Trial
    from fieldapp.ui.interview.view import View


class Preview(Card):
    """`show_trial(trial)`, then `show_question(at)`; Back and Next walk through all questions."""

    def __init__(self) -> None:
        super().__init__(padding=0, spacing=0)
        self.trial: Trial | None = None
        self.at = 0
        self._view: View | None = None
        self._causes: list[Cause] = []
        self._title = label("", "page-title")
        self.language = Segmented([])
        self._hidden = Banner("error")
        self._causes_head = label("", "body-bold")
        self._place = label("", "body", "ink-2")
        self._inside = QVBoxLayout()
        self._empty = EmptyState("file-eye-outline")
        self.back, self.next = (
            Button("", "secondary", "arrow-left"),
            Button("", "secondary", "arrow-right", icon_after=True),
        )
        self._lay_out()
        self._connect()
        self.show_trial(None)

    def _lay_out(self) -> None:
        head = row(margins=(16, 10, 16, 10))
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.language)
        self._content = QWidget()
        self._content.setLayout(self._inside)
        self._inside.setContentsMargins(12, 0, 12, 12)
        foot = Bar("bottom")
        foot.row.setContentsMargins(16, 10, 16, 10)
        for part in (self.back, self._place, self.next):
            foot.row.addWidget(part, int(part is self._place), Qt.AlignmentFlag.AlignCenter)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        self.body.addWidget(self._empty, 1)
        self.body.addWidget(self._content, 1)
        self.body.addWidget(foot)

    def _connect(self) -> None:
        self.language.chosen.connect(self._speak)
        self.back.clicked.connect(lambda: self.show_question(self.at - 1))
        self.next.clicked.connect(lambda: self.show_question(self.at + 1))

    def show_trial(self, trial: Trial | None) -> None:
        """Another form, or none that can be tried."""
        self._drop()
        self.trial = trial
        languages = trial.interview.languages if trial is not None else ()
        self.language.set_options([(name, _short(name)) for name in languages])
        self.language.setVisible(len(languages) > 1)
        if trial is not None and languages:
            self.language.set_value(trial.interview.language or languages[0])
        self._empty.setVisible(trial is None)
        self._content.setVisible(trial is not None)
        self.show_question(min(self.at, len(trial.questions) - 1) if trial is not None else 0)

    def show_question(self, at: int) -> None:
        """The question at this place among all of the form."""
        trial = self.trial
        total = len(trial.questions) if trial is not None else 0
        self.at = max(0, min(at, total - 1))
        self.back.setEnabled(self.at > 0)
        self.next.setEnabled(self.at + 1 < total)
        self._place.setText(tr("{n} of {total}", n=self.at + 1, total=total) if total else "")
        self._drop()
        if trial is not None and total:
            self._build(trial)

    def _build(self, trial: Trial) -> None:
        definition = trial.questions[self.at]
        node = trial.node(definition)
        if node is None:
            return
        self._view = self._card(node)
        self._inside.addWidget(self._view, 1)
        self._inside.addWidget(self._hidden)
        causes = trial.causes(definition)
        if causes:
            self._inside.addWidget(self._causes_head)
            self._causes_head.show()
        for cause in causes:
            made = Cause(cause)
            made.answered.connect(self._answer)
            self._causes.append(made)
            self._inside.addWidget(made)
        self._tell_hidden()

    def _card(self, node: Node) -> View:
        """The card of the interview window, wired to the made-up interview."""
        from fieldapp.interview import Screen
        from fieldapp.ui.interview.card import QuestionView

        assert self.trial is not None
        around = Around(missing_codes=self.trial.definition.missing_codes)
        view = QuestionView(Screen("question", node.reference, node.label, "", "", (node,)), around)
        view.answered.connect(self._answer)
        view.typed.connect(self._answer)
        return view

    def _answer(self, reference: str, value: str) -> None:
        interview = self.trial.interview if self.trial is not None else None
        if interview is not None:
            self._change(lambda: interview.answer(reference, value))

    def _speak(self, language: str) -> None:
        interview = self.trial.interview if self.trial is not None else None
        if interview is not None:
            self._change(lambda: interview.set_language(language))
            if self._view is not None:
                self._view.retranslate()

    def _change(self, change: Callable[[], Changes]) -> None:
        """What the made-up person cannot answer changes nothing."""
        try:
            changes = change()
        except Problem:
            return
        if self._view is not None:
            self._view.show_changes(changes.touched)
        for cause in self._causes:
            cause.show_node()
        self._tell_hidden()

    def _tell_hidden(self) -> None:
        node = self.trial.node(self.trial.questions[self.at]) if self.trial is not None else None
        self._hidden.set("info", tr("Not asked with these answers. The preview shows it anyway."))
        self._hidden.setVisible(node is not None and not node.relevant)

    def _drop(self) -> None:
        """Take the cards away; heads and banner stay for the next question."""
        cards = [self._view] if self._view is not None else []
        for card in (*cards, *self._causes):
            card.hide()
            card.deleteLater()
        self._view = None
        self._causes.clear()
        while self._inside.count():
            self._inside.takeAt(0)
        for part in (self._hidden, self._causes_head):
            part.hide()

    def retranslate(self) -> None:
        """Set the texts again."""
        self._title.setText(tr("Live preview"))
        self._causes_head.setText(tr("Try with these answers"))
        self._empty.set(tr("Nothing to show yet."), tr("The preview comes when the form can be read."))
        self.back.set_text(tr("Back"))
        self.next.set_text(tr("Next"))
        self.show_question(self.at)


def _short(language: str) -> str:
    """`English (en)` takes less room as `English`."""
    return language.split(" (")[0]

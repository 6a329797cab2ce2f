"""The case under the cursor: what is laid down, what came of trying, whom to call."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldapp.form.personal import TOKEN
from fieldapp.ui import clock
from fieldapp.ui.cases import words
from fieldapp.ui.components import Button, Card, Chip, column, label, row, rule, scroll
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Entry
    from fieldapp.merge import Attempt, Plan

_SHOWN = 8
"""Contacts that are listed, the last ones."""


class Detail(Card):
    """`settle(plan)` where two people said different things; `reveal` asks for what is masked."""

    settle = Signal(object)
    reveal = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._entry: Entry | None = None
        self._masked: Sequence[tuple[str, str]] = ()
        self._name = label("", "title", wrap=True)
        self._chip = Chip("")
        self.unmask = Button("", "plain", "shield-account-outline", "V", size="table")
        head = row()
        head.addWidget(self._name, 1)
        head.addWidget(self._chip)
        self.body.addLayout(head)
        self._inside = QWidget()
        self._lines = column(spacing=6)
        self._inside.setLayout(self._lines)
        self.body.addWidget(scroll(self._inside), 1)
        self.body.addWidget(self.unmask)
        self.unmask.clicked.connect(self.reveal)

    def show_entry(self, entry: Entry | None, personal: Sequence[tuple[str, str]] = ()) -> None:
        """This one; `personal` are column and value, masked or not."""
        self._entry, self._masked = entry, personal
        self._clear()
        self._name.setText(words.number_of(entry) if entry is not None else "")
        self._chip.setVisible(entry is not None)
        self.unmask.setVisible(bool(personal))
        self.unmask.set_text(tr("Show contacts"))
        if entry is not None:
            self._chip.set_text(*words.chip_of(entry))
            self._fill(entry)
        self._lines.addStretch(1)

    def retranslate(self) -> None:
        """Set the texts again."""
        self.show_entry(self._entry, self._masked)

    def _fill(self, entry: Entry) -> None:
        if entry.shown.disputed:
            self._disputed(entry.shown.plans)
        for title, said in _facts(entry):
            self._line(title, said)
        for title, said in self._masked:
            self._line(title, said)
        if entry.shown.attempts:
            self._add(rule())
            self._add(label(tr("Contacts made"), "body-bold"))
        for attempt in entry.shown.attempts[-_SHOWN:]:
            self._add(label(_told(attempt), "body", "ink", wrap=True))

    def _disputed(self, plans: Sequence[Plan]) -> None:
        """Each word with a digit: what differs from the others."""
        self._add(label(tr("Two people said different things. Which holds?"), "body-bold", "warn", wrap=True))
        for number, plan in enumerate(plans[:9], 1):
            said = tr("; ").join(f"{title}: {text}" for title, text in _differing(plan, plans)) or plan.enum
            button = Button(said, "secondary", key=str(number), size="table")
            button.clicked.connect(lambda _on=False, plan=plan: self.settle.emit(plan))
            self._add(button)
        self._add(rule())

    def _line(self, title: str, said: str) -> None:
        if said:
            self._add(label(tr("{title}: {text}", title=title, text=said), "body", "ink", wrap=True))

    def _add(self, part: QWidget) -> None:
        self._lines.addWidget(part)
        part.show()  # at once, not with the next turn of the event loop

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


def _facts(entry: Entry) -> list[tuple[str, str]]:
    plan = entry.plan
    named = [(tr("Label"), plan.label), (tr("Enumerator"), plan.enum), (tr("Form"), plan.form_id),
             (tr("Place"), plan.village), (tr("Quota"), plan.quota), (tr("Reserve"), plan.reserve),
             (tr("Appointment"), words.expected(entry.appointment) if entry.appointment else ""),
             (tr("Note"), plan.note)]  # fmt: skip
    return named + [(name, said) for name, said in plan.values if not TOKEN.fullmatch(said)]


def _differing(plan: Plan, plans: Sequence[Plan]) -> list[tuple[str, str]]:
    names = {"enum": tr("Enumerator"), "note": tr("Note"), "village": tr("Place"), "quota": tr("Quota"),
             "appointment": tr("Appointment"), "form_id": tr("Form"), "label": tr("Label"),
             "reserve": tr("Reserve"), "state": tr("State")}  # fmt: skip
    torn = [name for name in names if len({getattr(one, name) for one in plans}) > 1]
    return [(names[name], getattr(plan, name) or "–") for name in torn]


def _told(attempt: Attempt) -> str:
    from fieldapp.cases import outcome_name

    when = clock.when(datetime.fromisoformat(attempt.at))
    then = tr("next {when}", when=words.expected(attempt.next)) if attempt.next else ""
    parts = (when, attempt.author, outcome_name(attempt.outcome), attempt.note, then)
    return " · ".join(part for part in parts if part)

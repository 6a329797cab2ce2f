"""Beside a page of fields (screen 03): the total, what it is made of, and how it is worked out."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.ui.components import Card, ProgressBar, label, rule
from fieldapp.ui.controls import numbers
from fieldapp.ui.interview import titles, words
from fieldapp.ui.interview.totals import Total, formula
from fieldapp.wording import tr

WIDTH = 288


class TotalsCard(Card):
    """Follows each key; it never has the focus."""

    def __init__(self, totals: Sequence[Total]) -> None:
        super().__init__(16, 6)
        self._parts = [_TotalPart(total) for total in totals]
        for at, part in enumerate(self._parts):
            if at:
                self.body.addWidget(rule())
            self.body.addWidget(part)
        self.refresh()

    def refresh(self) -> None:
        """The numbers and words as they are now."""
        for part in self._parts:
            part.refresh()


class _TotalPart(QWidget):
    def __init__(self, total: Total) -> None:
        super().__init__()
        self._total = total
        self._title = label("", "body", "ink-2", wrap=True)
        self._number = label("", "number")
        self._echo = label("", "body", "ink-2")
        self._formula = label("", "small", "ink-2", wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for widget in (self._title, self._number, self._echo, self._formula):
            lines.addWidget(widget)
        self._lines = [_Part() for _ in total.parts]
        for line in self._lines:
            lines.addWidget(line)

    def refresh(self) -> None:
        value = self._total.node.value
        self._title.setText(words.plain(self._total.node.label))
        self._number.setText(numbers.grouped(value) or "—")
        echo = numbers.in_ten_thousands(value)
        self._echo.setText(" · ".join(filter(None, (echo, tr("updates as you type")))))
        self._formula.setText("= " + formula(self._total.node))
        amounts = [_amount(node.value) for node in self._total.parts]
        most = max([_amount(value), *amounts, 1.0])
        for line, node, amount in zip(self._lines, self._total.parts, amounts, strict=True):
            name = f"{node.number} {titles.short(node.label, 20)}".strip()
            line.show_part(name, numbers.grouped(node.value) or "—", amount / most)
        self.setAccessibleName(f"{self._title.text()} {self._number.text()}")


class _Part(QWidget):
    """`C8 Equipment  46,000` and a bar."""

    def __init__(self) -> None:
        super().__init__()
        self._name, self._value = label("", "body", "ink-2"), label("", "body-bold")
        self._bar = ProgressBar()
        head = QHBoxLayout()
        head.addWidget(self._name, 1)
        head.addWidget(self._value)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 0)
        lines.setSpacing(4)
        lines.addLayout(head)
        lines.addWidget(self._bar)

    def show_part(self, name: str, value: str, share: float) -> None:
        self._name.setText(name)
        self._value.setText(value)
        self._bar.set(round(max(0.0, share) * 1000), 1000)


def _amount(value: str) -> float:
    return float(value) if numbers.is_number(value) else 0.0

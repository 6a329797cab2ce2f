"""Identity numbers and credit codes (appearances `resident-id` and `credit-code` of our own).

The check helps while typing and asks to look again. It never holds anybody up for good: old cards with
a wrong last sign exist, and what stands on the card is what is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from fieldapp.interview import Node
from fieldapp.ui.controls import chinaid
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.text import TextControl, reshape
from fieldapp.wording import tr, trn


class Number(NamedTuple):
    """One kind of number: how it is checked, and what its echo says when it is whole."""

    fault: Callable[[str], str]
    says: Callable[[str], str]


def _birthday(text: str) -> str:
    born = chinaid.birthday(text)
    return tr("born {date}", date=born.isoformat()) if born else ""


RESIDENT = Number(lambda text: chinaid.resident_fault(text, date.today()), _birthday)
CREDIT = Number(chinaid.credit_fault, lambda _text: tr("check digit fits"))


class IdentityControl(TextControl):
    """Stored without blanks and in capitals, so that the same number is the same text everywhere."""

    composing = False

    def __init__(
        self,
        node: Node,
        number: Number,
        around: Around = NOTHING_AROUND,
        parent: QWidget | None = None,
    ) -> None:
        self.number = number
        super().__init__(node, around, parent)

    def put(self, value: str) -> None:
        """The number and what it says."""
        super().put(value)
        self._echo()

    def edited(self) -> None:
        """Full-width signs become plain ones, x becomes X."""
        reshape(self.line, chinaid.tidy(self.line.text()))
        self._echo()
        super().edited()

    def doubt(self) -> str:
        """The sentence about what does not fit."""
        kind = "" if self.is_missing else self.number.fault(self.line.text())
        return _sentences().get(kind, "")

    def _echo(self) -> None:
        text = self.line.text()
        missing = chinaid.RESIDENT - len(text)
        if not text:
            self.line.set_echo("")
        elif missing > 0:
            self.line.set_echo(trn("{n} more", "{n} more", missing))
        else:
            self.line.set_echo("" if self.number.fault(text) else self.number.says(text))


def _sentences() -> dict[str, str]:
    return {
        "signs": tr("A sign in it cannot be right. Please compare it with the document."),
        "length": tr("It has 18 signs. Please compare it with the document."),
        "birth": tr("Signs 7 to 14 are no date of birth. Please compare them with the document."),
        "check": tr("The last sign does not fit the others, so one of them is wrong. Please compare."),
    }

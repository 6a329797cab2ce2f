"""Which key chooses which choice (DESIGN-SYSTEM section 8): pure, no Qt.

Up to ten choices: one digit, 0 is the tenth. 10 to 30: two digits within 0.8 s. Above: the search box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

TWO_DIGITS_WITHIN = 800
LONGEST_LIST_WITH_KEYS = 30


def caps(codes: Sequence[str]) -> list[str]:
    """What the key caps show: the codes themselves if all are whole numbers 1 to 9, else the positions."""
    if len(codes) > LONGEST_LIST_WITH_KEYS:
        return ["" for _ in codes]
    if codes and all(len(code) == 1 and code in "123456789" for code in codes):
        return list(codes)
    return [_position_cap(at, len(codes)) for at in range(len(codes))]


def _position_cap(at: int, total: int) -> str:
    return "0" if at == 9 and total == 10 else str(at + 1)


@dataclass
class DigitKeys:
    """Digits typed so far for one list of choices."""

    caps: Sequence[str]
    pending: str = ""

    def digit(self, digit: str) -> str | None:
        """The cap that `digit` completes, None while a second digit may follow or no cap fits."""
        typed = self.pending + digit
        self.pending = ""
        longer = [cap for cap in self.caps if len(cap) > len(typed) and cap.startswith(typed)]
        if longer:
            self.pending = typed
            return None
        if typed.lstrip("0") in self.caps and len(typed) > 1:
            return typed.lstrip("0")
        if typed in self.caps:
            return typed
        return self._afresh(digit) if len(typed) > 1 else self._zero_first(typed)

    def timeout(self) -> str | None:
        """No second digit came: the cap typed so far, if it is one."""
        typed, self.pending = self.pending, ""
        return typed if typed in self.caps else None

    def _afresh(self, digit: str) -> str | None:
        return self.digit(digit)

    def _zero_first(self, typed: str) -> str | None:
        """`03` for the third of a long list: the zero waits for its digit."""
        if typed == "0" and any(len(cap) > 1 for cap in self.caps):
            self.pending = "0"
        return None

"""Digits typed into a choice cell: one, or two within 0.8 s."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.ui.controls.choicekeys import TWO_DIGITS_WITHIN, DigitKeys, caps


class CellDigits(QObject):
    """`chosen` carries the place of a choice in the list."""

    chosen = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._keys = DigitKeys(())
        self._second = QTimer(self, interval=TWO_DIGITS_WITHIN, singleShot=True)
        self._second.timeout.connect(lambda: self._take(self._keys.timeout()))

    def begin(self, codes: Sequence[str]) -> bool:
        """These are the choices; False if the list is too long for digits."""
        if not self._keys.caps:
            self._keys = DigitKeys(caps(codes))
        return any(self._keys.caps)

    def press(self, digit: str) -> None:
        """A digit."""
        cap = self._keys.digit(digit)
        if self._keys.pending:
            self._second.start()
        self._take(cap)

    def settle(self) -> bool:
        """Enter and Tab behind a first digit: it counts as it is, and the cursor has gone on."""
        waiting = self._second.isActive()
        self._second.stop()
        if waiting:
            self._take(self._keys.timeout())
        return waiting

    def forget(self) -> None:
        """Another cell."""
        self._second.stop()
        self._keys = DigitKeys(())

    def _take(self, cap: str | None) -> None:
        if cap is not None:
            self._second.stop()
            self.chosen.emit(list(self._keys.caps).index(cap))

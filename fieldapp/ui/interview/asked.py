"""One question being asked: its control and, below, what is wrong with the answer.

Faults come on leaving the field or on trying to leave the page, and go as soon as the answer is right.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from fieldapp.interview import Node
from fieldapp.ui.controls import Around, Control, make_control
from fieldapp.ui.controls.factory import missing_of
from fieldapp.ui.controls.missing import Missing
from fieldapp.ui.interview import words
from fieldapp.ui.interview.fault import FaultLine


class Asked(QObject):
    """Relays what the control says, and shows its faults. The page places `control` and `fault`."""

    answered = Signal(str, str)
    typed = Signal(str, str)
    noticed = Signal()
    """A fault came or went."""

    def __init__(self, node: Node, around: Around, columns: int = 1, *, dense: bool = False) -> None:
        super().__init__()
        self._around = around
        self._showing = self._demanded = False
        self._refused = ""
        self.control: Control = make_control(node, around, columns, dense=dense)
        self.fault = FaultLine()
        self.control.answered.connect(self._answered)
        self.control.typed.connect(self.typed)
        self.control.left.connect(self._left)
        self.name_control()

    @property
    def node(self) -> Node:
        """The question."""
        return self.control.node

    @property
    def missing(self) -> Missing:
        """Don't know and refused, as this question can take them."""
        return missing_of(self.node, self._around)

    def name_control(self) -> None:
        """What a screen reader calls the control."""
        self.control.entry.setAccessibleName(words.plain(self.node.label))

    def refresh(self, *, force: bool = False) -> None:
        """Show the node as it is now; `force` also where the person is typing."""
        if force:
            self.control.show_again()
        else:
            self.control.show_node()
        self._refused = ""
        if self._showing:
            self._show_fault()

    def refuse(self, message: str) -> None:
        """The engine does not take what is typed."""
        self._refused = message

    def demand(self) -> bool:
        """The person wants to leave: show all faults; True if there are any."""
        self._demanded = True
        return self._show_fault()

    def has_fault(self) -> bool:
        """Whether something is wrong, shown or not."""
        return bool(self._fault(required=True))

    @property
    def unreadable(self) -> bool:
        """Whether what is typed cannot be stored."""
        return bool(self.control.complaint() or self._refused)

    def _answered(self, reference: str, value: str) -> None:
        self.answered.emit(reference, value)
        self._show_fault()

    def _left(self) -> None:
        self._show_fault()

    def _show_fault(self) -> bool:
        text = self._fault(required=self._demanded)
        moved = text != self.fault.text()
        self._showing = bool(text)
        self.fault.say(text)
        self.control.set_state("error" if text else "")
        self.control.entry.setAccessibleDescription(text)
        if moved:
            self.noticed.emit()
        return bool(text)

    def _fault(self, *, required: bool) -> str:
        typing = self.control.complaint() or self._refused
        if typing:
            return typing
        violation = self.node.violation
        if violation is None or (violation.kind == "required" and not required):
            return ""
        return words.why(violation)

"""One question being asked: its control and, below, what is wrong with the answer.

Faults come on leaving the field or on trying to leave the page, and go as soon as the answer is right.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from fieldapp.form.personal import Erased
from fieldapp.interview import Node
from fieldapp.ui.controls import Around, Control, make_control
from fieldapp.ui.controls.factory import missing_of
from fieldapp.ui.controls.missing import Missing
from fieldapp.ui.controls.strip import Strip
from fieldapp.ui.interview import words
from fieldapp.ui.interview.asking import Asking, soft_check
from fieldapp.ui.interview.fault import FaultLine


class _Said(NamedTuple):
    """What stands under the field; `holds`: the person shall see it before going on."""

    text: str = ""
    state: str = ""
    holds: bool = False


_NOTHING = _Said()


class Asked(QObject):
    """Relays what the control says, and shows its faults. The page places `control` and `fault`."""

    answered = Signal(str, str)
    typed = Signal(str, str)
    noticed = Signal()
    """A fault came or went."""
    done = Signal()
    """The form wants to go on by itself after this answer."""

    def __init__(self, node: Node, around: Around, columns: int = 1, *, dense: bool = False) -> None:
        super().__init__()
        self._around = around
        self._showing = self._demanded = False
        self._refused = ""
        self.control: Control = make_control(node, around, columns, dense=dense)
        self.fault = FaultLine()
        self.strip = Strip(node, around)
        self.control.answered.connect(self._answered)
        self.control.typed.connect(self._typed)
        self.control.done.connect(self.done)
        self.control.left.connect(self._left)
        if isinstance(around, Asking):
            self.fault.confirmed.connect(lambda: around.confirm(self.node.reference))
        self.name_control()
        if isinstance(self.node.value, Erased):
            self._show_fault()

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
        self.control.set_name(words.plain(self.node.label))
        self.strip.show_node()

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

    def show_fault(self) -> None:
        """What is wrong may be seen otherwise now (confirmed, or no more)."""
        self._show_fault()

    @property
    def unreadable(self) -> bool:
        """Whether what is typed cannot be stored."""
        return bool(self.control.complaint() or self._refused)

    def _answered(self, reference: str, value: str) -> None:
        self.answered.emit(reference, value)
        self._show_fault()

    def _typed(self, reference: str, value: str) -> None:
        self._refused = ""  # the engine says so again if it does not take this either
        self.typed.emit(reference, value)

    def _left(self) -> None:
        self._show_fault()

    def _show_fault(self) -> bool:
        said = self._fault(required=self._demanded)
        moved = said.text != self.fault.text()
        self._showing = bool(said.text)
        self.fault.say(said.text, said.state or "error", to_confirm=said.state == "warn" and said.holds)
        self.control.set_state(said.state if said.state in ("error", "warn") else "")
        self.control.entry.setAccessibleDescription(said.text)
        if moved:
            self.noticed.emit()
        return said.holds

    def _fault(self, *, required: bool) -> _Said:
        typing = self.control.complaint() or self._refused
        if typing:
            return _Said(typing, "error", True)
        if isinstance(self.node.value, Erased):
            return _Said(self.node.shown, "ok")
        violation = self.node.violation
        if violation is None:
            return self._unusual()
        if violation.kind == "required" and not required:
            return _NOTHING
        return _Said(words.why(violation), "error", True)

    def _unusual(self) -> _Said:
        """What a soft check says, and whether somebody said that the answer is right."""
        soft = soft_check(self.node, self._around)
        if soft is None:
            doubt = self.control.doubt()
            return _Said(doubt, "warn", True) if doubt else _NOTHING
        message = words.unusual(soft.message)
        if soft.reason is None:
            return _Said(message, "warn", True)
        return _Said(words.confirmed(message, soft.reason), "ok")

"""Controls that are typed into: the person may be ahead of the journal, and must never be overwritten.

What cannot be read yet (half a date, a lone minus) goes to the journal too: as text that is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from fieldapp.form.personal import Erased
from fieldapp.interview import Node
from fieldapp.ui.controls import missing
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Control
from fieldapp.ui.controls.entry import Entry, Lines
from fieldapp.wording import tr


class TypedControl(Control):
    """Subclasses say what is typed (`value`, `unread`) and how a stored answer looks (`put`)."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self.around = around
        self._ahead = False
        self._sent: str | None = None
        self._fields: Sequence[Entry | Lines] = ()

    def begin(self, *fields: Entry | Lines) -> None:
        """Listen to the fields and show the answer; the last thing a subclass does when it is made."""
        self._fields = fields
        for field in fields:
            field.edited.connect(self.edited)
            field.left.connect(self.leave)
            field.chip_removed.connect(self.clear_answer)
        self.setFocusProxy(fields[0])
        self.show_again()

    @property
    def entry(self) -> QWidget:
        """The first field."""
        return self._fields[0]

    def value(self) -> str:
        """The stored form of what is typed; the node's own value while it cannot be read."""
        raise NotImplementedError

    def put(self, value: str) -> None:
        """Show a stored answer in the fields."""
        raise NotImplementedError

    def unread(self) -> str:
        """The typed text while it cannot be read, "" when it can; `put_unread` takes it back."""
        return ""

    def put_unread(self, text: str) -> None:
        """Show text that a person had typed before and that is no answer."""
        raise NotImplementedError

    def edited(self) -> None:
        """A key was typed."""
        self._ahead = True
        self.touch()

    def pending(self) -> str | None:
        """What is typed and not yet in the journal."""
        if not self._ahead:
            return None
        unread = self.unread()
        if unread:
            self._sent = None
        typed = unread or self.value()
        kept = self.around.unfinished(self.node.reference) or self.node.value
        return typed if typed not in (kept, self._sent) else None

    def saved(self, value: str) -> None:
        """The journal has it. The text stays as typed until the focus leaves."""
        self._sent = value

    def leave(self) -> None:
        """The focus leaves: the journal gets the text, and the field shows what is stored."""
        self.flush()
        if not self.complaint() and self.pending() is None and not any(f.hasFocus() for f in self._fields):
            self.show_again()
        self.left.emit()

    def show_node(self) -> None:
        """Show the answer, unless the person is ahead of it."""
        for field in self._fields:
            field.setReadOnly(self.node.readonly)
        if self._ahead:
            return
        unfinished = self.around.unfinished(self.node.reference)
        code = missing.of_node(self.node, self.around.missing_codes).code_of(self.node.value)
        self._fields[0].set_chip("" if unfinished else missing.meaning(code))
        if unfinished:
            self.put_unread(unfinished)
            self._ahead = True
        else:
            self.put("" if code or isinstance(self.node.value, Erased) else self.node.value)

    def show_again(self) -> None:
        """Show the answer whatever is typed (after undo, clear, don't know)."""
        self._pause.stop()
        self._ahead, self._sent = False, None
        self.show_node()

    @property
    def is_missing(self) -> bool:
        """Whether the answer is don't know or the like, and nothing is typed over it."""
        return bool(self._fields) and bool(self._fields[0].chip)


def not_read() -> str:
    """The sentence for what no subclass has a better one for."""
    return tr("This is not a number")

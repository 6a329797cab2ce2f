"""A position as typed coordinates: latitude, longitude, altitude, accuracy. Devices come later."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QGridLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components.frames import label as words
from fieldapp.ui.controls.base import Control
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.controls.numbers import narrow
from fieldapp.wording import tr


class PlaceControl(Control):
    """The answer exists once latitude and longitude can be read: `32.184612 115.031274 0 0`."""

    def __init__(self, node: Node, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self.fields = [Entry(self) for _ in range(4)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        names = (tr("Latitude (N)"), tr("Longitude (E)"), tr("Altitude (m)"), tr("Accuracy (m)"))
        for at, (field, name) in enumerate(zip(self.fields, names, strict=True)):
            grid.addWidget(words(name, "body", "ink-2"), 0, at)
            grid.addWidget(field, 1, at)
            field.setAccessibleName(name)
            field.textEdited.connect(self._edited)
            field.left.connect(self.flush)
        self.setFocusProxy(self.fields[0])
        self._dirty = False
        self.show_node()

    @property
    def entry(self) -> Entry:
        """Latitude comes first."""
        return self.fields[0]

    def value(self) -> str:
        """The stored position; what the node has while it cannot be read."""
        texts = self._texts()
        if not any(texts):
            return ""
        if self.complaint():
            return self.node.value
        return " ".join([*texts[:2], *(text or "0" for text in texts[2:])])

    def complaint(self) -> str:
        """What cannot be read."""
        texts = self._texts()
        if not any(texts):
            return ""
        if not _within(texts[0], 90):
            return tr("Latitude is a number between -90 and 90, for example 32.184612")
        if not _within(texts[1], 180):
            return tr("Longitude is a number between -180 and 180, for example 115.031274")
        return "" if all(not text or _within(text, 100_000) for text in texts[2:]) else tr("This is not a number")

    def pending(self) -> str | None:
        """The typed position, if the node has another one."""
        return self.value() if self._dirty and self.value() != self.node.value else None

    def show_node(self) -> None:
        """Show the answer, unless the person is ahead of the journal."""
        parts = [*self.node.value.split(), "", "", "", ""][:4]
        if self.value() == self.node.value and not self.complaint():
            self._dirty = False
        if not self._dirty:
            for field, part in zip(self.fields, parts, strict=True):
                field.setReadOnly(self.node.readonly)
                if field.text() != part and not (part == "0" and not field.text()):
                    field.setText(part)

    def show_again(self) -> None:
        """Show the answer whatever is typed."""
        self._pause.stop()
        for field, part in zip(self.fields, [*self.node.value.split(), "", "", "", ""], strict=False):
            field.setText(part)
        self._dirty = False

    def _texts(self) -> list[str]:
        return [narrow(field.text()).strip() for field in self.fields]

    def _edited(self) -> None:
        self._dirty = True
        self.touch()


def _within(text: str, limit: int) -> bool:
    try:
        return abs(Decimal(text)) <= limit
    except InvalidOperation:
        return False

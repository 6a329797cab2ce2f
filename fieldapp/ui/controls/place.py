"""A position as typed coordinates: latitude, longitude, altitude, accuracy. Devices come later."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtWidgets import QGridLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components.frames import label as words
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.controls.numbers import narrow
from fieldapp.ui.controls.typed import TypedControl
from fieldapp.wording import tr

_BETWEEN = " / "


class PlaceControl(TypedControl):
    """The answer exists once latitude and longitude can be read: `32.184612 115.031274 0 0`."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, around, parent)
        self.fields = [Entry(self, composing=False) for _ in range(4)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        names = (tr("Latitude (N)"), tr("Longitude (E)"), tr("Altitude (m)"), tr("Accuracy (m)"))
        for at, (field, name) in enumerate(zip(self.fields, names, strict=True)):
            grid.addWidget(words(name, "body", "ink-2"), 0, at)
            grid.addWidget(field, 1, at)
            field.setAccessibleName(name)
        self.begin(*self.fields)

    def value(self) -> str:
        """The stored position; what the node has while it cannot be read."""
        texts = self._texts()
        if not any(texts):
            return ""
        if self.complaint():
            return self.node.value
        return " ".join([*texts[:2], *(text or "0" for text in texts[2:])])

    def unread(self) -> str:
        """All four fields, while they are no position."""
        return _BETWEEN.join(self._texts()) if self.complaint() else ""

    def put_unread(self, text: str) -> None:
        """The fields as they were."""
        for field, part in zip(self.fields, text.split(_BETWEEN), strict=False):
            field.setText(part)

    def complaint(self) -> str:
        """What cannot be read."""
        texts = self._texts()
        if not any(texts):
            return ""
        if not _within(texts[0], 90):
            return tr("Latitude is a number between -90 and 90, for example 32.184612")
        if not _within(texts[1], 180):
            return tr("Longitude is a number between -180 and 180, for example 115.031274")
        return (
            ""
            if all(not text or _within(text, 100_000) for text in texts[2:])
            else tr("This is not a number")
        )

    def put(self, value: str) -> None:
        """Its four numbers."""
        for field, part in zip(self.fields, [*value.split(), "", "", "", ""], strict=False):
            field.setText(part)

    def _texts(self) -> list[str]:
        return [narrow(field.text()).strip() for field in self.fields]


def _within(text: str, limit: int) -> bool:
    try:
        return abs(Decimal(text)) <= limit
    except InvalidOperation:
        return False

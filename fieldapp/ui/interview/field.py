"""One field of a page of several: label at the left, input at the right; wide answers stand below."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from fieldapp.interview import Node
from fieldapp.ui import theme
from fieldapp.ui.components import label
from fieldapp.ui.controls import Around, is_note, kind_of
from fieldapp.ui.interview import words
from fieldapp.ui.interview.asked import Asked

NUMBER_WIDTH = 52
INPUT_WIDTH = 264
_BESIDE = {
    "text", "digits", "masked", "integer", "decimal", "date", "month", "year", "time",
    "moment", "calculated", "search-one", "search-many",
}  # fmt: skip
_IN_COLUMNS = {"choose-one", "choose-many"}


class Field(QWidget):
    """Number, label with its required mark, control, fault."""

    answered = Signal(str, str)
    typed = Signal(str, str)
    done = Signal()

    def __init__(self, node: Node, around: Around, *, numbered: bool) -> None:
        super().__init__()
        self.node = node
        self.kind = kind_of(node, dense=True)
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setTextFormat(Qt.TextFormat.RichText)
        theme.set_role(self._label, "label")
        self._hint: QLabel | None = None
        self._indent = NUMBER_WIDTH if numbered else 0
        columns = _columns(node, self.kind)
        self.asked = Asked(node, around, columns, dense=True)
        self._lay_out(beside=self.kind in _BESIDE)
        self.asked.answered.connect(self.answered)
        self.asked.typed.connect(self.typed)
        self.asked.done.connect(self.done)
        self.retranslate()

    @property
    def takes_focus(self) -> bool:
        """Whether the person has something to do here."""
        return takes_focus(self.node)

    def _lay_out(self, *, beside: bool) -> None:
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(2)
        grid.setColumnMinimumWidth(0, self._indent)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        if self.node.number:
            number = label(self.node.number, "body-bold", "accent")
            number.setContentsMargins(0, 8, 0, 0)
            grid.addWidget(number, 0, 0, top)
        self._label.setContentsMargins(0, 7, 16, 0)
        grid.addWidget(self._label, 0, 1, top)
        if beside:
            grid.addWidget(self.asked.control, 0, 2, 2, 1, top)
            grid.addWidget(self.asked.strip, 2, 1, 1, 2)
            grid.addWidget(self.asked.fault, 3, 1, 1, 2)
            self.asked.control.setFixedWidth(INPUT_WIDTH)
        else:
            grid.addWidget(self.asked.strip, 2, 1, 1, 2)
            grid.addWidget(self.asked.control, 3, 1, 1, 2)
            grid.addWidget(self.asked.fault, 4, 1, 1, 2)

    def refresh(self, *, force: bool = False) -> None:
        """Show the node as it is now."""
        self.asked.refresh(force=force)
        self._texts()

    def retranslate(self) -> None:
        """All texts again."""
        self.asked.refresh()
        self.asked.name_control()
        self._texts()

    def _texts(self) -> None:
        mark = f' <b style="color:{theme.hex_color("error")}">*</b>' if self.node.required else ""
        role = "body" if is_note(self.node) else "label"
        self._label.setText(theme.paragraph(words.rich(self.node.label) + mark, role, rich=True))
        hint = words.plain(self.node.hint)
        if hint and self._hint is None:  # most fields have none
            self._hint = label("", "body", "ink-3", wrap=True)
            if self.kind in _BESIDE:
                self._grid.addWidget(self._hint, 1, 1, Qt.AlignmentFlag.AlignTop)
            else:
                self._grid.addWidget(self._hint, 1, 1, 1, 2)
        if self._hint is not None:
            self._hint.setText(hint)
            self._hint.setVisible(bool(hint))


def takes_focus(node: Node) -> bool:
    """Whether the person has something to do at a question among others."""
    return kind_of(node, dense=True) not in ("note", "calculated") and not node.readonly


def _columns(node: Node, kind: str) -> int:
    """Short lists of short words stand side by side."""
    if kind not in _IN_COLUMNS:
        return 1
    longest = max((len(choice.label.encode("gbk", "replace")) for choice in node.choices()), default=0)
    return 1 if longest > 34 else 2 if longest > 16 else 3

"""Between a question and its answer: the question's media, and what a laptop cannot do of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components import IconLabel
from fieldapp.ui.components.frames import label as words
from fieldapp.ui.controls import markdown
from fieldapp.ui.controls.around import Around
from fieldapp.ui.controls.media import MediaStrip
from fieldapp.ui.controls.notices import notice_of


class Strip(QWidget):
    """Empty and hidden when a question has neither, as almost all do; filled at the first need."""

    def __init__(self, node: Node, around: Around) -> None:
        super().__init__()
        self._node, self._around = node, around
        self._media: MediaStrip | None = None
        self._notice: QLabel | None = None
        self._column: QVBoxLayout | None = None
        self.show_node()

    def said(self) -> str:
        """The notice on screen."""
        return self._notice.text() if self._notice is not None else ""

    def show_node(self) -> None:
        """In the language in force."""
        media = {} if _drawn_on(self._node) else self._node.media
        said = notice_of(self._node)
        if (media or said) and self._column is None:
            self._build()
        if self._media is not None and self._notice is not None:
            self._media.show_media(media, markdown.plain(self._node.label))
            self._notice.setText(said)
            self._line.setVisible(bool(said))
        if self.parentWidget() is not None or not (media or said):
            self.setVisible(bool(media or said))  # shown without a parent it would be a window of its own

    def _build(self) -> None:
        self._media = MediaStrip(self._around.form_file)
        self._notice = words("", "body", "ink-2", wrap=True)
        self._line = QWidget()
        row = QHBoxLayout(self._line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("information-outline", "ink-2"))
        row.addWidget(self._notice, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.addWidget(self._media)
        self._column.addWidget(self._line)


def _drawn_on(node: Node) -> bool:
    """An image map shows the picture of its question itself."""
    return node.control is not None and "image-map" in node.control.appearance

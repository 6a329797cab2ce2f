"""Between a question and its answer: the question's media, and what a laptop cannot do of it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components import IconLabel
from fieldapp.ui.components.frames import label as words
from fieldapp.ui.controls import markdown
from fieldapp.ui.controls.around import Around
from fieldapp.ui.controls.media import MediaStrip
from fieldapp.ui.controls.notices import notice_of


class Strip(QWidget):
    """Hidden when a question has neither, as almost all do."""

    def __init__(self, node: Node, around: Around) -> None:
        super().__init__()
        self._node = node
        self.media = MediaStrip(around.form_file)
        self.notice = words("", "body", "ink-2", wrap=True)
        self._icon = IconLabel("information-outline", "ink-2")
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._icon)
        row.addWidget(self.notice, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.addWidget(self.media)
        column.addLayout(row)
        self.show_node()

    def show_node(self) -> None:
        """In the language in force."""
        media = {} if _drawn_on(self._node) else self._node.media
        self.media.show_media(media, markdown.plain(self._node.label))
        said = notice_of(self._node)
        self.notice.setText(said)
        self.notice.setVisible(bool(said))
        self._icon.setVisible(bool(said))
        if self.parentWidget() is not None or not (media or said):
            self.setVisible(bool(media or said))  # shown without a parent it would be a window of its own


def _drawn_on(node: Node) -> bool:
    """An image map shows the picture of its question itself."""
    return node.control is not None and "image-map" in node.control.appearance

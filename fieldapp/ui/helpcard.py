"""F1: the keys of this page and those that work everywhere, over the page."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from fieldapp.ui.components import Button, Card, KeyCap, column, label, row, rule
from fieldapp.ui.page import Keys
from fieldapp.wording import tr


def everywhere() -> Keys:
    """Keys of every page."""
    return (
        ("F1", tr("this help")),
        ("F9", tr("theme: light, dark, sunlight")),
        ("F11", tr("full screen")),
        ("Ctrl++", tr("larger text")),
        ("Ctrl+-", tr("smaller text")),
        ("Ctrl+0", tr("normal text")),
        ("Ctrl+L", tr("lock, or somebody else")),
        ("F10", tr("hide at once; Ctrl+H does the same")),
    )


def beside_the_rail() -> Keys:
    """Keys of the pages with a rail."""
    return (
        ("Alt+1", tr("home")),
        ("Alt+9", tr("guides: how to work with the app")),
        ("Alt+0", tr("settings")),
        ("F6", tr("next part of the page")),
        ("Ctrl+T", tr("Chinese or English")),
    )


class HelpCard(Card):
    """Shown over the window; Escape or F1 closes it and gives the focus back."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(padding=24, spacing=12)
        self.setParent(window)
        self._window = window
        self._back: QWidget | None = None
        self._content: QWidget | None = None
        self._title = label("", "title")
        self._close = Button("", "secondary", key="Esc")
        self._close.clicked.connect(self.close_help)
        head = row()
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        self.body.addLayout(head)
        self.body.addWidget(rule())
        window.installEventFilter(self)
        self.hide()

    def show_keys(self, title: str, own: Keys, common: Keys) -> None:
        """Open with these keys."""
        self._back = self._window.focusWidget()
        self._title.setText(title or tr("Keys"))
        self._close.set_text(tr("Close"))
        if self._content is not None:
            self.body.removeWidget(self._content)
            self._content.deleteLater()
        self._content = _two_columns(own, common)
        self.body.addWidget(self._content, 1)
        self.setAccessibleName(self._title.text())
        self.place()
        self.show()
        self.raise_()
        self._close.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_help(self) -> None:
        """Close, and go back to where the focus was."""
        self.hide()
        if self._back is not None:
            self._back.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """In the middle of the window."""
        room = self._window.size()
        width = min(840, room.width() - 48)
        height = min(max(320, self.sizeHint().height()), room.height() - 48)
        self.setGeometry((room.width() - width) // 2, (room.height() - height) // 2, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F1):
            self.close_help()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)


def _two_columns(own: Keys, common: Keys) -> QWidget:
    content = QWidget()
    line = row(spacing=32)
    for heading, keys in ((tr("On this page"), own), (tr("Everywhere"), common)):
        if keys:
            line.addLayout(_key_column(heading, keys), 1)
    content.setLayout(line)
    return content


def _key_column(heading: str, keys: Keys) -> QVBoxLayout:
    outer = column(spacing=8)
    outer.addWidget(label(heading, "body-bold"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for at, (key, does) in enumerate(keys):
        grid.addWidget(KeyCap(key), at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label(does, "body", "ink-2", wrap=True), at, 1)
    outer.addLayout(grid)
    outer.addStretch(1)
    return outer

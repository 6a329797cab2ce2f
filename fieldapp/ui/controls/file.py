"""Photo, sound, video and other files: chosen from a folder and copied into the study."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.interview import Node
from fieldapp.ui.components import Button
from fieldapp.ui.components.frames import label as words
from fieldapp.ui.controls.around import NOTHING_AROUND, Around
from fieldapp.ui.controls.base import Control, Hint
from fieldapp.wording import tr

_PATTERNS = {
    "image": "*.jpg *.jpeg *.png *.webp *.bmp *.gif",
    "audio": "*.mp3 *.m4a *.wav *.amr *.ogg *.flac *.aac *.opus",
    "video": "*.mp4 *.mov *.avi *.mkv *.webm *.3gp",
}
_PREVIEW = 220


class FileControl(Control):
    """The answer is the name of the copy in the study's media folder."""

    def __init__(self, node: Node, around: Around = NOTHING_AROUND, parent: QWidget | None = None) -> None:
        super().__init__(node, parent)
        self._around = around
        self.button = Button(tr("Choose a file"), icon="folder-open-outline", key="Ctrl+K")
        self.button.setProperty("enter_goes_on", True)
        self.button.installEventFilter(self)
        self.button.clicked.connect(self.choose)
        self._name = words("", "body", "ink-2")
        self._picture = QLabel()
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.button)
        line.addWidget(self._name, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(line)
        layout.addWidget(self._picture)
        self.setFocusProxy(self.button)
        self.show_node()

    @property
    def family(self) -> str:
        """image, audio, video, or "" for any file."""
        media = self.node.control.attributes.get("mediatype", "") if self.node.control is not None else ""
        return media.split("/")[0] if media.split("/")[0] in _PATTERNS else ""

    @property
    def entry(self) -> QWidget:
        """The button."""
        return self.button

    @property
    def hints(self) -> tuple[Hint, ...]:
        """Take, open, remove."""
        return (
            Hint(("Ctrl+K",), tr("choose a file")),
            Hint(("Space",), tr("open")),
            Hint(("Del",), tr("remove")),
        )

    def show_node(self) -> None:
        """The name of the file, and a small picture of a picture."""
        self._name.setText(self.node.value or tr("No file yet"))
        self.button.setEnabled(not self.node.readonly)
        picture = QPixmap()
        if self.node.value and self.family == "image":
            picture.loadFromData(self._around.media(self.node.value))
        self._picture.setVisible(not picture.isNull())
        if not picture.isNull():
            smooth = Qt.TransformationMode.SmoothTransformation
            self._picture.setPixmap(picture.scaledToHeight(min(_PREVIEW, picture.height()), smooth))

    def choose(self) -> None:
        """Ask for a file (the system's own dialog) and take it."""
        pattern = f"{_PATTERNS[self.family]}" if self.family else "*"
        dialog = QFileDialog(self.window(), tr("Choose a file"), "", f"({pattern})")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.take(Path(name)))
        dialog.open()

    def take(self, path: Path) -> None:
        """Copy the file into the study and answer with its name."""
        name = self._around.attach(self.node.reference, path)
        if name:
            self.give(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next question; some platforms would press the button."""
        enter = isinstance(event, QKeyEvent) and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.type() == QEvent.Type.KeyPress:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+K chooses, Space opens the file there is."""
        if event.key() == Qt.Key.Key_K and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.choose()
        else:
            super().keyPressEvent(event)

    def open_file(self) -> None:
        """In the program of the system; of a sealed file only a copy can be opened, where somebody put it."""
        if not self.node.value:
            return
        if (path := self._around.media_path(self.node.value)) is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        else:
            self.save_copy()

    def save_copy(self) -> None:
        """Ask where a readable copy shall go, and write it there."""
        title = tr("The file is encrypted. Save a readable copy")
        dialog = QFileDialog(self.window(), title, self.node.value)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = self.node.value
        dialog.fileSelected.connect(lambda target: self._around.save_media(name, Path(target)))
        dialog.open()

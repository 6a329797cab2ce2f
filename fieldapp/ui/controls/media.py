"""Pictures, sounds and films that go with a question or a choice: files of the form, never answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImageReader, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from fieldapp.ui.components import Button
from fieldapp.ui.components.frames import label as words
from fieldapp.wording import tr

Find = Callable[[str], Path | None]
_PLAYED = {"audio": "volume-high", "video": "play-circle-outline"}
LARGEST = QSize(640, 260)
SMALL = QSize(160, 96)


class MediaStrip(QWidget):
    """What a question shows beside its words; hidden when there is nothing."""

    def __init__(self, find: Find, largest: QSize = LARGEST) -> None:
        super().__init__()
        self._find, self._largest = find, largest
        self._shown: Mapping[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 4)
        self.hide()

    def show_media(self, media: Mapping[str, str], says: str = "") -> None:
        """These files by kind: image, big-image, audio, video; `says` describes the picture."""
        if media == self._shown:
            return
        self._shown = dict(media)
        self._clear()
        if image := media.get("big-image") or media.get("image"):
            self._column.addWidget(self._picture(image, says))
        played = [(kind, name) for kind, name in media.items() if kind in _PLAYED]
        if played:
            row = QHBoxLayout()
            for kind, name in played:
                row.addWidget(play_button(kind, name, self._find))
            row.addStretch(1)
            self._column.addLayout(row)
        self.setVisible(bool(media))

    def _clear(self) -> None:
        for widget in self.findChildren(QWidget):
            widget.hide()
            widget.deleteLater()
        while (item := self._column.takeAt(0)) is not None:
            if (inner := item.layout()) is not None:
                inner.deleteLater()

    def _picture(self, name: str, says: str) -> QWidget:
        picture = read_picture(self._find(name), self._largest)
        if picture.isNull():
            return words(tr("The picture {name} does not lie beside the form", name=name), "body", "ink-3")
        shown = QLabel()
        shown.setPixmap(picture)
        shown.setAccessibleName(tr("Picture: {words}", words=says or name))
        return shown


def read_picture(path: Path | None, largest: QSize) -> QPixmap:
    """A picture scaled down to fit; a null pixmap when there is none or it cannot be read."""
    if path is None:
        return QPixmap()
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and (size.width() > largest.width() or size.height() > largest.height()):
        reader.setScaledSize(size.scaled(largest, Qt.AspectRatioMode.KeepAspectRatio))
    return QPixmap.fromImage(reader.read())


def play_button(kind: str, name: str, find: Find) -> Button:
    """Opens a sound or a film in the system's own program; greyed out when the file is not there."""
    path = find(name)
    button = Button(name, icon=_PLAYED[kind], size="table")
    button.setMinimumHeight(40)
    button.setEnabled(path is not None)
    button.setToolTip("" if path is not None else tr("{name} does not lie beside the form", name=name))
    if path is not None:
        button.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
    return button

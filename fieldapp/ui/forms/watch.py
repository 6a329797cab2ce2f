"""Tells when a file was saved. Excel and LibreOffice replace the file, so its folder is watched too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

SETTLE_MS = 400


class Watch(QObject):
    """`follow(path)`; emits `saved` once the file has been quiet for a moment. None follows nothing."""

    saved = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._seen: tuple[int, int] | None = None
        self._watcher = QFileSystemWatcher(self)
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self._watcher.fileChanged.connect(lambda _path: self._settle.start())
        self._watcher.directoryChanged.connect(lambda _path: self._settle.start())

    def follow(self, path: Path | None) -> None:
        """Watch this file from now on."""
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)
        self._settle.stop()
        self._path, self._seen = path, _state(path)
        if path is not None:
            self._watcher.addPaths([name for name in (str(path), str(path.parent)) if Path(name).exists()])

    def _look(self) -> None:
        """The file may be gone for the moment between two steps of a save: then its folder tells again."""
        state = _state(self._path)
        if self._path is None or state is None or state == self._seen:
            return
        self._seen = state
        if str(self._path) not in self._watcher.files():
            self._watcher.addPath(str(self._path))
        self.saved.emit()


def _state(path: Path | None) -> tuple[int, int] | None:
    """Time and length: what tells one save from the next."""
    try:
        found = path.stat() if path is not None else None
    except OSError:
        return None
    return (found.st_mtime_ns, found.st_size) if found is not None else None

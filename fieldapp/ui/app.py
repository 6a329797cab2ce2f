"""Starts the window."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from fieldapp import files, wording
from fieldapp.ui import crash, icons, preferences, theme
from fieldapp.ui.desk import Desk
from fieldapp.ui.style import Style
from fieldapp.ui.window import MainWindow


def run(argv: Sequence[str], study_folder: Path | None = None, *, sample: bool = False) -> int:
    """Open the window on a study (the one opened last, if none is named) until it is closed."""
    logging.basicConfig(level=logging.WARNING)
    app = QApplication.instance() or QApplication(list(argv))
    assert isinstance(app, QApplication)
    window = build(app)
    window.show()
    AfterFirstPaint(window, lambda: arrive(window, study_folder, sample=sample))
    return app.exec()


def build(app: QApplication) -> MainWindow:
    """The whole window, ready to be shown; no study is opened yet."""
    crash.listen_to_qt()
    app.setApplicationName("fieldapp")
    app.setStyle(Style())
    chosen = preferences.load()
    wording.use(chosen.language)
    theme.use_fonts(app, chosen.language)
    theme.apply(app, chosen.theme)
    theme.set_text_step(chosen.text_step)
    window = MainWindow(Desk(chosen))
    sys.excepthook = crash.hook(lambda: _report_folder(window), lambda path: _tell(window, path))
    return window


def arrive(window: MainWindow, study_folder: Path | None = None, *, sample: bool = False) -> None:
    """What the first paint did not wait for: icons, Qt's own texts, the study."""
    icons.load()
    window.look.use_qt_texts()
    desk = window.desk
    if sample:
        desk.open_sample(study_folder)
    elif study_folder is not None:
        desk.open_study(study_folder)
    elif recent := desk.recent():
        desk.open_study(recent[0].folder)
    if desk.study is None:
        window.show_welcome()


class AfterFirstPaint(QObject):
    """Calls `then` once, after `window` has been painted for the first time."""

    def __init__(self, window: MainWindow, then: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._then = window, then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and watched is self._window:
            self._window.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def _report_folder(window: MainWindow) -> Path:
    study = window.desk.study
    return study.folder if study is not None else files.home()


def _tell(window: MainWindow, path: Path | None) -> None:
    crash.dialog(window, path)

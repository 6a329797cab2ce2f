"""Starts the window: paint first, then everything else.

Order: the bare window is painted; then style, fonts, words and pages; then icons, Qt's own texts and
the study. Modules are imported in that order too, which is why imports stand inside functions here.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from fieldapp.ui import preferences
from fieldapp.ui.window import MainWindow

if TYPE_CHECKING:
    from fieldapp.ui.preferences import Preferences
    from fieldapp.ui.stage import Stage


def run(argv: Sequence[str], study_folder: Path | None = None, *, sample: bool = False) -> int:
    """Open the window on a study (the one opened last, if none is named) until it is closed."""
    app = QApplication(list(argv))
    chosen = preferences.load()
    window = MainWindow(chosen.theme)

    def settle() -> None:
        furnish(app, window, chosen)
        arrive(window.stage, study_folder, sample=sample)
        QTimer.singleShot(0, warm_up)

    window.painted.connect(settle)
    window.show()
    return app.exec()


def warm_up() -> None:
    """Read the code of the interview window before somebody waits for it."""
    import fieldapp.ui.interview.page  # noqa: F401


def build(app: QApplication) -> MainWindow:
    """The whole window at once, for tests and pictures; no study is opened yet."""
    chosen = preferences.load()
    window = MainWindow(chosen.theme)
    furnish(app, window, chosen)
    return window


def furnish(app: QApplication, window: MainWindow, chosen: Preferences) -> None:
    """Style, fonts and words as this person wants them; then the pages."""
    from fieldapp import logs, wording
    from fieldapp.ui import crash, theme
    from fieldapp.ui.desk import Desk
    from fieldapp.ui.style import Style

    logs.start()
    crash.listen_to_qt()
    sys.excepthook = crash.hook(window)
    app.setApplicationName("fieldapp")
    app.setStyle(Style())
    wording.use(chosen.language)
    theme.use_fonts(app, chosen.language)
    theme.apply(app, chosen.theme)
    theme.set_text_step(chosen.text_step)
    window.furnish(Desk(chosen))


def arrive(stage: Stage, study_folder: Path | None = None, *, sample: bool = False) -> None:
    """What the pages did not wait for: icons, Qt's own texts, the study."""
    from fieldapp.ui import icons

    icons.load()
    stage.look.use_qt_texts()
    desk = stage.desk
    if sample:
        desk.open_sample(study_folder)
    elif study_folder is not None:
        desk.open_study(study_folder)
    elif recent := desk.recent():
        desk.open_study(recent[0].folder)
    if desk.study is None:
        stage.show_welcome()

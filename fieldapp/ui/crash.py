"""When the program itself is at fault: keep a report, say that the answers are stored, go on.

A report holds the versions, and of the failure its kinds and the lines of the program that it went
through. What an exception says may quote an answer, so of its words only names of the program are kept.
It goes into the study's folder, or into
the person's own folder when no study is open.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, QUrl, qInstallMessageHandler, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

import fieldapp
from fieldapp import files
from fieldapp.problems import Problem
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.ui.window import MainWindow

_LOG = logging.getLogger("fieldapp")
_QT = logging.getLogger("fieldapp.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def hook(window: MainWindow) -> Hook:
    """An exception hook that writes a report and tells the person, over `window`."""

    def handle(kind: type[BaseException], failure: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, trace)
            return
        if isinstance(failure, OSError):  # a disk that fails where nobody expected it
            _LOG.error("crash\n%s", trace_of(failure))
            failure = files.translate(failure, failure.filename or _folder(window), reading=True)
        if isinstance(failure, Problem):  # a fault of the world that nobody expected here
            window.stage.notices.problem(failure)
            return
        _LOG.error("crash\n%s", trace_of(failure))
        dialog(window, write_report(_folder(window), failure))

    return handle


def _folder(window: MainWindow) -> Path:
    study = window.stage.desk.study
    return study.folder if study is not None else files.home()


def write_report(folder: Path, failure: BaseException) -> Path | None:
    """Write the report; None when even that cannot be done."""
    now = datetime.now().astimezone()
    path = folder / "crash" / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        files.make_folder(path.parent)
        files.write(path, report(failure, now).encode("utf-8", "backslashreplace"))
    except Problem:
        _LOG.error("the crash report could not be written")
        return None
    return path


def report(failure: BaseException, now: datetime) -> str:
    """Versions and trace."""
    import platform

    head = (
        f"fieldapp {fieldapp.__version__}",
        f"{now.isoformat(timespec='seconds')}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
    )
    return "\n".join([*head, "", trace_of(failure)])


def trace_of(failure: BaseException) -> str:
    """The lines of the program that led here, for the failure and those behind it; no words of theirs."""
    import traceback

    parts = []
    for one in _with_causes(failure):
        lines = (line.rstrip("\n") for line in traceback.format_tb(one.__traceback__))
        parts.append("\n".join([*lines, _named(one)]))
    return "\n\nwhich led to\n\n".join(parts)


def _with_causes(failure: BaseException) -> list[BaseException]:
    """What happened first comes first."""
    found: list[BaseException] = []
    one: BaseException | None = failure
    while one is not None and one not in found:
        found.insert(0, one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return found


def _named(failure: BaseException) -> str:
    """The kind of a failure, with the names of the program that it carries; a problem's code."""
    kind = f"{type(failure).__module__}.{type(failure).__qualname__}"
    if isinstance(failure, Problem):
        return f"{kind}: {failure.kind.code}"
    if isinstance(failure, OSError):
        return f"{kind}: {failure.errno}"
    name = getattr(failure, "name", None)
    program = isinstance(failure, AttributeError | NameError | ImportError)
    return f"{kind}: {name}" if program and isinstance(name, str) and name.isascii() else kind


def dialog(parent: QWidget | None, path: Path | None) -> QMessageBox:
    """Says what is safe and offers the report; it does not stop the program."""
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(tr("Something went wrong"))
    box.setText(tr("The program made a mistake. All answers up to the last key are stored."))
    where = tr("A report was written: {path}", path=path) if path else tr("The report could not be written.")
    advice = tr("You can go on. Please send the report to whoever looks after the app.")
    box.setInformativeText(f"{where}\n{advice}")
    go_on = box.addButton(tr("Go on"), QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(go_on)
    box.setEscapeButton(go_on)
    if path is not None:
        show = box.addButton(tr("Open the report"), QMessageBox.ButtonRole.ActionRole)
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
    _offer_bundle(box, parent)
    box.finished.connect(box.deleteLater)
    box.open()
    return box


def _offer_bundle(box: QMessageBox, window: object) -> None:
    """The support bundle, where its page can be shown: not over an interview."""
    stage = getattr(window, "stage", None)
    if stage is not None and stage.interview is None:
        more = box.addButton(tr("Support bundle…"), QMessageBox.ButtonRole.ActionRole)
        more.clicked.connect(lambda: stage.shell.open("support"))


def listen_to_qt() -> None:
    """Qt's own messages go to the log `fieldapp.qt`."""
    qInstallMessageHandler(_qt_message)


def _qt_message(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
    _QT.log(_LEVELS.get(kind, logging.WARNING), "%s", text)

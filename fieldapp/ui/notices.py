"""What the window says at its bottom edge after something happened elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from fieldapp import wording
from fieldapp.problems import (
    DATABASE_DAMAGED,
    JOURNAL_DAMAGED,
    LOG_DAMAGED,
    REVISION_DAMAGED,
    Problem,
)
from fieldapp.ui.components import Toast
from fieldapp.ui.desk import Desk
from fieldapp.ui.shell import Shell
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.ui.jobs import Exported


_DAMAGE = (DATABASE_DAMAGED, JOURNAL_DAMAGED, LOG_DAMAGED, REVISION_DAMAGED)


class Notices(QObject):
    """Turns the news of the desk into toasts, with what can be done about it."""

    check_wanted = Signal(object)  # the folder of a study that does not open, or None: the open one

    def __init__(self, toast: Toast, desk: Desk, shell: Shell) -> None:
        super().__init__(toast)
        self._toast, self._desk, self._shell = toast, desk, shell
        desk.failed.connect(self.problem)
        desk.said.connect(toast.say)
        desk.offered.connect(self._offered)
        desk.form_refused.connect(self._form_refused)
        desk.discarded.connect(self._discarded)
        desk.exported.connect(self._exported)

    def problem(self, failure: Problem) -> None:
        """A failure of the world, in the language in force; it stays until it is closed. For damage there is
        a page that says more."""
        folder = _damaged(failure)
        if folder is None and not (self._desk.study and failure.kind in _DAMAGE):
            self._toast.say(wording.problem(failure), "error")
            return
        look = partial(self.check_wanted.emit, folder)
        self._toast.say(wording.problem(failure), "error", tr("Check the study"), look)

    def undo(self) -> bool:
        """Ctrl+Z while a toast offers it; False when none does."""
        if not self._toast.offers:
            return False
        self._toast.act()
        return True

    def _offered(self, said: str, undo: Callable[[], object]) -> None:
        self._toast.say(said, "ok", tr("Undo"), undo, key="Ctrl+Z")

    def _form_refused(self, sentence: str) -> None:
        if self._shell.current() != "settings":  # there it stands above the forms
            self._toast.say(sentence, "error")

    def _discarded(self, instance_id: str) -> None:
        undo = partial(self._desk.restore, instance_id)
        self._toast.say(tr("Draft deleted"), "info", tr("Undo"), undo, icon="trash-can-outline", key="Ctrl+Z")

    def _exported(self, done: Exported) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(done.folder)))
        said = trn("{n} interview exported", "{n} interviews exported", done.interviews)
        kind = "warn" if done.notes else "ok"
        self._toast.say("\n".join([said, *done.notes]), kind, tr("Open folder"), show)


def _damaged(failure: Problem) -> Path | None:
    """The folder of the damaged study, where the failure is about its database."""
    where = failure.fields.get("where")
    return where.parent if failure.kind in _DAMAGE and isinstance(where, Path) else None

"""When a backup is made: after each finished interview, and every few minutes when something changed.

On the worker, quietly: nobody who answers waits for it, and leaving does not either. What fails is shown
on the safety card and tried again.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fieldapp.problems import Problem
from fieldapp.ui.backup import work
from fieldapp.ui.desk import Desk
from fieldapp.ui.tasks import Task

if TYPE_CHECKING:
    from fieldapp.backup import Outlook
    from fieldapp.study import Study

LOOK_MS = 60_000
Stamp = tuple[tuple[int, int], ...]


class Keeper(QObject):
    """One for the window; follows the study that is open."""

    changed = Signal()
    made = Signal(object)  # work.Done, when somebody asked for it

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._task: Task | None = None
        self._stamp: Stamp = ()
        self._study: Study | None = None
        self._again = False
        self.problem: Problem | None = None
        """Why the last one failed, or is not where it was wanted; None when all is well."""
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self.look)
        desk.study_changed.connect(self._follow)

    @property
    def busy(self) -> bool:
        """Whether a backup is being made now."""
        return self._task is not None

    def outlook(self) -> Outlook | None:
        """What there is to say about the second copy; None without a study."""
        study = self._here()
        if study is None:
            return None
        from fieldapp import backup

        now, count = datetime.now().astimezone(), len(study.finalized())
        return backup.outlook(study.settings, now, count, study.protected)

    def finished(self) -> None:
        """An interview was finished: make a backup at once."""
        self._make("after an interview", asked=False)

    def now(self) -> None:
        """Somebody asked for one."""
        self._make("by hand", asked=True)

    def look(self) -> None:
        """Make one when the last is old enough and something changed since."""
        study = self._here()
        if study is None or self.busy or self._stamped(study) == self._stamp:
            return
        from fieldapp import backup

        last, wishes = backup.last_backup(study.settings), backup.Wishes.read(study.settings)
        age = datetime.now().astimezone() - last.at if last else timedelta.max
        if self.problem is not None or not timedelta(0) <= age < timedelta(minutes=wishes.minutes):
            self._make("every few minutes", asked=False)

    def _here(self) -> Study | None:
        """The study to look after; practice is no data."""
        study = self._desk.study
        return None if study is None or study.read_only or study.practice else study

    def _follow(self) -> None:
        """Another study, or none: what was begun for the old one is given up."""
        study = self._here()
        if study is self._study:
            return
        if self._task is not None:
            self._task.cancel()
        self._study, self._task, self.problem, self._stamp, self._again = study, None, None, (), False
        if study is None:
            self._timer.stop()
        else:
            self._timer.start()
        self.changed.emit()

    def _make(self, reason: str, *, asked: bool) -> None:
        study = self._here()
        if study is None:
            return
        if self.busy:
            self._again = True  # what came meanwhile is not in the one under way
            return
        from fieldapp import backup

        place = work.Place(study.folder, study.device_id, study.study_id, study.secrets)
        wishes = backup.Wishes.read(study.settings)
        self._task = self._desk.tasks.run(
            partial(work.make, place, wishes, reason),
            self,
            partial(self._done, study, reason, asked),
            partial(self._failed, study),
            quiet=True,
        )
        self.changed.emit()

    def _done(self, study: Study, reason: str, asked: bool, done: work.Done) -> None:
        if study is not self._desk.study:
            return
        self._task, self.problem = None, done.instead
        self._desk.attempt(lambda: self._enter(study, reason, done))
        self._stamp = () if done.instead else self._stamped(study)
        self.changed.emit()
        if asked:
            self.made.emit(done)
        self._go_on()

    def _enter(self, study: Study, reason: str, done: work.Done) -> None:
        from fieldapp import backup

        backup.remember(study.settings, done.made, done.target)
        study.act("backup", done.made.backup.folder.name, place=done.target.kind, reason=reason)

    def _failed(self, study: Study, problem: Problem) -> None:
        if study is not self._desk.study:
            return
        self._task, self.problem, self._stamp = None, problem, ()
        self.changed.emit()
        self._go_on()

    def _go_on(self) -> None:
        if self._again:
            self._again = False
            self.finished()

    @staticmethod
    def _stamped(study: Study) -> Stamp:
        """Length and time of the database and its log: they change with every commit."""
        found = []
        for path in (study.layout.database, study.layout.database.with_name("study.db-wal")):
            try:
                state = path.stat()
            except OSError:
                continue
            found.append((state.st_size, state.st_mtime_ns))
        return tuple(found)

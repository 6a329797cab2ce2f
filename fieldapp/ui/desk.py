"""What lies on the desk: the open study, the person's choices, the worker.

Pages read the study from here and ask for actions here; nothing in this file draws. Every failure of
the world leaves through `failed`, every success worth a word through `said`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from fieldapp import files, wording
from fieldapp.problems import LOG_TORN, Problem
from fieldapp.ui import jobs
from fieldapp.ui.names import in_our_language
from fieldapp.ui.preferences import Preferences
from fieldapp.ui.tasks import Job, Task, Tasks
from fieldapp.wording import tr

if TYPE_CHECKING:  # the study brings SQLite and XML, which the first paint does not wait for
    from fieldapp.store import FormRow
    from fieldapp.study import Beside, Entrance, Recent, Study
    from fieldapp.study.rights import Role

_LOG = logging.getLogger("fieldapp.desk")


def _log_problem(failure: Problem) -> None:
    _LOG.warning("problem: %s", failure.kind.code)


class Desk(QObject):
    """One for the whole window."""

    study_changed = Signal()
    sign_in_wanted = Signal(object)  # the Entrance of a study where people sign in
    interviews_changed = Signal()
    forms_changed = Signal()
    failed = Signal(object)
    form_refused = Signal(str)
    said = Signal(str)
    offered = Signal(str, object)  # what was done, and what takes it back
    discarded = Signal(str)
    exported = Signal(object)
    working = Signal(str)  # the sentence shown meanwhile; "" at the end
    progressed = Signal(int, int)

    def __init__(self, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.study: Study | None = None
        self._real: Study | None = None
        self.tasks = Tasks(self)
        self._task: Task | None = None
        self.failed.connect(_log_problem)

    def attempt(self, action: Callable[[], Any]) -> Any:
        """Do something; a failure of the world is reported and gives None."""
        try:
            return action()
        except Problem as failure:
            self.failed.emit(failure)
            return None

    def work(
        self,
        doing: str,
        job: Job,
        done: Callable[[Any], object],
        failed: Callable[[Problem], object] | None = None,
    ) -> Task:
        """Do something long on the worker; `doing` is the sentence shown meanwhile."""
        self.working.emit(doing)

        def finish(result: Any) -> None:
            self.working.emit("")
            done(result)

        def fail(failure: Problem) -> None:
            self.working.emit("")
            (failed or self.failed.emit)(failure)

        self._task = self.tasks.run(job, self, finish, fail, self.progressed.emit)
        return self._task

    def cancel(self) -> None:
        """Stop what is under way; nothing of it stays."""
        if self._task is not None:
            self._task.cancel()
            self.working.emit("")

    # studies

    def recent(self) -> list[Recent]:
        """Studies this person opened here, last one first."""
        from fieldapp import study

        return list(study.recent())

    def open_study(self, folder: Path) -> bool:
        """Open the study in `folder`, or ask who it is; the one that was open stays open meanwhile."""
        from fieldapp import study

        if self.study is not None and self.study.folder == folder:
            return True
        found: Study | Entrance | None = self.attempt(lambda: study.approach(folder))
        if isinstance(found, study.Study):
            self.enter(found)
        elif found is not None:
            self.sign_in_wanted.emit(found)
        return found is not None

    def enter(self, study: Study) -> None:
        """This study from now on, as whoever is signed in to it."""
        self._end_practice()
        if self.study is not None and self.study is not study:
            self.study.close()
        self.study = study
        _LOG.info("study open, %s", "encrypted" if study.protected else "not encrypted")
        self.study_changed.emit()
        if study.store.torn_log is not None:
            self.failed.emit(Problem(LOG_TORN, where=study.name, kept=study.store.torn_log))

    @property
    def practising(self) -> bool:
        """Whether the study that is open is for practice: nothing there is data."""
        return self._real is not None

    @property
    def real_study(self) -> Study | None:
        """The study where people sign in and real interviews lie, also while somebody practises."""
        return self._real or self.study

    def role(self) -> Role | None:
        """What whoever works here is in the study; None where nobody said."""
        from fieldapp.ui import railplan

        return railplan.role_in(self.real_study) if self.real_study is not None else None

    def set_role(self, role: Role) -> None:
        """What this laptop is used for, in a study where nobody signs in."""
        from fieldapp.ui import railplan

        study = self.real_study
        if study is not None:
            self.attempt(lambda: study.settings.set(railplan.SETTING, role))
            self.study_changed.emit()

    def practise(self) -> None:
        """From now on interviews are for practice, in a study of their own beside the real one."""
        from fieldapp import study

        real = self.study
        if real is None or self.practising:
            return
        opened: Study | None = self.attempt(lambda: study.practice(real))
        if opened is not None:
            self.study, self._real = opened, real
            self.study_changed.emit()

    def stop_practising(self) -> None:
        """Back to the real interviews."""
        if self.practising:
            self._end_practice()
            self.study_changed.emit()

    def _end_practice(self) -> None:
        if self.study is not None and self._real is not None:
            self.study.close()
            self.study, self._real = self._real, None

    def leave_study(self) -> None:
        """Close the study that is open; nothing is, then."""
        self._end_practice()
        if self.study is not None:
            self.study.close()
            self.study = None
            self.study_changed.emit()

    def create_study(self, folder: Path, name: str) -> bool:
        """Make a study in an empty folder and open it."""
        from fieldapp import study

        return self._take(lambda: study.create(folder, name))

    def open_sample(self, folder: Path | None = None) -> None:
        """Open the sample study, making it first if it is not there yet."""
        place = folder or files.home() / "sample"
        if files.Layout(place).database.exists():
            self.open_study(place)
            return

        self.work(
            tr("Making the sample study…"),
            lambda _progress, _cancelled: jobs.make_sample(place),
            lambda _made: self.open_study(place),
        )

    def _take(self, opening: Callable[[], Study]) -> bool:
        opened: Study | None = self.attempt(opening)
        if opened is None:
            return False
        self.enter(opened)
        return True

    # what pages ask for

    def discard(self, instance_id: str) -> None:
        """Put a draft aside; `restore` brings it back."""
        study = self.study
        if study is None:
            return
        self.attempt(lambda: study.discard(instance_id))
        self.interviews_changed.emit()
        self.discarded.emit(instance_id)

    def restore(self, instance_id: str) -> None:
        """Bring a discarded draft back."""
        study = self.study
        if study is not None:
            self.attempt(lambda: study.restore(instance_id))
            self.interviews_changed.emit()

    def remember_form(self, sha256: str) -> None:
        """The form that Start opens next time too."""
        study = self.study
        if study is not None and study.settings.get("form") != sha256:
            self.attempt(lambda: study.settings.set("form", sha256))

    def person(self) -> str:
        """Name and code of who is signed in; "" when nobody is."""
        study = self.study
        if study is not None and study.people.present is not None:
            return study.people.present.name
        if study is None or not study.enumerator:
            return ""
        name = dict(study.enumerators()).get(study.enumerator)
        return f"{name} · {study.enumerator}" if name else study.enumerator

    def sign_in(self, code: str) -> None:
        """Who works on this laptop from now on."""
        study = self.study
        if study is None:
            return

        def act() -> None:
            study.enumerator = code

        self.attempt(act)
        self.study_changed.emit()

    def add_form(self, path: Path) -> None:
        """Take a form in, with its lists; on the worker, since reading a workbook takes a second."""
        study = self.study
        if study is None:
            return
        beside = self.beside(study)

        def refuse(failure: Problem) -> None:
            self.form_refused.emit(wording.problem(failure))

        doing = tr("Reading {name}…", name=path.name)
        self.work(doing, lambda _progress, _cancelled: jobs.add_form(beside, path), self._added, refuse)

    def _added(self, form: FormRow) -> None:
        self.forms_changed.emit()
        self.said.emit(tr("Added: {title}", title=in_our_language(form.title) or form.form_id))

    def export(self) -> None:
        """Write a workbook of the finished interviews into the study's exports folder."""
        study = self.study
        if self.practising:
            self.said.emit(tr("Practice interviews are not exported."))
            return
        if study is None or not study.finalized():
            self.said.emit(tr("Nothing to export until one is finished."))
            return
        job = partial(jobs.export, self.beside(study), wording.language())
        self.work(tr("Exporting…"), job, self.exported.emit)

    @staticmethod
    def beside(study: Study) -> Beside:
        """The way into the study for a job: with the same keys, as the same person."""
        from fieldapp.study import Beside

        return Beside.of(study)

    def close(self) -> None:
        """Leave: the worker ends first, then the study closes."""
        self.tasks.close()
        self._end_practice()
        if self.study is not None:
            self.study.close()
            self.study = None

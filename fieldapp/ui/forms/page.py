"""Forms: the study's forms, and the bench where a form file is checked, tried out and installed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.ui.desk import Desk
from fieldapp.ui.forms import checked as checking
from fieldapp.ui.forms.bench import Bench
from fieldapp.ui.forms.checked import Checked
from fieldapp.ui.forms.shelf import Shelf
from fieldapp.ui.forms.watch import Watch
from fieldapp.ui.names import in_our_language
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.robot import Survey
    from fieldapp.store import FormRow

_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xml")
_WALKS = 50


class FormsPage(Page):
    """`check(path)` opens the bench; Esc goes back to the shelf."""

    choose_file = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._path: Path | None = None
        self.shelf, self.bench = Shelf(), Bench()
        self._stack = QStackedWidget()
        self._watch = Watch(self)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for part in (self.shelf, self.bench):
            self._stack.addWidget(part)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        strip = self.bench.strip
        self.shelf.check.connect(self.choose_file)
        self.shelf.table.entered.connect(self._try_installed)
        self.bench.told.open_file.connect(self._open_file)
        self.bench.compare.connect(self._compare)
        strip.recheck.connect(self.recheck)
        strip.install.connect(self._install)
        strip.robot.connect(self._robot)
        strip.leave.connect(self.leave)
        self._watch.saved.connect(self._saved)

    # the page

    def title(self) -> str:
        return tr("Forms")

    def refresh(self) -> None:
        study = self._desk.study
        made = (
            Counter(row.form_sha256 for row in [*study.drafts(), *study.finalized()]) if study else Counter()
        )
        self.shelf.show_forms(study.forms() if study else [], made)

    def opened(self) -> None:
        shelf = self.shelf.table if self.shelf.table.forms.forms else self.shelf.check_button
        target = self.bench.findings if self._path is not None else shelf
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.shelf.retranslate()
        self.bench.retranslate()
        self.refresh()

    def keys(self) -> Keys:
        return (
            ("Ctrl+O", tr("check a form file")),
            ("↑ ↓", tr("choose a problem")),
            ("N", tr("next error")),
            ("F5", tr("check again")),
            ("Ctrl+C", tr("copy the fix")),
            ("Enter", tr("to the preview")),
            ("Ctrl+Enter", tr("install the form")),
            ("Esc", tr("back to the forms")),
        )

    def main_action(self) -> None:
        if self._path is None:
            self.choose_file.emit()
        elif self.bench.strip.take.isEnabled():
            self._install()

    def panes(self) -> Sequence[QWidget]:
        if self._path is None:
            return (self.shelf.table, self.shelf.check_button)
        return (self.bench.findings, self.bench.told.open, self.bench.preview.next)

    # checking

    def check(self, path: Path) -> None:
        """Put a form file on the bench and check it."""
        self._path = path
        self.bench.strip.show_name(path.name)
        self.bench.close_reading()
        self.bench.show_checked(None)
        self._stack.setCurrentWidget(self.bench)
        self._watch.follow(path)
        self.recheck()

    def recheck(self) -> None:
        """F5: as the file is now."""
        path = self._path
        if path is not None:
            doing = tr("Checking {name}…", name=path.name)
            self._desk.work(
                doing, lambda _progress, _cancelled: checking.check(path), self._found, self._refused
            )

    def leave(self) -> None:
        """Back to the study's forms."""
        self._path = None
        self._watch.follow(None)
        self._stack.setCurrentWidget(self.shelf)
        self.refresh()
        self.opened()

    def _saved(self) -> None:
        if self.bench.strip.on_save.isChecked():
            self.recheck()

    def _found(self, checked: Checked) -> None:
        if checked.path != self._path:
            return
        first = self.bench.checked is None
        self.bench.show_checked(checked)
        if first:
            self.bench.findings.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refused(self, failure: Problem) -> None:
        self.bench.show_trouble(wording.problem(failure))

    # what can be done with it

    def _install(self) -> None:
        if self._path is not None:
            self._desk.add_form(self._path)
            self.leave()

    def _open_file(self) -> None:
        if self._path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))

    def _try_installed(self, sha256: str) -> None:
        """An installed form on the bench: nothing to check, all to try out."""
        study = self._desk.study
        if study is None:
            return
        form, definition = study.form(sha256), study.definition(sha256)
        self._path = study.folder / form.form_id  # no file: it cannot be rechecked
        self._watch.follow(None)
        self.bench.strip.show_name(f"{in_our_language(form.title)} · {form.version}")
        self.bench.show_checked(Checked(self._path, form.added, 0.0, (), {}, definition, study.lists(sha256)))
        self._stack.setCurrentWidget(self.bench)

    def _installed_version(self) -> FormRow | None:
        """The newest installed version of the form on the bench."""
        study, checked = self._desk.study, self.bench.checked
        if study is None or checked is None or checked.definition is None:
            return None
        form_id = checked.definition.form_id
        return next((form for form in study.forms() if form.form_id == form_id), None)

    def _compare(self) -> None:
        from fieldapp.form.compare import compare

        study, checked, installed = self._desk.study, self.bench.checked, self._installed_version()
        if study is None or checked is None or checked.definition is None or installed is None:
            self._desk.said.emit(tr("No version of this form is installed to compare with."))
            return
        found = compare(study.definition(installed.sha256), checked.definition)
        title = tr("Compared with {version}", version=installed.version)
        meanings = [(one.what, f"{one.drafts}\n{one.data}") for one in found]
        self.bench.read(title, meanings or [(tr("No differences."), "")])

    def _robot(self) -> None:
        from fieldapp import robot

        checked = self.bench.checked
        if checked is None or checked.definition is None or checked.lists is None:
            return
        definition, lists = checked.definition, checked.lists
        self._desk.work(
            trn("The robot takes {n} interview…", "The robot takes {n} interviews…", _WALKS),
            lambda _progress, _cancelled: robot.survey(definition, lists, _WALKS),
            self._walked,
        )

    def _walked(self, found: Survey) -> None:
        from fieldapp.robot import told

        self.bench.read(tr("What the robot met"), [(line, "") for line in told(found)])

    # keys and drops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no text field wanted."""
        held = event.modifiers()
        control = held == Qt.KeyboardModifier.ControlModifier
        actions: dict[tuple[Qt.Key, bool], Callable[[], object]] = {
            (Qt.Key.Key_O, True): self.choose_file.emit,
            (Qt.Key.Key_C, True): self.bench.told.copy_fix,
            (Qt.Key.Key_F5, False): self.recheck,
            (Qt.Key.Key_N, False): self.bench.findings.next_error,
            (Qt.Key.Key_Escape, False): self._back,
        }
        action = actions.get((Qt.Key(event.key()), control)) if control or not held else None
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

    def _back(self) -> None:
        if not self.bench.close_reading() and self._path is not None:
            self.leave()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _form_in(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = _form_in(event.mimeData())
        if path is not None:
            self.check(path)


def _form_in(dropped: QMimeData) -> Path | None:
    """The form file among what was dropped."""
    paths = [Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile()]
    return next((path for path in paths if path.suffix.lower() in _ENDINGS), None)

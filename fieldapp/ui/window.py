"""The main window: the shell of pages, or one interview over all of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.ui import helpcard, keys, theme
from fieldapp.ui.components import Toast
from fieldapp.ui.desk import Desk
from fieldapp.ui.dialogs import Dialogs
from fieldapp.ui.home import HomePage
from fieldapp.ui.look import Look
from fieldapp.ui.page import Keys
from fieldapp.ui.settings import SettingsPage
from fieldapp.ui.shell import NARROW, Shell
from fieldapp.ui.signals import bridge
from fieldapp.ui.style import FocusRing
from fieldapp.ui.welcome import WelcomePage
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.session import Session
    from fieldapp.ui.jobs import Exported

LEAST_SIZE = (1024, 600)
BASE_SIZE = (1366, 768)
INTERVIEW_BAR = 64


class MainWindow(QMainWindow):
    """`open_interview` puts an interview over the shell; closing it comes back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.interview: Any = None
        self.look = Look(desk)
        self._session: Session | None = None
        self._was_full = False
        self.shell = Shell(desk)
        self.home = HomePage(desk)
        self.settings = SettingsPage(desk)
        self.welcome = WelcomePage(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.shell)
        self.setCentralWidget(self._stack)
        self.setMinimumSize(*LEAST_SIZE)
        self.resize(*BASE_SIZE)
        self.ring = FocusRing(self)
        self.toast = Toast(self)
        self.help = helpcard.HelpCard(self)
        self.dialogs = Dialogs(self, desk)
        self._build()

    def _build(self) -> None:
        self.shell.add("welcome", self.welcome)
        self.shell.add("home", self.home, "home-variant-outline")
        self.shell.add("settings", self.settings, "cog-outline", bottom=True)
        self._connect()
        self._bind_keys()
        self.shell.open("home")
        self.retranslate()

    def _connect(self) -> None:
        self.home.start.connect(lambda sha256: self.open_interview(form=sha256))
        self.home.go_on.connect(lambda instance_id: self.open_interview(instance_id))
        self.home.add_form.connect(self.dialogs.add_form)
        self.settings.add_form.connect(self.dialogs.add_form)
        self.settings.language_chosen.connect(self.look.use_language)
        self.settings.theme_chosen.connect(self.look.use_theme)
        self.settings.text_step_chosen.connect(theme.set_text_step)
        self.welcome.open_folder.connect(self.dialogs.open_study)
        self.welcome.choose_folder.connect(self.dialogs.choose_folder)
        self.dialogs.new_study.connect(self.show_welcome)
        self.shell.language_chosen.connect(self.look.use_language)
        self.shell.theme_asked.connect(self.look.next_theme)
        self.shell.study_menu.connect(self.dialogs.study_menu)
        self.shell.person.clicked.connect(lambda: self.shell.open("settings"))
        self._hear()

    def _hear(self) -> None:
        self.desk.failed.connect(self.show_problem)
        self.desk.said.connect(self.toast.say)
        self.desk.study_changed.connect(self._study_changed)
        self.desk.discarded.connect(self._offer_undo)
        self.desk.exported.connect(self._offer_folder)
        bridge.language_changed.connect(self.retranslate)
        bridge.icons_ready.connect(self.update)

    def _bind_keys(self) -> None:
        look = self.look
        everywhere: dict[str, keys.Action] = {
            "F1": self.show_help, "Ctrl+/": self.show_help,
            "F9": look.next_theme, "Ctrl+U": look.next_theme,
            "F11": self.toggle_full_screen, "Alt+Return": self.toggle_full_screen,
            "Ctrl++": lambda: theme.move_text_step(1), "Ctrl+=": lambda: theme.move_text_step(1),
            "Ctrl+-": lambda: theme.move_text_step(-1), "Ctrl+0": lambda: theme.move_text_step(0),
        }  # fmt: skip
        keys.bind(self, everywhere, whole_window=True)
        shell, page = self.shell, self.shell.page
        keys.bind(
            shell,
            {
                "Alt+1": lambda: shell.open("home" if self.desk.study else "welcome"),
                "Alt+0": lambda: shell.open("settings"),
                "F3": lambda: page().search(), "Ctrl+F": lambda: page().search(),
                "/": lambda: page().search(),
                "F6": lambda: shell.next_pane(1), "Shift+F6": lambda: shell.next_pane(-1),
                "Ctrl+Tab": lambda: shell.next_pane(1), "Ctrl+Shift+Tab": lambda: shell.next_pane(-1),
                "Ctrl+Return": lambda: page().main_action(),
                "Ctrl+E": self.desk.export,
                "Ctrl+T": look.next_language,
                "Ctrl+Z": self._undo, "Ctrl+Y": lambda: page().redo(),
            },
        )  # fmt: skip

    def retranslate(self) -> None:
        """Every text of what is open now."""
        self.setWindowTitle("fieldapp")
        self.shell.retranslate()
        if self.interview is not None:
            self.interview.retranslate()

    def _undo(self) -> None:
        if self.toast.offers:
            self.toast.act()
        else:
            self.shell.page().undo()

    # interviews

    def open_interview(self, instance_id: str | None = None, form: str | None = None) -> None:
        """Go on with an interview, or start one with a form (its sha256)."""
        study = self.desk.study
        if study is None or self.interview is not None:
            return
        from fieldapp.session import Session

        def opening() -> Session:
            return Session.resume(study, instance_id) if instance_id else Session.start(study, form or "")

        if (session := self.desk.attempt(opening)) is not None:
            self._show_interview(session)

    def _show_interview(self, session: Session) -> None:
        from fieldapp.ui.interview.page import InterviewPage

        self._session, self._was_full = session, self.isFullScreen()
        page = InterviewPage(session, self)
        page.closed.connect(self._leave_interview)
        page.finalized.connect(self._finalized)
        self.interview = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.toast.lift = INTERVIEW_BAR + 16
        self.showFullScreen()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_interview(self) -> None:
        page, session = self.interview, self._session
        if page is None:
            return
        self.interview = self._session = None
        self._stack.setCurrentWidget(self.shell)
        self._stack.removeWidget(page)
        page.deleteLater()
        self.toast.lift = 24
        if session is not None:
            session.close()
        if not self._was_full:
            self.showNormal()
        self.shell.open("home")

    def _finalized(self, _revision: str) -> None:
        self._leave_interview()
        self.toast.say(tr("Interview finalised."))

    # studies

    def show_welcome(self) -> None:
        """The page where a study is opened or made."""
        self.shell.open("welcome")

    def _study_changed(self) -> None:
        if self.shell.current() == "welcome" and self.desk.study is not None:
            self.shell.open("home")

    # words

    def show_problem(self, problem: Problem) -> None:
        """A failure of the world, in the language in force; it stays until it is closed."""
        self.toast.say(wording.problem(problem), "error")

    def show_help(self) -> None:
        """F1: the keys of the page in front."""
        if self.interview is not None:
            own: Keys = getattr(self.interview, "keys", tuple)()
            self.help.show_keys("", own, helpcard.everywhere())
            return
        page = self.shell.page()
        self.help.show_keys(page.title(), page.keys(), (*helpcard.everywhere(), *helpcard.beside_the_rail()))

    def _offer_undo(self, instance_id: str) -> None:
        undo = partial(self.desk.restore, instance_id)
        self.toast.say(tr("Draft deleted"), "info", tr("Undo"), undo, icon="trash-can-outline", key="Ctrl+Z")

    def _offer_folder(self, done: Exported) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(done.folder)))
        said = trn("{n} row exported", "{n} rows exported", done.rows)
        self.toast.say("\n".join([said, *done.notes]), "warn" if done.notes else "ok", tr("Open folder"), show)

    def toggle_full_screen(self) -> None:
        """F11."""
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.shell.set_narrow(self.width() < NARROW)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._session is not None:
            self._session.close()
        self.desk.close()
        super().closeEvent(event)

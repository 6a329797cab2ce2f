"""What stands in the main window: the shell of pages, or one interview over all of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from fieldapp.ui import handover, helpcard, keys, theme
from fieldapp.ui.backup.keeper import Keeper
from fieldapp.ui.cases import opening
from fieldapp.ui.components import Toast
from fieldapp.ui.desk import Desk
from fieldapp.ui.dialogs import Dialogs
from fieldapp.ui.home import HomePage
from fieldapp.ui.look import Look
from fieldapp.ui.notices import Notices
from fieldapp.ui.page import Keys
from fieldapp.ui.pages import Pages
from fieldapp.ui.review.badges import Badges
from fieldapp.ui.shell import NARROW, Shell
from fieldapp.ui.signals import bridge
from fieldapp.ui.signin.guard import Guard
from fieldapp.ui.style import FocusRing
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.cases import Entry
    from fieldapp.session import Session

INTERVIEW_BAR = 64


class Stage(QStackedWidget):
    """`open_interview` puts an interview over the shell; closing it comes back."""

    def __init__(self, window: QMainWindow, desk: Desk) -> None:
        super().__init__(window)
        self._window = window
        self.desk = desk
        self.interview: Any = None
        self.look = Look(desk)
        self._session: Session | None = None
        self.read_from = "home"
        self._state_before = window.windowState()
        self.shell = Shell(desk)
        self.keeper = Keeper(desk)
        self.home = HomePage(desk, self.keeper)
        self.addWidget(self.shell)
        self.ring = FocusRing(window)
        self.toast = Toast(window)
        self.notices = Notices(self.toast, desk, self.shell)
        self.help = helpcard.HelpCard(window)
        self.dialogs = Dialogs(window, desk)
        self.badges = Badges(desk, self.shell.rail)
        self.guard = Guard(self)
        Pages(self).add()
        self._connect()
        self._bind_keys()
        self.shell.open("home")
        self.retranslate()

    def _drill(self) -> None:
        """From the safety card: the page shows how it went."""
        from fieldapp.ui.backup.page import BackupPage

        self.shell.open("backup")
        page = self.shell.page()
        assert isinstance(page, BackupPage)
        page.drill_soon()

    def check_study(self, folder: Path | None = None) -> None:
        """Check the study that is open, or the one in `folder` that does not open."""
        from fieldapp.ui.repair import RepairPage

        self.shell.open("repair")
        page = self.shell.page()
        assert isinstance(page, RepairPage)
        page.look_at(folder)

    def _connect(self) -> None:
        self.home.start.connect(lambda sha256: self.open_interview(form=sha256))
        self.home.go_on.connect(self._take_up)
        self.home.start_case.connect(self.open_case)
        self.home.add_form.connect(self.dialogs.add_form)
        self.home.hand_over.connect(lambda: handover.begin(self.desk, self.dialogs.choose_folder))
        self.home.take_in.connect(lambda: self.shell.open("inbox"))
        self.home.data.drill.connect(self._drill)
        self.home.contacts_wanted.connect(lambda: self.shell.open("settings"))
        self.dialogs.cases.connect(lambda: self.shell.open("cases"))
        self.dialogs.new_study.connect(lambda: self.shell.open("firstrun"))
        self.shell.language_chosen.connect(self.look.use_language)
        self.shell.theme_asked.connect(self.look.next_theme)
        self.shell.dropped.connect(self._take_dropped)
        self.shell.lock_button.clicked.connect(self.guard.lock)
        self.shell.study_menu.connect(self.dialogs.study_menu)
        self.shell.person.clicked.connect(lambda: self.guard.person_menu(self.shell.person))
        self._hear()

    def _take_dropped(self, place: Path) -> None:
        """What was let go over any page: the Inbox looks at it."""
        from fieldapp.ui.inbox import InboxPage

        self.shell.open("inbox")
        page = self.shell.page()
        assert isinstance(page, InboxPage)
        page.add_place(place)

    def _hear(self) -> None:
        self.desk.study_changed.connect(self._study_changed)
        self.notices.check_wanted.connect(self.check_study)
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
                **{f"Alt+{at}": partial(shell.open_nth, at) for at in range(2, 9)},
                "Alt+9": lambda: shell.open("guide"),
                "Alt+0": lambda: shell.open("settings"),
                "F3": lambda: page().search(), "Ctrl+F": lambda: page().search(),
                "/": lambda: page().search(),
                "F6": lambda: shell.next_pane(1), "Shift+F6": lambda: shell.next_pane(-1),
                "Ctrl+Tab": lambda: shell.next_pane(1), "Ctrl+Shift+Tab": lambda: shell.next_pane(-1),
                "Ctrl+Return": lambda: page().main_action(),
                "Ctrl+E": self._give_out, "Ctrl+Shift+E": self.desk.export,
                "Ctrl+T": look.next_language,
                "Ctrl+Z": self._undo, "Ctrl+Y": lambda: page().redo(),
            },
        )  # fmt: skip

    def _give_out(self) -> None:
        """The page's own way to give something out, else an export."""
        if not self.shell.page().give_out():
            self.desk.export()

    def retranslate(self) -> None:
        """Every text of what is open now."""
        self.shell.retranslate()
        if self.interview is not None:
            self.interview.retranslate()

    def _undo(self) -> None:
        if not self.notices.undo():
            self.shell.page().undo()

    # interviews

    def _take_up(self, instance_id: str) -> None:
        """Go on with a draft; a finished interview is read."""
        study = self.desk.study
        row = self.desk.attempt(lambda: study.instance(instance_id)) if study is not None else None
        if row is not None and row.revision in self.home.list.model.asked:
            self.correct_interview(instance_id, tr("Sent back by the supervisor"))
        elif row is not None and row.state == "finalized":
            self.read_interview(instance_id)
        else:
            self.open_interview(instance_id)

    def read_interview(self, instance_id: str, back: str = "home") -> None:
        """All answers of a finished interview, its history, and the way to correct it; then to `back`."""
        self.read_from = back
        if self.shell.page_of("finished").show_interview(instance_id):  # type: ignore[attr-defined]
            self.shell.open("finished")

    def correct_interview(self, instance_id: str, reason: str) -> None:
        """A correction: a draft beside the finished interview."""
        study = self.desk.study
        if study is None or self.interview is not None:
            return
        from fieldapp.session import Session

        session = self.desk.attempt(lambda: Session.reopen(study, instance_id, reason))
        if session is not None:
            self._show_interview(session)

    def open_interview(self, instance_id: str | None = None, form: str | None = None) -> None:
        """Go on with an interview, or start one with a form (its sha256)."""
        study = self.desk.study
        if study is None or self.interview is not None:
            return
        from fieldapp.session import Session

        def opening() -> Session:
            return Session.resume(study, instance_id) if instance_id else Session.start(study, form or "")

        if (session := self.desk.attempt(opening)) is not None:
            if form:
                self.desk.remember_form(form)
            self._show_interview(session)

    def open_case(self, entry: Entry) -> None:
        """The draft of a case, its finished interview, or a new one with what is known of the case."""
        study = self.desk.study
        if study is None or self.interview is not None:
            return
        if entry.draft:
            self.open_interview(entry.draft)
        elif entry.status == "returned":
            self.correct_interview(entry.interview, tr("Sent back by the supervisor"))
        elif entry.interview:
            self.read_interview(entry.interview)
        elif (session := self.desk.attempt(lambda: opening.begin(study, entry))) is not None:
            self._show_interview(session)

    def _show_interview(self, session: Session) -> None:
        from fieldapp.ui.interview.page import InterviewPage
        from fieldapp.ui.review.asked import Asked

        self._session, self._state_before = session, self._window.windowState()
        page = InterviewPage(session, self)
        page.closed.connect(self._leave_interview)
        page.finalized.connect(self._finalized)
        page.frame.practice.setVisible(self.desk.practising)
        if self.desk.study is not None:
            Asked.attach(page, self.desk, self.desk.study)
        self.interview = page
        self.addWidget(page)
        self.setCurrentWidget(page)
        self.toast.lift = INTERVIEW_BAR + 16
        self._window.showFullScreen()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave_interview(self) -> None:
        page, session = self.interview, self._session
        if page is None:
            return
        self.interview = self._session = None
        self.setCurrentWidget(self.shell)
        self.removeWidget(page)
        page.deleteLater()
        self.toast.lift = 24
        self._window.setWindowState(self._state_before)
        self.shell.open("home")
        if session is not None:
            session.close()
            self.home.show_left(session.instance_id, draft=not session.finalized)

    def pause_interview(self) -> None:
        """Put the open interview aside, as Ctrl+W does; every key of it is stored."""
        if self.interview is not None:
            self.interview.pause()

    def _finalized(self, _revision: str) -> None:
        self._leave_interview()
        self.keeper.finished()
        self.toast.say(tr("Interview finalised."))

    # studies

    def show_welcome(self) -> None:
        """The page where a study is opened; on a new laptop, the one where it is set up."""
        self.shell.open("welcome" if self.desk.recent() else "firstrun")

    def _study_changed(self) -> None:
        if self.shell.current() in ("welcome", "firstrun", "repair") and self.desk.study is not None:
            self.shell.open("home")

    def show_help(self) -> None:
        """F1: the keys of the page in front."""
        if self.interview is not None:
            own: Keys = getattr(self.interview, "keys", tuple)()
            self.help.show_keys("", own, helpcard.everywhere())
            return
        page = self.shell.page()
        self.help.show_keys(page.title(), page.keys(), (*helpcard.everywhere(), *helpcard.beside_the_rail()))

    def toggle_full_screen(self) -> None:
        """F11."""
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()

    def may_close(self) -> bool:
        """Not at once while the worker is busy: asks first, and closes the window if that is wanted."""
        if not self.desk.tasks.busy:
            return True
        self.dialogs.ask_to_leave(self._leave_anyway)
        return False

    def _leave_anyway(self) -> None:
        self.desk.tasks.close()
        self._window.close()

    def close_all(self) -> None:
        """The window closes: everything is stored already, only let go of it."""
        page, session = self.interview, self._session
        self.interview = self._session = None
        self.guard.stop()
        if page is not None:
            shiboken6.delete(page)  # at once: nothing of it may still look into a closed study
        if session is not None:
            session.close()
        self.desk.close()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.shell.set_narrow(self.width() < NARROW)

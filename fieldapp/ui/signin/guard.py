"""The guard at the window: asks who it is, locks, hides at once, and lets in again.

While the window is locked the interview stays open beneath, saved to the last key; its pages are not
shown, so nothing of them is painted, neither here nor in the system's picture of the window.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from fieldapp.study.arriving import entrance
from fieldapp.study.entrance import Entrance, Pass
from fieldapp.ui import keys
from fieldapp.ui.shell import popup_below
from fieldapp.ui.signals import bridge
from fieldapp.ui.signin.cover import Cover
from fieldapp.ui.signin.neutral import Neutral
from fieldapp.ui.signin.view import SignIn
from fieldapp.ui.tasks import Tasks
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.study import Study
    from fieldapp.ui.stage import Stage

DEFAULT_MINUTES = 5
_TICK_MS = 5000
_INPUT = {
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.InputMethod,
}  # fmt: skip


class Guard(QObject):
    """One for each stage."""

    def __init__(self, stage: Stage, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(stage)
        self._stage, self._desk, self.clock = stage, stage.desk, clock
        self._tasks = Tasks(self)  # of its own: who wants in does not wait for an export
        self._door: Entrance | None = None
        self._behind: QWidget | None = None
        self._focus: QWidget | None = None
        self._last = clock()
        self._wall = time.time()
        self.view = SignIn(self._tasks)
        self.neutral = Neutral()
        self.cover = Cover(stage.window(), (stage.toast, stage.help))
        self._idle = QTimer(self, interval=_TICK_MS)
        self._connect()

    def _connect(self) -> None:
        for page in (self.view, self.neutral):
            self._stage.addWidget(page)
        self.view.shown.connect(self._shown)
        self.view.other.connect(self._turn_away)
        self.view.language_chosen.connect(self._stage.look.use_language)
        self.neutral.wanted.connect(self._wanted)
        self._desk.sign_in_wanted.connect(self.ask)
        bridge.language_changed.connect(self._retranslate)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._watch)
        self._idle.timeout.connect(self.tick)
        self._idle.start()
        self._actions: dict[str, keys.Action] = {
            "Ctrl+L": self.lock, "F10": self.hide_at_once, "Ctrl+H": self.hide_at_once,
        }  # fmt: skip
        keys.bind(self._stage, self._actions, whole_window=True)

    def _retranslate(self, _language: str) -> None:
        self.view.retranslate()

    # what is going on

    @property
    def locked(self) -> bool:
        """Whether the pages are out of sight."""
        return self.cover.on

    @property
    def _study(self) -> Study | None:
        """Where people sign in: practice is locked like the real interviews beside it."""
        return self._desk.real_study

    # coming in

    def ask(self, door: Entrance) -> None:
        """A study wants to know who it is, before it is opened for anybody."""
        if self._door is not None and self._door is not door:
            self._door.leave()
        self._door = door
        self.view.show_door(door)
        self._show(self.view)

    def _shown(self, shown: Pass) -> None:
        door, study = self._door, self._study
        if door is None:
            return
        here = study.people.present if study is not None and self.locked else None
        same = here is not None and here.code == shown.person.code
        entered = self._desk.attempt(lambda: door.enter(shown, "unlock" if same else "sign-in"))
        if entered is None:
            self.view.show_door(door, locked=self.locked, code=shown.person.code)
            return
        if self.locked and not same:
            self._stage.pause_interview()
        self._let_in(entered, same_person=same)

    def _let_in(self, study: Study, *, same_person: bool) -> None:
        self._door = None
        self.view.leave()
        self.cover.take_off(same_person=same_person)
        self._last = self.clock()
        if same_person:
            self._back()
            return
        self._behind = self._focus = None
        self._stage.setCurrentWidget(self._stage.shell)
        self._stage.shell.renew("home")
        self._stage.home.list.search.clear()
        self._desk.enter(study)
        self._stage.shell.open("home")

    def _turn_away(self) -> None:
        """Another study is wanted."""
        if self._door is not None:
            self._door.leave()
        self._door = None
        self.view.leave()
        self._stage.setCurrentWidget(self._stage.shell)
        self._stage.show_welcome()

    def person_menu(self, below: QWidget) -> None:
        """Lock, hide, settings; where nobody signs in, the settings straight away."""
        study = self._study
        if study is None or not study.people.defined:
            self._stage.shell.open("settings")
            return
        menu = QMenu(below)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addAction(tr("Lock, or somebody else (Ctrl+L)"), self.lock)
        menu.addAction(tr("Hide at once (F10)"), self.hide_at_once)
        menu.addAction(tr("Settings"), lambda: self._stage.shell.open("settings"))
        popup_below(menu, below)

    # going out of sight

    def lock(self) -> None:
        """Ctrl+L, and after idle time. Without people there is nothing to unlock, so it only hides."""
        study = self._study
        if study is None or self._asking():
            return
        if not study.people.defined:
            self.hide_at_once()
            return
        if self._stage.currentWidget() is self.neutral:
            self._cover_with(self.view)
        else:
            self._leave_sight(self.view)
        self._desk.attempt(lambda: study.act("lock"))
        if study.settings.get("lock_forgets") == "1":
            self._forget(study)
            return
        self._door = entrance(study)
        code = study.people.present.code if study.people.present else ""
        self.view.show_door(self._door, locked=True, code=code)
        self.view.take_focus()

    def hide_at_once(self) -> None:
        """F10: a calendar in the place of the pages; the same key comes back, or to the lock."""
        if self._stage.currentWidget() is self.neutral:
            self._wanted()
        elif not self._asking() and not self.locked:
            self._leave_sight(self.neutral)

    def _wanted(self) -> None:
        """Somebody wants to go on from the calendar."""
        study = self._study
        if study is not None and study.people.defined:
            self.lock()
            return
        self.cover.take_off(same_person=True)
        self._back()

    def _asking(self) -> bool:
        return self._stage.currentWidget() is self.view

    def _leave_sight(self, page: QWidget) -> None:
        """Half-typed text goes to the journal first; then the pages are not shown any more."""
        if self._stage.interview is not None:
            self._stage.interview.flush()
        self._focus = self._stage.window().focusWidget()
        self._behind = self._stage.currentWidget()
        self._cover_with(page)

    def _cover_with(self, page: QWidget) -> None:
        self._show(page)
        self.cover.put_on("fieldapp" if page is self.view else tr("Calendar"))

    def _show(self, page: QWidget) -> None:
        self._stage.setCurrentWidget(page)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        if page is self.view:
            self.view.take_focus()

    def _back(self) -> None:
        if self._behind is not None:
            self._stage.setCurrentWidget(self._behind)
        if self._focus is not None:
            _give_focus(self._focus)
        self._behind = self._focus = None

    def _forget(self, study: Study) -> None:
        """The study is closed and its key dropped; whoever comes next begins at Home."""
        folder = study.folder
        self._stage.pause_interview()
        self.cover.take_off(same_person=False)
        self._behind = self._focus = None
        self._desk.leave_study()
        self._desk.open_study(folder)

    # idle time

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _INPUT:
            self._last = self.clock()
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _covered():
            action = self._actions.get(QKeySequence(event.keyCombination()).toString())
            if action is not None and not event.isAutoRepeat():
                QTimer.singleShot(0, self, action)  # the key itself still goes to the popup
        return super().eventFilter(watched, event)

    def tick(self, wall: Callable[[], float] = time.time) -> None:
        """Lock when nobody touched anything for long, or when the laptop was asleep for as long."""
        study = self._study
        slept, self._wall = wall() - self._wall, wall()
        if study is None or not study.people.defined:
            return
        limit = 60 * minutes(study)
        if limit and not self._asking() and max(self.clock() - self._last, slept) >= limit:
            self.lock()

    def stop(self) -> None:
        """The window closes."""
        self._idle.stop()
        self._tasks.close()
        if self._door is not None and not self.locked:
            self._door.leave()
        self.cover.take_off(same_person=False)


def _covered() -> bool:
    """Whether a menu, a calendar or a dialog is open: shortcuts of the window rest then.

    A popup gets the key; that a key may be a shortcut is said to the window with the focus.
    """
    return QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None


def minutes(study: Study) -> int:
    """Idle minutes until the lock; 0 is never."""
    kept = study.settings.get("lock_minutes", str(DEFAULT_MINUTES))
    return int(kept) if kept.isdigit() else DEFAULT_MINUTES


def _give_focus(widget: Any) -> None:
    import shiboken6

    if shiboken6.isValid(widget):
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

"""The interview window: one screen of the form at a time, between its bars and its outline.

It holds no answer. A key becomes a command (`keymap`), a command an action of the session (`pen`), and
what changed comes back as `Changes`, from which alone the view in front is brought up to date.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from fieldapp.interview import Changes
from fieldapp.session import Session
from fieldapp.ui.controls.entry import Entry
from fieldapp.ui.interview import keymap, memory, taborder
from fieldapp.ui.interview.bars import Bars
from fieldapp.ui.interview.clockwatch import ClockWatch
from fieldapp.ui.interview.commands import Commands
from fieldapp.ui.interview.frame import Frame
from fieldapp.ui.interview.pen import Pen
from fieldapp.ui.interview.respondent import RespondentView
from fieldapp.ui.interview.reviewing import Reviewing
from fieldapp.ui.interview.specify import Specify
from fieldapp.ui.interview.view import View
from fieldapp.ui.interview.views import make_view
from fieldapp.ui.interview.walk import Walk
from fieldapp.ui.signals import bridge
from fieldapp.wording import tr


class InterviewPage(QWidget):
    """`closed` when the person pauses, `finalized` with the id of the interview's revision."""

    closed = Signal()
    finalized = Signal(str)

    def __init__(self, session: Session, window: Any) -> None:
        super().__init__()
        self.setProperty("page", "true")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # handed to us, never found by Tab
        self.session = session
        self.interview = session.interview
        self.toast = window.toast
        self._show_help: Callable[[], object] = getattr(window, "show_help", lambda: None)
        self.pen = Pen(session, self)
        self.walk = Walk(session.interview)
        self.frame = Frame(self, session)
        self.view: View | None = None
        self.reviewing = Reviewing(self)
        self.commands = Commands(self)
        self.respondent = RespondentView(self)
        self.clock = ClockWatch(self)
        self.specify = Specify(self)
        self._warned: set[str] = set()
        self._warned_of_closing = False
        self._covered = False
        self.bars = Bars(self)
        self._connect()
        self.frame.retranslate()
        self.commands.fill(self.frame.top.menu, self._show_help)
        self.go_to(session.position)
        self.clock.look()
        QTimer.singleShot(0, memory.settle)

    def _connect(self) -> None:
        frame, do = self.frame, self.commands.do
        frame.top.pause.connect(self.pause)
        frame.top.language.connect(self.use_language)
        frame.top.flag.connect(lambda: do("flag"))
        frame.top.note.connect(lambda: do("note"))
        frame.outline.chosen.connect(self.go_to)
        frame.outline.left.connect(self.take_focus)
        frame.outline.review.connect(lambda: do("review"))
        frame.bottom.back.connect(lambda: do("previous"))
        frame.bottom.onward.connect(lambda: do("main"))
        frame.again.clicked.connect(self.flush)
        frame.slip.written.connect(self.commands.write_note)
        frame.slip.closed.connect(self.take_focus)
        self.pen.failed.connect(self.bars.failed)
        self.pen.refused.connect(self.bars.refused)
        self.pen.wrote.connect(self.bars.wrote)
        self.pen.confirm_wanted.connect(self.commands.confirm)
        frame.reason.closed.connect(self.take_focus)
        bridge.text_size_changed.connect(self.retranslate)

    # moving

    def go_to(self, reference: str) -> None:
        """Show the screen of a question and put the focus there."""
        if not self.flush():
            return
        self.walk.go_to(reference)
        self.reviewing.close()
        self.show_here(reference)
        if self.isVisible():  # going on with a draft, half a number may stand there
            self.pick()

    def show_here(self, reference: str = "") -> None:
        """Show the screen the walk is at; the focus goes to `reference` if it stands there."""
        screen = self.walk.here
        if screen is None:
            return
        if self.view is None or self.view.place.reference != screen.reference or not self.view.sync(screen):
            self._warned.discard(screen.reference)
            self._put(make_view(screen, self.interview, self.pen.around()))
        self.frame.show(self._view)
        self.respondent.apply()
        if not (reference and self._view.go_to(reference)):
            self._view.begin()
        self.bars.refresh()

    @property
    def _view(self) -> View:
        assert self.view is not None
        return self.view

    def _put(self, view: View) -> None:
        view.answered.connect(self.answer)
        view.typed.connect(self._typed)
        view.focused.connect(self.visit)
        view.row_wanted.connect(self.commands.add_row)
        view.row_unwanted.connect(self.commands.remove_row)
        view.onward.connect(lambda: self.commands.do("next"))
        self.view = view

    def step(self, direction: int) -> None:
        """One screen on or back."""
        if self.flush() and self.walk.step(direction):
            self.show_here()
            self.pick()

    def pick(self) -> None:
        """What stands in a field that is reached by Enter is replaced by typing, as it is after Tab."""
        focus = QApplication.focusWidget()
        if isinstance(focus, Entry):
            focus.pick()

    def leave_forward(self) -> None:
        """Next: checks this screen; a second time it goes on and the fault stays in the outline."""
        stored = self.flush()
        view, here = self.view, self.walk.here
        if view is None or here is None or not stored:
            return
        wanting = view.demand()
        if wanting and (here.reference not in self._warned or view.unreadable()):
            self._warned.add(here.reference)
            self._held(view)
            return
        if wanting:
            left = self.bars.name(here.reference) or here.number
            self.toast.say(
                tr("{question} stays marked in the outline: it is to be settled.", question=left), "warn"
            )
        if self.walk.is_last:
            self.reviewing.open()
        else:
            self.step(1)

    def _held(self, view: View) -> None:
        """A rule stopped the person here: the journal says so."""
        node = view.current()
        if node is not None and node.violation is not None:
            self.pen.attempt(lambda: self.session.held(node.reference))

    def visit(self, reference: str) -> None:
        """The person is at a question now; committed, so that a crash comes back here."""
        self.pen.attempt(lambda: self.session.go(reference))
        self.bars.show_question()

    def take_focus(self) -> None:
        """Back to where the person was."""
        if self.reviewing.is_open:
            self.reviewing.page.take_focus()
        elif self.view is not None and not self.view.go_to(self.session.position):
            self.view.begin()

    # answering

    def answer(self, reference: str, value: str) -> None:
        """An answer is given. Clearing, and "don't know" over typed text, are undone by themselves."""
        if self.view is not None and (not value or value in self.interview.definition.missing_codes):
            self.view.flush()
            self.pen.attempt(lambda: self.session.go(reference))
        self._write(reference, value, typing=False)

    def _typed(self, reference: str, value: str) -> None:
        self._write(reference, value, typing=True)

    def _write(self, reference: str, value: str, *, typing: bool) -> None:
        node = self.interview.node(reference)
        before = node.value if node is not None else ""
        changes = self.pen.answer(reference, value, typing=typing)
        if changes is None or self.view is None:
            return
        self._warned.clear()
        self.view.saved(reference, value)
        self.absorb(changes)
        if not typing:
            self.view.show_changes(frozenset((reference,)), force=True)
            self.specify.follow(reference, before, changes)

    def absorb(self, changes: Changes, *, force: bool = False) -> None:
        """Bring what is on screen up to date."""
        if changes.structure:
            self.walk.refresh()
            screen = self.walk.here
            same = screen is not None and self.view is not None
            if same and screen.reference == self.view.place.reference:  # type: ignore[union-attr]
                self.view.sync(screen)  # type: ignore[union-attr, arg-type]
            else:
                self.show_here()
        if self.view is not None:
            self.view.show_changes(changes.touched, force=force)
        if self.respondent.on:
            self.respondent.apply()
        self.bars.later()

    def flush(self) -> bool:
        """Hand over half-typed text now; False if there was no room for it: then it has to stay on screen."""
        self.pen.unsaved = False
        if self.view is not None:
            self.view.flush()
        self.frame.slip.flush()
        return not self.pen.unsaved

    def use_language(self, name: str) -> None:
        """Switch the language of the questions; the place stays."""
        self.flush()
        changes = self.pen.write(lambda: self.session.set_language(name))
        if changes is not None:
            self.walk.refresh()
            self.absorb(changes)
            self.retranslate()
            self.take_focus()

    # leaving

    def pause(self) -> None:
        """Back to Home; everything is saved."""
        if self.flush():
            self.stop()
            self.closed.emit()

    def finalize(self) -> None:
        """Make the revision, if nothing stands against it."""
        self.flush()
        revision = self.pen.attempt(self.session.finalize)
        if revision is not None:
            self.stop()
            self.finalized.emit(revision.rev_id)

    def stop(self) -> None:
        """No timer and no filter is left behind."""
        self.respondent.end()
        self.pen.lay_down()
        self.window().removeEventFilter(self)
        self.frame.top.stop()
        self.bars.stop()
        self.clock.stop()

    # showing

    def retranslate(self, *_size: int) -> None:
        """Every text, in the languages and the size in force."""
        if self.pen.is_down:
            return
        self.frame.retranslate()
        self.commands.fill(self.frame.top.menu, self._show_help)
        if self.view is not None and self.walk.here is not None:
            self.view.place = self.walk.here
            self.view.retranslate()
        self.reviewing.retranslate()
        self.clock.retranslate()
        self.bars.refresh()

    def keys(self) -> list[tuple[str, str]]:
        """For F1."""
        return keymap.help_lines()

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing inside wanted."""
        focus = QApplication.focusWidget()
        name = keymap.command(event)
        if name == "enter" and isinstance(focus, QAbstractButton) and not focus.property("enter_goes_on"):
            focus.click()
        elif not (name and self.commands.do(name, event)):
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The page itself has no use for the focus."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.take_focus()

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Tab: through the answers, then to the button of the next page, and only last to the bars."""
        if not onward and self.specify.back():
            return True
        if self.frame.changing:
            return False
        order = taborder.stops(self.frame)
        target = taborder.after(order, QApplication.focusWidget(), onward)
        if target is None:
            return super().focusNextPrevChild(onward)
        target.setFocus(Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason)
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        """Something covers the interview (the lock): nobody is at a question until it goes."""
        super().hideEvent(event)
        if not event.spontaneous() and not self.pen.is_down:
            self._covered = True
            self.pen.attempt(self.session.away)

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the window's end is ours to know."""
        super().showEvent(event)
        if self._covered:
            self._covered = False
            self.pen.attempt(self.session.back)
        self.window().installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Narrow windows."""
        super().resizeEvent(event)
        self.frame.fit(self.width())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Before the window closes, half-typed text goes to the journal; if it cannot, closing takes two."""
        if event.type() == QEvent.Type.Close and watched is self.window():
            if not self.flush() and not self._warned_of_closing:
                self._warned_of_closing = True
                event.ignore()
                return True
            self.stop()
        return super().eventFilter(watched, event)

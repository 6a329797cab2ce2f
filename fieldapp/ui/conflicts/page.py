"""Screen 08: decide between two versions, question by question."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.merge import Take
from fieldapp.ui import keys as typed
from fieldapp.ui.conflicts import saving, work
from fieldapp.ui.conflicts.frame import Frame
from fieldapp.ui.conflicts.matter import Matter
from fieldapp.ui.conflicts.work import Item
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr


class ConflictsPage(Page):
    """`mend(instance_id)`: joined, but a rule of the form is broken; to be put right in the interview."""

    mend = Signal(str)
    settled = Signal()
    onward = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.matter: Matter | None = None
        self._last_reason = ""
        self.frame = Frame()
        self.items, self.rows, self.writing = self.frame.items, self.frame.rows, self.frame.writing
        self.empty, self.save = self.frame.empty, self.frame.save
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.frame)
        self._connect()

    def _connect(self) -> None:
        frame = self.frame
        self.items.chosen.connect(self._open)
        self.items.entered.connect(self._take_focus)
        self.rows.took.connect(self.take)
        self.writing.closed.connect(self._take_focus)
        frame.both.clicked.connect(self.accept_both)
        frame.equal.clicked.connect(self.show_equal)
        frame.all_left.clicked.connect(lambda: self._take_all(Take.LEFT))
        frame.all_right.clicked.connect(lambda: self._take_all(Take.RIGHT))
        frame.later.clicked.connect(self._next_item)
        self.save.clicked.connect(self.main_action)
        self.empty.button.clicked.connect(self.onward)

    # the page

    def title(self) -> str:
        return tr("Conflicts")

    def refresh(self) -> None:
        study = self._desk.study
        if study is None:
            self._show_items([])
            return
        beside = self._desk.beside(study)
        self._desk.work(tr("Reading…"), lambda _p, _c: work.read(beside), self._show_items)

    def opened(self) -> None:
        self._take_focus()

    def _take_focus(self) -> None:
        target: QWidget = self.empty.button if not self.empty.isHidden() else self.rows
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        self.frame.retranslate()
        self._show_rows()

    def keys(self) -> Keys:
        return (
            ("↑ ↓", tr("choose a question")), ("← →", tr("take that side")),
            ("E", tr("an answer of your own")),
            ("N", tr("next undecided")), ("R", tr("reason")), ("B", tr("accept both sides' changes")),
            ("S", tr("show or hide equal ones")), ("V", tr("show the personal value")),
            ("D", tr("two different interviews")), ("Ctrl+Enter", tr("save and next")),
        )  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        return (self.rows, self.items, self.save)

    # which conflict

    def _show_items(self, items: list[Item]) -> None:
        focused = self.rows.hasFocus() or self.empty.button.hasFocus()
        self.frame.show_count(len(items))
        self.items.show_items(items)
        if focused or self.items.hasFocus():
            self._take_focus()

    def _open(self, item: Item | None) -> None:
        study = self._desk.study
        self.matter = None
        if item is None or study is None:
            return
        self.matter = self._desk.attempt(lambda: Matter(study, item))
        self._show_rows()
        self.next_undecided()

    def _next_item(self) -> None:
        at = self.items.currentIndex().row() + 1
        if self.items.items.items:
            self.items.setCurrentIndex(self.items.items.index(at % len(self.items.items.items)))

    def _show_rows(self) -> None:
        if self.matter is None:
            return
        here = self.rows.row()
        rows = self.matter.rows()
        self.rows.rows.show_rows(rows, self.matter.decisions.of)
        if rows:
            self.rows.setCurrentIndex(self.rows.rows.index(0))
        if here is not None:
            self.rows.go(here.path)
        self._tell()

    def _tell(self) -> None:
        if self.matter is not None:
            self.frame.tell(self.matter)

    # deciding

    def take(self, side: Take) -> None:
        """Left, Right: that side at this question; of two perhaps equal interviews the one that counts."""
        if self.matter is not None:
            self.matter.take(self.rows.row(), side)
            self._decided()

    def differ(self) -> None:
        """D: two interviews, not one."""
        if self.matter is not None and self.matter.is_pair:
            self.matter.verdict = "different"
            self._decided()

    def _take_all(self, side: Take) -> None:
        if self.matter is not None:
            self.matter.decisions.take_all(side)
            self._decided()

    def accept_both(self) -> None:
        """B: each side's own changes; offered where nothing contradicts."""
        if self.matter is not None and self.matter.sides.proposal is not None:
            self.matter.decisions.accept_both(tr("changed on one side only"))
            self._decided()

    def next_undecided(self) -> None:
        """N: round the end."""
        if self.matter is None:
            return
        paths = [one.path for one in self.rows.rows.rows]
        here = self.rows.currentIndex().row()
        waiting = [paths.index(path) for path in self.matter.decisions.undecided if path in paths]
        ahead = [at for at in waiting if at > here] or waiting
        if ahead:
            self.rows.setCurrentIndex(self.rows.rows.index(ahead[0]))

    def _decided(self) -> None:
        self.rows.rows.touch()
        self._tell()

    def edit(self) -> None:
        """E: an answer of one's own."""
        here = self.rows.row()
        if here is None or here.difference is None or self.matter is None or not self.matter.may_write(here):
            return
        offered = "" if here.veiled else here.difference.right or here.difference.left or ""
        self.writing.ask(tr("{question}: answer", question=here.number or here.title), offered, self._own)

    def _own(self, text: str) -> None:
        here = self.rows.row()
        if here is None or self.matter is None:
            return
        if self.matter.write(here, text):
            self._decided()
        else:
            self._desk.said.emit(tr("This answer does not fit here"))

    def explain(self) -> None:
        """R: why. It is offered for every decision that has no reason yet."""
        if self.matter is None:
            return
        here, decided = self.rows.row(), self.matter.decisions.of
        path = here.path if here is not None else ""
        before = decided[path].reason if path in decided else ""
        self.writing.ask(tr("Reason"), before or self._last_reason, lambda text: self._explained(path, text))

    def _explained(self, path: str, text: str) -> None:
        self._last_reason = text
        if self.matter is not None:
            self.matter.decisions.explain(path, text)
            self._decided()

    def show_equal(self) -> None:
        """S: the questions in which both agree, too."""
        if self.matter is not None:
            self.matter.with_equal = not self.matter.with_equal
            self._show_rows()

    def reveal(self) -> None:
        """V: the personal values of this question; the look is in the log."""
        here, study, matter = self.rows.row(), self._desk.study, self.matter
        if here is None or study is None or matter is None:
            return
        if self._desk.attempt(lambda: matter.reveal(study, here)):
            self._show_rows()

    # saving

    def main_action(self) -> None:
        """Ctrl+Enter: save, and on to the next. What lacks a reason is asked for one first."""
        if self.writing.open:
            self.writing.hand_over()
        if self.matter is None or not self.save.isEnabled():
            self.next_undecided()
        elif self.matter.is_pair or self.matter.decisions.unexplained or not self.matter.decisions.rows:
            self.writing.ask(tr("Reason"), self._last_reason, self._reasoned)
        else:
            self._save(self.matter.decisions.reason())

    def _reasoned(self, reason: str) -> None:
        self._explained("", reason)
        self._save(reason)

    def _save(self, reason: str) -> None:
        study, matter = self._desk.study, self.matter
        if study is None or matter is None:
            return
        unruly = self._desk.attempt(lambda: saving.save(study, matter, reason))
        if unruly:
            self._desk.said.emit(tr("Joined, but a rule of the form is broken: put it right here."))
            self.mend.emit(unruly)
        elif unruly is not None:
            self._done(matter)

    def _done(self, matter: Matter) -> None:
        """Until the list is read again nothing can be saved a second time."""
        self._desk.said.emit(tr("Settled: {name}. Both versions are kept.", name=matter.item.title))
        self.matter = None
        self.save.setEnabled(False)
        self.settled.emit()
        self.refresh()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        actions: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_Left: lambda: self.take(Take.LEFT), Qt.Key.Key_Right: lambda: self.take(Take.RIGHT),
            Qt.Key.Key_E: self.edit, Qt.Key.Key_N: self.next_undecided, Qt.Key.Key_R: self.explain,
            Qt.Key.Key_S: self.show_equal, Qt.Key.Key_B: self.accept_both, Qt.Key.Key_V: self.reveal,
            Qt.Key.Key_D: self.differ, Qt.Key.Key_Escape: self.items.setFocus,
        }  # fmt: skip
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        action = actions.get(Qt.Key(event.key())) if plain and not typed.typing() else None
        if action is None:
            super().keyPressEvent(event)
        else:
            action()

"""Screen 08: decide between two versions, question by question."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp import review
from fieldapp.interview import Interview
from fieldapp.interview.values import Refused, from_person
from fieldapp.merge import Take, differences
from fieldapp.problems import NOT_FINALIZABLE, Problem
from fieldapp.review import Side, Sides
from fieldapp.session import Session
from fieldapp.ui import clock
from fieldapp.ui import keys as typed
from fieldapp.ui.components import Bar, Button, Card, EmptyState, column, label, row
from fieldapp.ui.conflicts import work
from fieldapp.ui.conflicts.compare import Comparison, Row
from fieldapp.ui.conflicts.deciding import Decisions
from fieldapp.ui.conflicts.listing import ItemList
from fieldapp.ui.conflicts.rows import SHARES, RowList
from fieldapp.ui.conflicts.work import Item
from fieldapp.ui.conflicts.writing import Writing
from fieldapp.ui.desk import Desk
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.study import Study

_DELETED = "/"
"""The path of the one row where one side deleted the interview."""


class ConflictsPage(Page):
    """`mend(instance_id)`: joined, but a rule of the form is broken; to be put right in the interview."""

    mend = Signal(str)
    settled = Signal()
    onward = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._sides: Sides | None = None
        self._comparison = Comparison(None, None)
        self._decisions: Decisions | None = None
        self._verdict = ""
        self._last_reason = ""
        self._revealed: set[str] = set()
        self._all = False
        self._title, self._count = label("", "page-title"), label("", "body", "ink-2")
        self.items, self.rows, self.writing = ItemList(), RowList(), Writing()
        self._name, self._about = label("", "title"), label("", "body", "ink-2")
        self.both = Button("", "secondary", "call-merge", "B")
        self.equal = Button("", "secondary", "filter-variant", "S")
        self._heads = [label("", "small-bold", "ink-2", wrap=True) for _ in range(4)]
        self._kept = label("", "body", "ink-2")
        self.all_left, self.all_right = Button("", "plain"), Button("", "plain")
        self.later = Button("", "secondary")
        self.save = Button("", "primary", None, "Ctrl+Enter", size="bar")
        self.empty = EmptyState("compare-horizontal", "accent")
        self._lay_out()
        self._connect()

    # parts

    def _lay_out(self) -> None:
        left = Card(padding=8, spacing=8)
        top = row(margins=(8, 4, 8, 0))
        top.addWidget(self._title, 1)
        top.addWidget(self._count)
        left.body.addLayout(top)
        left.body.addWidget(self.items, 1)
        left.setFixedWidth(216)
        self._right = Card(padding=1, spacing=0)
        for part in (self._head(), self._columns()):
            self._right.body.addWidget(part)
        self._right.body.addWidget(self.rows, 1)
        self._right.body.addWidget(self.writing)
        self._right.body.addWidget(self._foot())
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(left)
        body.addWidget(self._right, 1)
        body.addWidget(self.empty, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addLayout(body)
        self.empty.hide()

    def _head(self) -> QWidget:
        head = QWidget()
        line = row(margins=(16, 12, 16, 12), spacing=12)
        words = column(spacing=2)
        words.addWidget(self._name)
        words.addWidget(self._about)
        line.addLayout(words, 1)
        line.addWidget(self.both)
        line.addWidget(self.equal)
        head.setLayout(line)
        return head

    def _columns(self) -> QWidget:
        """Who made which side, over the columns of the list."""
        strip = Bar("bottom")
        strip.row.setContentsMargins(0, 0, 0, 0)
        strip.row.setSpacing(0)
        for at, words in enumerate(self._heads):
            words.setContentsMargins(12, 6, 8, 6)
            strip.row.addWidget(words, round(1000 * (SHARES[at + 1] - SHARES[at])))
        return strip

    def _foot(self) -> Bar:
        foot = Bar("bottom")
        foot.row.setContentsMargins(16, 8, 16, 8)
        for part in (self.all_left, self.all_right):
            foot.row.addWidget(part)
        foot.row.addStretch(1)
        for widget in (self._kept, self.later, self.save):
            foot.row.addWidget(widget)
        return foot

    def _connect(self) -> None:
        self.items.chosen.connect(self._open)
        self.items.entered.connect(self._take_focus)
        self.rows.took.connect(self.take)
        self.writing.closed.connect(self._take_focus)
        self.both.clicked.connect(self.accept_both)
        self.equal.clicked.connect(self.show_equal)
        self.all_left.clicked.connect(lambda: self._take_all(Take.LEFT))
        self.all_right.clicked.connect(lambda: self._take_all(Take.RIGHT))
        self.later.clicked.connect(self._next_item)
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
        self._title.setText(tr("To settle"))
        self.both.set_text(tr("Accept both sides' changes"))
        self.all_left.set_text(tr("All left"))
        self.all_right.set_text(tr("All right"))
        self.later.set_text(tr("Later"))
        self._kept.setText(tr("Both versions are kept"))
        self.empty.set(
            tr("No conflicts."), tr("Nobody changed the same interview elsewhere."), tr("To review")
        )
        self.items.setAccessibleName(tr("Conflicts"))
        self.rows.setAccessibleName(tr("Questions that differ"))
        words = (tr("left"), tr("right"), tr("rewrite"), tr("reason"), tr("next"), tr("equal ones"))
        for (_cap, hint), text in zip(self.writing.hints, words, strict=True):
            hint.setText(text)
        self._tell()

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

    # one conflict

    def _show_items(self, items: list[Item]) -> None:
        focused = self.rows.hasFocus() or self.empty.button.hasFocus()
        self._right.setVisible(bool(items))
        self.empty.setVisible(not items)
        self._count.setText(trn("{n} interview", "{n} interviews", len(items)))
        self.items.show_items(items)
        if focused or self.items.hasFocus():
            self._take_focus()

    def _open(self, item: Item | None) -> None:
        study = self._desk.study
        self._sides = self._decisions = None
        self._verdict, self._all = "", False
        self._revealed.clear()
        if item is None or study is None:
            return
        self._sides = self._desk.attempt(lambda: _sides(study, item))
        if self._sides is None:
            return
        self._comparison = Comparison(self._live(study, item.heads[0]), self._live(study, item.heads[1]))
        self._decisions = Decisions(self._sides, self._shown_rows())
        self._show_rows()
        self.next_undecided()

    def _live(self, study: Study, rev_id: str) -> Interview | None:
        """A version as a live form, to read labels and choices from."""
        found = study.store.revisions.get(rev_id)
        if found is None or found.kind == "tombstone":
            return None
        session = self._desk.attempt(lambda: Session.resume(study, found.instance_id))
        return session.interview if session is not None else None

    def _shown_rows(self) -> list[Row]:
        assert self._sides is not None
        if "tombstone" in (self._sides.left.kind, self._sides.right.kind):
            return [_deleted_row(self._sides)]
        return self._comparison.rows(self._sides.differences, self._revealed)

    def _show_rows(self) -> None:
        if self._sides is None or self._decisions is None:
            return
        here = self.rows.row()
        rows = self._decisions.rows = self._shown_rows()
        if self._all:
            rows = [*rows, *self._comparison.equal(self._sides.differences, self._revealed)]
        self.rows.rows.show_rows(rows, self._decisions.of)
        if rows:
            self.rows.setCurrentIndex(self.rows.rows.index(0))
        if here is not None:
            self.rows.go(here.path)
        self._tell()

    def _tell(self) -> None:
        """What is above and below the rows."""
        item, sides, decisions = self.items.item(), self._sides, self._decisions
        self.equal.set_text(tr("Only differences") if self._all else tr("Equal ones too"))
        if item is None or sides is None or decisions is None:
            return
        waiting = len(decisions.undecided)
        pair = item.pair is not None
        self._name.setText(item.title)
        said = [trn("{n} question differs", "{n} questions differ", len(decisions.rows))]
        said += [trn("{n} not decided", "{n} not decided", waiting)] if waiting and not pair else []
        self._about.setText(tr("Perhaps the same: {why}", why=item.note) if pair else tr(", ").join(said))
        self._heads[0].setText(tr("Question"))
        self._heads[1].setText(_who(tr("Left"), sides.left))
        self._heads[2].setText(_who(tr("Right"), sides.right))
        self._heads[3].setText(tr("Result and reason"))
        self.both.setVisible(sides.proposal is not None and not pair)
        for button in (self.all_left, self.all_right):
            button.setVisible(not pair)
        if not self.writing.open:
            self.writing.title.setText(_verdict_words(self._verdict) if pair else "")
        self.save.set_text(tr("Save, next"))
        ready = bool(self._verdict) if pair else not waiting
        self.save.setEnabled(ready)

    # deciding

    def take(self, side: Take) -> None:
        """Left, Right: that side at this question; of two perhaps equal interviews the one that counts."""
        item, here, decisions = self.items.item(), self.rows.row(), self._decisions
        if item is not None and item.pair is not None:
            self._verdict = side.value
        elif here is not None and here.difference is not None and decisions is not None:
            decisions.take(here.path, side)
        self._decided()

    def differ(self) -> None:
        """D: two interviews, not one."""
        item = self.items.item()
        if item is not None and item.pair is not None:
            self._verdict = "different"
            self._decided()

    def _take_all(self, side: Take) -> None:
        if self._decisions is not None:
            self._decisions.take_all(side)
            self._decided()

    def accept_both(self) -> None:
        """B: each side's own changes; offered where nothing contradicts."""
        if self._decisions is not None and self._sides is not None and self._sides.proposal is not None:
            self._decisions.accept_both(tr("changed on one side only"))
            self._decided()

    def next_undecided(self) -> None:
        """N: round the end."""
        if self._decisions is None:
            return
        paths = [one.path for one in self.rows.rows.rows]
        here = self.rows.currentIndex().row()
        waiting = [paths.index(path) for path in self._decisions.undecided if path in paths]
        ahead = [at for at in waiting if at > here] or waiting
        if ahead:
            self.rows.setCurrentIndex(self.rows.rows.index(ahead[0]))

    def _decided(self) -> None:
        self.rows.rows.touch()
        self._tell()

    def edit(self) -> None:
        """E: an answer of one's own."""
        here = self.rows.row()
        item = self.items.item()
        if here is None or here.difference is None or here.below or here.path == _DELETED:
            return
        if item is None or item.pair is not None:
            return
        before = here.difference.right or here.difference.left or ""
        offered = "" if here.veiled else before
        self.writing.ask(tr("{question}: answer", question=here.number or here.title), offered, self._own)

    def _own(self, text: str) -> None:
        here, decisions = self.rows.row(), self._decisions
        node = self._comparison.node(here.path) if here is not None else None
        if here is None or decisions is None:
            return
        codes = {choice.label: choice.value for choice in node.choices()} if node is not None else {}
        given = codes.get(text, text)
        refused = codes and any(part not in codes.values() for part in given.split())
        try:
            kept = from_person(node.type, given, node.interview.zone) if node is not None else given
        except Refused:
            refused, kept = True, ""
        if refused:
            self._desk.said.emit(tr("This answer does not fit here"))
            return
        decisions.take(here.path, kept, self._comparison.own(here.path, kept, self._revealed))
        self._decided()

    def explain(self) -> None:
        """R: why. It is offered for every decision that has no reason yet."""
        here, decisions = self.rows.row(), self._decisions
        if decisions is None:
            return
        path = here.path if here is not None else ""
        before = decisions.of[path].reason if path in decisions.of else ""
        self.writing.ask(tr("Reason"), before or self._last_reason, lambda text: self._explained(path, text))

    def _explained(self, path: str, text: str) -> None:
        self._last_reason = text
        if self._decisions is not None:
            self._decisions.explain(path, text)
            self._decided()

    def show_equal(self) -> None:
        """S: the questions in which both agree, too."""
        self._all = not self._all
        self._show_rows()

    def reveal(self) -> None:
        """V: the personal values of this question; the look is in the log."""
        here, study, sides = self.rows.row(), self._desk.study, self._sides
        node = self._comparison.node(here.path) if here is not None else None
        if here is None or study is None or sides is None or node is None or not here.veiled:
            return
        question = node.definition.reference

        def look() -> bool:
            study.reveal(sides.record_id, question)
            return True

        if self._desk.attempt(look):
            self._revealed.add(here.path)
            self._show_rows()

    # saving

    def main_action(self) -> None:
        """Ctrl+Enter: save, and on to the next. What lacks a reason is asked for one first."""
        if self.writing.open:
            self.writing.hand_over()
        item, decisions = self.items.item(), self._decisions
        if item is None or decisions is None or not self.save.isEnabled():
            self.next_undecided()
        elif item.pair is not None:
            self._ask_reason(self._save_pair)
        elif decisions.unexplained or not decisions.rows:
            self._ask_reason(self._explain_and_save)
        else:
            self._save(decisions.reason())

    def _ask_reason(self, then: Callable[[str], object]) -> None:
        def take(text: str) -> None:
            self._last_reason = text
            then(text)

        self.writing.ask(tr("Reason"), self._last_reason, take)

    def _explain_and_save(self, reason: str) -> None:
        if self._decisions is not None:
            self._decisions.explain("", reason)
        self._save(reason)

    def _save_pair(self, reason: str) -> None:
        item, study = self.items.item(), self._desk.study
        if item is None or item.pair is None or study is None:
            return
        keep = {"left": item.pair.records[0], "right": item.pair.records[1]}.get(self._verdict, "")
        verdict, records = ("same" if keep else "different"), item.pair.records
        self._desk.attempt(lambda: review.decide(study, records, verdict, keep, reason))  # type: ignore[arg-type]
        self._done()

    def _save(self, reason: str) -> None:
        study, decisions, item, sides = self._desk.study, self._decisions, self.items.item(), self._sides
        if study is None or decisions is None or item is None or sides is None:
            return
        gone = decisions.of.get(_DELETED)
        if gone is not None:
            self._save_deleted(study, item, sides, gone.take is Take.LEFT, reason)
            return
        said = decisions.reason() or reason
        self._settle(study, item, decisions.answers(), said)

    def _save_deleted(self, study: Study, item: Item, sides: Sides, left: bool, reason: str) -> None:
        wanted = sides.left if left else sides.right
        if wanted.kind == "tombstone":
            self._desk.attempt(lambda: review.delete(study, item.heads, reason))
            self._done()
        else:
            self._settle(study, item, dict(wanted.answers), reason)

    def _settle(self, study: Study, item: Item, answers: dict[str, object], reason: str) -> None:
        session = self._desk.attempt(lambda: Session.settle(study, item.heads, answers, reason))
        if session is None:
            return
        try:
            session.finalize()
        except Problem as failure:
            session.close()
            if failure.kind is not NOT_FINALIZABLE:
                self._desk.failed.emit(failure)
                return
            self._desk.said.emit(tr("Joined, but a rule of the form is broken: put it right here."))
            self.mend.emit(session.instance_id)
            return
        session.close()
        self._desk.said.emit(tr("Settled: {name}. Both versions are kept.", name=item.title))
        self._done()

    def _done(self) -> None:
        """Until the list is read again nothing can be saved a second time."""
        self._sides = self._decisions = None
        self.save.setEnabled(False)
        self.settled.emit()
        self.refresh()

    def _next_item(self) -> None:
        at = self.items.currentIndex().row() + 1
        if self.items.items.items:
            self.items.setCurrentIndex(self.items.items.index(at % len(self.items.items.items)))

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


def _sides(study: Study, item: Item) -> Sides:
    """A conflict with the version both build on; of two records there is none."""
    if item.conflict is not None:
        return review.sides(study, *item.heads)
    found = review.sides(study, *item.heads)
    return Sides(
        found.record_id, found.left, found.right, None,
        tuple(differences(None, found.left.answers, found.right.answers)), None,
    )  # fmt: skip


def _deleted_row(sides: Sides) -> Row:
    from fieldapp.merge import Difference

    left, right = (
        tr("delete the interview") if side.kind == "tombstone" else tr("keep the interview")
        for side in (sides.left, sides.right)
    )
    title = tr("Changed on one side, deleted on the other")
    return Row(_DELETED, "", title, left, right, Difference(_DELETED, None, left, right, common=False))


def _who(side: str, made: Side) -> str:
    when = clock.when(datetime.fromisoformat(made.wall_time))
    who = made.author or tr("somebody")
    parts = [
        tr("{who}: {text}", who=side, text=who),
        tr("laptop {device}", device=made.device[:8]),
        when,
        made.reason,
    ]
    return " · ".join(part for part in parts if part)


def _verdict_words(verdict: str) -> str:
    return {
        "left": tr("The same; the left one counts"),
        "right": tr("The same; the right one counts"),
        "different": tr("Two different interviews"),
    }.get(verdict, tr("← → the same, this one counts; D two different ones"))

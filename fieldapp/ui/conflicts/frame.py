"""The parts of the page: what is to be settled at the left, one conflict with its rows at the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldapp.review import Side
from fieldapp.ui import clock
from fieldapp.ui.components import Bar, Button, Card, EmptyState, column, label, row
from fieldapp.ui.conflicts.listing import ItemList
from fieldapp.ui.conflicts.matter import Matter
from fieldapp.ui.conflicts.rows import SHARES, RowList
from fieldapp.ui.conflicts.writing import Writing
from fieldapp.wording import tr, trn


class Frame(QWidget):
    """Holds the parts and says in words how a matter stands; the page connects them."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._count = label("", "page-title"), label("", "body", "ink-2")
        self.items, self.rows, self.writing = ItemList(), RowList(), Writing()
        self._name, self.about = label("", "title"), label("", "body", "ink-2")
        self.both = Button("", "secondary", "call-merge", "B")
        self.equal = Button("", "secondary", "filter-variant", "S")
        self.heads = [label("", "small-bold", "ink-2", wrap=True) for _ in range(4)]
        self._kept = label("", "body", "ink-2")
        self.all_left, self.all_right = Button("", "plain"), Button("", "plain")
        self.later = Button("", "secondary")
        self.save = Button("", "primary", None, "Ctrl+Enter", size="bar")
        self.empty = EmptyState("compare-horizontal", "accent")
        self._lay_out()

    # layout

    def _lay_out(self) -> None:
        self._right = Card(padding=1, spacing=0)
        for part in (self._head(), self._columns()):
            self._right.body.addWidget(part)
        self._right.body.addWidget(self.rows, 1)
        self._right.body.addWidget(self.writing)
        self._right.body.addWidget(self._foot())
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._left())
        body.addWidget(self._right, 1)
        body.addWidget(self.empty, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.addLayout(body)
        self.empty.hide()

    def _left(self) -> Card:
        left = Card(padding=8, spacing=8)
        top = row(margins=(8, 4, 8, 0))
        top.addWidget(self._title, 1)
        top.addWidget(self._count)
        left.body.addLayout(top)
        left.body.addWidget(self.items, 1)
        left.setFixedWidth(216)
        return left

    def _head(self) -> QWidget:
        head = QWidget()
        line = row(margins=(16, 12, 16, 12), spacing=12)
        words = column(spacing=2)
        words.addWidget(self._name)
        words.addWidget(self.about)
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
        for at, words in enumerate(self.heads):
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

    # words

    def retranslate(self) -> None:
        """All texts that are always the same."""
        self._title.setText(tr("To settle"))
        self.both.set_text(tr("Accept both sides' changes"))
        self.all_left.set_text(tr("All left"))
        self.all_right.set_text(tr("All right"))
        self.later.set_text(tr("Later"))
        self._kept.setText(tr("Both versions are kept"))
        self.empty.set(
            tr("No conflicts."), tr("Nobody changed the same interview elsewhere."), tr("Go to the review")
        )
        self.items.setAccessibleName(tr("Conflicts"))
        self.rows.setAccessibleName(tr("Questions that differ"))
        words = (tr("left"), tr("right"), tr("rewrite"), tr("reason"), tr("next"), tr("equal ones"))
        for (_cap, hint), text in zip(self.writing.hints, words, strict=True):
            hint.setText(text)
        self.save.set_text(tr("Save, next"))

    def show_count(self, count: int) -> None:
        """So many are to be settled; with none the page says so instead."""
        self._right.setVisible(bool(count))
        self.empty.setVisible(not count)
        self._count.setText(trn("{n} interview", "{n} interviews", count))

    def tell(self, matter: Matter) -> None:
        """What is above and below the rows."""
        self.equal.set_text(tr("Only differences") if matter.with_equal else tr("Equal ones too"))
        self._name.setText(matter.item.title)
        self.about.setText(_about(matter))
        left, right = _who(tr("Left"), matter.sides.left), _who(tr("Right"), matter.sides.right)
        heads = (tr("Question"), left, right, tr("Result and reason"))
        for head, text in zip(self.heads, heads, strict=True):
            head.setText(text)
        self.both.setVisible(matter.sides.proposal is not None and not matter.is_pair)
        for button in (self.all_left, self.all_right):
            button.setVisible(not matter.is_pair)
        if not self.writing.open:
            self.writing.title.setText(_verdict(matter.verdict) if matter.is_pair else "")
        self.save.setEnabled(matter.ready)


def _about(matter: Matter) -> str:
    if matter.is_pair:
        return tr("Perhaps the same: {why}", why=matter.item.note)
    said = [trn("{n} question differs", "{n} questions differ", len(matter.decisions.rows))]
    if waiting := len(matter.decisions.undecided):
        said.append(trn("{n} not decided", "{n} not decided", waiting))
    return tr(", ").join(said)


def _who(side: str, made: Side) -> str:
    when = clock.when(datetime.fromisoformat(made.wall_time))
    who = tr("{who}: {text}", who=side, text=made.author or tr("somebody"))
    parts = [who, tr("laptop {device}", device=made.device[:8]), when, made.reason]
    return " · ".join(part for part in parts if part)


def _verdict(verdict: str) -> str:
    return {
        "left": tr("The same; the left one counts"),
        "right": tr("The same; the right one counts"),
        "different": tr("Two different interviews"),
    }.get(verdict, tr("← → the same, this one counts; D two different ones"))

"""Screen 07: see what each stick would bring, merge, settle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.ui import handover
from fieldapp.ui.components import Banner, Bar, Button, Card, EmptyState, label
from fieldapp.ui.desk import Desk
from fieldapp.ui.inbox import work
from fieldapp.ui.inbox.offers import OffersTable
from fieldapp.ui.inbox.reports import ReportCard
from fieldapp.ui.inbox.side import HeardCard, MergedCard
from fieldapp.ui.inbox.sources import Sources
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.transfer import Offer, Taken
    from fieldapp.transfer.report import Lacking
    from fieldapp.ui.inbox.work import Looked, Standing

_MOST_LINES = 4


class InboxPage(Page):
    """`choose_folder(take)` asks a person; `merged` tells that interviews came."""

    choose_folder = Signal(object)
    merged = Signal()
    onward = Signal(str)
    """The page where the evening goes on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._places: list[Path] = []
        self._standing, self._ahead = work.Standing(), ""
        self._lacking: tuple[Lacking, ...] = ()
        self.sources = Sources()
        self.rescan, self.browse = self.sources.rescan, self.sources.browse
        self.table = OffersTable()
        self.empty = EmptyState("inbox-arrow-down-outline")
        self.detail, self.gaps = Banner("error"), Banner("warn")
        self.report = ReportCard()
        self._sum = label("", "body-bold")
        self._promise = label("", "body", "ink-2")
        self.merge_button = Button("", "primary", "call-merge", "Ctrl+Enter", size="bar")
        self.last, self.heard = MergedCard(), HeardCard()
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self._show_detail(None)
        self.empty.show()
        self.table.hide()

    # parts

    def _lay_out(self) -> None:
        self._middle = QStackedWidget()
        for part in (self._offers_card(), self.report):
            self._middle.addWidget(part)
        side = QVBoxLayout()
        side.setSpacing(16)
        side.addWidget(self.last)
        side.addWidget(self.heard, 1)
        right = QWidget()
        right.setLayout(side)
        right.setFixedWidth(288)
        side.setContentsMargins(0, 0, 0, 0)
        body = QHBoxLayout()
        body.setSpacing(16)
        body.addWidget(self._middle, 1)
        body.addWidget(right)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(16)
        whole.addWidget(self.sources)
        whole.addLayout(body, 1)

    def _offers_card(self) -> Card:
        card = Card(padding=1, spacing=0)
        for large in (self.table, self.empty):
            card.body.addWidget(large, 1)
        for small in (self.detail, self.gaps, self._foot()):
            card.body.addWidget(small)
        return card

    def _foot(self) -> Bar:
        foot = Bar("bottom")
        foot.row.setContentsMargins(16, 8, 16, 8)
        foot.row.addWidget(self._sum)
        foot.row.addStretch(1)
        foot.row.addWidget(self._promise)
        foot.row.addWidget(self.merge_button)
        return foot

    def _connect(self) -> None:
        self.rescan.clicked.connect(self.look)
        self.browse.clicked.connect(lambda: self.choose_folder.emit(self.add_place))
        self.table.chosen.connect(self._show_detail)
        self.table.offers.changed.connect(self._count)
        self.merge_button.clicked.connect(self.main_action)
        self.last.undo.connect(self.undo)
        self.last.report.connect(self.show_report)
        self.report.left.connect(self.show_offers)
        self.report.save.connect(self._desk.attempt)
        self.heard.send.connect(self._hand_over)

    # the page

    def title(self) -> str:
        return tr("Inbox")

    def refresh(self) -> None:
        study = self._desk.study
        if study is not None:
            beside = self._desk.beside(study)
            self._desk.work("", lambda _p, _c: work.standing(beside), self._show_standing)

    def opened(self) -> None:
        target: QWidget = self.table if self.table.offers.offers else self.rescan
        target.setFocus(Qt.FocusReason.OtherFocusReason)
        self.look()

    def retranslate(self) -> None:
        self.table.setAccessibleName(tr("What was brought"))
        self._promise.setText(tr("A backup is made first. A merge can be undone."))
        self.empty.set(tr("No bundles yet."), tr("Insert a USB stick or drop files here."))
        for part in (self.sources, self.last, self.heard, self.report):
            part.retranslate()
        self._show_places()
        self._show_gaps()
        self._count()

    def keys(self) -> Keys:
        return (
            ("↑ ↓", tr("choose a row")), (tr("Space"), tr("tick")), ("Ctrl+A", tr("tick all")),
            ("F5", tr("look again")), ("Ctrl+O", tr("choose a folder")), ("Ctrl+Enter", tr("merge")),
            ("Ctrl+Z", tr("undo the last merge")), ("R", tr("merge report")), ("Ctrl+E", tr("hand over")),
        )  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        first = self.table if self._middle.currentWidget() is not self.report else self.report
        return (first, self.rescan, self.merge_button, self.heard.send_button)

    def main_action(self) -> None:
        """Merge what is ticked."""
        offers = self.table.offers.ticked
        if not offers and self._ahead:
            self.onward.emit(self._ahead)
        offers = [*offers, *self.table.offers.apart] if offers else []
        left = [one for one in self.table.offers.offers if one not in offers]
        study = self._desk.study
        if study is None or not offers or not self.merge_button.isEnabled():
            return
        self.merge_button.setEnabled(False)
        beside = self._desk.beside(study)
        self._desk.work(
            tr("Merging…"),
            lambda progress, _c: work.merge(beside, offers, progress, left),
            self._merged,
            self._failed,
        )

    def undo(self) -> None:
        """Take the last merge back."""
        study = self._desk.study
        if study is not None:
            beside = self._desk.beside(study)
            self._desk.work(
                tr("Taking the merge back…"), lambda _p, _c: work.take_back(beside), self._taken_back
            )

    # looking

    def add_place(self, place: Path) -> None:
        """A folder or file that somebody named or dropped."""
        if place not in self._places:
            self._places.append(place)
        self.look()

    def look(self) -> None:
        """F5: at all sticks, and at the places that were named."""
        study = self._desk.study
        if study is None:
            return
        places = [*work.sticks(), *self._places]
        self._show_places()
        beside = self._desk.beside(study)
        job = partial(work.look, beside, places)
        self._desk.work(tr("Reading…"), lambda progress, _c: job(progress), self._looked)

    def _looked(self, found: Looked) -> None:
        self._lacking = found.lacking
        self._show_gaps()
        self.table.offers.show_offers(found.offers)
        self.table.setVisible(bool(found.offers))
        self.empty.setVisible(not found.offers)
        self._show_places()
        if found.offers and self.rescan.hasFocus():
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if found.offers:
            self.table.setCurrentIndex(self.table.offers.index(0, 0))
        for place, failure in found.unreadable:
            self._desk.said.emit(f"{place.name}: {wording.problem(failure)}")

    def _show_places(self) -> None:
        sticks = work.sticks()
        self.sources.stick_title.setText(", ".join(stick.name for stick in sticks) or tr("No USB stick"))
        offers = len(self.table.offers.offers)
        self.sources.stick_text.setText(
            trn("{n} bundle", "{n} bundles", offers) if offers else tr("Insert one, then F5.")
        )

    # showing

    def _count(self) -> None:
        ticked = self.table.offers.ticked
        new, changed = (sum(getattr(offer.counts, name) for offer in ticked) for name in ("new", "changed"))
        total = len(self.table.offers.offers)
        self._sum.setText(tr("{n} of {total} selected", n=len(ticked), total=total) if total else "")
        self.merge_button.set_text(tr("Merge {new} new, {changed} changed", new=new, changed=changed))
        self.merge_button.setEnabled(bool(ticked))
        if not ticked:
            self._offer_next()

    def _offer_next(self) -> None:
        """Nothing is to be merged: conflicts come next, then the review."""
        conflicts, waiting = self._standing.conflicts, self._standing.waiting
        self._ahead = "conflicts" if conflicts else "review" if waiting else ""
        if conflicts:
            self.merge_button.set_text(trn("Settle {n} conflict", "Settle {n} conflicts", conflicts))
        elif waiting:
            self.merge_button.set_text(trn("Review {n} interview", "Review {n} interviews", waiting))
        self.merge_button.setEnabled(bool(self._ahead))

    def _show_detail(self, offer: Offer | None) -> None:
        """What is wrong with the chosen bundle, and what to do about it."""
        from fieldapp.transfer import damage_words, standing_words
        from fieldapp.transfer.words import news_words

        lines = [damage_words(one) for one in offer.damaged[:_MOST_LINES]] if offer is not None else []
        lines += standing_words(offer) if offer is not None else []
        told = news_words(offer.counts.news) if offer is not None else []
        self.detail.set("error" if lines else "info", "\n".join([*lines, *told]))
        self.detail.setVisible(bool(lines or told))

    def _show_gaps(self) -> None:
        """Bundles that would still be missing after everything that lies here is merged."""
        from fieldapp.transfer.told_report import lacking_words

        lines = [lacking_words(one) for one in self._lacking[:_MOST_LINES]]
        self.gaps.set("warn", "\n".join(lines))
        self.gaps.setVisible(bool(lines))

    def _show_standing(self, standing: Standing) -> None:
        self._standing = standing
        self._count()
        self.last.show_standing(standing)
        self.heard.show_standing(standing)
        self.report.show_reports(standing.reports)

    def show_report(self) -> None:
        """R: what came of the last merge, in the place of the table."""
        self._middle.setCurrentWidget(self.report)
        self.report.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_offers(self) -> None:
        """Back to what was brought."""
        self._middle.setCurrentIndex(0)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # what came of it

    def _merged(self, taken: Taken) -> None:
        counts = {"new": taken.new, "changed": taken.changed}
        self._desk.said.emit(tr("Merged: {new} added, {changed} updated, 0 lost", **counts))
        self._changed()

    def _taken_back(self, number: int) -> None:
        self._desk.said.emit(tr("Merge {number} was taken back.", number=number))
        self._changed()

    def _failed(self, failure: Problem) -> None:
        self._desk.failed.emit(failure)
        self._count()

    def _changed(self) -> None:
        if (study := self._desk.study) is not None:
            self._desk.attempt(study.people.renew)
        self._desk.forms_changed.emit()
        self._desk.interviews_changed.emit()
        self.merged.emit()
        self.refresh()
        self.look()

    def give_out(self) -> bool:
        """Ctrl+E hands over, as its button says."""
        self.heard.send.emit()
        return True

    def _hand_over(self) -> None:
        handover.begin(self._desk, lambda take, _why: self.choose_folder.emit(take))

    # keys and drops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F5 and not event.modifiers():
            self.look()
        elif event.key() == Qt.Key.Key_O and control:
            self.browse.click()
        elif event.key() == Qt.Key.Key_R and not event.modifiers():
            self.show_report()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.add_place(Path(url.toLocalFile()))

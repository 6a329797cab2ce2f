"""Screen 07: see what each stick would bring, merge, settle."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fieldapp import wording
from fieldapp.problems import Problem
from fieldapp.ui import handover
from fieldapp.ui.desk import Desk
from fieldapp.ui.inbox import work
from fieldapp.ui.inbox.coming import ComingCard
from fieldapp.ui.inbox.few import NARROW, Few
from fieldapp.ui.inbox.handing import HandingCard
from fieldapp.ui.inbox.reports import ReportCard
from fieldapp.ui.inbox.side import HeardCard, MergedCard
from fieldapp.ui.inbox.sources import Sources
from fieldapp.ui.page import Keys, Page
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.transfer import Taken
    from fieldapp.ui.inbox.work import Looked, Standing


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
        self.sources = Sources()
        self.rescan, self.browse = self.sources.rescan, self.sources.browse
        self.coming = ComingCard(desk)
        self.table, self.empty, self.merge_button = (
            self.coming.table, self.coming.empty, self.coming.merge_button,
        )  # fmt: skip
        self.detail, self.gaps = self.coming.detail, self.coming.gaps
        self.report, self.handing = ReportCard(), HandingCard(desk)
        self.last, self.heard = MergedCard(), HeardCard()
        self._few = Few(
            [
                (self.last.undo_button, "undo"),
                (self.last.report_button, "file-document-outline"),
                (self.heard.send_button, "export"),
            ]
        )
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()

    # parts

    def _lay_out(self) -> None:
        self._middle = QStackedWidget()
        for part in (self.coming, self.report, self.handing):
            self._middle.addWidget(part)
        side = QVBoxLayout()
        side.setSpacing(16)
        side.addWidget(self.last)
        side.addWidget(self.heard, 1)
        right = self._side = QWidget()
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
        top = QHBoxLayout()
        top.addWidget(self.sources, 1)
        top.addWidget(self._few)
        whole.addLayout(top)
        whole.addLayout(body, 1)

    def _connect(self) -> None:
        self.rescan.clicked.connect(self.look)
        self.browse.clicked.connect(lambda: self.choose_folder.emit(self.add_place))
        self.merge_button.clicked.connect(self.main_action)
        self.last.undo.connect(self.undo)
        self.last.report.connect(self.show_report)
        self.report.left.connect(self.show_offers)
        self.report.save.connect(self._desk.attempt)
        self.heard.send.connect(self._hand_over)
        self.heard.other.connect(self.show_handing)
        self.handing.left.connect(self.show_offers)
        self.handing.send.connect(lambda all_of_it: self._hand_over(everything=all_of_it))

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
        for part in (self.sources, self.coming, self.last, self.heard, self.report, self.handing):
            part.retranslate()
        self._show_places()
        self._few.refresh()

    def keys(self) -> Keys:
        return (
            ("↑ ↓", tr("choose a row")), (tr("Space"), tr("tick")), ("Ctrl+A", tr("tick all")),
            ("F5", tr("look again")), ("Ctrl+O", tr("choose a folder")), ("Ctrl+Enter", tr("merge")),
            ("Ctrl+Z", tr("undo the last merge")), ("R", tr("merge report")), ("Ctrl+E", tr("hand over")),
            ("M", tr("hand over in another way")),
        )  # fmt: skip

    def panes(self) -> Sequence[QWidget]:
        shown = self._middle.currentWidget()
        return (
            self.table if shown is self.coming else shown,
            self.rescan,
            self.merge_button,
            self.heard.send_button,
        )

    def main_action(self) -> None:
        """Merge what is ticked; on the card for handing over, hand over."""
        if self._middle.currentWidget() is self.handing:
            self.handing.go.click()
            return
        offers = self.table.offers.ticked
        if not offers and self.coming.ahead:
            self.onward.emit(self.coming.ahead)
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
        places = list(dict.fromkeys([*work.sticks(), *self._places]))
        self._show_places()
        beside = self._desk.beside(study)
        job = partial(work.look, beside, places)
        self._desk.work(tr("Reading…"), lambda progress, _c: job(progress), self._looked)

    def _looked(self, found: Looked) -> None:
        self.coming.show_found(found, take_focus=self.rescan.hasFocus())
        self._show_places()
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

    def _show_standing(self, standing: Standing) -> None:
        self.coming.show_standing(standing)
        self.last.show_standing(standing)
        self.heard.show_standing(standing)
        self.report.show_reports(standing.reports)
        self._fit()

    def show_report(self) -> None:
        """R: what came of the last merge, in the place of the table."""
        self._middle.setCurrentWidget(self.report)
        self.report.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_offers(self) -> None:
        """Back to what was brought."""
        self._middle.setCurrentWidget(self.coming)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_handing(self) -> None:
        """M: everything again, or an app update."""
        self.handing.everything.setChecked(False)
        self.handing.refresh()
        self._middle.setCurrentWidget(self.handing)
        self.handing.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self.coming.count()

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

    def _hand_over(self, *, everything: bool = False) -> None:
        self.show_offers()
        ask = self.choose_folder
        handover.begin(self._desk, lambda take, _why: ask.emit(take), everything=everything)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """On a narrow screen the names of the laptops need the room."""
        narrow = self.window().width() < NARROW
        self._side.setVisible(not narrow)
        self._few.setVisible(narrow)
        self._few.refresh()

    # keys and drops

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_F5 and not event.modifiers():
            self.look()
        elif event.key() == Qt.Key.Key_O and control:
            self.browse.click()
        elif event.key() == Qt.Key.Key_R and not event.modifiers():
            self.show_report()
        elif event.key() == Qt.Key.Key_M and not event.modifiers():
            self.show_handing()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls():
            if url.isLocalFile():
                self.add_place(Path(url.toLocalFile()))

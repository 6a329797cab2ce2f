"""The card in the middle: what was brought, what is wrong with it, what is missing, and the button below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from fieldapp.ui.components import Banner, Bar, Button, Card, EmptyState, label
from fieldapp.ui.desk import Desk
from fieldapp.ui.inbox.offers import OffersTable
from fieldapp.ui.updatebar import UpdateBar
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.export.reading import Compared
    from fieldapp.transfer import Offer
    from fieldapp.transfer.report import Lacking
    from fieldapp.ui.inbox.work import Looked, Standing

_MOST_LINES = 4


class ComingCard(Card):
    """`ahead` is the page where the evening goes on when there is nothing to be merged; "" where it ends."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(padding=1, spacing=0)
        self.ahead = ""
        self._lacking: tuple[Lacking, ...] = ()
        self._books: tuple[Compared, ...] = ()
        self._conflicts = self._waiting = 0
        self.table = OffersTable()
        self.empty = EmptyState("inbox-arrow-down-outline")
        self.detail, self.gaps, self.update_bar = Banner("error"), Banner("warn"), UpdateBar(desk)
        self._sum, self._promise = label("", "body-bold"), label("", "body", "ink-2")
        self.merge_button = Button("", "primary", "call-merge", "Ctrl+Enter", size="bar")
        for large in (self.table, self.empty):
            self.body.addWidget(large, 1)
        self.books = Banner("info")
        for small in (self.detail, self.books, self.gaps, self.update_bar, self._foot()):
            self.body.addWidget(small)
        self.table.chosen.connect(self.show_detail)
        self.table.offers.changed.connect(self.count)
        self.table.hide()
        self.detail.hide()
        self.gaps.hide()
        self.books.hide()

    def _foot(self) -> Bar:
        foot = Bar("bottom")
        foot.row.setContentsMargins(16, 8, 16, 8)
        foot.row.addWidget(self._sum)
        foot.row.addStretch(1)
        foot.row.addWidget(self._promise)
        foot.row.addWidget(self.merge_button)
        return foot

    def retranslate(self) -> None:
        """Set the texts again."""
        self.table.setAccessibleName(tr("What was brought"))
        self._promise.setText(tr("A backup is made first. A merge can be undone."))
        self.empty.set(tr("No bundles yet."), tr("Insert a USB stick or drop files here."))
        self.update_bar.retranslate()
        index = self.table.currentIndex()
        self.show_detail(self.table.offers.offers[index.row()] if index.isValid() else None)
        self._show_gaps()
        self._show_books()
        self.count()

    def show_found(self, found: Looked, *, take_focus: bool) -> None:
        """What lies at the places that were looked at."""
        self._lacking, self._books = found.lacking, found.books
        self._show_gaps()
        self._show_books()
        self.table.offers.show_offers(found.offers, found.names)
        self.table.setVisible(bool(found.offers))
        self.empty.setVisible(not found.offers)
        if found.offers and take_focus:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if found.offers:
            self.table.setCurrentIndex(self.table.offers.index(0, 0))

    def show_standing(self, standing: Standing) -> None:
        """What waits beside bundles."""
        self._conflicts, self._waiting = standing.conflicts, standing.waiting
        self.update_bar.refresh()
        self.count()

    def count(self) -> None:
        """What the button would do."""
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
        self.ahead = "conflicts" if self._conflicts else "review" if self._waiting else ""
        if self._conflicts:
            self.merge_button.set_text(trn("Settle {n} conflict", "Settle {n} conflicts", self._conflicts))
        elif self._waiting:
            self.merge_button.set_text(trn("Review {n} interview", "Review {n} interviews", self._waiting))
        self.merge_button.setEnabled(bool(self.ahead))

    def show_detail(self, offer: Offer | None) -> None:
        """What is wrong with the chosen bundle and what to do about it; what it brings beside interviews."""
        from fieldapp.transfer import damage_words, standing_words
        from fieldapp.transfer.words import news_words

        lines = [damage_words(one) for one in offer.damaged[:_MOST_LINES]] if offer is not None else []
        lines += standing_words(offer) if offer is not None else []
        told = news_words(offer.counts.news) if offer is not None else []
        self.detail.set("error" if lines else "info", "\n".join([*lines, *told[:_MOST_LINES]]))
        self.detail.setVisible(bool(lines or told))

    def _show_books(self) -> None:
        """Workbooks beside the study: counts, the first cells that differ, what to do."""
        if self._books:
            from fieldapp.export.told_reading import tell

            self.books.set("info", "\n".join(line for one in self._books for line in tell(one, most=3)))
        self.books.setVisible(bool(self._books))

    def _show_gaps(self) -> None:
        """Bundles that would still be missing after everything that lies here is merged."""
        if not self._lacking:
            self.gaps.hide()
            return
        from fieldapp.transfer.told_report import lacking_words

        lines = [lacking_words(one) for one in self._lacking[:_MOST_LINES]]
        self.gaps.set("warn", "\n".join(lines))
        self.gaps.show()

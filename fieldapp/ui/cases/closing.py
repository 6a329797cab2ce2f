"""Closing cases and opening them again, with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fieldapp.ui.cases.book import CaseBook
from fieldapp.ui.desk import Desk
from fieldapp.wording import trn

if TYPE_CHECKING:
    from fieldapp.cases import Entry


def turn(desk: Desk, book: CaseBook, meant: Sequence[Entry]) -> None:
    """Close these, or open them again where all are closed."""
    shut = all(one.status == "closed" for one in meant)
    if not meant or not _do(desk, book, {one.key for one in meant}, close=not shut):
        return
    n, keys = len(meant), {one.key for one in meant}
    opened = trn("{n} case opened again", "{n} cases opened again", n)
    said = opened if shut else trn("{n} case closed", "{n} cases closed", n)
    desk.offered.emit(said, lambda: _do(desk, book, keys, close=shut))


def _do(desk: Desk, book: CaseBook, keys: set[str], *, close: bool) -> bool:
    """As they are now: whatever was said of them meanwhile stays."""
    from fieldapp import cases

    study, act = desk.study, cases.close if close else cases.reopen
    entries = [one for one in book.listed.entries if one.key in keys]
    if study is None or desk.attempt(lambda: act(study, entries)) is None:
        return False
    book.refresh()
    return True

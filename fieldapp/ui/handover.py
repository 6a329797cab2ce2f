"""Handing over: this laptop's work onto a stick or into a folder, from whatever page it was asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from fieldapp.ui.desk import Desk
from fieldapp.ui.inbox import work
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.transfer import Sent


def begin(
    desk: Desk, choose_folder: Callable[[Callable[[Path], object], str], object], *, everything: bool = False
) -> None:
    """Onto the stick, where there is just one; else somebody says where to."""
    if desk.practising:
        desk.said.emit(tr("Practice interviews are not handed over."))
        return
    sticks = work.sticks()
    onto = partial(hand_over, desk, everything=everything)
    onto(sticks[0]) if len(sticks) == 1 else choose_folder(
        onto, tr("Hand over: onto which stick, or into which folder?")
    )


def hand_over(desk: Desk, target: Path, *, everything: bool = False) -> None:
    """Write the bundle; the desk says when it is read back. `everything`: also what has arrived."""
    study = desk.study
    if study is None:
        return
    beside, onward = desk.beside(study), bool(study.store.arrivals.all())

    def done(sent: Sent) -> None:
        said = tr(
            "Bundle {number} is written to {place} and read back.", number=sent.number, place=target.name
        )
        desk.said.emit(said)
        desk.interviews_changed.emit()

    desk.work(tr("Writing the bundle…"), lambda _p, _c: work.send(beside, target, onward, everything), done)

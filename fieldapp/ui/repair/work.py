"""What the worker does for the page: plain functions, no Qt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.files import Layout
    from fieldapp.keys import Secrets
    from fieldapp.repair import Rebuilt, Report
    from fieldapp.ui.tasks import Cancelled, Progress


def unlock(layout: Layout, typed: str) -> Secrets | None:
    """What opens the study; None when it is not encrypted. Problems STUDY_LOCKED, WRONG_PASSPHRASE."""
    from fieldapp.study import Unlock
    from fieldapp.study.doors import unlocked

    return unlocked(layout, Unlock("", typed) if typed else None)


def check(
    layout: Layout, secrets: Secrets | None, typed: str, progress: Progress, cancelled: Cancelled
) -> tuple[Report, Secrets | None]:
    """Look at everything, and give back what opened it."""
    from fieldapp import repair

    found = secrets or unlock(layout, typed)
    return repair.check(layout, found, deep=True, progress=progress), found


def rebuild(
    layout: Layout,
    target: Path,
    secrets: Secrets | None,
    extra: Path | None,
    progress: Progress,
    cancelled: Cancelled,
) -> Rebuilt:
    """Make the repaired copy; no part of the program may have the study open."""
    from fieldapp import repair

    return repair.rebuild(layout, target, secrets, extra=extra, progress=progress)

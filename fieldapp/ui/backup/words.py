"""Sentences about the second copy, for the safety card and the page."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fieldapp import wording
from fieldapp.ui import clock
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.backup import Last, Manifest, Outlook
    from fieldapp.problems import Problem

_HOUR = 3600


def backed_up(last: Last | None, now: datetime | None = None) -> str:
    """12 minutes ago, in the words of the card."""
    if last is None:
        return tr("No backup yet")
    present = now or datetime.now().astimezone()
    seconds = (present - last.at).total_seconds()
    if not 0 <= seconds < _HOUR:
        return tr("Backed up {when}", when=clock.when(last.at, present))
    if seconds < 60:
        return tr("Backed up just now")
    return trn("Backed up {n} minute ago", "Backed up {n} minutes ago", int(seconds // 60))


def whereto(last: Last | None) -> str:
    """Where it lies, and what that is worth."""
    if last is None:
        return tr("One is made after each finished interview.")
    if last.kind == "laptop":
        return tr("No USB stick found. Kept on this laptop.")
    name = last.place.name or str(last.place)
    if last.same_disk:
        return tr("{name}, on the same disk as the study.", name=name)
    return tr("{name} · after each finished interview", name=name)


def troubled(outlook: Outlook, problem: Problem | None) -> str:
    """What is wrong with the second copy; "" when nothing is."""
    if problem is not None:
        return wording.problem(problem)
    if outlook.level == "good" or (outlook.level == "bare" and not outlook.late):
        return ""
    if outlook.unsaved:
        return trn(
            "{n} finished interview is only on this laptop.",
            "{n} finished interviews are only on this laptop.",
            outlook.unsaved,
        )
    return tr("The backup is older than a day.")


def made_by(manifest: Manifest, device: str) -> str:
    """Which laptop made it."""
    if manifest.device == device:
        return tr("this laptop")
    return tr("laptop {number}", number=manifest.device[:8])


def held(manifest: Manifest) -> str:
    """How much is in it."""
    done = trn("{n} finished", "{n} finished", manifest.finalized)
    return done + " · " + trn("{n} draft", "{n} drafts", manifest.drafts)

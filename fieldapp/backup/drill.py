"""The restore drill: prove that a backup opens and equals what was backed up, then leave no trace."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fieldapp.backup.finding import Backup
from fieldapp.backup.opening import Opens, Progress, Stopped, never, plain, silent
from fieldapp.backup.restoring import building


@dataclass(frozen=True, slots=True)
class Drilled:
    """A drill that went well; one that did not raises its problem."""

    backup: Backup
    interviews: int
    files: int


def drill(
    backup: Backup,
    beside: Path,
    opens: Opens | None = plain,
    *,
    progress: Progress = silent,
    cancelled: Stopped = never,
) -> Drilled:
    """Restore into a folder beside the study (never the system's temporary one), compare, remove it."""
    manifest = backup.trusted
    with building(backup, beside.with_name(f"{beside.name}.drill"), opens, progress, cancelled):
        parts = len(manifest.files) + len(manifest.content)
    return Drilled(backup, manifest.drafts + manifest.finalized, parts)

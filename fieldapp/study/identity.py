"""Which copy of a study this is. Each copy signs with a key pair of its own."""

from __future__ import annotations

from fieldapp import files


def copy_id(layout: files.Layout, study_id: str) -> str:
    """The study's number; of a study that came from a backup with the number of the copy behind it.

    Two copies that go on from one point would otherwise give the same number to different entries of one log.
    """
    if not files.is_there(layout.restored):
        return study_id
    return f"{study_id}-{files.sha256_of(layout.restored)[:8]}"

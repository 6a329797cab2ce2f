"""What this laptop knows, as merging sees it."""

from __future__ import annotations

from typing import cast

from fieldapp.merge import Revision, State, state_from
from fieldapp.merge.state import RevisionKind
from fieldapp.transfer.place import Place


def state_of(place: Place) -> State:
    """Revisions, events and files of the study as sets."""
    revisions = (
        Revision(one.rev_id, one.record_id, one.parents, cast(RevisionKind, one.kind), one.files)
        for one in place.store.team.histories()
    )
    return state_from(revisions, place.store.team.events(), files_here(place))


def files_here(place: Place) -> set[str]:
    """Hashes of the files that revisions name and that lie in the media folder."""
    present = {path.name for path in place.layout.media.iterdir()} if place.layout.media.is_dir() else set()
    return {row.sha256 for row in place.store.media.all() if row.name in present}


def missing_files(place: Place) -> list[str]:
    """Hashes of files that revisions name and that are not here."""
    named = {sha256 for one in place.store.team.histories() for sha256 in one.files}
    return sorted(named - files_here(place))

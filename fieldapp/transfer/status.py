"""What this laptop knows, as merging sees it."""

from __future__ import annotations

from fieldapp.merge import State, revision_of, state_from
from fieldapp.transfer.place import Place


def state_of(place: Place) -> State:
    """Revisions, events and files of the study as sets."""
    team, files = place.store.team, place.store.media.here(place.layout.media)
    return state_from(map(revision_of, team.histories()), team.events(), files)


def missing_files(place: Place) -> list[str]:
    """Hashes of files that revisions name and that are not here."""
    named = {sha256 for one in place.store.team.histories() for sha256 in one.files}
    return sorted(named - place.store.media.here(place.layout.media))

"""What reviewing needs of a study, and what the study says as sets. A `fieldapp.study.Study` fits."""

from __future__ import annotations

import json
from typing import Any, Protocol

from fieldapp.files import Layout
from fieldapp.form import FormDefinition
from fieldapp.merge import State, revision_of, state_from
from fieldapp.problems import REVISION_MISSING, Problem
from fieldapp.store import OpenStudy, RevisionRow


class Desk(OpenStudy, Protocol):
    """An open study."""

    @property
    def layout(self) -> Layout: ...
    def definition(self, sha256: str, /) -> FormDefinition: ...


def state_of(desk: Desk) -> State:
    """Revisions, events and files of the study as sets."""
    team, files = desk.store.team, desk.store.media.here(desk.layout.media)
    return state_from(map(revision_of, team.histories()), team.events(), files)


def revision(desk: Desk, rev_id: str) -> RevisionRow:
    """One revision; Problem REVISION_MISSING."""
    row = desk.store.revisions.get(rev_id)
    if row is None:
        raise Problem(REVISION_MISSING, where=desk.name)
    return row


def answers_of(row: RevisionRow) -> dict[str, Any]:
    """The answers of a revision."""
    found: dict[str, Any] = json.loads(row.body)["answers"]
    return found

"""What reviewing needs of a study, and what the study says as sets. A `fieldapp.study.Study` fits."""

from __future__ import annotations

import json
from typing import Any, Protocol, cast

from fieldapp.files import Layout
from fieldapp.form import FormDefinition
from fieldapp.keys import DeviceKey
from fieldapp.merge import Revision, State, state_from
from fieldapp.merge.state import RevisionKind
from fieldapp.problems import REVISION_MISSING, Problem
from fieldapp.store import RevisionRow, Store


class Desk(Protocol):
    """An open study."""

    @property
    def name(self) -> str: ...
    @property
    def store(self) -> Store: ...
    @property
    def layout(self) -> Layout: ...
    @property
    def device(self) -> DeviceKey: ...
    @property
    def enumerator(self) -> str: ...
    def act(self, kind: str, subject: str = "", **details: str) -> None: ...
    def definition(self, sha256: str, /) -> FormDefinition: ...


def state_of(desk: Desk) -> State:
    """Revisions, events and files of the study as sets."""
    team = desk.store.team
    present = {path.name for path in desk.layout.media.iterdir()} if desk.layout.media.is_dir() else set()
    files = {row.sha256 for row in desk.store.media.all() if row.name in present}
    revisions = (
        Revision(one.rev_id, one.record_id, one.parents, cast(RevisionKind, one.kind), one.files)
        for one in team.histories()
    )
    return state_from(revisions, team.events(), files)


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

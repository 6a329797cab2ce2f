"""Joining two versions of one interview: a draft that builds on both and holds the answers decided on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from fieldapp.form import FormDefinition
from fieldapp.interview import Interview, TreeLoaded, change_from_json
from fieldapp.problems import REASON_MISSING, REVISION_MISSING, Problem
from fieldapp.session.opening import Opened, begin
from fieldapp.session.personal import Keeper
from fieldapp.session.place import Place
from fieldapp.store import JournalRow


def settle(place: Place, parents: Sequence[str], answers: Mapping[str, Any], reason: str) -> Opened:
    """The draft; finalizing it makes a revision with all of `parents`, which ends the conflict.

    `answers` are those of a revision's body. The rules of the form run over them, so what is worked
    out follows, and what no longer fits is found before it is final.
    """
    if not reason.strip():
        raise Problem(REASON_MISSING, where=place.name)
    rows = [row for parent in sorted(parents) if (row := place.store.revisions.get(parent)) is not None]
    if len(rows) < len(parents):
        raise Problem(REVISION_MISSING, where=place.name)
    first, form = rows[0], rows[0].form_sha256
    place.admit()
    definition, host = place.definition(form), place.host(form)
    keeper = Keeper(place.store, definition, first.record_id)
    interview = Interview.reopen(definition, host, [_tree(keeper, definition, answers)])
    new_id, base = f"uuid:{host.uuid()}", " ".join(row.rev_id for row in rows)

    def add(at: datetime) -> None:
        place.store.instances.add(new_id, form, at, first.record_id, base, reason)
        place.store.editions.begin(new_id, form)

    return begin(place, new_id, interview, keeper, add)


def _tree(keeper: Keeper, definition: FormDefinition, answers: Mapping[str, Any]) -> TreeLoaded:
    """The answers as the beginning of an interview, with the personal values behind their tokens."""
    root = f"/{definition.root.name}"
    loaded = TreeLoaded(root, subtree(answers, root)).to_json()
    now = datetime.now().astimezone()
    (row,) = keeper.rows([JournalRow(0, "start", "", (loaded,), 0, 0, False, "", now, 0)])
    tree = change_from_json(row.changes[0])
    assert isinstance(tree, TreeLoaded)
    return tree


def subtree(answers: Mapping[str, Any], around: str) -> dict[str, Any]:
    """Reference -> text as the nested plain data of `interview.changes`, below the node at `around`."""
    out: dict[str, Any] = {}
    for reference, value in answers.items():
        *groups, name = reference.removeprefix(around + "/").split("/")
        inner = out
        for group in groups:
            inner = inner.setdefault(group, {})
        if isinstance(value, list):
            inner[name] = [{"row": row["row"], "of": subtree(row["answers"], reference)} for row in value]
        else:
            inner[name] = value
    return out

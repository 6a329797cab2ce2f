"""Interviews of the new database: each up to its last sound step, its row worked out anew by the engine."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from fieldapp.interview import Interview, change_from_json
from fieldapp.merge.canonical import wire_id
from fieldapp.repair.ground import Ground
from fieldapp.repair.interviews import derived
from fieldapp.repair.union import longest
from fieldapp.store import RevisionRow
from fieldapp.store.journal import Chain, link
from fieldapp.store.salvage import Filler, Row
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.repair.filling import Filling

_STUMBLES = (ValueError, LookupError, TypeError, AttributeError)


def fill(filling: Filling, filler: Filler, ground: Ground, revisions: dict[str, Row]) -> None:
    """Every interview that anything is left of."""
    rows = {key[0]: row for key, row in filling.both.sound("instance").items()}
    doubtful = {row["instance_id"]: row for row in filling.both.doubtful("instance")}
    finalized = {row["instance_id"]: row for row in revisions.values()}
    for instance_id in sorted({*rows, *doubtful, *filling.both.steps, *finalized}, key=str):
        if isinstance(instance_id, str):
            _one(
                filling,
                filler,
                ground,
                instance_id,
                rows.get(instance_id),
                doubtful.get(instance_id),
                finalized.get(instance_id),
            )


def _one(
    filling: Filling,
    filler: Filler,
    ground: Ground,
    instance_id: str,
    row: Row | None,
    doubtful: Row | None,
    revision: Row | None,
) -> None:
    versions = filling.both.steps.get(instance_id, {})
    unsealed = (row or doubtful or {}).get("unsealed")
    steps = longest(instance_id, versions, Chain(b"", unsealed if isinstance(unsealed, int) else 0))
    whole = bool(steps) and row is not None and steps[-1]["hash"] == row["head"]
    base = _basis(filling, instance_id, row, doubtful, revision, steps)
    cut = len(steps) < len(versions) or (row is not None and not whole)
    interview = _replayed(ground, base, steps) if base and steps and not (cut and revision) else None
    if interview is None and revision is not None and base is not None:
        interview, steps = _from_xml(ground, instance_id, base, revision)
    if base is None or interview is None:
        _leave_out(filling, instance_id, row or doubtful, versions)
        return
    _put(filler, instance_id, base, interview, steps)
    filling.instances.add(instance_id)
    known = max(len(versions), len(steps))
    name = f"{interview.instance_name or base['label'] or instance_id[:13]}"
    if whole or (revision is not None and len(steps) == known and row is not None):
        filling.told.taken("interviews")
    else:
        filling.told.partly("interviews", _in_part(name, len(steps), known, revision is not None, row))
    filling.told.taken("steps", len(steps))
    if len(steps) < known:
        filling.told.lost("steps", "", known - len(steps))
        _keep_versions(filling, versions, len(steps))


def _in_part(name: str, n: int, known: int, finalised: bool, row: Row | None) -> str:
    """What is missing of an interview."""
    if finalised and n < known:
        return tr("{name}: from its finalised version; the steps that led there are not readable", name=name)
    if n < known or row is None:
        return tr("{name}: {n} of {all} steps", name=name, n=n, all=known)
    return tr("{name}: the newest steps may be missing", name=name)


def _leave_out(filling: Filling, instance_id: str, row: Row | None, versions: dict[int, list[Row]]) -> None:
    label = (row or {}).get("label")
    filling.told.lost("interviews", f"{label or ''} {instance_id[:13]}".strip())
    filling.told.lost("steps", "", len(versions))
    if row is not None:
        filling.told.keep("instance", row)
    _keep_versions(filling, versions, 0)


def _keep_versions(filling: Filling, versions: dict[int, list[Row]], first: int) -> None:
    for step in sorted(versions):
        for one in versions[step] if step >= first else ():
            filling.told.keep("journal", one)


def _basis(
    filling: Filling,
    instance_id: str,
    row: Row | None,
    doubtful: Row | None,
    revision: Row | None,
    steps: list[Row],
) -> Row | None:
    """The columns of an interview that its journal does not hold."""
    if row is not None and row["form_sha256"] in filling.forms:
        return {**row, **_finalized(revision)}
    if revision is not None and revision["form_sha256"] in filling.forms:
        record = {"record_id": revision["record_id"], "form_sha256": revision["form_sha256"]}
        return {**_blank(instance_id, steps), **record, **_finalized(revision)}
    guess = (doubtful or {}).get("form_sha256")
    form = guess if guess in filling.forms else _only(filling.forms)
    if form is None or not steps:
        return None
    kept = {name: doubtful[name] for name in ("record_id", "base", "reason", "language")} if doubtful else {}
    plain = {name: value for name, value in kept.items() if isinstance(value, str)}
    return {**_blank(instance_id, steps), **plain, "form_sha256": form}


def _only(forms: set[str]) -> str | None:
    return next(iter(forms)) if len(forms) == 1 else None


def _blank(instance_id: str, steps: list[Row]) -> Row:
    at = steps[0]["at"] if steps else moment(None)
    texts = dict.fromkeys(("position", "language", "label", "base", "reason", "revision"), "")
    counts = {"answered": 0, "total": 0, "unsealed": 0, "discarded": None}
    return {
        "instance_id": instance_id,
        "record_id": instance_id,
        "state": "draft",
        "created": at,
        "updated": at,
        **texts,
        **counts,
    }


def _finalized(revision: Row | None) -> Row:
    if revision is None:
        return {}
    parents = json.loads(revision["parents"])
    return {
        "state": "finalized",
        "revision": revision["rev_id"],
        "reason": revision["reason"],
        "base": parents[0] if parents else "",
    }


def moment(text: object) -> str:
    """A time that can be read, else now."""
    try:
        return datetime.fromisoformat(str(text)).isoformat()
    except ValueError:
        return datetime.now().astimezone().isoformat()


def _replayed(ground: Ground, base: Row, steps: list[Row]) -> Interview | None:
    """None where the steps do not fit the form."""
    definition = ground.definition(base["form_sha256"])
    language = next((row["reference"] for row in reversed(steps) if row["kind"] == "language"), "")
    try:
        changes = [change_from_json(change) for row in steps for change in json.loads(row["changes"])]
        if definition is None or not changes:
            return None
        host = ground.host(base["form_sha256"])
        return Interview.restore(definition, host, changes, language or base["language"] or None)
    except _STUMBLES:
        return None


def _from_xml(
    ground: Ground, instance_id: str, base: Row, revision: Row
) -> tuple[Interview | None, list[Row]]:
    """A finalised interview whose journal is gone: its journal begins with what was finalised."""
    definition = ground.definition(base["form_sha256"])
    if definition is None:
        return None, []
    try:
        host = ground.host(base["form_sha256"])
        interview = Interview.reopen(definition, host, revision["xml"], base["language"] or None)
    except (*_STUMBLES, SyntaxError):
        return None, []
    changes = json.dumps([step.to_json() for step in interview.initial], ensure_ascii=False)
    at = moment(revision["wall_time"])
    values = (0, "start", "", changes, 0, 1, 0, "", at, 0)
    names = ("step", "kind", "reference", "changes", "undo_group", "visit", "typing", "position", "at", "ms")
    row = dict(zip(names, values, strict=True))
    return interview, [{"instance_id": instance_id, **row, "hash": link(b"", instance_id, values)}]


def _put(filler: Filler, instance_id: str, base: Row, interview: Interview, steps: list[Row]) -> None:
    last = steps[-1]
    row = {
        **base,
        **derived(interview, last["position"]),
        "instance_id": instance_id,
        "language": interview.language or "",
        "updated": last["at"],
        "head": last["hash"],
        "unsealed": min(base["unsealed"] or 0, len(steps)),
    }
    if "pd:" in str(base.get("label", "")):  # a label of values that are kept apart stays as it was
        row["label"] = base["label"]
    filler.put("instance", [row])
    filler.put("journal", steps)


def attachments(body: bytes) -> dict[str, tuple[str, int]]:
    """File name -> hash and size."""
    found: dict[str, Any] = json.loads(body)["attachments"]
    return {name: (str(sha256), int(size)) for name, (sha256, size) in found.items()}


def xml_again(ground: Ground, revision: RevisionRow) -> str:
    """The submission rendered from the journal in the new study; "" where that says something else."""
    steps = [json.loads(values[3]) for values in ground.store.journal.raw(revision.instance_id)]
    definition = ground.definition(revision.form_sha256)
    if definition is None or not steps:
        return ""
    changes = [change_from_json(change) for some in steps for change in some]
    interview = Interview.restore(definition, ground.host(revision.form_sha256), changes)
    return interview.submission(wire_id(revision.record_id, revision.rev_id, revision.parents), None)

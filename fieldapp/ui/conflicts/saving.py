"""What was decided becomes a revision, a deletion or a verdict; both versions stay in the history. No Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fieldapp import review
from fieldapp.merge import Take
from fieldapp.problems import NOT_FINALIZABLE, Problem
from fieldapp.session import Session

if TYPE_CHECKING:
    from fieldapp.study import Study
    from fieldapp.ui.conflicts.matter import Matter


def save(study: Study, matter: Matter, reason: str) -> str:
    """The id of a draft that breaks a rule of the form and is to be put right; "" where all is settled."""
    if matter.is_pair:
        _judge(study, matter, reason)
        return ""
    taken = matter.deleted_by
    if taken is None:
        return _settle(study, matter, matter.decisions.answers(), matter.decisions.reason() or reason)
    wanted = matter.sides.left if taken is Take.LEFT else matter.sides.right
    if wanted.kind != "tombstone":
        return _settle(study, matter, dict(wanted.answers), reason)
    review.delete(study, matter.item.heads, reason)
    return ""


def _judge(study: Study, matter: Matter, reason: str) -> None:
    """Whether two records are one, and which of them counts."""
    assert matter.item.pair is not None
    records = matter.item.pair.records
    keep = {"left": records[0], "right": records[1]}.get(matter.verdict, "")
    review.decide(study, records, "same" if keep else "different", keep, reason)


def _settle(study: Study, matter: Matter, answers: dict[str, Any], reason: str) -> str:
    session = Session.settle(study, matter.item.heads, answers, reason)
    try:
        session.finalize()
    except Problem as failure:
        if failure.kind is not NOT_FINALIZABLE:
            raise
        return session.instance_id
    finally:
        session.close()
    return ""

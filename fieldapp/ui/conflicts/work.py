"""What the worker reads for the page: plain functions with their own connection, no Qt."""

from __future__ import annotations

import re
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.form.masking import HIDDEN
from fieldapp.ui.names import in_our_language
from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.form import FormDefinition
    from fieldapp.merge import Candidate
    from fieldapp.review import Conflict
    from fieldapp.study import Beside, Study

_PLACES = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True)
class Item:
    """A line of the list at the left: a conflict, or two records that are perhaps one (`pair`).

    `heads` are the two revisions that are shown side by side.
    """

    title: str
    note: str
    heads: tuple[str, str]
    conflict: Conflict | None = None
    pair: Candidate | None = None


def read(study: Beside) -> list[Item]:
    """Conflicts first, then possible doubles."""
    from fieldapp import review

    with closing(study.open()) as beside:
        torn = [_conflict(beside, one) for one in review.conflicts(beside)]
        busy = {item.conflict.record_id for item in torn if item.conflict is not None}
        pairs = [one for one in review.doubles(beside) if busy.isdisjoint(one.records)]
        return [*torn, *_doubles(beside, pairs)]


def _conflict(study: Study, conflict: Conflict) -> Item:
    from fieldapp import review

    left, right = conflict.heads[:2]
    if {left, right} & {*conflict.deleted}:
        note = tr("changed here, deleted there")
    else:
        definition = study.definition(conflict.form_sha256)
        found = review.sides(study, left, right).differences
        count = sum(_is_asked(definition, one.path) for one in found)
        note = trn("{n} place differs", "{n} places differ", count)
    if len(conflict.heads) > 2:
        note += tr(", ") + tr("{n} versions", n=len(conflict.heads))
    title = (
        conflict.label
        if conflict.label != HIDDEN
        else in_our_language(study.form(conflict.form_sha256).title)
    )
    return Item(title, note, (left, right), conflict=conflict)


def _doubles(study: Study, pairs: list[Candidate]) -> list[Item]:
    from fieldapp.merge import view
    from fieldapp.review import state_of
    from fieldapp.review.flags import reason_name

    records = view(state_of(study)).records
    names = {row.record_id: row.label for row in study.store.instances.all("finalized") if row.label}
    return [
        Item(
            tr(" / ").join(names.get(one) or one[-8:] for one in pair.records),
            tr(", ").join(map(reason_name, pair.reasons)),
            (records[pair.records[0]].heads[0], records[pair.records[1]].heads[0]),
            pair=pair,
        )
        for pair in pairs
    ]


def _is_asked(definition: FormDefinition, path: str) -> bool:
    """Whether people decide on it: what the form works out by itself follows from the rest."""
    node = definition.node(_PLACES.sub("", path))
    return node is None or not (node.bind.calculate or "/meta/" in path)

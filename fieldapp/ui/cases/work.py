"""What the worker does for cases: plain functions with their own connection, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.cases import Entry, Loaded, Loading
    from fieldapp.study import Beside, Study


@dataclass(frozen=True)
class Listed:
    """Every case that may be seen, those of whoever is signed in, and masked names by key."""

    entries: tuple[Entry, ...] = ()
    mine: tuple[Entry, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def read(study: Beside) -> Listed:
    """In a thread of its own: what was found of cases in new interviews is written down."""
    with closing(study.open(writing=True)) as beside:
        return listed(beside)


def listed(study: Study) -> Listed:
    """All there is to show. An enumerator sees his own cases, also where nobody signs in; to who works alone
    those of nobody are his too."""
    from fieldapp import cases
    from fieldapp.study import Right, Role
    from fieldapp.ui import railplan

    everything, code, role = cases.cases(study), study.enumerator, railplan.role_in(study)
    free = not study.people.defined
    mine = cases.own(everything, code, unassigned=role is None, every=free and not code)
    office = study.may(Right.SEE_OTHERS) and role is not Role.ENUMERATOR
    shown = everything if office else mine
    return Listed(tuple(shown), tuple(mine), cases.names(study.store, shown))


def look(study: Beside, path: Path, form: str) -> Loading:
    """What a file would change."""
    from fieldapp import cases

    with closing(study.open()) as beside:
        return cases.look(beside, path, form)


def load(study: Beside, loading: Loading) -> Loaded:
    """All of it or nothing."""
    from fieldapp import cases

    with closing(study.open(writing=True)) as beside:
        return cases.load(beside, loading)

"""The history of one record: revisions with parents. Revisions may come before their parents."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fieldapp.merge.state import Revision

History = Mapping[str, Revision]
"""Revisions of one record by id."""


def heads(history: History) -> tuple[str, ...]:
    """Revisions that no other builds on, sorted by id: what people are shown."""
    built_on = {parent for one in history.values() for parent in one.parents}
    return tuple(sorted(rev_id for rev_id in history if rev_id not in built_on))


def unknown_parents(history: History) -> tuple[str, ...]:
    """Revisions that others build on and that have not arrived."""
    return tuple(sorted({parent for one in history.values() for parent in one.parents} - set(history)))


def ancestors(history: History, rev_id: str) -> set[str]:
    """All known revisions that one builds on, itself included."""
    found: set[str] = set()
    waiting = [rev_id]
    while waiting:
        one = waiting.pop()
        if one in history and one not in found:
            found.add(one)
            waiting += history[one].parents
    return found


def common_version(history: History, left: str, right: str) -> str | None:
    """The last version that both build on.

    None when there is none, or when there are several (each side took over half of the other):
    then no version is "the one before", and claiming one would show differences that nobody made.
    """
    shared = ancestors(history, left) & ancestors(history, right)
    last = _without_ancestors(history, shared)
    return last[0] if len(last) == 1 else None


def _without_ancestors(history: History, ids: Iterable[str]) -> list[str]:
    wanted = set(ids)
    below = {old for one in wanted for old in ancestors(history, one) - {one}}
    return sorted(wanted - below)

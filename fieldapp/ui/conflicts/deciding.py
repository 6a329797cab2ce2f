"""What was decided about one conflict, until it is saved. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fieldapp.merge import Take
from fieldapp.merge import settle as join
from fieldapp.review import Sides
from fieldapp.ui.conflicts.compare import Row
from fieldapp.ui.conflicts.rows import UNDECIDED, Decided
from fieldapp.wording import tr


class Decisions:
    """By path. Where one side is empty the other is taken in advance, and says so."""

    def __init__(self, sides: Sides, rows: Sequence[Row]) -> None:
        self._sides, self.rows = sides, list(rows)
        auto = tr("the other side is empty: taken in advance")
        self.of: dict[str, Decided] = {
            row.path: Decided(row.only, reason=auto) for row in rows if row.only is not None
        }
        self._auto = set(self.of)

    def take(self, path: str, take: Take | str, shown: str = "", reason: str = "") -> None:
        """Decide a row; the reason it has stays where none is given."""
        before = "" if path in self._auto else self.of.get(path, UNDECIDED).reason
        self._auto.discard(path)
        self.of[path] = Decided(take, shown, reason or before)

    def take_all(self, side: Take) -> None:
        """One side for everything that is not decided yet."""
        for row in self.rows:
            if row.path not in self.of:
                self.take(row.path, side)

    def accept_both(self, reason: str) -> None:
        """Each side's own changes, where nothing contradicts."""
        for row in self.rows:
            side = row.difference.changed_by if row.difference is not None else None
            if side is not None:
                self.take(row.path, side, reason=reason)

    def explain(self, path: str, reason: str) -> None:
        """The reason of a row, and of every other decision that has none."""
        for other, decided in self.of.items():
            if other == path or not decided.reason:
                self.of[other] = replace(decided, reason=reason)
        self._auto.discard(path)

    @property
    def undecided(self) -> list[str]:
        """Paths that wait, in order."""
        return [row.path for row in self.rows if row.path not in self.of]

    @property
    def unexplained(self) -> list[str]:
        """Decisions without a reason."""
        return [path for path, decided in self.of.items() if not decided.reason.strip()]

    def reason(self) -> str:
        """What goes into the history: one sentence where all agree, else question by question."""
        said = {row.path: self.of[row.path].reason for row in self.rows if row.path in self.of}
        if len(set(said.values())) == 1:
            return next(iter(said.values()))
        return "; ".join(
            f"{row.number or row.title}: {said[row.path]}" for row in self.rows if row.path in said
        )

    def answers(self) -> dict[str, Any]:
        """The answers decided on. What is worked out by the form follows when its rules run."""
        takes: dict[str, Take | str] = {}
        for one in self._sides.differences:
            takes[one.path] = one.changed_by or Take.LEFT
        for row in self.rows:
            decided = self.of.get(row.path, UNDECIDED).take
            if decided is not None:
                takes |= dict.fromkeys((row.path, *row.below), decided)
        return join(self._sides.left.answers, self._sides.right.answers, takes)

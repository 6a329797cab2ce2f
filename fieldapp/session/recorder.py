"""The journal of one open interview: numbers its steps, commits them, and knows what can be undone."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime

from fieldapp.interview import Changes, Interview, Screen
from fieldapp.session.history import History
from fieldapp.session.personal import Keeper
from fieldapp.session.timing import Stopwatch
from fieldapp.store import JournalKind, JournalRow, Progress, Store

NOTHING = Changes()


class Recorder:
    """One per open interview. `position` and `history` follow what was committed, never what was tried."""

    def __init__(
        self,
        store: Store,
        instance_id: str,
        interview: Interview,
        keeper: Keeper,
        rows: Sequence[JournalRow] = (),
    ) -> None:
        self.store = store
        self.keeper = keeper
        self.instance_id = instance_id
        self.interview = interview
        self.history = History(rows)
        self.closed = False
        self._screens: tuple[Screen, ...] | None = None
        self.position = rows[-1].position if rows else ""
        self.next_step = rows[-1].step + 1 if rows else 0
        self._visit = rows[-1].visit + 1 if rows else 1
        self._visited = ""
        self._watch = Stopwatch(rows)
        self._opened = time.monotonic_ns()

    @property
    def seconds(self) -> float:
        """How long somebody was at this interview, pauses left out."""
        return self._watch.seconds(self._ms())

    def _ms(self) -> int:
        return (time.monotonic_ns() - self._opened) // 1_000_000

    def visit(self, reference: str) -> None:
        """The person comes to a question: typing from here on is a new undo step."""
        self._visit, self._visited = self._visit + 1, reference

    def group_for(self, reference: str) -> int:
        """The undo step of an answer to `reference`; answering elsewhere is a new visit."""
        if reference != self._visited:
            self.visit(reference)
        return self.history.group_of(self.next_step, reference, self._visit)

    def record(
        self,
        kind: JournalKind,
        reference: str,
        changes: Changes = NOTHING,
        *,
        position: str | None = None,
        group: int | None = None,
        typing: bool = False,
        also: Callable[[datetime], None] | None = None,
    ) -> Changes:
        """Commit one step with what `also` writes, all or nothing; personal values come first, apart.

        When it fails the live form is put back to what is on the disk, and the failure goes on up.
        """
        if changes.structure:
            self._screens = None
        try:
            row = self._row(kind, reference, changes, position, group, typing)
            progress = self._progress(row.position)
            with self.store.transaction():
                if also:
                    also(row.at)
                self.store.journal.append(self.instance_id, row)
                self.store.instances.touch(self.instance_id, row.at, progress)
        except Exception:
            self._screens = None
            if kind != "start":
                self.interview.apply(changes.inverse())
            raise
        self.history.record(row, changes.steps)
        self._watch.heard(row.kind, row.ms)
        self.next_step, self.position = row.step + 1, row.position
        return changes

    def _row(
        self,
        kind: JournalKind,
        reference: str,
        changes: Changes,
        position: str | None,
        group: int | None,
        typing: bool,
    ) -> JournalRow:
        return JournalRow(
            step=self.next_step,
            kind=kind,
            reference=reference,
            changes=self.keeper.steps(changes.steps),
            group=self.next_step if group is None else group,
            visit=self._visit,
            typing=typing,
            position=self.position if position is None else position,
            at=self.interview.host.now(),
            ms=self._ms(),
        )

    def _progress(self, position: str) -> Progress:
        """What the list of drafts shows, counted as the outline beside the interview counts."""
        if self._screens is None:
            self._screens = self.interview.screens()
        sections = self.interview.outline(self._screens)
        return Progress(
            position=position,
            language=self.interview.language or "",
            label=self.keeper.label(self.interview),
            answered=sum(section.answered for section in sections),
            total=sum(section.total for section in sections),
        )

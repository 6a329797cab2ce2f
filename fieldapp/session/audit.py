"""The journal of an interview as the audit log of ODK Collect (`audit.csv`), for forms that ask for one.

What a form asks for stands in the bind of `meta/audit`: `track-changes`, `identify-user`,
`track-changes-reasons`, `location-*` (a laptop has no place, so these columns stay empty).
A jump is a move past questions that are always asked; an answer is on the disk at once, so there
is no `form save`. A rule that held the person at a question is a `constraint error`, the review an
`end screen`, a refused finalizing a `finalize error`. While the window is locked nobody is at a question.
"""

from __future__ import annotations

import csv
import io
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from fieldapp.form import FormDefinition, NodeDefinition, NodeKind
from fieldapp.interview import RepeatAdded, RepeatRemoved, ValueChange, change_from_json
from fieldapp.store import JournalRow

_POSITIONS = re.compile(r"\[[^\]]*\]")
_LOCATION = ("latitude", "longitude", "accuracy")
# Between two steps of one opening, the wall clock and the monotonic clock part by less than this.
_CLOCKS_AGREE = timedelta(seconds=2)


def audit_node(definition: FormDefinition) -> NodeDefinition | None:
    """Where the name of the log goes; None in a form that asks for none."""
    node = definition.node(f"{definition.root.reference}/meta/audit")
    return node if node and node.bind.type == "binary" else None


@dataclass(slots=True)
class Event:
    """A line of the log. An event without `end` is a moment."""

    name: str
    start: datetime
    node: str = ""
    end: datetime | None = None
    old: str = ""
    new: str = ""
    reason: str = ""


def render(
    definition: FormDefinition, rows: Iterable[JournalRow], until: datetime, user: str = "", reason: str = ""
) -> bytes:
    """The log of a journal that is finalized at `until`; `reason` is why it corrects an older record."""
    node = audit_node(definition)
    asked = node.bind.extras if node else {}
    events = _Reading(definition, corrects=bool(reason)).read(rows)
    events += _ending(events, until, reason if "track-changes-reasons" in asked else "")
    columns = _columns(asked)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    for event in events:
        cells = _cells(event, user)
        writer.writerow([cells[column] for column in columns])
    # Half a surrogate pair (a broken paste) is not UTF-8.
    return out.getvalue().encode("utf-16", "surrogatepass").decode("utf-16", "replace").encode("utf-8")


def _columns(asked: Mapping[str, str]) -> list[str]:
    columns = ["event", "node", "start", "end"]
    if "location-priority" in asked:
        columns += _LOCATION
    if asked.get("track-changes") == "true":
        columns += ["old-value", "new-value"]
    if asked.get("identify-user") == "true":
        columns.append("user")
    if "track-changes-reasons" in asked:
        columns.append("change-reason")
    return columns


def _cells(event: Event, user: str) -> dict[str, str]:
    return {
        "event": event.name,
        "node": event.node,
        "start": _ms(event.start),
        "end": _ms(event.end) if event.end else "",
        **dict.fromkeys(_LOCATION, ""),
        "old-value": event.old,
        "new-value": event.new,
        "user": user,
        "change-reason": event.reason,
    }


def _ms(moment: datetime) -> str:
    return str(round(moment.timestamp() * 1000))


def _ending(events: list[Event], until: datetime, reason: str) -> list[Event]:
    """A visit that is still open ends with the interview."""
    if events and events[-1].end is None and events[-1].name in _VISITS:
        events[-1].end = until
    why = [Event("change reason", until, reason=reason)] if reason else []
    return [*why, Event("form exit", until), Event("form finalize", until)]


_VISITS = ("question", "group questions", "end screen")
_MOMENTS = {"check": "constraint error", "refused": "finalize error"}


@dataclass
class _Reading:
    """Walks the journal and keeps the visit that is under way as the last event."""

    definition: FormDefinition
    corrects: bool
    events: list[Event] = field(default_factory=list)
    visit: Event | None = None
    last: JournalRow | None = None

    def read(self, rows: Iterable[JournalRow]) -> list[Event]:
        """All events but those of the ending."""
        for row in rows:
            self._opening(row)
            self._step(row)
            self.last = row
        return self.events

    def _opening(self, row: JournalRow) -> None:
        """Closing and opening leave no row: another start of the clock tells."""
        if self.last is None:
            self._say(Event("form resume" if self.corrects else "form start", row.at))
        elif _opened_again(self.last, row):
            self._leave(self.last.at)
            self._say(Event("form exit", self.last.at))
            self._say(Event("form resume", max(self.last.at, _opened(row))))

    def _step(self, row: JournalRow) -> None:
        if row.kind in _MOMENTS:
            self._say(Event(_MOMENTS[row.kind], row.at, row.reference if row.kind == "check" else ""))
            return
        if row.kind in ("review", "away"):
            self._leave(row.at)
            if row.kind == "review":
                self.visit = self._say(Event("end screen", row.at))
            return
        changes = [change_from_json(change) for change in row.changes] if row.kind != "start" else []
        if row.kind in ("repeat-add", "repeat-remove", "undo", "redo"):
            for change in changes:
                if isinstance(change, RepeatAdded | RepeatRemoved):
                    name = "add repeat" if isinstance(change, RepeatAdded) else "delete repeat"
                    self._leave(row.at)
                    self._say(Event(name, row.at, change.reference, row.at))
        self._move(row)
        for change in changes:
            if isinstance(change, ValueChange) and change.reference == row.reference:
                self._changed(change)

    def _move(self, row: JournalRow) -> None:
        """Where the person is after the step. An answer without a `go` was begun after the step before."""
        if not row.position or (self.visit and self.visit.node == row.position):
            return
        node = self.definition.node(_POSITIONS.sub("", row.position))
        since = self._before(row) if row.kind == "answer" else row.at
        before = self.visit.node if self.visit else ""
        self._leave(since)
        if row.kind == "go" and node and before and self._is_jump(before, row.position):
            self._say(Event("jump", row.at, end=row.at))
        if node is not None and node.kind is not NodeKind.REPEAT:
            name = "question" if node.kind is NodeKind.LEAF else "group questions"
            self.visit = self._say(Event(name, since, row.position))

    def _before(self, row: JournalRow) -> datetime:
        """When the last thing before this step happened."""
        if self.events and self.events[-1].name == "form resume":
            return self.events[-1].start
        return self.last.at if self.last else row.at

    def _changed(self, change: ValueChange) -> None:
        """The value at the beginning of the visit and at its end; nothing where they are the same."""
        if self.visit is None or self.visit.node != change.reference:
            return
        visit = self.visit
        if visit.old == visit.new:
            visit.old = change.old
        visit.new = change.new
        if visit.old == visit.new:
            visit.old = visit.new = ""

    def _leave(self, at: datetime) -> None:
        if self.visit:
            self.visit.end = at
        self.visit = None

    def _say(self, event: Event) -> Event:
        self.events.append(event)
        return event

    # What is a jump

    @cached_property
    def _order(self) -> dict[str, int]:
        return {node.reference: number for number, node in enumerate(self.definition.root.walk())}

    @cached_property
    def _always(self) -> list[int]:
        """Places of the questions that no condition can skip."""
        return list(self._asked(self.definition.root))

    def _asked(self, node: NodeDefinition) -> Iterable[int]:
        if node.bind.relevant is None:
            if node.kind is NodeKind.LEAF and node.control is not None:
                yield self._order[node.reference]
            for child in node.children:
                yield from self._asked(child)

    def _is_jump(self, before: str, after: str) -> bool:
        """Past a question that is always asked. From row to row of a repeat, or on one page, is no jump."""
        nodes = [self.definition.node(_POSITIONS.sub("", reference)) for reference in (before, after)]
        first, second = sorted((node for node in nodes if node), key=lambda node: self._order[node.reference])
        if not _same_rows(before, after) or self._page(first) == self._page(second) != "":
            return False
        passed = self._order[first.reference] + sum(1 for _ in first.walk())
        return bisect_left(self._always, self._order[second.reference]) > bisect_left(self._always, passed)

    def _page(self, node: NodeDefinition) -> str:
        """The outermost group that is shown as one page; "" for a question on a page of its own."""
        parts = node.reference.split("/")
        above = (self.definition.node("/".join(parts[:number])) for number in range(2, len(parts) + 1))
        pages = (n.reference for n in above if n and n.control and "field-list" in n.control.appearance)
        return next(pages, "")


def _same_rows(before: str, after: str) -> bool:
    """Whether both stand in the same rows of the repeats they share."""
    pairs = zip(before.split("/"), after.split("/"), strict=False)
    return all(_POSITIONS.sub("", one) != _POSITIONS.sub("", other) or one == other for one, other in pairs)


def _opened(row: JournalRow) -> datetime:
    return row.at - timedelta(milliseconds=row.ms)


def _opened_again(last: JournalRow, row: JournalRow) -> bool:
    return row.ms < last.ms or abs(_opened(row) - _opened(last)) > _CLOCKS_AGREE

"""`check`: all that can be verified of a study, and what was found."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fieldapp.files import Layout
from fieldapp.keys import Secrets
from fieldapp.problems import Problem
from fieldapp.repair import beside, interviews, revisions, tables
from fieldapp.repair.findings import FILE, LOG, PART, TORN, Finding, Level, found
from fieldapp.repair.ground import Ground
from fieldapp.store import Store, wal
from fieldapp.wording import tr, trn

Progress = Callable[[int, int], object]
Part = Callable[[Ground], Iterator[Finding]]

# Damaged data can be anything, so that code which trusts them may stumble over them in any of these ways.
STUMBLES = (ValueError, LookupError, TypeError, AttributeError, SyntaxError, OverflowError, zlib.error)

_PARTS: tuple[Part, ...] = (
    tables.pages,
    tables.seals,
    interviews.rows,
    interviews.journals,
    revisions.bodies,
    revisions.logs,
    beside.forms,
    beside.lists,
    beside.media,
    beside.acts,
    beside.vault,
    beside.contacts,
)
_DEEP: tuple[Part, ...] = (interviews.replays,)


@dataclass(slots=True)
class Report:
    """What was looked at, and what was found. `counts`: what -> how many."""

    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def damage(self) -> list[Finding]:
        """What is not as it was written."""
        return [one for one in self.findings if one.level is Level.DAMAGE]

    @property
    def summary(self) -> str:
        """One sentence a person understands."""
        looked = ", ".join(
            (
                trn("{n} interview", "{n} interviews", self.counts.get("interviews", 0)),
                trn("{n} answer step", "{n} answer steps", self.counts.get("steps", 0)),
                trn("{n} finalised", "{n} finalised", self.counts.get("revisions", 0)),
                trn("{n} file", "{n} files", self.counts.get("media", 0)),
            )
        )
        if self.damage:
            n = len(self.damage)
            said = trn(
                "{n} thing is damaged. Nothing was changed.",
                "{n} things are damaged. Nothing was changed.",
                n,
            )
        else:
            said = tr("All that was looked at is as it was written.")
        return f"{said} ({looked})"


def check(
    layout: Layout, secrets: Secrets | None = None, *, deep: bool = False, progress: Progress | None = None
) -> Report:
    """Look at everything; changes nothing. Problem only where there is nothing to look at."""
    report = Report()
    report.findings += _log(layout)
    try:
        store = Store.open(
            layout.database, secrets.database_key if secrets else None, read_only=True, verify=False
        )
    except Problem as problem:
        report.findings.append(_unopened(layout, problem))
        return report
    ground = Ground(layout, secrets, store)
    parts = (*_PARTS, *(_DEEP if deep else ()))
    try:
        for number, part in enumerate(parts):
            if progress:
                progress(number, len(parts))
            report.findings += _safely(part, ground)
        report.counts = _counted(ground)
    finally:
        ground.close()
    return report


def _log(layout: Layout) -> list[Finding]:
    log = wal.read_log(wal.path_of(layout.database))
    if log.damaged:
        return [found(LOG, layout.database.name, why=log.damaged)]
    return [found(TORN, layout.database.name, why=f"{log.dropped}")] if log.torn else []


def _unopened(layout: Layout, problem: Problem) -> Finding:
    return found(FILE, layout.database.name, why=problem.fields.get("why") or problem.kind.code)


def _safely(part: Part, ground: Ground) -> list[Finding]:
    """All that a part finds, up to where it could not go on."""
    findings = list[Finding]()
    try:
        findings.extend(part(ground))
    except Problem as problem:
        why = problem.fields.get("why") or problem.kind.code
        findings.append(found(PART, f"{part.__module__.rpartition('.')[2]}/{part.__name__}", why=why))
    except STUMBLES as failure:
        findings.append(found(PART, part.__name__, why=f"{type(failure).__name__}: {failure}"))
    return findings


def _counted(ground: Ground) -> dict[str, int]:
    counts = {}
    for name, table in (("steps", "journal"), ("revisions", "revision"), ("media", "media")):
        try:
            counts[name] = ground.look.count(table)
        except Problem:
            counts[name] = 0
    try:
        counts["interviews"] = len(ground.instances)
    except (Problem, *STUMBLES):
        counts["interviews"] = 0
    return counts

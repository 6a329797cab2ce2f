"""Looks at a world after a kill, a power cut or a full disk, and holds it against what was told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from fieldapp import files, keys, study
from fieldapp.session import Session
from fieldapp.study import Study
from tests.kill.day import unlock
from tests.kill.ledger import Facts, Ledger
from tests.kill.scenes import FACTS, PRESENT
from tests.kill.world import World


@dataclass(slots=True)
class Found:
    """The study as the next start of the app finds it."""

    study: Study
    world: World
    facts: Facts
    erasing: bool = False
    """Personal values were being deleted."""
    sessions: dict[str, Session] = field(default_factory=dict)

    def session(self, instance_id: str) -> Session:
        """An interview, resumed."""
        if instance_id not in self.sessions:
            self.sessions[instance_id] = Session.resume(self.study, instance_id)
        return self.sessions[instance_id]

    def opens(self, instance_id: str) -> str:
        """ "" for an interview that can be gone on with."""
        return "" if self.session(instance_id).interview else "empty"

    def media(self, name: str) -> bytes:
        """The bytes behind a media name, as they were before anything was encrypted."""
        data = files.read(self.study.layout.media / name)
        secrets = self.study.secrets
        return secrets.open(data) if secrets is not None and keys.is_sealed(data) else data


@dataclass(slots=True)
class Verdict:
    """What is wrong, and by which facts the study goes on."""

    faults: list[str]
    facts: Facts


def look(world: World, ledger: Ledger) -> Verdict:
    """Open the study with each set of facts that may hold; the one without faults is the true one."""
    world.enter()
    verdicts = [_verdict(world, facts, ledger) for facts in ledger.worlds]
    best = min(verdicts, key=lambda verdict: len(verdict.faults))
    others = [f"(else: {'; '.join(each.faults[:2])})" for each in verdicts if each is not best]
    return Verdict([*best.faults, *others], best.facts) if best.faults else best


def _verdict(world: World, facts: Facts, ledger: Ledger) -> Verdict:
    try:
        opened = study.open(world.study, unlock=unlock(facts))
    except Exception as failure:  # also what nobody has thought of: to the person it is all one
        return Verdict([f"study: cannot be opened: {type(failure).__name__}: {failure}"], facts)
    try:
        erasing = ledger.under_way is not None and ledger.under_way.scene == "delete_contacts"
        found = Found(opened, world, facts, erasing)
        faults = [*_missing(found, ledger), *sound(found, ledger)]
        return Verdict(faults, facts if faults else _caught_up(found, ledger))
    finally:
        opened.close()


def _missing(found: Found, ledger: Ledger) -> Iterator[str]:
    """Facts that do not hold."""
    for name, value in found.facts.items():
        prefix, _, rest = name.partition("/")
        if prefix in FACTS and (fault := _guarded(FACTS[prefix], found, rest, value, ledger.may_move(name))):
            yield f"{name}: {fault}"


def _caught_up(found: Found, ledger: Ledger) -> Facts:
    """With what the interrupted action moved as it is now, so that the day goes on from there."""
    now = {name: value for present in PRESENT for name, value in present(found).items()}
    return {**found.facts, **{name: value for name, value in now.items() if ledger.may_move(name)}}


def _guarded(look: Callable[..., str], *given: object) -> str:
    """What is wrong; what cannot even be looked at is wrong too."""
    try:
        return look(*given)
    except Exception as failure:
        return f"{type(failure).__name__}: {failure}"


def sound(found: Found, ledger: Ledger) -> Iterator[str]:
    """What must be true of every study: whole, and nothing in it that nobody made."""
    store = found.study.store
    yield from (f"database: {fault}" for fault in store.check())
    yield from (f"act {number} does not follow" for number in store.acts.breaks())
    yield from _revisions(found)
    yield from _media(found)
    for row in (*found.study.drafts(), *found.study.finalized(), *found.study.discarded()):
        if fault := _guarded(found.opens, row.instance_id):
            yield f"interview {row.instance_id}: {fault}"
        name = f"steps/{row.instance_id}"
        if name not in found.facts and not ledger.may_move(name):
            yield f"interview {row.instance_id}: nobody began it"


def _revisions(found: Found) -> Iterator[str]:
    """Finished interviews are what their names say, and the device's log has no gap."""
    store = found.study.store
    for row in store.revisions.all():
        if hashlib.sha256(row.body).hexdigest() != row.rev_id:
            yield f"revision {row.rev_id}: not what was signed"
    last = ""
    for number, entry in enumerate(store.revisions.log(found.study.device_id), 1):
        if (entry.prev, entry.seq) != (last, number) or hashlib.sha256(entry.entry).hexdigest() != entry.hash:
            yield f"log entry {entry.seq}: does not follow"
        last = entry.hash


def _media(found: Found) -> Iterator[str]:
    """Every file that a finished interview names is there, whole."""
    for row in found.study.store.revisions.all():
        for name, (sha256, _size) in json.loads(row.body).get("attachments", {}).items():
            if hashlib.sha256(found.media(name)).hexdigest() != sha256:
                yield f"media {name}: not what was attached"

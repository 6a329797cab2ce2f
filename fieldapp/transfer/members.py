"""Which roster rules here: pinned lead, the roster in force, additions, alarms, rosters that wait.

Judging is pure (`judged`), so that looking changes nothing; `keep` writes what came of it. All of it lies
in the settings of the study: `team_lead`, `team_roster`, `team_enrolments`, `team_offered`, `team_alarm`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from fieldapp import keys
from fieldapp.packs import Item
from fieldapp.transfer.roster import (
    OFFICE,
    Enrolment,
    Laptop,
    Roster,
    TeamRole,
    follows,
    from_text,
    read_enrolment,
    read_roster,
    to_text,
)

if TYPE_CHECKING:
    from fieldapp.transfer.place import Place

MOST_OFFERED = 8
MOST_ENROLMENTS = 500


@dataclass(frozen=True)
class Known:
    """What this laptop knows of its team. `lead`: the pinned key, hex; "" while none is."""

    study: str
    device: str
    lead: str = ""
    roster: Roster | None = None
    enrolments: tuple[Enrolment, ...] = ()
    offered: tuple[Roster, ...] = ()
    alarms: tuple[str, ...] = ()
    """Numbers of rosters that exist twice; a higher one ends the alarm."""

    @cached_property
    def laptops(self) -> dict[str, Laptop]:
        """All laptops of the team by their ids; empty without a roster."""
        if self.roster is None:
            return {}
        listed = {one.device: one for one in self.roster.laptops}
        allowed = {one.public for one in listed.values() if one.enrols and one.revoked is None}
        added = (one for one in self.enrolments if one.signer in allowed)
        return {**{one.laptop.device: one.laptop for one in added}, **listed}

    def knows(self, device: str) -> bool:
        """Whether packs of this laptop are looked at: always, where no roster rules."""
        return self.roster is None or device == self.device or device in self.laptops

    def accepts(self, device: str, seq: int) -> bool:
        """Whether what this laptop signed under that number counts."""
        if not self.knows(device):
            return False
        laptop = self.laptops.get(device)
        return laptop is None or laptop.revoked is None or seq <= laptop.revoked

    def directs(self, device: str) -> bool:
        """Whether lists, people and updates that it sends count: anybody's, where no roster rules."""
        laptop = self.laptops.get(device)
        if self.roster is None:
            return True
        return laptop is not None and laptop.revoked is None and laptop.role in OFFICE

    def is_revoked(self, device: str) -> bool:
        """Whether a laptop is lost or gone."""
        laptop = self.laptops.get(device)
        return laptop is not None and laptop.revoked is not None

    @property
    def mark(self) -> str:
        """Names the readers there are now; another one after each change. "" without a roster."""
        if self.roster is None:
            return ""
        added = sorted(one.laptop.device for one in self.enrolments)
        return hashlib.sha256("".join([self.roster.hash, *added]).encode()).hexdigest()

    @property
    def active(self) -> list[Laptop]:
        """Laptops in good standing."""
        return [one for one in self.laptops.values() if one.revoked is None]

    @property
    def offices(self) -> list[Laptop]:
        """Those that read everybody's packs."""
        return [one for one in self.active if one.role in OFFICE]

    @property
    def role(self) -> TeamRole | None:
        """What this laptop is; None when it is not (yet) on the roster."""
        here = self.laptops.get(self.device)
        return here.role if here is not None and here.revoked is None else None

    @property
    def leads(self) -> bool:
        """Whether this laptop signs rosters."""
        return bool(self.lead) and keys.device_id_of(bytes.fromhex(self.lead)) == self.device


def load(place: Place) -> Known:
    """As it was kept. What is not as it was signed is as if it were not there."""
    setting = place.store.settings.get
    offered = tuple(one for one in map(_roster, _list(setting("team_offered"))) if one is not None)
    added = tuple(one for one in map(_enrolment, _list(setting("team_enrolments"))) if one is not None)
    roster = _roster(setting("team_roster"))
    alarms = tuple(_list(setting("team_alarm")))
    return Known(place.study_id, place.device.device_id, setting("team_lead"), roster, added, offered, alarms)


def keep(place: Place, before: Known, after: Known) -> None:
    """Write what is new, and enter it."""
    settings = place.store.settings
    if after.lead != before.lead:
        settings.set("team_lead", after.lead)
    if after.roster is not None and after.roster != before.roster:
        settings.set("team_roster", to_text(after.roster.item))
        place.act("roster", str(after.roster.number), hash=after.roster.hash[:16])
    if after.enrolments != before.enrolments:
        settings.set("team_enrolments", json.dumps([to_text(one.item) for one in after.enrolments]))
    if after.offered != before.offered:
        settings.set("team_offered", json.dumps([to_text(one.item) for one in after.offered]))
    if after.alarms != before.alarms:
        settings.set("team_alarm", json.dumps(after.alarms))
        for number in set(after.alarms) - set(before.alarms):
            place.act("roster-alarm", number)


def judged(known: Known, items: Iterable[Item]) -> Known:
    """What is known after these items, rosters first."""
    read = [item for item in items if item.kind in ("roster", "enrolment")]
    for item in read:
        if (roster := read_roster(item)) is not None and roster.study == known.study:
            known = _with_roster(known, roster)
    for item in read:
        if (added := read_enrolment(item)) is not None and added.study == known.study:
            known = _with_enrolment(known, added)
    return known


def _with_roster(known: Known, roster: Roster) -> Known:
    if not known.lead:
        return _offered(known, roster)
    if not follows(known.lead, roster):
        return known
    current = known.roster
    if current is not None and roster.number == current.number and roster.hash != current.hash:
        return replace(known, alarms=tuple(dict.fromkeys([*known.alarms, str(roster.number)])))
    if current is not None and roster.number <= current.number:
        return known
    return adopted(known, roster)


def adopted(known: Known, roster: Roster) -> Known:
    """The roster rules from now on; only its signer signs the next. Additions that it names are done with."""
    named = {one.device for one in roster.laptops}
    left = tuple(one for one in known.enrolments if one.laptop.device not in named)
    alarms = tuple(one for one in known.alarms if int(one) >= roster.number)
    return replace(known, lead=roster.signer, roster=roster, enrolments=left, offered=(), alarms=alarms)


def _offered(known: Known, roster: Roster) -> Known:
    """Without a pinned lead a roster that names this laptop waits for a word of a person; one a signer."""
    if roster.laptop(known.device) is None:
        return known
    same = next((one for one in known.offered if one.signer == roster.signer), None)
    if same is not None and same.number >= roster.number:
        return known
    others = [one for one in known.offered if one.signer != roster.signer]
    return replace(known, offered=(*others, roster)[-MOST_OFFERED:])


def _with_enrolment(known: Known, added: Enrolment) -> Known:
    """Kept once, and only from who may."""
    if known.roster is None or len(known.enrolments) >= MOST_ENROLMENTS:
        return known
    if known.roster.laptop(added.laptop.device) is not None:
        return known
    signer = next((one for one in known.active if one.public == added.signer), None)
    if signer is None or not signer.enrols or added.laptop.device in known.laptops:
        return known
    return replace(known, enrolments=(*known.enrolments, added))


def _roster(text: str) -> Roster | None:
    item = from_text(text)
    return read_roster(item) if item is not None else None


def _enrolment(text: str) -> Enrolment | None:
    item = from_text(text)
    return read_enrolment(item) if item is not None else None


def _list(text: str) -> list[str]:
    plain = json.loads(text or "[]")
    return [str(one) for one in plain]

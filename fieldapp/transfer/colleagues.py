"""The people of the study, as other laptops know them, and letting somebody in who was added elsewhere.

Known everywhere: code, name, role, whether they left. Letting in is more: a way in (a slot of the vault, or
the proof of a passphrase) travels only from the lead's laptop, only sealed to the laptops of a roster, and
only adds: nobody's way in is ever changed or taken away by a bundle, nor that of somebody removed here.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fieldapp.keys import Vault, is_recipient
from fieldapp.keys.slots import Slot, read_slot
from fieldapp.merge.canonical import canonical
from fieldapp.packs import Item
from fieldapp.problems import Problem
from fieldapp.store import PersonRow
from fieldapp.transfer.members import Known
from fieldapp.transfer.place import Place
from fieldapp.transfer.roster import TeamRole

_PREFIX = "people:"  # setting for each laptop: the last list of people that it sent
_SENT = "people_sent"  # setting: number and hash of the list that this laptop sent last
_ROLES = ("enumerator", "supervisor", "lead")
_MOST = 2000
_MOST_SENDERS = 200
_SLOT_ID = re.compile(r"[0-9a-f]{8}")
_RANKS = (TeamRole.LEAD, TeamRole.HQ, TeamRole.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the study. `here`: whether they are people of this laptop and can sign in."""

    code: str
    name: str
    role: str
    active: bool
    here: bool


def people_items(place: Place, known: Known) -> list[Item]:
    """The people of this laptop as one item; none where nobody is defined."""
    slots = _slots(place) if _lets_in(known, place.device.device_id) else {}
    proven = known.roster is not None and known.leads
    people = [_plain(row, slots, proven=proven) for row in place.store.people.all()]
    if not people:
        return []
    digest = hashlib.sha256(canonical({"people": people})).hexdigest()
    number, _, last = place.store.settings.get(_SENT).partition(" ")
    if last != digest:
        number = str(int(number or 0) + 1)
        place.store.settings.set(_SENT, f"{number} {digest}")
    return [Item("people", canonical({"v": "1", "number": number, "people": people}))]


def take_people(place: Place, known: Known, item: Item) -> list[str]:
    """Keep the list of another laptop, let in who may; the names of who is new here."""
    sender, plain = item.about.get("carrier", ""), _read(item)
    if plain is None or sender == place.device.device_id:
        return []
    if sender not in (senders := _senders(place)) and len(senders) >= _MOST_SENDERS:
        return []
    before = set(colleagues(place, known))
    number, old = int(plain["number"]), _kept(place, sender)
    if number > int(old.get("number", 0)):
        people = [{name: one[name] for name in ("code", "name", "role", "state")} for one in plain["people"]]
        kept = {"number": str(number), "people": people}
        place.store.settings.set(_PREFIX + sender, json.dumps(kept, ensure_ascii=False))
    if number >= int(old.get("number", 0)) and _lets_in(known, sender):
        _let_in(place, plain["people"])
    return [f"{one.code} {one.name}" for code, one in colleagues(place, known).items() if code not in before]


def would_add(place: Place, item: Item) -> str:
    """The names of who is new or changed, where this list is newer than the one that is here."""
    plain, sender = _read(item), item.about.get("carrier", "")
    old = _kept(place, sender)
    if plain is None or sender == place.device.device_id or int(plain["number"]) <= int(old.get("number", 0)):
        return ""
    known = {(row.code, row.name, row.role, row.state) for row in place.store.people.all()}
    known |= {(one["code"], one["name"], one["role"], one["state"]) for one in old.get("people", [])}
    fresh = [
        one for one in plain["people"] if (one["code"], one["name"], one["role"], one["state"]) not in known
    ]
    return ", ".join(f"{one['code']} {one['name']}" for one in fresh)


def colleagues(place: Place, known: Known) -> dict[str, Colleague]:
    """Everybody, by code: as they are here, else as the lead's laptop says, else supervisors'."""
    found = {
        row.code: Colleague(row.code, row.name, row.role, row.state == "active", row.state == "active")
        for row in place.store.people.all()
    }
    for device in sorted(_senders(place), key=lambda one: (_rank(known, one), one)):
        for one in _kept(place, device).get("people", []):
            there = Colleague(one["code"], one["name"], one["role"], one["state"] == "active", here=False)
            found.setdefault(one["code"], there)
    return dict(sorted(found.items()))


def names(place: Place, known: Known) -> dict[str, str]:
    """Code -> name of everybody."""
    return {code: one.name for code, one in colleagues(place, known).items()}


def _lets_in(known: Known, device: str) -> bool:
    """Whether the roster says that this laptop may say who comes in: the lead's, and nobody without one."""
    laptop = known.laptops.get(device)
    return laptop is not None and laptop.revoked is None and laptop.role is TeamRole.LEAD


def _let_in(place: Place, people: list[dict[str, Any]]) -> None:
    rows = {row.code for row in place.store.people.all()}
    fresh = [one for one in people if one["code"] not in rows and one["state"] == "active"]
    if place.secrets is not None:
        _add_slots(place, fresh)
    elif rows:  # where nobody signs in, nobody has to from now on
        for one in fresh:
            _add_row(place, one)


def _add_slots(place: Place, people: list[dict[str, Any]]) -> None:
    """Into the list of keys, written as a whole or not at all; the people follow it when it is read."""
    assert place.secrets is not None
    try:
        before = vault = Vault.read(place.layout.keys)
        for one in people:
            if (slot := _slot_of(one)) is not None:
                vault = vault.admitted(place.secrets, slot)
    except Problem:
        return
    if vault is not before:
        vault.write(place.layout.keys)
        for code in sorted({slot.person for slot in vault.slots} - {slot.person for slot in before.slots}):
            place.act("person-add", code, by="bundle")


def _slot_of(one: Mapping[str, Any]) -> Slot | None:
    try:
        slot = read_slot(one["slot"], "")
    except (ValueError, KeyError, TypeError, Problem):
        return None
    same = (slot.person, slot.name, slot.role) == (one["code"], one["name"], one["role"])
    shape = _SLOT_ID.fullmatch(slot.id) is not None and is_recipient(slot.public)
    return slot if same and shape and slot.kind in ("passphrase", "pin") else None


def _add_row(place: Place, one: Mapping[str, Any]) -> None:
    kind, proof = one.get("kind", ""), one.get("verifier", "")
    if kind in ("passphrase", "pin") and isinstance(proof, str) and proof:
        now = datetime.now().astimezone()
        row = PersonRow(one["code"], one["name"], one["role"], "active", kind, proof, now)
        place.store.people.put(row)
        place.act("person-add", row.code, by="bundle")


def _plain(row: PersonRow, slots: Mapping[str, Slot], *, proven: bool) -> dict[str, Any]:
    plain: dict[str, Any] = {"code": row.code, "name": row.name, "role": row.role, "state": row.state}
    if row.code in slots:
        plain["slot"] = replace(slots[row.code], masters=b"").plain()  # they are sealed anew where it arrives
    elif proven and row.verifier and row.state == "active":
        plain |= {"kind": row.kind, "verifier": row.verifier}
    return plain


def _slots(place: Place) -> dict[str, Slot]:
    if place.secrets is None:
        return {}
    slots = Vault.read(place.layout.keys).slots
    return {slot.person: slot for slot in slots if slot.kind in ("passphrase", "pin")}


def _read(item: Item) -> dict[str, Any] | None:
    try:
        plain: dict[str, Any] = json.loads(item.data)
        if plain["v"] != "1" or not 0 < int(plain["number"]) < 1 << 40 or len(plain["people"]) > _MOST:
            return None
        return plain if all(map(_is_person, plain["people"])) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        return None


def _is_person(one: Mapping[str, Any]) -> bool:
    texts = (one["code"], one["name"])
    fits = all(
        type(text) is str and text.strip() and text.isprintable() and len(text) <= 200 for text in texts
    )
    return fits and one["role"] in _ROLES and one["state"] in ("active", "removed")


def _senders(place: Place) -> list[str]:
    return [name.removeprefix(_PREFIX) for name in place.store.settings.all() if name.startswith(_PREFIX)]


def _kept(place: Place, device: str) -> dict[str, Any]:
    plain: dict[str, Any] = json.loads(place.store.settings.get(_PREFIX + device) or "{}")
    return plain


def _rank(known: Known, device: str) -> int:
    laptop = known.laptops.get(device)
    return _RANKS.index(laptop.role) if laptop is not None and laptop.role in _RANKS else len(_RANKS)

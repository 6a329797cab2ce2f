"""The roster: the laptops of a team, numbered and signed by the study lead. Pure: keys and bytes, no store.

It travels as an item of kind "roster": canonical JSON, with signature and key of the signer beside it.
A supervisor whose laptop may enrol signs single additions, items of kind "enrolment"; they count
beside the roster until the lead's next one, and only for laptops that it does not name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from fieldapp import keys
from fieldapp.keys import DeviceKey
from fieldapp.merge.canonical import canonical
from fieldapp.packs import Item

MOST_BYTES = 1 << 20
MOST_LAPTOPS = 2000
MOST_TEXT = 200
_DOMAINS = {"roster": b"fieldapp roster 1\n", "enrolment": b"fieldapp enrolment 1\n"}
_HANDOVER = b"fieldapp lead 1\n"


class TeamRole(StrEnum):
    """What a laptop is in the team."""

    ENUMERATOR = "enumerator"
    SUPERVISOR = "supervisor"
    LEAD = "lead"
    HQ = "hq"


OFFICE = frozenset({TeamRole.SUPERVISOR, TeamRole.LEAD, TeamRole.HQ})
"""Laptops that packs of everybody are sealed to."""


@dataclass(frozen=True, slots=True)
class Laptop:
    """One line of the roster. Keys in hex."""

    public: str
    recipient: str
    name: str
    person: str
    role: TeamRole
    enrols: bool = False
    """Whether it may add laptops of enumerators."""
    since: int = 0
    """Number of the roster it came with."""
    revoked: int | None = None
    """What it signed after this number of its log counts for nothing; None: it is in good standing."""

    @property
    def device(self) -> str:
        """The laptop's id."""
        return keys.device_id_of(bytes.fromhex(self.public))


@dataclass(frozen=True, slots=True)
class Reader:
    """A key on paper that packs are sealed to as well."""

    name: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Roster:
    """One roster. `item` is it as it was signed."""

    study: str
    number: int
    team: str
    at: str
    laptops: tuple[Laptop, ...]
    readers: tuple[Reader, ...] = ()
    handovers: tuple[tuple[str, str, str], ...] = ()
    """Old key, new key, signature of the old: how the right to sign rosters went from hand to hand."""
    signer: str = ""
    item: Item = field(default=Item("roster", b""), repr=False)

    @property
    def hash(self) -> str:
        """Of what was signed."""
        return hashlib.sha256(self.item.data).hexdigest()

    def laptop(self, device: str) -> Laptop | None:
        """The line of a laptop."""
        return next((one for one in self.laptops if one.device == device), None)


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One laptop that a supervisor added."""

    study: str
    laptop: Laptop
    signer: str
    item: Item = field(repr=False)


def signed(roster: Roster, key: DeviceKey) -> Roster:
    """The roster with the signature of this laptop."""
    plain = {
        "v": "1", "study": roster.study, "number": str(roster.number), "team": roster.team, "at": roster.at,
        "laptops": [_laptop_to_plain(one) for one in roster.laptops],
        "readers": [[one.name, one.recipient] for one in roster.readers],
        "handovers": [list(one) for one in roster.handovers],
    }  # fmt: skip
    return replace(roster, signer=key.public.hex(), item=_signed("roster", plain, key))


def enrolment(study: str, laptop: Laptop, key: DeviceKey) -> Enrolment:
    """An addition with the signature of this laptop."""
    plain = {"v": "1", "study": study, "laptop": _laptop_to_plain(laptop)}
    return Enrolment(study, laptop, key.public.hex(), _signed("enrolment", plain, key))


def handover(study: str, old: DeviceKey, new: bytes) -> tuple[str, str, str]:
    """The right to sign rosters goes to another key."""
    signature = old.sign(_HANDOVER + study.encode() + new)
    return old.public.hex(), new.hex(), signature.hex()


def follows(pinned: str, roster: Roster) -> bool:
    """Whether its signer is the pinned lead, or was given the right by a chain that begins there."""
    allowed = pinned
    for old, new, signature in roster.handovers:
        data = _HANDOVER + roster.study.encode() + bytes.fromhex(new)
        if old == allowed and keys.verify(bytes.fromhex(old), bytes.fromhex(signature), data):
            allowed = new
    return roster.signer == allowed


def read_roster(item: Item) -> Roster | None:
    """A roster whose signature holds; None for anything else."""
    try:
        plain = _verified("roster", item)
        laptops = tuple(map(_laptop_of, _listed(plain["laptops"])))
        if len({one.device for one in laptops}) != len(laptops):
            raise ValueError("a laptop twice")
        return Roster(
            _text(plain["study"]), _number(plain["number"]), _text(plain["team"]),
            datetime.fromisoformat(plain["at"]).isoformat(timespec="seconds"), laptops,
            tuple(Reader(_text(name), _key(key)) for name, key in _listed(plain["readers"], 20)),
            tuple((_key(a), _key(b), _hex(c, 64)) for a, b, c in _listed(plain["handovers"], 20)),
            item.about["public"], item,
        )  # fmt: skip
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def read_enrolment(item: Item) -> Enrolment | None:
    """An addition whose signature holds and that gives no more than a place among the enumerators."""
    try:
        plain = _verified("enrolment", item)
        laptop = _laptop_of(plain["laptop"])
        if laptop.role is not TeamRole.ENUMERATOR or laptop.enrols or laptop.revoked is not None:
            raise ValueError("more than a supervisor can give")
        return Enrolment(_text(plain["study"]), laptop, item.about["public"], item)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def to_text(item: Item) -> str:
    """An item as the store keeps it."""
    return json.dumps({"kind": item.kind, "data": item.data.decode(), **item.about}, ensure_ascii=False)


def from_text(text: str) -> Item | None:
    """The item again; None for no item."""
    try:
        plain = json.loads(text)
        about = {"signature": plain["signature"], "public": plain["public"]}
        return Item(plain["kind"], plain["data"].encode(), about)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _signed(kind: str, plain: Mapping[str, Any], key: DeviceKey) -> Item:
    data = canonical(plain)
    signature = key.sign(_DOMAINS[kind] + data)
    return Item(kind, data, {"signature": signature.hex(), "public": key.public.hex()})


def _verified(kind: str, item: Item) -> dict[str, Any]:
    if item.kind != kind or len(item.data) > MOST_BYTES:
        raise ValueError("not one of ours")
    public, signature = bytes.fromhex(_key(item.about["public"])), bytes.fromhex(item.about["signature"])
    if not keys.verify(public, signature, _DOMAINS[kind] + item.data):
        raise ValueError("signature")
    plain: dict[str, Any] = json.loads(item.data)
    if plain["v"] != "1":
        raise ValueError("version")
    return plain


def _laptop_to_plain(one: Laptop) -> dict[str, str]:
    return {
        "public": one.public, "recipient": one.recipient, "name": one.name, "person": one.person,
        "role": one.role, "enrols": "yes" if one.enrols else "no", "since": str(one.since),
        "revoked": "" if one.revoked is None else str(one.revoked),
    }  # fmt: skip


def _laptop_of(plain: Mapping[str, str]) -> Laptop:
    revoked = None if plain["revoked"] == "" else _number(plain["revoked"])
    return Laptop(
        _key(plain["public"]), _recipient(plain["recipient"]), _text(plain["name"]), _text(plain["person"]),
        TeamRole(plain["role"]), plain["enrols"] == "yes", _number(plain["since"]), revoked,
    )  # fmt: skip


def _listed(value: object, most: int = MOST_LAPTOPS) -> list[Any]:
    if not isinstance(value, list) or len(value) > most:
        raise ValueError("a list")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > MOST_TEXT or not value.isprintable():
        raise ValueError("a text")
    return value


def _number(value: object) -> int:
    if not isinstance(value, str) or not value.isascii() or not value.isdigit() or len(value) > 12:
        raise ValueError("a number")
    return int(value)


def _key(value: object) -> str:
    return _hex(value, 32)


def _recipient(value: object) -> str:
    text = _key(value)
    if not keys.is_recipient(bytes.fromhex(text)):
        raise ValueError("keeps nothing secret")
    return text


def _hex(value: object, length: int) -> str:
    if not isinstance(value, str) or value != value.lower() or len(bytes.fromhex(value)) != length:
        raise ValueError("hex")
    return value

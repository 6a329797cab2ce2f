"""What the study lead does with the team: making the roster, adding, revoking, handing over; and joining.

Rights are asked at the doors (`study.require`); here it counts which laptop holds the lead's key.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from fieldapp.keys import DeviceKey
from fieldapp.problems import LAPTOP_UNKNOWN, ROSTER_MISSING, ROSTER_NOT_LEAD, WORDS_DIFFER, Problem
from fieldapp.transfer import cards, members
from fieldapp.transfer.cards import Card
from fieldapp.transfer.members import Known
from fieldapp.transfer.place import Place
from fieldapp.transfer.roster import (
    Laptop,
    Reader,
    Roster,
    TeamRole,
    enrolment,
    follows,
    handover,
    signed,
)


@dataclass(frozen=True, slots=True)
class Loss:
    """What is known of a lost laptop. Numbers of its log; interviews by records."""

    device: str
    safe: int
    """Up to where its log is here without a gap."""
    interviews: int
    """Interviews of it that are here."""
    missing: int
    """Entries that are known of and not here. What it did after its last bundle nobody knows."""
    holders: tuple[str, ...]
    """Laptops that have all of that too, by their receipts."""
    readable: bool
    """Whether whoever holds it reads it without a passphrase: the study there is not encrypted."""


def start(place: Place, name: str = "") -> Roster:
    """Make the first roster; this laptop leads from now on, and its key is pinned in the study."""
    known = members.load(place)
    if known.lead and not known.leads:
        raise Problem(ROSTER_NOT_LEAD, where=place.name)
    if known.roster is not None:
        return known.roster
    line = _line(cards.own(place, name), place.enumerator, TeamRole.LEAD, 1)
    first = Roster(place.study_id, 1, place.name, _now(), (replace(line, enrols=True),))
    return _put(place, known, first, place.device)


def add(
    place: Place, card: Card, person: str, role: TeamRole = TeamRole.ENUMERATOR, *, enrols: bool = False,
    name: str = "",
) -> Known:  # fmt: skip
    """Put a laptop on the roster, or write what is new about it. Its words were compared by the caller.

    Not on the lead's laptop: an addition, where this laptop may enrol; else `ROSTER_NOT_LEAD`.
    """
    known = members.load(place)
    named = replace(card, name=name or card.name)
    if known.roster is not None and not known.leads:
        return _enrol(place, known, _line(named, person, role, known.roster.number))
    roster = start(place)
    line = _line(named, person, role, roster.number + 1, enrols)
    rest = tuple(one for one in roster.laptops if one.device != line.device)
    _next(place, roster, laptops=(*rest, line))
    place.act("laptop-add", line.device, of=person, role=role)
    return members.load(place)


def revoke(place: Place, device: str, after: int | None = None) -> Loss:
    """A laptop is lost or leaves: what it signs after `after` counts for nothing.

    Without `after`: after the last entry of its log that is here.
    """
    known = members.load(place)
    roster, line = _led(place, known), known.laptops.get(device)
    if line is None or device == known.device:
        raise Problem(LAPTOP_UNKNOWN, where=place.name, value=device)
    last = after if after is not None else max((e.seq for e in place.store.team.entries(device)), default=0)
    rest = [one for one in known.laptops.values() if one.device != device]
    _next(place, roster, laptops=(*rest, replace(line, revoked=last)))
    place.act("laptop-revoke", device, after=str(last))
    return loss(place, device)


def loss(place: Place, device: str) -> Loss:
    """What a laptop held, as far as it is known here."""
    from fieldapp.transfer.receipts import holders

    team = place.store.team
    safe = team.vector().get(device, 0)
    ours = [record for record, made in team.makers().items() if device in {one for one, _ in made}]
    missing = len(team.gaps().get(device, []))
    readable = place.secrets is None
    return Loss(device, safe, len(ours), missing, tuple(holders(place, device, safe)), readable)


def add_reader(place: Place, name: str, recipient: bytes) -> Roster:
    """Seal packs to a key on paper as well; a key of the same name goes."""
    roster = _led(place, members.load(place))
    rest = tuple(one for one in roster.readers if one.name != name)
    return _next(place, roster, readers=(*rest, Reader(name, recipient.hex())))


def take_over(place: Place, old: DeviceKey) -> Roster:
    """With the old lead's key, from the sheet: this laptop leads from now on, and the old one is revoked."""
    known = members.load(place)
    if known.roster is None or not known.lead or old.public.hex() != known.lead:
        raise Problem(ROSTER_NOT_LEAD, where=place.name)
    last = max((entry.seq for entry in place.store.team.entries(old.device_id)), default=0)
    was = known.laptops.get(known.device)
    me = _line(cards.own(place, was.name if was else ""), place.enumerator, TeamRole.LEAD, 0)
    rest = [
        replace(one, revoked=last) if one.device == old.device_id else one
        for one in known.laptops.values()
        if one.device != known.device
    ]
    link = handover(place.study_id, old, place.device.public)
    made = replace(known.roster, laptops=(*rest, replace(me, enrols=True)))
    made = replace(made, number=known.roster.number + 1, at=_now(), handovers=(*made.handovers, link))
    place.act("lead-over", known.device)
    return _put(place, known, made, place.device)


def join(place: Place, words: str) -> Roster:
    """Accept the roster that waits here, if these are the words of the laptop that leads it."""
    known = members.load(place)
    if not known.offered:
        raise Problem(ROSTER_MISSING, where=place.name)
    for roster in known.offered:
        card = lead_card(roster)
        if card is not None and card.fits(words):
            members.keep(place, known, members.adopted(replace(known, lead=roster.signer), roster))
            place.act("team-join", card.device)
            return roster
    raise Problem(WORDS_DIFFER, where=place.name)


def lead_card(roster: Roster) -> Card | None:
    """The laptop that signed a roster, with its words; None when it is not on it."""
    line = next((one for one in roster.laptops if one.public == roster.signer), None)
    return card_of(roster.study, line) if line is not None else None


def card_of(study_id: str, line: Laptop) -> Card:
    """A line of the roster as a card, for its words."""
    public, recipient = bytes.fromhex(line.public), bytes.fromhex(line.recipient)
    return Card(public, recipient, line.name, cards.fingerprint(study_id, public, recipient))


def find(known: Known, place: Place, value: str) -> Laptop:
    """The one laptop whose id begins like this, or whose person or name it is."""
    found = [
        one
        for one in known.laptops.values()
        if value and (one.device.startswith(value) or value in (one.person, one.name))
    ]
    if len(found) != 1:
        raise Problem(LAPTOP_UNKNOWN, where=place.name, value=value)
    return found[0]


def _enrol(place: Place, known: Known, line: Laptop) -> Known:
    here = known.laptops.get(known.device)
    if here is None or not here.enrols or here.revoked is not None or line.role is not TeamRole.ENUMERATOR:
        raise Problem(ROSTER_NOT_LEAD, where=place.name)
    made = enrolment(place.study_id, line, place.device)
    after = members.judged(known, [made.item])
    members.keep(place, known, after)
    place.act("laptop-enrol", line.device, of=line.person)
    return after


def _led(place: Place, known: Known) -> Roster:
    if known.roster is None or not known.leads:
        raise Problem(ROSTER_NOT_LEAD, where=place.name)
    return known.roster


def _next(
    place: Place, roster: Roster, laptops: tuple[Laptop, ...] = (), readers: tuple[Reader, ...] | None = None
) -> Roster:
    """The next number: with what supervisors added, and past any number that stands in an alarm."""
    known = members.load(place)
    named = {one.device for one in (laptops or roster.laptops)}
    added = [one for one in known.laptops.values() if one.device not in named]
    number = max([roster.number, *map(int, known.alarms)]) + 1
    made = replace(
        roster, number=number, at=_now(), laptops=(*(laptops or roster.laptops), *added),
        readers=roster.readers if readers is None else readers,
    )  # fmt: skip
    return _put(place, known, made, place.device)


def _put(place: Place, known: Known, roster: Roster, key: DeviceKey) -> Roster:
    made = signed(roster, key)
    assert follows(known.lead or made.signer, made)
    members.keep(place, known, members.adopted(known, made))
    return made


def _line(card: Card, person: str, role: TeamRole, since: int, enrols: bool = False) -> Laptop:
    return Laptop(card.public.hex(), card.recipient.hex(), card.name, person, role, enrols, since)


def _now() -> str:
    return datetime.now().astimezone().isoformat(timespec="seconds")

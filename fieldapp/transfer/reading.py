"""Reading a pack again that was looked at, as the roster lets it count."""

from __future__ import annotations

from fieldapp import keys
from fieldapp.packs import Item, Pack, PackFault, name_of, read
from fieldapp.problems import Problem
from fieldapp.transfer import directing, members
from fieldapp.transfer.look import PackRef
from fieldapp.transfer.place import Place, opener

Read = tuple[tuple[Item, ...], bytes]
"""The items of a pack that count, and its bytes."""


def read_pack(place: Place, team: members.Known, ref: PackRef) -> Read:
    """What was spoiled since it was looked at brings nothing."""
    try:
        data = ref.read()
        if name_of(data) != ref.name:
            return (), b""
        return _counting(team, read(data, keys.verify, opener(place))), data
    except (PackFault, Problem):
        return (), b""


def _counting(team: members.Known, pack: Pack) -> tuple[Item, ...]:
    """Nothing of a laptop that is not on the roster; of a lost one no forms either."""
    if not team.knows(pack.header.carrier):
        return ()
    if not team.is_revoked(pack.header.carrier):
        return directing.counting(team, pack.header.carrier, pack.items)
    return tuple(one for one in pack.items if one.kind != "form" and "list" not in one.about)

"""Sentences about laptops of the team, the same in the window and in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fieldapp.wording import tr, trn

if TYPE_CHECKING:
    from fieldapp.transfer.team import Loss


def role_name(role: str) -> str:
    """What a laptop is, in the language in force."""
    names = {
        "enumerator": tr("Enumerator"), "supervisor": tr("Supervisor"), "lead": tr("Study lead"),
        "hq": tr("Headquarters"),
    }  # fmt: skip
    return names[role]


def loss_told(loss: Loss) -> list[str]:
    """What of a lost laptop is safe, what is lost, what could be read."""
    safe = trn("Safe: {n} interview of it is here.", "Safe: {n} interviews of it are here.", loss.interviews)
    lost = tr("Lost: what it made after entry {seq} of its log and did not hand over. How much nobody knows.",
              seq=loss.safe)  # fmt: skip
    gaps = trn("{n} entry before that is missing here too.", "{n} entries before that are missing here too.", loss.missing)  # noqa: E501  # fmt: skip
    plain = tr("Readable: the study on it is not encrypted. Whoever has the laptop reads all of it.")
    closed = tr("Readable: nothing without a passphrase of somebody who worked on it. Choose new ones.")
    later = tr("Bundles it was given stay readable with its key. Hand the new list to every laptop now.")
    return [safe, lost, *([gaps] if loss.missing else []), plain if loss.readable else closed, later]

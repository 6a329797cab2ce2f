"""What an offer says of itself, in words: the same at the window and in a terminal."""

from __future__ import annotations

from fieldapp.packs import Fault
from fieldapp.transfer.look import Damage, Offer
from fieldapp.wording import tr, trn


def damage_words(one: Damage) -> str:
    """Why a pack cannot be used, and what to do."""
    name = one.name
    if one.fault is None:
        return tr("{name}: missing. Export again on its laptop.", name=name)
    reasons = {
        Fault.NEWER: tr(
            "{name}: made by a newer version of the app. Update this laptop first.", name=one.name
        ),
        Fault.SEALED: tr("{name}: made for other readers.", name=name),
        Fault.FORGED: tr("{name}: not signed by the laptop it names.", name=name),
        Fault.NO_PACK: tr("{name}: not a bundle of ours.", name=name),
    }
    damaged = tr("{name}: damaged or incomplete. Export again on its laptop.", name=name)
    return reasons.get(one.fault, damaged)


def standing_words(offer: Offer) -> list[str]:
    """What the roster, the signatures and the study say of the laptop; nothing where all is well."""
    if offer.other_study:
        return [tr("This bundle belongs to another study. Nothing was taken in.")]
    lines = []
    if offer.unknown:
        lines.append(
            tr("This laptop is not on the list of the team. Its packs are kept apart until it is added.")
        )
    if offer.counts.refused:
        refused = offer.counts.refused
        lines.append(
            trn("{n} item is not what it claims and is refused",
                "{n} items are not what they claim and are refused", refused)
        )  # fmt: skip
    if offer.revoked:
        lines.append(tr("This laptop was taken off the list: only what it made before counts."))
    if offer.alarm:
        lines.append(tr("Two lists have the number {number}. Somebody may have copied the lead's key. "
                        "Ask the study lead.", number=offer.alarm))  # fmt: skip
    return lines

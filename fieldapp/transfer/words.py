"""What an offer says of itself, in words: the same at the window and in a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fieldapp.packs import Fault
from fieldapp.transfer import members, series
from fieldapp.transfer.colleagues import names
from fieldapp.transfer.look import Damage, Offer
from fieldapp.transfer.members import Known
from fieldapp.transfer.place import Place
from fieldapp.transfer.series import Gap
from fieldapp.wording import language, tr, trn


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


def news_words(news: Sequence[tuple[str, str]]) -> list[str]:
    """What comes beside interviews: forms, renewed lists, people, app updates."""
    return [_news(kind, name) for kind, name in news]


def _news(kind: str, name: str) -> str:
    if kind == "form":
        return tr("A form that is not here yet: {name}.", name=name)
    if kind == "list":
        return tr("A renewed list: {name}. Interviews that were begun keep theirs.", name=name)
    if kind == "person":
        return tr("People of the study: {name}.", name=name)
    return tr("An app update: {name}. It is kept here and never installed by itself.", name=name)


def laptop_words(known: Known, device: str, sender: str = "", people: Mapping[str, str] | None = None) -> str:
    """What people call a laptop: by the list of the team, else by who sent from it, else by its number.

    `people`: code -> name of those of the study.
    """
    line = known.laptops.get(device)
    who = (line.person if line is not None else "") or sender
    names = [who, (people or {}).get(who, ""), line.name if line is not None else ""]
    return " · ".join(dict.fromkeys(filter(None, names))) or device[:8]


def gap_words(gap: Gap, laptop: str) -> str:
    """Which bundle is missing, how much of it, and what to do."""
    about = {"first": gap.first, "last": gap.last, "laptop": laptop}
    if gap.damaged:
        head = tr("Bundle {first} of laptop “{laptop}” did not arrive whole.", **about)
    elif gap.first == gap.last:
        head = tr("Bundle {first} of laptop “{laptop}” is missing.", **about)
    else:
        head = tr("Bundles {first} to {last} of laptop “{laptop}” are missing.", **about)
    lacking = trn("{n} entry of its log (interview, correction or comment) is not here.",
                  "{n} entries of its log (interviews, corrections, comments) are not here.",
                  gap.entries)  # fmt: skip
    todo = tr("Look for that stick, or let that laptop hand over everything again.")
    return ("" if language() == "zh" else " ").join([head, lacking, todo])


def gaps_told(place: Place, offers: Sequence[Offer] = ()) -> list[str]:
    """What is missing here, a sentence each; with `offers`, what would be after they are taken in."""
    known = members.load(place)
    gaps, people = series.missing(place, offers), names(place, known)
    return [gap_words(gap, laptop_words(known, gap.device, gap.sender, people)) for gap in gaps]

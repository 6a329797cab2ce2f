"""`fieldapp bundle look FOLDER SOURCE`: what a stick would bring. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from fieldapp import transfer
from fieldapp.cli.entering import open_study
from fieldapp.transfer import Damage, Offer
from fieldapp.wording import tr, trn


@click.command(
    help=tr("Say what SOURCE (a stick, a folder, a bundle file) would bring into the study in FOLDER.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("source", type=click.Path(path_type=Path, exists=True))
def command(folder: Path, source: Path) -> None:
    """One paragraph a laptop."""
    with closing(open_study(folder)) as study:
        offers = transfer.look(study, source)
    click.echo("\n".join(told(offers)) if offers else tr("There is no bundle here."))


def told(offers: Iterable[Offer]) -> list[str]:
    """What each offer would bring, and what cannot be read."""
    return [line for offer in offers for line in _offer(offer)]


def _offer(offer: Offer) -> list[str]:
    who = offer.sender or offer.device or tr("unknown laptop")
    head = tr("Bundle {number} of laptop {device} ({who}), {at}", number=offer.number, device=offer.device,
              who=who, at=offer.at[:16].replace("T", " "))  # fmt: skip
    if offer.other_study:
        return [head, "    " + tr("It belongs to another study. Nothing of it is taken in.")]
    if offer.unknown:
        words = tr("This laptop is not on the list of the team. Its packs are kept apart until it is added.")
        return [head, "    " + words]
    counts = offer.counts
    brings = tr("{new} new, {changed} changed, {known} already here, {conflicts} conflicts, {files} files",
                new=counts.new, changed=counts.changed, known=counts.known, conflicts=counts.conflicts,
                files=counts.files)  # fmt: skip
    lines = [head, "    " + brings]
    if counts.refused:
        lines.append("    " + trn("{n} item is not what it claims and is refused", "{n} items are not what they claim and are refused", counts.refused))  # noqa: E501  # fmt: skip
    if offer.revoked:
        lines.append("    " + tr("This laptop was taken off the list: only what it made before counts."))
    if offer.alarm:
        alarm = tr(
            "ALARM: two different lists have the number {number}. Ask the study lead.", number=offer.alarm
        )
        lines.append("    " + alarm)
    return [*lines, *(f"    {damage(one)}" for one in offer.damaged)]


def damage(one: Damage) -> str:
    """Why a pack cannot be used, in words."""
    if one.fault is None:
        return tr("{name}: missing. Export again on its laptop.", name=one.name)
    reasons = {
        "newer": tr("{name}: made by a newer version of the app. Update this laptop first.", name=one.name),
        "sealed": tr("{name}: made for other readers.", name=one.name),
        "forged": tr("{name}: not signed by the laptop it names.", name=one.name),
        "no-pack": tr("{name}: not a bundle of ours.", name=one.name),
    }
    damaged = tr("{name}: damaged or incomplete. Export again on its laptop.", name=one.name)
    return reasons.get(one.fault.value, damaged)

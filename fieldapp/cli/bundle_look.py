"""`fieldapp bundle look FOLDER SOURCE`: what a stick would bring. Nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import click

from fieldapp import transfer
from fieldapp.cli.entering import open_study
from fieldapp.study import Right, Study
from fieldapp.transfer import Offer
from fieldapp.transfer.words import news_words
from fieldapp.wording import tr


@click.command(
    help=tr("Say what SOURCE (a stick, a folder, a bundle file) would bring into the study in FOLDER.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("source", type=click.Path(path_type=Path, exists=True))
def command(folder: Path, source: Path) -> None:
    """One paragraph a laptop."""
    with closing(open_study(folder)) as study:
        if is_workbook(source):
            click.echo("\n".join(beside_workbook(study, source)))
            return
        offers = transfer.look(study, source)
        lacking = transfer.gaps_told(study, offers)
    click.echo("\n".join(told(offers)) if offers else tr("There is no bundle here."))
    for line in lacking:
        click.echo(line)


def is_workbook(path: Path) -> bool:
    """Whether somebody brings a workbook instead of a bundle."""
    return path.suffix.lower() == ".xlsx" and path.is_file()


def beside_workbook(study: Study, path: Path) -> list[str]:
    """A workbook held against the study; it changes nothing, also where things are merged."""
    from fieldapp.export.reading import compare
    from fieldapp.export.told_reading import tell

    study.require(Right.SEE_OTHERS)
    return tell(compare(study.store, path, study.secrets.lists_key if study.secrets else None))


def told(offers: Iterable[Offer]) -> list[str]:
    """What each offer would bring, and what cannot be read."""
    return [line for offer in offers for line in _offer(offer)]


def _offer(offer: Offer) -> list[str]:
    who = offer.sender or offer.device or tr("unknown laptop")
    head = tr("Bundle {number} of laptop {device} ({who}), {at}", number=offer.number, device=offer.device,
              who=who, at=offer.at[:16].replace("T", " "))  # fmt: skip
    standing = [f"    {words}" for words in transfer.standing_words(offer)]
    if offer.other_study or offer.unknown:
        return [head, *standing]
    counts = offer.counts
    brings = tr("{new} new, {changed} changed, {known} already here, {conflicts} conflicts, {files} files",
                new=counts.new, changed=counts.changed, known=counts.known, conflicts=counts.conflicts,
                files=counts.files)  # fmt: skip
    damaged = (f"    {transfer.damage_words(one)}" for one in offer.damaged)
    news = (f"    {words}" for words in news_words(counts.news))
    return [head, "    " + brings, *news, *standing, *damaged]

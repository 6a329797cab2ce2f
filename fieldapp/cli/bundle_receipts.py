"""`fieldapp bundle receipts FOLDER`: who has received how much of this laptop's work."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import transfer
from fieldapp.cli.entering import open_study
from fieldapp.wording import tr


@click.command(help=tr("Say which laptops have received how much of the work of this one."))
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """By what they said themselves, last time they sent something."""
    with closing(open_study(folder)) as study:
        receipts = transfer.delivered(study)
    for one in receipts:
        click.echo(
            tr("{who} ({device}): {seq} of {total}, {at}", who=one.person, device=one.device, seq=one.seq,
               total=one.total, at=one.at[:16].replace("T", " "))
        )  # fmt: skip
    if not receipts:
        click.echo(tr("Nobody has confirmed anything yet."))

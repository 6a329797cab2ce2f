"""`fieldapp team card FOLDER`: this laptop's join card, with the words to compare."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import files
from fieldapp.cli.entering import open_study
from fieldapp.transfer import cards
from fieldapp.wording import tr


@click.command(help=tr("Show the join card of this laptop, for the laptop of the study lead."))
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--name", default="", help=tr("What the laptop is called."))
@click.option("--out", type=click.Path(path_type=Path), help=tr("Write the card into this file as well."))
def command(folder: Path, name: str, out: Path | None) -> None:
    """Text that can be copied, and eight words in both languages."""
    with closing(open_study(folder)) as study:
        text, card = cards.as_text(study, name), cards.own(study, name)
    if out is not None:
        files.write(out, text.encode("ascii"))
    click.echo(text)
    click.echo(tr("Laptop {device}, {name}", device=card.device, name=card.name))
    click.echo(card.words("zh"))
    click.echo(card.words("en"))

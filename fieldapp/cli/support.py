"""`fieldapp support`: a bundle for those who mend the program, without anything that people said."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.study import support
from fieldapp.wording import tr


@click.command(help=tr("Write a support bundle to FILE: versions, figures, logs; no answers and no names."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--study", "folder", type=click.Path(path_type=Path), help=tr("With figures about this study."))
@click.option("--show", is_flag=True, help=tr("Print what is in it."))
def command(file: Path, folder: Path | None, show: bool) -> None:
    """Works beside an open window."""
    opened = open_study(folder, exclusive=False) if folder else None
    try:
        content = support.items(opened)
    finally:
        if opened is not None:
            opened.close()
    support.write(file.absolute(), content)
    for item in content:
        click.echo(f"--- {item.name}\n{item.text}" if show else item.name)
    click.echo(tr("Written: {path}", path=file))

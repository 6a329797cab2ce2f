"""`fieldapp study info`: what is in a study."""

from __future__ import annotations

from pathlib import Path

import click

from fieldapp.cli.entering import open_study
from fieldapp.study import Study
from fieldapp.wording import tr, trn


@click.command(help=tr("Say what is in the study in FOLDER. Works beside an open window."))
@click.argument("folder", type=click.Path(path_type=Path))
def command(folder: Path) -> None:
    """Read only: nothing in the study changes."""
    opened = open_study(folder, exclusive=False)
    try:
        click.echo("\n".join(described(opened)))
    finally:
        opened.close()


def described(opened: Study) -> list[str]:
    """Name, forms and counts."""
    lines = [tr("{name} in {folder}", name=opened.name, folder=opened.folder)]
    for row in opened.forms():
        lines.append(tr("{form_id}, version {version}: {title}", form_id=row.form_id, version=row.version,
                        title=row.title))  # fmt: skip
    lines.append(trn("{n} draft", "{n} drafts", len(opened.drafts())))
    lines.append(trn("{n} finalised interview", "{n} finalised interviews", len(opened.finalized())))
    return lines

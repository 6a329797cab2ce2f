"""`fieldapp bundle send FOLDER TARGET`: put a bundle on a stick, into a folder, or into one file."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import click

from fieldapp import transfer
from fieldapp.cli.entering import open_study
from fieldapp.study.rights import Right
from fieldapp.wording import tr


@click.command(
    help=tr("Put the work of this laptop into TARGET: a stick or folder, or a file that is not there yet.")
)
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--onward", is_flag=True, help=tr("Also hand on what other laptops brought here."))
@click.option(
    "--everything", is_flag=True, help=tr("Also what has arrived, packed anew for the laptops there are now.")
)
@click.option(
    "--update", type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=tr("Put an installer of the app into this bundle and those after it (fieldapp-0.2.0-windows.exe)."),
)  # fmt: skip
def command(folder: Path, target: Path, onward: bool, everything: bool, update: Path | None) -> None:
    """A target that is a folder gets packs; any other name becomes one file."""
    with closing(open_study(folder)) as study:
        if update is not None:
            study.require(Right.ADD_FORM)
            transfer.updates.offer(study, update)
        send = transfer.send if target.is_dir() else transfer.send_file
        sent = send(study, target, onward=onward, everything=everything)
        number = {"number": sent.number, "device": study.device_id}
        click.echo(tr("Bundle {number} of laptop {device}: written and read back.", **number))
        click.echo(tr("{packs} packs, {written} of them new: {path}", packs=sent.packs, written=sent.written,
                      path=sent.path))  # fmt: skip
        if not study.protected:
            click.echo(tr("The study is not encrypted: whoever finds this can read it."))

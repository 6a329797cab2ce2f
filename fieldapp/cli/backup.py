"""`fieldapp backup`: `backup FOLDER` makes one; `backup list`, `verify` and `drill` look after them."""

from __future__ import annotations

import click

from fieldapp.cli.root import Lazy
from fieldapp.wording import tr


class _Door(Lazy):
    """What is no command's name is the folder of a study: `backup FOLDER` is `backup make FOLDER`."""

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.list_commands(context):
            args = ["make", *args]
        return super().resolve_command(context, args)

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """`backup --to DIR FOLDER` too."""
        if args and args[0].startswith("--to"):
            args = ["make", *args]
        return super().parse_args(context, args)


command = _Door(
    {"make": "backup_make", "list": "backup_list", "verify": "backup_verify", "drill": "backup_drill"},
    name="backup",
    help=tr("Make a second copy of a study, or look after those there are. `backup FOLDER` makes one."),
)

"""The tree of commands. A command's file is imported when the command is asked for, and not before."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from fieldapp import __version__, wording
from fieldapp.wording import tr


class Lazy(click.Group):
    """A group whose commands are named here and imported late."""

    def __init__(self, modules: Mapping[str, str], **attributes: Any) -> None:
        super().__init__(**attributes)
        self._modules = dict(modules)

    def list_commands(self, context: click.Context) -> list[str]:
        """In the order they were named."""
        return list(self._modules)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The `command` of the module."""
        if name not in self._modules:
            return None
        command = import_module(f"fieldapp.cli.{self._modules[name]}").command
        return command if isinstance(command, click.Command) else None


def tree() -> Lazy:
    """All commands, their help in the language in force."""
    root = Lazy(
        {
            "study": "study",
            "form": "form",
            "export": "export",
            "bundle": "bundle",
            "merge": "merge",
            "review": "review",
            "cases": "cases",
            "team": "team",
            "contacts": "contacts",
            "check": "check",
            "backup": "backup",
            "restore": "restore",
            "log": "log",
            "support": "support",
            "demo": "demo",
        },
        help=tr("Field surveys on this laptop. Without a command, the window opens."),
    )
    languages = click.Choice(list(wording.LANGUAGES))
    root.params.append(click.Option(["--language"], type=languages, help=tr("Language of all texts.")))
    return root


fieldapp = click.version_option(__version__, prog_name="fieldapp")(tree())

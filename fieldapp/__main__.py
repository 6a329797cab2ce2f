"""Chooses a door: the window when nothing but window options are given, else the command line."""

from __future__ import annotations

import sys
from collections.abc import Sequence

WINDOW_OPTIONS = ("--sample", "--study")


def main(arguments: Sequence[str] | None = None) -> int:
    """`fieldapp`, `fieldapp --sample`, `fieldapp --study FOLDER` open the window; all else are commands."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0].partition("=")[0] in WINDOW_OPTIONS:
        from fieldapp.ui.app import run

        return run(given)
    from fieldapp.cli import main as command

    return command(given)


if __name__ == "__main__":
    sys.exit(main())

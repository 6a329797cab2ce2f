"""Chooses a door: the window when nothing but window options are given, else the command line."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

WINDOW_OPTIONS = ("--sample", "--study")


def main(arguments: Sequence[str] | None = None) -> int:
    """`fieldapp`, `fieldapp --sample`, `fieldapp --study FOLDER` open the window; all else are commands."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0].partition("=")[0] in WINDOW_OPTIONS:
        return window(given)
    from fieldapp.cli import main as command

    return command(given)


def window(given: Sequence[str]) -> int:
    """Open the window; what is not ours (`-platform`, `-style`) is for Qt."""
    parser = ArgumentParser(prog="fieldapp", add_help=False, allow_abbrev=False)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--study", type=Path)
    ours, others = parser.parse_known_args(given)
    from fieldapp.ui.app import run

    return run(["fieldapp", *others], ours.study, sample=ours.sample)


if __name__ == "__main__":
    sys.exit(main())

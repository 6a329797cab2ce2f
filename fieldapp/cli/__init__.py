"""The same actions from a terminal.

Owns: the commands, one file each, and how a failure becomes a sentence and an exit code.
Does not: know Qt, do what a room below does. May import: every room below the doors.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence

from fieldapp import files, logs, wording
from fieldapp.cli.language import chosen
from fieldapp.problems import Problem

__all__ = ["main"]

_LOG = logging.getLogger("fieldapp.cli")


def main(arguments: Sequence[str]) -> int:
    """Run one command; 0, or the exit code of the problem (docs/problems.md), or 2 for a wrong call."""
    logs.start()
    language, rest = chosen(arguments)
    wording.use(language)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a console in another encoding must not stop a command
            stream.reconfigure(errors="backslashreplace")
    return run(rest)


def run(arguments: Sequence[str]) -> int:
    """Click, with our own sentences for problems of the world."""
    import click

    from fieldapp.cli.root import fieldapp

    try:
        code = fieldapp.main(list(arguments), prog_name="fieldapp", standalone_mode=False)
    except Problem as problem:
        return _said(problem)
    except OSError as failure:  # a disk that fails where nobody expected it
        return _said(files.translate(failure, failure.filename or ".", reading=True))
    except click.ClickException as wrong:
        wrong.show()
        return wrong.exit_code
    except click.Abort:
        return 130
    return code if isinstance(code, int) else 0


def _said(problem: Problem) -> int:
    """The sentence of a problem, and its exit code."""
    import click

    _LOG.warning("command ended: %s", problem.kind.code)
    click.echo(wording.problem(problem), err=True)
    return problem.kind.exit_code

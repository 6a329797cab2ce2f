"""Which language the terminal speaks: `--language`, else what the system is set to."""

from __future__ import annotations

import locale
import os
from collections.abc import Sequence

from fieldapp import wording


def chosen(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """The language and the arguments without `--language`; an unknown one is left for click to refuse."""
    rest = list(arguments)
    for place, word in enumerate(rest):
        name, equals, value = word.partition("=")
        if name != "--language":
            continue
        value = value if equals else (rest[place + 1] if place + 1 < len(rest) else "")
        if value in wording.LANGUAGES:
            del rest[place : place + (1 if equals else 2)]
            return value, rest
    return of_system(), rest


def of_system() -> str:
    """Chinese where the system is Chinese, English everywhere else."""
    names = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, names), None) or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"

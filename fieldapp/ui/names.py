"""Titles and questions of forms in the language of the window."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fieldapp.interview import Interview
from fieldapp.wording import language

_CODE = re.compile(r"\(\s*([A-Za-z]{2,3})[^)]*\)\s*$")


def in_our_language(title: str) -> str:
    """Of a title in two languages (`中文 / English`) the half for the window; any other one as it is."""
    halves = [half.strip() for half in title.split(" / ")]
    ours = [half for half in halves if half.isascii() == (language() == "en")]
    return ours[0] if len(halves) == 2 and len(ours) == 1 else title


def speak(interview: Interview) -> None:
    """Questions in the language of the window, where somebody reads and does not ask; no answer changes."""
    ours = our_language(interview.languages)
    if ours is not None and ours != interview.language:
        interview.language = ours


def our_language(languages: Sequence[str]) -> str | None:
    """The language of a form that the window speaks: by its code (`中文 (zh)`), else by its letters."""
    coded = {name: found[1].lower() for name in languages if (found := _CODE.search(name))}
    same = [name for name, code in coded.items() if code == language()]
    plain = [name for name in languages if name not in coded and name.isascii() == (language() == "en")]
    return next(iter(same or plain), None)

"""What an interview and its languages are called in the top bar. Pure, no Qt."""

from __future__ import annotations

import re

from fieldapp.form import FormDefinition
from fieldapp.interview import Interview
from fieldapp.ui.interview import words
from fieldapp.ui.interview.veil import Veil
from fieldapp.wording import language, tr

_CODE = re.compile(r"\s*\(([A-Za-z-]+)\)\s*$")


def form_title(definition: FormDefinition) -> str:
    """The form's title; of a title in two languages (`中文 / English`) the half for the window's language."""
    halves = [half.strip() for half in definition.title.split(" / ")]
    if len(halves) == 2:
        ours = [half for half in halves if half.isascii() == (language() == "en")]
        return ours[0] if len(ours) == 1 else definition.title
    return definition.title


def case_title(interview: Interview) -> str:
    """The name the form gives this interview, while it means something; personal parts of it masked."""
    name = Veil(interview).text(interview.instance_name).strip()
    return name if re.search(r"\w", name) else tr("New interview")


def language_label(name: str) -> str:
    """`中文 (zh)` -> `中文`, `English (en)` -> `EN`."""
    bare = _CODE.sub("", name)
    code = _CODE.search(name)
    return code[1].upper() if code and bare.isascii() else bare


def short(text: str, most: int = 60) -> str:
    """A label cut for a heading."""
    plain = words.plain(text)
    return plain if len(plain) <= most else plain[: most - 1] + "…"

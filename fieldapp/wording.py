"""One catalogue of texts for the window, the command line, exports and reports.

Owns: the current interface language and every translated sentence. Does not: know Qt (Qt's own
texts come from Qt's translations), hold texts of forms. May import: problems.

The source language is English: the English sentence is the key. Chinese stands in
`resources/locale/zh_CN.po`, read as it is, so a translator sees a change at the next start.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from fieldapp.problems import Problem

LANGUAGES = {"zh": "中文", "en": "English"}
_CATALOGUES = {"zh": "zh_CN.po"}
_ENTRY = re.compile(r'^(msgid|msgid_plural|msgstr|msgstr\[\d\])\s+(".*")$')

_current = "zh"
_loaded: dict[str, dict[str, str]] = {}


def use(language: str) -> None:
    """Switch all texts to `language` ("zh" or "en")."""
    global _current
    if language not in LANGUAGES:
        raise ValueError(f"no such interface language: {language}")
    _current = language


def language() -> str:
    """The interface language in force."""
    return _current


def tr(message: str, /, **fields: object) -> str:
    """`message` in the interface language, with its `{fields}` filled in."""
    text = catalogue(_current).get(message) or message
    return text.format(**fields) if fields else text


def trn(singular: str, plural: str, n: int, /, **fields: object) -> str:
    """The form of the sentence that fits `n`, which is `{n}`. Chinese has one form, keyed by `singular`."""
    text = catalogue(_current).get(singular) or (singular if n == 1 else plural)
    return text.format(n=n, **fields)


def problem(failure: Problem) -> str:
    """The sentence of a problem in the interface language."""
    sentence = catalogue(_current).get(failure.kind.sentence) or failure.kind.sentence
    return sentence.format(**failure.fields)


def catalogue(language: str) -> dict[str, str]:
    """English sentence -> sentence in `language`; empty for English."""
    if language not in _loaded:
        name = _CATALOGUES.get(language)
        _loaded[language] = dict(_entries(resource("locale", name).read_text("utf-8"))) if name else {}
    return _loaded[language]


def resource(*parts: str) -> Path:
    """A file of `resources/`: inside the installed package, else beside it in a checkout."""
    installed = Path(str(resources.files("fieldapp"))) / "resources"
    root = installed if installed.is_dir() else installed.parent.parent / "resources"
    return root.joinpath(*parts)


def _entries(text: str) -> Iterator[tuple[str, str]]:
    """(msgid, msgstr) pairs of a .po file; of plural entries the first form."""
    msgid, msgstr, field = "", "", ""
    for line in [*text.splitlines(), 'msgid ""']:
        match = _ENTRY.match(line)
        if match and match[1] == "msgid":
            if msgid and msgstr:
                yield msgid, msgstr
            msgid, msgstr, field = ast.literal_eval(match[2]), "", "msgid"
        elif match:
            field = match[1]
            if field in ("msgstr", "msgstr[0]"):
                msgstr = ast.literal_eval(match[2])
        elif line.startswith('"'):
            if field == "msgid":
                msgid += ast.literal_eval(line)
            elif field in ("msgstr", "msgstr[0]"):
                msgstr += ast.literal_eval(line)

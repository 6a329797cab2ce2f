"""The first row of a sheet: which column is which, in which language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

from fieldapp.form.check import codes_sheets as codes
from fieldapp.form.check import words
from fieldapp.form.check.finding import Cell, Code, Finding, found

TEXTS = (
    "label", "hint", "guidance_hint", "constraint_message", "required_message", "warning_message",
    "final_message",
)  # fmt: skip
MEDIA = ("image", "big-image", "audio", "video")
TRANSLATED = (*TEXTS, *MEDIA)

_SURVEY = {*TRANSLATED, *words.SURVEY}
_CHOICES = {"list_name", "name", "label", *MEDIA, "media", "geometry", "order", "id"}
KNOWN = {"survey": _SURVEY, "choices": _CHOICES, "settings": set(words.SETTINGS)}
_OTHER_NAMES = {
    "relevance": "relevant", "calculate": "calculation", "read_only": "readonly", "count": "repeat_count",
    "jr:count": "repeat_count", "caption": "label", "command": "type", "tag": "name",
    "constraining_message": "constraint_message", "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message", "jr:requiredmsg": "required_message",
    "noapperrorstring": "no_app_error_string", "set_form_title": "form_title", "set_form_id": "form_id",
}  # fmt: skip
_OF_CHOICES = {"list name": "list_name", "value": "name", "caption": "label"}
_WRAPPERS = ("bind", "control", "body", "media", "instance")
_REMARKS = {"note", "notes", "comment", "comments", "remark", "remarks", "备注", "说明", "注释", "序号"}
NAME_OF_ROOT = "data"
NEEDED = {"survey": ("type", "name"), "choices": ("list_name", "name")}


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: `base` is its canonical name, `key` that with the language."""

    cell: Cell
    base: str
    language: str = ""

    @property
    def text(self) -> str:
        return self.cell.text

    @property
    def key(self) -> str:
        return f"{self.base}::{self.language}" if self.language else self.base


def read_headings(sheet: str, cells: Iterable[Cell]) -> Iterator[Heading]:
    """Each heading of the sheet with what it means."""
    listed = list(cells)
    double = any("::" in cell.text for cell in listed)
    return (_heading(sheet, cell, double) for cell in listed)


def _heading(sheet: str, cell: Cell, double: bool) -> Heading:
    parts = [part.strip() for part in cell.text.split("::" if double else ":")]
    if not double and "jr" in parts[:-1]:
        parts = [cell.text]
    wrapper = _snake(parts[0]) if len(parts) > 1 else ""
    base = _canonical(sheet, parts[1] if wrapper in _WRAPPERS else parts[0])
    if wrapper in _WRAPPERS and base not in KNOWN.get(sheet, ()):
        return Heading(cell, "::".join([wrapper, *parts[1:]]))
    parts = parts[1:] if wrapper in _WRAPPERS else parts
    if base in TRANSLATED and len(parts) > 1:
        return Heading(cell, base, " ".join(parts[-1].split()))
    return Heading(cell, base if len(parts) == 1 else "::".join([base, *parts[1:]]))


def _snake(text: str) -> str:
    return "_".join(text.split()).lower()


def _canonical(sheet: str, text: str) -> str:
    name = _snake(text)
    if sheet == "choices" and " ".join(text.lower().split()) in _OF_CHOICES:
        return _OF_CHOICES[" ".join(text.lower().split())]
    name = _OTHER_NAMES.get(name, name) if sheet != "choices" else name
    # Columns of one's own in the sheet choices keep their letters: filters name them.
    return name if name in KNOWN.get(sheet, {name}) else text


def check_headings(sheet: str, headings: Iterable[Heading], filtered: set[str]) -> Iterator[Finding]:
    """Headings that are missing, twice, or not known. `filtered`: columns that expressions name."""
    listed = list(headings)
    yield from _missing(sheet, listed)
    first: dict[str, Heading] = {}
    for heading in listed:
        if heading.key in first:
            yield found(
                codes.SAME_HEADING, heading.cell, name=heading.text, first=first[heading.key].cell.address
            )
        first.setdefault(heading.key, heading)
        yield from _unknown(sheet, heading, filtered, set(first))


def _missing(sheet: str, headings: list[Heading]) -> Iterator[Finding]:
    bases = {heading.base for heading in headings}
    for name in NEEDED.get(sheet, ()):
        if headings and name not in bases:
            yield found(codes.NO_HEADING, Cell(headings[0].cell.sheet, 1, 1, headings[0].text), name=name)


def _unknown(sheet: str, heading: Heading, filtered: set[str], there: set[str]) -> Iterator[Finding]:
    known = KNOWN.get(sheet)
    head = heading.base.split("::")[0]
    if known is None or head in known or _own(head) or head in filtered:
        return
    near = nearest(_snake(head), known)
    if sheet == "choices" and (not near or near in there):
        return
    code: Code = codes.UNKNOWN_SETTING if sheet == "settings" else codes.UNKNOWN_HEADING
    yield found(code, heading.cell, near, name=heading.text)


def _own(name: str) -> bool:
    """A column that the author keeps for himself."""
    return name.startswith(("_", "#", "$")) or name.lower() in _REMARKS


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that is most like `name`, "" when none is."""
    by_small = {one.lower(): one for one in known}
    close = get_close_matches(name.lower(), list(by_small), 1, 0.7)
    return by_small[close[0]] if close else ""

"""Labels and their translations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fieldapp.form.check import codes_sheets as codes
from fieldapp.form.check.context import Form
from fieldapp.form.check.finding import Cell, Finding, found
from fieldapp.form.check.headings import MEDIA, TEXTS, TRANSLATED
from fieldapp.form.check.survey import Item
from fieldapp.form.check.workbook import Line, Sheet

_RULES = {
    "constraint_message": "constraint",
    "required_message": "required",
    "warning_message": "warning",
    "final_message": "final",
}


def check_texts(form: Form) -> Iterator[Finding]:
    """Missing labels, missing translations, messages without a rule, the default language."""
    for item in form.survey.items:
        yield from _label(item)
        yield from _messages(item)
    shown = [item.line for item in form.survey.items]
    languages = _languages(form)
    yield from _translations(form, form.book.sheet("survey"), shown, languages)
    yield from _translations(form, form.choices, form.choices.lines, languages)
    yield from _default_language(form, languages)


def _label(item: Item) -> Iterator[Finding]:
    line = item.line
    shown = any(line.of(base) for base in ("label", "hint", "guidance_hint", *MEDIA))
    if shown or item.is_group or item.kind.silent or line.get("calculation") or line.get("trigger"):
        return
    # A line of a grid may show its answers only.
    if not item.kind.value and not item.kind.is_select:
        return
    language = next(
        iter(line.headings[key] for key in line.headings if line.headings[key].base == "label"), None
    )
    yield found(
        codes.MISSING_LABEL, line.at(language.key if language else "label"), name=item.name or item.kind.base
    )


def _messages(item: Item) -> Iterator[Finding]:
    for message, rule in _RULES.items():
        cells = item.line.of(message)
        if cells and not item.line.get(rule):
            yield found(codes.MESSAGE_WITHOUT_RULE, next(iter(cells.values())), rule=rule)


def _languages(form: Form) -> list[str]:
    """All languages of the form; "" stands for columns without one."""
    sheets = (form.book.sheet("survey"), form.choices)
    headings = (heading for sheet in sheets for heading in sheet.headings if heading.base in TRANSLATED)
    return list(dict.fromkeys(heading.language for heading in headings))


def _translations(form: Form, sheet: Sheet, lines: Iterable[Line], languages: list[str]) -> Iterator[Finding]:
    lines = list(lines)
    for base in TEXTS:
        here = [heading.language for heading in sheet.columns(base)]
        if len(languages) > 1 and here:
            yield from _columns(form, sheet, base, here, languages)
            for line in lines:
                yield from _cells(form, line, base, here)


def _columns(form: Form, sheet: Sheet, base: str, here: list[str], languages: list[str]) -> Iterator[Finding]:
    named = [language for language in languages if language]
    missing = [
        language for language in named if language not in here and not _stands_for(form, language, here)
    ]
    for language in missing:
        there = ", ".join(filter(None, here)) or _default_name(form)
        cell = sheet.columns(base)[0].cell
        yield found(codes.MISSING_LANGUAGE, cell, name=base, there=there, language=language)


def _stands_for(form: Form, language: str, here: list[str]) -> bool:
    """A column without a language holds the default language."""
    return "" in here and language == form.setting("default_language")


def _cells(form: Form, line: Line, base: str, here: list[str]) -> Iterator[Finding]:
    cells: dict[str, Cell] = line.of(base)
    there = ", ".join(language or _default_name(form) for language in cells)
    for language in here:
        if cells and language not in cells and (language or _default_name(form) not in cells):
            cell = line.at(f"{base}::{language}" if language else base)
            name = language or _default_name(form)
            yield found(codes.MISSING_TRANSLATION, cell, there=there, language=name)


def _default_name(form: Form) -> str:
    return form.setting("default_language") or "default"


def _default_language(form: Form, languages: list[str]) -> Iterator[Finding]:
    name = form.setting("default_language")
    named = [language for language in languages if language]
    if name and named and name not in named and "" not in languages:
        line = form.book.sheet("settings").lines[0]
        yield found(
            codes.DEFAULT_LANGUAGE, line.at("default_language"), name=name, languages=", ".join(named)
        )

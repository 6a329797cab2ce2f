"""All that the checks look at, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from fieldapp.form.check.files import Beside, look_beside
from fieldapp.form.check.headings import NAME_OF_ROOT
from fieldapp.form.check.rules import Rule, read_rules
from fieldapp.form.check.survey import Item, Survey, read_survey
from fieldapp.form.check.workbook import Book, Line, Sheet, read_book

_YES = ("yes", "true", "true()")


@dataclass
class ChoiceList:
    """One list of the sheet choices."""

    name: str
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.get("name") for line in self.lines if line.get("name")))


@dataclass
class Form:
    """The workbook, its tree, its lists, its expressions."""

    book: Book
    survey: Survey
    lists: Mapping[str, ChoiceList]
    rules: list[Rule]

    @property
    def choices(self) -> Sheet:
        return self.book.sheet("choices")

    def setting(self, key: str) -> str:
        return next((line.get(key) for line in self.book.sheet("settings").lines[:1]), "")

    @property
    def root(self) -> str:
        """The name of the node around all."""
        return self.setting("name") or NAME_OF_ROOT

    @property
    def may_repeat_codes(self) -> bool:
        return self.setting("allow_choice_duplicates").lower() in _YES

    @cached_property
    def by_item(self) -> Mapping[tuple[Item | None, str], Rule]:
        return {(rule.item, rule.role): rule for rule in self.rules if rule.role != "text"}

    def rule(self, item: Item, role: str) -> Rule | None:
        """The expression of a row in one column."""
        return self.by_item.get((item, role))

    def list_of(self, item: Item) -> ChoiceList | None:
        """The list of a select, when it stands in the workbook and nothing replaces it."""
        if not item.kind.is_select or item.kind.from_file or "search(" in item.line.get("appearance"):
            return None
        return self.lists.get(item.kind.list_name) if item.kind.base != "select_one_external" else None

    def codes_of(self, item: Item) -> tuple[str, ...] | None:
        """The codes a select offers, None where they are not known here."""
        listed = self.list_of(item)
        if listed is None:
            return None
        return (*listed.codes, "other") if item.kind.other else listed.codes

    @cached_property
    def datasets(self) -> frozenset[str]:
        """Lists of entities that the form fills: their files need not be there, interviews make the rows."""
        lines = self.book.sheet("entities").lines
        return frozenset(line.get("list_name") or line.get("dataset") for line in lines)

    def beside(self, name: str) -> Beside:
        """A file of the form."""
        return look_beside(self.book.path, name)


def read(path: Path) -> Form:
    """Read the workbook for checking. `Problem` when it is none."""
    book = read_book(path)
    survey = read_survey(book.sheet("survey"))
    return Form(book, survey, _lists(book.sheet("choices")), read_rules(book, survey))


def _lists(sheet: Sheet) -> dict[str, ChoiceList]:
    lists: dict[str, ChoiceList] = {}
    for line in sheet.lines:
        name = line.get("list_name")
        if name:
            lists.setdefault(name, ChoiceList(name)).lines.append(line)
    return lists

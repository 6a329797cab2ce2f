"""Texts of a form in one of its languages: labels of questions, lists and choices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fieldapp.form.definition import (
    Choice,
    FormDefinition,
    Itemset,
    Message,
    NodeDefinition,
    Output,
    SecondaryInstance,
    Text,
)
from fieldapp.form.lists import ListSource, Row
from fieldapp.problems import EXPORT_LANGUAGE, Problem

_SHORT = re.compile(r"\(([A-Za-z-]+)\)\s*$")
_PATH = re.compile(r"(?:\.\./)*\.\.(?:/[\w.-]+)+|/[\w.-]+(?:/[\w.-]+)+")

_PADDING = re.compile(r" {2,}(?=\$\{)|(?<=\}) {2,}")
"""pyxform puts a blank on both sides of each path."""

Lists = Callable[[str, str], ListSource | None]
"""SHA-256 of the form version, file name of the list -> the list."""


@dataclass(frozen=True, slots=True)
class ChoiceLabel:
    """One row of a list: the code and its label."""

    code: str
    label: str


def language_of(definition: FormDefinition, wanted: str | None) -> str | None:
    """The form's language that `wanted` means: its name, or the short code in brackets."""
    if wanted is None or not definition.languages:
        return definition.default_language
    for name in definition.languages:
        if wanted.casefold() in (name.casefold(), short(name)):
            return name
    known = ", ".join(definition.languages)
    raise Problem(EXPORT_LANGUAGE, where=definition.form_id, value=wanted, known=known)


def short(language: str) -> str:
    """`zh` of `中文 (zh)`; the name itself where it has no code."""
    found = _SHORT.search(language)
    return (found[1] if found else language).casefold()


def list_name(node: NodeDefinition) -> str | None:
    """The list a select takes its choices from; its own name where they stand in the question."""
    if node.control is None or not (node.control.itemset or node.control.choices):
        return None
    return node.control.itemset.instance_id if node.control.itemset else node.name


def plain(expression: str) -> str:
    """An expression as form authors know it: `${age}` for `/data/main/age` and `../age`."""
    named = _PATH.sub(lambda path: f"${{{path[0].rpartition('/')[2]}}}", expression)
    return _PADDING.sub(" ", named).strip()


class Texts:
    """The texts of one version in one language."""

    def __init__(self, definition: FormDefinition, language: str | None, lists: Lists) -> None:
        self._definition, self._lists = definition, lists
        self._itext = definition.translations.get(language or "", {})
        self._short = short(language or "")
        self._language = language

    def label(self, node: NodeDefinition) -> str:
        """The label of a question, "" where it has none."""
        return self.text(node.control.label if node.control else None).strip()

    def text(self, text: Text | None) -> str:
        """A label, hint or message; what is put in while asking stands as `${name}`."""
        if text is None:
            return ""
        if text.itext is not None:
            return self._itext_message(text.itext)
        return _joined(text.message)

    def choices(self, node: NodeDefinition) -> Iterator[ChoiceLabel]:
        """All choices that stand in the form itself, unfiltered, in its order."""
        if node.control is None:
            return
        for choice in node.control.choices:
            yield self._inline(choice)
        inner = self._inner(node.control.itemset)
        if node.control.itemset and inner:
            yield from self._rows(node.control.itemset, inner)

    def choice_labels(self, node: NodeDefinition) -> Callable[[str], str]:
        """Code -> label; a code that is in no list is its own label."""
        known = {choice.code: choice.label for choice in self.choices(node)}
        outer = self._outer(node)

        def find(code: str) -> str:
            return known.get(code) or (outer(code) if outer else None) or code

        return find

    def _itext_message(self, itext: str) -> str:
        return _joined(self._itext.get(itext, {}).get("", ()))

    def _inline(self, choice: Choice) -> ChoiceLabel:
        return ChoiceLabel(choice.value, self.text(choice.label) or choice.value)

    def _inner(self, itemset: Itemset | None) -> SecondaryInstance | None:
        """The instance of an itemset, if its rows stand in the form."""
        found = self._definition.instances.get(itemset.instance_id or "") if itemset else None
        return found if found and not found.source else None

    def _rows(self, itemset: Itemset, instance: SecondaryInstance) -> Iterator[ChoiceLabel]:
        for row in instance.rows:
            cells = dict(zip(instance.columns, row, strict=True))
            code, shown = cells.get(itemset.value), cells.get(itemset.label, "")
            if code is not None:
                label = self._itext_message(shown) if itemset.label_itext else shown
                yield ChoiceLabel(code, label or code)

    def _outer(self, node: NodeDefinition) -> Callable[[str], str | None] | None:
        """Looks codes up in the list beside the form."""
        itemset = node.control.itemset if node.control else None
        instance = self._definition.instances.get(itemset.instance_id or "") if itemset else None
        if itemset is None or instance is None or instance.file_name is None:
            return None
        source = self._lists(self._definition.sha256, instance.file_name)
        columns = self._label_columns(itemset)
        return (lambda code: _first_label(source.find(itemset.value, code), columns)) if source else None

    def _label_columns(self, itemset: Itemset) -> tuple[str, ...]:
        """Columns of a CSV that may hold the label, the one in our language first."""
        column = itemset.label
        return f"{column}::{self._language}", f"{column}_{self._short}", column


def _first_label(rows: Sequence[Row], columns: Sequence[str]) -> str | None:
    found = (rows[0].get(column) for column in columns) if rows else iter(())
    return next((label for label in found if label), None)


def _joined(message: Message) -> str:
    return "".join(plain(part.expression) if isinstance(part, Output) else part for part in message)

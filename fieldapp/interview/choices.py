"""The choices of a select: inline items, or an itemset filtered by the answers so far."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldapp.form import Control, Itemset, Text
from fieldapp.form.personal import Erased
from fieldapp.interview import search
from fieldapp.interview.lists import Item
from fieldapp.interview.program import Aspect, Spec, has_outputs
from fieldapp.interview.tree import Node
from fieldapp.xpath import Context, Expression, XNode
from fieldapp.xpath import compile as compile_xpath

if TYPE_CHECKING:
    from fieldapp.interview.interview import Interview

_LANGUAGE_CODE = re.compile(r"\(([A-Za-z]{2,3})[^)]*\)\s*$")
_KEPT = 1000
"""Choices of one question that are kept; a longer list is read again when asked for."""
MULTIPLE = ("select", "rank")
EXCLUSIVE = "exclusive"
_YES = frozenset({"yes", "true", "true()", "1", "x"})


@dataclass(frozen=True, slots=True)
class ChoiceItem:
    """One choice as it is offered now; `media` maps image, audio, ... to file names.

    `exclusive`: the list's own column of that name says that it stands alone ("none of these").
    """

    value: str
    label: str
    media: dict[str, str]
    exclusive: bool = False


class Choices:
    """Answers which choices a node offers, and which answers are no longer among them."""

    def __init__(self, interview: Interview) -> None:
        self._interview = interview
        self._nodesets: dict[tuple[str, str], Expression] = {}
        self._steady: dict[tuple[Spec, str | None], Sequence[ChoiceItem]] = {}
        self._moving: set[Spec] = set()

    def of(self, node: Node) -> Sequence[ChoiceItem]:
        """The choices under the present answers, in the present language."""
        control = node.spec.definition.control
        if control is None:
            return ()
        key = (node.spec, self._interview.language)
        known = self._steady.get(key)
        if known is not None:
            return known
        offered = self._read(node, control)
        if node.spec not in self._moving and len(offered) <= _KEPT and self._is_steady(node, control):
            self._steady[key] = offered
        else:
            self._moving.add(node.spec)
        return offered

    def _is_steady(self, node: Node, control: Control) -> bool:
        """Whether no answer, chance or clock changes the choices: most lists are as the author wrote them."""
        if control.search or (control.itemset is not None and control.itemset.randomize):
            return False
        rule = node.spec.rules.get(Aspect.CHOICES)
        if rule is not None and (rule.volatile or any(one.instance is None for one in rule.references)):
            return False
        form = self._interview.definition
        return not any(has_outputs(form, label) for label in self._labels(node, control))

    def _labels(self, node: Node, control: Control) -> Iterable[Text]:
        if control.itemset is None:
            return [choice.label for choice in control.choices]
        if not control.itemset.label_itext:
            return ()
        items = self.items(node, control.itemset)
        return [Text(itext=cell(item, control.itemset.label)) for item in items]

    def _read(self, node: Node, control: Control) -> Sequence[ChoiceItem]:
        if control.search:
            return self._searched(node, control)
        if control.itemset is None:
            return [self._inline(choice.value, choice.label, node) for choice in control.choices]
        label = self._label_column(control.itemset)
        return [self._item(control.itemset, label, item) for item in self.items(node, control.itemset)]

    def items(self, node: Node, itemset: Itemset) -> list[XNode]:
        """The nodes behind an itemset."""
        expression = self._compiled(node, itemset)
        found = expression.evaluate(Context.at(node, self._interview.environment))
        return found if isinstance(found, list) else []

    def name(self, node: Node, value: str) -> str:
        """Label of the choice with this value, "" when it is not offered (`jr:choice-name`)."""
        return next((choice.label for choice in self.of(node) if choice.value == value), "")

    def stale(self, touched: Iterable[Node]) -> list[tuple[Node, str, str]]:
        """Nodes whose itemset offers less or more of their answer than before: node, value, withheld."""
        found = []
        for node in touched:
            if (node.value or node.withheld) and node.relevant and _is_select(node) and not _erased(node):
                given = node.withheld or node.value
                offered = self._still(node, given)
                withheld = given if offered != given else ""
                if (offered, withheld) != (node.value, node.withheld):
                    found.append((node, offered, withheld))
        return sorted(found, key=lambda change: change[0].reference)

    def _still(self, node: Node, given: str) -> str:
        """The part of an answer that is offered now."""
        control = node.spec.definition.control
        if control is None:
            return given
        picked = given.split() if control.kind in MULTIPLE else [given]
        offered = self._offered(node, control, picked)
        left = [value for value in picked if value in offered]
        return given if len(left) == len(picked) else " ".join(left)

    def _offered(self, node: Node, control: Control, picked: list[str]) -> set[str]:
        if control.search:
            return {choice.value for choice in self._searched(node, control)} or set(picked)
        if control.itemset is None:
            return {choice.value for choice in control.choices}
        if _is_whole_list(control.itemset):
            found = self._looked_up(control.itemset, picked)
            if found is not None:
                return found
        items = self.items(node, control.itemset)
        if not items and not self._at_hand(control.itemset):
            return set(picked)  # a list that is missing on this laptop must not cost an answer
        return {cell(item, control.itemset.value) for item in items}

    def _looked_up(self, itemset: Itemset, picked: list[str]) -> set[str] | None:
        """The picked values that an unfiltered list holds, without reading all of it."""
        id_ = itemset.instance_id or ""
        rows = [self._interview.lists.find(id_, itemset.value, value) for value in picked]
        if any(found is None for found in rows):
            return None
        return {value for value, found in zip(picked, rows, strict=True) if found}

    def _at_hand(self, itemset: Itemset) -> bool:
        id_ = itemset.instance_id
        return id_ is None or self._interview.lists.document(id_) is not None

    def _searched(self, node: Node, control: Control) -> list[ChoiceItem]:
        """Choices of `search()`: those with whole numbers stand as they are, the others name columns."""
        context = Context.at(node, self._interview.environment)
        arguments = [self._argument(node, text).string(context) for text in control.search]
        source = self._interview.lists.source(arguments[0].removesuffix(".csv"))
        if source is None:
            return [self._inline(choice.value, choice.label, node) for choice in control.choices]
        rows = search.rows(source, arguments)
        found: dict[str, ChoiceItem] = {}
        for choice in control.choices:
            shown = self._inline(choice.value, choice.label, node)
            if search.is_number(choice.value):
                found.setdefault(choice.value, shown)
                continue
            for value, label in search.pairs(rows, choice.value, shown.label):
                found.setdefault(value, ChoiceItem(value, label, {}))
        return list(found.values())

    def _argument(self, node: Node, text: str) -> Expression:
        key = ("/" + "/".join(node.spec.path), text)
        if key not in self._nodesets:
            self._nodesets[key] = compile_xpath(text, node.spec.path)
        return self._nodesets[key]

    def _compiled(self, node: Node, itemset: Itemset) -> Expression:
        if not itemset.randomize:
            return node.spec.rules[Aspect.CHOICES]
        seed = f", {itemset.seed}" if itemset.seed else ""
        return self._argument(node, f"randomize({itemset.nodeset}{seed})")

    def _inline(self, value: str, label: Text, node: Node) -> ChoiceItem:
        texts = self._interview.texts
        return ChoiceItem(value, texts.shown(label, node), texts.media(label, node))

    def _item(self, itemset: Itemset, label: str, item: XNode) -> ChoiceItem:
        value, words = cell(item, itemset.value), cell(item, label)
        alone = cell(item, EXCLUSIVE).strip().casefold() in _YES
        if not itemset.label_itext:
            return ChoiceItem(value, words, {}, alone)
        text = Text(itext=words)
        texts = self._interview.texts
        return ChoiceItem(value, texts.shown(text, None), texts.media(text, None), alone)

    def _label_column(self, itemset: Itemset) -> str:
        """A CSV has no translations; `label_en` is read for English where the list has it."""
        code = _LANGUAGE_CODE.search(self._interview.language or "")
        if itemset.label_itext or code is None or itemset.instance_id is None:
            return itemset.label
        column = f"{itemset.label}_{code[1].lower()}"
        return column if column in self._interview.lists.columns(itemset.instance_id) else itemset.label


def _erased(node: Node) -> bool:
    """A personal answer that is no longer here stays among whatever is offered."""
    return isinstance(node.value, Erased) or isinstance(node.withheld, Erased)


def _is_select(node: Node) -> bool:
    control = node.spec.definition.control
    if control is None or control.kind == "range":  # its list only labels the ticks
        return False
    return control.itemset is not None or bool(control.choices)


def _is_whole_list(itemset: Itemset) -> bool:
    return "[" not in itemset.nodeset and itemset.instance_id is not None


def cell(item: XNode, path: str) -> str:
    """Text at a relative path of an item: a column of a list, or a child of a repeat instance."""
    if isinstance(item, Item):
        return item.cell(path)
    node: XNode | None = item
    for step in path.strip().removeprefix("./").split("/"):
        if node is not None and step not in ("", "."):
            node = next(iter(node.named(step)), None)
    return node.text() if node is not None else ""

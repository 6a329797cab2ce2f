"""Which questions hold personal values, and what stands in the place of a value that is not here.

The column `pd` says it: `D` identifies a person directly (`Q` could help to, `S` is sensitive; both stay
among the answers, where they are analysed). What is calculated from such a value is personal too, and so
is a choice among such values, unless its own `pd` says something else: `no`, `Q` or `S`. A class this page
does not know counts as `D` if it holds that letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from fieldapp.form.definition import FormDefinition, NodeDefinition
from fieldapp.xpath import XPathError
from fieldapp.xpath import compile as compile_xpath

DIRECT = "D"
TOKEN = re.compile(r"pd:[0-9a-f]{16}")
"""What stands for a personal value: random, so nobody can work out the value from it."""

_NEVER = ("instanceID", "deprecatedID", "audit")
_CONTROLS = ("@create", "@update", "@dataset", "@baseVersion", "@trunkVersion", "@branchId")


class Erased(str):
    """A token in the live form, where the value is not in this study (any more).

    A class of its own, so that nothing a person types can be taken for it. `on` is when it was deleted;
    None where that is not known: the contacts are lost, or were never brought here.
    """

    on: datetime | None

    def __new__(cls, token: str, on: datetime | None = None) -> Erased:
        made = super().__new__(cls, token)
        made.on = on
        return made


def classes(definition: FormDefinition) -> dict[str, str]:
    """Reference -> class of personal data: its own, that of a group around it, or that of its sources."""
    found: dict[str, str] = {}
    for node in definition.root.walk():
        around = found.get(node.reference.rpartition("/")[0], "")
        found[node.reference] = node.own.personal.strip().upper() or around
    if any(DIRECT in kind for kind in found.values()):
        _spread(definition, found)
    return found


def questions(definition: FormDefinition) -> frozenset[str]:
    """References of the leaves whose values are kept apart. Files are not: their names say nothing."""
    kinds = classes(definition)
    return frozenset(node.reference for node in _leaves(definition, kinds) if not is_file(node))


def files_of(definition: FormDefinition) -> frozenset[str]:
    """References of the questions that a file answers which identifies somebody."""
    kinds = classes(definition)
    return frozenset(node.reference for node in _leaves(definition, kinds) if is_file(node))


def is_file(node: NodeDefinition) -> bool:
    """Answered by a file."""
    return node.control is not None and node.control.kind == "upload"


def unmarked(definition: FormDefinition) -> Iterator[NodeDefinition]:
    """What is personal by its sources alone: the author should say `D` or `no`."""
    kinds = classes(definition)
    for node in _leaves(definition, kinds):
        if node.name != "instanceName" and not node.is_attribute and not _said(definition, node):
            yield node


def _said(definition: FormDefinition, node: NodeDefinition) -> bool:
    """Marked itself, or by a group around it."""
    parts = node.reference.split("/")
    above = (definition.node("/".join(parts[:end])) for end in range(2, len(parts) + 1))
    return any(one is not None and DIRECT in one.own.personal.upper() for one in above)


def _leaves(definition: FormDefinition, kinds: dict[str, str]) -> Iterator[NodeDefinition]:
    for node in definition.root.walk():
        if not node.children and DIRECT in kinds[node.reference] and _may_be(node):
            yield node


def _may_be(node: NodeDefinition) -> bool:
    """Not what the record is known by, nor what says whether an entity is made."""
    derived = node.name in _NEVER and "/meta/" in node.reference
    return not derived and node.name not in _CONTROLS


def _spread(definition: FormDefinition, found: dict[str, str]) -> None:
    """Mark what takes its value from a personal one, until nothing is added."""
    sources = list(_sources(definition))
    grew = True
    while grew:
        grew = False
        for target, reads in sources:
            if DIRECT not in found[target] and any(_is_direct(found, one) for one in reads):
                found[target] = DIRECT
                grew = True


def _is_direct(found: dict[str, str], read: tuple[str, bool]) -> bool:
    reference, below = read
    if DIRECT in found.get(reference, ""):
        return True
    return below and any(DIRECT in kind for one, kind in found.items() if one.startswith(f"{reference}/"))


def _sources(definition: FormDefinition) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Leaves that get their value from others: which, and the references read (True: all below it)."""
    for node in definition.root.walk():
        if node.children or node.own.personal or not _may_be(node):
            continue  # the author's own word counts
        if node.bind.calculate:
            yield node.reference, _reads(node.bind.calculate, node.reference)
        if node.control is not None and (itemset := node.control.itemset) and itemset.instance_id is None:
            offered = [
                (f"{one}/{itemset.value}", all_) for one, all_ in _reads(itemset.nodeset, node.reference)
            ]
            yield node.reference, offered
    for action in definition.actions:
        target = definition.node(action.target)
        if target is not None and not target.own.personal and (action.expression or "").strip():
            yield target.reference, _reads(action.expression or "", target.reference)


def _reads(expression: str, at: str) -> list[tuple[str, bool]]:
    try:
        read = compile_xpath(expression, tuple(at.split("/")[1:])).references
    except XPathError:
        return []  # the form is refused for it elsewhere
    own = (one for one in read if one.instance is None and not one.position)
    return [("/" + "/".join(name.rpartition(":")[2] for name in one.path), one.wildcard) for one in own]

"""What the `meta/entity` blocks of a finished interview ask for (ODK XForms, "Entities").

Read from the answers of the revision, so that a revision from another laptop says the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from fieldapp.form import FormDefinition, NodeDefinition, NodeKind
from fieldapp.store import EntityChange

_TRUE = ("1", "true")


def entity_changes(definition: FormDefinition, answers: Mapping[str, Any]) -> list[EntityChange]:
    """One for each relevant block that creates or updates, in the order of the form.

    Answers that were skipped are not in `answers`, so they are no properties and no blocks.
    """
    blocks = [node for node in definition.root.walk() if _is_block(node)]
    if not blocks:
        return []
    repeats = frozenset(n.reference for n in definition.root.walk() if n.kind is NodeKind.REPEAT)
    targets = _targets(definition, blocks, repeats)
    found = (
        _change(b, targets[b.reference], s) for b in blocks for s in _scopes(b.reference, answers, repeats)
    )
    return [change for change in found if change]


def _is_block(node: NodeDefinition) -> bool:
    return node.name == "entity" and "dataset" in node.attributes and node.reference.endswith("/meta/entity")


def _container(block: NodeDefinition) -> str:
    """The group, repeat or form that the block speaks of."""
    return block.reference.removesuffix("/meta/entity")


def _targets(
    definition: FormDefinition, blocks: list[NodeDefinition], repeats: frozenset[str]
) -> dict[str, list[tuple[str, str]]]:
    """Block -> reference and property of its `saveto` questions; each has the nearest block around it."""
    found: dict[str, list[tuple[str, str]]] = {block.reference: [] for block in blocks}
    deepest_first = sorted(blocks, key=lambda block: len(_container(block)), reverse=True)
    for node in definition.root.walk():
        name = node.bind.extras.get("saveto")
        around = (b for b in deepest_first if name and node.reference.startswith(f"{_container(b)}/"))
        block = next(around, None)
        if (
            block
            and name
            and _repeats_above(node.reference, repeats) == _repeats_above(block.reference, repeats)
        ):
            found[block.reference].append((node.reference, name))
    return found


def _repeats_above(reference: str, repeats: frozenset[str]) -> list[str]:
    parts = reference.split("/")
    above = ("/".join(parts[:number]) for number in range(2, len(parts)))
    return [path for path in above if path in repeats]


def _scopes(
    reference: str, answers: Mapping[str, Any], repeats: frozenset[str]
) -> Iterator[Mapping[str, Any]]:
    """The answers around a block: the whole form's, or those of each instance of its repeat."""
    scopes = [answers]
    for repeat in _repeats_above(reference, repeats):
        scopes = [row["answers"] for scope in scopes for row in scope.get(repeat, ())]
    return iter(scopes)


def _change(
    block: NodeDefinition, targets: list[tuple[str, str]], scope: Mapping[str, Any]
) -> EntityChange | None:
    if not any(reference.startswith(f"{block.reference}/") for reference in scope):
        return None

    def said(name: str) -> str:
        text = scope.get(f"{block.reference}/@{name}", block.attributes.get(name, ""))
        return str(text).strip()

    create, update = said("create") in _TRUE, said("update") in _TRUE
    if not said("id") or not (create or update):
        return None
    return EntityChange(
        dataset=said("dataset"),
        id=said("id"),
        create=create,
        label=str(scope.get(f"{block.reference}/label", "")),
        properties={name: str(scope[reference]) for reference, name in targets if reference in scope},
        base_version=int(version) if (version := said("baseVersion")).isdecimal() else 0,
    )


__all__ = ["entity_changes"]

"""`instance('x')/root/item[col = expr]` answered by an index of the list.

A plan only proposes rows, in list order and never too few; the whole predicate is applied to them
afterwards, so that the result is always the one of reading every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from fieldapp.xpath.code import Code, Run
from fieldapp.xpath.model import Context, Moment, NodeSet, XNode
from fieldapp.xpath.tree import Call, Chain, Filter, Negate, Node, Path, Step
from fieldapp.xpath.values import to_string

Plan = Callable[[Context], NodeSet | None]
Rows = Callable[[Context], Sequence[XNode] | None]
_FEW = 64
"""So few rows are filtered faster than the next condition is looked up."""

_ROW_BOUND = frozenset(("position", "last", "string-length", "normalize-space", "once", "name", "local-name"))
"""Functions that without arguments speak of the row itself."""

_UNSTEADY = frozenset(("random", "uuid"))
"""Functions that answer something else for each row."""


def plan(id: str, path: Sequence[Step], compile: Callable[[Node], Code]) -> Plan | None:
    """For `root/item[filter]...`; None when no condition of the filter can be looked up."""
    if len(path) < 2 or not path[0].plain_child or not path[1].predicates:
        return None
    root, row, condition = path[0].test, Step(path[1].axis, path[1].test, []), path[1].predicates[0]
    if not row.plain_child or any(_counts(node) for node in _parts(condition)):
        return None
    rows = _rows(id, condition, compile)
    if rows is None:
        return None

    def run(context: Context) -> NodeSet | None:
        found = rows(context)
        return None if found is None else [node for node in found if _is_row(node, root, row.test)]

    return run


def _is_row(node: XNode, root: str, name: str) -> bool:
    return node.name == name and node.parent is not None and node.parent.name == root


def _rows(id: str, condition: Node, compile: Callable[[Node], Code]) -> Rows | None:
    if not isinstance(condition, Chain):
        return None
    names = {name for name, _ in condition.rest}
    operands = [condition.first, *(operand for _, operand in condition.rest)]
    if names == {"="} and len(operands) == 2:
        return _equality(id, operands[0], operands[1], compile)
    if names == {"and"}:
        parts = [rows for rows in (_rows(id, operand, compile) for operand in reversed(operands)) if rows]
        pairs = [pair for pair in (_pair(operand, compile) for operand in operands) if pair]
        return _together(id, pairs, _fewest(parts)) if parts else None
    if names == {"or"}:
        parts = [rows for rows in (_rows(id, operand, compile) for operand in operands) if rows]
        return _any_of(parts) if len(parts) == len(operands) else None
    return None


def _equality(id: str, left: Node, right: Node, compile: Callable[[Node], Code]) -> Rows | None:
    pair = _sides(left, right, compile)
    return _looked_up(id, *pair) if pair is not None else None


def _sides(left: Node, right: Node, compile: Callable[[Node], Code]) -> tuple[str, Run] | None:
    """The column and the value it is compared with, whichever way round they stand."""
    for column, value in ((left, right), (right, left)):
        name = _column(column)
        if name is not None and not any(_row_bound(node) for node in _parts(value)):
            return name, compile(value).peek
    return None


def _pair(node: Node, compile: Callable[[Node], Code]) -> tuple[str, Run] | None:
    if isinstance(node, Chain) and len(node.rest) == 1 and node.rest[0][0] == "=":
        return _sides(node.first, node.rest[0][1], compile)
    return None


def _together(id: str, pairs: list[tuple[str, Run]], otherwise: Rows) -> Rows:
    """Several conditions in one look-up, where the environment can (`lookup_all`)."""

    def rows(context: Context) -> Sequence[XNode] | None:
        look_up = getattr(context.environment, "lookup_all", None)
        if look_up is None:
            return otherwise(context)
        values = [(column, _wanted(value(context))) for column, value in pairs]
        known = [(column, value) for column, value in values if isinstance(value, str)]
        found: Sequence[XNode] | None = look_up(id, known) if len(known) > 1 else None
        return otherwise(context) if found is None else found

    return rows if len(pairs) > 1 else otherwise


def _wanted(value: object) -> object:
    return to_string(value) if isinstance(value, Moment) else value


def _looked_up(id: str, column: str, value: Run) -> Rows:
    """Only text is looked up: numbers are equal to many texts (5, 5.0, 05)."""

    def rows(context: Context) -> Sequence[XNode] | None:
        wanted = _wanted(value(context))
        return context.environment.lookup(id, column, wanted) if isinstance(wanted, str) else None

    return rows


def _fewest(parts: list[Rows]) -> Rows:
    """The narrowest of several conditions. The last one written comes first: cascades narrow down."""

    def rows(context: Context) -> Sequence[XNode] | None:
        best: Sequence[XNode] | None = None
        for part in parts:
            found = part(context)
            if found is not None and (best is None or len(found) < len(best)):
                best = found
            if best is not None and len(best) <= _FEW:
                break
        return best

    return rows


def _any_of(parts: list[Rows]) -> Rows:
    def rows(context: Context) -> Sequence[XNode] | None:
        found = [part(context) for part in parts]
        merged: dict[int, XNode] = {}
        for some in found:
            if some is None:
                return None
            for row in some:
                place = getattr(row, "position", None)
                if not isinstance(place, int):
                    return None
                merged[place] = row
        return [merged[place] for place in sorted(merged)]

    return rows


def _column(node: Node) -> str | None:
    """The column when `node` is `name` or `./name`."""
    if not isinstance(node, Path) or node.start is not None:
        return None
    steps = [step for step in node.steps if not step.plain_self]
    return steps[0].test if len(steps) == 1 and steps[0].plain_child else None


def _row_bound(node: Node) -> bool:
    """Whether this part by itself speaks of the row."""
    if isinstance(node, Call):
        return node.name in _UNSTEADY or (node.name in _ROW_BOUND and not node.args)
    return isinstance(node, Path) and node.start is None


def _counts(node: Node) -> bool:
    return isinstance(node, Call) and node.name in ("position", "last") and not node.args


def _parts(node: Node) -> Iterator[Node]:
    """The node and everything in it, but not what its own predicates say of their nodes."""
    yield node
    for child in _children(node):
        yield from _parts(child)


def _children(node: Node) -> list[Node]:
    match node:
        case Call(_, args):
            return args
        case Negate(operand, _):
            return [operand]
        case Chain(first, rest):
            return [first, *(operand for _, operand in rest)]
        case Filter(operand, _):
            return [operand]
        case Path(start, _) if start is not None and not isinstance(start, str):
            return [start]
        case _:
            return []

"""Lists of files, pulldata() and choice_filter: columns and values that are not there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from fieldapp.form.check import codes_rules, codes_sheets
from fieldapp.form.check.context import Form
from fieldapp.form.check.domains import Atom
from fieldapp.form.check.finding import Cell, Finding, found
from fieldapp.form.check.headings import nearest
from fieldapp.form.check.rules import Rule, comparisons, literal, walk
from fieldapp.form.check.survey import Item
from fieldapp.form.check.values import list_of
from fieldapp.xpath.tree import Call, Chain, Literal, Node, Path

Rows = Sequence[Mapping[str, str]]


def check_filters(form: Form) -> Iterator[Finding]:
    """Files that the form names, and what filters ask of lists."""
    for item in form.survey.items:
        if item.kind.from_file and item.kind.list_name:
            yield from _file(form, item)
        if item.kind.is_select and (rule := form.rule(item, "choice_filter")) is not None:
            yield from _filter(form, item, rule)
    for rule in form.rules:
        if rule.tree is not None:
            for node in walk(rule.tree):
                if isinstance(node, Call) and node.name == "pulldata" and len(node.args) == 4:
                    yield from _pulled(form, rule, node)


def _file(form: Form, item: Item) -> Iterator[Finding]:
    name, cell = item.kind.list_name, item.type_cell
    if not name.lower().endswith((".csv", ".xml", ".geojson")):
        yield found(codes_sheets.BAD_FILE_NAME, cell, name=name)
        return
    given = dict(part.partition("=")[::2] for part in item.line.get("parameters").split())
    usual = ("id", "title") if name.lower().endswith(".geojson") else ("name", "label")
    wanted = [given.get("value", usual[0]), given.get("label", usual[1])]
    yield from _columns(form, cell, name, wanted)


def _pulled(form: Form, rule: Rule, call: Call) -> Iterator[Finding]:
    file, column, key, _ = map(literal, call.args)
    if file:
        name = file if file.endswith(".csv") else f"{file}.csv"
        yield from _columns(form, rule.cell, name, [one for one in (column, key) if one])


def _columns(form: Form, cell: Cell, name: str, wanted: list[str]) -> Iterator[Finding]:
    file = form.beside(name)
    if not file.there and name.removesuffix(".csv") not in form.datasets:
        yield found(codes_sheets.FILE_MISSING, cell, name=name)
    elif file.why:
        yield found(codes_sheets.FILE_UNREADABLE, cell, name=name, why=file.why)
    for column in wanted:
        if file.columns is not None and column not in file.columns:
            near = nearest(column, file.columns)
            shown = list_of(file.columns)
            yield found(codes_sheets.FILE_COLUMN, cell, near, file=name, name=column, columns=shown)


def _filter(form: Form, item: Item, rule: Rule) -> Iterator[Finding]:
    source = _source(form, item)
    if source is None or rule.tree is None:
        return
    name, columns, rows = item.kind.list_name, *source
    lost = [column for column in _named(rule.tree) if column not in columns]
    for column in lost:
        near, shown = nearest(column, columns), list_of(tuple(columns))
        yield found(codes_rules.FILTER_COLUMN, rule.cell, near, list=name, name=column, columns=shown)
    if not lost and rows is not None:
        yield from _values(rule, rule.tree, name, rows)


def _source(form: Form, item: Item) -> tuple[list[str], Rows | None] | None:
    """Columns and rows of the list of a select."""
    if item.kind.from_file:
        file = form.beside(item.kind.list_name)
        return (list(file.columns), file.rows) if file.columns is not None else None
    listed = form.list_of(item)
    if listed is None:
        return None
    headings = [heading.base for heading in form.choices.headings]
    rows = [{base: line.get(base) for base in headings} for line in listed.lines]
    return [*dict.fromkeys(headings)], rows


def _named(tree: Node) -> list[str]:
    """Columns that a filter names."""
    nodes = walk(tree, predicates=False)
    return list(dict.fromkeys(name for node in nodes if (name := column_of(node))))


def column_of(node: Node) -> str:
    """`sec` or `./sec`; "" for anything else."""
    if isinstance(node, Path) and node.start is None:
        steps = [step for step in node.steps if not step.plain_self]
        if len(steps) == 1 and steps[0].plain_child:
            return steps[0].test
    return ""


def _values(rule: Rule, tree: Node, name: str, rows: Rows) -> Iterator[Finding]:
    if rows and all(_passes(tree, row) is False for row in rows):
        yield found(codes_rules.FILTER_NOTHING, rule.cell, list=name)
        return
    for left, operator, right in comparisons(tree):
        column, code = column_of(left) or column_of(right), literal(right) or literal(left)
        if operator == "=" and column and code and rows:
            atom = _atom(left, operator, right)
            if atom is not None and not any(atom.holds(row.get(column, "")) for row in rows):
                yield found(codes_rules.FILTER_VALUE, rule.cell, list=name, name=column, code=code)


def _passes(node: Node, row: Mapping[str, str]) -> bool | None:
    """Whether a row passes; None when that depends on answers."""
    match node:
        case Call("true" | "false", _):
            return node.name == "true"
        case Call("not", [inner]):
            passed = _passes(inner, row)
            return None if passed is None else not passed
        case Chain(first, rest) if rest[0][0] in ("and", "or"):
            return _joined([_passes(one, row) for one in (first, *(o for _, o in rest))], rest[0][0] == "and")
        case Chain(first, [(operator, second)]):
            atom = _atom(first, operator, second)
            return atom.holds(row.get(atom.subject, "")) if atom is not None else None
    return None


def _joined(parts: list[bool | None], all_: bool) -> bool | None:
    if (not all_) in parts:
        return not all_
    return None if None in parts else all_


def _atom(left: Node, operator: str, right: Node) -> Atom | None:
    """A column beside a literal."""
    if operator not in ("=", "!=", "<", "<=", ">", ">="):
        return None
    column, value = column_of(left), literal(right)
    if column and value is not None:
        return Atom(column, operator, value, not isinstance(right, Literal))
    column, value = column_of(right), literal(left)
    if column and value is not None and operator in ("=", "!="):
        return Atom(column, operator, value, not isinstance(left, Literal))
    return None

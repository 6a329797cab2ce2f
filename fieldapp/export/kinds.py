"""What a question's answers are, as far as a sheet cares."""

from __future__ import annotations

from enum import StrEnum

from fieldapp.form.definition import NodeDefinition


class Kind(StrEnum):
    """What a variable holds."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    DATETIME = "dateTime"
    TIME = "time"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    RANK = "rank"
    GEOPOINT = "geopoint"
    FILE = "file"


_OF_CONTROL = {
    "select1": Kind.SELECT_ONE,
    "select": Kind.SELECT_MULTIPLE,
    "rank": Kind.RANK,
    "upload": Kind.FILE,
}
_OF_TYPE = {
    "int": Kind.INTEGER,
    "integer": Kind.INTEGER,
    "long": Kind.INTEGER,
    "decimal": Kind.DECIMAL,
    "double": Kind.DECIMAL,
    "float": Kind.DECIMAL,
    "date": Kind.DATE,
    "dateTime": Kind.DATETIME,
    "time": Kind.TIME,
    "geopoint": Kind.GEOPOINT,
    "binary": Kind.FILE,
    "select1": Kind.SELECT_ONE,
    "select": Kind.SELECT_MULTIPLE,
    "odk:rank": Kind.RANK,
}
_WIDER = {
    frozenset({Kind.INTEGER, Kind.DECIMAL}): Kind.DECIMAL,
    frozenset({Kind.SELECT_ONE, Kind.SELECT_MULTIPLE}): Kind.SELECT_MULTIPLE,
    frozenset({Kind.DATE, Kind.DATETIME}): Kind.DATETIME,
}


def kind_of(node: NodeDefinition) -> Kind:
    """What the answers of a node are."""
    if node.control is not None and node.control.kind in _OF_CONTROL:
        return _OF_CONTROL[node.control.kind]
    name = node.bind.type if node.bind.type in _OF_TYPE else node.bind.type.rpartition(":")[2]
    return _OF_TYPE.get(name, Kind.TEXT)


def wider(kinds: frozenset[Kind]) -> Kind:
    """One kind that holds all the kinds a question had in its versions; text holds anything."""
    return next(iter(kinds)) if len(kinds) == 1 else _WIDER.get(kinds, Kind.TEXT)

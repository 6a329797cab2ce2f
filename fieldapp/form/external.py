"""Files that a form takes lists from: CSV, XML and GeoJSON (ODK XForms, "Secondary instances - external").

All three are rows to expressions: `root/item` with one child a column. XML that is no such table
stays a tree.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from lxml import etree

from fieldapp.form.definition import SecondaryInstance
from fieldapp.form.instances import read_instance
from fieldapp.form.lists import ListSource, MemoryList, parse_csv
from fieldapp.form.markup import parse
from fieldapp.problems import LIST_UNREADABLE, Problem

Listed = ListSource | SecondaryInstance


def read_external(content: bytes, name: str) -> Listed:
    """A list by the ending of its file name. `LIST_UNREADABLE` when the content does not fit it."""
    suffix = Path(name).suffix.lower()
    if suffix == ".xml":
        return _xml(content, name)
    if suffix in (".geojson", ".json"):
        return _geojson(content, name)
    return MemoryList(*parse_csv(content, name))


def read_external_file(path: Path) -> Listed:
    """The same from a file."""
    return read_external(path.read_bytes(), path.name)


def _xml(content: bytes, name: str) -> Listed:
    try:
        root = parse(content, name)
    except Problem as problem:
        raise Problem(LIST_UNREADABLE, where=name, why=problem.fields["why"]) from problem
    holder = etree.Element("instance")
    holder.append(root)
    found = read_instance(holder)
    return MemoryList(found.columns, found.rows) if found.xml is None else found


def _geojson(content: bytes, name: str) -> MemoryList:
    """One row a feature: its properties, `geometry` as ODK writes places, and `id`."""
    try:
        features = json.loads(content.decode("utf-8-sig"))["features"]
        rows = [_feature(feature) for feature in features]
    except (UnicodeDecodeError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise Problem(LIST_UNREADABLE, where=name, why=f"it is no GeoJSON: {error}") from error
    columns = list(dict.fromkeys(column for row in rows for column in row))
    return MemoryList(columns, [[row.get(column, "") for column in columns] for row in rows])


def _feature(feature: dict[str, Any]) -> dict[str, str]:
    row = {"geometry": _places(feature["geometry"])}
    if "id" in feature:
        row["id"] = str(feature["id"])
    for key, value in (feature.get("properties") or {}).items():
        row[key] = "" if value is None else str(value)
    return row


def _places(geometry: dict[str, Any]) -> str:
    """`lat lon 0 0`, several joined by `;` (GeoJSON writes longitude first)."""
    kind, coordinates = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return _place(coordinates)
    line = coordinates[0] if kind == "Polygon" else coordinates
    return "; ".join(_place(point) for point in line)


def _place(point: list[float]) -> str:
    return f"{point[1]} {point[0]} 0 0"

"""The six study kits, with made-up answers to every question."""

from __future__ import annotations

import random
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fieldapp.export import Options, Record, Values
from fieldapp.export.kinds import Kind, kind_of
from fieldapp.export.labels import Texts
from fieldapp.form import FormDefinition, ListSource, NodeDefinition, NodeKind, read_csv, read_form
from tests.export.forms import export

FORMS = Path(__file__).parents[2] / "forms"
KITS = sorted(path.parent.name for path in FORMS.glob("*/form.xlsx"))
TEXT = {
    Kind.INTEGER: "41",
    Kind.DECIMAL: "0.25",
    Kind.DATE: "2025-06-18",
    Kind.DATETIME: "2025-06-18T14:30:00.000+08:00",
    Kind.TIME: "14:30:00.000+08:00",
    Kind.GEOPOINT: "39.44 111.48 0 5",
    Kind.FILE: "照片.jpg",
    Kind.TEXT: "𠮷\n返乡",
}


@lru_cache
def listed(name: str) -> ListSource:
    return read_csv(FORMS / "lists" / name)


def lists(sha256: str, file_name: str) -> ListSource | None:
    return listed(file_name) if (FORMS / "lists" / file_name).is_file() else None


def answers(definition: FormDefinition, node: NodeDefinition, chance: random.Random) -> dict[str, Any]:
    """An answer to each question below a node; each repeat has two rows."""
    made: dict[str, Any] = {}
    for child in node.children:
        if child.kind is NodeKind.REPEAT:
            made[child.reference] = [
                {"row": f"row{number}", "answers": answers(definition, child, chance)} for number in (1, 2)
            ]
        elif child.kind is NodeKind.GROUP:
            made.update(answers(definition, child, chance))
        else:
            made[child.reference] = answer(definition, child, chance)
    return made


def answer(definition: FormDefinition, node: NodeDefinition, chance: random.Random) -> str:
    kind = kind_of(node)
    if kind in TEXT:
        return TEXT[kind]
    codes = [choice.code for choice in Texts(definition, None, lists).choices(node)] or ["140932100"]
    return " ".join(chance.sample(codes, 1 if kind is Kind.SELECT_ONE else min(2, len(codes))))


@pytest.fixture(params=KITS)
def kit(request: pytest.FixtureRequest) -> FormDefinition:
    return read_form(FORMS / request.param / "form.xlsx").definition


def records(definition: FormDefinition) -> Iterator[Record]:
    chance = random.Random(1)
    for number in range(3):
        yield Record(
            f"uuid:{number}", "finalized", definition.sha256, answers(definition, definition.root, chance)
        )


def test_there_are_six() -> None:
    assert len(KITS) == 6


def test_each_kit_becomes_a_workbook(kit: FormDefinition, tmp_path: Path) -> None:
    summary = export(tmp_path, kit, records(kit), Options(parent_columns=("case_id",)), lists=lists)
    repeats = [node for node in kit.root.walk() if node.kind is NodeKind.REPEAT]
    assert len(summary.sheets) == 1 + len(repeats)
    book = openpyxl.load_workbook(summary.path, read_only=True)
    first = list(book.worksheets[0].values)
    assert len(first) == 4
    assert len(set(first[0])) == len(first[0])
    filled = [heading for heading, cell in zip(first[0], first[1], strict=True) if cell is None]
    assert {heading for heading in filled if not heading.startswith("_")} == set()
    _no_identifiers(kit, {str(cell) for sheet in book.worksheets[:-3] for cell in next(iter(sheet.values))})
    book.close()


def _no_identifiers(kit: FormDefinition, headings: set[str]) -> None:
    direct = {node.name for node in kit.root.walk() if node.own.personal == "D"}
    assert direct
    assert not direct & headings


def test_labels_of_places_come_from_the_public_lists(tmp_path: Path) -> None:
    kit = read_form(FORMS / "returnee_entrepreneur" / "form.xlsx").definition
    place = {"/data/cover/loc_prov": "14", "/data/cover/loc_cnty": "140932"}
    done = Record("uuid:1", "finalized", kit.sha256, place)
    for language, province in ((None, "山西省"), ("en", "Shanxi")):
        options = Options(values=Values.LABELS, language=language)
        path = export(tmp_path, kit, [done], options, lists=lists).path
        book = openpyxl.load_workbook(path)
        headings, row = list(book.worksheets[0].values)
        assert str(dict(zip(headings, row, strict=True))["loc_prov"]).startswith(province)

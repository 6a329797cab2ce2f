"""No false alarm on the six kits; any cells at all give findings or a `Problem`, never another exception."""

from __future__ import annotations

import random
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.form.check import check_form
from fieldapp.problems import Problem
from tests.form.check.support import places, workbook

KITS = sorted((Path(__file__).parents[3] / "forms").glob("*/form.xlsx"))
PIECES = [
    "${a}", "${", "}", "(", ")", "[", "]", "'", '"', ".", "..", "/", "//", "*", "|", "and", "or", "not(", "=", "!=", "<",
    ">=", "1", "-", "0.5", "1e400", "selected(", "count(", "regex(., '[", "date('", "today()", ",", "position(..)", "𠮷",
    "\u200b", "::", "label::中文", "begin group", "end repeat", "begin repeat", "select_one l", "select_multiple",
    "text", "integer", "calculate", "yes", "true()", "last-saved#a", "ꙮ0", "ꙮ99", "pulldata('x','y','z',", "\n", "name",
]  # fmt: skip
HEADINGS = [
    "type", "name", "label", "label::中文 (zh)", "relevant", "constraint", "calculation", "choice_filter", "default",
    "repeat_count", "required", "appearance", "parameters", "trigger", "constraint_message", "warning", "zzz::", "::",
]  # fmt: skip
CELL = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join),
    st.sampled_from(
        ["text", "integer", "calculate", "begin group", "end group", "select_one l", "a", "b", "${a} > 1"]
    ),
    st.none(),
    st.integers(-5, 10**18),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
    st.datetimes(),
)
ROWS = st.lists(st.dictionaries(st.sampled_from(HEADINGS), CELL, max_size=10), max_size=8)
LIST_ROWS = st.lists(
    st.dictionaries(st.sampled_from(["list_name", "name", "label", "zzz"]), CELL, max_size=4), max_size=4
)


@pytest.mark.parametrize("kit", KITS, ids=lambda kit: kit.parent.name)
def test_a_kit_is_without_fault(kit: Path) -> None:
    assert places(check_form(kit).findings) == []


@pytest.mark.parametrize("kit", KITS[:1], ids=lambda kit: kit.parent.name)
def test_what_most_forms_do_is_said_only_when_asked(kit: Path) -> None:
    assert {one.code for one in check_form(kit, strict=True).findings} <= {
        "count-shrinks",
        "empty-sum",
        "pyxform-warns",
    }


@given(survey=ROWS, choices=LIST_ROWS, about=st.dictionaries(st.sampled_from(["form_id", "version", "name", "instance_name", "default_language"]), CELL))  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_garbage_is_told(tmp_path_factory: pytest.TempPathFactory, survey, choices, about) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path_factory.mktemp("garbage") / "form.xlsx"
    clean = [
        [{key: _storable(cell) for key, cell in row.items()} for row in rows]
        for rows in (survey, choices, [about])
    ]
    workbook(path, survey=clean[0], choices=clean[1], settings=clean[2], spare=[])
    for finding in check_form(path, strict=True).findings:
        assert finding.what
        assert finding.fix
        assert finding.address


def _storable(cell: object) -> object:
    """Excel would read `=...` as a formula."""
    return cell.lstrip("=") if isinstance(cell, str) else cell


def test_mutated_kits_are_told(tmp_path: Path) -> None:
    chance = random.Random(7)
    for number in range(6):
        book = openpyxl.load_workbook(chance.choice(KITS))
        for _ in range(25):
            sheet = book[chance.choice(["survey", "choices", "settings"])]
            cell = sheet.cell(chance.randint(1, sheet.max_row), chance.randint(1, sheet.max_column))
            text = str(cell.value or "")
            at = chance.randint(0, len(text))
            cell.value = chance.choice(
                ["", text[:at] + chance.choice(PIECES) + text[at:], text[:at], chance.choice(PIECES)]
            ).lstrip("=")
        path = tmp_path / f"{number}.xlsx"
        book.save(path)
        assert check_form(path, strict=True).findings


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04", b"no workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600]
)
@pytest.mark.parametrize("ending", [".xlsx", ".xls"])
def test_what_is_no_workbook_is_a_problem(content: bytes, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"form{ending}"
    path.write_bytes(content)
    with pytest.raises(Problem):
        check_form(path)

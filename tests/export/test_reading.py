"""A workbook held against the study: what is here, what was changed in Excel, what is missing."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from fieldapp import wording
from fieldapp.export import Multiple, Options, Values, export_study
from fieldapp.export.reading import compare
from fieldapp.export.told_reading import tell
from fieldapp.problems import WORKBOOK_FOREIGN, Problem
from tests.transfer.laptops import Laptop, Team


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    wording.use("zh")
    made = Team(tmp_path)
    yield made
    made.close()


def _exports(laptop: Laptop, path: Path, options: Options | None = None) -> Path:
    export_study(laptop.study.store, "people", path, options or Options())
    return path


def _pair(team: Team, tmp_path: Path) -> tuple[Laptop, Laptop]:
    """Laptop a has two interviews, s has taken one of them in."""
    a, s = team.laptop("a"), team.laptop("s")
    a.study.enumerator = "E03"
    a.interviews("张三 𠮷", 41, "妻", "子\n二女 㐂")
    a.sends(tmp_path / "stick")
    s.takes(tmp_path / "stick")
    a.interviews("李娜 﨑", 33)
    return a, s


def _tree(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and "-shm" not in path.name)
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("values", list(Values))
@pytest.mark.parametrize("multiple", list(Multiple))
def test_an_export_of_the_same_is_equal_whatever_was_chosen(
    team: Team, tmp_path: Path, values: Values, multiple: Multiple
) -> None:
    a, _ = _pair(team, tmp_path)
    path = _exports(a, tmp_path / "out.xlsx", Options(values=values, multiple=multiple))
    found = compare(a.study.store, path)
    assert found.counts == {"equal": 2}
    assert found.passed == ()


def test_what_is_not_here_is_named_with_whom_to_ask(team: Team, tmp_path: Path) -> None:
    a, s = _pair(team, tmp_path)
    path, before = _exports(a, tmp_path / "甲.xlsx"), _tree(s.folder)
    found = compare(s.study.store, path)
    assert found.counts == {"equal": 1, "missing": 1}
    assert _tree(s.folder) == before, "looking changes nothing"
    said = tell(found)
    assert said[0] == "甲.xlsx：含 2 份访谈的工作簿。"
    assert "请 E03 上交数据包：1 份访谈。" in said
    wording.use("en")
    assert "Let E03 hand over a bundle: 1 interview." in tell(found)


def test_cells_that_were_changed_in_excel_are_listed(team: Team, tmp_path: Path) -> None:
    a, s = _pair(team, tmp_path)
    path = _exports(a, tmp_path / "out.xlsx")
    book = load_workbook(path)
    main, repeat = book.worksheets[0], book.worksheets[1]
    main.cell(2, _at(main, "age"), 14)
    repeat.cell(3, _at(repeat, "kin"), "女")
    book.save(path)
    (first, _) = compare(s.study.store, path).rows
    assert first.state == "differs"
    assert [(one.row, one.column, one.theirs, one.ours) for one in first.differences] == [
        (2, "age", "14", "41"), (3, "kin", "女", "子\n二女 㐂"),
    ]  # fmt: skip
    assert any(
        "第 2 行 age：工作簿里是“14”，这里是“41”" in line for line in tell(compare(s.study.store, path))
    )


def _at(sheet: object, heading: str) -> int:
    row = next(sheet.iter_rows(min_row=1, max_row=1))  # type: ignore[attr-defined]
    return int(next(cell.column for cell in row if cell.value == heading))


def test_another_version_here_is_said_to_be_one(team: Team, tmp_path: Path) -> None:
    a, s = _pair(team, tmp_path)
    a.corrects(s.study.finalized()[0].record_id, age=42)
    found = compare(s.study.store, _exports(a, tmp_path / "out.xlsx"))
    assert found.counts == {"other": 1, "missing": 1}


def test_rows_and_columns_that_somebody_added_are_named(team: Team, tmp_path: Path) -> None:
    a, _ = _pair(team, tmp_path)
    path = _exports(a, tmp_path / "out.xlsx")
    book = load_workbook(path)
    main = book.worksheets[0]
    main.cell(1, main.max_column + 1, "督导的话")
    main.cell(2, main.max_column, "好")
    main.cell(main.max_row + 1, _at(main, "age"), 99)
    book.save(path)
    found = compare(a.study.store, path)
    assert found.counts == {"equal": 2, "stray": 1}
    assert [name.partition(": ")[2] for name in found.passed] == ["督导的话"]


def test_columns_of_labels_alone_are_passed_over_and_said(team: Team, tmp_path: Path) -> None:
    a, _ = _pair(team, tmp_path)
    path = _exports(a, tmp_path / "out.xlsx")
    book = load_workbook(path)
    main = book.worksheets[0]
    for row in (2, 3):
        main.cell(row, _at(main, "age"), f"{row} 岁")
    book.save(path)
    found = compare(a.study.store, path)
    assert found.counts == {"equal": 2}
    assert any(name.endswith("age") for name in found.passed)


@pytest.mark.parametrize("kind", ["no workbook", "another table", "nothing"])
def test_any_other_file_is_refused(team: Team, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.xlsx"
    if kind == "another table":
        book = Workbook()
        book.active.append(["姓名", "年龄"])
        book.save(path)
    else:
        path.write_bytes(b"" if kind == "nothing" else "不是".encode() * 99)
    with pytest.raises(Problem) as failure:
        compare(team.laptop("a").study.store, path)
    assert failure.value.kind is WORKBOOK_FOREIGN

"""What goes into a workbook comes out of it, by both writers."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.export import Multiple, Options, Record, Values, Writer, write_with_rust, write_with_xlsxwriter
from fieldapp.form import FormDefinition
from tests.export.forms import Sheets, at, choice, export, form, question, read, record

HOW = [
    choice("how", "01", "电视", "TV"),
    choice("how", "02", "亲友", "Friends"),
    choice("how", "99", "拒答", "Refused"),
]
SEX = [choice("sex", "1", "男", "Male"), choice("sex", "2", "女", "Female")]
TEXTS = {
    "chinese": "返乡创业，政策“落地”",
    "rare": "𠮷田㐂﨑",
    "id": "110101199003070012",
    "zeros": "007",
    "formula": "=1+1",
    "plus": "+8613800138000",
    "at": "@SUM(A1)",
    "break": "第一行\n第二行\n",
    "blanks": "  两边 ",
    "number": "1e5",
    "date": "2026-01-02",
    "truth": "TRUE",
    "link": "https://example.org/?a=1&b=<2>",
    "escape": "_x000D_ 与 _x41_",
    "quote": "'\"&<>",
}


def test_texts_come_back_exactly(tmp_path: Path, writer: Writer) -> None:
    definition = form(tmp_path, [question("text", f"t_{name}") for name in TEXTS])
    answers = {f"t_{name}": text for name, text in TEXTS.items()}
    summary = export(tmp_path, definition, [record(definition, **answers)], writer=writer)
    (row,) = read(summary.path)["study"]
    assert {name: row[f"t_{name}"] for name in TEXTS} == TEXTS
    sheet = openpyxl.load_workbook(summary.path)["study"]
    assert {cell.data_type for cell in sheet[2] if cell.value} == {"s"}
    assert {cell.number_format for cell in sheet[2] if cell.value} == {"@"}


@pytest.fixture(scope="module")
def free_text(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FormDefinition]:
    folder = tmp_path_factory.mktemp("text")
    return folder, form(folder, [question("text", "a"), question("integer", "n"), question("date", "d")])


plain = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
    | st.just("\n"),
    min_size=1,
)


@pytest.mark.parametrize("write", [write_with_rust, write_with_xlsxwriter])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(
    rows=st.lists(
        st.tuples(plain, st.integers(-(10**15) + 1, 10**15 - 1), st.dates()), min_size=1, max_size=5
    )
)
def test_what_goes_in_comes_out(
    free_text: tuple[Path, FormDefinition], write: Writer, rows: list[tuple[str, int, datetime]]
) -> None:
    folder, definition = free_text
    records = [
        record(definition, f"uuid:{place}", a=a, n=str(n), d=d.isoformat())
        for place, (a, n, d) in enumerate(rows)
    ]
    found = read(export(folder, definition, records, writer=write).path)["study"]
    assert [row["a"] for row in found] == [a for a, _, _ in rows]
    assert [row["n"] for row in found] == [n for _, n, _ in rows]
    days = [row["d"].date().isoformat() if isinstance(row["d"], datetime) else row["d"] for row in found]
    assert days == [d.isoformat() for _, _, d in rows]


def test_dates_and_times_are_dates_and_times(tmp_path: Path, writer: Writer) -> None:
    survey = [
        question("date", "d"),
        question("dateTime", "dt"),
        question("time", "t"),
        question("date", "old"),
    ]
    definition = form(tmp_path, survey)
    answers = {
        "d": "2025-06-18",
        "dt": "2025-06-18T14:30:05.000+08:00",
        "t": "06:30:00.000+08:00",
        "old": "1899-05-01",
    }
    (row,) = read(export(tmp_path, definition, [record(definition, **answers)], writer=writer).path)["study"]
    assert row["d"] == datetime(2025, 6, 18)
    assert (row["dt"], row["dt_tz"]) == (datetime(2025, 6, 18, 14, 30, 5), "+08:00")
    assert (row["t"], row["t_tz"]) == (time(6, 30), "+08:00")
    assert row["old"] == "1899-05-01"


def test_numbers_are_numbers_and_long_ones_text(tmp_path: Path, writer: Writer) -> None:
    definition = form(
        tmp_path, [question("integer", "n"), question("decimal", "x"), question("geopoint", "gps")]
    )
    rows = [
        record(definition, "uuid:1", n="41", x="-0.25", gps="32.1 115.05 0 4.9"),
        record(definition, "uuid:2", n="110101199003070012", x="很多", gps=""),
    ]
    first, second = read(export(tmp_path, definition, rows, writer=writer).path)["study"]
    assert [first[name] for name in ("n", "x", "gps_lat", "gps_lon", "gps_alt", "gps_acc")] == [
        41, -0.25, 32.1, 115.05, 0, 4.9,
    ]  # fmt: skip
    assert [second[name] for name in ("n", "x", "gps_lat")] == ["110101199003070012", "很多", "NULL"]


def test_skipped_is_empty_and_unanswered_says_so(tmp_path: Path, writer: Writer) -> None:
    survey = [
        question("text", "a"),
        question("integer", "n"),
        question("select_multiple how", "how"),
        {"type": "calculate", "name": "c", "calculation": "''"},
    ]
    definition = form(tmp_path, survey, HOW)
    rows = [record(definition, "uuid:1"), record(definition, "uuid:2", a="", n="", how="", c="")]
    skipped, unanswered = read(export(tmp_path, definition, rows, writer=writer).path)["study"]
    names = ["a", "n", "how", "how_label", "how/01", "how/99", "c"]
    assert [skipped[name] for name in names] == [None] * 7
    assert [unanswered[name] for name in names] == ["NULL"] * 6 + [None]


def test_the_mark_of_unanswered_is_a_choice(tmp_path: Path) -> None:
    definition = form(tmp_path, [question("text", "a")])
    for mark, cell in (("（未答）", "（未答）"), ("", None)):
        path = export(tmp_path, definition, [record(definition, a="")], Options(unanswered=mark)).path
        assert read(path)["study"][0]["a"] == cell


@pytest.mark.parametrize(
    ("values", "multiple", "cells"),
    [
        (Values.CODES, Multiple.ONE, {"how": "01 99"}),
        (Values.LABELS, Multiple.ONE, {"how": "电视 | 拒答"}),
        (Values.BOTH, Multiple.ONE, {"how": "01 99", "how_label": "电视 | 拒答"}),
        (Values.CODES, Multiple.COLUMNS, {"how/01": 1, "how/02": 0, "how/99": 1}),
        (Values.CODES, Multiple.BOTH, {"how": "01 99", "how/01": 1, "how/02": 0, "how/99": 1}),
    ],
)
def test_several_choices(
    tmp_path: Path, writer: Writer, values: Values, multiple: Multiple, cells: dict[str, object]
) -> None:
    definition = form(tmp_path, [question("select_multiple how", "how")], HOW)
    options = Options(values=values, multiple=multiple)
    path = export(tmp_path, definition, [record(definition, how="01 99")], options, writer).path
    (row,) = read(path)["study"]
    assert {name: cell for name, cell in row.items() if not name.startswith("_")} == cells


def test_ranking_gives_places(tmp_path: Path) -> None:
    definition = form(tmp_path, [question("rank how", "r")], HOW)
    (row,) = read(export(tmp_path, definition, [record(definition, r="99 01 02")]).path)["study"]
    assert [row["r"], row["r/01"], row["r/02"], row["r/99"]] == ["99 01 02", 2, 3, 1]


@pytest.mark.parametrize(("language", "label"), [(None, "女"), ("en", "Female"), ("English (en)", "Female")])
def test_labels_in_either_language(tmp_path: Path, language: str | None, label: str) -> None:
    definition = form(tmp_path, [question("select_one sex", "sex")], SEX)
    options = Options(values=Values.LABELS, language=language)
    (row,) = read(export(tmp_path, definition, [record(definition, sex="2")], options).path)["study"]
    assert row["sex"] == label


def test_codes_are_text_unless_numbers_are_wanted(tmp_path: Path) -> None:
    definition = form(
        tmp_path, [question("select_one sex", "sex"), question("select_one how", "h")], SEX + HOW
    )
    answered = record(definition, sex="2", h="01")
    for numeric, cells in ((False, ("2", "01")), (True, (2, "01"))):
        (row,) = read(export(tmp_path, definition, [answered], Options(numeric_codes=numeric)).path)["study"]
        assert (row["sex"], row["h"]) == cells


FAMILY = [
    question("text", "case_id"),
    question("select_one sex", "sex"),
    question("begin repeat", "hh"),
    question("text", "c_name"),
    question("begin repeat", "jobs"),
    question("text", "job"),
    question("end repeat"),
    question("end repeat"),
    question("begin repeat", "visits"),
    question("date", "v_day"),
    question("end repeat"),
]


def families(definition: FormDefinition) -> list[Record]:
    first = [
        ("r1", {"c_name": "何一", "jobs": [("j1", {"job": "瓦工"}), ("j2", {"job": "司机"})]}),
        ("r2", {"c_name": "何二", "jobs": []}),
    ]
    second = [("r1", {"c_name": "唐一", "jobs": [("j1", {"job": "厨师"})]})]
    return [
        record(
            definition,
            "uuid:a",
            case_id="RET-0001",
            sex="1",
            hh=first,
            visits=[("v", {"v_day": "2025-06-01"})],
        ),
        record(definition, "uuid:b", case_id="RET-0002", sex="2", hh=second),
    ]


def test_rows_of_nested_repeats_join_by_their_keys(tmp_path: Path, writer: Writer) -> None:
    definition = form(tmp_path, FAMILY, SEX)
    summary = export(tmp_path, definition, families(definition), writer=writer)
    assert summary.sheets == {"study": 2, "hh": 3, "jobs": 3, "visits": 1}
    sheets = read(summary.path)
    assert list(sheets) == ["study", "hh", "jobs", "visits", "Codebook", "Choices", "Read me"]
    interviews, members = _by_key(sheets, "study"), _by_key(sheets, "hh")
    told = [
        (
            interviews[members[job["_parent"]]["_parent"]]["case_id"],
            members[job["_parent"]]["c_name"],
            job["job"],
        )
        for job in sheets["jobs"]
    ]
    assert told == [("RET-0001", "何一", "瓦工"), ("RET-0001", "何一", "司机"), ("RET-0002", "唐一", "厨师")]
    assert [(row["_row"], row["_interview"]) for row in sheets["hh"]] == [
        (1, "uuid:a"),
        (2, "uuid:a"),
        (1, "uuid:b"),
    ]
    assert [row["_row"] for row in sheets["jobs"]] == [1, 2, 1]


def _by_key(sheets: Sheets, name: str) -> dict[str, dict[str, object]]:
    found = {row["_key"]: row for row in sheets[name]}
    assert len(found) == len(sheets[name])
    return found


def test_chosen_columns_stand_again_on_the_sheets_below(tmp_path: Path, writer: Writer) -> None:
    definition = form(tmp_path, FAMILY, SEX)
    options = Options(parent_columns=("case_id", "sex", "c_name"))
    sheets = read(export(tmp_path, definition, families(definition), options, writer).path)
    assert list(sheets["hh"][0]) == [
        "_key",
        "_parent",
        "_interview",
        "_row",
        "case_id",
        "sex",
        "sex_label",
        "c_name",
    ]
    assert list(sheets["hh"][2].values())[4:] == ["RET-0002", "2", "女", "唐一"]
    last = sheets["jobs"][2]
    assert [last[name] for name in ("case_id", "sex_label", "c_name", "job")] == [
        "RET-0002",
        "女",
        "唐一",
        "厨师",
    ]


def test_two_versions_in_one_table_with_the_labels_of_their_time(tmp_path: Path, writer: Writer) -> None:
    old = form(tmp_path, [question("text", "gone"), question("select_one sex", "sex")], SEX)
    newer = [
        choice("sex", "1", "男性", "Man"),
        choice("sex", "2", "女", "Female"),
        choice("sex", "9", "其他", "Other"),
    ]
    moved = [question("begin group", "g"), question("select_one sex", "sex"), question("end group")]
    new = form(tmp_path, [*moved, question("text", "added")], newer, version="2")
    newest = Record("uuid:2", "finalized", new.sha256, {"/data/g/sex": "1", "/data/added": "新"})
    sheets = read(export(tmp_path, [old, new], [record(old, gone="旧", sex="1"), newest], writer=writer).path)
    shown = [{name: cell for name, cell in row.items() if name[0] != "_"} for row in sheets["study"]]
    assert shown == [
        {"sex": "1", "sex_label": "男", "added": None, "gone": "旧"},
        {"sex": "1", "sex_label": "男性", "added": "新", "gone": None},
    ]
    assert [row["_form_version"] for row in sheets["study"]] == ["1", "2"]
    listed = [(row["code"], row["label::中文 (zh)"], row["versions"]) for row in sheets["Choices"]]
    assert listed == [("1", "男性", "2"), ("2", "女", "1, 2"), ("9", "其他", "2"), ("1", "男", "1")]


def test_facts_about_an_interview(tmp_path: Path) -> None:
    definition = form(tmp_path, [question("text", "a")])
    meta = {
        "author": "李梅",
        "device": "0123456789abcdef",
        "started": "2025-06-18T14:00:00.000+08:00",
        "finalized": "2025-06-18T14:45:30.000+08:00",
        "revision": "ab" * 32,
    }
    done = Record("uuid:1", "finalized", definition.sha256, {"/data/a": "x"}, meta)
    (row,) = read(export(tmp_path, definition, [done]).path)["study"]
    assert {name: cell for name, cell in row.items() if name[0] == "_"} == {
        "_key": "uuid:1",
        "_state": "finalized",
        "_form_version": "1",
        "_author": "李梅",
        "_device": "0123456789abcdef",
        "_started": datetime(2025, 6, 18, 14, 0),
        "_finalized": datetime(2025, 6, 18, 14, 45, 30),
        "_utc_offset": "+08:00",
        "_revision": "ab" * 32,
    }


def test_only_the_wanted_states(tmp_path: Path) -> None:
    definition = form(tmp_path, [question("text", "a")])
    records = [
        Record(f"uuid:{state}", state, definition.sha256, {"/data/a": "x"})
        for state in ("finalized", "draft", "conflict")
    ]
    keys = [row["_key"] for row in read(export(tmp_path, definition, records).path)["study"]]
    assert keys == ["uuid:finalized", "uuid:conflict"]
    path = export(tmp_path, definition, records, Options(states=frozenset({"draft"}))).path
    assert [row["_state"] for row in read(path)["study"]] == ["draft"]


def test_no_interviews_still_give_the_columns(tmp_path: Path, writer: Writer) -> None:
    definition = form(tmp_path, FAMILY, SEX)
    summary = export(tmp_path, definition, [], writer=writer)
    assert summary.rows == 0
    sheet = openpyxl.load_workbook(summary.path)["hh"]
    assert [cell.value for cell in sheet[1]] == ["_key", "_parent", "_interview", "_row", "c_name"]


def test_both_writers_make_the_same_workbook(tmp_path: Path) -> None:
    survey = [
        *FAMILY,
        question("dateTime", "dt"),
        question("select_multiple how", "how"),
        question("decimal", "x"),
        question("text", "long"),
    ]
    definition = form(tmp_path, survey, SEX + HOW)
    more = {"dt": "2025-06-18T14:30:05.123+08:00", "how": "01", "x": "0.1", "long": "长" * 40_000}
    records = [*families(definition), Record("uuid:c", "finalized", definition.sha256, at("/data", more))]
    seen = [
        _everything(export(tmp_path, definition, records, Options(parent_columns=("sex",)), writer).path)
        for writer in (write_with_rust, write_with_xlsxwriter)
    ]
    assert seen[0] == seen[1]


def _everything(path: Path) -> dict[str, object]:
    """What a person can see of a workbook, save the minute it was made."""
    found: dict[str, object] = {}
    for sheet in openpyxl.load_workbook(path):
        cells = [
            (cell.coordinate, cell.value, cell.number_format, cell.comment.text if cell.comment else None)
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None and not (sheet.title == "Read me" and cell.coordinate == "B5")
        ]
        bold = {cell.font.b for cell in sheet[1]}
        found[sheet.title] = (cells, bold, sheet.freeze_panes, sheet.auto_filter.ref)
    return found

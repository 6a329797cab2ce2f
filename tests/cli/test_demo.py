"""The demo: scripted people, the real session and store, a workbook."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from fieldapp import study
from fieldapp.cli.demo import scripts
from fieldapp.cli.people import credit_code
from tests.cli.conftest import Terminal


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo") / "study"


@pytest.fixture
def demo(terminal: Terminal, folder: Path) -> str:
    """What the demo printed; conducted once for all tests here."""
    kept = folder.parent / "said.txt"
    if not kept.exists():
        said = terminal("demo", "--folder", folder)
        assert said.code == 0, said.err
        kept.write_text(said.out, "utf-8")
    return kept.read_text("utf-8")


def sheet(folder: Path) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(folder / "exports" / "returnee_entrepreneur.xlsx", read_only=True)
    heading, *rows = book.worksheets[0].iter_rows(values_only=True)
    book.close()
    return [dict(zip(map(str, heading), row, strict=True)) for row in rows]


def cells(path: Path) -> set[object]:
    book = openpyxl.load_workbook(path, read_only=True)
    found = {value for each in book for row in each.iter_rows(values_only=True) for value in row}
    book.close()
    return found


def test_it_says_where_the_database_and_the_workbook_are(demo: str, folder: Path) -> None:
    assert f"Database: {folder / 'study.db'}" in demo
    assert f"Workbook: {folder / 'exports' / 'returnee_entrepreneur.xlsx'}" in demo
    assert demo.count("Interview ") == 12


def test_all_are_finalized_and_nothing_is_left_open(demo: str, folder: Path) -> None:
    opened = study.open(folder, exclusive=False)
    try:
        assert len(opened.finalized()) == 12
        assert opened.drafts() == []
        answers = [json.loads(row.body)["answers"] for row in opened.store.revisions.all()]
    finally:
        opened.close()
    outcomes = [found["/data/close/outcome"] for found in answers]
    assert sorted(outcomes) == ["110"] * 9 + ["211", "224", "470"]
    assert any(found.get("/data/consent_grp/refusal_oth") == "刚搬家，顾不上" for found in answers)


def test_the_policy_loop_has_its_18_rows(demo: str, folder: Path) -> None:
    opened = study.open(folder, exclusive=False)
    try:
        bodies = [json.loads(row.body)["answers"] for row in opened.store.revisions.all()]
    finally:
        opened.close()
    loops = [body["/data/main/sec_h/pol"] for body in bodies if "/data/main/sec_h/pol" in body]
    assert {len(rows) for rows in loops} == {18}


def test_chinese_rare_characters_and_long_numbers_come_out_exact(
    demo: str, folder: Path, terminal: Terminal, tmp_path: Path
) -> None:
    assert terminal("export", folder, "--out", tmp_path / "all.xlsx", "--personal").code == 0
    apart = cells(tmp_path / "all-contacts.xlsx")
    found = cells(tmp_path / "all.xlsx") | apart
    assert "13800001234" in apart - cells(tmp_path / "all.xlsx")
    code = credit_code("91140932MA0K3X7Q1")
    names = {"𠮷祥养殖场", "㐂盛电商有限公司", "王﨑养蜂", "石峁儿（𡋬上）"}
    longer = {"去年冬天雪大，大棚压塌了两个。\n到现在还没有补上。", "140932100901", "13800001234", code}
    assert (names | longer) - found == set()


def test_direct_identifiers_stay_out_by_default(demo: str, folder: Path) -> None:
    found = cells(folder / "exports" / "returnee_entrepreneur.xlsx")
    assert found & {"13800001234", "样例先生", "𠮷祥养殖场", credit_code("91140932MA0K3X7Q1")} == set()


def test_it_takes_a_new_folder_each_time(terminal: Terminal, tmp_path: Path) -> None:
    for _ in range(2):
        assert terminal("demo", "--interviews", 1).code == 0
    assert sorted(path.name for path in (tmp_path / "home" / "studies").iterdir()) == ["demo", "demo-2"]


def test_the_same_script_gives_the_same_answers(terminal: Terminal, tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert terminal("demo", "--folder", tmp_path / name, "--interviews", 2).code == 0
    asked = ("case_id", "b_sex", "b_edu", "d_why", "i_overall", "o_diff", "pol_known")
    first, second = ([tuple(row[name] for name in asked) for row in sheet(tmp_path / at)] for at in "ab")
    assert first == second


def test_there_are_as_many_people_as_asked_for_with_a_case_each() -> None:
    cases = [script["case_id"] for script in scripts(30)]
    assert len(set(cases)) == 30


def test_the_credit_code_has_its_check_character() -> None:
    assert credit_code("91350100M000100Y4") == "91350100M000100Y43", "the example of GB 32100"

"""Lists of cases as offices write them: what is right comes in whole, what is not comes in not at all."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp import cases
from fieldapp.cases import table
from fieldapp.problems import CASES_FAULTY, CASES_TOO_MANY, CASES_UNREADABLE, Kind, Problem
from fieldapp.study import Study
from tests.cases.support import HEAD, LIST, csv, workbook


def _load(study: Study, path: Path) -> tuple[int, int, int]:
    done = cases.load(study, cases.look(study, path))
    return done.new, done.changed, done.same


def _faults(study: Study, path: Path) -> list[tuple[int, str]]:
    loading = cases.look(study, path)
    with pytest.raises(Problem) as refused:
        cases.load(study, loading)
    assert refused.value.kind is CASES_FAULTY
    assert cases.cases(study) == [], "nothing is half loaded"
    return [(one.row, one.what) for one in loading.faults]


def _refusal(study: Study, path: Path) -> Kind | None:
    try:
        cases.look(study, path)
    except Problem as problem:
        return problem.kind
    return None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_usual_encoding(study: Study, tmp_path: Path, encoding: str) -> None:
    assert _load(study, csv(tmp_path, encoding=encoding)) == (3, 0, 0)
    number, first, third = cases.cases(study)
    assert (number.case_id, number.plan.label) == ("110101199003070018", "电商\n（第二行）")
    assert (first.plan.label, first.plan.enum, first.plan.form_id) == ("养殖户 𠮷祥", "E07", "people")
    assert datetime.fromisoformat(first.appointment).replace(tzinfo=None) == datetime(2026, 11, 23, 14, 30)
    assert [one.status for one in (number, first, third)] == ["assigned", "assigned", "new"]


def test_a_workbook_with_numbers_and_dates(study: Study, tmp_path: Path) -> None:
    rows = [["样本编号", "访员", "预约", "备用顺序"], ["RET-1", "E07", datetime(2026, 11, 23, 9, 0), 3.0],
            [1024, None, datetime(2026, 11, 24), None], []]  # fmt: skip
    assert _load(study, workbook(tmp_path, rows)) == (2, 0, 0)
    first, second = cases.cases(study)
    assert (first.case_id, second.case_id, second.plan.reserve) == ("1024", "RET-1", "3")
    assert first.plan.appointment == "2026-11-24"


def test_a_long_number_that_excel_has_rounded_is_a_fault(study: Study, tmp_path: Path) -> None:
    rows = [["case_id", "enum"], ["RET-1", "E07"], [110101199003070018, "E07"]]
    ((row, what),) = _faults(study, workbook(tmp_path, rows))
    assert row == 3
    assert "文本" in what


def test_faults_by_row(study: Study, tmp_path: Path) -> None:
    text = HEAD + (
        "RET-1,,,,,,,\n,没有编号,,,,,,\nRET-1,又一次,,,,,,\nRET-2,,,,明天下午,,,\nRET-3,,,,,,,,多出来的\n"
        f"{'长' * 101},,,,,,,\nRET-4,坏\x07字,,,,,,\n"
    )
    found = _faults(study, csv(tmp_path, text))
    assert [row for row, _ in found] == [3, 4, 5, 6, 7, 8]
    assert found[1][1] == "样本 RET-1 在第 2 行已经有了"


def test_columns_are_sorted_out(study: Study, tmp_path: Path) -> None:
    text = "case_id,name,b_birth,联系电话,attempts,小队,who\nRET-1,王﨑,1988,138,3,3组,王﨑\n"
    loading = cases.look(study, csv(tmp_path, text))
    assert (loading.filled, loading.unfitting) == (("b_birth",), ("小队",))
    assert (loading.personal, loading.derived) == (("name", "联系电话", "who"), ("attempts",))


def test_forms_and_columns_that_do_not_fit(study: Study, tmp_path: Path) -> None:
    assert _faults(study, csv(tmp_path, "case_id,form_id\nRET-1,无此问卷\n"))[0][0] == 2
    assert _faults(study, csv(tmp_path, "case_id,b_birth,b_birth\nRET-1,1,2\n"))[0][0] == 0
    assert _faults(study, csv(tmp_path, "case_id,enum\n"))[0][0] == 0


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("空.csv", b""), ("空白.csv", b"\n\n  \n"), ("没有列.csv", "姓,名\n王,﨑\n".encode()),
        ("坏引号.csv", 'case_id,label\nRET-1,"开了没关\n'.encode() + b'"x"y,\n'),
        ("二进制.csv", bytes(range(256)) * 9), ("旧.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("坏.xlsx", b"PK\x03\x04" + b"\0" * 400), ("半个.csv", "case_id\nRET-张".encode("utf-16")[:-1]),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused(study: Study, tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Problem) as refused:
        cases.look(study, path)
    assert refused.value.kind is CASES_UNREADABLE
    assert cases.cases(study) == []


def test_a_damaged_workbook_is_refused_or_read_but_never_raises_anything_else(
    study: Study, tmp_path: Path
) -> None:
    whole = workbook(
        tmp_path, [["case_id", "label"], *([f"RET-{n}", "石桥村"] for n in range(40))]
    ).read_bytes()
    chance = random.Random(7)
    for _ in range(40):
        data = bytearray(whole)
        for _ in range(3):
            data[chance.randrange(4, len(data))] ^= 1 << chance.randrange(8)
        (tmp_path / "坏.xlsx").write_bytes(data[: chance.choice([len(data), len(data) // 2])])
        assert _refusal(study, tmp_path / "坏.xlsx") in (None, CASES_UNREADABLE, CASES_TOO_MANY)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.binary(max_size=120)
    | st.text(max_size=60).map(lambda text: ("case_id,label\n" + text).encode(errors="replace"))
)
def test_any_bytes_are_a_list_or_none(study: Study, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "任意.csv"
    path.write_bytes(data)
    assert _refusal(study, path) in (None, CASES_UNREADABLE)


def test_a_huge_list_is_refused(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 50)
    text = "case_id\n" + "".join(f"RET-{n}\n" for n in range(51))
    with pytest.raises(Problem) as refused:
        cases.look(study, csv(tmp_path, text))
    assert refused.value.kind is CASES_TOO_MANY
    rows = [["case_id"], *([f"RET-{n}"] for n in range(51))]
    with pytest.raises(Problem) as refused:
        cases.look(study, workbook(tmp_path, rows))
    assert refused.value.kind is CASES_TOO_MANY


def test_loading_again_changes_only_what_differs(study: Study, tmp_path: Path) -> None:
    assert _load(study, csv(tmp_path)) == (3, 0, 0)
    events = study.store.cases.count()
    assert _load(study, csv(tmp_path)) == (0, 0, 3)
    assert study.store.cases.count() == events, "not even a word about them"
    grown = LIST.replace("石桥村", "石桥新村") + "RET-0004,,,,,,,\n"
    assert _load(study, csv(tmp_path, grown)) == (1, 1, 2)


def test_an_empty_cell_takes_nothing_back(study: Study, tmp_path: Path) -> None:
    _load(study, csv(tmp_path))
    cases.assign(study, [one for one in cases.cases(study) if not one.plan.enum], "E03")
    assert _load(study, csv(tmp_path)) == (0, 0, 3)
    assert _load(study, csv(tmp_path, "case_id,village\nRET-0001,新村\n")) == (0, 1, 0)
    assert [one.plan.enum for one in cases.cases(study)] == ["E07", "E07", "E03"]


def test_an_appointment_made_in_the_field_outlives_the_file(study: Study, tmp_path: Path) -> None:
    _load(study, csv(tmp_path))
    first = cases.cases(study)[1]
    cases.record(study, first, "225", appointment="2026-11-25 09:00")
    assert _load(study, csv(tmp_path)) == (0, 0, 3)
    assert _load(study, csv(tmp_path, LIST.replace("石桥村", "新村"))) == (0, 1, 2)
    assert cases.cases(study)[1].appointment.startswith("2026-11-25T09:00")
    assert _load(study, csv(tmp_path, LIST.replace("2026-11-23 14:30", "2026-11-30"))) == (0, 1, 2)
    assert cases.cases(study)[1].appointment == "2026-11-30"


def test_what_identifies_people_lies_among_the_contacts(study: Study, tmp_path: Path) -> None:
    _load(study, csv(tmp_path))
    bodies = b"".join(study.store.cases.bodies()).decode()
    assert "王﨑" not in bodies
    assert "13812345678" not in bodies
    first = cases.cases(study)[1]
    kept = {row.question: row.value for row in study.store.contacts.of_record(first.key)}
    assert kept == {"who": "王﨑", "phone": "13812345678"}
    assert study.store.contacts.sweep("".join(study.store.texts())) == 0, "they are in use"
    _load(study, csv(tmp_path, LIST.replace("13812345678", "13900000000")))
    values = dict(cases.cases(study)[1].plan.values)
    assert study.store.contacts.values(values.values())[values["phone"]] == "13900000000"


def test_the_written_list_can_be_loaded_again(study: Study, tmp_path: Path) -> None:
    _load(study, csv(tmp_path))
    assert cases.write(cases.cases(study), tmp_path / "out.csv") == 3
    text = (tmp_path / "out.csv").read_text("utf-8-sig")
    assert "110101199003070018" in text
    assert "王﨑" not in text
    assert _load(study, tmp_path / "out.csv") == (0, 0, 3)


def test_no_cell_of_the_written_list_is_a_formula(study: Study, tmp_path: Path) -> None:
    _load(study, csv(tmp_path, 'case_id,label\nRET-1,"=HYPERLINK(""http://x"")"\n'))
    cases.write(cases.cases(study), tmp_path / "out.csv")
    assert "'=HYPERLINK" in (tmp_path / "out.csv").read_text("utf-8-sig")

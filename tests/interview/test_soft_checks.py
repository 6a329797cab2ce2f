"""Our own rules beside `constraint`: `warning` asks whether the answer is right, `final` is asked in the end."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from fieldapp.form import FormDefinition, read_form
from fieldapp.interview import Interview
from tests.scenario import FakeHost

ROWS: tuple[tuple[str, ...], ...] = (
    ("type", "name", "label::中文 (zh)", "label::English (en)", "warning", "warning_message::中文 (zh)",
     "warning_message::English (en)", "warning_reason", "final", "final_message::中文 (zh)",
     "final_message::English (en)"),
    ("integer", "rent", "租金", "Rent", ". < 30000", "${rent} 元偏高，请核对", "${rent} is high", "yes"),
    ("integer", "save", "积蓄", "Savings", "", "", "", "", ". <= ${rent}", "大于租金", "More than the rent"),
    ("text", "why", "说明", "Why", "", "", "", "", "string-length(.) > 0", "请补写", "Write it"),
)  # fmt: skip
SETTINGS: tuple[tuple[str, ...], ...] = (
    ("form_id", "default_language", "missing_codes"),
    ("soft", "中文 (zh)", "98 99 -98 -99"),
)


@pytest.fixture
def definition(tmp_path: Path) -> FormDefinition:
    book = Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    for row in ROWS:
        survey.append([cell or None for cell in row])
    settings = book.create_sheet("settings")
    for row in SETTINGS:
        settings.append(row)
    book.save(tmp_path / "soft.xlsx")
    return read_form(tmp_path / "soft.xlsx").definition


@pytest.fixture
def live(definition: FormDefinition) -> Interview:
    return Interview.start(definition, FakeHost())


def test_an_unusual_answer_is_asked_about_and_stands_against_nothing(live: Interview) -> None:
    live.answer("/data/why", "有")
    live.answer("/data/save", "1")
    changes = live.answer("/data/rent", "38500")
    assert "/data/rent" in changes.touched
    assert [(w.reference, w.kind, w.message) for w in live.warnings()] == [
        ("/data/rent", "warning", "38500 元偏高，请核对")
    ]
    assert live.violations() == []
    live.set_language("English (en)")
    assert live.warnings()[0].message == "38500 is high"
    live.answer("/data/rent", "2000")
    assert live.warnings() == []


def test_a_refusal_is_not_unusual(live: Interview) -> None:
    live.answer("/data/rent", "99999")
    assert live.warnings()
    for code in ("", "-99"):
        live.answer("/data/rent", code)
        assert live.warnings() == []


def test_a_final_rule_is_silent_while_asking_and_stands_against_finalising(live: Interview) -> None:
    live.answer("/data/rent", "100")
    live.answer("/data/save", "500")
    save, why = live.node("/data/save"), live.node("/data/why")
    assert save is not None
    assert why is not None
    assert save.violation is None
    assert [(v.reference, v.kind, v.message) for v in live.violations()] == [
        ("/data/save", "final", "大于租金"),
        ("/data/why", "final", "请补写"),
    ]
    live.answer("/data/save", "90")
    live.answer("/data/why", "补")
    assert live.violations() == []


def test_the_columns_are_kept_with_the_form(definition: FormDefinition) -> None:
    own = definition.node("/data/rent").own  # type: ignore[union-attr]
    assert (own.warning, own.warning_reason, own.final, own.consent) == (". < 30000", True, None, False)

"""Don't know, refused, not applicable; choices that stand alone; "other, please specify"."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from openpyxl import load_workbook

from fieldapp.export import Options, export_study
from tests.ui.controls.conftest import row
from tests.ui.interview.interviewer import Interviewer

Ask = Callable[..., Interviewer]
NUMBER = ". >= 0 or . = -98 or . = -99 or . = -97"
DAY = ". <= today() or . = date('9998-01-01') or . = date('9999-01-01')"
TEXT = "string-length(.) > 2 or . = '98' or . = '99'"


def test_codes_are_kept_apart_in_every_control_that_has_room_for_them(ask: Ask) -> None:
    kinds = {
        "n": (row("integer", "n", constraint=NUMBER), "-98", "-99"),
        "f": (row("decimal", "f", constraint=NUMBER), "-98.0", "-99.0"),
        "r": (row("range", "r", constraint=NUMBER, parameters="start=0 end=10 step=1"), "-98", "-99"),
        "s": (row("range", "s", constraint=NUMBER, appearance="rating"), "-98", "-99"),
        "p": (row("range", "p", constraint=NUMBER, appearance="picker"), "-98", "-99"),
        "d": (row("date", "d", constraint=DAY), "9998-01-01", "9999-01-01"),
        "t": (row("text", "t", constraint=TEXT), "98", "99"),
        "l": (row("text", "l", constraint=TEXT, appearance="multiline"), "98", "99"),
        "o": (row("select_one hard", "o"), "98", "99"),
        "m": (row("select_multiple hard", "m"), "98", "99"),
        "g": (row("select_one hard", "g", appearance="minimal"), "98", "99"),
        "h": (row("select_multiple hard", "h", appearance="search"), "98", "99"),
    }
    person = ask(*(question for question, _, _ in kinds.values()))
    for name, (_, unknown, refused) in kinds.items():
        here = f"/data/{name}"
        person.press("F7")
        assert person.stored(here) == unknown, name
        person.press("F8")
        assert person.stored(here) == refused, name
        person.press("F8")
        assert person.stored(here) == "", name
        person.press("F7")
        person.page.flush()
        assert person.after_a_crash(here) == unknown, name
        assert person.fault() == "", name
        person.press("PgDn")
    assert person.here == "/data/last"


def test_a_chip_stands_in_place_of_the_code_and_typing_or_del_replaces_it(ask: Ask) -> None:
    person = ask(row("date", "d", constraint=DAY), row("integer", "n", constraint=NUMBER))
    person.press("F7")
    line = person.card.asked.control.line
    assert (line.text(), line.chip) == ("", "不知道")
    person.enters("20250618")
    person.page.flush()
    assert (person.stored("/data/d"), line.chip) == ("2025-06-18", "")
    person.press("F7", "Del")
    assert (person.stored("/data/d"), line.chip) == ("", "")
    person.press("Ctrl+Z")
    assert (person.stored("/data/d"), line.chip) == ("9998-01-01", "不知道")
    person.press("PgDn", "Shift+F8")
    assert person.stored("/data/n") == "-97"
    assert person.card.asked.control.line.chip == "不适用"


def test_dont_know_never_stands_beside_an_answer(ask: Ask) -> None:
    for look in ("", "search"):
        person = ask(row("select_multiple hard", "m", appearance=look))
        if not look:
            person.enters("13")
        else:
            person.enters("缺钱")
            person.press("Enter")
        person.press("F7")
        assert person.stored("/data/m") == "98"
        if not look:
            person.enters("2")
        else:
            person.enters("缺人")
            person.press("Enter")
        assert person.stored("/data/m") == "c2"
        person.page.pause()


def test_none_of_these_clears_the_others_and_undo_brings_them_back(ask: Ask) -> None:
    kept_apart = "not(selected(., 'c3') and count-selected(.) > 1)"
    person = ask(row("select_multiple hard", "m"), row("select_multiple hard", "k", constraint=kept_apart))
    person.enters("12")
    person.enters("4")
    assert person.stored("/data/m") == "none"
    assert person.card.asked.control.chosen() == ["none"]
    person.press("Ctrl+Z")
    assert person.stored("/data/m") == "c1 c2"
    assert person.card.asked.control.chosen() == ["c1", "c2"]
    person.press("PgDn")
    person.enters("13")
    assert person.stored("/data/k") == "c3"
    person.enters("2")
    assert person.stored("/data/k") == "c2"


def test_choosing_other_puts_the_cursor_into_its_text(ask: Ask) -> None:
    person = ask(
        row("select_one hard", "a"),
        row("text", "a_text", relevant="${a} = 'c3'", required="yes"),
        row("begin_group", "g", appearance="field-list"),
        row("select_multiple hard", "b"),
        row("text", "b_text", relevant="selected(${b}, 'c3')"),
        {"type": "end_group"},
    )
    person.enters("2")
    assert person.here == "/data/a"
    person.enters("3")
    assert person.here == "/data/a_text"
    person.press("Shift+Tab")
    assert person.here == "/data/a"
    person.press("PgDn")
    person.answers("别的 𠮷")
    person.enters("1")
    assert person.here == "/data/g/b"
    person.enters("3")
    assert person.here == "/data/g/b_text"
    person.enters("其他")
    person.press("Shift+Tab")
    assert person.here == "/data/g/b"
    assert (person.stored("/data/a_text"), person.stored("/data/g/b_text")) == ("别的 𠮷", "其他")


def test_the_column_missing_lets_codes_through_that_the_rule_would_refuse(ask: Ask) -> None:
    person = ask(
        row("date", "d", constraint=". <= today()", missing="9998-01-01 9999-01-01", required="yes"),
        row("text", "t", constraint="string-length(.) > 5", missing="98 97"),
    )
    person.press("F7", "Enter")
    assert (person.stored("/data/d"), person.here) == ("9998-01-01", "/data/t")
    person.card.foot.not_applicable.click()
    assert person.stored("/data/t") == "97"
    person.press("Enter")
    assert person.here == "/data/last"
    person.press("PgUp")
    person.press("Del")
    person.enters("短")
    person.press("Enter")
    assert person.here == "/data/t"


def test_codes_leave_the_study_as_they_were_given_and_are_named(ask: Ask, tmp_path: Path) -> None:
    person = ask(
        row("date", "d", missing="9998-01-01"),
        row("integer", "n", constraint=NUMBER),
        row("select_multiple hard", "m"),
        row("text", "t", missing="98"),
    )
    for _ in range(4):
        person.press("F7", "PgDn")
    person.page.finalize()
    study = person.stage.desk.study
    assert study is not None
    with closing(study.reader()) as reader:
        path = export_study(reader, "asked", tmp_path / "out.xlsx", Options()).path
    book = load_workbook(path)
    heads, answers, *_ = book.worksheets[0].iter_rows(values_only=True)
    found = dict(zip(heads, answers, strict=True))
    assert str(found["d"])[:10] == "9998-01-01"
    assert (found["n"], str(found["t"])) == (-98, "98")
    assert {head: found[head] for head in heads if str(head).startswith("m/") and found[head]} == {"m/98": 1}
    said = " ".join(
        str(cell) for sheet in book for line in sheet.iter_rows(values_only=True) for cell in line
    )
    assert "9998-01-01 9999-01-01" in said.replace(",", "")

"""The interviewer of the interview tests, for single questions; and forms of one question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.ui.interview.conftest import interviewer, talk
from tests.ui.interview.interviewer import Interviewer

__all__ = ["ask", "interviewer", "talk"]

LISTS = {
    "yn": [("1", "是", "Yes"), ("0", "否", "No")],
    "hard": [("c1", "缺钱", "Money"), ("c2", "缺人", "People"), ("c3", "缺地", "Land"),
             ("none", "以上都没有", "None of these"), ("98", "不知道", "Don't know"), ("99", "拒绝", "Refused")],
    "scale": [("1", "不同意", "No"), ("2", "一般", "So so"), ("3", "同意", "Yes")],
    "rank": [("x", "甲", "X"), ("y", "乙", "Y"), ("z", "丙", "Z")],
    "many": [(f"v{n}", f"{name}村", f"Village {n}") for n, name in enumerate("石柳城大东𠮷﨑" * 5, 1)],
    "ends": [("0", "低", "Low"), ("10", "高", "High")],
    "part": [("roof", "屋顶", "Roof"), ("wall", "墙", "Wall")],
}  # fmt: skip
LANGUAGES = {"zh": "label::中文 (zh)", "en": "label::English (en)"}
Row = Mapping[str, str]


def row(kind: str, name: str, **more: str) -> dict[str, str]:
    """A row of the survey sheet, with words in both languages."""
    words = {LANGUAGES["zh"]: f"{name} 题 𠮷", LANGUAGES["en"]: f"Question {name}"}
    return {"type": kind, "name": name, **words, **more}


@pytest.fixture
def ask(interviewer: Interviewer, tmp_path: Path) -> Callable[..., Interviewer]:
    """`ask(row("text", "a"), ...)` begins an interview with these questions and one more, `last`."""

    def begin(*rows: Row, files: Mapping[str, bytes] | None = None) -> Interviewer:
        folder = tmp_path / "asked"
        folder.mkdir(exist_ok=True)
        for name, content in (files or {}).items():
            (folder / name).write_bytes(content)
        interviewer.begins(form_of([*rows, row("text", "last")], folder / "asked.xlsx"))
        return interviewer

    return begin


def form_of(rows: list[Row], path: Path) -> Path:
    """The workbook of a form."""
    book = Workbook()
    choices = [
        {"list_name": name, "name": code, LANGUAGES["zh"]: zh, LANGUAGES["en"]: en,
         "exclusive": "yes" if code == "none" else ""}
        for name, items in LISTS.items() for code, zh, en in items
    ]  # fmt: skip
    settings = {"form_id": "asked", "version": "1", "form_title": "一题", "default_language": "中文 (zh)",
                "missing_codes": "97 98 99 -97 -98 -99 9997-01-01 9998-01-01 9999-01-01"}  # fmt: skip
    for title, sheet_rows in (("survey", rows), ("choices", choices), ("settings", [settings])):
        sheet = book.create_sheet(title)
        heads = list(dict.fromkeys(head for one in sheet_rows for head in one))
        sheet.append(heads)
        for one in sheet_rows:
            sheet.append([one.get(head) or None for head in heads])
    del book["Sheet"]
    book.save(path)
    return path

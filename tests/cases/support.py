"""A form that asks for the number of its case, and lists of cases as people write them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from tests import workbooks

SURVEY = [
    ["type", "name", "label::中文 (zh)", "required", "pd"],
    ["text", "case_id", "样本编号", "yes", "Q"],
    ["integer", "wave", "第几轮", "", ""],
    ["begin repeat", "visits", "接触记录", "", ""],
    ["text", "v_note", "备注", "", ""],
    ["end repeat", "", "", "", ""],
    ["text", "who", "受访者", "", "D"],
    ["integer", "age", "年龄", "", ""],
    ["integer", "b_birth", "出生年份", "", ""],
    ["text", "outcome", "结果", "", ""],
]
SETTINGS = [["form_id", "version", "form_title", "default_language"], ["people", "1", "人口表", "中文 (zh)"]]
HEAD = "case_id,label,enum,village,appointment,b_birth,who,phone\n"
LIST = HEAD + (
    "RET-0001,养殖户 𠮷祥,E07,石桥村,2026-11-23 14:30,1988,王﨑,13812345678\n"
    '110101199003070018,"电商\n（第二行）",E07,𡋬上,,1990,,\n'
    "RET-0003,,,,,,,\n"
)


def write_form(path: Path) -> Path:
    """The form as a workbook."""
    return workbooks.write(path, survey=SURVEY, settings=SETTINGS)


def csv(folder: Path, text: str = LIST, encoding: str = "utf-8", name: str = "cases.csv") -> Path:
    """A list as a file."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def workbook(folder: Path, rows: Iterable[Sequence[object]], name: str = "cases.xlsx") -> Path:
    """The same as a workbook."""
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(folder / name)
    return folder / name

"""A form that asks for personal values in every way a form can, people to answer it, and a search for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl

from fieldapp import study
from fieldapp.session import Session
from fieldapp.study import Study

SURVEY = """
type               | name     | label  | pd | calculation                        | constraint               | required | relevant         | save_to
text               | case_id  | 编号   |    |                                    |                          |          |                  |
text               | name     | 姓名   | D  |                                    |                          | yes      |                  | full_name
text               | phone    | 电话   | D  |                                    | regex(., '^[0-9]{11}$')  |          |                  |
text               | id_no    | 证号   | D  |                                    | string-length(.) = 18    |          |                  |
text               | address  | 住址   | D  |                                    |                          |          |                  |
integer            | lucky    | 号码   | D  |                                    |                          |          |                  |
calculate          | greeting |        |    | concat('尊敬的', ${name})          |                          |          |                  |
calculate          | long_no  |        | no | string-length(${id_no})            |                          |          |                  |
integer            | age      | 年龄   | Q  |                                    |                          |          |                  |
text               | remark   | 备注   |    |                                    |                          |          | ${phone} != ''   |
begin repeat       | hh       | 成员   |    |                                    |                          |          |                  |
text               | h_name   | 姓名   | D  |                                    |                          |          |                  |
integer            | h_age    | 年龄   |    |                                    |                          |          |                  |
end repeat         |          |        |    |                                    |                          |          |                  |
select_one ${h_name} | head   | 户主   |    |                                    |                          |          |                  |
begin group        | pii      | 联系人 | D  |                                    |                          |          |                  |
text               | alt_name | 姓名   |    |                                    |                          |          |                  |
image              | card     | 证件   |    |                                    |                          |          |                  |
end group          |          |        |    |                                    |                          |          |                  |
image              | house    | 房屋   |    |                                    |                          |          |                  |
audit              | audit    |        |    |                                    |                          |          |                  |
"""
SETTINGS = {
    "form_title": "入户",
    "form_id": "door",
    "version": "1",
    "instance_name": "concat(${case_id}, ' ', ${name})",
}

NAME, PHONE, ID_NO = "𠮷田㐂一郎", "13812345678", "11010519491231002X"
ADDRESS = "湖南省长沙市\n岳麓区 12 号"
MEMBERS = ("欧阳修文", "﨑山花子", "王小二")
PERSONAL = (NAME, PHONE, ID_NO, "岳麓区 12 号", *MEMBERS, "赵钱孙李", "8675309")


def write_form(path: Path, survey: str = SURVEY, choices: Sequence[Sequence[str]] = ()) -> Path:
    """The form as a workbook; the usual one makes entities and is named by its person."""
    book = openpyxl.Workbook()
    sheet = book.create_sheet("survey")
    for line in survey.strip().splitlines():
        sheet.append([cell.strip() or None for cell in line.split("|")])
    usual = {"settings": SETTINGS, "entities": {"list_name": "people", "label": "${name}"}}
    bare = {"settings": {"form_id": path.stem, "form_title": path.stem, "version": "1"}}
    for title, cells in (usual if survey == SURVEY else bare).items():
        sheet = book.create_sheet(title)
        sheet.append(list(cells))
        sheet.append(list(cells.values()))
    sheet = book.create_sheet("choices")
    for row in (("list_name", "name", "label"), *choices):
        sheet.append(list(row))
    book.save(path)
    return path


def contact_study(folder: Path) -> tuple[Study, str]:
    """A new study in `folder/s` with the form; and the form's hash."""
    made = study.create(folder / "s", "入户调查")
    return made, made.add_form(write_form(folder / "door.xlsx")).sha256


def fill(session: Session, files: bool = True) -> None:
    """Answer everything."""
    session.answer("/data/case_id", "RET-0001")
    for typed in ("𠮷", "𠮷田", NAME):
        session.answer("/data/name", typed, typing=True)
    session.answer("/data/phone", PHONE)
    session.answer("/data/id_no", ID_NO)
    session.answer("/data/address", ADDRESS)
    session.answer("/data/lucky", "8675309")
    session.answer("/data/age", "47")
    session.answer("/data/remark", "下雨\n路滑")
    for number, member in enumerate(MEMBERS, start=1):
        session.add_repeat("/data/hh")
        session.answer(f"/data/hh[{number}]/h_name", member)
        session.answer(f"/data/hh[{number}]/h_age", str(20 + number))
    session.answer("/data/head", MEMBERS[1])
    session.answer("/data/pii/alt_name", "赵钱孙李")
    if files:
        card = session.attach_bytes("/data/pii/card", b"\x89PNG a card", ".png")
        session.answer("/data/pii/card", card)
        session.answer("/data/house", session.attach_bytes("/data/house", b"\x89PNG a house", ".png"))


def holders(folder: Path, wanted: str, skip: tuple[str, ...] = ()) -> list[str]:
    """Files below `folder` that hold a text in UTF-8, UTF-16 or as JSON escapes it."""
    escaped = wanted.encode("unicode_escape").replace(b"\\U000", b"\\u")
    forms = {wanted.encode(), wanted.encode("utf-16-le"), wanted.encode("utf-16-be"), escaped}
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name not in skip)
    return [path.name for path in found if any(form in path.read_bytes() for form in forms)]


def seen(session: Session) -> list[tuple[Any, ...]]:
    """Everything that can be seen of every node."""
    return [
        (node.reference, node.value, node.withheld, node.relevant, node.required, node.valid, node.row_id)
        for node in session.interview.root.walk()
    ]

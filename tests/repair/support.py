"""A small study with finalized interviews, a correction, drafts, files, lists, notes and personal values."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import openpyxl

from fieldapp import study
from fieldapp.keys import Protection, Unlock, argon
from fieldapp.session import Session
from fieldapp.study import Study

SURVEY = """
type         | name  | label | pd | required | constraint
text         | name  | 姓名  |    | yes      |
text         | code  | 身份证号 |    |          |
text         | phone | 电话  | D  |          |
integer      | age   | 年龄  |    |          | . < 150
select_one_from_file villages.csv | village | 村 | | |
image        | photo | 照片  |    |          |
begin repeat | hh    | 家人  |    |          |
text         | who   | 谁    |    |          |
end repeat   |       |       |    |          |
text         | more  | 还有什么 |    |          |
"""
SETTINGS = {"form_title": "损坏测试", "form_id": "damage", "version": "1", "instance_name": "${name}"}
VILLAGES = "name,label\n" + "".join(f"v{number},老营村{number}\n" for number in range(40))
UNLOCK = Unlock("L01", "钥匙 correct horse battery")


def protection() -> Protection:
    """Weak on purpose, so that tests do not wait."""
    return Protection("L01", "钥匙 correct horse battery", name="王芳", params=argon.LIGHT)


def make_study(folder: Path, protected: bool = False) -> None:
    """Made, filled and closed."""
    source = folder.with_name("form")
    source.mkdir(parents=True, exist_ok=True)
    write_form(source / "damage.xlsx")
    (source / "villages.csv").write_text(VILLAGES, "utf-8")
    made = study.create(folder, "损坏测试", protection=protection() if protected else None)
    with closing(made):
        sha256 = made.add_form(source / "damage.xlsx").sha256
        fill(made, sha256)
    shutil.rmtree(source)


def write_form(path: Path) -> None:
    """The form as a workbook."""
    book = openpyxl.Workbook()
    survey, settings = book.create_sheet("survey"), book.create_sheet("settings")
    for line in SURVEY.strip().splitlines():
        survey.append([cell.strip() or None for cell in line.split("|")])
    settings.append(list(SETTINGS))
    settings.append(list(SETTINGS.values()))
    book.save(path)


def fill(made: Study, sha256: str) -> None:
    """Four finalized, one of them corrected; three drafts."""
    if made.secrets is None:
        made.enumerator = "E07"
    picture = made.folder.with_name("picture.jpg")
    picture.write_bytes(b"\xff\xd8" + bytes(range(256)) * 40)
    names = ["王小明𠮷", "李㐂", "赵﨑", "钱大", "孙二", "周三", "吴四"]
    ids = []
    for number, name in enumerate(names):
        session = Session.start(made, sha256)
        session.answer("/data/name", name)
        session.answer("/data/code", f"11010519491231{number:04}")
        session.answer("/data/phone", f"1380000{number:04}")
        session.answer("/data/age", str(30 + number))
        session.answer("/data/village", f"v{number}")
        session.answer("/data/photo", session.attach("/data/photo", picture) if number % 2 else "")
        for who in ("父", "母", "女儿"):
            session.add_repeat("/data/hh")
            session.answer(f"/data/hh[{len(session.interview.rows('/data/hh'))}]/who", f"{name}的{who}")
        session.answer("/data/more", f"去年冬天雪大，\n大棚压塌了两个。{name}" * 12)
        session.undo()
        session.redo()
        session.note("/data/age", f"看了户口本 {number}")
        if number < 4:
            session.finalize()
        ids.append(session.instance_id)
        session.close()
    correction = Session.reopen(made, ids[0], "年龄记错")
    correction.answer("/data/age", "31")
    correction.finalize()
    correction.close()
    picture.unlink()


def shown(made: Study) -> dict[str, object]:
    """Everything a person can be shown of a study: lists, every interview with all its answers, revisions."""
    rows = [*made.drafts(), *made.finalized()]
    seen: dict[str, object] = {
        "name": made.name,
        "enumerator": made.enumerator,
        "forms": [(row.form_id, row.version, row.title, row.sha256) for row in made.forms()],
        "rows": sorted(map(str, rows)),
        "revisions": [(row.rev_id, row.body, row.xml, row.author) for row in made.store.revisions.all()],
    }
    for row in rows:
        session = Session.resume(made, row.instance_id)
        nodes = [(node.reference, node.value, node.relevant) for node in session.interview.root.walk()]
        choices = [choice.label for choice in session.interview.node("/data/village").choices()]  # type: ignore[union-attr]
        seen[row.instance_id] = (session.position, nodes, choices, session.notes, session.can_undo)
        for node in session.interview.root.walk():
            if node.control and node.control.kind == "upload" and node.value:
                seen[node.value] = session.media(node.value)
        session.close()
    return seen

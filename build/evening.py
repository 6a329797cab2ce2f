"""A team's evening, for pictures of the supervisor's screens: three laptops, a stick, a list of cases."""

from __future__ import annotations

from pathlib import Path

from fieldapp import cases
from tests import workbooks
from tests.transfer.laptops import Laptop, Team

SURVEY = (
    ("type", "name", "label::中文 (zh)", "label::English (en)", "pd", "calculation"),
    ("text", "who", "受访者姓名", "Name", "D", None),
    ("integer", "age", "年龄", "Age", None, None),
    ("calculate", "case_id", None, None, None, "concat('RET-0', 180 + ${age} * 3)"),
    ("begin repeat", "hh", "家里人", "Family", None, None),
    ("text", "kin", "称呼", "Who it is", None, None),
    ("end repeat", None, None, None, None, None),
    ("file", "paper", "营业执照", "Business licence", None, None),
)
SETTINGS = (
    ("form_title", "form_id", "version", "default_language", "instance_name"),
    ("返乡创业者 / Returnees", "people", "1", "中文 (zh)", "${case_id}"),
)
STICK = "KINGSTON"
PEOPLE = {"a": "E01 李梅", "b": "E03 周敏", "s": "S01 王老师"}
CASES = """case_id,label,enum,village,appointment
RET-0312,养殖户,E01,石桥村 3 组 12 号,2026-11-23 09:30
RET-0315,农家乐,E01,石桥村 3 组 21 号,2026-11-23 11:00
RET-0298,果园,E03,石桥村 1 组 8 号,2026-11-22 18:30
RET-0301,运输,E03,石桥村 1 组 3 号,
RET-0321,加工,,石桥村 4 组 9 号,
RET-0330,电商,,上河村 2 组 5 号,
"""


def write_form(path: Path) -> Path:
    """A small form whose interviews are called by their case."""
    return workbooks.write(path, survey=SURVEY, settings=SETTINGS)


def prepare(folder: Path) -> tuple[Path, Path]:
    """The supervisor's study, closed, and the stick that was brought."""
    stick = folder / STICK
    stick.mkdir()
    team = Team(folder, form=write_form)
    a, b, s = (_laptop(team, name) for name in PEOPLE)
    torn = [b.interviews(f"周{name}", 41 + at, "妻", "子") for at, name in enumerate("敏芳")]
    b.sends(stick)
    s.takes(stick)
    for at, record in enumerate(torn):
        b.corrects(record, age=64 + at, **{"hh[1]/kin": "妻子"})
        s.corrects(record, age=46 + at)
    for at, name in enumerate("伟静强磊洋"):
        a.interviews(f"张{name}", 30 + 4 * at, "母")
    listed = folder / "cases.csv"
    listed.write_text(CASES, "utf-8")
    cases.load(s.study, cases.look(s.study, listed))
    for laptop in (a, b):
        laptop.sends(stick)
    team.close()
    return s.folder, stick


def _laptop(team: Team, name: str) -> Laptop:
    laptop = team.laptop(name)
    laptop.study.enumerator = PEOPLE[name]
    return laptop

"""Excel export of 20,000 interviews of 60 columns: ours against openpyxl write-only, in one run.

    python build/bench/export.py [--interviews 20000] [--rounds 3]

Each measurement is a fresh process: time by the wall clock, peak memory as the system counts it.
"Ours" starts at a study's database and ends with a synced file: reading revisions, JSON, columns,
codebook, keys. "From answers" leaves out the database. Beside them openpyxl write-only, twice: "bare
rows" gets rows that are ready in memory and writes them without any format, so that only its own work
is counted, none of ours; "same workbook" is our export with openpyxl as its writer, so that the two
files are alike. Prints the ratios; the aim is 5.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fieldapp.export.writers import Sheet

sys.path.insert(0, str(Path(__file__).parents[2]))

COLUMNS = 60
FORM = "bench"
NAMES = ["王小明", "李雪", "张伟", "欧阳娜娜", "𠮷田", "赵㐂", "司马光", "陈家洛", "周芷若", "吴用"]
WORDS = ["返乡", "创业", "贷款", "培训", "政策", "土地", "合作社", "县城", "收入", "不稳定", "手续"]


def survey() -> list[dict[str, str]]:
    """Questions that make exactly 60 columns with codes, one column a select_multiple."""
    ours = 9  # _key and what stands behind the questions
    rows = [{"type": "start", "name": "start"}, {"type": "text", "name": "case_id", "label": "样本编号"}]
    kinds = [
        "text",
        "integer",
        "select_one edu",
        "decimal",
        "select_one yesno",
        "date",
        "select_multiple why",
    ]
    for number in range(COLUMNS - ours - len(rows)):
        kind = kinds[number % len(kinds)]
        rows.append({"type": kind, "name": f"q{number:02}", "label": f"第 {number} 题：您怎么看"})
    return rows


CHOICES = [
    *({"list_name": "edu", "name": f"{code:02}", "label": f"学历 {code}"} for code in range(1, 9)),
    *({"list_name": "yesno", "name": code, "label": label} for code, label in (("1", "是"), ("0", "否"))),
    *({"list_name": "why", "name": f"{code:02}", "label": f"原因 {code}"} for code in range(1, 13)),
]


def answers(chance: random.Random, number: int, questions: list[dict[str, str]]) -> dict[str, str]:
    """A made-up interview: Chinese text of all lengths, IDs, skipped questions."""
    made = {"/data/start": f"2025-06-{1 + number % 28:02}T09:{number % 60:02}:11.000+08:00"}
    made["/data/case_id"] = f"{110101199001010000 + number}"
    for question in questions[2:]:
        if chance.random() < 0.9:
            made[f"/data/{question['name']}"] = value(chance, question["type"])
    return made


def value(chance: random.Random, kind: str) -> str:
    """An answer of one type."""
    match kind.split()[0]:
        case "text":
            return chance.choice(NAMES) + "，".join(chance.choices(WORDS, k=chance.randint(1, 8)))
        case "integer":
            return str(chance.randint(0, 99_999))
        case "decimal":
            return f"{chance.uniform(0, 1e5):.2f}"
        case "date":
            return f"20{chance.randint(10, 25)}-0{chance.randint(1, 9)}-1{chance.randint(0, 9)}"
        case "select_multiple":
            return " ".join(
                sorted(chance.sample([f"{code:02}" for code in range(1, 13)], chance.randint(1, 5)))
            )
        case _:
            return chance.choice(["1", "0"]) if "yesno" in kind else f"{chance.randint(1, 8):02}"


def prepare(folder: Path, interviews: int) -> None:
    """A study database with the finished interviews, and the same rows for openpyxl."""
    import openpyxl

    from fieldapp.form import read_form
    from fieldapp.store import LogEntry, RevisionRow, Store
    from fieldapp.store.rows import FormRow

    book, questions = openpyxl.Workbook(), survey()
    settings = [{"form_id": FORM, "form_title": "测速", "version": "1"}]
    for name, rows in {"survey": questions, "choices": CHOICES, "settings": settings}.items():
        sheet = book.create_sheet(name)
        sheet.append(list(rows[-1]))
        for row in rows:
            sheet.append([row.get(heading) for heading in rows[-1]])
    book.save(folder / "form.xlsx")
    form = read_form(folder / "form.xlsx")
    store, sha, chance = Store.create(folder / "study.db", {}), form.definition.sha256, random.Random(1)
    with store.transaction():
        store.forms.add(FormRow(sha, FORM, "1", "测速", datetime.now()), form.xml, "form.xlsx")
        for number in range(interviews):
            body = {"answers": answers(chance, number, questions), "form_sha256": sha, "seq": str(number)}
            key = f"uuid:{number:08}-1111-4222-8333-444455556666"
            written = json.dumps(body, ensure_ascii=False, sort_keys=True).encode()
            digest = hashlib.sha256(written).hexdigest()
            row = RevisionRow(
                digest, key, key, "content", sha, FORM, (), "张三", "laptop", number + 1,
                "2025-06-30T18:00:00.000+08:00", "", written, "",
            )  # fmt: skip
            store.revisions.add(row, LogEntry("laptop", number + 1, "", b"", "", b""))
    store.close()


def main() -> None:
    """Prepare once, measure each way in turn, print medians."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--interviews", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", nargs=2)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(WAYS[given.measure[0]](Path(given.measure[1]))))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, given.interviews)
        report(folder, given.interviews, given.rounds)


def report(folder: Path, interviews: int, rounds: int) -> None:
    """Rounds of all ways, so that a busy moment hits all alike."""
    found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(rounds):
        for way in WAYS:
            command = [sys.executable, __file__, "--measure", way, str(folder)]
            found[way].append(json.loads(subprocess.check_output(command)))
    print(f"{interviews} interviews, {COLUMNS} columns, median of {rounds}")
    medians = {}
    for way, runs in found.items():
        medians[way] = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        seconds, cpu, mb, before = (medians[way][key] for key in ("seconds", "cpu", "mb", "before"))
        print(f"{way:20} {seconds:6.2f} s  cpu {cpu:6.2f} s  peak {mb:4.0f} MB, of it given {before:4.0f}")
    for peer, way in (
        ("openpyxl, same book", "ours"),
        ("openpyxl, bare rows", "rustpy, bare rows"),
        ("openpyxl, bare rows", "ours from answers"),
        ("openpyxl, bare rows", "ours"),
    ):
        wall, cpu = (medians[peer][key] / medians[way][key] for key in ("seconds", "cpu"))
        print(f"{peer} / {way}: {wall:.1f} by the clock, {cpu:.1f} in CPU time")


def peak() -> float:
    """Peak memory of this process in MB."""
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1 << 20) if sys.platform == "darwin" else most / 1024


def now() -> tuple[float, float]:
    """Wall clock and CPU time of this process."""
    return time.perf_counter(), time.process_time()


def measured(start: tuple[float, float], before: float) -> dict[str, float]:
    """Time since `start`, and peak memory; `before` MB were there already."""
    wall, cpu = now()
    return {"seconds": wall - start[0], "cpu": cpu - start[1], "mb": peak(), "before": before}


def ours(folder: Path, writer: Callable[[Path, Sequence[Sheet]], None] | None = None) -> dict[str, float]:
    """From the database to the file."""
    from fieldapp import export
    from fieldapp.store import Store

    start = now()
    store = Store.open(folder / "study.db", read_only=True)
    export.workbook.best_writer = lambda: writer or export.write_with_rust
    export.export_study(store, FORM, folder / "ours.xlsx", options())
    return measured(start, 0)


def fallback(folder: Path) -> dict[str, float]:
    """The same with XlsxWriter."""
    from fieldapp.export import write_with_xlsxwriter

    return ours(folder, write_with_xlsxwriter)


def same_workbook(folder: Path) -> dict[str, float]:
    """The same with openpyxl."""
    import openpyxl  # its start is not counted, as little as that of the others

    return ours(folder, write_with_openpyxl) if openpyxl else {}


def write_with_openpyxl(path: Path, sheets: Sequence[Sheet]) -> None:
    """The same sheets with the same formats. A write-only sheet takes a format only with a cell object."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.utils import get_column_letter

    from fieldapp.export.columns import Stored
    from fieldapp.export.writers import FORMATS

    book = openpyxl.Workbook(write_only=True)
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        page.freeze_panes = "B2"
        for place, column in enumerate(sheet.columns, start=1):
            page.column_dimensions[get_column_letter(place)].width = column.width
        page.append([column.heading for column in sheet.columns])
        formats = [FORMATS[column.stored] for column in sheet.columns]
        plain = [column.stored is Stored.NUMBER for column in sheet.columns]

        def cell(value: object, place: int, formats: list[str] = formats, page: object = page) -> object:
            made = WriteOnlyCell(page, value)
            made.number_format = formats[place]
            return made

        for row in sheet.rows:
            page.append([v if v is None or plain[n] else cell(v, n) for n, v in enumerate(row)])
    book.save(path)


def from_answers(folder: Path) -> dict[str, float]:
    """From answers in memory to the file; reading them is not counted."""
    from fieldapp.export import definitions, export_workbook
    from fieldapp.export.source import record_of
    from fieldapp.store import Store
    from fieldapp.store.heads import head_ids, heads

    store = Store.open(folder / "study.db", read_only=True)
    records = [record_of(head) for head in heads(store, FORM, head_ids(store, FORM))]
    forms, before, start = definitions(store, FORM), peak(), now()
    export_workbook(records, forms, folder / "answers.xlsx", options())
    return measured(start, before)


def rows_of(folder: Path) -> Iterator[list[object]]:
    """The rows that our export writes, as it hands them to its writer."""
    from fieldapp import export
    from fieldapp.store import Store

    kept: list[list[object]] = []

    def keep(path: Path, sheets: object) -> None:
        first = next(iter(sheets))  # type: ignore[call-overload]
        kept.extend([[column.heading for column in first.columns], *map(list, first.rows)])
        path.touch()

    export.workbook.best_writer = lambda: keep
    store = Store.open(folder / "study.db", read_only=True)
    export.export_study(store, FORM, folder / "none.xlsx", options())
    return iter(kept)


def rust_bare_rows(folder: Path) -> dict[str, float]:
    """Our writer's library alone, with rows that are ready and no format."""
    from rustpy_xlsxwriter import FastExcel

    headings, *rows = rows_of(folder)
    before, start = peak(), now()
    FastExcel(str(folder / "rust.xlsx")).sheet(
        "bench", (dict(zip(headings, row, strict=True)) for row in rows)
    ).save()
    return measured(start, before)


def bare_rows(folder: Path) -> dict[str, float]:
    """openpyxl in its streaming mode, with rows that are ready."""
    import openpyxl

    rows = list(rows_of(folder))
    if len(rows[0]) != COLUMNS:
        raise SystemExit(f"the benchmark has {len(rows[0])} columns, not {COLUMNS}")
    before, start = peak(), now()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("bench")
    for row in rows:
        sheet.append(row)
    book.save(folder / "openpyxl.xlsx")
    return measured(start, before)


def options() -> object:
    """60 columns: codes, one column a select_multiple."""
    from fieldapp.export import Multiple, Options, Values

    return Options(values=Values.CODES, multiple=Multiple.ONE, time_zones=False)


WAYS = {
    "ours": ours,
    "ours from answers": from_answers,
    "ours, XlsxWriter": fallback,
    "rustpy, bare rows": rust_bare_rows,
    "openpyxl, same book": same_workbook,
    "openpyxl, bare rows": bare_rows,
}

if __name__ == "__main__":
    main()

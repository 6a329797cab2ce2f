"""The list of cases as CSV: what can be loaded again, and beside it what was done."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from fieldapp import files
from fieldapp.cases.listing import Entry
from fieldapp.form.personal import TOKEN

HEADS = (
    *("case_id", "label", "form_id", "wave", "status", "enum", "quota", "village", "reserve", "appointment"),
    *("attempts", "last_outcome", "note"),
)


def write(entries: Sequence[Entry], path: Path) -> int:
    """Write it for Excel (UTF-8 with its mark); the number of rows.

    What identifies people stays in the contacts: such columns are left out.
    """
    columns = sorted({name for one in entries for name, said in one.plan.values if not TOKEN.fullmatch(said)})
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*HEADS, *columns])
    writer.writerows(_cells(one, columns) for one in entries)
    files.write(path, out.getvalue().encode("utf-8-sig", "replace"))
    return len(entries)


def _cells(one: Entry, columns: Iterable[str]) -> list[str]:
    plan, values = one.plan, dict(one.plan.values)
    first = (one.case_id, plan.label, plan.form_id, one.wave, one.status, plan.enum, plan.quota, plan.village)
    then = (plan.reserve, one.appointment or plan.appointment, str(one.tries), one.outcome, plan.note)
    said = [values.get(name, "") for name in columns]
    return [_cell("" if TOKEN.fullmatch(text) else text) for text in (*first, *then, *said)]


def _cell(text: str) -> str:
    """No cell may be taken for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text

"""The table of what forms may use: docs/features.json -> docs/forms.md.

python build/features.py            writes the page
python build/features.py --check    fails where the page or a test that is named is missing or old
"""

from __future__ import annotations

import ast
import json
import sys
from collections import Counter
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE, PAGE = ROOT / "docs" / "features.json", ROOT / "docs" / "forms.md"
STATES = {"supported": "yes", "partly": "partly", "not": "no", "planned": "planned"}
HEAD = """# What forms may use

Made by `build/features.py` from [features.json](features.json), which also names the test behind each row,
and as `window` the one that types into the real widget where that is another.
Forms are XLSForms or XForms as ODK defines them; [engine.md](engine.md) says how they behave where apps
differ.
Of {count} features {figures}.
"""
Feature = dict[str, str]


def features() -> list[Feature]:
    """All rows, in the order of the page."""
    rows: list[Feature] = json.loads(SOURCE.read_text("utf-8"))["features"]
    return rows


def page(rows: list[Feature]) -> str:
    """The whole page."""
    counted = Counter(row["state"] for row in rows)
    words = {"supported": "are supported", "partly": "partly", "not": "not", "planned": "planned"}
    figures = ", ".join(f"{counted[state]} {word}" for state, word in words.items())
    parts = [HEAD.format(count=len(rows), figures=figures)]
    for section, inside in groupby(rows, key=lambda row: row["section"]):
        parts += [f"\n## {section}\n", "| Feature | Supported | Note |", "| --- | --- | --- |"]
        parts += [_line(row) for row in inside]
    return "\n".join(parts).replace("\n\n\n", "\n\n") + "\n"


def _line(row: Feature) -> str:
    name = row["name"].replace("|", "\\|")
    return f"| {name} | {STATES[row['state']]} | {row['note']} |"


def faults(rows: list[Feature]) -> list[str]:
    """Rows without a proof or a reason, and tests that do not exist."""
    found = []
    for row in rows:
        name = f"{row['section']}: {row['name']}"
        if row["state"] not in STATES:
            found.append(f"{name}: no such state")
        if row["state"] in ("supported", "partly") and not exists(row["test"]):
            found.append(f"{name}: no test {row['test']!r}")
        if not exists(row.get("window", row["test"])) and "window" in row:
            found.append(f"{name}: no test {row['window']!r}")
        if row["state"] != "supported" and not row["note"]:
            found.append(f"{name}: no reason")
    return found


def exists(test: str) -> bool:
    """Whether `path::name` names a test function."""
    path, _, name = test.partition("::")
    return (ROOT / path).is_file() and name in _functions(ROOT / path)


def _functions(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def main(arguments: list[str]) -> int:
    rows = features()
    problems = faults(rows)
    if "--check" not in arguments:
        PAGE.write_text(page(rows), "utf-8", newline="\n")
    elif not PAGE.is_file() or PAGE.read_text("utf-8") != page(rows):
        problems.append("docs/forms.md is old: run build/features.py")
    print(*problems, sep="\n", end="\n" if problems else "")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

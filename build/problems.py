"""Writes docs/problems.md from the catalogue of problems: `.venv/bin/python build/problems.py`."""

from __future__ import annotations

import sys
from pathlib import Path

from fieldapp.problems import CATALOGUE, Kind
from fieldapp.wording import catalogue

PAGE = Path(__file__).resolve().parent.parent / "docs" / "problems.md"
HEAD = """# Problems fieldapp reports

Made by `build/problems.py` from `fieldapp/problems.py`; do not edit. A problem is a fault of the world
(a full disk, a damaged file). The command line returns its exit code; a wrong call returns 2, success 0.

| code | exit | English | 中文 |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(row(kind) for kind in CATALOGUE.values())


def row(kind: Kind) -> str:
    """One problem."""
    chinese = catalogue("zh").get(kind.sentence, "")
    cells = (f"`{kind.code}`", str(kind.exit_code), kind.sentence, chinese)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8", newline="\n")
    sys.exit(0)

"""Links and pictures in the pages for people lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "forms").rglob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_the_readme_is_short_and_names_both_commands() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert len(lines) < 150
    assert any(line.startswith("python3 build/dev.py run") for line in lines)
    assert any(line.startswith("python3 build/dev.py test") for line in lines)


@pytest.mark.parametrize("page", [p for p in PAGES if p.stem.endswith("_en")], ids=lambda page: page.stem)
def test_every_guide_and_note_is_there_in_both_languages(page: Path) -> None:
    assert page.with_name(page.name.replace("_en.", "_zh.")).is_file()


def test_the_architecture_names_every_room() -> None:
    words = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rooms = [path.parent.name for path in (ROOT / "fieldapp").glob("*/__init__.py")]
    assert [room for room in rooms if f"| `{room}/` |" not in words] == []

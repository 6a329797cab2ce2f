"""The six study kits: the files each must hold, and the lists each form names."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

FORMS = Path(__file__).parents[2] / "forms"
SHA256 = {
    "returnee_entrepreneur": "8cbd8d3ffe166c231d7cbb23485c39798b695bdf0ac155eccc82b978b6b9a3c6",
    "policy_official": "06f1a1edde53c2a943821e87275daf2a6f71eff978e815897d037e46e1ba503a",
    "migrant_worker_needs": "0167f3d17854ebbe86cbb944ce22ef776a6972ebab5608605e0949b02316e3b9",
    "village_resident": "f0f80bae8e84288288e1af46d5228371132ba77b06034e4aff4b1b4c60c71bb5",
    "village_profile": "95e4822bd0b56047edde608391b64bafe8a7d06f2d0922d9b77260078144cd27",
    "support_tracking": "3dd20e0ad758eb0e8f46cee139f37b99a01a9e8a7c7f53c455a1b0e7761a52c1",
}
"""The workbooks as they were checked: whoever changes one changes its version, its notes and this."""


def survey(kit: str) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(FORMS / kit / "form.xlsx", read_only=True)
    first, *others = book["survey"].iter_rows(values_only=True)
    book.close()
    return [dict(zip(first, row, strict=True)) for row in others]


def test_there_are_six_kits() -> None:
    assert {path.parent.name for path in FORMS.glob("*/form.xlsx")} == set(SHA256)


@pytest.mark.parametrize("kit", SHA256)
def test_the_form_is_the_one_that_was_checked(kit: str) -> None:
    assert hashlib.sha256((FORMS / kit / "form.xlsx").read_bytes()).hexdigest() == SHA256[kit]


@pytest.mark.parametrize("kit", SHA256)
def test_every_list_a_form_names_is_there_with_the_columns_it_reads(kit: str) -> None:
    for row in survey(kit):
        words = str(row["type"]).split()
        if words[0] != "select_one_from_file":
            continue
        path = next(p for p in (FORMS / kit / words[1], FORMS / "lists" / words[1]) if p.is_file())
        heading = path.read_text("utf-8").splitlines()[0].split(",")
        assert {"name", "label"} <= set(heading)
        assert "parent" in heading or "parent" not in str(row["choice_filter"])


@pytest.mark.parametrize("kit", SHA256)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_notes_warn_on_page_one(kit: str, language: str) -> None:
    first = (FORMS / kit / f"notes_{language}.md").read_text("utf-8").split("\n## ")[1]
    words = {"zh": ("涉外调查", "分开加密"), "en": ("Foreign-related", "kept encrypted and apart")}
    assert [word for word in words[language] if word not in first] == []


@pytest.mark.parametrize("kit", [kit for kit in SHA256 if kit != "village_resident"])
def test_the_notes_say_that_the_policies_are_generic(kit: str) -> None:
    assert "18 项政策是通用的" in (FORMS / kit / "notes_zh.md").read_text("utf-8")
    assert "18 policies are generic" in (FORMS / kit / "notes_en.md").read_text("utf-8")

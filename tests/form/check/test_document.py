"""docs/formcheck.md holds the catalogue as it is; every entry has its Chinese."""

from __future__ import annotations

import string
from pathlib import Path

import pytest

from fieldapp.form.check import CODES, Code
from fieldapp.wording import catalogue

DOCUMENT = Path(__file__).parents[3] / "docs" / "formcheck.md"


def line(code: Code) -> str:
    """The row of the table."""
    severity = code.severity.value + (" (strict)" if code.strict else "")
    what, fix = (text.replace("|", "\\|") for text in (code.what, code.fix))
    return f"| `{code.code}` | {severity} | {what} | {fix} |"


def test_the_document_lists_every_code_as_it_is() -> None:
    rows = [row for row in DOCUMENT.read_text("utf-8").splitlines() if row.startswith("| `")]
    assert rows == [line(code) for code in CODES.values()]


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("code", CODES.values(), ids=lambda code: code.code)
def test_every_code_has_its_chinese_with_the_same_fields(code: Code) -> None:
    for text in (code.what, code.fix):
        assert fields(catalogue("zh")[text]) == fields(text)

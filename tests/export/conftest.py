"""Both writers, so that every test of a workbook holds for each."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fieldapp import wording
from fieldapp.export import Writer, write_with_rust, write_with_xlsxwriter


@pytest.fixture(params=[write_with_rust, write_with_xlsxwriter], ids=["rust", "xlsxwriter"])
def writer(request: pytest.FixtureRequest) -> Writer:
    """Each writer in turn."""
    made: Writer = request.param
    return made


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Sheets of explanations in English, whatever ran before."""
    before = wording.language()
    wording.use("en")
    yield
    wording.use(before)

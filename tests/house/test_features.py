"""Every row of docs/features.json has a test that exists or a reason, and docs/forms.md is made from it."""

from __future__ import annotations

import importlib.util
from pathlib import Path

_PATH = Path(__file__).parents[2] / "build" / "features.py"
_SPEC = importlib.util.spec_from_file_location("features", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
features = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(features)


def test_every_row_has_its_proof_or_its_reason() -> None:
    assert features.faults(features.features()) == []


def test_the_page_is_made_from_the_rows() -> None:
    assert features.PAGE.read_text("utf-8") == features.page(features.features())


def test_a_missing_test_is_found() -> None:
    row = {
        "section": "s",
        "name": "n",
        "state": "supported",
        "test": "tests/house/test_features.py::gone",
        "note": "",
    }
    assert features.faults([row]) != []

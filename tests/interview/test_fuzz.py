"""A short run of build/soak/fuzz.py: damaged input gives a value or a Problem, never anything else."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

_PATH = Path(__file__).parents[2] / "build" / "soak" / "fuzz.py"
_SPEC = importlib.util.spec_from_file_location("fuzz", _PATH)
assert _SPEC is not None
assert _SPEC.loader is not None
fuzz = importlib.util.module_from_spec(_SPEC)
sys.modules["fuzz"] = fuzz
_SPEC.loader.exec_module(fuzz)


def wrong(faults):
    """Without what a busy machine alone may cause."""
    return [fault for fault in faults if ": took " not in fault and ": grew by " not in fault]


def test_random_expressions_give_a_value_or_a_problem():
    assert wrong(fuzz.run(1500, 0, seed=7)) == []


def test_damaged_forms_give_an_interview_or_a_problem():
    assert wrong(fuzz.run(0, 12, seed=7)) == []

"""The floors hold, and each fence is a real one: a fault planted in a copy of the package is caught."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS, ENGINE = "Import only downwards", "No database, network or threads in the engine"
FAULTS = {
    "upwards": (FLOORS, "xpath/planted.py", "import fieldapp.form"),
    "far upwards": (FLOORS, "files.py", "import fieldapp.ui"),
    "sideways": (FLOORS, "session/planted.py", "import fieldapp.study"),
    "inside a function": (
        FLOORS, "interview/planted.py", "def late():\n    import fieldapp.store\n",
    ),
    "a room nobody named": (FLOORS, "attic/__init__.py", ""),
    "qt": ("Qt only in ui", "session/planted.py", "from PySide6.QtCore import QObject"),
    "qt by another name": ("Qt only in ui", "cli/planted.py", "import qtawesome"),
    "pyxform": ("Only form imports pyxform", "study/planted.py", "from pyxform.xls2xform import convert"),
    "sql": ("All SQL lives in store", "session/planted.py", "import sqlite3"),
    "encrypted sql": ("All SQL lives in store", "study/planted.py", "from sqlcipher3 import dbapi2"),
    "sql in the engine": (ENGINE, "form/planted.py", "import sqlite3"),
    "threads": (ENGINE, "xpath/planted.py", "import threading"),
    "network": (ENGINE, "interview/planted.py", "import http.client"),
}  # fmt: skip


def lint(folder: Path) -> tuple[int, str]:
    """Exit code and words of import-linter on the package in this folder."""
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    command = [sys.executable, "-c", program, "--no-cache"]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its rules in a folder of their own."""
    only_source = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "fieldapp", tmp_path / "fieldapp", ignore=only_source)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_floors_hold(copy: Path) -> None:
    code, words = lint(copy)
    assert code == 0, words


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_caught(copy: Path, fault: str) -> None:
    rule, file, source = FAULTS[fault]
    target = copy / "fieldapp" / file
    target.parent.mkdir(exist_ok=True)
    with target.open("a", encoding="utf-8") as planted:
        planted.write(f"\n{source}\n")
    code, words = lint(copy)
    assert code == 1
    assert f"{rule} BROKEN" in words


def test_every_room_of_the_engine_is_kept_pure() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    pure = next(rule for rule in settings["contracts"] if rule["id"] == "pure")["source_modules"]
    rooms = {"xpath", "form", "interview", "merge"}
    built = {f"fieldapp.{room}" for room in rooms if (ROOT / "fieldapp" / room).is_dir()}
    assert set(pure) == built


def test_no_room_is_an_empty_stub() -> None:
    rooms = [path for path in (ROOT / "fieldapp").iterdir() if path.is_dir() and path.name != "__pycache__"]
    for room in rooms:
        code = [line for path in room.glob("*.py") for line in path.read_text("utf-8").splitlines() if line]
        assert len(code) > 20, f"{room.name} holds nothing yet: make it with its first use"

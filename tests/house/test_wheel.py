"""The wheel holds all that the app needs: it runs from there, far from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def fieldapp(site: Path, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command line of the unpacked wheel; the checkout is not on its path."""
    script = (
        f"import sys; sys.path[:] = [{str(site)!r}] + [p for p in sys.path if p and p != {str(ROOT)!r}];"
        f"import fieldapp.__main__ as door; assert door.__file__.startswith({str(site)!r});"
        "sys.exit(door.main(sys.argv[1:]))"
    )
    own = {**os.environ, "FIELDAPP_HOME": str(home), "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", script, *words]
    return subprocess.run(command, cwd=home, env=own, capture_output=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    "file",
    [
        "resources/locale/zh_CN.po",
        "resources/theme.qss",
        "forms/returnee_entrepreneur/form.xlsx",
        "forms/lists/admin_town.csv",
        "guide/enumerator_zh.md",
        "guide/enumerator_en.md",
        "guide/form-author_zh.md",
    ],
)
def test_holds(unpacked: Path, file: str) -> None:
    assert (unpacked / "fieldapp" / file).read_bytes() == (ROOT / where(file)).read_bytes()


def where(file: str) -> str:
    """The place of a file in the checkout."""
    return f"docs/{file}" if file.startswith("guide/") else file


def test_the_kits_and_their_lists_are_found_there(unpacked: Path, tmp_path: Path) -> None:
    said = fieldapp(unpacked, tmp_path, "--language", "zh", "study", "new", "样例", "--kits")
    assert said.returncode == 0, said.stderr
    assert said.stdout.count("已添加问卷：") == 6


def test_no_tests_or_machine_files_are_shipped(unpacked: Path) -> None:
    names = {path.relative_to(unpacked).parts[0] for path in unpacked.iterdir()}
    assert {name for name in names if not name.startswith("fieldapp")} == set()

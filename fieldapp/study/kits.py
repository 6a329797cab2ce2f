"""The study kits that ship with the app: forms with their lists, ready to be taken in."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def kits_folder() -> Path:
    """`forms/`: inside the installed package, else beside it in a checkout."""
    package = Path(str(resources.files("fieldapp")))
    installed = package / "forms"
    return installed if installed.is_dir() else package.parent / "forms"


def kit_forms() -> list[Path]:
    """The form of each kit, by the kit's name."""
    return sorted(kits_folder().glob("*/form.xlsx"))

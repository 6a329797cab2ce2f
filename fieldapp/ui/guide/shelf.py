"""Which guides there are. Each is a Markdown file per language: `enumerator_zh.md`, `enumerator_en.md`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

_FIRST = ("enumerator", "supervisor", "form-author")


@dataclass(frozen=True, slots=True)
class Guide:
    """One guide in one language; `title` is its first heading."""

    name: str
    title: str
    text: str


def guides(language: str) -> list[Guide]:
    """The guides in the language of the window ("zh" or "en"); one that is missing comes in the other."""
    found = {path.stem.rpartition("_")[0]: path for path in sorted(_folder().glob("*_*.md"))}
    return [_read(name, language) for name in sorted(found, key=_place)]


def _place(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST)), name


def _read(name: str, language: str) -> Guide:
    wanted = _folder() / f"{name}_{language}.md"
    path = wanted if wanted.is_file() else next(iter(sorted(_folder().glob(f"{name}_*.md"))))
    text = path.read_text("utf-8")
    title = next((line.removeprefix("# ") for line in text.splitlines() if line.startswith("# ")), name)
    return Guide(name, title, text)


def _folder() -> Path:
    """`guide/` inside the installed package, else `docs/guide/` in a checkout."""
    package = Path(str(resources.files("fieldapp")))
    installed = package / "guide"
    return installed if installed.is_dir() else package.parent / "docs" / "guide"

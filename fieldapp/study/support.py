"""The support bundle: what somebody who mends the program needs, and nothing that people said.

Every file in it is plain text, made here from figures, kinds, hashes and times. Nothing is copied from the
study; logs and reports go through the same mask as the log does. `items` is what a person reads before it
is saved; `write` saves exactly that.
"""

from __future__ import annotations

import csv
import io
import json
import platform
import shutil
import sys
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

import fieldapp
from fieldapp import files, logs, wording
from fieldapp.problems import Problem
from fieldapp.store.facts import engine_version, facts
from fieldapp.study.study import Study

_PACKAGES = (
    "PySide6-Essentials", "cryptography", "lxml", "openpyxl", "pandas", "pyrage", "pyxform", "qtawesome",
    "sqlcipher3", "sqlite-utils",
)  # fmt: skip
_SHOWN = {
    "backup_every", "enumerators_see_all", "form", "lock_forgets", "lock_minutes", "pin_allowed", "theme",
}  # fmt: skip
"""Settings whose value is a choice or a hash; of all others only the length is told."""
_MOST_REPORTS = 10
_LONGEST = 200_000


@dataclass(frozen=True, slots=True)
class Item:
    """One file of the bundle."""

    name: str
    text: str


def items(study: Study | None = None, more: Mapping[str, str] | None = None) -> list[Item]:
    """All files of the bundle; `more` are further facts about this run (Qt, screen, theme)."""
    found = [Item("about.json", _json(_about() | dict(more or {})))]
    if study is not None:
        found += _of_study(study)
    for path in logs.kept():
        found.append(Item(f"log/{path.name}", _tail(path)))
    return found + [Item(f"crash/{path.name}", _masked(path)) for path in _reports(study)]


def write(path: Path, content: Sequence[Item]) -> None:
    """Save the bundle as a ZIP archive: a whole file or none."""
    with files.replacing(path) as temporary, zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED) as archive:
        for item in content:
            archive.writestr(item.name, item.text)


def _about() -> dict[str, str]:
    return {
        "fieldapp": fieldapp.__version__,
        "at": datetime.now().astimezone().isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "system": platform.platform(),
        "machine": platform.machine(),
        "sqlite": engine_version(),
        "language": wording.language(),
        "encoding": sys.getfilesystemencoding(),
        "free disk MB": str(shutil.disk_usage(files.home().anchor or "/").free >> 20),
        **{f"package {name}": _version(name) for name in _PACKAGES},
    }


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


def _of_study(study: Study) -> list[Item]:
    forms = [(f.form_id, f.version, f.sha256, f.added.isoformat()) for f in study.forms()]
    acts = [(a.seq, a.at.isoformat(), a.device, a.kind) for a in study.store.acts.all()]
    return [
        Item("study.json", _json(_study_facts(study))),
        Item("settings.json", _json({name: _setting(name, text) for name, text in _settings(study)})),
        Item("forms.csv", _csv(("form_id", "version", "sha256", "added"), map(_plain, forms))),
        Item("acts.csv", _csv(("seq", "at", "device", "kind"), acts)),
        Item("files.csv", _csv(("folder", "files", "bytes"), _folders(study.folder))),
    ]


def _study_facts(study: Study) -> dict[str, object]:
    roles = [str(person.role) for person in study.people.active()]
    return {
        "study_id": study.study_id,
        "device_id": study.device_id,
        "encrypted": study.protected,
        "people": {role: roles.count(role) for role in sorted(set(roles))},
        "database": facts(study.store),
        "quick check": [logs.masked(text) for text in study.store.quick_check()] or "ok",
        "acts that do not follow": study.store.acts.breaks(),
    }


def _settings(study: Study) -> Iterable[tuple[str, str]]:
    return study.settings.all().items()


def _setting(name: str, text: str) -> str:
    return text if name in _SHOWN else f"({len(text)} characters)"


def _folders(folder: Path) -> list[tuple[str, int, int]]:
    """How much lies in each folder of the study; names that are not ours are not told."""
    ours = {"", "forms", "media", "exports", "backups", "crash", "practice"}
    counts: dict[str, list[int]] = {}
    for path in folder.rglob("*"):
        top = path.relative_to(folder).parts[0] if path.parent != folder else ""
        if path.is_file():
            row = counts.setdefault(top if top in ours else "other", [0, 0])
            row[0], row[1] = row[0] + 1, row[1] + path.stat().st_size
    return [(top or ".", number, size) for top, (number, size) in sorted(counts.items())]


def _reports(study: Study | None) -> list[Path]:
    """The last crash reports of the study and of this person."""
    places = [files.home(), *([study.folder] if study else [])]
    found = [path for place in places for path in (place / "crash").glob("crash-*.txt")]
    return sorted(found, key=lambda path: path.name)[-_MOST_REPORTS:]


def _tail(path: Path) -> str:
    return "\n".join(map(logs.masked, _read(path)[-_LONGEST:].splitlines())) + "\n"


def _masked(path: Path) -> str:
    """A report line by line; the lines of the program's own files keep their place."""
    return "\n".join(map(_masked_line, _read(path)[:_LONGEST].splitlines())) + "\n"


def _masked_line(line: str) -> str:
    kept = line.strip()
    if kept.startswith('File "'):
        name, _, rest = kept[6:].partition('"')
        return f"  {Path(name).name}{rest}"
    return logs.masked(line)


def _read(path: Path) -> str:
    try:
        return files.read(path).decode("utf-8", "replace")
    except Problem as failure:
        return failure.kind.code


def _plain(row: Sequence[str]) -> list[str]:
    return [logs.masked(cell) if not cell.isascii() else cell for cell in row]


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=True) + "\n"


def _csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([heads, *rows])
    return out.getvalue()

"""`rebuild`: a new study from what can be read of a damaged one, and of a backup if there is one.

The damaged study is not touched. A row is taken when its seal or hash fits; an interview is taken up to
its last sound step, and what the list shows of it is worked out anew. What is left out is named, and its
bytes are kept in `quarantine/` of the new folder, sealed where the study is.
"""

from __future__ import annotations

import json
import secrets as chance
import shutil
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fieldapp import files
from fieldapp.files import Layout
from fieldapp.keys import Secrets, twin
from fieldapp.problems import NOTHING_READABLE, REBUILD_TARGET, Problem
from fieldapp.repair import copying, filling
from fieldapp.repair.ground import Ground
from fieldapp.repair.told import Count, Told
from fieldapp.repair.union import union
from fieldapp.store import Store
from fieldapp.store.salvage import Filler, Row

Progress = Callable[[int, int], object]
_PARTS = 5


@dataclass(slots=True)
class Rebuilt:
    """`counts`: what -> found, taken, taken in part, not readable. `named`: everything not taken whole."""

    folder: Path
    counts: dict[str, Count]
    named: list[str] = field(default_factory=list)
    fragments: int = 0

    @property
    def complete(self) -> bool:
        """Whether everything that was found is in the new study."""
        return all(count.found == count.taken for count in self.counts.values())


def rebuild(
    layout: Layout,
    target: Path,
    secrets: Secrets | None = None,
    *,
    extra: Path | None = None,
    progress: Progress | None = None,
) -> Rebuilt:
    """Make a repaired copy of the study at `layout` in the folder `target`, which is new or empty.

    `extra` is a backup, or the folder of another copy of the study: what it has whole and the study has
    not is taken from there. Problems REBUILD_TARGET and NOTHING_READABLE; then nothing is left behind.
    """
    target = target.absolute()
    _require_empty(layout, target)
    say = progress or (lambda done, total: None)
    say(0, _PARTS)
    key = secrets.database_key if secrets else None
    both = union([layout.database, *copying.databases_of(extra)], key)
    if not both.tables:
        raise Problem(NOTHING_READABLE, where=layout.folder)
    say(1, _PARTS)
    making = target.with_name(f".{target.name}.{chance.token_hex(4)}.making")
    try:
        told = _make(layout, making, secrets, filling.Filling(both, Told()), extra, say)
        files.make_folder(target.parent)
        if target.exists():
            target.rmdir()
        making.replace(target)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Rebuilt(target, told.counts, told.named, len(told.fragments))


def _make(
    layout: Layout,
    folder: Path,
    secrets: Secrets | None,
    rows: filling.Filling,
    extra: Path | None,
    say: Progress,
) -> Told:
    new = Layout(folder)
    new.make()
    _take_keys(layout, new, secrets)
    with closing(Store.create(new.database, {}, secrets.database_key if secrets else None)) as store:
        filler = Filler(store.database)
        with store.transaction():
            rows.fill_before(filler)
        say(2, _PARTS)
        copying.take_lists(layout, new, secrets, rows, extra)
        ground = Ground(new, secrets, store)
        with store.transaction():
            rows.fill_interviews(filler, ground)
            rows.fill_after(filler)
        say(3, _PARTS)
        copying.take_media(layout, new, secrets, rows, extra)
        copying.take_contacts(layout, new, secrets, rows, extra)
        copying.take_form_files(layout, new)
        told = rows.told
        now = datetime.now().astimezone()
        store.acts.add("rebuild", layout.folder.name, at=now, named=str(len(told.named)))
        ground.close_lists()
    _keep_fragments(new, secrets, told)
    plain = {"rebuilt": now.isoformat(), "from": layout.folder.name, "number": chance.token_hex(8)}
    files.write(new.restored, json.dumps(plain).encode())
    return told


def _require_empty(layout: Layout, target: Path) -> None:
    inside = target == layout.folder or layout.folder.absolute() in target.parents
    full = target.exists() and (not target.is_dir() or any(target.iterdir()))
    if inside or full:
        raise Problem(REBUILD_TARGET, where=target)


def _take_keys(layout: Layout, new: Layout, secrets: Secrets | None) -> None:
    """The same keys open the repaired copy."""
    for path in (layout.keys, twin(layout.keys)) if secrets else ():
        if path.is_file():
            files.write(new.folder / path.name, files.read(path))


def _keep_fragments(new: Layout, secrets: Secrets | None, told: Told) -> None:
    """For experts: every row that was left out, a line each."""
    if not told.fragments:
        return
    folder = new.folder / "quarantine"
    files.make_folder(folder)
    text = "".join(json.dumps(_plain(table, row), ensure_ascii=True) + "\n" for table, row in told.fragments)
    if secrets:
        files.write(folder / "fragments.jsonl.age", secrets.seal(text.encode()))
    else:
        files.write(folder / "fragments.jsonl", text.encode())


def _plain(table: str, row: Row) -> dict[str, object]:
    return {
        "table": table,
        **{name: value.hex() if isinstance(value, bytes) else value for name, value in row.items()},
    }

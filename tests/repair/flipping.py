"""One turned bit at a random place of a study's files: what a person is then shown, and what is saved of it."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from fieldapp import study
from fieldapp.export import Options, export_study
from fieldapp.files import Layout
from fieldapp.form.personal import TOKEN
from fieldapp.problems import Problem
from fieldapp.repair import check, rebuild
from fieldapp.session import Session
from fieldapp.study import Study
from tests.repair.support import UNLOCK, make_study

_LEFT_OUT = ("lock", "-shm")
_NOTHING: object = object()
_MASKED = "＊＊"
_MAY_DIFFER = ("/more", "/age", "/meta/instanceID", "/meta/deprecatedID")  # ids follow from the revision


@dataclass
class Template:
    """A study as a crash left it, with its newest steps still in the log, and what it shows when whole."""

    folder: Path
    protected: bool
    shown: dict[str, Any] = field(default_factory=dict)

    @property
    def unlock(self) -> Any:
        return UNLOCK if self.protected else None


def template(folder: Path, protected: bool) -> Template:
    """Made once; `work` is open while it is copied, so that the log is there."""
    make_study(folder / "work", protected)
    made = Template(folder / "crashed", protected)
    with closing(study.open(folder / "work", unlock=made.unlock)) as opened:
        opened.act("open")
        opened.act("export", rows="5")
        session = Session.resume(opened, opened.drafts()[0].instance_id)
        for number in range(12):
            session.answer("/data/more", f"停电前的第{number}句")
        session.close()
        shutil.copytree(folder / "work", made.folder, ignore=shutil.ignore_patterns("*-shm", "lock"))
    whole = folder / "whole"
    shutil.copytree(made.folder, whole)
    with closing(study.open(whole, unlock=made.unlock)) as opened:
        made.shown = dict(seen(opened))
    refused = {name: part for name, part in made.shown.items() if isinstance(part, Problem)}
    assert not refused, refused
    shutil.rmtree(whole)
    return made


def seen(opened: Study) -> Iterator[tuple[str, Any]]:
    """Name -> what a person sees there, or the Problem that stands in its place."""
    yield "study", _tried(lambda: (opened.name, opened.enumerator, opened.study_id))
    yield (
        "forms",
        _tried(lambda: [(row.form_id, row.version, row.title, row.sha256) for row in opened.forms()]),
    )
    rows = _tried(lambda: sorted([*opened.drafts(), *opened.finalized()], key=lambda row: row.instance_id))
    yield "rows", [str(row) for row in rows] if isinstance(rows, list) else rows
    yield "revisions", _tried(lambda: sorted((r.rev_id, r.body, r.xml) for r in opened.store.revisions.all()))
    yield "export", _tried(lambda: exported(opened))
    for row in rows if isinstance(rows, list) else ():
        yield from interview(opened, row.instance_id)


def interview(opened: Study, instance_id: str) -> Iterator[tuple[str, Any]]:
    session = _tried(lambda: Session.resume(opened, instance_id))
    if isinstance(session, Problem):
        yield instance_id, session
        return
    nodes = list(session.interview.root.walk())
    yield instance_id, {node.reference: (_open(node.value), node.relevant) for node in nodes}
    yield f"{instance_id} place", _tried(lambda: (session.position, session.notes, session.can_undo))
    village = session.interview.node("/data/village")
    yield f"{instance_id} choices", _tried(lambda: [choice.label for choice in village.choices()])
    for node in nodes:
        if node.control and node.control.kind == "upload" and node.value:
            yield f"{instance_id} {node.reference}", _tried(lambda node=node: session.media(node.value))
    session.close()


def _open(value: str) -> str:
    """A personal value that cannot be read is shown masked, and the window says so."""
    return _MASKED if TOKEN.fullmatch(value) else value


def exported(opened: Study) -> list[Any]:
    """Every cell of the workbook but those that say when it was made."""
    import openpyxl

    target = opened.folder.with_name("flip.xlsx")
    key = opened.secrets.lists_key if opened.secrets else None
    export_study(opened.store, "damage", target, Options(), lists_key=key)
    book = openpyxl.load_workbook(target, read_only=True)
    sheets = [sheet for sheet in book.sheetnames if sheet.lower() not in ("readme", "说明")]
    cells = [(name, list(book[name].iter_rows(values_only=True))) for name in sheets]
    book.close()
    target.unlink()
    return cells


def _tried(look: Callable[[], Any]) -> Any:
    try:
        return look()
    except Problem as problem:
        return problem


@dataclass
class Flips:
    """What came of all runs. `wrong` must stay 0, and so must `broken` (an exception that is no Problem)."""

    outcomes: Counter[str] = field(default_factory=Counter)
    by_file: Counter[tuple[str, str]] = field(default_factory=Counter)
    answers: int = 0
    saved: int = 0
    steps: int = 0
    saved_steps: int = 0
    rebuilt: int = 0
    wrongly_saved: int = 0
    told: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        n = sum(self.outcomes.values())
        share = self.saved / self.answers if self.answers else 1.0
        return (
            f"{n} turned bits: {dict(self.outcomes)}; wrong shown as right: {self.outcomes['wrong']}; "
            f"{self.rebuilt} rebuilt: {self.saved} of {self.answers} answers saved ({share:.2%}), "
            f"{self.wrongly_saved} wrong"
        )


def run(one: Template, work: Path, chance: random.Random, flips: Flips, saving: bool = True) -> None:
    """Turn one bit in a copy, look, and make a repaired copy."""
    folder = work / "s"
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(one.folder, folder)
    path, offset, bit = turn(folder, chance)
    name = f"{path.relative_to(folder)} byte {offset} bit {bit}{' (encrypted)' if one.protected else ''}"
    pristine = work / "pristine"
    shutil.copytree(folder, pristine)
    outcome = look(one, folder, name, flips)
    flips.outcomes[outcome] += 1
    flips.by_file[(path.suffix if path.parent != folder else path.name, outcome)] += 1
    if saving and outcome != "harmless":
        save(one, pristine, work / "new", name, flips)


def turn(folder: Path, chance: random.Random) -> tuple[Path, int, int]:
    """Any byte of any file is as likely as any other."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and path.stat().st_size]
    paths = [path for path in paths if not path.name.endswith(_LEFT_OUT)]
    path = chance.choices(paths, [path.stat().st_size for path in paths])[0]
    data = bytearray(path.read_bytes())
    offset, bit = chance.randrange(len(data)), chance.randrange(8)
    data[offset] ^= 1 << bit
    path.write_bytes(data)
    return path, offset, bit


def look(one: Template, folder: Path, name: str, flips: Flips) -> str:
    """harmless: all is shown as it was. detected: a Problem stands in its place, or the check finds it."""
    try:
        opened = study.open(folder, unlock=one.unlock)
    except Problem:
        return "detected"
    except Exception as failure:
        flips.told.append(f"broken: {name}: opening: {failure!r}")
        return "broken"
    try:
        with closing(opened):
            wrong, refused = differing(one, dict(seen(opened)))
            told = opened.store.torn_log is not None
            secrets = opened.secrets
    except Exception as failure:
        flips.told.append(f"broken: {name}: {failure!r}")
        return "broken"
    if wrong and not told:
        flips.told.append(f"WRONG: {name}: {wrong}")
        return "wrong"
    if refused or told:
        return "detected"
    return "detected" if check(Layout(folder), secrets).damage else "harmless"


def differing(one: Template, now: dict[str, Any]) -> tuple[list[str], list[str]]:
    """Parts that are shown and are not right; parts that are refused. What is missing counts as wrong,
    unless the list of interviews itself was refused."""
    refused = [name for name, part in now.items() if isinstance(part, Problem)]
    masked = [name for name, part in now.items() if _masks(part)]
    wrong = [
        name
        for name, part in one.shown.items()
        if name not in refused and not _hidden(name, refused) and _differ(part, now.get(name, _NOTHING))
    ]
    return wrong, refused + masked


def _masks(part: Any) -> bool:
    return isinstance(part, dict) and any(value == _MASKED for value, _ in part.values())


def _differ(part: Any, now: Any) -> bool:
    if not _masks(now):
        return bool(part != now)
    return part.keys() != now.keys() or any(
        now[ref] != was and now[ref][0] != _MASKED for ref, was in part.items()
    )


def _hidden(name: str, refused: list[str]) -> bool:
    """An interview that is refused is not looked into."""
    return "rows" in refused or name.split(" ")[0] in refused


def save(one: Template, folder: Path, target: Path, name: str, flips: Flips) -> None:
    """The repaired copy: what of the answers is in it, and nothing that is wrong."""
    from fieldapp.study.doors import unlocked

    flips.rebuilt += 1
    whole = {key: part for key, part in one.shown.items() if isinstance(part, dict)}
    flips.answers += sum(1 for part in whole.values() for value, _ in part.values() if value)
    try:
        rebuild(Layout(folder), target, unlocked(Layout(folder), one.unlock))
        opened = study.open(target, unlock=one.unlock)
    except Problem as problem:
        flips.told.append(f"not rebuilt: {name}: {problem}")
        return
    with closing(opened):
        now = dict(seen(opened))
    for key, part in whole.items():
        kept = now.get(key)
        if not isinstance(kept, dict):
            continue
        flips.saved += sum(
            1 for ref, (value, _) in part.items() if value and kept.get(ref, ("",))[0] == value
        )
        wrong = [(ref, value) for ref, (value, _) in kept.items() if _is_wrong(ref, value, part)]
        flips.wrongly_saved += len(wrong)
        flips.told += [f"WRONGLY SAVED: {name}: {key} {ref} {value!r}" for ref, value in wrong]


def _is_wrong(reference: str, value: str, part: dict[str, tuple[str, bool]]) -> bool:
    """A value that never stood there. An older one is no wrong one: the text of `more` grew by steps."""
    now = part.get(reference, ("", False))[0]
    return value not in ("", _MASKED, now) and not reference.endswith(_MAY_DIFFER)


@contextmanager
def switched_off() -> Iterator[None]:
    """The protections off, to see what they are worth."""
    switches: list[tuple[str, Callable[..., Any]]] = [
        ("fieldapp.store.seals.Seals.require_all", lambda *_: None),
        ("fieldapp.store.seals.Seals.fault", lambda *_: ""),
        ("fieldapp.store.seals.Seals.is_sealed", lambda *_: True),
        ("fieldapp.store.journal.sound", lambda _id, raw, _chain: len(raw)),
        ("fieldapp.store.journal.ends_well", lambda *_: True),
        ("fieldapp.store.revisions.is_own_hash", lambda *_: True),
        ("fieldapp.store.heads.is_own_hash", lambda *_: True),
        ("fieldapp.store.wal.require_whole", lambda *_: False),
        ("fieldapp.store.lists.is_as_written", lambda *_: True),
        ("fieldapp.session.attaching.is_as_stored", lambda *_: True),
    ]
    with ExitStack() as stack:
        for name, replacement in switches:
            stack.enter_context(patch(name, replacement))
        yield

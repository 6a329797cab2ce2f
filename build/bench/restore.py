"""Backup, verification, drill and restore of 10,000 interviews, and what a backup costs beside a plain copy.

    python build/bench/restore.py [--interviews 10000] [--encrypted] [--folder FOLDER]

One interview is conducted for real; its rows are then written as often as wanted, through the store, each
under its own number and with its own hashes. Every measurement is a fresh process: time by the wall clock,
peak memory as the system counts it. The plain copy copies and syncs every file of the same folder, in the
same run, before and after the backup. Equality is told by view hash, held against the study itself.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

QUESTIONS = 30
WORDS = "bench passphrase 村口三棵枣树"
PHASES = ("copy", "backup", "again", "copy", "verify", "drill", "restore")


def survey() -> bytes:
    """Thirty questions, texts and numbers."""
    from pyxform.xls2xform import convert

    rows = [f"| | {('text', 'integer')[n % 2]} | q{n} | 第 {n} 题：您怎么看 |" for n in range(QUESTIONS)]
    settings = ["| settings | | | |", "| | form_id | version | form_title |", "| | bench | 1 | 测试 |"]
    table = "\n".join(["| survey | | | |", "| | type | name | label |", *rows, *settings])
    return bytes(convert(table, validate=False).xform.encode())


def make(folder: Path, interviews: int, encrypted: bool) -> None:
    """The study with as many finished interviews, each with its journal."""
    from fieldapp import study
    from fieldapp.session import Session

    protection = study.Protection("L01", WORDS) if encrypted else None
    made = study.create(folder, "返乡创业调查", protection=protection)
    source = folder.parent / "bench.xml"
    source.write_bytes(survey())
    form = made.add_form(source).sha256
    session = Session.start(made, form)
    for number in range(QUESTIONS):
        session.answer(f"/data/q{number}", "返乡以后先在镇上租了门面，𠮷" if number % 2 == 0 else f"{number}")
    session.finalize()
    session.close()
    multiply(made, session.instance_id, interviews)
    made.close()


def multiply(made: Any, model: str, interviews: int) -> None:
    """Write the model's rows again and again, a hundred interviews in a transaction."""
    store = made.store
    steps, row = list(store.journal.rows(model)), store.instances.get(model)
    revision, log = store.revisions.get(row.revision), store.revisions.last(made.device_id)
    for number in range(1, interviews):
        if number % 100 == 1:
            transaction = store.transaction()
            transaction.__enter__()
        name = f"uuid:{number:032x}"
        store.instances.add(name, row.form_sha256, row.created)
        for step in steps:
            store.journal.append(name, step)
        body = revision.body.replace(model.encode(), name.encode())
        rev_id = hashlib.sha256(body).hexdigest()
        xml = revision.xml.replace(model, name)
        seq = log.seq + number
        entry = log.entry + str(number).encode()
        store.revisions.add(
            replace(revision, rev_id=rev_id, record_id=name, instance_id=name, seq=seq, body=body, xml=xml),
            replace(log, seq=seq, entry=entry, hash=hashlib.sha256(entry).hexdigest()),
        )
        store.instances.finalize(name, rev_id)
        if number % 100 == 0 or number == interviews - 1:
            transaction.__exit__(None, None, None)


def measure(phase: str, folder: Path) -> dict[str, float | str]:
    """One thing, timed inside its own process."""
    begun = time.perf_counter()
    said = PARTS[phase](folder)
    taken = time.perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": taken, "peak_mb": peak, "said": said}


def opened(folder: Path) -> Any:
    """The study beside others, encrypted or not."""
    from fieldapp import study

    unlock = study.Unlock("L01", WORDS) if (folder / "keys.json").exists() else None
    return study.open(folder, exclusive=False, unlock=unlock)


def plain_copy(folder: Path) -> str:
    target = folder.parent / "copy"
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    for path in target.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())
    return ""


def back_up(folder: Path) -> str:
    from fieldapp import backup

    with closing(opened(folder)) as one:
        source = backup.Source(one.store, one.layout, one.device_id, protected=one.protected)
        return str(backup.back_up(source, folder.parent / "stick").backup.trusted.view_hash)


def verify(folder: Path) -> str:
    from fieldapp import backup

    with closing(opened(folder)) as one:
        faults = backup.verify(backup.backups(folder.parent / "stick")[0], one.store.open_copy)
        return "sound" if not faults else str(faults)


def drill(folder: Path) -> str:
    from fieldapp import backup

    with closing(opened(folder)) as one:
        done = backup.drill(backup.backups(folder.parent / "stick")[0], folder, one.store.open_copy)
        return f"{done.interviews} interviews, {done.files} files"


def restore(folder: Path) -> str:
    from fieldapp import backup

    with closing(opened(folder)) as one:
        newest = backup.backups(folder.parent / "stick")[0]
        backup.restore(newest, folder.parent / "restored", one.store.open_copy)
    return "restored"


def view_hash_of(folder: Path) -> str:
    from fieldapp.store.viewhash import view_hash

    with closing(opened(folder)) as one:
        return view_hash(one.store)


PARTS = {"copy": plain_copy, "backup": back_up, "again": back_up, "verify": verify, "drill": drill,
         "restore": restore, "view": view_hash_of}  # fmt: skip


def child(phase: str, folder: Path) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    call = [sys.executable, __file__, "--phase", phase, "--folder", str(folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--interviews", type=int, default=10_000)
    parser.add_argument("--encrypted", action="store_true")
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--phase", choices=sorted(PARTS))
    given = parser.parse_args()
    if given.phase:
        print(json.dumps(measure(given.phase, given.folder)))
        return 0
    with tempfile.TemporaryDirectory(dir=given.folder) as place:
        os.environ["FIELDAPP_HOME"] = str(Path(place) / "home")
        return report(Path(place) / "study", given.interviews, given.encrypted)


def report(folder: Path, interviews: int, encrypted: bool) -> int:
    """Make the study, measure everything, print a table."""
    begun = time.perf_counter()
    make(folder, interviews, encrypted)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    kind = "encrypted" if encrypted else "not encrypted"
    print(f"{interviews:,} interviews of {QUESTIONS} answers, {size:,.0f} MB, {kind}; "
          f"made in {time.perf_counter() - begun:.0f} s", flush=True)  # fmt: skip
    seconds: dict[str, list[float]] = {}
    for phase in PHASES:
        found = child(phase, folder)
        seconds.setdefault(phase, []).append(found["seconds"])
        peak, said = found["peak_mb"], found["said"][:40]
        print(f"{phase:8} {found['seconds']:7.2f} s   peak {peak:5.0f} MB   {said}", flush=True)
    ratio = seconds["backup"][0] / (sum(seconds["copy"]) / len(seconds["copy"]))
    print(f"backup / plain copy: {ratio:.1f}")
    views = {part: child("view", folder.parent / part)["said"] for part in ("study", "restored")}
    equal = len(set(views.values())) == 1
    print(f"view hash of study and restored study equal: {equal}")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())

"""Taking in 20 bundles with 10,000 interviews, 20 % seen before, beside plain ATTACH + INSERT OR IGNORE.

    python build/bench/merge.py [--interviews 10000] [--bundles 20] [--encrypted] [--folder FOLDER]

One interview is conducted for real; its rows are written as often as wanted on each laptop, under their own
numbers, hashed and signed by that laptop. Each laptop's first fifth was taken in before; its bundle holds
all again, in other packs. `plain` copies the same rows from the laptops' databases, one transaction for
each, into tables without seals; `sealed` into tables with them. Each measurement is a fresh process: time
by the wall clock, peak memory as the system counts it. The sets of rows are held against each other.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

WORDS = "bench passphrase 村口三棵枣树"
SEEN = 5  # every fifth interview was here before
TABLES = ("device_log", "revision", "instance", "journal", "annotation", "media", "owner")
PHASES = ("plain", "sealed", "look", "take", "again", "plain")


def make(folder: Path, interviews: int, bundles: int, encrypted: bool) -> None:
    """Laptops `1`, `2` ..., a supervisor's `s` that saw a fifth, and a stick with everybody's bundle."""
    from restore import survey

    from fieldapp import study

    protection = study.Protection("L01", WORDS) if encrypted else None
    made = study.create(folder / "s", "返乡创业调查", protection=protection)
    (folder / "bench.xml").write_bytes(survey())
    made.add_form(folder / "bench.xml")
    made.close()
    for number in range(1, bundles + 1):
        shutil.copytree(folder / "s", folder / str(number))
        with closing(opened(folder / str(number))) as laptop:
            fill(laptop, number, interviews // bundles, folder)
        print(f"laptop {number} of {bundles}", end="\r", flush=True)
    with closing(opened(folder / "s")) as supervisor:
        merge(supervisor, folder / "before")


def fill(laptop: Any, number: int, interviews: int, folder: Path) -> None:
    """A first fifth goes out by itself, then everything in packs made anew."""
    from fieldapp.transfer import send

    model = conduct(laptop)
    first = interviews // SEEN
    multiply(laptop, model, number, 1, first)
    send(laptop, folder / "before" / str(number))
    shutil.rmtree(laptop.layout.folder / "outbox")
    multiply(laptop, model, number, first, interviews)
    send(laptop, folder / "stick" / str(number))


def conduct(laptop: Any) -> str:
    """One interview through the engine; its id."""
    from restore import QUESTIONS

    from fieldapp.session import Session

    session = Session.start(laptop, laptop.forms()[0].sha256)
    for number in range(QUESTIONS):
        session.answer(f"/data/q{number}", "返乡以后先在镇上租了门面，𠮷" if number % 2 == 0 else f"{number}")
    session.finalize()
    session.close()
    return str(session.instance_id)


def multiply(laptop: Any, model: str, number: int, first: int, last: int) -> None:
    """The model's rows again, from one number to the one before `last`, in one transaction."""
    steps, row = list(laptop.store.journal.rows(model)), laptop.store.instances.get(model)
    with laptop.store.transaction():
        for at in range(first, last):
            name = f"uuid:{number:08x}-{at:08x}"
            laptop.store.instances.add(name, row.form_sha256, row.created)
            for step in steps:
                laptop.store.journal.append(name, step)
            laptop.store.instances.finalize(name, revise(laptop, row.revision, model, name))


def revise(laptop: Any, rev_id: str, model: str, name: str) -> str:
    """A revision like the model's, with the next number of this laptop, signed by it."""
    from fieldapp.merge.canonical import canonical, digest, log_entry
    from fieldapp.store import LogEntry

    like, last = laptop.store.revisions.get(rev_id), laptop.store.revisions.last(laptop.device_id)
    told = {**json.loads(like.body), "record_id": name, "seq": str(last.seq + 1)}
    body = canonical(told)
    new = replace(
        like, rev_id=digest(body), record_id=name, instance_id=name, seq=last.seq + 1, body=body,
        xml=like.xml.replace(model, name),
    )  # fmt: skip
    entry = log_entry(laptop.device_id, new.seq, last.hash, new.rev_id)
    signed = LogEntry(laptop.device_id, new.seq, last.hash, entry, digest(entry), laptop.device.sign(entry))
    laptop.store.revisions.add(new, signed)
    return str(new.rev_id)


def opened(folder: Path) -> Any:
    """A laptop's study, with a key of its own."""
    from fieldapp import study

    os.environ["FIELDAPP_HOME"] = str(folder.parent / f"home-{folder.name.partition('-')[0]}")
    unlock = study.Unlock("L01", WORDS) if (folder / "keys.json").exists() else None
    laptop = study.open(folder, unlock=unlock)
    assert laptop.device_id
    return laptop


def merge(supervisor: Any, sticks: Path) -> Any:
    """All offers of all sticks at once, as the inbox does."""
    from fieldapp.transfer import take

    return take(supervisor, offers_of(supervisor, sticks))


def offers_of(supervisor: Any, sticks: Path) -> list[Any]:
    from fieldapp.transfer import look

    return [offer for stick in sorted(sticks.iterdir()) for offer in look(supervisor, stick)]


def looked(folder: Path, times: dict[str, float]) -> str:
    ready()
    with closing(opened(folder / "s-work")) as supervisor, clock(times):
        offers = offers_of(supervisor, folder / "stick")
    new, known = (sum(getattr(offer.counts, name) for offer in offers) for name in ("new", "known"))
    return f"{len(offers)} bundles, {new:,} new, {known:,} known"


def taken(folder: Path, times: dict[str, float]) -> str:
    """Looking again is part of it: nobody takes in without having looked."""
    ready()
    with closing(opened(folder / "s-work")) as supervisor, clock(times):
        done = merge(supervisor, folder / "stick")
    return f"{done.new:,} new, {done.known:,} known, {done.refused} refused"


def ready() -> None:
    """Loaded before the clock runs, as in an app that has been open for a while."""
    import cryptography.hazmat.primitives.asymmetric.ed25519

    import fieldapp.transfer

    assert cryptography, fieldapp.transfer


class clock:  # noqa: N801 - reads as a block
    """Seconds inside the block."""

    def __init__(self, times: dict[str, float]) -> None:
        self.times = times

    def __enter__(self) -> None:
        self.begun, self.cpu = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.times["seconds"] = time.perf_counter() - self.begun
        self.times["cpu"] = time.process_time() - self.cpu


def copied(folder: Path, times: dict[str, float], seals: bool) -> str:
    """The same rows by ATTACH, from every laptop in turn."""
    from fieldapp.store.seals import register

    target = folder / "plain.db"
    remove(target)
    source = sqlite3.connect(folder / "s" / "study.db")
    with closing(source), closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    with closing(sqlite3.connect(target, isolation_level=None)) as db:
        register(db)
        db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        if not seals:
            triggers = db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
            db.executescript("".join(f"DROP TRIGGER {name};" for (name,) in triggers))
        with clock(times):
            for laptop in laptops(folder):
                attach(db, laptop / "study.db")
        (count,) = db.execute("SELECT count(*) FROM revision").fetchone()
    return f"{count:,} interviews"


def attach(db: sqlite3.Connection, path: Path) -> None:
    db.execute("ATTACH ? AS other", (str(path),))
    db.execute("BEGIN IMMEDIATE")
    for table in TABLES:
        db.execute(f"INSERT OR IGNORE INTO main.{table} SELECT * FROM other.{table}")
    db.execute("COMMIT")
    db.execute("DETACH other")


def laptops(folder: Path) -> list[Path]:
    return sorted(path for path in folder.iterdir() if path.name.isdigit())


def remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        Path(f"{path}{ending}").unlink(missing_ok=True)


PARTS: dict[str, Any] = {
    "plain": lambda folder, times: copied(folder, times, False),
    "sealed": lambda folder, times: copied(folder, times, True),
    "look": looked, "take": taken, "again": taken,
}  # fmt: skip


def measure(phase: str, folder: Path) -> dict[str, Any]:
    """One thing, timed inside its own process; opening the study is left out."""
    if phase == "profile":
        return profiled(folder)
    times: dict[str, float] = {}
    said = PARTS[phase](folder, times)
    return {**times, "peak_mb": peak(), "said": said}


def peak() -> float:
    """MB of this process alone; what `getrusage` says includes the process that started it."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = dict(line.split(":", 1) for line in status.read_text().splitlines())
        return int(lines["VmHWM"].split()[0]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def profiled(folder: Path) -> dict[str, Any]:
    """Where the time of taking in goes."""
    import cProfile
    import pstats

    profile, times = cProfile.Profile(), dict[str, float]()
    said = profile.runcall(taken, folder, times)
    pstats.Stats(profile, stream=sys.stderr).sort_stats("tottime").print_stats(35)
    return {**times, "peak_mb": 0.0, "said": said}


def same_rows(folder: Path) -> bool:
    """Whether both ways brought the same interviews, step by step."""
    asked = "SELECT instance_id, step, hash FROM journal UNION ALL SELECT rev_id, seq, body FROM revision"
    found = []
    for path in (folder / "plain.db", folder / "s-work" / "study.db"):
        with closing(sqlite3.connect(path)) as db:
            found.append(set(db.execute(asked)))
    return found[0] == found[1]


def child(phase: str, folder: Path) -> dict[str, Any]:
    """One measurement in a process of its own."""
    call = [sys.executable, __file__, "--phase", phase, "--folder", str(folder)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    if done.returncode or phase == "profile":
        print(done.stderr, file=sys.stderr)
    if done.returncode:
        sys.exit(1)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def report(folder: Path, phases: tuple[str, ...]) -> int:
    """Measure everything, print a table."""
    shutil.rmtree(folder / "s-work", ignore_errors=True)
    shutil.copytree(folder / "s", folder / "s-work")
    seconds: dict[str, list[float]] = {}
    cpu: dict[str, list[float]] = {}
    for phase in phases:
        found = child(phase, folder)
        seconds.setdefault(phase, []).append(found["seconds"])
        cpu.setdefault(phase, []).append(found["cpu"])
        figures = f"{found['seconds']:7.2f} s (cpu {found['cpu']:6.2f} s)   peak {found['peak_mb']:4.0f} MB"
        print(f"{phase:8} {figures}   {found['said']}", flush=True)
    if "take" not in seconds or "plain" not in seconds:
        return 0
    clock_ratio, cpu_ratio = (
        one["take"][0] * len(one["plain"]) / sum(one["plain"]) for one in (seconds, cpu)
    )
    print(f"look and take / plain: {clock_ratio:.1f} by the clock, {cpu_ratio:.1f} by processor time")
    encrypted = (folder / "s" / "keys.json").exists()
    equal = encrypted or same_rows(folder)
    print("rows not compared: encrypted" if encrypted else f"the same rows both ways: {equal}")
    return 0 if equal else 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=10_000)
    parser.add_argument("--bundles", type=int, default=20)
    parser.add_argument("--encrypted", action="store_true", help="without the plain copies beside it")
    parser.add_argument("--folder", type=Path, help="kept, and used again when it is there")
    parser.add_argument("--phase", choices=[*PARTS, "profile"])
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    if given.phase:
        print(json.dumps(measure(given.phase, given.folder)))
        return 0
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name)
        if not (folder / "stick").exists():
            begun = time.perf_counter()
            make(folder, given.interviews, given.bundles, given.encrypted)
            print(f"{given.interviews:,} interviews on {given.bundles} laptops, made in "
                  f"{time.perf_counter() - begun:.0f} s", flush=True)  # fmt: skip
        phases = ("profile",) if given.profile else ("look", "take", "again") if given.encrypted else PHASES
        return report(folder, phases)


if __name__ == "__main__":
    sys.exit(main())

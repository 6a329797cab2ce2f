"""The supervisor's desk with 10,000 interviews: queue with flags and conflicts, beside a bare read.

    python build/bench/review.py [--interviews 10000] [--profile]

Interviews have answers of their own (random, fixed seed); every third is reviewed, every twentieth has a
comment, every fiftieth two versions that contradict each other. Each is measured at a quarter of the size
too, from which what is quadratic grows sixteen times instead of four. Processor time, best of two.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

ROWS = (
    "SELECT rev_id, record_id, parents, kind, body FROM revision",
    "SELECT * FROM instance",
    "SELECT instance_id, kind, at, ms FROM journal ORDER BY instance_id, step",
    "SELECT body FROM event",
)
WORDS = "村口三棵枣树返乡以后先在镇上租了门面打工种地养羊"


def make(folder: Path, interviews: int) -> Any:
    """A study with interviews that differ, open."""
    from restore import make as one

    from fieldapp import study

    os.environ["FIELDAPP_HOME"] = str(folder.parent / f"home-{folder.name}")
    one(folder, 1, False)
    made = study.open(folder)
    (row,) = made.store.instances.all()
    write(made, row, interviews, random.Random(7))
    return made


def write(made: Any, row: Any, interviews: int, chance: random.Random) -> None:
    """Interviews with their journals, and what was said of them."""
    like, steps = made.store.revisions.get(row.revision), list(made.store.journal.rows(row.instance_id))
    with made.store.transaction():
        for number in range(1, interviews):
            name = f"uuid:{number:032x}"
            made.store.instances.add(name, row.form_sha256, row.created)
            for step in steps:
                made.store.journal.append(name, step)
            first = revise(made, like, name, (), chance)
            made.store.instances.finalize(name, first)
            if number % 50 == 0:
                for _ in range(2):
                    revise(made, like, name, (first,), chance)
            elif number % 3 == 0 or number % 20 == 0:
                speak(made, name, first, comment=number % 20 == 0)


def revise(made: Any, like: Any, name: str, parents: tuple[str, ...], chance: random.Random) -> str:
    """A version with answers of its own, signed by nobody: only reading is measured."""
    from fieldapp.merge.canonical import canonical, digest

    seq, told = next_seq(made), json.loads(like.body)
    answers = {path: "".join(chance.choices(WORDS, k=4)) for path in told["answers"]}
    told |= {"record_id": name, "seq": str(seq), "parents": list(parents), "answers": answers}
    body = canonical(told)
    new = replace(
        like, rev_id=digest(body), record_id=name, instance_id=name, parents=parents, seq=seq, body=body
    )
    made.store.revisions.add(new, entry(made, seq, new.rev_id))
    return str(new.rev_id)


def speak(made: Any, name: str, rev_id: str, *, comment: bool) -> None:
    """An approval, or a word on a question."""
    from fieldapp.merge import Made
    from fieldapp.merge.canonical import digest
    from fieldapp.merge.events import comment_body, review_body

    seq = next_seq(made)
    who = Made("S01", made.device_id, seq, "2026-11-22T19:00:00+08:00")
    body = (
        comment_body(who, name, rev_id, "/data/q0", "请再核对 㐂")
        if comment
        else review_body(who, name, rev_id, "approved", "", [])
    )
    made.store.team.add_event(name, body, entry(made, seq, digest(body)))


def next_seq(made: Any) -> int:
    return int(made.store.revisions.last(made.device_id).seq) + 1


def entry(made: Any, seq: int, subject: str) -> Any:
    from fieldapp.merge.canonical import digest, log_entry
    from fieldapp.store import LogEntry

    data = log_entry(made.device_id, seq, "", subject)
    return LogEntry(made.device_id, seq, "", data, digest(data), b"")


def bare(made: Any) -> int:
    return sum(len(made.store.database.all(sql)) for sql in ROWS)


def queued(made: Any) -> int:
    from fieldapp.review import flags_of, queue

    return len(queue(made, flags_of(made)))


def contradicting(made: Any) -> int:
    from fieldapp.review import conflicts

    return len(conflicts(made))


PARTS: dict[str, Callable[[Any], int]] = {"read": bare, "queue": queued, "conflicts": contradicting}


def measure(made: Any, part: Callable[[Any], int]) -> tuple[float, int]:
    """Seconds and what it gave."""
    best, found = 1e9, 0
    for _ in range(2):
        begun = time.process_time()
        found = part(made)
        best = min(best, time.process_time() - begun)
    return best, found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--interviews", type=int, default=10_000)
    parser.add_argument("--profile", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        spent: dict[str, list[float]] = {part: [] for part in PARTS}
        for size in (given.interviews // 4, given.interviews):
            with closing(make(Path(name) / f"study-{size}", size)) as made:
                for part, act in PARTS.items():
                    seconds, found = measure(made, act)
                    spent[part].append(seconds)
                    print(f"{size:7,} {part:10} {seconds:7.2f} s   {found:,}", flush=True)
                if given.profile and size == given.interviews:
                    profile(made)
    for part, (small, large) in spent.items():
        print(
            f"{part:10} {large / spent['read'][1]:6.1f} x a bare read; {large / small:4.1f} x a quarter of it"
        )
    return 0


def profile(made: Any) -> None:
    """Where the time of the queue goes."""
    import cProfile
    import pstats

    told = cProfile.Profile()
    told.runcall(queued, made)
    pstats.Stats(told).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    sys.exit(main())

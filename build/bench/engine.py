"""The engine on big forms: load, create, one change; beside JavaRosa when it is at hand.

    python build/bench/engine.py [--oracle JavaRosaOracle.java] [--rounds 3] [--only wide cascade ...]

Each round is a fresh process that reads one job and answers it (`fieldapp form trace`, or the oracle, a
Java program that takes the same jobs; the jar is the one pyxform carries). Prints medians in ms and, with
the oracle, the ratio. Without it only the growth counts: the 500th against the 10th, 620,000 rows against
50,000.
"table" is the cascade as the app has it, with the list in an indexed table made when the form is added.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "build")]

import bigforms  # noqa: E402

from fieldapp.form import read_xform  # noqa: E402
from fieldapp.interview import Interview  # noqa: E402
from fieldapp.store import TableList, add_list, list_path  # noqa: E402
from tests.scenario import FakeHost  # noqa: E402

Job = tuple[str, str, list[dict[str, Any]], dict[str, slice], int]


def jobs() -> Iterator[Job]:
    """Name, form, steps, what the parts of the steps are called, rows of the CSV."""
    gate = "/data/g0/q1"
    toggles = [{"set": gate, "value": value} for value in ("yes", "no", "yes")] + [
        {"set": "/data/g0/q0", "value": "50"}
    ]
    parts = {"answer a gate": slice(0, 3), "first link of a chain": slice(3, 4)}
    yield "wide 1,000", bigforms.wide(1000), toggles, parts, 0
    yield "wide 3,000", bigforms.wide(3000), toggles, parts, 0
    fill = [
        {"set": "/data/region", "value": "r3"},
        {"set": "/data/district", "value": "d3"},
        {"set": "/data/village", "value": "v3"},
    ]
    change = [{"set": "/data/region", "value": f"r{i}"} for i in (4, 5, 3, 7, 8)]
    parts = {"pick region first": slice(0, 1), "pick a village": slice(2, 3), "change region": slice(3, 8)}
    yield "cascade 50,000", bigforms.cascade(), fill + change, parts, 50_000
    yield "cascade 620,000", bigforms.cascade(), fill + change, parts, 620_000
    for name, form in (("repeat", bigforms.repeat(False)), ("running", bigforms.repeat(True))):
        adds = [{"add_repeat": "/data/item"}] * 499
        changed = [(at, value) for value in "567" for at in (1, 250, 500)]
        sets = [{"set": f"/data/item[{at}]/f0", "value": value} for at, value in changed]
        parts = {
            "add: first ten": slice(0, 10),
            "add: last ten, to 500": slice(489, 499),
            "change in the first": slice(499, None, 3),
            "change in the last": slice(501, None, 3),
        }
        yield name, form, adds + sets, parts, 0


def measure(command: list[str], job: Job, folder: Path) -> dict[str, float]:
    """Milliseconds by name, of one fresh process."""
    name, xml, steps, parts, rows = job
    if rows:
        bigforms.places(folder / "places.csv", rows)
    asked = {
        "id": name,
        "xml": xml,
        "attachments": str(folder),
        "steps": steps,
        "choices": False,
        "timeout": 600,
    }
    run = subprocess.run(command, input=json.dumps(asked) + "\n", capture_output=True, text=True, cwd=ROOT)
    answer = json.loads(run.stdout)
    if "error" in answer:
        return {}
    timing = answer["timing"]
    out = {"load and create": timing["load_ms"] + timing["create_ms"]}
    return out | {label: statistics.median(timing["steps_ms"][part]) for label, part in parts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--oracle", help="path of JavaRosaOracle.java; needs Java 11 or later")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", default=[])
    args = parser.parse_args()
    engines = {"ours": [sys.executable, "-m", "fieldapp", "form", "trace"]}
    if args.oracle:
        engines["JavaRosa"] = ["java", "-cp", jar(), args.oracle]
    os.environ["TZ"] = "UTC"
    with tempfile.TemporaryDirectory() as folder:
        for job in jobs():
            if not args.only or job[0].split()[0] in args.only:
                found = {
                    engine: rounds(command, job, Path(folder), args.rounds)
                    for engine, command in engines.items()
                }
                show(job[0], found)
        for rows in (50_000, 620_000):
            if not args.only or "table" in args.only:
                in_the_app(rows, Path(folder))


def rounds(command: list[str], job: Job, folder: Path, number: int) -> dict[str, float]:
    found = [measure(command, job, folder) for _ in range(number)]
    return {label: statistics.median(one[label] for one in found) for label in found[0]}


def in_the_app(rows: int, folder: Path) -> None:
    """The cascade as the app has it: the list in an indexed table, choices shown included."""
    bigforms.places(folder / "places.csv", rows)
    began = time.perf_counter()
    sha256, _ = add_list(folder, (folder / "places.csv").read_bytes(), "places.csv")
    print(f"table {rows:<10,} {'made on import':24} {(time.perf_counter() - began) * 1000:9.2f} ms")
    table = TableList(list_path(folder, sha256))
    interview = Interview.start(read_xform(bigforms.cascade().encode()), FakeHost({"places": table}))
    for label, reference, value in (
        ("open the cascade", "/data/region", "r3"),
        ("pick a district", "/data/district", "d3"),
        ("pick a village", "/data/village", "v3"),
        ("change region", "/data/region", "r4"),
    ):
        began = time.perf_counter()
        interview.answer(reference, value)
        for level in ("region", "district", "village"):
            node = interview.node(f"/data/{level}")
            assert node is not None
            node.choices()
        print(f"table {rows:<10,} {label:24} {(time.perf_counter() - began) * 1000:9.2f} ms")
    table.close()


def show(name: str, found: dict[str, dict[str, float]]) -> None:
    for label, ours in found["ours"].items():
        line = f"{name:16} {label:24} {ours:9.2f} ms"
        if "JavaRosa" in found:
            theirs = found["JavaRosa"].get(label)
            beside = f"{theirs:9.2f} ms   {theirs / max(ours, 0.01):7.1f} x" if theirs else "refuses the form"
            line += f"   JavaRosa {beside}"
        print(line, flush=True)


def jar() -> str:
    spec = find_spec("pyxform")
    assert spec is not None
    assert spec.origin is not None
    return str(next(Path(spec.origin).parent.rglob("ODK_Validate.jar")))


if __name__ == "__main__":
    main()

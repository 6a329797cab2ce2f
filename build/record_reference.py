"""Record what JavaRosa answers on the kits, for tests/interview/test_reference.py.

    python build/record_reference.py --oracle JavaRosaOracle.java --jar ODK_Validate.jar

The oracle reads jobs as JSON lines and answers in the format of `fieldapp form trace`. The jar is the one
that pyxform carries (pyxform/validators/odk_validate/bin). Needs Java 11 or later.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from fieldapp.form import find_list_file, read_csv, read_form  # noqa: E402
from fieldapp.interview import Interview  # noqa: E402
from fieldapp.robot import Walker  # noqa: E402
from tests.scenario import FakeHost  # noqa: E402

TARGET = ROOT / "tests" / "interview" / "javarosa"
ENGINE = "JavaRosa 5.1.0, from the ODK_Validate.jar of pyxform 4.5.0"
MASK = re.compile(r"uuid:[0-9a-f-]{36}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?")
LEAST = 120
"""Questions that a walk must have met to be worth recording."""


def walk(path: Path, first_seed: int) -> tuple[int, list[dict[str, Any]], bytes]:
    """The first walk from this seed on that gets past the gates of the form."""
    form = read_form(path)
    lists = {
        one.id: read_csv(find_list_file(path, one.file_name))
        for one in form.definition.instances.values()
        if one.source
    }
    for seed in range(first_seed, first_seed + 500):
        done = Walker(Interview.start(form.definition, FakeHost(lists, seed)), seed).run()
        if len(done.asked) >= LEAST or (len(done.asked) > 85 and path.parent.name == "village_resident"):
            return seed, settled(done.steps), form.xml
    raise SystemExit(f"no walk of {path} gets far enough")


def settled(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Only the last try on each question: JavaRosa keeps the rows of a too large count (docs/engine.md)."""
    following = [*steps[1:], {}]
    return [
        step for step, after in zip(steps, following, strict=True) if step.get("set") != after.get("set", "-")
    ]


def nodes(state: dict[str, Any]) -> list[list[Any]]:
    """What is compared: reference, relevant, required, value and choices of each node."""
    return [
        [
            node["ref"],
            node["relevant"],
            node["required"],
            MASK.sub("<now>", node.get("value") or ""),
            [choice["value"] for choice in node.get("choices", ())][:60],
        ]
        for node in state["nodes"]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--oracle", required=True)
    parser.add_argument("--jar", required=True)
    args = parser.parse_args()
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        jobs = []
        for path in sorted((ROOT / "forms").glob("*/form.xlsx")):
            seed, steps, xml = walk(path, 1)
            xform = Path(folder) / f"{path.parent.name}.xml"
            xform.write_bytes(xml)
            jobs.append(
                {"id": path.parent.name, "seed": seed, "form": str(xform), "now": "real",
                 "steps": [*steps, {"snapshot": 1}, {"reopen": "restore"}],
                 "attachments": str(ROOT / "forms" / "lists")}
            )  # fmt: skip
        run = subprocess.run(
            ["java", "-cp", args.jar, args.oracle],
            input="".join(json.dumps(job) + "\n" for job in jobs),
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "TZ": "UTC"},
        )
    for job, line in zip(jobs, run.stdout.splitlines(), strict=True):
        answer = json.loads(line)
        record = {
            "engine": ENGINE,
            "seed": job["seed"],
            "steps": job["steps"][:-2],
            "nodes": nodes(answer["steps"][-2]["state"]),
            "reopened": nodes(answer["final"]),
        }
        text = json.dumps(record, ensure_ascii=False, separators=(",", ":")).replace('},{"', '},\n{"')
        (TARGET / f"{job['id']}.json").write_text(text.replace("],[", "],\n[") + "\n", "utf-8")


if __name__ == "__main__":
    main()

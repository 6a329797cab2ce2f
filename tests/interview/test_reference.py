"""The six kits against JavaRosa, the engine of ODK Collect, as recorded by build/record_reference.py."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from fieldapp.cli.tracer import Tracer
from fieldapp.form import read_form
from fieldapp.wording import resource

RECORDS = sorted((Path(__file__).parent / "javarosa").glob("*.json"))
MASK = re.compile(r"uuid:[0-9a-f-]{36}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?")
CHANCE = ("s_pick", "s_rand", "today")
"""Nodes that hold chance or the day of the recording."""


def test_every_kit_is_recorded():
    assert len(RECORDS) == 6


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_kit_behaves_as_in_javarosa(path):
    record = json.loads(path.read_text("utf-8"))
    form = read_form(resource("..", "forms", path.stem, "form.xlsx"))
    job = {
        "xml": form.xml.decode(),
        "steps": [*record["steps"], {"snapshot": 1}, {"reopen": "restore"}],
        "attachments": str(resource("..", "forms", "lists")),
        "now": datetime.now(UTC).isoformat(),
    }
    answer = Tracer(job).run()
    assert "error" not in answer
    assert differences(record["nodes"], answer["steps"][-2]["state"]) == []
    assert differences(record["reopened"], answer["final"]) == []
    assert len(record["nodes"]) > 100


def differences(recorded, state):
    ours = {node["ref"]: node for node in state["nodes"]}
    return [
        (reference, (relevant, required, value, choices), seen)
        for reference, relevant, required, value, choices in recorded
        if not reference.endswith(CHANCE)
        and (seen := shown(ours.get(reference))) != expected(relevant, required, value, choices)
    ]


def expected(relevant, required, value, choices):
    return (relevant, required, value, choices) if relevant else (False,)


def shown(node):
    if node is None:
        return None
    if not node["relevant"]:
        return (False,)
    choices = [choice["value"] for choice in node.get("choices", ())][:60]
    return (True, node["required"], MASK.sub("<now>", node.get("value") or ""), choices)

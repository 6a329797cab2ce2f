"""`fieldapp form trace`: a JSON object in, a JSON object out, line by line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from fieldapp.form import read_form
from tests.cli.conftest import FORM, Terminal

LISTS = FORM.parents[1] / "lists"


@pytest.fixture
def trace(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> Any:
    """`trace(job, ...)` -> answers."""

    def run(*jobs: object) -> list[dict[str, Any]]:
        lines = "".join((job if isinstance(job, str) else json.dumps(job)) + "\n" for job in jobs)
        source = io.TextIOWrapper(io.BytesIO(lines.encode("utf-8")), "utf-8")
        monkeypatch.setattr("sys.stdin", source)
        said = terminal("form", "trace")
        assert said.code == 0, said.err
        return [json.loads(line) for line in said.out.splitlines()]

    return run


def test_a_kit_is_answered(trace: Any, tmp_path: Path) -> None:
    xml = read_form(FORM).xml.decode("utf-8")
    steps = [
        {"set": "/data/cover/case_id", "value": "RET-0001"},
        {"set": "/data/cover/loc_cnty", "value": "140932"},
    ]
    job = {"id": "一", "xml": xml, "attachments": str(LISTS), "steps": steps, "choices": False}
    (answer,) = trace(job)
    assert answer["id"] == "一"
    values = {node["ref"]: node.get("value") for node in answer["final"]["nodes"]}
    assert values["/data/cover/case_id"] == "RET-0001"


def test_a_bad_line_costs_only_itself(trace: Any) -> None:
    first, second, third = trace("{not json", [1], {"id": "x", "xml": "<nothing/>"})
    assert first["error"]["stage"] == second["error"]["stage"] == "read"
    assert third["id"] == "x"
    assert third["error"]

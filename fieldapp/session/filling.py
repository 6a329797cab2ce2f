"""What is known before an interview begins: filled in as answers, each a step of the journal."""

from __future__ import annotations

from collections.abc import Mapping

from fieldapp.form import NodeDefinition
from fieldapp.interview import Refused
from fieldapp.session.recorder import Recorder


def fill(recorder: Recorder, values: Mapping[str, str]) -> list[str]:
    """Answer the questions that go by these names, outside of repeats; the names that found one.

    What a type cannot hold is left out. The person stays where the interview begins.
    """
    filled = []
    for node in recorder.interview.definition.root.walk():
        if node.name in values and _is_open(node) and _answer(recorder, node.reference, values[node.name]):
            filled.append(node.name)
    return filled


def _is_open(node: NodeDefinition) -> bool:
    """A question that people answer; what is calculated or in a row of a roster is not filled in."""
    shown = node.control is not None and not node.children
    return shown and node.bind.calculate is None and node.control.kind != "upload"  # type: ignore[union-attr]


def _answer(recorder: Recorder, reference: str, value: str) -> bool:
    node = recorder.interview.node(reference)
    if node is None or not value or "[" in node.reference:
        return False
    try:
        changes = recorder.interview.answer(reference, value)
    except Refused:
        return False
    if changes.steps:
        recorder.record("answer", reference, changes)
    return True

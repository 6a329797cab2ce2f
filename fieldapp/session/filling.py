"""What is known before an interview begins: filled in as answers and rows, each a step of the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fieldapp.form import NodeDefinition, NodeKind
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


def fill_rows(recorder: Recorder, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> None:
    """The same for rosters that people add rows to: these rows first, then an empty one to go on with."""
    for node in recorder.interview.definition.root.walk():
        if node.kind is NodeKind.REPEAT and not node.fixed and rows.get(node.name):
            for at, said in enumerate(rows[node.name], 1):
                _fill_row(recorder, node, at, said)
            _need_row(recorder, node.reference, len(rows[node.name]) + 1)


def _fill_row(recorder: Recorder, node: NodeDefinition, at: int, said: Mapping[str, str]) -> None:
    row = _need_row(recorder, node.reference, at)
    for leaf in node.children:
        if row and leaf.name in said and _is_open(leaf):
            _answer(recorder, f"{row}/{leaf.name}", said[leaf.name])


def _need_row(recorder: Recorder, reference: str, at: int) -> str:
    """The reference of that row, made where it is not there; "" where the roster takes none."""
    row = f"{reference}[{at}]"
    if recorder.interview.node(row) is None:
        recorder.record("repeat-add", row, recorder.interview.add_repeat(reference))
    return row if recorder.interview.node(row) is not None else ""


def _is_open(node: NodeDefinition) -> bool:
    """A question that people answer; what is calculated or in a row of a roster is not filled in."""
    shown = node.control is not None and not node.children
    return shown and node.bind.calculate is None and node.control.kind != "upload"  # type: ignore[union-attr]


def _answer(recorder: Recorder, reference: str, value: str) -> bool:
    node = recorder.interview.node(reference)
    if node is None or not value or "[" in node.reference.removeprefix(reference):
        return False
    try:
        changes = recorder.interview.answer(reference, value)
    except Refused:
        return False
    if changes.steps:
        recorder.record("answer", reference, changes)
    return True

"""One finding, and the counts of a repaired copy, as a person reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldapp.ui.components import label
from fieldapp.wording import tr

if TYPE_CHECKING:
    from fieldapp.repair import Finding, Rebuilt

_MOST_NAMED = 200


def finding_line(finding: Finding) -> QWidget:
    """Where, what, what is safe, what to do."""
    from fieldapp.repair import Level

    damaged = finding.level is Level.DAMAGE
    line = QWidget()
    box = QVBoxLayout(line)
    box.setContentsMargins(0, 8, 0, 8)
    box.setSpacing(4)
    mark = tr("damaged") if damaged else tr("note")
    head = f"{mark} · {finding.place}" if finding.place else mark
    box.addWidget(label(head, "body-bold", "error" if damaged else "ink-2", wrap=True))
    box.addWidget(label(finding.what, "body", "", wrap=True))
    if damaged:
        box.addWidget(label(tr("Safe: {safe}", safe=finding.safe), "body", "ink-2", wrap=True))
        box.addWidget(label(tr("To do: {todo}", todo=finding.todo), "body", "ink-2", wrap=True))
    return line


def rebuilt_lines(rebuilt: Rebuilt) -> list[str]:
    """The counts, then everything that was not taken whole."""
    lines = [
        tr(
            "{what}: {found} found, {taken} taken, {partly} in part, {lost} not readable",
            what=tr(what), found=count.found, taken=count.taken, partly=count.partly, lost=count.lost,
        )
        for what, count in rebuilt.counts.items()
        if count.found
    ]  # fmt: skip
    return [*lines, *rebuilt.named[:_MOST_NAMED]]

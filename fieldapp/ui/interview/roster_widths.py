"""How wide the columns of a roster are. Pure but for text measuring."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics

from fieldapp.ui import theme
from fieldapp.ui.controls import Around, kind_of
from fieldapp.ui.interview import roster_cells as cells
from fieldapp.ui.interview.roster_model import FIRST, RosterModel

MARK_WIDTH = 41
_LEAST = {"search-one": 104, "choose-many": 104, "search-many": 104, "integer": 84, "decimal": 84}
_OTHERS = 110
_MOST = {"choose-one": 170, "integer": 120, "decimal": 120, "text": 320, "lines": 320}
_LABEL_LEAST, _LABEL_MOST = 150, 400


def widths(rows: RosterModel, around: Around, room: int) -> list[int]:
    """Mark, label, then each question: its least width, and a fair share of what is left."""
    label = _label(rows)
    least = [_least(rows, column, around) for column in range(FIRST, rows.columnCount())]
    left = room - MARK_WIDTH - label - sum(least)
    if left < 0 and label > _LABEL_LEAST:
        given = min(-left, label - _LABEL_LEAST)
        label, left = label - given, left + given
    share = max(0, left) // max(1, len(least))
    wide = [min(width + share, _most(rows, FIRST + at, width)) for at, width in enumerate(least)]
    spare = max(0, room - MARK_WIDTH - label - sum(wide))
    return [MARK_WIDTH, label + spare, *wide] if label > 60 else _spread([MARK_WIDTH, label, *wide], spare)


def _spread(made: list[int], spare: int) -> list[int]:
    """Without row names the room goes to the last column."""
    return [*made[:-1], made[-1] + spare]


def _label(rows: RosterModel) -> int:
    metrics = QFontMetrics(theme.font("body-bold"))
    longest = max((metrics.horizontalAdvance(rows.label(row)) for row in range(rows.rowCount())), default=0)
    return min(_LABEL_MOST, longest + 52) if longest else 44


def _least(rows: RosterModel, column: int, around: Around) -> int:
    node = rows.node(0, column)
    kind = kind_of(node) if node is not None else ""
    if node is not None and kind == "choose-one":
        metrics = QFontMetrics(theme.font("body-bold"))
        longest = max(
            (metrics.horizontalAdvance(c.label) for c in cells.rows_of_choices(node, around)), default=0
        )
        return max(70, min(104, longest + 40))
    return _LEAST.get(kind, _OTHERS) if kind != "moment" else 160


def _most(rows: RosterModel, column: int, least: int) -> int:
    node = rows.node(0, column)
    return max(least, _MOST.get(kind_of(node), 200) if node is not None else 200)

"""Two versions as rows to decide on: labels and values in words, what differs marked. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from fieldapp.form.masking import mask
from fieldapp.interview import Interview, Node
from fieldapp.merge import Difference, Take
from fieldapp.merge.paths import is_below
from fieldapp.session.anchors import anchor, resolve
from fieldapp.ui.controls import Around
from fieldapp.ui.interview import roster_cells as cells
from fieldapp.ui.interview import words
from fieldapp.wording import tr

Piece = tuple[str, bool]
"""Some text, and whether the other side has it otherwise."""
_WHOLE = ("select1", "select", "rank", "trigger", "upload", "range")


@dataclass(frozen=True, slots=True)
class Row:
    """A question, or a row of a roster that only one side has. `below`: what goes with that row."""

    path: str
    number: str
    title: str
    left: str
    right: str
    difference: Difference | None = None
    by_letter: bool = False
    veiled: bool = False
    below: tuple[str, ...] = ()

    @property
    def only(self) -> Take | None:
        """The side that is taken in advance, since the other is empty."""
        return self.difference.only if self.difference is not None else None


class Comparison:
    """The two live forms, to read labels and choices from; None where a version cannot be opened."""

    def __init__(self, left: Interview | None, right: Interview | None) -> None:
        self.left, self.right = left, right

    def rows(self, found: Sequence[Difference], revealed: Collection[str] = ()) -> list[Row]:
        """The questions that differ. What the form works out by itself is not decided on."""
        gone = [one.path for one in found if one.path.endswith("]")]
        rows = []
        for one in found:
            if any(is_below(one.path, row) for row in gone):
                continue
            if one.path.endswith("]"):
                below = tuple(other.path for other in found if is_below(other.path, one.path))
                rows.append(self._roster_row(one, below))
            elif (row := self._question(one, revealed)) is not None:
                rows.append(row)
        return rows

    def equal(self, found: Iterable[Difference], revealed: Collection[str] = ()) -> list[Row]:
        """The answered questions in which the sides agree."""
        if self.left is None:
            return []
        differing = {one.path for one in found}
        rows = []
        for node in self.left.root.walk():
            path = anchor(self.left, node.reference) if _asked(node) and node.value else ""
            if path and node.relevant and path not in differing:
                shown = self._shown(node, node.value, path, revealed)
                rows.append(Row(path, _number(node), words.plain(node.label), shown, shown))
        return rows

    def node(self, path: str) -> Node | None:
        """The question at a place, of whichever side has it."""
        return _node(self.left, path) or _node(self.right, path)

    def own(self, path: str, text: str, revealed: Collection[str] = ()) -> str:
        """An answer that somebody wrote, in words."""
        node = self.node(path)
        if node is None:
            return text
        labels = {choice.value: choice.label for choice in node.choices()}
        shown = labels.get(text, text)
        return mask(shown) if node.is_personal and path not in revealed else shown

    def _question(self, one: Difference, revealed: Collection[str]) -> Row | None:
        nodes = (_node(self.left, one.path), _node(self.right, one.path))
        node = nodes[0] or nodes[1]
        if node is None:
            return Row(one.path, "", one.path.rpartition("/")[2], one.left or "", one.right or "", one)
        if not _asked(node):
            return None
        left, right = (
            self._shown(side, value, one.path, revealed) if side is not None else ""
            for side, value in zip(nodes, (one.left, one.right), strict=True)
        )
        kind = node.control.kind if node.control is not None else ""
        hidden = node.is_personal and one.path not in revealed
        return Row(
            one.path, _number(node), words.plain(node.label), left, right, one,
            by_letter=kind not in _WHOLE and not hidden, veiled=hidden,
        )  # fmt: skip

    def _shown(self, node: Node, value: str | None, path: str, revealed: Collection[str]) -> str:
        if not value:
            return ""
        around = Around(node.interview.definition.missing_codes)
        shown = cells.shown(node, around) or node.value or value
        return mask(shown) if node.is_personal and path not in revealed else shown

    def _roster_row(self, one: Difference, below: tuple[str, ...]) -> Row:
        node = self.node(one.path)
        side = _node(self.left, one.path) if one.left else _node(self.right, one.path)
        said = tr(", ").join(_cells(side)) if side is not None else ""
        there = said or tr("row is there")
        title = words.plain(node.label) if node is not None else ""
        number = _number(node) if node is not None else ""
        return Row(
            one.path, number, tr("{roster}: a row", roster=title) if title else tr("a row"),
            there if one.left else "", there if one.right else "", one, below=below,
        )  # fmt: skip


def pieces(this: str, other: str, *, by_letter: bool) -> list[Piece]:
    """A side in pieces; what the other has otherwise is marked, letter by letter for texts."""
    if not this:
        return []
    if not by_letter or not other or _alike(this, other) < 0.35:
        return [(this, this != other)]
    return list(_marked(this, other))


def _marked(this: str, other: str) -> Iterator[Piece]:
    matcher = SequenceMatcher(None, this, other, autojunk=False)
    for tag, begin, end, _from, _to in matcher.get_opcodes():
        if begin < end:
            yield this[begin:end], tag != "equal"


def _alike(this: str, other: str) -> float:
    return SequenceMatcher(None, this, other, autojunk=False).ratio()


def _node(interview: Interview | None, path: str) -> Node | None:
    reference = resolve(interview, path) if interview is not None else None
    return interview.node(reference) if interview is not None and reference else None


def _asked(node: Node) -> bool:
    return node.is_question and not node.definition.bind.calculate


def _number(node: Node) -> str:
    if node.number:
        return node.number
    outer, row = (node.spec.repeats[0] if node.spec.repeats else None), node.repeat
    number = node.interview.numbering.number(outer) if outer is not None else ""
    return f"{number}/{row.position}" if number and row is not None else number


def _cells(row: Node) -> list[str]:
    """What stands in a row, personal values masked."""
    around = Around(row.interview.definition.missing_codes)
    asked = [node for node in row.walk() if _asked(node) and node.value]
    return [mask(cells.shown(one, around)) if one.is_personal else cells.shown(one, around) for one in asked]

"""Personal values in lists: masked until somebody asks for one. Pure, no Qt.

In the question itself the person sees what is typed; the outline, the review and the top bar are also
read by whoever walks by.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from fieldapp.form.masking import mask
from fieldapp.form.personal import Erased
from fieldapp.interview import Interview, Node


class Veil:
    """Over the personal values an interview holds now; `revealed` are references that were asked for."""

    def __init__(self, interview: Interview, revealed: Collection[str] = ()) -> None:
        self._revealed = revealed
        parts = (node for node in _personal(interview) if _hides(node) and node.name != "instanceName")
        values = {node.value for node in parts if len(node.value) > 1}
        self._values = sorted(values, key=len, reverse=True)

    def text(self, text: str) -> str:
        """A label or a note, in which such a value may stand."""
        for value in self._values:
            for shown in (value, value.replace("\n", " ")):
                text = text.replace(shown, mask(value)) if shown in text else text
        return text

    def answer(self, node: Node, text: str) -> str:
        """An answer as a list shows it."""
        if isinstance(node.value, Erased):
            return node.shown
        if not text or node.reference in self._revealed:
            return text
        return mask(text) if node.is_personal else self.text(text)

    def covers(self, node: Node) -> bool:
        """Whether there is something to ask for."""
        return _hides(node) and node.reference not in self._revealed


def _personal(interview: Interview) -> Iterator[Node]:
    """The personal nodes there are; straight down to them, for a walk of the tree takes milliseconds."""
    for reference in interview.definition.personal:
        found = [interview.root]
        for name in reference.split("/")[2:]:
            found = [child for node in found for child in node.slots.get(name, ())]
        yield from found


def _hides(node: Node) -> bool:
    return bool(node.value) and node.is_personal and not isinstance(node.value, Erased)

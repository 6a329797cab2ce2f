""" "Other, please specify": choosing it puts the cursor into its text field; Shift+Tab leads back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fieldapp.interview import Changes, Node
from fieldapp.ui.controls import kind_of
from fieldapp.ui.interview.card import QuestionView
from fieldapp.ui.interview.fieldlist import FieldListView

if TYPE_CHECKING:
    from fieldapp.ui.interview.page import InterviewPage

_TEXTS = ("text", "lines", "digits", "masked")
_CHOICES = ("select1", "select")


class Specify:
    """Knows which text field was opened by which choice."""

    def __init__(self, page: InterviewPage) -> None:
        self._page = page
        self._came_from: dict[str, str] = {}

    def follow(self, reference: str, before: str, changes: Changes) -> None:
        """After an answer: go into the text field that a newly chosen code has opened, if it did."""
        page = self._page
        node = page.interview.node(reference)
        if node is None or not isinstance(page.view, QuestionView | FieldListView):
            return
        text = self._next(node)
        fresh = set(node.value.split()) - set(before.split())
        if text is None or text.reference not in changes.touched or not _opened_by(text, node, fresh):
            return
        self._came_from[text.reference] = reference
        if not (isinstance(page.view, FieldListView) and page.view.go_to(text.reference)):
            page.go_to(text.reference)

    def back(self) -> bool:
        """Shift+Tab on the page of the text field: to the choices; False where Tab does as always."""
        view = self._page.view
        node = view.current() if isinstance(view, QuestionView) else None
        origin = self._came_from.get(node.reference) if node is not None else None
        if origin is None:
            return False
        self._page.go_to(origin)
        return True

    def _next(self, node: Node) -> Node | None:
        """The question that is asked after this one."""
        asked = [one for screen in self._page.walk.screens for one in screen.nodes]
        at = next((at for at, one in enumerate(asked) if one is node), len(asked))
        return asked[at + 1] if at + 1 < len(asked) else None


def _opened_by(text: Node, choice: Node, codes: set[str]) -> bool:
    """Whether the condition of a text names the question and one of these codes."""
    kind = choice.control.kind if choice.control is not None else ""
    rule = text.definition.bind.relevant or ""
    if kind not in _CHOICES or kind_of(text) not in _TEXTS or not re.search(rf"\b{choice.name}\b", rule):
        return False
    return any(f"'{code}'" in rule or f'"{code}"' in rule for code in codes)
